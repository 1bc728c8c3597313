"""Words that are held to be right: the language model's, and those a project knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set

    from annotator.lexicon.ngrams import LanguageModel

LONGEST_PROJECT_WORD = 8
"""Project words are looked for in a text up to this length in code points."""


@dataclass(frozen=True, slots=True)
class Words:
    """Membership in the language model's words or the project's.

    Attributes:
        model: the language model.
        project: names, terms and forms the project holds to be right.
    """

    model: LanguageModel
    project: Set[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        """Tell whether the word is held to be right."""
        return word in self.project or word in self.model


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
