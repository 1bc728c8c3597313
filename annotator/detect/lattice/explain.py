"""Why a doubt of the lattice detector is one, in parts that can be put into words.

They are what speaks against the characters as they stand, what speaks for the best candidate, and whether the two look
alike. Each part comes with its number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from annotator.lexicon.frequencies import LONGEST, load_word_frequencies

if TYPE_CHECKING:
    from annotator.detect.lattice.doubts import Doubt
    from annotator.lexicon.glyphs import GlyphChannel
    from annotator.lexicon.ngrams import LanguageModel

PARTS = (
    "lattice.no_word",
    "lattice.word",
    "lattice.phrase",
    "lattice.follows",
    "lattice.issue",
    "lattice.alike",
)
"""Codes of the parts. Each is followed by what it is about and by a number:

* ``no_word``: the characters are no word; how often the best candidate is one, per million words;
* ``word``: the characters are a word; how often, per million words;
* ``phrase``: the best candidate makes this word with what stands around; how often it occurs, per million words;
* ``follows``: the best candidate and the word beside it, apart by a blank; how often in a hundred the second word
  follows the first one;
* ``issue``: the best candidate; how often it stands in this issue;
* ``alike``: the differing characters, ``袋/覆``; how many times likelier this misreading is than any other one.
"""

_ALIKE = 1.0
"""Score of the glyph channel from which two characters are called alike."""
_OFTEN = 2
_SELDOM = math.log(1e-3)
"""A word that follows another more seldom than this says nothing for it."""
_RARE = math.log(2e-7)
"""Log probability up to which an entry of the word lists may as well be a misprint in what they were made of."""


def explain(
    model: LanguageModel,
    channel: GlyphChannel,
    text: str,
    doubts: Sequence[Doubt],
    counts: Sequence[Mapping[str, int]],
) -> list[tuple[str, ...]]:
    """Return for each doubt its parts, one after the other: code, what it is about, number.

    Args:
        model: the language model.
        channel: the glyph channel.
        text: the checked text.
        doubts: doubts in it, each with a candidate at least, best first.
        counts: for each doubt, how often n-grams occur in its issue.
    """
    rights = [next(iter(doubt.candidates)) for doubt in doubts]
    wanted = {text[doubt.start : doubt.end] for doubt in doubts}.union(rights)
    phrases = [_phrases(text, doubt, right) for doubt, right in zip(doubts, rights, strict=True)]
    wanted.update(*phrases)
    words = _modelled(model, wanted) | load_word_frequencies().log_probabilities(wanted)
    beside = _beside(model, text, doubts, rights)
    pairs = [
        _differing(text[doubt.start : doubt.end], right) for doubt, right in zip(doubts, rights, strict=True)
    ]
    likeness = _likeness(channel, pairs)
    result = []
    for row, (doubt, right) in enumerate(zip(doubts, rights, strict=True)):
        here = text[doubt.start : doubt.end]
        parts = _against(here, right, words)
        parts += _for(right, phrases[row], words, beside[row])
        times = counts[row].get(right, 0)
        if times >= _OFTEN and len(right) > 1:
            parts += ["lattice.issue", right, str(times)]
        scores = [likeness[pair] for pair in pairs[row]]
        if scores and min(scores) >= _ALIKE:
            alike = "、".join(f"{read}/{true}" for read, true in pairs[row])
            parts += ["lattice.alike", alike, _short(math.exp(sum(scores) / len(scores)))]
        result.append(tuple(parts))
    return result


def _against(here: str, right: str, words: Mapping[str, float]) -> list[str]:
    """Return what speaks against the characters as they stand."""
    if len(here) < 2:
        return []
    if words.get(here, _RARE) > _RARE:
        return ["lattice.word", here, _per_million(words[here])]
    return ["lattice.no_word", here, _per_million(words[right]) if right in words else ""]


def _for(
    right: str, phrases: Sequence[str], words: Mapping[str, float], beside: tuple[str, float] | None
) -> list[str]:
    """Return what speaks for the best candidate: a longer word it makes, or a word it often stands beside."""
    known = [phrase for phrase in phrases if phrase in words]
    if known:
        phrase = max(known, key=lambda phrase: (words[phrase], phrase))
        return ["lattice.phrase", phrase, _per_million(words[phrase])]
    if beside is not None:
        pair, log_probability = beside
        return ["lattice.follows", pair, _short(100 * math.exp(log_probability))]
    if words.get(right, _RARE) > _RARE:
        return ["lattice.phrase", right, _per_million(words[right])]
    return []


def _differing(here: str, right: str) -> list[tuple[str, str]]:
    """Return the characters that differ, as (read, true); none where the lengths do."""
    return (
        [pair for pair in zip(here, right, strict=False) if pair[0] != pair[1]]
        if len(here) == len(right)
        else []
    )


def _likeness(
    channel: GlyphChannel, pairs: Sequence[Sequence[tuple[str, str]]]
) -> Mapping[tuple[str, str], float]:
    """Return the channel's score of each pair."""
    flat = sorted({pair for some in pairs for pair in some})
    scores = channel.scores_of_pairs("".join(read for read, _ in flat), "".join(true for _, true in flat))
    return dict(zip(flat, scores.tolist(), strict=True))


def _modelled(model: LanguageModel, words: set[str]) -> dict[str, float]:
    """Return the log probabilities of those words the model has."""
    numbers = {word: number for word, number in _numbers(model, words).items() if number >= 0}
    values = model.unigram(np.array(list(numbers.values()), dtype=np.int64))
    return dict(zip(numbers, values.tolist(), strict=True))


def _numbers(model: LanguageModel, words: set[str]) -> Mapping[str, int]:
    """Return the numbers of words of the same few lengths in the model, -1 for those it lacks."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        by_length.setdefault(len(word), []).append(word)
    numbers: dict[str, int] = {}
    for length, some in by_length.items():
        if 0 < length <= LONGEST:
            found = model.find(model.encode("".join(some)).reshape(-1, length))
            numbers.update(zip(some, found.tolist(), strict=True))
    return numbers


def _phrases(text: str, doubt: Doubt, right: str) -> list[str]:
    """Return what could be longer words made of the best candidate and the characters around it."""
    found = []
    for before in range(LONGEST - len(right) + 1):
        for after in range(LONGEST - len(right) - before + 1):
            if before + after and doubt.start >= before and doubt.end + after <= len(text):
                head, tail = text[doubt.start - before : doubt.start], text[doubt.end : doubt.end + after]
                found.append(head + right + tail)
    return found


def _beside(
    model: LanguageModel, text: str, doubts: Sequence[Doubt], rights: Sequence[str]
) -> list[tuple[str, float] | None]:
    """Return for each doubt the best candidate with a word beside it, and log P(second | first)."""
    rows: list[int] = []
    pairs: list[tuple[str, str]] = []
    for row, (doubt, right) in enumerate(zip(doubts, rights, strict=True)):
        for length in range(2, LONGEST + 1):
            if doubt.start >= length:
                pairs.append((text[doubt.start - length : doubt.start], right))
                rows.append(row)
            if doubt.end + length <= len(text):
                pairs.append((right, text[doubt.end : doubt.end + length]))
                rows.append(row)
    numbers = _numbers(model, {word for pair in pairs for word in pair})
    first = np.array([numbers.get(one, -1) for one, _ in pairs], dtype=np.int64)
    second = np.array([numbers.get(other, -1) for _, other in pairs], dtype=np.int64)
    known = np.flatnonzero((first >= 0) & (second >= 0))
    hits, values = model.bigram_hits(first[known], second[known])
    result: list[tuple[str, float] | None] = [None] * len(doubts)
    for place, value in zip(known[hits].tolist(), values.tolist(), strict=True):
        if value < _SELDOM:
            continue
        best = result[rows[place]]
        if best is None or value > best[1]:
            result[rows[place]] = " ".join(pairs[place]), value
    return result


def _per_million(log_probability: float) -> str:
    return _short(1e6 * math.exp(log_probability))


def _short(number: float) -> str:
    """Return a number with two digits that count."""
    if number >= 10:
        return str(round(number))
    return f"{number:.2g}" if number >= 0.01 else "0.01"
