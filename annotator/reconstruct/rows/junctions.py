"""How well one piece of text goes on with another: what a language model says about the break between them.

A printed line breaks words where it likes, so a pair of lines that belong together very often makes a word across the
break that neither half would have made with another line. Where the break falls between two words, the model's bigrams
speak. Misread characters only cost the words they touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.ngrams import code_points, load_language_model
from annotator.lexicon.word_index import CODE_BITS
from annotator.reconstruct.rows.text_ends import LONGEST, SPLITS, heads_of, tails_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_KNOWN = np.array([0.0, 1.0, 2.0])  # by how many trigrams across the break stand elsewhere on the page
_NO_WORD = -1.0  # where no word stands across the break and the two beside it are no bigram
_MOST = 7.0  # nats; more says no more
_LEAST = -3.0
_LAST_BLANK = 0x3000
_MARK_BITS = 16
_NO_COUNT = -2.5  # for a number followed by what nothing is counted in


_TAKEN = np.array([size for size, _ in SPLITS])  # characters on the left of a break in a word across it
_GIVEN = np.array([length - size for size, length in SPLITS])  # and on its right
_NEXT_LENGTH = np.cumsum([length - 1 for length in range(2, LONGEST + 1)])  # the splits are ordered by length


@cache
def _least_gains() -> Floats:
    """Return for each split what must be gained on its sides for the likeliest word of its length to be worth it."""
    model = load_language_model()
    most = {
        length: model.log_unigrams[model.words_of_length(length)].max() for length in range(2, LONGEST + 1)
    }
    return np.array([_NO_WORD - float(most[length]) for _, length in SPLITS])


class Trigrams:
    """The character trigrams of a page's text, where nothing parts them.

    What stands across a break and also stands elsewhere on the page, whole, is most likely right: names and terms come
    again, also those that no dictionary has.

    Args:
        texts: the texts of the page with their blanks.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        points = code_points("\n".join(texts)).astype(np.int64)
        if len(points) < 3:
            self._known = np.zeros(0, dtype=np.int64)
            return
        blank = points <= _LAST_BLANK
        whole = ~(blank[:-2] | blank[1:-1] | blank[2:])
        self._known = np.sort((points[:-2] << 42 | points[1:-1] << 21 | points[2:])[whole])
        self._marks = np.zeros(1 << _MARK_BITS, dtype=np.bool_)
        self._marks[_mark_places(self._known)] = True

    def known(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell of trigrams, each three code points of 21 bits, whether the page has them."""
        found = np.zeros(len(keys), dtype=np.bool_)
        if len(self._known):
            maybe = self._marks[_mark_places(keys)].nonzero()[0]  # most are told by that
            keys = keys[maybe]
            places = np.minimum(self._known.searchsorted(keys), len(self._known) - 1)
            found[maybe] = self._known[places] == keys
        return found


def _mark_places(keys: Ints) -> NDArray[np.uint64]:
    return (keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _MARK_BITS)


class Junctions:
    """Texts of one page and how well they go on with one another.

    Args:
        tails: the texts without blanks that something may go on with.
        heads: the texts without blanks that they may go on with; the same ones by default.
        trigrams: those of the page, or None where they shall not speak.
    """

    def __init__(
        self, tails: Sequence[str], heads: Sequence[str] | None = None, trigrams: Trigrams | None = None
    ) -> None:
        self._model = load_language_model()
        self._trigrams = trigrams
        self._tails, self._tail_places = tails_of(tails)
        self._heads, self._head_places = heads_of(tails if heads is None else heads)

    def scores(self, left: Ints, right: Ints) -> Floats:
        """Return how much better pairs of texts go together than apart, in nats within bounds.

        Args:
            left: index of the first text of each pair among the tails.
            right: index of the second among the heads.
        """
        plain = self.plain(left, right)
        return plain if self._trigrams is None else plain + _KNOWN[self.seen(left, right)]

    def plain(self, left: Ints, right: Ints) -> Floats:
        """Return the same whatever else the page has."""
        left, right = self._tail_places[left], self._head_places[right]
        score = np.maximum(self._across(left, right), self._between(left, right))
        numbers = self._tails.numbers[left].nonzero()[0]
        told, counted = score[numbers], self._heads.counted[right[numbers]]
        score[numbers] = np.where(counted, np.maximum(told, 3.0), np.minimum(told, _NO_COUNT))
        days = (self._tails.months[left] & self._heads.days[right]).nonzero()[0]
        score[days] = np.maximum(score[days], 6.0)
        starts = self._heads.marked[right].nonzero()[0]
        score[starts] = np.where(self._tails.marked[left[starts]], -2.0, 2.0)
        ended = self._tails.ended[left].nonzero()[0]
        score[ended] = np.minimum(score[ended], 0.5)
        closing = self._heads.close[right].nonzero()[0]
        paired = self._tails.open[left[closing]] == self._heads.close[right[closing]]
        score[closing] += np.where(paired, 2.5, -1.5)
        bounded: Floats = np.clip(score, _LEAST, _MOST)
        return bounded

    def _across(self, left: Ints, right: Ints) -> Floats:
        """Return what the likeliest word across the break of each pair gains, minus infinity without one."""
        tails, heads = self._tails, self._heads
        across = np.full(len(left), -np.inf)
        split, places = (tails.begins.take(left, axis=1) & heads.ends.take(right, axis=1)).nonzero()
        before, behind = left[places], right[places]
        gain = tails.loss[_TAKEN[split], before] + heads.loss[_GIVEN[split], behind]
        # No other pair can gain more by a word of this length than _NO_WORD.
        likely = (gain > _least_gains()[split]).nonzero()[0]
        split, before, behind = split[likely], before[likely], behind[likely]
        given = _GIVEN[split]
        keys = tails.keys[_TAKEN[split], before] << (CODE_BITS * given) | heads.keys[given, behind]
        numbers = self._find_words(keys, split)
        known = (numbers >= 0).nonzero()[0]
        np.maximum.at(
            across, places[likely[known]], gain[likely[known]] + self._model.unigram(numbers[known])
        )
        return across

    def _find_words(self, keys: Ints, split: Ints) -> Ints:
        """Return the numbers of the words across breaks, or -1, by their keys and their ascending splits."""
        ends = split.searchsorted(_NEXT_LENGTH).tolist()
        parts = [
            self._model.find_keys(keys[begin:end], length)
            for length, (begin, end) in enumerate(pairwise((0, *ends)), start=2)
        ]
        return np.concatenate(parts)

    def _between(self, left: Ints, right: Ints) -> Floats:
        """Return for pairs of texts what the bigram of the two words beside the break says."""
        last, first = self._tails.last[left], self._heads.first[right]
        between = np.full(len(left), _NO_WORD)
        words = ((last >= 0) & (first >= 0)).nonzero()[0]
        hit, value = self._model.bigram_hits(last[words], first[words])
        between[words[hit]] = value - self._model.unigram(first[words[hit]])
        return between

    def seen(self, left: Ints, right: Ints) -> Ints:
        """Return for pairs of texts how many of the two trigrams across the break the page has elsewhere."""
        if self._trigrams is None:
            return np.zeros(len(left), dtype=np.int64)
        a, b = self._tails.points[:, self._tail_places[left]]
        c, d = self._heads.points[:, self._head_places[right]]
        plain = (b > _LAST_BLANK) & (c > _LAST_BLANK)
        before = self._trigrams.known(a << 42 | b << 21 | c) & plain
        after = self._trigrams.known(b << 42 | c << 21 | d) & plain
        seen: Ints = before.astype(np.int64) + after
        return seen
