"""The place of every line in what it belongs to: paragraph, headline, or a role of its own.

Each line of a page is read as the first, a middle or the last line of a paragraph, a paragraph of one line, or a
headline line. The evidence of single lines is weak, so the cheapest reading of all lines of a page together is taken
(Viterbi over the states below; the scores are sums of the features named in the code, tuned on pages of several
extractors).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.continuity import word_across
from annotator.reconstruct.paragraphs.headline_blocks import headline_block
from annotator.reconstruct.paragraphs.line_scores import joined_scores, printed_scores
from annotator.reconstruct.paragraphs.lost_stops import has_lost_stop
from annotator.reconstruct.paragraphs.set_lines import (
    another_speaks,
    begins_anew,
    has_bullet,
    is_table_row,
    verses,
)
from annotator.reconstruct.reading.characters import width_in_cells
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.measure import spaced
from annotator.reconstruct.reading.numbered import numbered_lists
from annotator.reconstruct.reading.regimes import Blanks, Indents, Regime
from annotator.reconstruct.reading.roles import Reading
from annotator.text.widths import HAN

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Place(IntEnum):
    """The place of a line in what it belongs to."""

    FIRST = 0
    MIDDLE = 1
    LAST = 2
    SINGLE = 3
    HEADLINE = 4
    FIXED = 5  # its role is known from its wording


OPEN = (Place.FIRST, Place.MIDDLE)
_PLACES = tuple(Place)
# The moves that tell of all of them: into the inside of a paragraph, then into each other place.
_TELLING = [
    *(len(Place) * place + Place.MIDDLE for place in (0, 1, 2, 4, 5)),
    *(len(Place) * place + into for into in (0, 3, 4, 5) for place in (0, 2, 4, 5)),
]
# For each place, which of them leads to it from each place.
_INSIDE = (0, 1, 2, 2, 3, 4)
_INTO = (
    (5, 5, 6, 6, 7, 8),
    _INSIDE,
    _INSIDE,
    (9, 9, 10, 10, 11, 12),
    (13, 13, 14, 14, 15, 16),
    (17, 17, 18, 18, 19, 20),
)
_NEVER = -50.0
_LARGER = 1.15  # type, than that of the text
_VERTICAL = 3  # breaks in a line that was print set downwards, as only headlines are
_MOVABLE = re.compile(rf"[{HAN}](?![，。、；：？！”’）》…—,;:?!)])")
_HEAD = re.compile(rf"[“‘《（〈]*(?:[A-Za-z0-9.,:%+-]+|[{HAN}])[，。、；：？！”’）》…—,;:?!)]*")
_ANEW = 20.0  # against anything else, for a line that opens an item, a question or an answer
_BULLETED = 8.0  # against the inside of a paragraph
_VERSE = 8.0  # for a verse of a poem
_STOP_LOST = 3.0  # for the end of a paragraph without its full stop
_ANSWERED = 3.0  # against the inside of a paragraph
_NO_START = re.compile(r"^[的了们和与及或中上下里内外时后前者性化率度等级是将于会]")


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of all readings of the lines of a page.

    Attributes:
        lines: what speaks for each place of each line, ``[lines, places]``.
        moves: what speaks for each place behind each place of the line before, ``[lines - 1, places, places]``. It is
            the same for the middle and the last line of a paragraph to follow; behind the first and a middle line,
            but for a paragraph that goes on; and behind the last line and a paragraph of one line.
        ends: what speaks for each place of the last line, ``[places]``.
    """

    lines: NDArray[np.float64]
    moves: NDArray[np.float64]
    ends: NDArray[np.float64]


def score_places(lines: Sequence[Line], readings: Sequence[Reading], regime: Regime) -> Scores:
    """Return what speaks for each place of each line by rule."""
    own = np.array(
        [
            _emissions(line, reading, regime, i)
            for i, (line, reading) in enumerate(zip(lines, readings, strict=True))
        ]
    )
    own[0] += [0.0 if p in (Place.FIRST, Place.SINGLE, Place.HEADLINE, Place.FIXED) else -2.5 for p in Place]
    own[list(verses(lines, readings, regime.widths)), Place.SINGLE] += _VERSE
    for items in numbered_lists(lines):
        own[np.ix_(items, [Place.MIDDLE, Place.LAST])] -= _BULLETED
        own[items[0] : items[-1] + 1, Place.HEADLINE] -= _BULLETED
        rest = [i for i in range(items[0], items[-1]) if i not in items]
        own[np.ix_(rest, [Place.FIRST, Place.SINGLE])] -= _BULLETED
    moves = _all_moves(lines, regime)
    for i in range(1, len(lines)):
        gain = _headline_before(readings[i])
        if gain and lines[i - 1].cells <= 60 and not lines[i - 1].ended:
            moves[i - 1, Place.HEADLINE] += gain
            for j in range(i - 2, max(i - 4, -1), -1):
                # Kicker and title above that line, where paragraphs are joined and so lines end where their parts do.
                if regime.widths[j] is not None or lines[j].cells > 60 or lines[j].ended:
                    break
                moves[j, Place.HEADLINE] += gain
            for j in headline_block(lines, regime, i - 1):
                moves[j, Place.HEADLINE] += gain
        if another_speaks(lines[i - 1], lines[i]):
            moves[i - 1][:, [Place.MIDDLE, Place.LAST]] -= _ANSWERED
        if readings[i].way == "out":
            # An article breaks off anywhere, but hardly behind a headline.
            moves[i - 1, Place.HEADLINE] -= 1.5
            moves[i - 1, list(OPEN)] += 1.0
        if regime.widths[i - 1] is regime.widths[i] is None and has_lost_stop(lines[i - 1], lines[i]):
            own[i - 1, [Place.LAST, Place.SINGLE]] += _STOP_LOST
    ends = np.zeros(len(Place))
    ends[list(OPEN)] = -2.0
    return Scores(own, moves, ends)


def best_course(scores: Scores) -> list[Place]:
    """Return the places that score best together (Viterbi)."""
    # Numbers beat arrays of six by six; the way back is worked out for the places it leads through only.
    moves = scores.moves.reshape(-1, len(_PLACES) ** 2)[:, _TELLING].tolist()
    total, *rows = scores.lines.tolist()
    totals = [total]
    for (fm, mm, lm, hm, xm, ff, lf, hf, xf, fs, ls, hs, xs, fh, lh, hh, xh, fx, lx, hx, xx), own in zip(
        moves, rows, strict=True
    ):
        first, middle, last, single, h, x = total
        begun = first if first > middle else middle
        ended = last if last > single else single
        inside = max(first + fm, middle + mm, ended + lm, h + hm, x + xm)
        total = [
            max(begun + ff, ended + lf, h + hf, x + xf) + own[0],
            inside + own[1],
            inside + own[2],
            max(begun + fs, ended + ls, h + hs, x + xs) + own[3],
            max(begun + fh, ended + lh, h + hh, x + xh) + own[4],
            max(begun + fx, ended + lx, h + hx, x + xx) + own[5],
        ]
        totals.append(total)
    reached = list(map(add, totals.pop(), scores.ends.tolist()))
    state = reached.index(max(reached))
    course = [_PLACES[state]]
    for total, move in zip(reversed(totals), reversed(moves), strict=True):
        reached = [value + move[k] for value, k in zip(total, _INTO[state], strict=True)]
        state = reached.index(max(reached))
        course.append(_PLACES[state])
    course.reverse()
    return course


def _headline_before(reading: Reading) -> float:
    """Return what a line gains as a headline from what follows it: a story begins, so nothing is left open."""
    if reading.dateline or reading.role is Role.BYLINE:
        return 2.5
    return 2.0 if reading.way == "in" or reading.role is Role.NOTE else 0.0


def _emissions(line: Line, reading: Reading, regime: Regime, i: int) -> list[float]:
    if reading.role is not None and reading.role is not Role.CAPTION:
        return [_NEVER] * 5 + [0.0]
    if reading.level or reading.headline or line.text.count("\n") >= _VERTICAL:
        return [_NEVER, _NEVER, _NEVER, _NEVER, 5.0, _NEVER]
    if is_table_row(line.text):
        return [_NEVER, _NEVER, _NEVER, 5.0, _NEVER, _NEVER]
    width = regime.widths[i]
    if line.part and width is None and i + 1 < len(regime.widths):
        width = regime.widths[i + 1]  # behind a marker text begins, whatever stood before the marker
    scores = joined_scores(line) if width is None else printed_scores(line, width, regime)
    if has_bullet(line.text, width is None):
        scores[Place.MIDDLE] -= _BULLETED
        scores[Place.LAST] -= _BULLETED
    if begins_anew(line.text):
        scores[Place.MIDDLE] -= _ANEW
        scores[Place.LAST] -= _ANEW
        scores[Place.HEADLINE] -= _ANEW
    if line.part and width is not None:
        scores[Place.MIDDLE] += 2.0  # the rest of a line behind a marker
        scores[Place.HEADLINE] -= 2.0
    if regime.markdown and not line.part:
        scores[Place.HEADLINE] -= 1.0
    if 0 < line.size < _LARGER:
        scores[Place.HEADLINE] -= 1.5  # print would show it
    if reading.dateline or reading.role is Role.CAPTION:
        scores[Place.FIRST] += 2.5
        scores[Place.SINGLE] += 2.5
        scores[Place.HEADLINE] -= 4.0
    if _NO_START.match(line.text):
        scores[Place.FIRST] -= 0.7
        scores[Place.SINGLE] -= 0.7
    return [*scores, _NEVER]


_F, _M, _L, _S, _H, _X = (int(place) for place in Place)


class _Break(IntEnum):
    """What the blank lines between two lines say."""

    NOTHING = 0
    PARTED = 1
    CLOSE = 2  # nothing stands between the two though blank lines stand everywhere else
    BLOCK = 3  # the two are of one block


_Joint = tuple[bool, _Break, bool, bool, tuple[float, float]]
"""What is known of two lines that follow each other, as ``_weighed_moves`` takes it."""


def _all_moves(lines: Sequence[Line], regime: Regime) -> NDArray[np.float64]:
    """Return what speaks for each place behind each place of the line before, ``[lines - 1, places, places]``."""
    kinds: dict[_Joint, int] = {}  # there are few
    index = [
        kinds.setdefault(_joint(lines[i - 1], lines[i], regime, i), len(kinds)) for i in range(1, len(lines))
    ]
    table = np.zeros((len(kinds), len(Place), len(Place)))
    for kind, number in kinds.items():
        table[number] = _weighed_moves(*kind)
    return table[np.array(index, dtype=np.int64)]


def _joint(before: Line, line: Line, regime: Regime, i: int) -> _Joint:
    torn = regime.joined and before.cells <= 60 and word_across(before.flat[-8:], line.flat[:8])
    old, new = regime.widths[i - 1], regime.widths[i]
    changed = (old is None) != (new is None) or (
        old is not None and new is not None and abs(old - new) > 1.25
    )
    gains = 0.0, 0.0
    if not changed and old is not None:
        lost = 2.0 if regime.indents is Indents.LOST else 0.0
        gains = _break_score(before, line, old - lost), _break_score(before, line, old)
    return line.part, _blank_break(before, line, regime), torn, changed, gains


@lru_cache(maxsize=1024)
def _weighed_moves(
    part: bool, blank: _Break, torn: bool, changed: bool, gains: tuple[float, float]
) -> NDArray[np.float64]:
    """Return what speaks for each place of a line behind each place of the line before it.

    Args:
        part: whether the second is the rest of a line.
        blank: what blank lines say.
        torn: whether a word stands across the break.
        changed: whether the column width changes.
        gains: what the break speaks for a paragraph that goes on, behind its first line and behind a later one.
    """
    moves = [[_NEVER] * len(Place) for _ in Place]
    for p in (_F, _M):
        moves[p][_M] = moves[p][_L] = 0.0
        moves[p][_F] = moves[p][_S] = -3.5
        moves[p][_H] = -3.0
        moves[p][_X] = -1.0
    for p in (_L, _S):
        moves[p][_F] = moves[p][_S] = 0.0
        moves[p][_M] = moves[p][_L] = -3.5
        moves[p][_H] = -0.8
        moves[p][_X] = 0.0
    for p, broken in ((_H, -4.0), (_X, -2.5)):
        moves[p][_F] = moves[p][_S] = moves[p][_X] = 0.0
        moves[p][_M] = moves[p][_L] = broken
        moves[p][_H] = -0.3
    if part:
        moves[_X][_M] = moves[_X][_L] = -0.5
    _weigh_blanks(moves, blank)
    if torn:
        for q in (_F, _S, _H, _X):
            moves[_H][q] -= 2.5  # a line torn inside a word
    for p, gain in zip((_F, _M), gains, strict=True):
        if changed:
            moves[p][_H] += 0.5
        for q in (_M, _L):
            moves[p][q] += -1.2 if changed else gain
    return np.array(moves)


def _break_score(before: Line, line: Line, width: float) -> float:
    """Weigh a line break inside a paragraph by what begins the next line.

    What would have fitted on the line before speaks against it; where a word, a number or a character with the mark
    behind it had to be carried over, a line may be short.
    """
    room = width - before.cells - before.lead - spaced(before)
    if not 0.95 <= room <= 6:
        return 0.0
    if _MOVABLE.match(line.flat):
        return -0.9
    head = _HEAD.match(line.flat)
    if room <= 1.1 or head is None or width_in_cells(head[0]) <= room:
        return 0.0
    return 1.0 if room <= 2.5 else 2.0


def _blank_break(before: Line, line: Line, regime: Regime) -> _Break:
    if line.gap > 0 if regime.blanks is Blanks.BLOCKS else line.gap > 1:
        return _Break.PARTED
    if regime.blanks is Blanks.EVERY and line.gap == 0 and line.cells <= 1.3 * before.cells + 2:
        return _Break.CLOSE
    return _Break.BLOCK if regime.blanks is Blanks.BLOCKS and line.gap == 0 else _Break.NOTHING


def _weigh_blanks(moves: list[list[float]], blank: _Break) -> None:
    if blank is _Break.PARTED:
        for p in (_F, _M):
            for q in (_M, _L):
                moves[p][q] -= 0.7
            moves[p][_H] += 0.7
        for p in (_L, _S, _H):
            moves[p][_F] += 0.4
            moves[p][_H] += 0.3
    elif blank is _Break.CLOSE:
        moves[_H][_H] += 1.5
        moves[_H][_F] -= 1.0
        moves[_H][_S] -= 1.0
    elif blank is _Break.BLOCK:
        moves[_H][_H] += 0.4
        for p in (_L, _S):
            moves[p][_H] -= 0.3
