"""Words one misread character away from a piece of text (two in words of four characters).

For every length and every choice of positions that may be wrong, the words are gathered by the characters at the
other positions. The words near a piece of text are then one contiguous stretch, the most frequent first, found by
bisection for a whole page of pieces at once; a stretch whose most frequent word is too rare is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.word_index import CODE_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from annotator.lexicon.ngrams import Ints, LanguageModel

    Scores = NDArray[np.float32]
    Keys = NDArray[np.int32] | NDArray[np.int64]

WRONG_POSITIONS: dict[int, tuple[tuple[int, ...], ...]] = {
    2: ((0,), (1,)),
    3: ((0,), (1,), (2,)),
    4: ((0,), (1,), (2,), (3,), (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)),
}
"""For each word length, the sets of positions that may be wrong together."""


_SMALL_BITS = 31


@dataclass(frozen=True, slots=True, eq=False)
class _Gathered:
    """The words of one length, gathered by their characters outside of some positions.

    Attributes:
        wrong: the positions.
        kept: all other positions.
        keys: the characters at the kept positions as a number, ascending.
        begins: where each key's words begin.
        best: log probability of each key's most frequent word.
        words: numbers of the words, key by key, the most frequent first.
        highest: log probability of the most frequent word of all.
    """

    wrong: tuple[int, ...]
    kept: tuple[int, ...]
    keys: Keys
    begins: NDArray[np.int32]
    best: Scores
    words: NDArray[np.int32]
    highest: float


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Words near pieces of text that differ from them at the positions ``wrong``, and possibly at all of them.

    Attributes:
        wrong: positions inside the word that may differ; at all others, word and piece are the same.
        pieces: row of the piece, ascending.
        words: number of the word.
    """

    wrong: tuple[int, ...]
    pieces: Ints
    words: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The index over a language model's words of 2 to 4 characters; made by :func:`build_neighbours`."""

    log_unigrams: Scores
    tables: dict[int, tuple[_Gathered, ...]]

    def near(self, codes: Ints, needed: Scores) -> Iterator[Near]:
        """Find the words near each piece, the piece itself included where it is a word.

        Args:
            codes: the character codes of pieces of 2 to 4 code points, one row a piece.
            needed: the log probability a word needs, one row a piece and one column for each set of positions in
                ``WRONG_POSITIONS``.

        Yields:
            One value for each set of positions that may be wrong, where there are such words.
        """
        for table, least in zip(self.tables[codes.shape[1]], needed.T, strict=True):
            asked = np.flatnonzero(least <= table.highest)
            wanted = _packed(codes[asked], table.kept)
            places = np.searchsorted(table.keys, wanted)
            places[places == len(table.keys)] = 0
            hits = np.flatnonzero((table.keys[places] == wanted) & (table.best[places] >= least[asked]))
            places = places[hits]
            begins = table.begins[places]
            counts = table.begins[places + 1] - begins
            pieces = np.repeat(asked[hits].astype(np.int32), counts)
            starts = np.cumsum(counts, dtype=np.int32) - counts
            words = table.words[np.arange(len(pieces), dtype=np.int32) + np.repeat(begins - starts, counts)]
            likely = np.flatnonzero(self.log_unigrams[words] >= least[pieces])
            if not len(likely):
                continue
            yield Near(table.wrong, pieces[likely].astype(np.int64), words[likely].astype(np.int64))

    def matching(self, codes: Ints, free: int, least: float, most: int) -> Near:
        """Find the most frequent words that have the characters of each piece at all positions but one.

        Args:
            codes: the character codes of pieces of 2 to 4 code points, one row a piece.
            free: the position at which any character may stand.
            least: words with a lower log probability are passed over.
            most: so many words at most are given for each piece.
        """
        table = next(table for table in self.tables[codes.shape[1]] if table.wrong == (free,))
        wanted = _packed(codes, table.kept)
        places = np.searchsorted(table.keys, wanted)
        places[places == len(table.keys)] = 0
        hits = np.flatnonzero((table.keys[places] == wanted) & (table.best[places] >= least))
        begins = table.begins[places[hits]].astype(np.int64)
        counts = np.minimum(table.begins[places[hits] + 1] - begins, most)
        pieces = np.repeat(hits, counts)
        words = table.words[np.arange(len(pieces)) + np.repeat(begins - np.cumsum(counts) + counts, counts)]
        likely = np.flatnonzero(self.log_unigrams[words] >= least)
        return Near(table.wrong, pieces[likely].astype(np.int64), words[likely].astype(np.int64))


def build_neighbours(model: LanguageModel) -> Neighbours:
    """Gather the model's words for every set of positions that may be wrong."""
    tables = {}
    for length, choices in WRONG_POSITIONS.items():
        words = model.words_of_length(length)
        words = words[np.argsort(-model.log_unigrams[words], kind="stable")]
        codes = np.asfortranarray(model.word_codes(words).reshape(len(words), -1))  # read column by column
        tables[length] = tuple(
            [_gathered(length, codes, words, model.log_unigrams[words], wrong) for wrong in choices]
        )
    return Neighbours(model.log_unigrams, tables)


def _gathered(length: int, codes: Ints, words: Ints, scores: Scores, wrong: tuple[int, ...]) -> _Gathered:
    """Gather the words of a length, the most frequent first, by their characters outside of some positions."""
    kept = tuple([position for position in range(length) if position not in wrong])
    keys = _packed(codes, kept) if len(words) else np.zeros(0, dtype=np.int32)
    # Key and rank as one whole number sort many times faster than as two columns.
    bits = len(words).bit_length()
    ranked = np.sort(keys.astype(np.int64) << bits | np.arange(len(words)))
    order, ranked = ranked & ((1 << bits) - 1), ranked >> bits
    begins = np.flatnonzero(np.diff(ranked, prepend=-1))
    firsts: Keys = ranked[begins].astype(np.int32) if keys.dtype == np.int32 else ranked[begins]
    best = scores[order[begins]]
    ends = np.append(begins, len(order)).astype(np.int32)
    highest = float(best.max(initial=-np.inf))
    return _Gathered(
        wrong,
        kept,
        firsts,
        ends,
        best,
        words.astype(np.int32)[order],
        highest,
    )


def _packed(codes: Ints, kept: tuple[int, ...]) -> Keys:
    """Return the codes at the kept positions as one number a row, as small as they allow."""
    keys = codes[:, kept[0]]
    for position in kept[1:]:
        keys = keys << CODE_BITS | codes[:, position]
    return keys.astype(np.int32) if len(kept) * CODE_BITS < _SMALL_BITS else keys
