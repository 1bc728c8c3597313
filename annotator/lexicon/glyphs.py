"""Glyph channel: how likely one printed character is misread as another, by the likeness of their shapes.

The tables are made by ``build/make_glyph_channel.py``, which documents them. Every pair of characters has a score: the
most alike one by one, all others by the product of two short vectors, so that no candidate is cut off.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from annotator.resources import resource_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Points = NDArray[np.uint32]
    Scores = NDArray[np.float32]

_NEAR_UNIT = 1 / 16
_NEAR_OFFSET = -4.0
_LEARNT = 3.0
"""Score of a pair that the tables do not know as alike, once a person has corrected it."""


@dataclass(frozen=True, slots=True, eq=False)
class GlyphChannel:
    """The channel's tables, opened by :func:`load_glyph_channel`; made by hand with :func:`uniform_channel`.

    Attributes:
        points: code points of the characters the channel knows, ascending.
        near: for each observed character, places of the true characters it most likely stands for.
        near_scores: their scores.
        observed: each character's vector as the observed one.
        true: each character's vector as the true one.
        biases: what is added to an observed character's scores in ``near`` and to its products.
        lessons: pairs (read, true) people have corrected, with the number of times; see :meth:`taught`.
    """

    points: Points
    near: NDArray[np.uint16]
    near_scores: Scores
    observed: Scores
    true: Scores
    biases: Scores
    lessons: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def taught(self, lessons: Mapping[tuple[str, str], int]) -> GlyphChannel:
        """Return the channel with pairs (read, true) that people have corrected so many times."""
        return replace(self, lessons=lessons)

    def log_scores(self, observed: Points, true: Points) -> Scores:
        """Score each observed character (rows) against each true one (columns).

        The score is log P(read as observed | true was printed and misread), up to a constant that is the same for
        all pairs; 0 stands for "as likely as any". Pairs with a character the channel does not know have 0. What an
        observed character scores against itself has no meaning.

        Args:
            observed: code points of the characters as read.
            true: code points of the characters that may have been printed, ascending.
        """
        scores = np.zeros((len(observed), len(true)), dtype=np.float32)
        row, row_place = self._places(observed)
        column, column_place = self._places(true)
        products = self.observed[row_place] @ self.true[column_place].T
        products += self.biases[row_place, 1:]
        near = self.near_scores[row_place] + self.biases[row_place, :1]
        columns = np.full(len(self.points), -1)
        columns[column_place] = np.arange(len(column_place))
        target = columns[self.near[row_place]]
        place, nth = np.nonzero(target >= 0)
        products[place, target[place, nth]] = near[place, nth]
        if len(column) == len(true) and len(row) == len(observed):
            scores = products
        else:
            scores[np.ix_(row, column)] = products
        self._teach(scores, observed, true)
        return scores

    def _teach(self, scores: Scores, observed: Points, true: Points) -> None:
        """Raise the scores of the pairs that people have corrected."""
        if not self.lessons:
            return
        rows: dict[int, int] = {point: at for at, point in enumerate(observed.tolist())}
        columns: dict[int, int] = {point: at for at, point in enumerate(true.tolist())}
        for (read, meant), times in self.lessons.items():
            if ord(read) in rows and ord(meant) in columns:
                at = rows[ord(read)], columns[ord(meant)]
                scores[at] = _learnt(float(scores[at]), times)

    def scores_of_pairs(self, observed: str, true: str) -> Scores:
        """Score characters of two strings of equal length pair by pair, see :meth:`log_scores`.

        Raises:
            ValueError: the strings differ in length.
        """
        if len(observed) != len(true):
            raise ValueError("the strings differ in length")
        scores = np.zeros(len(observed), dtype=np.float32)
        row, row_place = self._places(_points(observed))
        column, column_place = self._places(_points(true))
        known, row_at, column_at = np.intersect1d(row, column, assume_unique=True, return_indices=True)
        if len(known):
            rows, columns = row_place[row_at], column_place[column_at]
            products = np.einsum("ij,ij->i", self.observed[rows], self.true[columns]) + self.biases[rows, 1]
            near = self.near[rows] == columns[:, np.newaxis]
            place, nth = np.nonzero(near)
            products[place] = self.near_scores[rows[place], nth] + self.biases[rows[place], 0]
            scores[known] = products
        for position, pair in enumerate(zip(observed, true, strict=True)):
            if pair in self.lessons:
                scores[position] = _learnt(float(scores[position]), self.lessons[pair])
        return scores

    def _places(self, points: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return which of the points the channel knows, and their places in its tables."""
        if not len(self.points):
            none = np.zeros(0, dtype=np.int64)
            return none, none
        places = np.minimum(np.searchsorted(self.points, points), len(self.points) - 1)
        known = np.flatnonzero(self.points[places] == points)
        return known, places[known]


def _learnt(score: float, times: int) -> float:
    """Return the score of a pair that was corrected so many times."""
    return max(score, _LEARNT) + math.log1p(times)


def uniform_channel() -> GlyphChannel:
    """Return a channel for which every misreading is as likely as any other."""
    nothing = np.zeros((0, 0), dtype=np.float32)
    biases = np.zeros((0, 2), dtype=np.float32)
    near = np.zeros((0, 0), dtype=np.uint16)
    return GlyphChannel(np.zeros(0, dtype=np.uint32), near, nothing, nothing, nothing, biases)


def load_glyph_channel() -> GlyphChannel:
    """Open the glyph channel that comes with the program."""
    return open_glyph_channel(resource_path("models", "glyph_channel"))


def open_glyph_channel(folder: Path) -> GlyphChannel:
    """Open the tables in a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """

    def table(name: str) -> NDArray[Any]:
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

    return GlyphChannel(
        points=table("points"),
        near=table("near"),
        near_scores=table("near_scores").astype(np.float32) * _NEAR_UNIT + _NEAR_OFFSET,
        observed=table("observed").astype(np.float32) * table("scales"),
        true=table("true").astype(np.float32),
        biases=table("biases"),
    )


def _points(text: str) -> Points:
    return np.array([ord(character) for character in text], dtype=np.uint32)
