"""The command palette: everything that can be done now, found by a few letters of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.text.pinyin import find_by_pinyin
from annotator.text.widths import to_halfwidth

_MOST = 60
_BY_SOUND, _ELSEWHERE = 100, 200
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose.

    Attributes:
        title: its name in the window's language.
        detail: where it belongs: its menu, or what kind of place it is.
        keys: its shortcut as shown to people; may be empty.
        run: does it.
        words: other words it is found by, e.g. its English name.
    """

    title: str
    detail: str
    keys: str
    run: Callable[[], object]
    words: str = ""


def find(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that hold every part of the query, those that hold it earliest in their title first.

    Case and width do not matter, and a title is also found by its pinyin: ``cz`` and ``chazhao`` find 查找. Where
    nothing holds the parts, entries whose title has the query's characters in their order are given.
    """
    parts = _plain(query).split()
    if not parts:
        return list(entries)
    ranked = []
    for number, entry in enumerate(entries):
        title = _plain(entry.title)
        beside = f"{_plain(entry.words)} {_plain(entry.detail)} {_plain(entry.keys)}"
        places = [_place(part, title, beside) for part in parts]
        if -1 not in places:
            ranked.append((sum(places), number, entry))
    if not ranked:
        wanted = "".join(parts)
        ranked = [(0, n, entry) for n, entry in enumerate(entries) if _in_order(wanted, _plain(entry.title))]
    return [entry for _, _, entry in sorted(ranked, key=lambda each: each[:2])]


def is_called(query: str, title: str, beside: str) -> bool:
    """Tell whether something with a title, and other words beside it, holds every part of a query."""
    return all(_place(part, _plain(title), _plain(beside)) >= 0 for part in _plain(query).split())


def _plain(text: str) -> str:
    return to_halfwidth(text).casefold()


def _place(part: str, title: str, beside: str) -> int:
    """Return how far from the beginning of a title a part stands, or -1; what is less sure counts as further."""
    if (place := title.find(part)) >= 0:
        return place
    if len(part) > 1 and (place := find_by_pinyin(part, title)) >= 0:
        return _BY_SOUND + place
    return _ELSEWHERE if part in beside else -1


def _in_order(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in wanted)


class CommandPalette(QFrame):
    """A field and a list below it: typing narrows the list, Enter does the chosen thing, Esc leaves.

    It lies inside the window: a window of its own would need the desktop to give it the focus, and a popup would
    grab the keyboard, which keeps input methods out.
    """

    def __init__(self, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._before = parent.window().focusWidget()
        self._entries = entries
        self._shown: list[Entry] = []
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("What do you want to do?"))
        self._list = QTreeWidget()
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("Commands"))
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._fill)
        self._field.returnPressed.connect(self._run_chosen)
        self._list.itemClicked.connect(lambda _item: self._run_chosen())
        self._fill()
        size = parent.size()
        self.resize(min(640, size.width() - 40), min(460, size.height() - 80))
        self.move((size.width() - self.width()) // 2, 60)

    def open(self) -> None:
        """Show it, with the caret in its field."""
        self.show()
        self.raise_()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the field is typed into; close when the person goes elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self._list.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        self.close()
        if self._before is not None:
            self._before.setFocus()

    def _fill(self) -> None:
        self._shown = find(self._field.text(), self._entries)[:_MOST]
        self._list.clear()
        for entry in self._shown:
            item = QTreeWidgetItem([entry.title, entry.detail, entry.keys])
            item.setForeground(1, self.palette().placeholderText())
            item.setForeground(2, self.palette().placeholderText())
            self._list.addTopLevelItem(item)
        if not self._shown:
            nothing = QTreeWidgetItem([self.tr("Nothing is called that.")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addTopLevelItem(nothing)
        self._list.setCurrentIndex(self._list.model().index(0, 0))

    def _run_chosen(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._shown):
            run = self._shown[row].run
            # Closed first: what it does may open something of its own, or ask who has the focus.
            self._leave()
            run()
