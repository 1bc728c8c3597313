"""Words one misread character away from a piece of text (two in words of four characters).

For every length and every choice of positions that may be wrong, the words' keys are sorted with those positions
blanked out. The words near a piece of text are then one contiguous stretch, found by bisection for a whole page of
pieces at once. The tables hold 64-bit keys and 32-bit word numbers: about 5 MB for the whole model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.ngrams import CODE_BITS, LONGEST_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.lexicon.ngrams import Ints, LanguageModel

WRONG_POSITIONS: dict[int, tuple[tuple[int, ...], ...]] = {
    2: ((0,), (1,)),
    3: ((0,), (1,), (2,)),
    4: ((0,), (1,), (2,), (3,), (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)),
}
"""For each word length, the sets of positions that may be wrong together."""


@dataclass(frozen=True, slots=True, eq=False)
class _Blanked:
    """The words of one length, ordered by their keys with some positions blanked out."""

    positions: tuple[int, ...]
    mask: int
    keys: NDArray[np.int64]
    words: NDArray[np.int32]
    codes: NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Words near pieces of text that differ from them at the positions ``wrong``, and possibly at all of them.

    Attributes:
        wrong: positions inside the word that may differ; at all others, word and piece are the same.
        pieces: row of the piece, ascending.
        words: number of the word.
        codes: the word's character codes at the positions ``wrong``, one row a word.
    """

    wrong: tuple[int, ...]
    pieces: Ints
    words: Ints
    codes: NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The index over a language model's words of 2 to 4 characters; made by :func:`build_neighbours`."""

    tables: dict[int, tuple[_Blanked, ...]]

    def near(self, keys: Ints, length: int) -> Iterator[Near]:
        """Find the words near each piece, the piece itself included where it is a word.

        Args:
            keys: the pieces' keys (``annotator.lexicon.ngrams.make_keys``).
            length: the pieces' length, 2 to 4 code points.

        Yields:
            One value for each set of positions that may be wrong.
        """
        for table in self.tables[length]:
            blanked = keys & table.mask
            low = np.searchsorted(table.keys, blanked, side="left")
            counts = np.searchsorted(table.keys, blanked, side="right") - low
            pieces = np.repeat(np.arange(len(keys)), counts)
            begins = np.cumsum(counts) - counts
            places = np.arange(len(pieces)) - begins[pieces] + low[pieces]
            words = table.words[places].astype(np.int64)
            yield Near(table.positions, pieces, words, table.codes[places])


def build_neighbours(model: LanguageModel) -> Neighbours:
    """Sort the model's words for every set of positions that may be wrong."""
    tables = {}
    for length, choices in WRONG_POSITIONS.items():
        keys = model.keys[length]
        made = []
        for positions in choices:
            mask = _mask(length, positions)
            blanked = keys & mask
            order = np.argsort(blanked, kind="stable")
            words = order + model.first[length]
            codes = model.word_codes(words)[:, positions].astype(np.uint16)
            made.append(_Blanked(positions, mask, blanked[order], words.astype(np.int32), codes))
        tables[length] = tuple(made)
    return Neighbours(tables)


def _mask(length: int, blank: tuple[int, ...]) -> int:
    mask = (1 << CODE_BITS * LONGEST_KEY) - 1
    for position in blank:
        mask &= ~(((1 << CODE_BITS) - 1) << CODE_BITS * (length - 1 - position))
    return mask
