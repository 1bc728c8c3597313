"""Operations that change an issue as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.operations.base import Operation
from annotator.model.patch import Patch


@dataclass(frozen=True, slots=True)
class ApplyPatch(Operation):
    """Put in a prepared difference: the result of a re-run of reconstruction, or of a merge."""

    patch: Patch

    def apply(self, issue: Issue) -> Issue:
        """Apply the patch."""
        return self.patch.apply(issue)
