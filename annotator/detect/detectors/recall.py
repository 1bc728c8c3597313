"""Doubts from what decisions have taught: misreadings that come back, and smaller ones about forms that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.lattice.lattice_guards import lowered
from annotator.detect.memory import SURE, Memory
from annotator.detect.patterns import HAN_STRETCH
from annotator.model.flag import Flag

REASONS = ("memory.corrected",)

_KEPT = 0.1
"""Factor of the odds that a form is wrong, for each time it was kept elsewhere."""
_SEEN = 0.2
"""The same for a form that proofread text has several times."""
_OFTEN = 2
_NO_DOUBTS = frozenset({"house_rules", "memory"})
_NEW, _WORD = 1.0, 4.0
"""How many times a correction is outweighed at first: of a form that is no word, of one that is a word too."""


def detect(text: str, context: CheckContext) -> list[Flag]:
    """Flag words that were corrected before; the candidates are what was put in their place."""
    memory = context.memory
    flags = []
    for start, end in memory.phrases.spans(text):
        here = text[start:end]
        rights = memory.corrected[here]
        times = sum(rights.values())
        score = times / (times + _against(here, context))
        candidates = {right: score * count / times for right, count in rights.items()}
        best = max(candidates, key=lambda right: (candidates[right], right))
        flags.append(
            make_flag(
                text, start, end, score, "memory.corrected", candidates, (here, best, str(rights[best]))
            )
        )
    return flags


def _against(form: str, context: CheckContext) -> float:
    """Return what speaks against a corrected form's being wrong again, as a number of corrections."""
    from annotator.detect.words import is_word

    kept = context.memory.kept.get(form, 0)
    if not is_word(form):
        return _NEW + kept
    return _WORD + 2 * kept + context.counts.get(form, 0)


def recalled(text: str, flags: Iterable[Flag], context: CheckContext) -> tuple[Flag, ...]:
    """Return flags with smaller scores where people have kept the form elsewhere, or read over it several times."""
    memory = context.memory
    if not memory.kept and not memory.proofread:
        return tuple(flags)
    return tuple(_recalled(text, flag, memory) for flag in flags)


def _recalled(text: str, flag: Flag, memory: Memory) -> Flag:
    if flag.text in memory.corrected or flag.detector in _NO_DOUBTS:
        return flag
    forms = _forms_around(text, flag.start, flag.end)
    kept = max((memory.kept.get(form, 0) for form in (*forms, flag.text)), default=0)
    # A misreading does not come back beside the same characters again and again without being noticed.
    seen = (
        [memory.proofread.count(form) for form in forms if HAN_STRETCH.fullmatch(form)]
        if memory.proofread
        else []
    )
    factor = _KEPT**kept * (_SEEN if max(seen, default=0) >= _OFTEN else 1.0)
    if factor == 1.0:
        return flag
    score = lowered(flag.score, factor)
    share = score / flag.score if flag.score else 0.0
    candidates = tuple(replace(candidate, score=candidate.score * share) for candidate in flag.candidates)
    return replace(flag, score=score, candidates=candidates)


def _forms_around(text: str, start: int, end: int) -> list[str]:
    """Return the forms by which a doubtful range is recognised: of three characters and more, with its neighbours."""
    if end - start > 1:
        forms = [text[max(0, start - 1) : end], text[start : end + 1]]
    elif HAN_STRETCH.fullmatch(text[start:end]):
        forms = [text[max(0, start - 2) : end], text[max(0, start - 1) : end + 1], text[start : end + 2]]
    else:
        forms = [text[max(0, start - 1) : end + 1]]
    return [form for form in forms if len(form) >= SURE]
