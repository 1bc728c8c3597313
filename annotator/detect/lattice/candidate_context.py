"""How candidates go with the words further off: what word they make, and what the line is about.

The language model's pairs of words say more than what follows what. Words that stand beside each other somewhere
are about the same things, as 集散 is with 农产品 and 批发. So each word a candidate makes is asked about together
with each word around it, however many stand between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.word_index import LONGEST_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.detect.lattice.doubts import Doubt
    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

CONTEXT_FEATURES = ("company", "length", "frequency", "long")
"""What words around say for it; length and log probability of the word a candidate makes; whether that is long."""

_REACH = 40
"""Code points on each side whose words are asked about."""

_TOP = 3
"""The words that say most count."""

_MOST = 8.0
"""Nats one word can say."""

_COMMON = -7.5
"""Log probability of words that go with anything."""

_NO_WORD = -20.0


def context_features(
    model: LanguageModel, text: str, doubts: Sequence[Doubt], readings: Sequence[str], owners: Ints
) -> Floats:
    """Return ``CONTEXT_FEATURES`` of candidates, one row each.

    Args:
        model: the language model.
        text: the checked text.
        doubts: doubts in it.
        readings: their candidates.
        owners: for each candidate, its doubt's place among the doubts.
    """
    rows, words, whole = _made(model, text, doubts, readings, owners)
    result = np.zeros((len(readings), len(CONTEXT_FEATURES)))
    result[:, 2] = _NO_WORD
    lengths, values = model.length(words), model.unigram(words)
    np.maximum.at(result[:, 1], rows[whole], lengths[whole])
    several = whole & (lengths > 1)
    np.maximum.at(result[:, 2], rows[several], values[several])
    result[:, 3] = result[:, 1] > 2
    some = np.flatnonzero(lengths > 1)
    if len(some):
        company = _company(model, words[some], owners[rows[some]], _words_around(model, text, doubts))
        np.maximum.at(result[:, 0], rows[some], company)
    return result


def _made(
    model: LanguageModel, text: str, doubts: Sequence[Doubt], readings: Sequence[str], owners: Ints
) -> tuple[Ints, Ints, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return the words candidates make that touch what they change: row, word, and whether it holds all of it."""
    windows: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    begin = 0
    for reading, owner in zip(readings, owners.tolist(), strict=True):
        doubt = doubts[owner]
        before = text[max(0, doubt.start - LONGEST_KEY + 1) : doubt.start]
        head, tail = _same_ends(text[doubt.start : doubt.end], reading)
        windows.append(f"{before}{reading}{text[doubt.end : doubt.end + LONGEST_KEY - 1]}\n")
        firsts.append(begin + len(before) + head)
        lasts.append(max(firsts[-1] + 1, begin + len(before) + len(reading) - tail))
        begin += len(windows[-1])
    joined = "".join(windows)
    row = np.repeat(np.arange(len(windows)), [len(window) for window in windows])
    found = model.matches(joined)
    rows = row[found.starts]
    first, last = np.array(firsts, dtype=np.int64)[rows], np.array(lasts, dtype=np.int64)[rows]
    ends = found.starts + found.lengths
    touching = np.flatnonzero((found.starts < last) & (first < ends))
    whole = (found.starts <= first) & (last <= ends)
    return rows[touching], found.words[touching], whole[touching]


def _same_ends(here: str, reading: str) -> tuple[int, int]:
    """Return how many characters two texts begin and end with in common."""
    most = min(len(here), len(reading))
    head = tail = 0
    while head < most and here[head] == reading[head]:
        head += 1
    while tail < most - head and here[-1 - tail] == reading[-1 - tail]:
        tail += 1
    return head, tail


def _words_around(model: LanguageModel, text: str, doubts: Sequence[Doubt]) -> list[Ints]:
    """Return for each doubt the words of several characters around it in its line, each once."""
    found = model.matches(text)
    telling = np.flatnonzero((found.lengths > 1) & (model.log_unigrams[found.words] < _COMMON))
    starts, words = found.starts[telling], found.words[telling]
    ends = starts + found.lengths[telling]
    result = []
    for doubt in doubts:
        low = max(text.rfind("\n", 0, doubt.start) + 1, doubt.start - _REACH)
        line_end = text.find("\n", doubt.end)
        high = min(line_end if line_end >= 0 else len(text), doubt.end + _REACH)
        begin, stop = np.searchsorted(starts, (low, high)).tolist()
        beside = (ends[begin:stop] <= doubt.start) | (starts[begin:stop] >= doubt.end)
        inside = beside & (ends[begin:stop] <= high)
        result.append(np.unique(words[begin:stop][inside]))
    return result


def _company(model: LanguageModel, words: Ints, owners: Ints, around: Sequence[Ints]) -> Floats:
    """Return for each word what those around its doubt say for it together, in nats."""
    sizes = np.array([len(some) for some in around], dtype=np.int64)
    begins = np.cumsum(sizes) - sizes
    counts = sizes[owners]
    asked = np.repeat(np.arange(len(words)), counts)
    offset = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
    others = np.concatenate([np.zeros(0, dtype=np.int64), *around])[begins[owners[asked]] + offset]
    said = np.zeros(len(asked))
    for previous, following in ((words[asked], others), (others, words[asked])):
        hits, values = model.bigram_hits(previous, following)
        said[hits] = np.maximum(said[hits], values - model.unigram(following[hits]))
    np.clip(said, 0.0, _MOST, out=said)
    told = np.flatnonzero(said > 0)
    order = told[np.lexsort((-said[told], asked[told]))]
    rank = np.arange(len(order)) - np.searchsorted(asked[order], asked[order])
    top = order[rank < _TOP]
    return np.bincount(asked[top], weights=said[top], minlength=len(words)).astype(np.float64)
