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
_LONGEST_WORD = 4
_NEW, _WORD = 1.0, 4.0
"""How many times a correction is outweighed at first: of a form that is no word, of one that is a word too."""


class Corrected(NamedTuple):
    """A correction and the characters around it: ``wrong`` was read, ``right`` is what a person put there."""

    before: str
    wrong: str
    right: str
    after: str


def kept_key(text: str, start: int, end: int) -> str:
    """Return under what a kept range is remembered: its characters, one alone with its neighbours."""
    if end - start < 2:
        start, end = max(0, start - 1), end + 1
    key = text[start:end]
    return key if len(key) > 1 else ""


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Lessons in the form detectors use.

    Attributes:
        confusions: how often people put the second character in place of the first.
        corrected: by corrected word, how often it became what.
        kept: how often a form was kept as it is, see :func:`kept_key`.
        words: the words that people put in place of others, which are right.
        phrases: the corrected words.
    """

    confusions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    corrected: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    phrases: Phrases = field(default_factory=lambda: Phrases(()))


EMPTY = Memory()


def make_memory(corrections: Mapping[Corrected, int], kept: Mapping[str, int]) -> Memory:
    """Work out what corrections and kept forms say; each with the number of times it happened."""
    confusions: Counter[tuple[str, str]] = Counter()
    corrected: dict[str, Counter[str]] = defaultdict(Counter)
    for correction, count in corrections.items():
        for pair in _pairs(correction):
            confusions[pair] += count
        wrong, right = _word_of(correction)
        if len(wrong) > 1 and HAN_STRETCH.search(wrong) and wrong not in right:
            corrected[wrong][right] += count
    words = frozenset(chain.from_iterable(corrected.values()))
    return Memory(confusions, corrected, kept, words - corrected.keys(), Phrases(corrected))


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
    """Return flags with smaller scores where people have kept the same form elsewhere, and never corrected it."""
    memory = context.memory
    if not memory.kept:
        return tuple(flags)
    return tuple(_recalled(text, flag, memory) for flag in flags)


def _recalled(text: str, flag: Flag, memory: Memory) -> Flag:
    times = memory.kept.get(kept_key(text, flag.start, flag.end), 0)
    if not times or flag.text in memory.corrected or flag.detector == "house_rules":
        return flag
    score = lowered(flag.score, _KEPT**times)
    share = score / flag.score if flag.score else 0.0
    candidates = tuple(replace(candidate, score=candidate.score * share) for candidate in flag.candidates)
    return replace(flag, score=score, candidates=candidates)
