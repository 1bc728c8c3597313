"""The row of an export dialog in which choices are given names, taken again, and deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLabel, QPushButton, QWidget

from annotator.services.export.export_choice import ExportChoice, Presets, with_preset


class ExportPresets(QWidget):
    """Presets by name, the one used last on top.

    Signals:
        taken: the choice of the preset that was taken.
        asked: a name; what is chosen shall be kept by it with ``keep``.
        changed: the presets, in their new order.
    """

    taken = Signal(object)
    asked = Signal(str)
    changed = Signal(object)

    def __init__(self, presets: Presets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presets = dict(presets)
        self._names = QComboBox()
        self._names.setPlaceholderText(self.tr("None chosen"))
        self._names.setAccessibleName(self.tr("Preset"))
        label = QLabel(self.tr("&Preset:"))
        label.setBuddy(self._names)
        self._save = QPushButton(self.tr("&Save as preset…"))
        self._delete = QPushButton(self.tr("&Delete preset"))
        for button in (self._save, self._delete):
            button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self._names, 1)
        row.addWidget(self._save)
        row.addWidget(self._delete)
        self._list("")
        self._names.activated.connect(self._take)
        self._save.clicked.connect(self._ask)
        self._delete.clicked.connect(self._remove)

    def keep(self, name: str, choice: ExportChoice) -> None:
        """Keep a choice by a name; what was kept by it before goes."""
        self._change(with_preset(self._presets, name, choice), name)

    def _list(self, shown: str) -> None:
        self._names.clear()
        self._names.addItems(list(self._presets))
        self._names.setCurrentIndex(self._names.findText(shown, Qt.MatchFlag.MatchExactly) if shown else -1)
        self._names.setEnabled(bool(self._presets))
        self._delete.setEnabled(self._names.currentIndex() >= 0)

    def _take(self, row: int) -> None:
        name = self._names.itemText(row)
        choice = self._presets[name]
        self.taken.emit(choice)
        self._change(with_preset(self._presets, name, choice), name)

    def _ask(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save as preset"))
        dialog.setLabelText(self.tr("Name; a preset of that name is replaced:"))
        dialog.setTextValue(self._names.currentText())
        dialog.textValueSelected.connect(self._named)
        dialog.open()

    def _named(self, name: str) -> None:
        if name.strip():
            self.asked.emit(name.strip())

    def _remove(self) -> None:
        gone = self._names.currentText()
        self._change({name: kept for name, kept in self._presets.items() if name != gone}, "")

    def _change(self, presets: Presets, shown: str) -> None:
        self._presets = dict(presets)
        self._list(shown)
        self.changed.emit(self._presets)
