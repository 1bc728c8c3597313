"""The list of doubts as Qt wants it: series, and under each of them its hits."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model.issue import Issue
from annotator.services.doubts.review import Doubt, Series
from annotator.services.project.session import Session
from annotator.ui.panels.parts import text_around
from annotator.ui.words.sentences import container_name, reason_sentence

Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, str]

_TOP = (
    0  # internal id of series; hits have the number of their series, which stays the same wherever it moves
)
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_CHECKABLE = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable
_REACH = 12  # characters of context on each side
_FEW = 40  # rows that are changed one by one; more are set anew


class FlagRole(IntEnum):
    """What the rows say, for the delegate."""

    HEAD = Qt.ItemDataRole.UserRole
    NOTE = Qt.ItemDataRole.UserRole + 1
    CONTEXT = Qt.ItemDataRole.UserRole + 2
    WHERE = Qt.ItemDataRole.UserRole + 3


class FlagModel(QAbstractItemModel):
    """Series of doubts with their hits; hits of a series of several can be ticked.

    Attributes:
        session: the project, which has the texts around the hits.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._names: dict[str, str] | None = None
        self._issue: Issue | None = None
        self._series: list[Series] = []
        self._unticked: set[str] = set()
        self._fresh = count(1)
        self._numbers: dict[Key, int] = {}
        self._rows: dict[int, int] = {}

    def set_series(self, issue: Issue | None, series: list[Series]) -> None:
        """Show other series, by the smallest change of the rows; what was unticked stays so."""
        self._issue, self._names = issue, None
        if not self._change_rows(series):
            self.beginResetModel()
            self._series = list(series)
            self._renumber(series)
            self.endResetModel()
        if self._unticked:
            self._unticked &= {_hit(member) for entry in series for member in entry.members}

    def row_of(self, key: Key) -> QModelIndex:
        """Return the row of a series, by its text and its first candidate; invalid if it is not listed."""
        row = self._rows.get(self._numbers.get(key, -1), -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    # What stands where.

    def series_at(self, index: Index) -> Series | None:
        """Return the series of a row, or of the row's parent."""
        if not index.isValid():
            return None
        number = index.internalId()
        row = index.row() if number == _TOP else self._rows.get(number, -1)
        return self._series[row] if 0 <= row < len(self._series) else None

    def doubts_at(self, index: Index) -> tuple[Doubt, ...]:
        """Return the hit of a row, or all hits of a series' row."""
        series = self.series_at(index)
        if series is None:
            return ()
        if index.internalId() == _TOP:
            return series.members
        return series.members[index.row() : index.row() + 1]

    def ticked(self, series: Series) -> tuple[Doubt, ...]:
        """Return the ticked hits of a series."""
        return tuple(member for member in series.members if _hit(member) not in self._unticked)

    def index_of(self, doubt: Doubt) -> QModelIndex:
        """Return the row of a hit; the series' own row where it is alone. Invalid if it is not listed."""
        row = self._rows.get(self._numbers.get((doubt.flag.text, doubt.best or ""), -1), -1)
        if row < 0:
            return QModelIndex()
        members, hit = self._series[row].members, _hit(doubt)
        number = next((at for at, member in enumerate(members) if _hit(member) == hit), -1)
        if number < 0:
            return QModelIndex()
        top = self.index(row, 0)
        return top if len(members) == 1 else self.index(number, 0, top)

    def toggle(self, index: Index) -> None:
        """Tick or untick a hit, or all hits of a series."""
        ids = {_hit(member) for member in self.doubts_at(index)}
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
        # Not by ``hasIndex``: it asks back for every row, and a list that is laid out anew asks for all of them.
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        number = self._numbers[_key(self._series[parent.row()])] if parent.isValid() else _TOP
        return self.createIndex(row, column, number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the series' row of a hit."""
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        row = self._rows.get(index.internalId())
        return QModelIndex() if row is None else self.createIndex(row, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of series, or of hits; a series of one has none below it."""
        if not parent.isValid():
            return len(self._series)
        if parent.internalId() != _TOP:
            return 0
        members = len(self._series[parent.row()].members)
        return members if members > 1 else 0

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Tell whether hits stand below a row."""
        return self.rowCount(parent) > 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let series of several and their hits be ticked."""
        number = index.internalId()
        row = index.row() if number == _TOP else self._rows.get(number, -1)
        several = 0 <= row < len(self._series) and len(self._series[row].members) > 1
        return _CHECKABLE if several else _PLAIN

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick by a click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row shows."""
        series, members = self.series_at(index), self.doubts_at(index)
        if series is None or self._issue is None or not members:
            return None
        is_top = index.internalId() == _TOP
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(series, members)
        if role == FlagRole.HEAD:
            return (series.wrong, series.right, bool(members[0].flag.candidates)) if is_top else None
        if role == FlagRole.NOTE:
            many = len(series.members) > 1 and is_top
            return f"×{len(series.members)}" if many else f"{round(members[0].flag.score * 100)} %"
        if role == FlagRole.CONTEXT:
            return self._context(members[0])
        if role == FlagRole.WHERE:
            return None if is_top else self._where(members[0])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{series.wrong} → {series.right}" if is_top else "".join(self._context(members[0]))
        if role == Qt.ItemDataRole.ToolTipRole:
            flag = members[0].flag
            return reason_sentence(flag.reason, flag.values)
        return None

    # Inside.

    def _change_rows(self, series: list[Series]) -> bool:
        """Take out and put in the rows that differ, which stand near each other; False if they are many.

        Series are compared by identity: who lists them gives the same object for one that did not change.
        """
        old = self._series
        head = _same_at_start(old, series)
        tail = _same_at_start(old[head:][::-1], series[head:][::-1])
        gone, come = len(old) - head - tail, len(series) - head - tail
        if gone > _FEW or come > _FEW:
            return False
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            del old[head : head + gone]
            self._renumber(())
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            fresh = series[head : head + come]
            old[head:head] = fresh
            self._renumber(fresh)
            self.endInsertRows()
        return True

    def _renumber(self, fresh: Iterable[Series]) -> None:
        """Give new series their numbers; one that was here before keeps its own."""
        numbers = self._numbers
        for entry in fresh:
            if _key(entry) not in numbers:
                numbers[_key(entry)] = next(self._fresh)
        self._rows = {numbers[entry.wrong, entry.right]: row for row, entry in enumerate(self._series)}

    def _context(self, doubt: Doubt) -> tuple[str, str, str]:
        try:
            text = self.session.block_text(doubt.issue, doubt.block) if self.session else ""
        except KeyError:
            text = ""
        return (
            text_around(text, doubt.flag.start, doubt.flag.end, _REACH) if text else ("", doubt.flag.text, "")
        )

    def _where(self, doubt: Doubt) -> str:
        """Return the name of a hit's article; of an issue that is not shown, the issue's."""
        if self._issue is not None and doubt.issue == self._issue.id:
            return container_name(self._issue, doubt.article)
        if self._names is None:
            self._names = dict(self.session.issue_names) if self.session else {}
        return self._names.get(doubt.issue, "")

    def _tick(self, series: Series, members: tuple[Doubt, ...]) -> Qt.CheckState | None:
        if len(series.members) < 2:
            return None
        off = sum(_hit(member) in self._unticked for member in members)
        if not off:
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if off == len(members) else Qt.CheckState.PartiallyChecked


def _key(series: Series) -> Key:
    return series.wrong, series.right


def _same_at_start(one: list[Series], other: list[Series]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left is not right:
            break
        count += 1
    return count


def _hit(doubt: Doubt) -> str:
    """Return what tells a hit from all others of the project."""
    return f"{doubt.issue}/{doubt.flag.id}"
