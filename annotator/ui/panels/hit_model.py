"""The list of hits as Qt wants it: articles, furniture, trays and raw pages, and under each of them its hits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.services.editing.finding import Passage, Source
from annotator.text.searching import Hit
from annotator.ui.controllers.find.searching import only
from annotator.ui.panels.parts import text_around
from annotator.ui.words.sentences import passage_name

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str, str, int, int]

_TOP = 0  # internal id of groups; hits have the number of their group, counted from one
_REACH = 16  # characters of context on each side
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class HitRole(IntEnum):
    """What the rows say, for the delegate."""

    HEAD = Qt.ItemDataRole.UserRole
    NOTE = Qt.ItemDataRole.UserRole + 1
    CONTEXT = Qt.ItemDataRole.UserRole + 2


class HitModel(QAbstractItemModel):
    """Hits in groups; all but those in raw text can be ticked, and are so by default."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[list[tuple[Passage, Hit]]] = []
        self._names: dict[str, str] = {}
        self._unticked: set[Place] = set()

    def set_passages(self, passages: Sequence[Passage], issue_names: dict[str, str]) -> None:
        """Show what was found; what was unticked and is still there stays so.

        Args:
            passages: in the order to show them in.
            issue_names: names by issue, to be put before the titles; empty where all is of one issue.
        """
        self.beginResetModel()
        self._groups = [
            [(passage, hit) for passage in listed for hit in passage.hits]
            for _, listed in groupby(passages, lambda each: (each.issue, each.source, each.container))
        ]
        self._names = issue_names
        if self._unticked:
            self._unticked &= {_place(entry) for group in self._groups for entry in group}
        self.endResetModel()

    def tick_all(self) -> None:
        """Tick everything again."""
        self._unticked.clear()

    def hit_at(self, index: Index) -> tuple[Passage, Hit] | None:
        """Return the hit of a row; of a group's row, its first."""
        if not index.isValid():
            return None
        number = index.internalId()
        return self._groups[index.row()][0] if number == _TOP else self._groups[number - 1][index.row()]

    def untick(self, places: set[tuple[str, int, int]]) -> None:
        """Untick the hits at some places, given as block, start and end."""
        found = {_place(entry) for group in self._groups for entry in group}
        self._unticked |= {place for place in found if place[2:] in places}
        if self._groups:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._groups) - 1, 0))

    def ticked(self) -> Iterator[Passage]:
        """Yield the passages with their ticked hits."""
        for group in self._groups:
            for _, entries in groupby(group, lambda entry: id(entry[0])):
                listed = list(entries)
                kept = [hit for passage, hit in listed if self._is_ticked((passage, hit))]
                if kept:
                    yield only(listed[0][0], kept)

    def counts(self) -> tuple[int, int, int]:
        """Return the number of hits, of those ticked, and of groups."""
        number = sum(map(len, self._groups))
        tickable = sum(entry[0].source is not Source.RAW for group in self._groups for entry in group)
        return number, tickable - len(self._unticked), len(self._groups)

    def toggle(self, index: Index) -> None:
        """Tick or untick a hit, or all hits of a group."""
        if not index.isValid():
            return
        number = index.internalId()
        group = self._groups[index.row() if number == _TOP else number - 1]
        chosen = group if number == _TOP else [group[index.row()]]
        places = {_place(entry) for entry in chosen if entry[0].source is not Source.RAW}
        if places <= self._unticked:
            self._unticked -= places
        else:
            self._unticked |= places
        top = index if number == _TOP else index.parent()
        self.dataChanged.emit(top, top)
        last = self.rowCount(top)
        self.dataChanged.emit(self.index(0, 0, top), self.index(last - 1, 0, top))

    # Qt's own calls.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a row."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the group's row of a hit."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of groups, or of the hits of a group."""
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()]) if parent.internalId() == _TOP else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns: one."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        entry = self.hit_at(index)
        if entry is None or entry[0].source is Source.RAW:
            return _PLAIN
        return _PLAIN | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick by the mouse."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        entry = self.hit_at(index)
        if entry is None:
            return None
        passage, hit = entry
        is_top = index.internalId() == _TOP
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(index) if passage.source is not Source.RAW else None
        if role == HitRole.HEAD:
            return self._title(passage) if is_top else None
        if role == HitRole.NOTE:
            return str(len(self._groups[index.row()])) if is_top else None
        if role == HitRole.CONTEXT:
            return None if is_top else text_around(passage.text, hit.start, hit.end, _REACH)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            context = text_around(passage.text, hit.start, hit.end, _REACH)
            return self._title(passage) if is_top else "".join(context)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._title(passage) if is_top else "".join(text_around(passage.text, *hit[:2], 60))
        return None

    # Inside.

    def _title(self, passage: Passage) -> str:
        name = passage_name(passage.source, passage.name)
        issue = self._names.get(passage.issue, "")
        return f"{issue} · {name}" if issue else name

    def _tick(self, index: Index) -> Qt.CheckState:
        number = index.internalId()
        if number != _TOP:
            ticked = self._is_ticked(self._groups[number - 1][index.row()])
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        group = self._groups[index.row()]
        count = sum(map(self._is_ticked, group))
        if count == len(group):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked

    def _is_ticked(self, entry: tuple[Passage, Hit]) -> bool:
        return entry[0].source is not Source.RAW and (
            not self._unticked or _place(entry) not in self._unticked
        )


def _place(entry: tuple[Passage, Hit]) -> Place:
    passage, hit = entry
    return passage.issue, passage.container, passage.block, hit.start, hit.end
