"""What makes a doubt smaller although the language model does not know the words: names, places, numbers, quotes.

Guards lower a score; they hide nothing. Each multiplies the odds of "misread" by a factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.lexicon.names import before_place_ending, within_name

if TYPE_CHECKING:
    from collections.abc import Mapping

PERSON = 0.25
PLACE = 0.5
QUOTED = 0.5
NUMBER = 0.5
REPEATED = 0.4
"""Factors of the odds."""

_OPENING = "“‘「『《〈\"'"
_CLOSING = "”’」』》〉\"'"
_LONGEST_QUOTED = 8
_REPEATS = 3


def guarded(text: str, start: int, end: int, score: float, counts: Mapping[str, int], best: str) -> float:
    """Return the score of a doubt after all guards.

    Args:
        text: the checked text.
        start: first code point of the doubtful range.
        end: one past its last.
        score: probability that the range is wrong, by the lattice alone.
        counts: how often n-grams occur in the issue.
        best: the first candidate for the range.
    """
    factor = 1.0
    if within_name(text, start, end):
        factor *= PERSON
    elif before_place_ending(text, end):
        factor *= PLACE
    if quoted(text, start, end):
        factor *= QUOTED
    if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
        factor *= NUMBER
    if _repeated(text, start, end, counts, best):
        factor *= REPEATED
    return lowered(score, factor)


def lowered(score: float, factor: float) -> float:
    """Multiply the odds of a probability by a factor."""
    return score * factor / (score * factor + 1.0 - score)


def quoted(text: str, start: int, end: int) -> bool:
    """Tell whether the range lies in a short term between quotation marks."""
    before = max(
        (text.rfind(mark, max(0, end - _LONGEST_QUOTED - 1), start) for mark in _OPENING), default=-1
    )
    if before < 0:
        return False
    term = text[before + 1 : before + 2 + _LONGEST_QUOTED]
    closing = min((place for mark in _CLOSING if (place := term.find(mark)) >= 0), default=-1)
    return closing >= 0 and before + 1 + closing >= end


def _repeated(text: str, start: int, end: int, counts: Mapping[str, int], best: str) -> bool:
    """Tell whether the issue repeats the range with a neighbour, and not its first candidate in the same place."""
    for begin, stop in ((start - 1, end), (start, end + 1)):
        around = text[max(0, begin) : stop]
        if len(around) > end - start and counts.get(around, 0) >= _REPEATS:
            wanted = text[max(0, begin) : start] + best + text[end:stop]
            return counts.get(wanted, 0) < counts[around]
    return False
