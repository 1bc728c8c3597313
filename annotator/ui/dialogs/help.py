"""The keys, help for a place, and messages."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from annotator.ui.actions.keys import KEYS
from annotator.ui.actions.place_help import PlaceHelp, place_words
from annotator.ui.actions.shortcuts import Shortcuts
from annotator.ui.actions.table import ACTIONS, MENU_TITLES, Menu, Mode, words
from annotator.ui.look.theme import Theme

_MENU_OF_MODE = {Mode.PROOFREAD: Menu.PROOFREAD, Mode.LABEL: Menu.LABEL, Mode.ARRANGE: Menu.ARRANGE}


class KeysDialog(QDialog):
    """Shows every key, from the same tables the window is made from."""

    def __init__(self, theme: Theme, keys: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(560, 640)
        _fill(self, keys_html(theme, keys), self.tr("Keys"))


class HelpDialog(QDialog):
    """Says what a place of the window is for, and which keys act there.

    Signals:
        guide_wanted: the person wants to read the user guide.
    """

    guide_wanted = Signal()

    def __init__(
        self, place: PlaceHelp, theme: Theme, keys: Shortcuts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        title = place_words(place.title)
        self.setWindowTitle(self.tr("Help: {place}").format(place=title))
        self.resize(520, 460)
        buttons = _fill(self, place_html(place, theme, keys), title)
        guide = buttons.addButton(self.tr("User guide"), QDialogButtonBox.ButtonRole.HelpRole)
        guide.clicked.connect(self.accept)
        guide.clicked.connect(self.guide_wanted)


def _fill(dialog: QDialog, html: str, name: str) -> QDialogButtonBox:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    text = QTextBrowser()
    text.setHtml(html)
    text.setAccessibleName(name)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(text)
    column.addWidget(buttons)
    return buttons


def place_html(place: PlaceHelp, theme: Theme, keys: Shortcuts) -> str:
    """Return what is said of a place: its sentences, its single keys, and how to see all keys."""
    title, menu = place_words(place.title), _MENU_OF_MODE.get(place.mode) if place.mode else None
    rows = [(spec.keys, words(spec.text)) for spec in KEYS if spec.mode is place.mode]
    for spec in ACTIONS:
        acting = tuple(each for each in keys[spec.id] if len(each) > 1 or not place.typed)
        if acting and (spec.menu is menu or spec.id in ("palette", "keys")):
            rows.append((_shown(acting), words(spec.text).rstrip("…")))
    return _table(title, rows, theme).replace("</h3>", f"</h3><p>{escape(place_words(place.text))}</p>", 1)


def keys_html(theme: Theme, keys: Shortcuts) -> str:
    """Return the table of all keys, as a person may have changed them."""
    sections = []
    for mode, menu in _MENU_OF_MODE.items():
        rows = [(spec.keys, words(spec.text)) for spec in KEYS if spec.mode is mode]
        sections.append((words(MENU_TITLES[menu]), rows))
    note = QCoreApplication.translate(
        "KeysDialog", "Single keys act in the text while nothing is being typed, and in the lists."
    )
    everywhere = [(_shown(keys[spec.id]), words(spec.text).rstrip("…")) for spec in ACTIONS if keys[spec.id]]
    sections.append((QCoreApplication.translate("KeysDialog", "Everywhere"), everywhere))
    tables = "".join(_table(title.replace("&", ""), rows, theme) for title, rows in sections)
    return f"<p>{escape(note)}</p>{tables}"


def _shown(keys: tuple[str, ...]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return " / ".join(QKeySequence(each).toString(native) for each in keys)


def _table(title: str, rows: list[tuple[str, str]], theme: Theme) -> str:
    title = title.split("(")[0]  # Chinese menu titles carry their letter in brackets
    lines = "".join(
        f"<tr><td width='170'><b>{escape(keys)}</b></td><td>{escape(text)}</td></tr>" for keys, text in rows
    )
    return f"<h3 style='color:{theme.link}'>{escape(title)}</h3><table cellpadding='3'>{lines}</table>"


def show_message(
    parent: QWidget, title: str, text: str, icon: QMessageBox.Icon = QMessageBox.Icon.Warning
) -> QMessageBox:
    """Show a message without blocking."""
    box = QMessageBox(icon, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
