"""Words of a text that are held to be right: those a project knows, and the dictionary's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set

LONGEST_PROJECT_WORD = 8
"""Project words are looked for in a text up to this length in code points."""


def project_spans(text: str, project: Set[str]) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` of every project word of 2 to 8 code points in a text; they may overlap."""
    if not project:
        return []
    return [
        (start, start + length)
        for start in range(len(text) - 1)
        for length in range(2, min(LONGEST_PROJECT_WORD, len(text) - start) + 1)
        if text[start : start + length] in project
    ]
