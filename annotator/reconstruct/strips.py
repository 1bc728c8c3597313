"""Reading rows of pieces column by column.

A row is a raw line that holds pieces of several columns. Rows of one text stand below each other, but rows of other
texts, headlines and captions may come between them, columns end and begin at any height, and a row does not say which
columns its pieces are of. So each row is laid against the columns of every stretch that is still open, from left to
right and with gaps allowed; what the language model says about the breaks of all its pieces decides which stretch it
goes on with, or whether it begins one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from annotator.reconstruct.chains import chain
from annotator.reconstruct.characters import ends_sentence
from annotator.reconstruct.junctions import Junctions
from annotator.reconstruct.lines import Line

_AHEAD = 90  # pieces ahead that one may go on with
_REACH = 6  # rows a stretch may be interrupted for
_SAME_COUNT = 1.0  # for each piece, where a row has as many as the stretch has columns
_AT_ONCE = 0.6  # the same, added where nothing stands between them
_ENOUGH = 0.4  # score for each piece to go on with a stretch
_SEALED = 1.6  # the same below a headline
_ALONE = 3.0  # the same for a raw line of one piece
_NEW_COLUMN = -3.5
_SAME_PLACE = 0.6
_OTHER_PLACE = -1.0
_GONE = -0.8  # a column that has no piece in a row though its text is not at an end
_BESIDE = 3.0  # the next column of a stretch
_NEXT = 1.0
_AWAY = -1.5
_BACK = -2.5
_MOST_FRAGMENTS = 600
_NO_MARKS = frozenset("，。、；,;：:")


@dataclass(slots=True)
class _Column:
    pieces: list[int]
    row: int  # the last one with a piece of it


@dataclass(slots=True)
class _Stretch:
    columns: list[_Column] = field(default_factory=list)
    row: int = 0
    sealed: bool = False


def read_down(
    rows: Sequence[Sequence[Sequence[Line]]], width: float, lefts: Mapping[int, float] | None = None
) -> list[Line]:
    """Return the pieces of all rows in reading order.

    Args:
        rows: for each raw line the likely ways to divide it, the likeliest first: its pieces from left to right. Raw
            lines of one text have one piece.
        width: the usual column width in cells.
        lefts: distance of each piece from the left edge in cells by its start, where the raw text keeps positions.
    """
    places: dict[tuple[int, int], int] = {}
    pieces: list[Line] = []
    for packings in rows:
        for piece in (piece for packing in packings for piece in packing):
            if places.setdefault((piece.start, piece.end), len(pieces)) == len(pieces):
                pieces.append(piece)
    table = _Table(pieces, width, lefts)
    output: list[_Stretch] = []
    open_: list[_Stretch] = []
    for number, packings in enumerate(rows):
        courses = [[places[piece.start, piece.end] for piece in packing] for packing in packings]
        alone = len(packings[0]) == 1
        open_ = [stretch for stretch in open_ if number - stretch.row <= _REACH]
        wide = alone and packings[0][0].cells > width + 1.6
        found = None if wide else _best(open_, courses, number, table)
        if found is not None:
            stretch, indexes, course = found
            _put(stretch, indexes, course, number)
            stretch.row = number
            continue
        stretch = _Stretch([_Column([i], number) for i in courses[0]], number)
        output.append(stretch)
        if not wide:
            open_.append(stretch)
        if wide or (alone and lefts is not None and not _NO_MARKS & set(packings[0][0].text)):
            # Without positions a short line alone is mostly a heading in one of the columns, set on lines of its own.
            for other in open_:
                other.sealed = True
    return _marked(_in_order(output, pieces, width))


def _in_order(stretches: Sequence[_Stretch], pieces: Sequence[Line], width: float) -> list[Line]:
    """Return the pieces with the columns of all stretches in reading order."""
    fragments: list[list[Line]] = []
    homes: list[int] = []
    for number, stretch in enumerate(stretches):
        several = len(stretch.columns) > 1
        for place, column in enumerate(stretch.columns, start=1):
            fragments.append(
                [replace(pieces[i], column=place) if several else pieces[i] for i in column.pieces]
            )
            homes.append(number)
    count = len(fragments)
    if count > _MOST_FRAGMENTS:
        return [piece for fragment in fragments for piece in fragment]
    places = np.where(np.tri(count, count, -1, dtype=bool), _BACK, _AWAY)
    for i in range(count - 1):
        places[i, i + 1] = _BESIDE if homes[i] == homes[i + 1] else _NEXT
    widths = [width if fragment[0].cells <= width + 1.6 else None for fragment in fragments]
    chains = chain(fragments, widths, places)
    return [piece for course in chains for i in course for piece in fragments[i]]


def _marked(lines: Sequence[Line]) -> list[Line]:
    """Give lines a column that do not stand right behind the line before them in the raw text."""
    places = {start: place for place, start in enumerate(sorted(line.start for line in lines))}
    marked = list(lines[:1])
    for before, line in pairwise(lines):
        apart = line.column == 0 and places[line.start] != places[before.start] + 1
        marked.append(replace(line, column=1) if apart else line)
    return marked


class _Table:
    """How well pieces go on with pieces a little further on."""

    def __init__(self, pieces: Sequence[Line], width: float, lefts: Mapping[int, float] | None) -> None:
        count = len(pieces)
        span = min(_AHEAD, max(count - 1, 1))
        left = np.repeat(np.arange(count), span)
        right = left + np.tile(np.arange(1, span + 1), count)
        right = np.minimum(right, count - 1)
        scores = Junctions([piece.flat for piece in pieces]).scores(left, right)
        room = np.array([width - p.cells if p.cells <= width else min(0.0, width - p.least) for p in pieces])
        ended = np.array([ends_sentence(piece.text) for piece in pieces])
        starts = (room >= 1.4) & (room <= 3.1) & ~ended
        closed = ended & (room > 1.1)
        opened = ~ended & (room <= 3.1)
        scores = scores - 2.0 * (opened[left] & starts[right])
        scores = scores + 2.0 * (closed[left] & starts[right])
        scores = scores - 1.0 * (closed[left] & ~starts[right])
        scores = scores - 1.5 * (~ended & (room > 3.6))[left]
        scores = np.clip(scores, -3.0, 6.0)
        self._left = None if lefts is None else [lefts[piece.start] for piece in pieces]
        if self._left is not None:
            x = np.array(self._left)
            shift = np.abs(x[left] - x[right])
            scores = scores + np.where(shift <= 3.0, _SAME_PLACE, np.where(shift > 5.0, _OTHER_PLACE, 0.0))
        self._scores = scores.reshape(count, span).tolist()
        self._span = span
        self.done = (ended & (room > -1.2)).tolist()

    def crosses(self, piece: int, columns: Sequence[_Column], place: int) -> bool:
        """Tell whether a new column for a piece would not stand between its neighbours."""
        if self._left is None:
            return False
        x = self._left[piece]
        return (place > 0 and x < self._left[columns[place - 1].pieces[-1]] + 3.0) or (
            place < len(columns) and x > self._left[columns[place].pieces[-1]] - 3.0
        )

    def score(self, left: int, right: int) -> float:
        """Return how well one piece goes on with a later one."""
        step = right - left
        return self._scores[left][step - 1] if step <= self._span else -1.0


def _best(
    stretches: Sequence[_Stretch], packings: Sequence[Sequence[int]], row: int, table: _Table
) -> tuple[_Stretch, Sequence[int], list[int]] | None:
    """Return the stretch a row goes on with, its pieces, and for each its column or -1 - c for a new one before c."""
    best: tuple[float, _Stretch, Sequence[int], list[int]] | None = None
    for stretch in stretches:
        for indexes in packings:
            score, course = _lay(stretch, indexes, row, table)
            least = (
                _ALONE
                if len(indexes) == 1 < len(stretch.columns)
                else (_SEALED if stretch.sealed else _ENOUGH)
            )
            score -= least * len(indexes)
            if score > 0 and (best is None or score > best[0]):
                best = (score, stretch, indexes, course)
    return None if best is None else best[1:]


def _lay(stretch: _Stretch, indexes: Sequence[int], row: int, table: _Table) -> tuple[float, list[int]]:
    """Lay the pieces of a row against the columns of a stretch; the best score and the course."""
    columns = stretch.columns
    bonus = 0.0
    if len(columns) == len(indexes):
        bonus = _SAME_COUNT + (_AT_ONCE if row == stretch.row + 1 else 0.0)
    alone = len(indexes) == 1
    skip = [
        0.0 if alone or table.done[column.pieces[-1]] or row - column.row > 2 else _GONE for column in columns
    ]
    worst = -1e9
    total = [[worst] * (len(columns) + 1) for _ in range(len(indexes) + 1)]
    back = [[0] * (len(columns) + 1) for _ in range(len(indexes) + 1)]
    total[0][0] = 0.0
    for k in range(len(indexes) + 1):
        for c in range(len(columns) + 1):
            if k and c:
                last = columns[c - 1]
                value = total[k - 1][c - 1] + table.score(last.pieces[-1], indexes[k - 1]) + bonus
                value -= 0.3 * (row - last.row - 1)
                if value > total[k][c]:
                    total[k][c], back[k][c] = value, 1
            if c and total[k][c - 1] + skip[c - 1] > total[k][c]:
                total[k][c], back[k][c] = total[k][c - 1] + skip[c - 1], 2
            if k:
                value = total[k - 1][c] + _NEW_COLUMN
                if table.crosses(indexes[k - 1], columns, c):
                    value += _OTHER_PLACE
                if value > total[k][c]:
                    total[k][c], back[k][c] = value, 3
    course = [0] * len(indexes)
    k, c = len(indexes), len(columns)
    while k or c:
        step = back[k][c]
        if step == 1:
            k, c = k - 1, c - 1
            course[k] = c
        elif step == 2:
            c -= 1
        else:
            k -= 1
            course[k] = -1 - c
    return total[-1][-1], course


def _put(stretch: _Stretch, indexes: Sequence[int], course: Sequence[int], row: int) -> None:
    """Add the pieces of a row to the columns found for them."""
    added = 0
    for i, c in zip(indexes, course, strict=True):
        if c >= 0:
            stretch.columns[c + added].pieces.append(i)
            stretch.columns[c + added].row = row
        else:
            stretch.columns.insert(-1 - c + added, _Column([i], row))
            added += 1
