"""The labels or relation types of a scheme as a list that is added to, taken from and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import Label, RelationType
from annotator.ui.look.chips import chip


class EntryList(QWidget):
    """Shows entries with their colours, keys and numbers of uses.

    Signals:
        chosen: another row is the current one.
        added: one more is wanted.
        removed: the current one is to go.
        moved: an entry is to go from a row to another, counted without it.
    """

    chosen = Signal(int)
    added = Signal()
    removed = Signal()
    moved = Signal(int, int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QTreeWidget()
        self._list.setAccessibleName(title)
        self._list.setColumnCount(3)
        self._list.setHeaderLabels([title, self.tr("Key"), self.tr("Used")])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.installEventFilter(self)
        self._list.currentItemChanged.connect(lambda: self.chosen.emit(self.row))
        self._add, self._remove = QPushButton(self.tr("Add")), QPushButton(self.tr("Remove"))
        self._up, self._down = QPushButton(self.tr("Up")), QPushButton(self.tr("Down"))
        self._add.clicked.connect(self.added)
        self._remove.clicked.connect(self.removed)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        row = QHBoxLayout()
        for button in (self._add, self._remove, self._up, self._down):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list, 1)
        column.addLayout(row)

    @property
    def row(self) -> int:
        """The current row, -1 for none."""
        item = self._list.currentItem()
        return -1 if item is None else self._list.indexOfTopLevelItem(item)

    def show_entries(
        self,
        entries: Sequence[Label | RelationType],
        origins: Sequence[str],
        uses: Mapping[str, int],
        row: int,
    ) -> None:
        """Show entries, and make a row the current one.

        Args:
            entries: the entries.
            origins: the id of each under which its uses are counted.
            uses: how often each is used.
            row: the row that is to be current.
        """
        self._list.blockSignals(True)
        while self._list.topLevelItemCount() > len(entries):
            self._list.takeTopLevelItem(self._list.topLevelItemCount() - 1)
        while self._list.topLevelItemCount() < len(entries):
            self._list.addTopLevelItem(QTreeWidgetItem())
        for number, (entry, origin) in enumerate(zip(entries, origins, strict=True)):
            item = self._list.topLevelItem(number)
            assert item is not None
            item.setIcon(0, chip(entry.color))
            item.setText(0, entry.name or entry.id)
            item.setText(1, entry.key.upper())
            item.setText(2, str(uses[origin]) if uses.get(origin) else "")
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
        current = self._list.topLevelItem(min(row, len(entries) - 1)) if entries else None
        if current is not None:
            self._list.setCurrentItem(current)
        self._list.blockSignals(False)
        self._remove.setEnabled(bool(entries))
        self._up.setEnabled(self.row > 0)
        self._down.setEnabled(0 <= self.row < len(entries) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Insert adds, Delete removes, Alt and the arrows move."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            moves = event.modifiers() & Qt.KeyboardModifier.AltModifier
            match event.key():
                case Qt.Key.Key_Insert:
                    self.added.emit()
                case Qt.Key.Key_Delete:
                    self.removed.emit()
                case Qt.Key.Key_Up if moves:
                    self._move(-1)
                case Qt.Key.Key_Down if moves:
                    self._move(1)
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        if self.row >= 0 and 0 <= self.row + by < self._list.topLevelItemCount():
            self.moved.emit(self.row, self.row + by)
