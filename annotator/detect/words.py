"""Words of a stretch of text, from the segmenter's dictionary alone (no guessed words)."""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

CROSSED = 2
"""Forms of so many characters also come about where two words meet, as 复盖 does in 反复盖章."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=8)
def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ``[start, end)`` of each word of the most likely segmentation, in code points."""
    spans: list[tuple[int, int]] = []
    at = 0
    # The segmenter takes UTF-8, which has no lone surrogates; one character stands in for one.
    for word in rjieba.cut(_SURROGATE.sub("\ufffd", text), False):
        spans.append((at, at + len(word)))
        at += len(word)
    return tuple(spans)


@lru_cache(maxsize=8)
def words_at(text: str) -> tuple[tuple[int, int], ...]:
    """Return for each character the ``[start, end)`` of the word it belongs to."""
    return tuple((start, end) for start, end in word_spans(text) for _ in range(end - start))


def is_part_of_words(text: str, start: int, end: int) -> bool:
    """Tell whether a word reaches over an edge of a range."""
    words = words_at(text)
    return words[start][0] < start or words[end - 1][1] > end


def lies_where_words_meet(text: str, start: int, end: int) -> bool:
    """Tell whether a range is made of parts of two words, as 支解 is in 一支解放军."""
    words = words_at(text)
    return words[start] != words[end - 1] and is_part_of_words(text, start, end)


def is_word(text: str) -> bool:
    """Tell whether the dictionary has the text as one word."""
    return _SURROGATE.search(text) is None and bool(rjieba.has_word(text))
