"""Operations that change an issue as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.operations.base import Operation, OperationError
from annotator.model.patch import Patch
from annotator.model.rulings.rereading import PageMatch


@dataclass(frozen=True, slots=True)
class ApplyPatch(Operation):
    """Put in a prepared difference: the result of a re-run of reconstruction, or of a merge."""

    patch: Patch

    def apply(self, issue: Issue) -> Issue:
        """Apply the patch."""
        return self.patch.apply(issue)


@dataclass(frozen=True, slots=True)
class ReplacePages(Operation):
    """Put new readings of pages in the places of the old ones.

    Attributes:
        matches: which raw characters of the old pages are which of the new ones.
        patch: the pages, and the issue as it is rebuilt from them with all that people did.
    """

    matches: tuple[PageMatch, ...]
    patch: Patch

    def apply(self, issue: Issue) -> Issue:
        """Apply the patch.

        Raises:
            OperationError: the issue lacks a page that is to be replaced, or has one of the new ones.
        """
        for match in self.matches:
            if match.old not in issue.pages or match.new in issue.pages:
                raise OperationError("page.missing", match.old)
        return self.patch.apply(issue)
