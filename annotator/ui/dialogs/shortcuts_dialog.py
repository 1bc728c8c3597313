"""Changing the shortcuts of the window's actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions.shortcuts import DEFAULTS, Shortcuts, problem_with
from annotator.ui.actions.table import ACTIONS, MENU_TITLES, Menu, words
from annotator.ui.dialogs.palette import is_called
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

_ID = Qt.ItemDataRole.UserRole

_PROBLEMS: Mapping[str, str] = {
    "plain": QT_TRANSLATE_NOOP(
        "ShortcutsDialog", "{keys} alone types or decides. Use it with Ctrl or Alt, or a function key."
    ),
    "editing": QT_TRANSLATE_NOOP("ShortcutsDialog", "{keys} is needed for editing text."),
    "taken": QT_TRANSLATE_NOOP("ShortcutsDialog", "{keys} was taken from “{action}”."),
}


class ShortcutsDialog(QDialog):
    """Lists all actions with their keys; the chosen one gets the keys that are pressed.

    Signals:
        chosen: the shortcuts by action that differ from those the program comes with.
    """

    chosen = Signal(object)

    def __init__(self, changed: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change keys"))
        self.resize(560, 620)
        self._keys: dict[str, tuple[str, ...]] = {**DEFAULTS, **changed}
        self._lost: dict[str, tuple[str, tuple[str, ...]]] = {}
        """Who lost keys to another action, by the keys, and all the keys it had."""
        self._items: dict[str, QTreeWidgetItem] = {}
        self._tops: dict[Menu, QTreeWidgetItem] = {}
        self._sought = QLineEdit()
        self._sought.setPlaceholderText(self.tr("Find a command or its keys"))
        self._sought.setAccessibleName(self.tr("Find a command or its keys"))
        self._sought.setClearButtonEnabled(True)
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setUniformRowHeights(True)
        self._list.setAccessibleName(self.tr("Actions and their keys"))
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._field = QKeySequenceEdit()
        self._field.setMaximumSequenceLength(1)
        self._field.setClearButtonEnabled(True)
        self._field.setAccessibleName(self.tr("New keys"))
        self._remove = QPushButton(self.tr("No keys"))
        self._default = QPushButton(self.tr("As delivered"))
        self._said = QLabel()
        self._said.setObjectName("warning")
        self._said.setWordWrap(True)
        self._lay_out()
        self._fill()
        self._sought.textChanged.connect(self._narrow)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._field.editingFinished.connect(self._take)
        self._remove.clicked.connect(lambda: self._set(()))
        self._default.clicked.connect(self._restore)
        self._list.setCurrentItem(self._items[ACTIONS[0].id])

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Press the new keys:")))
        row.addWidget(self._field, 1)
        row.addWidget(self._remove)
        row.addWidget(self._default)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.RestoreDefaults
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.RestoreDefaults).clicked.connect(self._restore_all)
        # Enter belongs to the keys that are being set, not to the dialog.
        for button in buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]
        column = QVBoxLayout(self)
        column.addWidget(self._sought)
        column.addWidget(self._list, 1)
        column.addLayout(row)
        column.addWidget(self._said)
        column.addWidget(buttons)

    def _fill(self) -> None:
        tops = self._tops
        for spec in ACTIONS:
            if spec.menu not in tops:
                title = words(MENU_TITLES[spec.menu]).split("(")[0].replace("&", "")
                top = tops[spec.menu] = QTreeWidgetItem([title])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._list.addTopLevelItem(top)
            item = QTreeWidgetItem([words(spec.text).replace("&", "").rstrip("…")])
            item.setData(0, _ID, spec.id)
            tops[spec.menu].addChild(item)
            self._items[spec.id] = item
        self._list.expandAll()
        self._show_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter lead from what is looked for to the keys; no button is meant by it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._sought.hasFocus():
            self._field.setFocus()
            return
        super().keyPressEvent(event)

    def _narrow(self, sought: str) -> None:
        """List the commands that are called so, or have such keys, and choose the first of them."""
        for item in self._items.values():
            item.setHidden(not is_called(sought, item.text(0), item.text(1)))
        for top in self._tops.values():
            top.setHidden(all(item.isHidden() for item in self._items.values() if item.parent() is top))
        listed = [item for item in self._items.values() if not item.isHidden()]
        if listed and (chosen := self._list.currentItem()) is not None and chosen.isHidden():
            self._list.setCurrentItem(listed[0])

    def _show_keys(self) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        for action_id, item in self._items.items():
            keys = self._keys[action_id]
            item.setText(1, " / ".join(QKeySequence(each).toString(native) for each in keys))
            font = item.font(1)
            font.setBold(keys != DEFAULTS[action_id])
            item.setFont(1, font)

    def _chosen_id(self) -> str:
        item = self._list.currentItem()
        return str(item.data(0, _ID) or "") if item is not None else ""

    def _on_chosen(self) -> None:
        action_id = self._chosen_id()
        for widget in (self._field, self._remove, self._default):
            widget.setEnabled(bool(action_id))
        keys = self._keys.get(action_id, ())
        self._field.setKeySequence(QKeySequence(keys[0] if keys else ""))
        self._said.clear()

    def _take(self) -> None:
        keys = self._field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        action_id = self._chosen_id()
        if not action_id or not keys or keys in self._keys[action_id]:
            return
        problem = problem_with(keys)
        if problem:
            self._on_chosen()
            self._say(problem, keys)
            return
        other = next((name for name, listed in self._keys.items() if keys in listed), None)
        if other is not None:
            had = self._keys[other]
            self._lost[keys] = (other, had)
            self._keys[other] = tuple(each for each in had if each != keys)
        self._set((keys,))
        if other is not None:
            self._say("taken", keys, self._items[other].text(0))

    def _say(self, problem: str, keys: str, action: str = "") -> None:
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        said = QCoreApplication.translate("ShortcutsDialog", _PROBLEMS[problem])
        self._said.setText(said.format(keys=shown, action=action))

    def _set(self, keys: tuple[str, ...]) -> None:
        action_id = self._chosen_id()
        freed, self._keys[action_id] = self._keys[action_id], keys
        for each in freed:
            self._give_back(each)
        self._show_keys()
        self._on_chosen()

    def _give_back(self, keys: str) -> None:
        """Let who lost keys have them again once nobody has: they were only tried on another action."""
        other, had = self._lost.pop(keys, ("", ()))
        left = {*self._keys.get(other, ()), keys}
        if other and left <= set(had):  # nobody gave it others meanwhile
            self._keys[other] = tuple(each for each in had if each in left)

    def _restore(self) -> None:
        action_id = self._chosen_id()
        wanted = DEFAULTS[action_id]
        for other, listed in self._keys.items():
            self._keys[other] = tuple(each for each in listed if each not in wanted)
        self._set(wanted)

    def _restore_all(self) -> None:
        self._keys, self._lost = dict(DEFAULTS), {}
        self._show_keys()
        self._on_chosen()

    def _accept(self) -> None:
        self.chosen.emit({name: keys for name, keys in self._keys.items() if keys != DEFAULTS[name]})
        self.accept()
