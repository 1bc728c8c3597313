"""A language model that knows the words of the table of frequencies too, without bigrams of their own.

They are numbered like the model's own words, so that they are found in texts and as neighbours of misread words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon import frequencies
from annotator.lexicon.frequencies import WordFrequencies, word_points
from annotator.lexicon.ngrams import LONGEST_KEY, LanguageModel, make_keys, pair_filter

if TYPE_CHECKING:
    from numpy.typing import NDArray

RAREST = -17.0
"""Log probability of the rarest words of the table: rare, but words."""

_BIGRAM_BITS = np.uint32(14)
_VALUE = np.uint32((1 << 14) - 1)
_AT_ONCE = 1 << 17


def extended(model: LanguageModel, words: WordFrequencies) -> LanguageModel:
    """Return the model with the words added that it lacks; one with an unknown character is left out."""
    counts = [model.first[length + 1] - model.first[length] for length in range(1, len(model.first) - 1)]
    codes, unigrams, backoffs, numbers = [], [], [], []
    keys = list(model.keys)
    offset = total = 0
    for length, count in enumerate(counts, 1):
        own = model.codes[offset : offset + count * length].reshape(count, length)
        begin, end = model.first[length], model.first[length + 1]
        probabilities, weights = model.log_unigrams[begin:end], model.log_backoffs[begin:end]
        places = np.arange(count)
        if 2 <= length <= min(LONGEST_KEY, frequencies.LONGEST):
            found, added = _missing(model, words, length)
            both = make_keys(np.concatenate([own, found]).astype(np.int64))
            order = np.argsort(both, kind="stable")
            keys[length] = both[order]
            own = np.concatenate([own, found])[order]
            probabilities = np.concatenate([probabilities, added])[order]
            weights = np.concatenate([weights, np.zeros(len(added), dtype=np.float32)])[order]
            places = np.empty(len(order), dtype=np.int64)
            places[order] = np.arange(len(order))
            places = places[:count]
        codes.append(own.reshape(-1))
        unigrams.append(probabilities)
        backoffs.append(weights)
        numbers.append(places + total)
        offset += count * length
        counts[length - 1] = len(own)
        total += len(own)
    number = np.concatenate(numbers)
    sizes = np.zeros(total, dtype=np.uint32)
    sizes[number] = np.diff(model.rows)
    rows = np.concatenate([np.zeros(1, dtype=np.uint32), np.cumsum(sizes, dtype=np.uint32)])
    bigrams = _renumbered(model.bigrams, number.astype(np.uint32))
    return replace(
        model,
        first=(0, 0, *np.cumsum(counts).tolist()),
        codes=np.concatenate(codes),
        log_unigrams=np.concatenate(unigrams),
        log_backoffs=np.concatenate(backoffs),
        rows=rows,
        bigrams=bigrams,
        keys=tuple(keys),
        long_words={word: int(number[old]) for word, old in model.long_words.items()},
        pairs=pair_filter(rows, bigrams),
    )


def _renumbered(bigrams: NDArray[np.uint32], numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return packed bigrams with new numbers for the words; in parts, which needs little room beside the result."""
    result = np.empty(len(bigrams), dtype=np.uint32)
    for begin in range(0, len(bigrams), _AT_ONCE):
        some = bigrams[begin : begin + _AT_ONCE]
        result[begin : begin + _AT_ONCE] = (numbers[some >> _BIGRAM_BITS] << _BIGRAM_BITS) | (some & _VALUE)
    return result


def _missing(
    model: LanguageModel, words: WordFrequencies, length: int
) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
    """Return the codes of the table's words of a length that the model lacks, and their log probabilities."""
    points, scores = word_points(words, length)
    code = np.zeros(int(points.max(initial=0)) + 1, dtype=np.int64)
    known = np.searchsorted(model.alphabet, len(code))
    code[model.alphabet[:known]] = np.arange(1, known + 1)
    codes = code[points]
    new = np.flatnonzero((codes > 0).all(axis=1) & (model.find(codes) < 0))
    return codes[new].astype(np.uint16), np.maximum(scores[new], RAREST).astype(np.float32)
