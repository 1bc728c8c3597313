"""How well the pieces of rows go on with pieces of the rows below.

What the language model says about the break between two pieces, how both fill the column, and where they stand are
weighed as logarithms of likelihoods, measured over lines of real and of typeset columns against chance pairs of lines
a few rows apart.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.rows.junctions import Junctions, Trigrams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

REACH = 7
"""Rows a column may be interrupted for."""

_UNSEEN = -1.0  # for pieces that are further apart
_OTHER_PLACE = -1.0  # away from the place of a column
_APART = (0.0, 1.0, 2.0, 5.0, 8.0)  # characters between the left edges of two pieces
_APART_FREE = (1.2, 0.2, 1.0, 1.0, -3.0)
_APART_PUSHED = (0.8, 0.4, 0.4, 0.0, -1.5)
_ROOMS = (1.4, 2.6, 3.6)  # cells left in a line: full, first of a paragraph, nearly so, short
_SHAPES = np.array(
    [  # by what the line above leaves and whether it ends a sentence, the same of the line below
        [0.1, -0.35, -0.3, -0.4, 0.3, 0.3, 0.3, 0.2],
        [0.2, -0.3, -0.5, -0.4, -0.6, -1.3, -0.7, -1.8],
        [-0.3, 0.85, 1.0, 0.5, -0.5, -0.5, -0.5, -0.5],
        [-0.15, 0.15, 0.2, -0.1, 0.0, -1.5, -0.7, 0.25],
        [-0.25, 1.0, 1.0, 0.0, -1.0, -1.0, 0.0, -1.5],
        [-0.6, 1.7, 0.8, -0.2, -1.0, -1.0, -1.0, -1.0],
        [-0.6, 1.5, 1.2, -0.7, -0.8, -0.8, -0.8, -0.8],
        [-0.8, 1.5, 0.5, -0.2, -1.5, 0.0, -1.5, -2.5],
    ]
)
_JUNCTIONS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 6.0, 7.0, 9.0)
_JUNCTION_SCORES = (-0.7, -0.65, -0.4, -0.25, 0.2, 0.4, 1.2, 1.5, 3.0, 4.0)
NEWS = re.compile(r"据?(?:本报讯|新华社\S{0,6}\d|新华社电|新华社讯|本报\S{2,4}\d+月|本报记者)|据新华社")
STOPS = re.compile(r"[（(](?:本报)?(?:记者|通讯员)?[\u4e00-\u9fff]{2,4}[）)]$|^[（(]?下转.{1,6}[版页][）)]?$")
_NO_MARKS = frozenset("，。、；,;:：")
_NEWS_INSIDE = -3.0  # for a dateline behind what is not at an end
_STOPPED = -3.0  # behind a signature or a jump marker
_WIDE = 1.6  # cells by which a piece exceeds the columns: a caption, a headline, a column of another width
_WIDENED = -3.0  # for such a piece below another one
_NARROWED = -2.0  # for a full line of the usual columns below such a piece
_NARROWED_SHORT = -0.5  # for another line there


def words_at_breaks(junctions: Floats, ended: NDArray[np.bool_]) -> Floats:
    """Return the log odds of breaks by their words: what the language model says, and whether a sentence ends there."""
    words: Floats = np.interp(junctions, _JUNCTIONS, _JUNCTION_SCORES)
    return np.where(ended, np.where(junctions < -1.5, -1.0, 0.0), words)


class Place(NamedTuple):
    """Where a piece stands in a raw text that keeps positions.

    Attributes:
        left: distance of its first character from the left edge in characters.
        pushed: whether the piece before it leaves no more than one blank, so that it may stand further left in print.
    """

    left: float
    pushed: bool


class Joints:
    """Pieces of rows and how well they go on with one another.

    Args:
        pieces: all pieces in the order of their rows.
        rows: the row of each, in ascending order.
        widths: the column width in cells at each.
        located: where each piece stands by its start, where the raw text keeps positions.
        most: how many columns stand beside each other.
        in_step: whether lines that stand at one height are one row, so that columns go on together.

    Attributes:
        most: how many columns stand beside each other.
        in_step: whether columns go on together.
        located: whether places are known.
        done: of each piece whether the text may be at an end with it.
        wide: whether it is too wide for a column.
        plain: whether it has no marks, as headlines.
        titled: whether it is short besides.
    """

    def __init__(
        self,
        pieces: Sequence[Line],
        rows: Sequence[int],
        widths: Sequence[float],
        located: Mapping[int, Place] | None,
        most: int,
        *,
        in_step: bool = True,
    ) -> None:
        homes = np.array(rows)
        count = len(pieces)
        begin = np.searchsorted(homes, homes, side="right")
        end = np.searchsorted(homes, homes + REACH, side="right")
        sizes = end - begin
        left = np.repeat(np.arange(count), sizes)
        offsets = np.cumsum(sizes) - sizes - begin
        right = np.arange(len(left)) - np.repeat(offsets, sizes)
        trigrams = Trigrams(piece.text for piece in pieces)
        junctions = Junctions([piece.flat for piece in pieces], trigrams=trigrams).scores(left, right)
        room = np.array(
            [
                width - p.cells if p.cells <= width else min(0.0, width - p.least)
                for p, width in zip(pieces, widths, strict=True)
            ]
        )
        ended = np.array([piece.ended for piece in pieces])
        stops = np.array([bool(STOPS.search(piece.flat)) for piece in pieces])
        news = np.array([bool(NEWS.match(piece.flat)) for piece in pieces])
        shape = np.digitize(room, _ROOMS) + 4 * ended
        scores = words_at_breaks(junctions, ended[left]) + _SHAPES[shape[left], shape[right]]
        scores = np.where(news[right], np.minimum(scores, 0.0) + _NEWS_INSIDE * ~ended[left], scores)
        scores = np.where(stops[left], _STOPPED, scores)
        wide = np.array([piece.cells - width > _WIDE for piece, width in zip(pieces, widths, strict=True)])
        narrower = np.where(np.abs(room[right]) <= _ROOMS[0], _NARROWED, _NARROWED_SHORT)
        scores = scores + np.where(wide[left] & ~wide[right], narrower, 0.0)
        scores = scores + np.where(wide[right] & ~wide[left], _WIDENED, 0.0)
        self._places = None if located is None else [located[piece.start] for piece in pieces]
        if self._places is not None:
            x = np.array([place.left for place in self._places])
            pushed = np.array([place.pushed for place in self._places])
            apart = np.abs(x[left] - x[right])
            either = pushed[left] | pushed[right]
            scores = scores + np.where(
                either, np.interp(apart, _APART, _APART_PUSHED), np.interp(apart, _APART, _APART_FREE)
            )
        self._scores = scores.tolist()
        self._offsets = offsets.tolist()
        self._ends = end.tolist()
        plain = ~np.array([bool(_NO_MARKS & set(piece.text)) for piece in pieces]) & ~ended
        self.most = most
        self.in_step = in_step
        self.located = located is not None
        self.done: list[bool] = ((ended & (room > -1.2)) | stops).tolist()
        self.wide: list[bool] = wide.tolist()
        self.plain: list[bool] = plain.tolist()
        self.titled: list[bool] = (plain & (room > 1.2)).tolist()

    def scores(self, lefts: Sequence[int], right: int) -> list[float]:
        """Return how well some pieces go on with a later one."""
        scores, offsets, ends = self._scores, self._offsets, self._ends
        return [scores[right + offsets[left]] if right < ends[left] else _UNSEEN for left in lefts]

    def crossings(self, lasts: Sequence[int], piece: int) -> list[float]:
        """Return what the place of a piece says against its being the first of a column.

        Args:
            lasts: the last pieces of the open columns from left to right.
            piece: the piece that begins a column before each of them, or behind the last.
        """
        if self._places is None:
            return [0.0] * (len(lasts) + 1)
        x = self._places[piece].left
        places = [self._places[last].left for last in lasts]
        return [
            _OTHER_PLACE if x < left + 3.0 or x > right - 3.0 else 0.0
            for left, right in zip((-math.inf, *places), (*places, math.inf), strict=True)
        ]
