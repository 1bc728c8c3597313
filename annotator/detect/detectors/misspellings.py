"""Words that are often written with a wrong character.

Dictionaries made from what people write hold such forms too, so that a model of the language finds nothing amiss.
"""

from __future__ import annotations

from functools import lru_cache

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.words import CROSSED, is_part_of_words
from annotator.lexicon.misspellings import load_misspellings
from annotator.lexicon.words import lies_in_word, project_spans
from annotator.model.flag import Flag
from annotator.text.phrases import Phrases

REASONS = ("misspellings.known",)

_SCORE = 0.96


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag every form that is known to be wrong, unless the project knows a word there."""
    found = [*_phrases().spans(text)]
    known = project_spans(text, context.known_words) if found else []
    flags = []
    for start, end in found:
        if end - start <= CROSSED and is_part_of_words(text, start, end):
            continue
        if lies_in_word(start, end, known):
            continue
        wrong = text[start:end]
        right = load_misspellings()[wrong]
        flags.append(make_flag(text, start, end, _SCORE, REASONS[0], {right: _SCORE}, (wrong, right)))
    return flags


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases(load_misspellings())
