"""The list of doubts as Qt wants it: series, and under each of them its hits."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.issue import Issue
from annotator.services.review import Doubt, Series
from annotator.ui.panels.parts import context_of
from annotator.ui.sentences import reason_sentence

Index = QModelIndex | QPersistentModelIndex
_TOP = 0  # internal id of series; hits have the row of their series plus one


class FlagRole(IntEnum):
    """What the rows say, for the delegate."""

    HEAD = Qt.ItemDataRole.UserRole
    NOTE = Qt.ItemDataRole.UserRole + 1
    CONTEXT = Qt.ItemDataRole.UserRole + 2


class FlagModel(QAbstractItemModel):
    """Series of doubts with their hits; hits of a series of several can be ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._issue: Issue | None = None
        self._series: list[Series] = []
        self._unticked: set[str] = set()

    def set_series(self, issue: Issue | None, series: list[Series]) -> None:
        """Show other series; what was unticked stays so."""
        self.beginResetModel()
        self._issue, self._series = issue, series
        alive = {member.flag.id for entry in series for member in entry.members}
        self._unticked &= alive
        self.endResetModel()

    # What stands where.

    def series_at(self, index: Index) -> Series | None:
        """Return the series of a row, or of the row's parent."""
        if not index.isValid():
            return None
        row = index.row() if index.internalId() == _TOP else index.internalId() - 1
        return self._series[row] if row < len(self._series) else None

    def doubts_at(self, index: Index) -> tuple[Doubt, ...]:
        """Return the hit of a row, or all hits of a series' row."""
        series = self.series_at(index)
        if series is None:
            return ()
        return series.members if index.internalId() == _TOP else (series.members[index.row()],)

    def ticked(self, series: Series) -> tuple[Doubt, ...]:
        """Return the ticked hits of a series."""
        return tuple(member for member in series.members if member.flag.id not in self._unticked)

    def index_of(self, flag_id: str) -> QModelIndex:
        """Return the row of a hit; the series' own row where it is alone. Invalid if it is not listed."""
        for row, series in enumerate(self._series):
            for number, member in enumerate(series.members):
                if member.flag.id == flag_id:
                    top = self.index(row, 0)
                    return top if len(series.members) == 1 else self.index(number, 0, top)
        return QModelIndex()

    def toggle(self, index: Index) -> None:
        """Tick or untick a hit, or all hits of a series."""
        members = self.doubts_at(index)
        ids = {member.flag.id for member in members}
        if ids <= self._unticked:
            self._unticked -= ids
        else:
            self._unticked |= ids
        top = index.parent() if index.parent().isValid() else index
        self.dataChanged.emit(top, top)
        last = self.rowCount(top)
        if last:
            self.dataChanged.emit(self.index(0, 0, top), self.index(last - 1, 0, top))

    # Qt's own calls.

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the index of a row."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the series' row of a hit."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of series, or of hits; a series of one has none below it."""
        if not parent.isValid():
            return len(self._series)
        if parent.internalId() != _TOP:
            return 0
        members = len(self._series[parent.row()].members)
        return members if members > 1 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let series of several and their hits be ticked."""
        flags = super().flags(index)
        series = self.series_at(index)
        if series is not None and len(series.members) > 1:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick by a click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows."""
        series, members = self.series_at(index), self.doubts_at(index)
        if series is None or self._issue is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(series, members)
        is_top = index.internalId() == _TOP
        if role == FlagRole.HEAD:
            return (series.wrong, series.right, bool(members[0].flag.candidates)) if is_top else None
        if role == FlagRole.NOTE:
            many = len(series.members) > 1 and is_top
            return f"×{len(series.members)}" if many else f"{round(members[0].flag.score * 100)} %"
        if role == FlagRole.CONTEXT:
            return None if is_top and len(series.members) > 1 else self._context(members[0])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{series.wrong} → {series.right}" if is_top else "".join(self._context(members[0]))
        if role == Qt.ItemDataRole.ToolTipRole:
            flag = members[0].flag
            return reason_sentence(flag.reason, flag.values)
        return None

    def _context(self, doubt: Doubt) -> tuple[str, str, str]:
        block = self._issue.blocks.get(doubt.block) if self._issue else None
        return context_of(block, doubt.flag.start, doubt.flag.end) if block else ("", doubt.flag.text, "")

    def _tick(self, series: Series, members: tuple[Doubt, ...]) -> Qt.CheckState | None:
        if len(series.members) < 2:
            return None
        off = sum(member.flag.id in self._unticked for member in members)
        if not off:
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if off == len(members) else Qt.CheckState.PartiallyChecked
