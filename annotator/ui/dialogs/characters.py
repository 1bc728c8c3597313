"""The palette of special characters: those used last come first, under the keys 1 to 9."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

GROUPS: tuple[tuple[str, ...], ...] = (
    tuple("·—…～、。，；：？！〇々〃＿￥％‰℃°"),
    ("——", "……", "“”", "‘’", "《》", "〈〉", "「」", "『』", "（）", "〔〕", "【】", "［］", "｛｝"),
    tuple("①②③④⑤⑥⑦⑧⑨⑩㈠㈡㈢㈣㈤ⅠⅡⅢⅣⅤ"),
    tuple("×÷±≈≠≤≥＜＞＝＋－√∶′″§№"),
    tuple("○●◎◇◆□■△▲▽▼☆★※→←↑↓"),
    ("\u3000", "\u00a0", "āáǎà", "ōóǒò", "ēéěè", "īíǐì", "ūúǔù", "ǖǘǚǜ"),
)
"""Single characters, pairs that go around what is selected, and tones of which one is chosen by its place."""

PAIRS = frozenset(("“”", "‘’", "《》", "〈〉", "「」", "『』", "（）", "〔〕", "【】", "［］", "｛｝"))
RECENT = 9
_CELL = 44
_COLUMNS = 10
_NAMES = {"\u3000": "　", "\u00a0": "⍽"}


def all_characters() -> tuple[str, ...]:
    """Return everything the palette offers, in its order."""
    listed: list[str] = []
    for group in GROUPS:
        for entry in group:
            is_tones = len(entry) == 4
            listed += entry if is_tones else (entry,)
    return tuple(listed)


def with_recent(recent: Sequence[str], used: str) -> tuple[str, ...]:
    """Return the characters used last, with one put first."""
    return (used, *(each for each in recent if each != used))[:RECENT]


class CharacterPalette(QFrame):
    """A grid of characters; arrows move, Enter takes, 1–9 take those used last, Esc leaves.

    It lies inside the window, for the reasons of the command palette.

    Signals:
        chosen: the character or pair that was taken.
        left: it is closed, with or without a choice.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, recent: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._recent = tuple(recent)
        self._gone = False
        self._over = parent
        self._list = QListWidget()
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setWrapping(True)
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setGridSize(QSize(_CELL, _CELL))
        self._list.setAccessibleName(self.tr("Special characters"))
        font = QFont(self.font())
        font.setPixelSize(18)
        self._list.setFont(font)
        self._name = QLabel()
        self._name.setObjectName("faded")
        hint = QLabel(self.tr("1–9: used last   Enter: insert   Esc: close"))
        hint.setObjectName("faded")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._list)
        column.addWidget(self._name)
        column.addWidget(hint)
        self._fill()
        self._list.installEventFilter(self)
        self._list.currentItemChanged.connect(self._tell)
        self._list.itemClicked.connect(lambda item: self._take(item.data(Qt.ItemDataRole.UserRole)))
        self._list.setCurrentRow(0)
        self.resize(_COLUMNS * _CELL + 44, 380)

    def open(self, at: QPoint) -> None:
        """Show it near a place of the parent, inside it."""
        room = self._over.size()
        x = min(max(at.x(), 8), max(room.width() - self.width() - 8, 8))
        below = at.y() + self.height() + 8 <= room.height()
        self.move(x, at.y() if below else max(room.height() - self.height() - 8, 8))
        self.show()
        self.raise_()
        self._list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take, leave, or close when the person goes elsewhere."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            number = event.key() - Qt.Key.Key_0
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                item = self._list.currentItem()
                if item is not None:
                    self._take(item.data(Qt.ItemDataRole.UserRole))
                return True
            if 1 <= number <= len(self._recent):
                self._take(self._recent[number - 1])
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self._leave()
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        for number, entry in enumerate((*self._recent, *all_characters()), start=1):
            item = QListWidgetItem(_NAMES.get(entry, entry))
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setSizeHint(QSize(_CELL, _CELL))
            key = f"{number}: " if number <= len(self._recent) else ""
            item.setToolTip(key + _name(entry))
            if number <= len(self._recent):
                item.setBackground(self.palette().alternateBase())
            self._list.addItem(item)

    def _tell(self, item: QListWidgetItem | None) -> None:
        self._name.setText(_name(item.data(Qt.ItemDataRole.UserRole)) if item is not None else "")

    def _take(self, character: str) -> None:
        self._leave()
        self.chosen.emit(character)

    def _leave(self) -> None:
        if not self._gone:
            self._gone = True
            self.close()
            self.left.emit()


def _name(entry: str) -> str:
    first = entry[0]
    return f"{entry}  U+{ord(first):04X}  {unicodedata.name(first, '').capitalize()}"
