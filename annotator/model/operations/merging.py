"""Operations that keep track of merged work and of what people contradict each other in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.model.conflict import Conflict, Merged
from annotator.model.issue import Issue
from annotator.model.operations.base import Operation, OperationError


@dataclass(frozen=True, slots=True)
class RecordMerge(Operation):
    """Note that a person's work was merged, and what it contradicts.

    Attributes:
        merged: what was merged.
        conflicts: conflicts to put in by id; None takes one away.
    """

    merged: Merged
    conflicts: Mapping[str, Conflict | None]

    def apply(self, issue: Issue) -> Issue:
        """Put the entries."""
        conflicts = {**issue.conflicts, **self.conflicts}
        return replace(
            issue,
            merges={**issue.merges, self.merged.package: self.merged},
            conflicts={key: conflict for key, conflict in conflicts.items() if conflict is not None},
        )


@dataclass(frozen=True, slots=True)
class SettleConflict(Operation):
    """Decide a conflict.

    Attributes:
        conflict: its id.
        chosen: numbers of the choices decided for.
        who: who decides; may be empty.
        when: when, in ISO 8601 with the offset from UTC.
    """

    conflict: str
    chosen: tuple[int, ...]
    who: str = ""
    when: str = ""

    def apply(self, issue: Issue) -> Issue:
        """Note the decision; what carries it out are operations of their own."""
        conflict = issue.conflicts.get(self.conflict)
        if conflict is None:
            raise OperationError("conflict.missing", self.conflict)
        if not self.chosen or not all(0 <= number < len(conflict.choices) for number in self.chosen):
            raise OperationError("conflict.choice", self.conflict)
        settled = replace(conflict, chosen=self.chosen, who=self.who, when=self.when)
        return replace(issue, conflicts={**issue.conflicts, self.conflict: settled})
