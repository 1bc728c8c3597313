"""What people's decisions have taught: misreadings that come back, and forms they have kept.

A correction teaches twice. Its characters tell which character is read for which (``GlyphChannel.taught``), and the
word around them tells what to look for: a word that was corrected once is doubted wherever it stands again, with what
was put in its place as the candidate. A form that was kept makes later doubts about the same form smaller.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from annotator.detect.flags import make_flag
from annotator.detect.lattice_guards import lowered
from annotator.detect.patterns import HAN_STRETCH, SURNAMES
from annotator.text.phrases import Phrases
from annotator.text.scripts import to_simplified

if TYPE_CHECKING:
    from annotator.detect.context import CheckContext
    from annotator.model.flag import Flag

REASONS = ("memory.corrected",)

AROUND = 3
"""So many code points before and after a correction are kept with it, to find the word it belongs to."""
LONGEST = 8
"""Longer corrections are rewordings and teach nothing about misreadings."""

_KEPT = 0.1
"""Factor of the odds that a form is wrong, for each time it was kept elsewhere."""
_SEEN = 0.2
"""The same for a form that proofread text has several times."""
_OFTEN = 2
_MOST_PROOFREAD = 500_000
_NO_DOUBTS = frozenset({"house_rules", "memory"})
_SURE = 3
"""From so many characters on, a form is recognised by a part of it."""
_LONGEST_WORD = 4
_NEW, _WORD = 1.0, 4.0
"""How many times a correction is outweighed at first: of a form that is no word, of one that is a word too."""


class Corrected(NamedTuple):
    """A correction and the characters around it: ``wrong`` was read, ``right`` is what a person put there."""

    before: str
    wrong: str
    right: str
    after: str


class Kept(NamedTuple):
    """A place that a person has kept as it is, and the characters around it."""

    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Lessons in the form detectors use.

    Attributes:
        confusions: how often people put the second character in place of the first.
        corrected: by corrected word, how often it became what.
        kept: how often a form was kept as it is; the forms are the kept ones and longer ones around a part of them.
        words: the words that people put in place of others, which are right.
        phrases: the corrected words.
        proofread: text in which nothing is doubted any more; one line for each paragraph.
    """

    confusions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    corrected: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    phrases: Phrases = field(default_factory=lambda: Phrases(()))
    proofread: str = ""


EMPTY = Memory()


def make_memory(
    corrections: Mapping[Corrected, int], kept: Mapping[Kept, int], proofread: Iterable[str] = ()
) -> Memory:
    """Work out what corrections and kept places say, each with the number of times it happened, and proofread texts."""
    forms: Counter[str] = Counter()
    for place, count in kept.items():
        for form in _kept_forms(place):
            forms[form] += count
    confusions: Counter[tuple[str, str]] = Counter()
    corrected: dict[str, Counter[str]] = defaultdict(Counter)
    for correction, count in corrections.items():
        for pair in _pairs(correction):
            confusions[pair] += count
        wrong, right = _word_of(correction)
        if len(wrong) > 1 and HAN_STRETCH.search(wrong) and wrong not in right:
            corrected[wrong][right] += count
    words = frozenset(chain.from_iterable(corrected.values()))
    read = "\n".join(proofread)[-_MOST_PROOFREAD:]
    return Memory(confusions, corrected, forms, words - corrected.keys(), Phrases(corrected), read)


def _kept_forms(place: Kept) -> set[str]:
    """Return the forms that a kept place shows to be right.

    A name is doubted in one character here and in another there, so forms of three and more characters count that
    share one with the kept text; of two characters only the kept text itself.
    """
    whole = place.before + place.text + place.after
    start, end = len(place.before), len(place.before) + len(place.text)
    if end - start < 2:
        return {whole[start - 1 : end + 1]} if start > 0 and end < len(whole) else set()
    forms = {place.text}
    for length in range(_SURE, LONGEST + 1):
        first, last = max(0, start - length + 1), min(max(end, start + 1), len(whole) - length + 1)
        forms.update(whole[at : at + length] for at in range(first, last))
    return forms


def _forms_around(text: str, start: int, end: int) -> list[str]:
    """Return the forms by which a doubtful range is recognised: of three characters and more, with its neighbours."""
    if end - start > 1:
        forms = [text[max(0, start - 1) : end], text[start : end + 1]]
    elif HAN_STRETCH.fullmatch(text[start:end]):
        forms = [text[max(0, start - 2) : end], text[max(0, start - 1) : end + 1], text[start : end + 2]]
    else:
        forms = [text[max(0, start - 1) : end + 1]]
    return [form for form in forms if len(form) >= _SURE]


def _pairs(correction: Corrected) -> set[tuple[str, str]]:
    """Return the pairs (read, true) of Han characters of a correction, in its own script and in the simplified one."""
    _, wrong, right, _ = correction
    if len(wrong) != len(right):
        return set()
    simple = to_simplified(wrong), to_simplified(right)
    pairs = chain(zip(wrong, right, strict=True), zip(*simple, strict=True))
    return {(read, true) for read, true in pairs if read != true and HAN_STRETCH.match(read + true)}


def _word_of(correction: Corrected) -> tuple[str, str]:
    """Return a correction of one character with the rest of the shortest word or name it was made in."""
    before, wrong, right, after = correction
    if len(right) != 1 or len(wrong) != 1:
        return wrong, right
    text, at = before + right + after, len(before)
    start, end = _shortest_word(text, at) or _name(text, at) or (at, at + 1)
    return text[start:at] + wrong + text[at + 1 : end], text[start:end]


def _shortest_word(text: str, at: int) -> tuple[int, int] | None:
    """Return the place of the shortest word of two or more characters that holds the one at ``at``."""
    # The dictionary takes a while to load, and who only remembers does not need it.
    from annotator.detect.words import is_word

    spans = (
        (start, start + length)
        for length in range(2, _LONGEST_WORD + 1)
        for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1)
    )
    return next(((start, end) for start, end in spans if is_word(text[start:end])), None)


def _name(text: str, at: int) -> tuple[int, int] | None:
    """Return the place of what could be a surname and a given name that ends with the character at ``at``."""
    starts = (start for start in (at - 2, at - 1) if start >= 0 and text[start] in SURNAMES)
    return next(((start, at + 1) for start in starts if HAN_STRETCH.fullmatch(text[start : at + 1])), None)


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
