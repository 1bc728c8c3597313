"""Following the columns of a page from row to row.

What one row leaves open the rows below settle: several courses are followed down the page at once, and the best one is
taken at its foot (a beam search).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from annotator.reconstruct.rows.joints import REACH, Joints
from annotator.reconstruct.rows.laying import Laying, Open, steps_of

_PATHS = 5  # courses that are followed at once
_HOPELESS = 7.0  # score behind the best course
# Logarithms of likelihoods.
_BEGINS_ROW = -4.0  # a row in which all columns begin
_BEGINS_HEADED = -0.7  # the same below a headline
_BEGINS_ALONE = -1.5  # a raw line of one piece that begins a column
_ABANDONED = -3.0  # a row in which all columns begin below as many that stop inside their sentences
_CROWDED = -2.0  # more open columns than stand in any row
_CROWDED_BESIDE = -5.0  # the same where columns begin beside others
_PLAIN_LEAST = -1.5  # for each piece of a row that is laid without looking further
_PLAIN_MEAN = 0.4  # the same for all its pieces
_HEADLINE = -1.5  # a raw line of one piece without marks that is a headline
_SENTENCE = -4.0  # the same with marks or at the end of a sentence
_SECOND_HEADLINE = -0.5  # the same below a headline
_HEADED = 3  # rows below a headline in which columns begin easily
_SET_OFF = 1  # the same below a blank line
_PACKING = 1.6  # for the cost of a division

Row = Sequence[tuple[float, list[int]]]
"""The ways to divide a raw line: what speaks against each, and its pieces from left to right."""


@dataclass(slots=True)
class Stretch:
    """Columns that stand beside each other, or a raw line of one piece that is in no column.

    Attributes:
        columns: the pieces of each column, from left to right.
        alone: whether it is a raw line of its own.
    """

    columns: list[list[int]] = field(default_factory=list)
    alone: bool = False


class _Path(NamedTuple):
    """A course down the page: the columns open from left to right, and for each the one it was before, or -1."""

    score: float
    columns: tuple[Open, ...]
    sources: tuple[int, ...]
    alone: int | None  # a piece that is in no column
    headed: int  # rows in which columns still begin easily
    before: _Path | None


class _Beam:
    """The best courses down to one row; of those that leave the same columns open the better one.

    Attributes:
        floor: the least score that still counts.
    """

    def __init__(self) -> None:
        self.floor = -math.inf
        self._found: dict[tuple[tuple[int, int], ...], _Path] = {}

    def add(self, path: _Path) -> None:
        """Take in a course, if it is good enough."""
        if path.score < self.floor:
            return
        key = tuple([column[:2] for column in path.columns])
        known = self._found.get(key)
        if known is None or known.score < path.score:
            self._found[key] = path
            scores = sorted([path.score for path in self._found.values()], reverse=True)
            self.floor = max(
                scores[0] - _HOPELESS, scores[_PATHS - 1] if len(scores) >= _PATHS else -math.inf
            )

    def best(self) -> list[_Path]:
        """Return the best courses, the best one first."""
        best = sorted(self._found.values(), key=lambda path: -path.score)[:_PATHS]
        return [path for path in best if path.score >= self.floor]


def follow_columns(rows: Sequence[Row], set_off: Sequence[bool], joints: Joints) -> list[Stretch]:
    """Return the stretches of columns that the rows of a page make, in the order they begin.

    Args:
        rows: the ways to divide each raw line.
        set_off: whether a telling blank line stands above it.
        joints: how well pieces go on with one another.
    """
    paths = [_Path(0.0, (), (), None, _HEADED, None)]
    for number, row in enumerate(rows):
        if set_off[number]:
            paths = [_set_off(path) for path in paths]
        beam = _Beam()
        for path in paths:
            _follow(beam, path, row, number, joints)
        paths = beam.best()
    return _stretches(max(paths, key=lambda path: path.score))


def _set_off(path: _Path) -> _Path:
    """Return a path with its columns below a blank line."""
    return path._replace(columns=_sealed(path.columns), headed=max(path.headed, _SET_OFF))


def _sealed(columns: Iterable[Open]) -> tuple[Open, ...]:
    return tuple([Open(piece, row, passed, True) for piece, row, passed, _ in columns])


def _follow(beam: _Beam, path: _Path, courses: Row, row: int, joints: Joints) -> None:
    """Add the courses that one row may take after a path."""
    most = steps_of(joints).most_passed
    live = [c for c, column in enumerate(path.columns) if row - column.row <= REACH and column.passed <= most]
    columns = [path.columns[c] for c in live]
    plain = _plain_step(path, live, columns, courses[0], row, joints)
    if plain is not None:
        beam.add(plain)
        return
    for cost, indexes in courses:
        price = path.score - _PACKING * cost
        if len(indexes) == 1:
            wide = joints.wide[indexes[0]]
            head = price + (0.0 if wide else _headline(indexes[0], path, joints))
            beam.add(_Path(head, _sealed(columns), tuple(live), indexes[0], _HEADED, path))
            if wide:
                continue
        _begin(beam, path, live, columns, indexes, price, row, joints)
        if columns:
            _go_on(beam, path, live, columns, indexes, price, row, joints)


def _go_on(
    beam: _Beam,
    path: _Path,
    live: Sequence[int],
    columns: Sequence[Open],
    indexes: Sequence[int],
    price: float,
    row: int,
    joints: Joints,
) -> None:
    """Add the courses on which pieces of a row go on with columns, by the row those stood in last."""
    laying = Laying(columns, indexes, joints, path.headed > 0)
    for base in sorted({column.row for column in columns}):
        laid = laying.at(base, beam.floor - price)
        if laid is None:
            continue
        score, course = laid
        passed = {
            column.row
            for c, column in enumerate(columns)
            if column.row < base and not (column.passed or column.sealed) and c not in course
        }
        score += steps_of(joints).passed * len(passed)
        begun = sum(c < 0 for c in course)
        if begun and begun + sum(not column.passed for column in columns) > joints.most:
            score += _CROWDED_BESIDE
        if price + score >= beam.floor:
            beam.add(_join(path, live, columns, indexes, course, base, price + score, row))


def _plain_step(
    path: _Path,
    live: Sequence[int],
    columns: Sequence[Open],
    course: tuple[float, list[int]],
    row: int,
    joints: Joints,
) -> _Path | None:
    """Return the course on which a row goes on with the columns whose turn it is, where nothing speaks against it."""
    waiting = [column.row for column in columns if not column.passed]
    if not waiting:
        return None
    base = min(waiting)
    cost, indexes = course
    taken = [c for c, column in enumerate(columns) if column.row == base]
    if len(taken) != len(indexes) or any(columns[c].sealed or columns[c].passed for c in taken):
        return None
    scores = [joints.scores([columns[c].piece], i)[0] for c, i in zip(taken, indexes, strict=True)]
    if min(scores) < _PLAIN_LEAST or sum(scores) < _PLAIN_MEAN * len(scores):
        return None
    score = path.score - _PACKING * cost + sum(scores)
    return _join(path, live, columns, indexes, taken, base, score, row)


def _headline(piece: int, path: _Path, joints: Joints) -> float:
    """Return what speaks for a raw line of one piece being a headline."""
    if not joints.plain[piece]:
        return _SENTENCE
    return _SECOND_HEADLINE if path.headed == _HEADED else _HEADLINE


def _begin(
    beam: _Beam,
    path: _Path,
    live: Sequence[int],
    columns: Sequence[Open],
    indexes: Sequence[int],
    score: float,
    row: int,
    joints: Joints,
) -> None:
    """Add the courses on which a whole row begins columns: the page has no room for more than it shows in a row."""
    if path.headed:
        score += _BEGINS_HEADED
    else:
        score += _BEGINS_ALONE if len(indexes) == 1 else _BEGINS_ROW
    above = [column for column in columns if column.row == row - 1]
    if len(above) == len(indexes) > 1 and _go_on_surely(above, joints):
        score += _ABANDONED
    if score < beam.floor:
        return
    new = [Open(i, row) for i in indexes]
    fresh = [-1] * len(new)
    headed = max(path.headed - 1, 0)
    kept = list(range(len(columns)))
    for last in sorted({column.row for column in columns}):
        if len(kept) + len(new) <= joints.most:
            break
        kept = [c for c in kept if columns[c].row != last]
    left, sources = [columns[c] for c in kept], [live[c] for c in kept]
    beam.add(_Path(score, (*left, *new), (*sources, *fresh), None, headed, path))
    if len(kept) < len(columns):
        beam.add(_Path(score + _CROWDED, (*columns, *new), (*live, *fresh), None, headed, path))


def _go_on_surely(columns: Sequence[Open], joints: Joints) -> bool:
    """Tell whether columns whose last lines stand in one row stop inside sentences; headlines may be at an end."""
    at_end = any(joints.done[column.piece] or column.sealed for column in columns)
    return not at_end and not all(joints.plain[column.piece] for column in columns)


def _join(
    path: _Path,
    live: Sequence[int],
    columns: Sequence[Open],
    indexes: Sequence[int],
    course: Sequence[int],
    base: int,
    score: float,
    row: int,
) -> _Path:
    """Return the course on which the pieces of a row go on with columns as found."""
    taken = {c: i for i, c in zip(indexes, course, strict=True) if c >= 0}
    begun: dict[int, list[int]] = {}
    for i, c in zip(indexes, course, strict=True):
        if c < 0:
            begun.setdefault(-1 - c, []).append(i)
    opened: list[Open] = []
    sources: list[int] = []
    for c in range(len(columns) + 1):
        for i in begun.get(c, ()):
            opened.append(Open(i, row))
            sources.append(-1)
        if c == len(columns):
            break
        column = columns[c]
        if c in taken:
            opened.append(Open(taken[c], row))
        elif column.row <= base:
            opened.append(Open(column.piece, column.row, column.passed + 1, column.sealed))
        else:
            opened.append(column)
        sources.append(live[c])
    return _Path(score, tuple(opened), tuple(sources), None, max(path.headed - 1, 0), path)


def _stretches(path: _Path) -> list[Stretch]:
    """Return the stretches of columns along a path; a column that begins beside another is of its stretch."""
    steps: list[_Path] = []
    at: _Path | None = path
    while at is not None:
        steps.append(at)
        at = at.before
    steps.reverse()
    stretches: list[Stretch] = []
    open_: list[tuple[Stretch, list[int]]] = []
    for before, step in pairwise(steps):
        if step.alone is not None:
            stretches.append(Stretch([[step.alone]], alone=True))
        now: list[tuple[Stretch, list[int]] | None] = []
        fresh: list[int] = []
        went: set[int] = set()
        for place, (column, source) in enumerate(zip(step.columns, step.sources, strict=True)):
            if source < 0:
                fresh.append(place)
                now.append(None)
                continue
            now.append(open_[source])
            if column.piece != before.columns[source].piece:
                open_[source][1].append(column.piece)
                went.add(place)
        if fresh and not went:
            stretch = Stretch([[step.columns[place].piece] for place in fresh])
            stretches.append(stretch)
            for place, made in zip(fresh, stretch.columns, strict=True):
                now[place] = (stretch, made)
        else:
            for place in fresh:
                _insert(now, place, step.columns[place].piece, went)
        open_ = [pair for pair in now if pair is not None]
    return stretches


def _insert(now: list[tuple[Stretch, list[int]] | None], place: int, piece: int, went: set[int]) -> None:
    """Add a column that begins beside others to the stretch of its neighbour in the row."""
    left = next((p for p in range(place - 1, -1, -1) if p in went and now[p]), None)
    right = next((p for p in range(place + 1, len(now)) if p in went and now[p]), None)
    pair = now[left] if left is not None else (now[right] if right is not None else None)
    assert pair is not None
    stretch, neighbour = pair
    column = [piece]
    at = next(n for n, other in enumerate(stretch.columns) if other is neighbour)
    stretch.columns.insert(at + (left is not None), column)
    now[place] = (stretch, column)
    went.add(place)
