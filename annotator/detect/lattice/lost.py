"""Set phrases that lack one of their inner characters: 攻克难 for 攻坚克难, 维尔自治区 for 维吾尔自治区.

The lattice replaces characters and never misses one; every place of a text could lack one. But long words and the set
phrases of newspapers are so seldom one character short by chance that each such place is worth a look: the language
model says how much likelier its window is with the character than without.
"""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.second_opinion import around, window_scores
from annotator.lexicon.news_terms import load_news_terms
from annotator.lexicon.word_index import LONGEST_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.lexicon.ngrams import LanguageModel

_LOST = -7.0
"""Log of the weight of a lost character."""

_SHORTEST, _LONGEST = 4, 9
"""Code points of the words that are looked for."""

_HEAD = 3
"""Code points of the shortest form."""

_RAREST = -13.5
"""Rarer words of the language model are not looked for."""

_MOST = 0.9
"""A sentence can always mean what it says."""


def with_lost(model: LanguageModel, text: str, doubts: Sequence[Doubt], least: float) -> list[Doubt]:
    """Return judged doubts and those about lost characters, ordered by position; of overlapping ones the surer.

    Args:
        model: the language model.
        text: the checked text.
        doubts: judged doubts in it, ordered by position, none overlapping another.
        least: the least probability of a doubt about a lost character.
    """
    result = list(doubts)
    for doubt in _lost(model, text, least):
        touching = [other for other in result if other.start < doubt.end and doubt.start < other.end]
        if all(other.score < doubt.score for other in touching):
            result = [other for other in result if other not in touching]
            result.append(doubt)
    return sorted(result, key=lambda doubt: doubt.start)


def _lost(model: LanguageModel, text: str, least: float) -> list[Doubt]:
    """Return the places where a word lacks a character, the surest first."""
    heads, wholes = _short_forms(model)
    spans = [
        (at, at + len(form))
        for at in range(len(text) - _HEAD + 1)
        for form in heads.get(text[at : at + _HEAD], ())
        if text.startswith(form, at)
    ]
    windows: list[str] = []
    for start, end in spans:
        before, after = around(text, start, end)
        windows += [f"{before}{reading}{after}" for reading in (text[start:end], wholes[text[start:end]])]
    scores = window_scores(model, windows).tolist()
    found = []
    for nth, (start, end) in enumerate(spans):
        gain = scores[2 * nth + 1] - scores[2 * nth] + _LOST
        score = _MOST / (1 + math.exp(-max(-30.0, min(30.0, gain))))
        if score >= least:
            found.append(Doubt(start, end, score, {wholes[text[start:end]]: score}))
    return sorted(found, key=lambda doubt: -doubt.score)


@lru_cache(maxsize=2)
def _short_forms(model: LanguageModel) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Return long words without one of their inner characters, by their heads, and the words by these forms."""
    terms = load_news_terms()
    words = {term for term in terms if len(term) >= _SHORTEST}
    for length in range(_SHORTEST, _LONGEST + 1):
        numbers = model.words_of_length(length)
        words.update(model.spell(numbers[model.log_unigrams[numbers] >= _RAREST]))
    wholes: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        for at in range(1, len(word) - 1):
            wholes[word[:at] + word[at + 1 :]] = word
    for form in [form for form in wholes if form in words or form in terms]:
        del wholes[form]
    for length in range(_HEAD, LONGEST_KEY + 1):
        some = [form for form in wholes if len(form) == length]
        known = model.find(model.encode("".join(some)).reshape(-1, length)) >= 0
        for form in itertools.compress(some, known.tolist()):
            del wholes[form]
    heads: dict[str, tuple[str, ...]] = {}
    for form in sorted(wholes):
        heads[form[:_HEAD]] = (*heads.get(form[:_HEAD], ()), form)
    return heads, wholes
