"""What people's decisions have taught: misreadings that come back, and forms they have kept.

A correction teaches twice. Its characters tell which character is read for which (``GlyphChannel.taught``), and the
word around them tells what to look for: a word that was corrected once is doubted wherever it stands again, with what
was put in its place as the candidate. A form that was kept makes later doubts about the same form smaller.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from annotator.detect.patterns import HAN_STRETCH, SURNAMES
from annotator.text.phrases import Phrases
from annotator.text.scripts import to_simplified

AROUND = 3
"""So many code points before and after a correction are kept with it, to find the word it belongs to."""
LONGEST = 8
"""Longer corrections are rewordings and teach nothing about misreadings."""

MOST_PROOFREAD = 500_000
"""Of proofread text, so many code points are looked at; the last ones."""
SURE = 3
"""From so many characters on, a form is recognised by a part of it."""
_LONGEST_WORD = 4
_UNLIKE = 3  # characters that are hardly misread all together


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
    replaced: Counter[tuple[str, str]] = Counter()
    for correction, count in corrections.items():
        for pair in _pairs(correction):
            confusions[pair] += count
        wrong, right = _word_of(correction)
        if len(wrong) > 1 and HAN_STRETCH.search(wrong) and wrong not in right:
            replaced[wrong, right] += count
    corrected: dict[str, dict[str, int]] = defaultdict(dict)
    for (wrong, right), count in replaced.items():
        if count > 1 or not _is_rewording(wrong, right):
            corrected[wrong][right] = count
    words = frozenset(chain.from_iterable(corrected.values()))
    read = "\n".join(proofread)[-MOST_PROOFREAD:]
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
    for length in range(SURE, LONGEST + 1):
        first, last = max(0, start - length + 1), min(max(end, start + 1), len(whole) - length + 1)
        forms.update(whole[at : at + length] for at in range(first, last))
    return forms


def _pairs(correction: Corrected) -> set[tuple[str, str]]:
    """Return the pairs (read, true) of Han characters of a correction, in its own script and in the simplified one."""
    _, wrong, right, _ = correction
    if len(wrong) != len(right):
        return set()
    simple = to_simplified(wrong), to_simplified(right)
    pairs = chain(zip(wrong, right, strict=True), zip(*simple, strict=True))
    return {(read, true) for read, true in pairs if read != true and HAN_STRETCH.match(read + true)}


def _is_rewording(wrong: str, right: str) -> bool:
    """Tell whether nothing of a word is left in what was put in its place, or far more or less stands there."""
    if not HAN_STRETCH.search(right) or abs(len(wrong) - len(right)) > 1:
        return True
    return len(wrong) >= _UNLIKE and not set(wrong) & set(right)


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
