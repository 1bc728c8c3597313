"""What each character may have been read for: scores against all characters of the language model, kept once made.

Newspapers repeat their characters: a few thousand rows of scores serve any amount of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.lexicon.glyphs import GlyphChannel, Points, Scores
    from annotator.lexicon.ngrams import Ints, LanguageModel

LEAST_DOUBT = -0.5
"""A misreading is never less improbable than this."""

_UNIT = np.float32(-0.1)
_ROWS = 3072
_AT_ONCE = 64
_RAREST = -40.0


@dataclass(frozen=True, slots=True, eq=False)
class Misreadings:
    """Log probabilities of misreadings, one row an observed character; made by :class:`MisreadingTable`.

    Attributes:
        levels: by row and code of the true character, the log probability in units of -0.1.
        highest: each row's highest log probability.
        singles: codes of the true characters that are likeliest as words of their own, best first.
        values: their log probabilities, that of the word included.
    """

    levels: NDArray[np.uint8]
    highest: Scores
    singles: NDArray[np.uint16]
    values: Scores

    def scores(self, rows: Ints | int, codes: Ints) -> Scores:
        """Return the log probability of each pair of a row and a code."""
        places = rows * self.levels.shape[1] + codes
        scores: Scores = np.multiply(self.levels.ravel().take(places), _UNIT, dtype=np.float32)
        return scores


class MisreadingTable:
    """Makes rows of :class:`Misreadings` when they are first asked for; safe to share among threads."""

    def __init__(self, model: LanguageModel, channel: GlyphChannel, weight: float, most: int) -> None:
        """Prepare an empty table.

        Args:
            model: gives the alphabet and the probabilities of single characters.
            channel: scores pairs of characters.
            weight: log of the weight of a misreading, to which the channel's score is added.
            most: so many single characters are kept in each row.
        """
        words = model.find_keys(np.arange(len(model.alphabet) + 1), 1)
        self._priors = np.where(words >= 0, model.log_unigrams[words], _RAREST).astype(np.float32)
        self._alphabet = np.asarray(model.alphabet)
        self._channel = channel
        self._weight = np.float32(weight)
        self._most = min(most + 1, len(self._priors))
        self._lock = Lock()
        self._empty(_ROWS)

    def rows(self, points: Points) -> tuple[Misreadings, Ints]:
        """Return the table and the row of each of the characters, ascending code points without repetition."""
        with self._lock:
            new = np.array([point for point in points.tolist() if point not in self._row_of], dtype=np.uint32)
            if len(self._row_of) + len(new) > len(self._table.levels):
                # What others hold stays as it is; a new table begins.
                self._empty(max(_ROWS, len(points)))
                new = points
            for at in range(0, len(new), _AT_ONCE):
                self._add(new[at : at + _AT_ONCE])
            return self._table, np.array([self._row_of[point] for point in points.tolist()], dtype=np.int64)

    def _empty(self, rows: int) -> None:
        self._row_of: dict[int, int] = {}
        self._table = Misreadings(
            np.zeros((rows, len(self._priors)), dtype=np.uint8),
            np.zeros(rows, dtype=np.float32),
            np.zeros((rows, self._most), dtype=np.uint16),
            np.zeros((rows, self._most), dtype=np.float32),
        )

    def _add(self, points: Points) -> None:
        begin = len(self._row_of)
        end = begin + len(points)
        # Column 0 stands for characters the language model lacks; no word contains them.
        scores = np.full((len(points), len(self._priors)), -25.5, dtype=np.float32)
        scores[:, 1:] = self._channel.log_scores(points, self._alphabet)
        scores[:, 1:] += self._weight
        np.clip(scores, -25.5, LEAST_DOUBT, out=scores)
        table = self._table
        table.levels[begin:end] = np.rint(scores / _UNIT)
        table.highest[begin:end] = scores.max(axis=1)
        scores += self._priors
        best = np.argpartition(-scores, self._most - 1, axis=1)[:, : self._most]
        values = np.take_along_axis(scores, best, axis=1)
        order = np.argsort(-values, axis=1)
        table.singles[begin:end] = np.take_along_axis(best, order, axis=1)
        table.values[begin:end] = np.take_along_axis(values, order, axis=1)
        self._row_of.update(zip(points.tolist(), range(begin, end), strict=True))
