"""Columns whose lines take turns: rows of several columns that were written one piece a line.

Some extractors go along each row of a page and write every piece on a line of its own. Then a line goes on with the one
so many lines further down as there are columns. How far down is followed over the page by what the language model
says about the breaks, and where lines take turns for a while, they are put into rows and read column by column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import FURNITURE_ROLES
from annotator.reconstruct.reading.courses import cheapest_course
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.regimes import column_widths
from annotator.reconstruct.reading.roles import read_roles
from annotator.reconstruct.rows.joints import words_at_breaks
from annotator.reconstruct.rows.junctions import Junctions, Trigrams
from annotator.reconstruct.rows.strips import Division, read_down

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_COLUMNS = 9
_FEWEST_ROWS = 3
_WINDOW = 12  # lines looked at together
_OUT_OF_TURN = 0.5  # share of the unfinished lines of a window that go on badly with the next line
_CHANGE = 3.0  # against another number of columns
_GAIN = 6.0  # nats that must speak for turns in a band
_SURELY = 1.0  # nats for a line that surely goes on with the one so many lines above it
_MOST_OVER = 1.6  # cells by which the line of a column may exceed its width


def take_turns(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with those of columns that take turns read column by column."""
    if len(lines) < _WINDOW or not _seems_torn(lines):
        return list(lines)
    gains = _gains(lines)
    course = cheapest_course((-gains).tolist(), _CHANGE)
    if not any(course):
        return list(lines)
    widths = column_widths(lines)
    apart = [reading.role in FURNITURE_ROLES for reading in read_roles(lines)]
    result: list[Line] = []
    rows: list[list[Division]] = []
    end = 0
    for band in _bands(lines, course, gains, widths, apart):
        between = range(end, band[0][0])
        if rows and not any(apart[i] or not course[i] for i in between):
            rows += [[Division(0.0, (lines[i],), rows[-1][0].width)] for i in between]
        else:
            result += read_down(rows)
            result += lines[end : band[0][0]]
            rows = []
        rows += [[Division(0.0, tuple(lines[a:b]), widths[a] or 0.0)] for a, b in band]
        end = band[-1][1]
    return [*result, *read_down(rows), *lines[end:]]


def _bands(
    lines: Sequence[Line],
    course: Sequence[int],
    gains: Floats,
    widths: Sequence[float | None],
    apart: Sequence[bool],
) -> Iterator[list[tuple[int, int]]]:
    """Yield the bands of rows on a page: the rows as half-open ranges of lines, none wider than its columns."""
    end = at = 0
    while at < len(lines):
        turn, width = course[at], widths[at]
        if not turn or width is None or gains[at, turn] < _SURELY:
            at += 1
            continue

        def is_across(i: int, width: float = width) -> bool:
            return apart[i] or lines[i].cells > width + _MOST_OVER

        # The first row stands above the first line that surely goes on with another one, below a headline mostly.
        heads = [i for i in range(max(end, at - 2 * turn), at) if is_across(i)]
        begin = heads[-1] + 1 if heads else max(end, at - turn - 1)
        stop = next((i for i in range(at, len(lines)) if is_across(i)), len(lines))
        rows = _rows(course, begin, stop)
        inside = range(begin, rows[-1][1])
        gain = sum(gains[i, course[i]] - max(0.0, gains[i, 0]) for i in inside if course[i])
        if len(rows) < _FEWEST_ROWS or gain < _GAIN or any(widths[a] is None for a, _ in rows):
            at += 1
            continue
        yield rows
        end = at = rows[-1][1]


def _seems_torn(lines: Sequence[Line]) -> bool:
    """Tell whether somewhere on a page most unfinished lines go on badly with the next line."""
    each = np.arange(len(lines) - 1)
    scores = Junctions([line.flat for line in lines]).scores(each, each + 1)
    unfinished = ~np.array([line.ended for line in lines[:-1]])
    ones = np.ones(_WINDOW)
    bad = np.convolve(unfinished & (scores <= -1.0), ones, "valid")
    every = np.convolve(unfinished, ones, "valid")
    return bool((bad > _OUT_OF_TURN * np.maximum(every, _WINDOW / 2)).any())


def _gains(lines: Sequence[Line]) -> Floats:
    """Return how well each line goes on with the one 1 … `_MOST_COLUMNS` lines above it, ``[lines, columns]``."""
    count = len(lines)
    right = np.repeat(np.arange(count), _MOST_COLUMNS)
    left = right - np.tile(np.arange(1, _MOST_COLUMNS + 1), count)
    some = left >= 0
    flat = [line.flat for line in lines]
    scores = Junctions(flat, trigrams=Trigrams(line.text for line in lines)).scores(left[some], right[some])
    ended = np.array([line.ended for line in lines])
    gains = np.zeros(len(left))
    gains[some] = words_at_breaks(scores, ended[left[some]])
    return gains.reshape(count, _MOST_COLUMNS)


def _rows(course: Sequence[int], begin: int, stop: int) -> list[tuple[int, int]]:
    """Return the rows of a band as half-open ranges of lines: each begins where the first column goes on."""
    starts = [begin]
    while True:
        last = starts[-1]
        near = range(last + 2, min(stop, last + _MOST_COLUMNS + 1))
        following = next((i for i in near if course[i] == i - last - 1), None)
        if following is None:
            break
        starts.append(following)
    size = starts[-1] - starts[-2] if len(starts) > 1 else 1
    end = starts[-1] + size
    if end < stop <= end + size:  # words do not say much of a last row
        starts.append(end)
        end = stop
    return list(pairwise([*starts, min(stop, end)]))
