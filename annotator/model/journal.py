"""The journal: one history of operations with groups, undo and redo.

The journal itself is only an index of what was done in which order; the operations and their inverses lie in the
store. A group is one undoable step for the person: a series, or all operations one key set off. What the program
adds by itself (flags from a re-check) is recorded as *machine* steps, which go and come with the step before them.
What it adds to blocks that nobody has touched (flags of the first check of an issue) is *lasting*: it has nothing to do
with the steps around it, and stays when they are taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.issue import Issue
from annotator.model.operations import Operation, perform
from annotator.model.patch import Patch

LASTING = 0
"""The group of machine steps that are never taken back."""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation's place in the journal.

    Attributes:
        seq: number of the entry, rising in the order of doing.
        group: number of the group; entries of one group are undone together.
        issue: id of the issue the operation changed.
        machine: whether the program added it by itself.
    """

    seq: int
    group: int
    issue: str
    machine: bool = False

    @property
    def is_lasting(self) -> bool:
        """Whether it stays when the steps around it are taken back."""
        return self.machine and self.group == LASTING


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry: an operation, its inverse, and who did it when.

    Attributes:
        operation: what was done.
        inverse: the patch that takes it back.
        who: the person's name, or empty.
        when: date and time in ISO 8601 with the offset from UTC.
    """

    step: Step
    operation: Operation
    inverse: Patch
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """The order of what is done, and of what was undone and can be done again (its next step last)."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def record(self, steps: tuple[Step, ...]) -> Journal:
        """Return the journal after doing something new; what was undone before can no longer be redone.

        A machine step on its own does not take the way forward away.
        """
        undone = self.undone if all(step.machine for step in steps) else ()
        return Journal((*self.done, *steps), undone)

    def next_undo(self) -> tuple[Step, ...]:
        """Return the steps to take back next, the latest first: one group and the machine steps after it."""
        steps: list[Step] = []
        group: int | None = None
        for step in reversed(self.done):
            if step.is_lasting:
                continue
            if group is not None and step.group != group:
                break
            if not step.machine:
                group = step.group
            steps.append(step)
        return tuple(steps) if group is not None else ()

    def next_redo(self) -> tuple[Step, ...]:
        """Return the steps to do again next, in the order of doing: one group and the machine steps around it.

        There are machine steps before it only where the issue of the step they were taken back with was removed.
        """
        steps: list[Step] = []
        group: int | None = None
        for step in reversed(self.undone):
            if not step.machine:
                if group is not None and step.group != group:
                    break
                group = step.group
            steps.append(step)
        return tuple(steps) if group is not None else ()

    def without(self, issue_id: str) -> Journal:
        """Return the journal after an issue was removed: what groups hold of other issues is undone without it."""
        done, undone = (
            tuple(step for step in steps if step.issue != issue_id) for steps in (self.done, self.undone)
        )
        return Journal(done, undone)

    def undo(self) -> Journal:
        """Return the journal with the next group taken back."""
        steps = self.next_undo()
        if not steps:
            return self
        # Nothing is taken back of what lies before the earliest of them, and there may be much of it.
        first = next(at for at in range(len(self.done) - 1, -1, -1) if self.done[at] is steps[-1])
        left = tuple(step for step in self.done[first:] if step.is_lasting)
        return Journal((*self.done[:first], *left), (*self.undone, *steps))

    @property
    def last_group(self) -> int | None:
        """The group of the last step that can be taken back or goes with one, or None before the first."""
        return next((step.group for step in reversed(self.done) if not step.is_lasting), None)

    def redo(self, steps: tuple[Step, ...]) -> Journal:
        """Return the journal with the next undone group done again as ``steps``.

        The steps are those of ``next_redo`` with fresh numbers, so that numbers rise in the order of doing.
        """
        return Journal((*self.done, *steps), self.undone[: len(self.undone) - len(steps)])


def replay(base: Issue, operations: tuple[Operation, ...]) -> Issue:
    """Return the issue after all operations, in order.

    Raises:
        OperationError: an operation does not fit, so the journal or the base is damaged.
    """
    for operation in operations:
        base = perform(base, operation).issue
    return base
