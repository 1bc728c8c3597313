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

from annotator.lexicon.ngrams import LanguageModel, load_language_model, make_keys
from annotator.reconstruct.characters import CLOSERS, ends_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WINDOW = 5  # code points on each side that are looked at
_UNKNOWN = -13.0  # log probability of a character the model does not know
_LONGEST = 4  # words across the break
_MOST = 7.0  # nats; more says no more
_LEAST = -3.0
_NO_START = re.compile(f"^[，。、；：？！,;:?!%％{CLOSERS}]")
_NUMBER_TAIL = re.compile(r"[0-9.]$")
_NUMBER_HEAD = re.compile(r"^(?:[0-9.]|[%％年月日时分个万亿元人多名])")
_CLAUSE_END = re.compile("[，、；：]$")
_OPENERS = {"“": "”", "（": "）", "《": "》", "(": ")", "‘": "’"}


@cache
def _model() -> LanguageModel:
    return load_language_model()


class Junctions:
    """Texts of one page and how well they go on with one another.

    Args:
        texts: the texts without blanks.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._model = _model()
        count = len(texts)
        tails = [text[-_WINDOW:] for text in texts]
        heads = [text[:_WINDOW] for text in texts]
        self._tail_codes = self._codes([tail[-3:].rjust(3, "\n") for tail in tails])
        self._head_codes = self._codes([head[:3].ljust(3, "\n") for head in heads])
        self._tail_loss = np.zeros((count, 4))  # of taking so many characters off the end
        self._head_loss = np.zeros((count, 4))
        self._last = np.full(count, -1, dtype=np.int64)
        self._first = np.full(count, -1, dtype=np.int64)
        words = self._words("\n".join([*tails, *heads]))
        place = 0
        for i, tail in enumerate(tails):
            best, course = self._best(words, place, len(tail))
            for taken in range(1, 4):
                kept = best[len(tail) - taken] if taken <= len(tail) else -np.inf
                self._tail_loss[i, taken] = kept - best[-1]
            self._last[i] = course[-1] if course else -1
            place += len(tail) + 1
        for i, head in enumerate(heads):
            best, course = self._best(words, place, len(head))
            for taken in range(1, 4):
                kept = self._best(words, place + taken, len(head) - taken)[0][-1]
                self._head_loss[i, taken] = kept - best[-1] if taken <= len(head) else -np.inf
            self._first[i] = course[0] if course else -1
            place += len(head) + 1
        self._marks = np.array([_end_mark(text) for text in texts])
        self._starts = np.array([bool(_NO_START.match(text)) for text in texts])
        self._digits = np.array([bool(_NUMBER_TAIL.search(text)) for text in texts])
        self._counted = np.array([bool(_NUMBER_HEAD.match(text)) for text in texts])
        self._open = np.array([_open_pair(text) for text in texts])
        self._close = np.array([_closing_pair(text) for text in texts])

    def scores(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return for pairs of texts, by index, how much better they go together than apart, in nats within bounds."""
        across = np.full(len(left), -np.inf)
        for taken in range(1, _LONGEST):
            for given in range(1, _LONGEST - taken + 1):
                codes = np.concatenate(
                    [self._tail_codes[left, 3 - taken :], self._head_codes[right, :given]], axis=1
                )
                numbers = self._model.find_keys(make_keys(codes), taken + given)
                known = (numbers >= 0) & (codes > 0).all(axis=1)
                gain = self._tail_loss[left, taken] + self._head_loss[right, given]
                gain = np.where(known, gain + self._model.unigram(np.where(known, numbers, 0)), -np.inf)
                across = np.maximum(across, gain)
        last, first = self._last[left], self._first[right]
        between = np.full(len(left), -1.0)
        words = np.flatnonzero((last >= 0) & (first >= 0))
        if len(words):
            hit, value = self._model.bigram_hits(last[words], first[words])
            between[words[hit]] = value - self._model.unigram(first[words[hit]])
        score = np.maximum(across, between)
        score = np.where(self._digits[left] & self._counted[right], np.maximum(score, 3.0), score)
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

    def _words(self, text: str) -> dict[int, list[tuple[int, int, float]]]:
        """Return by start the words of the text: length, number, log probability."""
        found = self._model.matches(text)
        chances = self._model.unigram(found.words)
        words: dict[int, list[tuple[int, int, float]]] = {}
        for start, length, word, chance in zip(
            found.starts.tolist(), found.lengths.tolist(), found.words.tolist(), chances.tolist(), strict=True
        ):
            words.setdefault(start, []).append((length, word, chance))
        return words

    def _best(
        self, words: dict[int, list[tuple[int, int, float]]], place: int, size: int
    ) -> tuple[list[float], list[int]]:
        """Return the best log probability of each beginning of a stretch, and the words of the whole."""
        best = [0.0] + [-np.inf] * max(size, 0)
        back: list[tuple[int, int]] = [(0, -1)] * len(best)
        for start in range(max(size, 0)):
            options = [(1, -1, _UNKNOWN), *words.get(place + start, ())]
            for length, word, chance in options:
                end = start + length
                if end <= size and best[start] + chance > best[end]:
                    best[end] = best[start] + chance
                    back[end] = (start, word)
        course: list[int] = []
        end = max(size, 0)
        while end:
            end, word = back[end]
            course.append(word)
        course.reverse()
        return best, course


def _end_mark(text: str) -> int:
    """Return 1 where a text ends a sentence, 2 where it ends a clause, else 0."""
    if ends_sentence(text):
        return 1
    return 2 if _CLAUSE_END.search(text) else 0


def _open_pair(text: str) -> int:
    """Return the code point of the closing mark a text waits for, or 0."""
    for char in reversed(text):
        if char in _OPENERS:
            return ord(_OPENERS[char])
        if char in _OPENERS.values():
            return 0
    return 0


def _closing_pair(text: str) -> int:
    """Return the code point of the first closing mark of a text whose opening mark is not in it, or 0."""
    for char in text:
        if char in _OPENERS:
            return 0
        if char in _OPENERS.values():
            return ord(char)
    return 0
