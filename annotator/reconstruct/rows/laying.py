"""Laying the pieces of one row against the columns that are open above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from operator import add
from typing import NamedTuple

from annotator.reconstruct.rows.joints import Joints

# Logarithms of likelihoods.
_SEALED = -1.0  # columns of one row that go on below a headline
_BEGINS = -5.0  # a column that begins beside others
_ALONGSIDE = -0.3  # the next one beside it
_BEGINS_HEADED = -0.7  # the same below a headline
_HEADING = -0.5  # a heading in a column
_HEADING_INSIDE = -1.0  # a short line of its own behind what is not at an end
_LATER = 0.01  # the same in a column further on
_WORST = -1e9
_ROUNDING = 1e-6  # what sums of scores may differ by
_WENT, _BEGAN, _MISSED = range(3)


class Steps(NamedTuple):
    """What speaks against columns whose lines once stood in one row parting: logarithms of likelihoods.

    Attributes:
        gone: a column that has no piece in a row with its neighbours.
        gone_done: the same behind the end of a paragraph.
        gone_too: the same for the next one beside it.
        gone_last: a column that has no piece in a row though those on its left have.
        merged: a column whose last line stood in another row than its neighbours'.
        again: columns of one row that were passed by.
        passed: columns of one row that are passed by.
        most_passed: times a column is passed by before it counts as ended.
        between: a column that begins between two whose last lines stood in one row, added.
        sealed_all: all columns of the page going on below a headline, added.
    """

    gone: float = -2.0
    gone_done: float = -1.5
    gone_too: float = -0.7
    gone_last: float = -1.0
    merged: float = -3.5
    again: float = -2.5
    passed: float = -2.5
    most_passed: int = 1
    between: float = -3.0
    sealed_all: float = -4.0


_IN_STEP = Steps()
_LOCATED = Steps(merged=-2.0, most_passed=2)  # a column is known again by its place
_OUT_OF_STEP = Steps(
    gone=-1.0,
    gone_done=-0.4,
    gone_too=-0.3,
    gone_last=-0.1,
    merged=-1.2,
    again=-0.3,
    passed=-1.5,
    most_passed=3,
    between=-1.5,
    sealed_all=-2.0,
)


def steps_of(joints: Joints) -> Steps:
    """Return what speaks against columns parting on the page of some pieces."""
    if not joints.in_step:
        return _OUT_OF_STEP
    return _LOCATED if joints.located else _IN_STEP


class Open(NamedTuple):
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


_Totals = tuple[list[float], list[float], list[float]]
"""Best scores with so many columns passed, by what the last step was: ``_WENT``, ``_BEGAN`` or ``_MISSED``."""


class Laying:
    """Lays the pieces of a row against the open columns from left to right, the likeliest way.

    Columns whose last lines stood in one row go on in one row; columns that begin side by side cost little more than
    one, and so do columns that end side by side.

    Args:
        columns: the open columns from left to right, one at least.
        indexes: the pieces from left to right.
        joints: how well pieces go on with one another.
        headed: whether there is a headline a little above, so that columns begin easily.
    """

    def __init__(self, columns: Sequence[Open], indexes: Sequence[int], joints: Joints, headed: bool) -> None:
        self._columns, self._most = columns, joints.most
        self._steps = steps = steps_of(joints)
        self._alone = len(indexes) == 1
        self._heading = self._alone and joints.titled[indexes[0]]  # stands in a row of its own anyway
        lasts = [column.piece for column in columns]
        self._gone = [steps.gone_done if joints.done[last] else steps.gone for last in lasts]
        self._begins = _WORST if self._alone else (_BEGINS_HEADED if headed else _BEGINS)
        self._going_on = [joints.scores(lasts, piece) for piece in indexes]
        if self._heading:
            self._going_on = [
                [
                    max(score, _HEADING + _LATER * c) if joints.done[last] else score + _HEADING_INSIDE
                    for c, (score, last) in enumerate(zip(self._going_on[0], lasts, strict=True))
                ]
            ]
        self._crossing = [joints.crossings(lasts, piece) for piece in indexes] if joints.located else None

    def at(self, base: int, least: float = -math.inf) -> tuple[float, list[int]] | None:
        """Lay the pieces so that columns of a row go on.

        Args:
            base: the row whose columns go on.
            least: a score less than this is of no use.

        Returns:
            The score, and for each piece its column, or -1 - c for a new one before column c; None if no piece goes
            on with a column of the base row, or where the score is sure to be of no use.
        """
        together = [column.row == base for column in self._columns]
        openings = self._openings(together)
        price = self._prices(together)
        going_on = [list(map(add, scores, price)) for scores in self._going_on]
        if _bound(going_on, max(openings)) < least:
            return None
        skip = [
            0.0 if not same or column.sealed or self._heading else gone
            for same, column, gone in zip(together, self._columns, self._gone, strict=True)
        ]
        none = [_WORST] * len(openings)
        went = [0.0, *none[1:]]
        too = self._steps.gone_too
        ways: list[_Totals] = [(went, none, _missed(went, none, skip, too))]
        for k, scores in enumerate(going_on):
            most = list(map(max, *ways[-1]))
            went = [_WORST, *map(add, most, scores)]
            new = map(add, most, openings)
            began = list(map(max, new, [before + _ALONGSIDE for before in ways[-1][_BEGAN]]))
            if self._crossing is not None:
                began = list(map(add, began, self._crossing[k]))
            ways.append((went, began, _missed(went, began, skip, too)))
        laid = _best(ways, openings, skip, self._steps)
        return laid if laid is not None and any(c >= 0 and together[c] for c in laid[1]) else None

    def _openings(self, together: Sequence[bool]) -> list[float]:
        """Return what it costs to begin a column before each one and behind the last."""
        inside = [self._steps.between if left and right else 0.0 for left, right in pairwise(together)]
        return [self._begins + within for within in (0.0, *inside, 0.0)]

    def _prices(self, together: Sequence[bool]) -> list[float]:
        """Return what it costs to go on with each column."""
        group = sum(together)
        share = max(1, min(len(self._going_on), group))
        sealed = _SEALED + self._steps.sealed_all * min(1.0, group / self._most)
        return [
            (0.0 if same else self._steps.merged)
            + (sealed / share if column.sealed else 0.0)
            + (self._steps.again / share if column.passed else 0.0)
            for same, column in zip(together, self._columns, strict=True)
        ]


def _bound(going_on: Sequence[Sequence[float]], opening: float) -> float:
    """Return a score that no way to lay pieces exceeds; of the columns that begin, one costs the whole price."""
    best = list(map(max, going_on))
    return _ROUNDING + max(sum(best), sum(max(_ALONGSIDE, score) for score in best) + opening - _ALONGSIDE)


def _missed(went: Sequence[float], began: Sequence[float], skip: Sequence[float], too: float) -> list[float]:
    """Return the best scores where the last column passed has no piece in this row."""
    last = _WORST
    missed = [_WORST]
    for score, price in zip(map(max, went, began), skip, strict=False):
        more = last + (price if price > too else too)
        last = score + price
        if more > last:
            last = more
        missed.append(last)
    return missed


def _best(
    ways: Sequence[_Totals], openings: Sequence[float], skip: Sequence[float], steps: Steps
) -> tuple[float, list[int]] | None:
    """Return the score and the course of the best way; the columns behind the last piece end cheaply."""
    count = len(skip)
    rest = [0.0] * (count + 1)
    for c in range(count - 1, -1, -1):
        rest[c] = rest[c + 1] + max(skip[c], steps.gone_last)
    ends = [list(map(add, totals, rest)) for totals in ways[-1]]
    score = max(map(max, ends))
    if score < _WORST / 2:
        return None
    c = count
    while all(values[c] != score for values in ends):
        c -= 1
    way = max(way for way in (_WENT, _BEGAN, _MISSED) if ends[way][c] == score)
    course = [0] * (len(ways) - 1)
    k = len(course)
    while k:
        if way == _MISSED:
            c -= 1
            way = _before_missed(ways[k], c, skip[c], steps.gone_too)
            continue
        k -= 1
        if way == _WENT:
            c -= 1
            course[k] = c
            way = _likeliest(ways[k], c)
        else:
            course[k] = -1 - c
            totals = ways[k]
            way = _likeliest(totals, c)
            if totals[_BEGAN][c] + _ALONGSIDE >= totals[way][c] + openings[c]:
                way = _BEGAN
    return score, course


def _likeliest(totals: _Totals, c: int) -> int:
    """Return the last step of the best way past so many columns."""
    went, began, missed = totals[_WENT][c], totals[_BEGAN][c], totals[_MISSED][c]
    if missed > went and missed > began:
        return _MISSED
    return _BEGAN if began > went else _WENT


def _before_missed(totals: _Totals, c: int, price: float, too: float) -> int:
    """Return the last step before a column that has no piece in this row."""
    went, began = totals[_WENT][c], totals[_BEGAN][c]
    more = totals[_MISSED][c] + (price if price > too else too)
    if more > went + price and more > began + price:
        return _MISSED
    return _BEGAN if began + price > went + price else _WENT
