"""Laying the pieces of one row against the columns that are open above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.reconstruct.joints import Joints

# Logarithms of likelihoods.
_GONE = -2.0  # a column that has no piece in a row with its neighbours
_GONE_DONE = -1.5  # the same behind the end of a paragraph
_GONE_TOO = -0.7  # the same for the next one beside it
_GONE_LAST = -1.0  # a column that has no piece in a row though those on its left have
_MERGED = -3.5  # a column whose last line stood in another row than its neighbours'
_AGAIN = -2.5  # columns of one row that were passed by
_SEALED = -1.0  # columns of one row that go on below a headline
_SEALED_ALL = -4.0  # the same for all columns of the page, added
_BEGINS = -5.0  # a column that begins beside others
_BETWEEN = -3.0  # between two columns whose last lines stood in one row, added
_ALONGSIDE = -0.3  # the next one beside it
_BEGINS_HEADED = -0.7  # the same below a headline
_HEADING = -0.5  # a heading in a column
_HEADING_INSIDE = -1.0  # a short line of its own behind what is not at an end
_LATER = 0.01  # the same in a column further on
_WORST = -1e9
_WENT, _BEGAN, _MISSED = range(3)


@dataclass(frozen=True, slots=True)
class Open:
    """A column that may go on.

    Attributes:
        piece: its last piece.
        row: the row of that piece.
        passed: how often other columns had two pieces since.
        sealed: whether a headline or a blank line stands below it.
    """

    piece: int
    row: int
    passed: int = 0
    sealed: bool = False


def lay(
    columns: Sequence[Open], indexes: Sequence[int], base: int, joints: Joints, headed: bool
) -> tuple[float, list[int]] | None:
    """Lay the pieces of a row against the open columns from left to right, the likeliest way.

    Columns whose last lines stood in one row go on in one row; columns that begin side by side cost little more than
    one, and so do columns that end side by side.

    Args:
        columns: the open columns from left to right.
        indexes: the pieces from left to right.
        base: the row whose columns go on.
        joints: how well pieces go on with one another.
        headed: whether there is a headline a little above, so that columns begin easily.

    Returns:
        The score, and for each piece its column, or -1 - c for a new one before column c; None if no piece goes on
        with a column of the base row.
    """
    laying = _Laying(columns, indexes, base, joints, headed)
    ways = [laying.first()]
    for i in indexes:
        ways.append(laying.next(ways[-1], i))
    return laying.best(ways)


@dataclass(frozen=True, slots=True)
class _Ways:
    """Best scores with so many columns passed, by what the last step was, and the step before it."""

    totals: tuple[list[float], list[float], list[float]]
    before: tuple[list[int], list[int], list[int]]


class _Laying:
    """One row and the prices of what may become of the open columns in it."""

    def __init__(
        self, columns: Sequence[Open], indexes: Sequence[int], base: int, joints: Joints, headed: bool
    ) -> None:
        group = sum(column.row == base for column in columns)
        share = max(1, min(len(indexes), group))
        sealed = _SEALED + _SEALED_ALL * min(1.0, group / joints.most)
        self._columns, self._indexes, self._base, self._joints = columns, indexes, base, joints
        self._alone = len(indexes) == 1
        begins = _WORST if self._alone else (_BEGINS_HEADED if headed else _BEGINS)
        together = [column.row == base for column in columns]
        inside = [False, *(left and right for left, right in pairwise(together)), False]
        self._openings = [begins + (_BETWEEN if within else 0.0) for within in inside[: len(columns) + 1]]
        self._price = [
            (_MERGED if column.row != base else 0.0)
            + (sealed / share if column.sealed else 0.0)
            + (_AGAIN / share if column.passed else 0.0)
            for column in columns
        ]
        heading = self._alone and joints.titled[indexes[0]]  # stands in a row of its own anyway
        self._skip = [
            0.0
            if column.row != base or column.sealed or heading
            else (_GONE_DONE if joints.done[column.piece] else _GONE)
            for column in columns
        ]

    def first(self) -> _Ways:
        """Return the ways before any piece is laid."""
        count = len(self._columns)
        went, began = [0.0] + [_WORST] * count, [_WORST] * (count + 1)
        missed, source = self._skipped(went, began)
        return _Ways((went, began, missed), ([0] * (count + 1), [0] * (count + 1), source))

    def next(self, ways: _Ways, piece: int) -> _Ways:
        """Return the ways with one more piece laid."""
        went, began, missed = ways.totals
        on, opened = [_WORST], []
        on_from, opened_from = [0], []
        going_on = [*self._going_on(piece), _WORST]
        for c, opening in enumerate(self._openings):
            most, way = went[c], _WENT
            if began[c] > most:
                most, way = began[c], _BEGAN
            if missed[c] > most:
                most, way = missed[c], _MISSED
            on.append(most + going_on[c])
            on_from.append(way)
            new, more = most + opening, began[c] + _ALONGSIDE
            opened.append(more if more >= new else new)
            opened_from.append(_BEGAN if more >= new else way)
        del on[-1], on_from[-1]
        if self._joints.located:
            opened = [value + self._crossing(c, piece) for c, value in enumerate(opened)]
        missed, missed_from = self._skipped(on, opened)
        return _Ways((on, opened, missed), (on_from, opened_from, missed_from))

    def best(self, ways: Sequence[_Ways]) -> tuple[float, list[int]] | None:
        """Return the score and the course of the best way; the columns behind the last piece end cheaply."""
        count = len(self._columns)
        rest = [0.0] * (count + 1)
        for c in range(count - 1, -1, -1):
            rest[c] = rest[c + 1] + max(self._skip[c], _GONE_LAST)
        score, c, way = max(
            (value + rest[c], c, way)
            for way, values in enumerate(ways[-1].totals)
            for c, value in enumerate(values)
        )
        if score < _WORST / 2:
            return None
        course = [0] * len(self._indexes)
        k, together = len(self._indexes), False
        while k:
            came = ways[k].before[way][c]
            if way == _WENT:
                k, c = k - 1, c - 1
                course[k] = c
                together = together or self._columns[c].row == self._base
            elif way == _BEGAN:
                k -= 1
                course[k] = -1 - c
            else:
                c -= 1
            way = came
        return (score, course) if together else None

    def _going_on(self, piece: int) -> list[float]:
        """Return for each column what speaks for a piece going on with it."""
        lasts = [column.piece for column in self._columns]
        scores = [self._joints.score(last, piece) for last in lasts]
        if self._alone and self._joints.titled[piece]:
            scores = [
                max(score, _HEADING + _LATER * c) if self._joints.done[last] else score + _HEADING_INSIDE
                for c, (score, last) in enumerate(zip(scores, lasts, strict=True))
            ]
        return [score + price for score, price in zip(scores, self._price, strict=True)]

    def _crossing(self, c: int, piece: int) -> float:
        left = self._columns[c - 1].piece if c else None
        right = self._columns[c].piece if c < len(self._columns) else None
        return self._joints.crosses(piece, left, right)

    def _skipped(self, went: Sequence[float], began: Sequence[float]) -> tuple[list[float], list[int]]:
        """Return the best scores where the last column passed has no piece in this row."""
        missed, source = [_WORST], [0]
        last = _WORST
        for c, price in enumerate(self._skip):
            best, way = went[c] + price, _WENT
            if began[c] + price > best:
                best, way = began[c] + price, _BEGAN
            more = last + (price if price > _GONE_TOO else _GONE_TOO)
            if more > best:
                best, way = more, _MISSED
            missed.append(best)
            source.append(way)
            last = best
        return missed, source
