"""Words of a text that are held to be right: those a project knows."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from annotator.text.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

LONGEST_PROJECT_WORD = 24
"""The longest word a project may know, in code points: names of offices and companies are long."""


def project_spans(text: str, project: Set[str]) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` of every project word of two or more code points in a text; they may overlap."""
    if not project:
        return []
    return [(start, end) for start, end in _phrases(frozenset(project)).spans(text) if end - start > 1]


def reach_of_words(text: str, project: Set[str]) -> list[int]:
    """Return for each code point how far the project words reach that hold it or end before it; at least 0.

    A range lies in one of the words if the words at its first code point reach its end.
    """
    result = [0] * len(text)
    for start, end in project_spans(text, project):
        result[start] = max(result[start], end)
    return list(accumulate(result, max))


def lies_in_word(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a range lies inside one of the spans."""
    return any(begin <= start and end <= stop for begin, stop in spans)


@lru_cache(maxsize=4)
def _phrases(project: frozenset[str]) -> Phrases:
    """Build the tree of a project's words once; a change of the words is another set."""
    return Phrases(project)
