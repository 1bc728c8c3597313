"""The odds that one text of a page goes on with another, by all that their words say.

Three witnesses are heard: the likeliest word across the break, the reading of both sides in one go, and whether the
page has elsewhere what then stands across the break. They know partly the same, so each was given the weight that it
has beside the others: logarithms of likelihoods, fitted on the rows of typeset pages, the true next line against the
other lines nearby. Fitted on one half of the pages, a true line gained on the other half: by the likeliest word alone
1.33, with the page 1.49, with the reading 1.61.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from annotator.reconstruct.rows.contexts import Contexts
from annotator.reconstruct.rows.junctions import Junctions, Trigrams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_JUNCTIONS = (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0, 7.0)
_JUNCTION_ODDS = (-1.7, -1.5, -1.3, -0.4, 0.0, 0.85, 1.0, 1.8)
_READINGS = (-2.5, -1.5, 0.0, 1.0, 2.0, 4.0, 7.0, 10.0, 12.0)
_READING_ODDS = (-0.4, -1.1, -1.1, -0.6, -0.5, -0.2, 1.0, 1.8, 2.4)
_SEEN = np.array([0.0, 1.9, 1.9])  # by how many of the two trigrams across the break the page has


class Wordings:
    """Texts of one page and what their words say of one going on with another.

    Args:
        tails: the texts without blanks that something may go on with.
        heads: the texts without blanks that they may go on with; the same ones by default.
        trigrams: those of the page.
    """

    def __init__(self, tails: Sequence[str], heads: Sequence[str] | None, trigrams: Trigrams) -> None:
        self._junctions = Junctions(tails, heads, trigrams)
        self._contexts = Contexts(tails, heads)

    def odds(self, left: Ints, right: Ints) -> Floats:
        """Return for pairs of texts the logarithms of the odds against chance that the second goes on with the first.

        Args:
            left: index of the first text of each pair among the tails.
            right: index of the second among the heads.
        """
        word, seen = self._junctions.plain(left, right), self._junctions.seen(left, right)
        reading = np.interp(self._contexts.scores(left, right), _READINGS, _READING_ODDS)
        odds: Floats = np.interp(word, _JUNCTIONS, _JUNCTION_ODDS) + reading + _SEEN[seen]
        return odds
