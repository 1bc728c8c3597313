"""How well one piece of text goes on with another: what a language model says about the break between them.

A printed line breaks words where it likes, so a pair of lines that belong together very often makes a word across the
break that neither half would have made with another line. Where the break falls between two words, the model's bigrams
speak. Misread characters only cost the words they touch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.ngrams import LanguageModel, load_language_model
from annotator.reconstruct.characters import CLOSERS, ends_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_WINDOW = 5  # code points on each side that are looked at
_UNKNOWN = -13.0  # log probability of a character the model does not know
_NO_WORD = -1.0  # where no word stands across the break and the two beside it are no bigram
_LONGEST = 4  # words across the break
_MOST = 7.0  # nats; more says no more
_LEAST = -3.0
_NO_COUNT = -2.5  # for a number followed by what nothing is counted in
_NO_START = re.compile(f"^[，。、；：？！,;:?!%％{CLOSERS}]")
_NUMBER_TAIL = re.compile(r"[0-9.]$")
_NUMBER_HEAD = re.compile(
    r"^[0-9.%％℃年月日时分秒周个万亿千百元人多余名公米吨斤亩度倍岁次家条项辆座场届位天点层台只件户组所支架艘批期号级克瓦升平立]"
)
_MONTH_TAIL = re.compile(r"[0-9]月$")
_DAY_HEAD = re.compile(r"^[0-9]{1,2}日")
_CLAUSE_END = re.compile("[，、；：]$")
_OPENERS = {"“": "”", "（": "）", "《": "》", "(": ")", "‘": "’"}
_PAIR_MARKS = re.compile("[“”（）《》()‘’]")


@cache
def _most_likely(length: int) -> float:
    """Return the log probability of the likeliest word of a length."""
    model = load_language_model()
    return float(model.log_unigrams[model.first[length] : model.first[length + 1]].max())


class Junctions:
    """Texts of one page and how well they go on with one another.

    Args:
        texts: the texts without blanks.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._model = load_language_model()
        count = len(texts)
        tails = [text[-_WINDOW:] for text in texts]
        heads = [text[:_WINDOW] for text in texts]
        self._tail_codes = self._codes([tail[-3:].rjust(3, "\n") for tail in tails])
        self._head_codes = self._codes([head[:3].ljust(3, "\n") for head in heads])
        words = _Words(self._model, [*tails, *heads])
        self._tail_loss, self._last = words.behind_losses(0, count)
        self._head_loss, self._first = words.front_losses(count, 2 * count)
        self._marks = np.array([_end_mark(text) for text in texts])
        self._starts = np.array([bool(_NO_START.match(text)) for text in texts])
        self._digits = np.array([bool(_NUMBER_TAIL.search(text)) for text in texts])
        self._counted = np.array([bool(_NUMBER_HEAD.match(text)) for text in texts])
        self._months = np.array([bool(_MONTH_TAIL.search(text)) for text in texts])
        self._days = np.array([bool(_DAY_HEAD.match(text)) for text in texts])
        self._open = np.array([_open_pair(text) for text in texts])
        self._close = np.array([_closing_pair(text) for text in texts])

    def scores(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return for pairs of texts, by index, how much better they go together than apart, in nats within bounds."""
        across = np.full(len(left), -np.inf)
        for taken in range(1, _LONGEST):
            for given in range(1, _LONGEST - taken + 1):
                gain = self._tail_loss[left, taken] + self._head_loss[right, given]
                ends, begins = self._tail_codes[:, 3 - taken :], self._head_codes[:, :given]
                # No other pair can gain more by a word of this length than _NO_WORD.
                likely = self._model.begins_word(ends, taken + given)[left]
                likely &= gain > _NO_WORD - _most_likely(taken + given)
                places = np.flatnonzero(likely)
                codes = np.concatenate([ends[left[places]], begins[right[places]]], axis=1)
                numbers = self._model.find(codes)
                known = numbers >= 0
                places, numbers = places[known], numbers[known]
                across[places] = np.maximum(across[places], gain[places] + self._model.unigram(numbers))
        last, first = self._last[left], self._first[right]
        between = np.full(len(left), _NO_WORD)
        words = np.flatnonzero((last >= 0) & (first >= 0))
        if len(words):
            hit, value = self._model.bigram_hits(last[words], first[words])
            between[words[hit]] = value - self._model.unigram(first[words[hit]])
        score = np.maximum(across, between)
        score = np.where(self._digits[left] & self._counted[right], np.maximum(score, 3.0), score)
        score = np.where(self._digits[left] & ~self._counted[right], np.minimum(score, _NO_COUNT), score)
        score = np.where(self._months[left] & self._days[right], np.maximum(score, 6.0), score)
        score = np.where(self._starts[right], np.where(self._marks[left] == 0, 2.0, -2.0), score)
        score = np.where(self._marks[left] == 1, np.minimum(score, 0.5), score)
        pair = self._open[left]
        score = score + np.where((pair > 0) & (pair == self._close[right]), 2.5, 0.0)
        score = score - np.where((self._close[right] > 0) & (pair != self._close[right]), 1.5, 0.0)
        bounded: NDArray[np.float64] = np.clip(score, _LEAST, _MOST)
        return bounded

    def _codes(self, texts: Sequence[str]) -> NDArray[np.int64]:
        return (
            self._model.encode("".join(texts)).reshape(len(texts), 3) if texts else np.zeros((0, 3), np.int64)
        )


class _Words:
    """The likeliest words of short texts, by the model's unigrams, for all texts at once.

    Args:
        texts: texts of at most ``_WINDOW`` code points.
    """

    def __init__(self, model: LanguageModel, texts: Sequence[str]) -> None:
        self._sizes = np.array([len(text) for text in texts], dtype=np.int64)
        found = model.matches("\n".join(texts))
        begins = np.cumsum(self._sizes + 1) - self._sizes - 1
        text = np.searchsorted(begins, found.starts, side="right") - 1
        start = found.starts - begins[text]
        shape = (_WINDOW, _WINDOW + 1, len(texts))  # by start and length
        self._words = np.full(shape, -1, dtype=np.int64)
        self._chances = np.full(shape, -np.inf)
        self._chances[:, 1] = _UNKNOWN
        self._words[start, found.lengths, text] = found.words
        self._chances[start, found.lengths, text] = model.unigram(found.words)

    def behind_losses(self, begin: int, end: int) -> tuple[Floats, Ints]:
        """Return of some texts what leaving out so many characters at the end changes, and their last words."""
        size, rows = self._sizes[begin:end], np.arange(end - begin)
        chance, _, last = self._best(0, begin, end)
        losses = np.zeros((len(rows), _LONGEST))
        for taken in range(1, _LONGEST):
            kept = np.where(taken <= size, chance[size - taken, rows], -np.inf)
            losses[:, taken] = kept - chance[size, rows]
        return losses, last[size, rows]

    def front_losses(self, begin: int, end: int) -> tuple[Floats, Ints]:
        """Return of some texts what leaving out so many characters at the start changes, and their first words."""
        size, rows = self._sizes[begin:end], np.arange(end - begin)
        chance, first, _ = self._best(0, begin, end)
        losses = np.zeros((len(rows), _LONGEST))
        for taken in range(1, _LONGEST):
            rest = self._best(taken, begin, end)[0]
            kept = np.where(taken <= size, rest[np.maximum(size - taken, 0), rows], -np.inf)
            losses[:, taken] = kept - chance[size, rows]
        return losses, first[size, rows]

    def _best(self, start: int, begin: int, end: int) -> tuple[Floats, Ints, Ints]:
        """Return for texts read from a start the log probability of so many characters, their first and last words."""
        chances, words = self._chances[start:, :, begin:end], self._words[start:, :, begin:end]
        longest = _WINDOW - start
        best = np.full((longest + 1, end - begin), -np.inf)
        best[0] = 0.0
        first = np.full(best.shape, -1, dtype=np.int64)
        last = first.copy()
        for size in range(1, longest + 1):
            for before in range(size):
                chance = best[before] + chances[before, size - before]
                better = chance > best[size]
                word = words[before, size - before]
                best[size] = np.where(better, chance, best[size])
                last[size] = np.where(better, word, last[size])
                first[size] = np.where(better, first[before] if before else word, first[size])
        return best, first, last


def _end_mark(text: str) -> int:
    """Return 1 where a text ends a sentence, 2 where it ends a clause, else 0."""
    if ends_sentence(text):
        return 1
    return 2 if _CLAUSE_END.search(text) else 0


def _open_pair(text: str) -> int:
    """Return the code point of the closing mark a text waits for, or 0."""
    marks = _PAIR_MARKS.findall(text)
    return ord(_OPENERS.get(marks[-1], "\0")) if marks else 0


def _closing_pair(text: str) -> int:
    """Return the code point of the first closing mark of a text whose opening mark is not in it, or 0."""
    mark = _PAIR_MARKS.search(text)
    return ord(mark[0]) if mark and mark[0] not in _OPENERS else 0
