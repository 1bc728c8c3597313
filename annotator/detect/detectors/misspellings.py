"""Words that are often written with a wrong character.

Dictionaries made from what people write hold such forms too, so that a model of the language finds nothing amiss.
"""

from __future__ import annotations

from functools import lru_cache

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.words import words_at
from annotator.lexicon.misspellings import load_misspellings
from annotator.lexicon.words import lies_in_word, project_spans
from annotator.model.flag import Flag
from annotator.text.phrases import Phrases

REASONS = ("misspellings.known",)

_SCORE = 0.96
_CROSSED = 2
"""Forms of so many characters also come about where two words meet, as 复盖 does in 反复盖章."""


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag every form that is known to be wrong, unless the project knows a word there."""
    flags = []
    for start, end in _phrases().spans(text):
        if end - start <= _CROSSED and _crosses_words(text, start, end):
            continue
        if lies_in_word(start, end, project_spans(text, context.known_words)):
            continue
        wrong = text[start:end]
        right = load_misspellings()[wrong]
        flags.append(make_flag(text, start, end, _SCORE, REASONS[0], {right: _SCORE}, (wrong, right)))
    return flags


def _crosses_words(text: str, start: int, end: int) -> bool:
    """Tell whether a word reaches over an edge of the range."""
    words = words_at(text)
    return words[start][0] < start or words[end - 1][1] > end


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases(load_misspellings())
