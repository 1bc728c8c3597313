"""What the words around a break say of it: the likeliest reading of both sides together against the two apart.

A language model's bigrams read the last characters of one text and the first of another in one go: a word across the
break is judged by the words before and behind it, and two words beside the break by each other. The readings of each
side are found once (the forward and the backward half of the Viterbi algorithm); a pair of texts costs no more than the
words that meet at its break.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.ngrams import LanguageModel, code_points, load_second_model
from annotator.lexicon.word_index import CODE_BITS, LONGEST_KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_WINDOW = 6  # code points on each side that are read
_UNKNOWN = -13.0  # log probability of a character the model does not know
_UNLIKELY = -8.0  # nats below the likeliest reading; words of less likely ones are not looked at
_LENGTHS = range(1, LONGEST_KEY + 1)


class _Side:
    """The words in a few characters of each of some texts, and how they go on with one another.

    Attributes:
        keys: keys of the pieces of text by start and length.
        words: their numbers as words, or -1.
        chances: their log probabilities; of single characters always.
        backoffs: what it costs to go on from them with a word they form no bigram with.
        steps: by start, length and length of the next piece the log probability of that one behind this one.
    """

    def __init__(self, model: LanguageModel, rows: Sequence[str], missing: Bools) -> None:
        count = len(rows)
        columns = np.ascontiguousarray(model.codes_of(code_points("".join(rows)).reshape(count, _WINDOW)).T)
        self.keys: dict[tuple[int, int], Ints] = {}
        self.words: dict[tuple[int, int], Ints] = {}
        self.chances: dict[tuple[int, int], Floats] = {}
        self.backoffs: dict[tuple[int, int], Floats] = {}
        keys = np.zeros((_WINDOW + 1, count), dtype=np.int64)
        for length in _LENGTHS:
            keys = keys[:-1] << CODE_BITS | columns[length - 1 :]
            words = model.find_keys(keys.ravel(), length).reshape(keys.shape)
            chances = np.where(words >= 0, model.unigram(words), _UNKNOWN if length == 1 else -np.inf)
            if length == 1:
                chances = np.where(missing, 0.0, chances)
            backoffs = np.where(words >= 0, model.backoff(words), 0.0)
            for start in range(_WINDOW - length + 1):
                place = start, length
                self.keys[place], self.words[place] = keys[start], words[start]
                self.chances[place], self.backoffs[place] = chances[start], backoffs[start]
        self.steps = self._steps(model, count)

    def _steps(self, model: LanguageModel, count: int) -> dict[tuple[int, int, int], Floats]:
        pairs = [
            (start, length, further)
            for start, length in self.words
            for further in _LENGTHS
            if start + length + further <= _WINDOW
        ]
        before = np.concatenate([self.words[start, length] for start, length, _ in pairs])
        behind = np.concatenate([self.words[start + length, further] for start, length, further in pairs])
        value = np.concatenate(
            [
                self.backoffs[start, length] + self.chances[start + length, further]
                for start, length, further in pairs
            ]
        )
        both = ((before >= 0) & (behind >= 0)).nonzero()[0]
        hit, known = model.bigram_hits(before[both], behind[both])
        value[both[hit]] = known
        return {pair: value[k * count : (k + 1) * count] for k, pair in enumerate(pairs)}


class _Tails(_Side):
    """The ends of texts.

    Attributes:
        readings: by end and length of the last word the chance of the likeliest reading up to there, against that of
            the whole.
        cut: the same of any last word with so many characters cut off, and of going on with a word that forms no
            bigram with it.
    """

    def __init__(self, model: LanguageModel, texts: Sequence[str]) -> None:
        sizes = _sizes(texts)
        rows = [text[-_WINDOW:].rjust(_WINDOW, "\n") for text in texts]
        super().__init__(model, rows, np.arange(_WINDOW)[:, None] < _WINDOW - sizes)
        best: dict[tuple[int, int], Floats] = {}
        for start in range(_WINDOW):
            for length in _LENGTHS[: _WINDOW - start]:
                befores = [
                    best[start, size] + self.steps[start - size, size, length] for size in _LENGTHS[:start]
                ]
                found = np.maximum.reduce(befores) if befores else self.chances[start, length]
                known = np.isfinite(self.chances[start, length])
                best[start + length, length] = np.where(known, found, -np.inf)
        whole = np.maximum.reduce([best[_WINDOW, length] for length in _LENGTHS])
        self.readings = {place: value - whole for place, value in best.items()}
        self.cut = [
            np.maximum.reduce(
                [
                    self.readings[_WINDOW - taken, length] + self.backoffs[_WINDOW - taken - length, length]
                    for length in _LENGTHS[: _WINDOW - taken]
                ]
            )
            for taken in range(LONGEST_KEY)
        ]


class _Heads(_Side):
    """The starts of texts.

    Attributes:
        readings: by start and length of a word the chance of the likeliest reading behind it, against that of the
            whole.
        rest: the same of any word behind so many characters, its own chance counted.
    """

    def __init__(self, model: LanguageModel, texts: Sequence[str]) -> None:
        sizes = _sizes(texts)
        rows = [text[:_WINDOW].ljust(_WINDOW, "\n") for text in texts]
        super().__init__(model, rows, np.arange(_WINDOW)[:, None] >= sizes)
        best: dict[tuple[int, int], Floats] = {}
        for start in range(_WINDOW - 1, -1, -1):
            for length in _LENGTHS[: _WINDOW - start]:
                end = start + length
                behind = [
                    self.steps[start, length, size] + best[end, size] for size in _LENGTHS[: _WINDOW - end]
                ]
                found = np.maximum.reduce(behind) if behind else np.zeros(len(texts))
                best[start, length] = np.where(np.isfinite(self.chances[start, length]), found, -np.inf)
        whole = np.maximum.reduce([self.chances[0, length] + best[0, length] for length in _LENGTHS])
        self.readings = {place: value - whole for place, value in best.items()}
        self.rest = [
            np.maximum.reduce(
                [
                    self.chances[start, length] + self.readings[start, length]
                    for length in _LENGTHS[: _WINDOW - start]
                ]
            )
            for start in range(LONGEST_KEY)
        ]


class Contexts:
    """Texts of one page, and how much likelier their readings are together than apart.

    Args:
        tails: the texts without blanks that something may go on with.
        heads: the texts without blanks that they may go on with; the same ones by default.
    """

    def __init__(self, tails: Sequence[str], heads: Sequence[str] | None = None) -> None:
        self._model = load_second_model()
        self._tails = _tails_of(tuple(tails))
        self._heads = _heads_of(tuple(tails if heads is None else heads))

    def scores(self, left: Ints, right: Ints) -> Floats:
        """Return for pairs of texts what reading them together gains, in nats.

        Args:
            left: index of the first text of each pair among the tails.
            right: index of the second among the heads.
        """
        best: Floats = self._tails.cut[0][left] + self._heads.rest[0][right]
        self._meet(best, left, right)
        for length in _LENGTHS[1:]:
            for taken in _LENGTHS[: length - 1]:
                self._cross(best, left, right, taken, length - taken)
        return best

    def _meet(self, best: Floats, left: Ints, right: Ints) -> None:
        """Take in the readings in which two words of a bigram meet at the break."""
        tails, heads = self._tails, self._heads
        for length in _LENGTHS:
            words, told = tails.words[_WINDOW - length, length], tails.readings[_WINDOW, length]
            likely = ((words >= 0) & (told > _UNLIKELY))[left].nonzero()[0]
            for further in _LENGTHS:
                firsts, rest = heads.words[0, further], heads.readings[0, further]
                apt = (firsts >= 0) & (rest + heads.chances[0, further] > _UNLIKELY)
                pairs = likely[apt[right[likely]]]
                before, behind = left[pairs], right[pairs]
                hit, value = self._model.bigram_hits(words[before], firsts[behind])
                places = pairs[hit]
                found = told[before[hit]] + value + rest[behind[hit]]
                best[places] = np.maximum(best[places], found)

    def _cross(self, best: Floats, left: Ints, right: Ints, taken: int, given: int) -> None:
        """Take in the readings with a word that has so many characters before and behind the break."""
        tails, heads, model = self._tails, self._heads, self._model
        end, length = _WINDOW - taken, taken + given
        first, second = tails.keys[end, taken], heads.keys[0, given]
        places = (
            model.may_begin(first, taken, length)[left] & model.may_end(second, given, length)[right]
        ).nonzero()[0]
        words = model.find_keys(first[left[places]] << CODE_BITS * given | second[right[places]], length)
        known = (words >= 0).nonzero()[0]
        places, words = places[known], words[known]
        before, behind = left[places], right[places]
        ahead = tails.cut[taken][before] + model.unigram(words)
        for size in _LENGTHS[:end]:
            lasts = tails.words[end - size, size][before]
            some = (lasts >= 0).nonzero()[0]
            hit, value = model.bigram_hits(lasts[some], words[some])
            hit = some[hit]
            ahead[hit] = np.maximum(ahead[hit], tails.readings[end, size][before[hit]] + value)
        after = heads.rest[given][behind] + model.backoff(words)
        for size in _LENGTHS[: _WINDOW - given]:
            nexts = heads.words[given, size][behind]
            some = (nexts >= 0).nonzero()[0]
            hit, value = model.bigram_hits(words[some], nexts[some])
            hit = some[hit]
            after[hit] = np.maximum(after[hit], value + heads.readings[given, size][behind[hit]])
        best[places] = np.maximum(best[places], ahead + after)


@lru_cache(maxsize=4)
def _tails_of(texts: tuple[str, ...]) -> _Tails:
    return _Tails(load_second_model(), texts)


@lru_cache(maxsize=4)
def _heads_of(texts: tuple[str, ...]) -> _Heads:
    return _Heads(load_second_model(), texts)


def _sizes(texts: Sequence[str]) -> Ints:
    return np.array([*map(len, texts)], dtype=np.int64).clip(max=_WINDOW)
