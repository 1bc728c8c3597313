"""Searching a text: plain words or a regular expression, with differences that do not count left aside.

Regular expressions are those of the ``regex`` library, which runs without holding up other threads and gives up
after a time limit, whatever the expression. What would take too much memory is refused beforehand: enormous counts
when they are compiled, and calls of groups, ``(?R)`` or ``(?1)``, which go on without end where nothing is consumed
and are not interrupted then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod
from typing import Any, NamedTuple

from annotator.text.folding import EXACT, Folding
from annotator.text.widths import is_blank, is_fullwidth, without_blanks

TIME_LIMIT = 1.0
"""Seconds an expression may take in one text."""

_LONGEST = 2000
_MOST_REPEATS = 100_000
_COUNT = re.compile(r"\{(\d{1,9})")
_CALL = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(\(\?(?:R|[+-]?\d|&|P>))", re.DOTALL)
"""What is skipped, escaped signs and sets of characters; or, as a group, an expression's call of itself or a group."""


class Hit(NamedTuple):
    """A place that was found, in code points of its text.

    Attributes:
        start: first code point.
        end: one past the last; equal to ``start`` for a place between two characters.
        groups: the ranges of an expression's groups, in order; (-1, -1) for one that took no part.
    """

    start: int
    end: int
    groups: tuple[tuple[int, int], ...] = ()


class PatternError(ValueError):
    """The expression is none, or one that cannot be searched for; ``code`` says why.

    Attributes:
        code: ``"too_large"``, ``"too_slow"``, ``"call"``, or what is wrong: one of ``_WRONG``, or ``"wrong"``.
        position: the character at which that shows, counted from 1; 0 where nobody knows.
    """

    def __init__(self, code: str, position: int = 0) -> None:
        self.code = code
        self.position = position
        super().__init__(f"{code} at {position}")


_WRONG = {
    "missing )": "parenthesis",
    "unbalanced parenthesis": "parenthesis",
    "unterminated character set": "bracket",
    "bad character range": "range",
    "nothing to repeat": "repeat",
    "multiple repeat": "repeat",
    "min repeat": "repeat_order",
    "bad escape": "escape",
    "unknown group": "group",
    "invalid group reference": "group",
    "unknown property": "property",
}
"""What the messages of the ``regex`` library begin with, and the codes they get here."""

Finder = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds something in texts; made by ``matcher``.

    Attributes:
        names: the numbers of an expression's named groups.
        needle: what every text with a hit holds when folded, or None if nothing is certain.
    """

    folding: Folding
    names: Mapping[str, int]
    needle: str | None
    _find: Finder

    def hits(self, text: str) -> Sequence[Hit]:
        """Return the places in a text, in order, none overlapping the one before.

        Raises:
            PatternError: the expression takes too long.
        """
        return self._find(self.folding.fold(text))

    def hits_in(self, texts: Sequence[str]) -> list[Sequence[Hit]]:
        """Return the places in each of several texts; faster than one by one where they are folded.

        Raises:
            PatternError: the expression takes too long.
        """
        if self.folding == EXACT:
            return [self._find(text) for text in texts]
        folded = self.folding.fold("".join(texts))
        ends = list(accumulate(map(len, texts)))
        return [self._find(folded[end - len(text) : end]) for text, end in zip(texts, ends, strict=True)]

    def hits_in_raw(self, text: str) -> Sequence[Hit]:
        """Return the places in raw text, where printed lines end amid words: blanks do not part plain words.

        Raises:
            PatternError: the expression takes too long.
        """
        if self.needle is None:
            return self.hits(text)
        needle = without_blanks(self.needle)
        closed = self.folding.fold(without_blanks(text))
        found = _occurrences(closed, needle) if needle else ()
        if not found:
            return ()
        kept = [position for position, character in enumerate(text) if not is_blank(character)]
        return [Hit(kept[hit.start], kept[hit.end - 1] + 1) for hit in found]


def matcher(pattern: str, *, regular: bool, folding: Folding) -> Matcher:
    """Return what finds a pattern.

    Args:
        pattern: plain words, or an expression.
        regular: whether it is an expression.
        folding: which differences do not count.

    Raises:
        PatternError: the expression is none, or too large.
    """
    if not regular:
        needle = folding.fold(pattern)
        return Matcher(folding, {}, needle, lambda text: _occurrences(text, needle))
    # The engine minds case by itself, with the few letters whose small form is longer.
    rest = Folding(width=folding.width, script=folding.script)
    compiled = _compiled(_folded_pattern(pattern, rest), ignore_case=folding.case)
    return Matcher(rest, compiled.groupindex, None, lambda text: _matches(text, compiled))


def _occurrences(text: str, needle: str) -> Sequence[Hit]:
    start = text.find(needle) if needle else -1
    found = []
    while start >= 0:
        end = start + len(needle)
        found.append(Hit(start, end))
        start = text.find(needle, end)
    return found


def _matches(text: str, compiled: Any) -> Sequence[Hit]:
    try:
        return [
            Hit(
                found.start(),
                found.end(),
                tuple(found.span(number) for number in range(1, compiled.groups + 1)),
            )
            for found in compiled.finditer(text, concurrent=True, timeout=TIME_LIMIT)
        ]
    except TimeoutError as error:
        raise PatternError("too_slow") from error
    except MemoryError as error:
        raise PatternError("too_large") from error


def _compiled(pattern: str, *, ignore_case: bool) -> Any:
    import regex  # the window opens without it

    # Counted repeats are written out by the engine, one in another multiplied: a{9999}{9999} would take all memory.
    repeats = prod(max(int(count), 1) for count in _COUNT.findall(pattern)[:_LONGEST])
    if len(pattern) > _LONGEST or repeats > _MOST_REPEATS:
        raise PatternError("too_large")
    call = next((found for found in _CALL.finditer(pattern) if found[1]), None)
    if call is not None:
        raise PatternError("call", call.start() + 1)
    try:
        return regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
    except regex.error as error:
        code = next((code for start, code in _WRONG.items() if error.msg.startswith(start)), "wrong")
        raise PatternError(code, (error.pos or 0) + 1) from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise PatternError("too_large") from error


def _folded_pattern(pattern: str, folding: Folding) -> str:
    """Return an expression for folded text; what becomes a sign of the language of expressions is escaped."""
    written = []
    escaped = False
    for character in pattern:
        folded = folding.fold(character)
        if not escaped and is_fullwidth(character) and folded != character and not folded.isalnum():
            folded = "\\" + folded
        written.append(folded)
        escaped = character == "\\" and not escaped
    return "".join(written)
