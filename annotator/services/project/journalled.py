"""An open project with its journal: what was done to it, who is told of changes, and what is still being written."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.journal import Entry, Journal, Step
from annotator.model.operations import Operation
from annotator.model.patch import Patch, difference_within
from annotator.services.project.changes import Cause, ChangeEvent, Listener
from annotator.services.project.open_project import OpenProject
from annotator.store.history import Deed
from annotator.store.project_file import ProjectFile, Written

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Behind:
    """A step that is shown already and still being written: how all was before, and the thread that did it."""

    written: Written
    journal: Journal
    issues: Mapping[str, Issue]
    patches: Mapping[str, Patch]
    thread: int


class JournalledProject(OpenProject):
    """An open project with its journal. To be used from one thread."""

    def __init__(self, file: ProjectFile, who: str = "") -> None:
        super().__init__(file, who)
        self._journal = file.journal()
        self._listeners: list[Listener] = []
        self._touched: dict[str, set[str]] = {}
        self._numbers: tuple[int, int] | None = None  # the first free ones of an entry and of a group
        self._behind: _Behind | None = None

    def close(self) -> None:
        """Close the project file, once everything done is on disk."""
        self._listeners.clear()
        try:
            self.save()
        except UserError as error:  # there is nobody left to be told
            log.error("the last step could not be written: %s", error)
        super().close()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each change; returns a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # What was done.

    @property
    def done_steps(self) -> tuple[Step, ...]:
        """The steps in force, in the order of doing."""
        return self._journal.done

    def steps(self, issue_id: str) -> int:
        """Return how many operations in force were done to an issue since it was imported."""
        return sum(step.issue == issue_id for step in self._journal.done)

    @property
    def revision(self) -> int:
        """A number that is another one after each change."""
        return self._changes

    @property
    def next_seq(self) -> int:
        """The first free number of the journal: another one after each change that was recorded."""
        return self._file.next_seq()

    def touched(self, issue_id: str) -> frozenset[str]:
        """Return the ids of the blocks that steps in force have changed since the issue was imported, and perhaps more.

        What is added to any other block has nothing to do with what people did.
        """
        if issue_id not in self._touched:
            seqs = [step.seq for step in self._journal.done if step.issue == issue_id and not step.is_lasting]
            self._touched[issue_id] = {
                key for entry in self._file.entries(seqs) for key in _blocks_in(entry.inverse)
            }
        return frozenset(self._touched[issue_id])

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return not self.read_only and bool(self._journal.next_undo())

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return not self.read_only and bool(self._journal.next_redo())

    @property
    def issues_of_undo(self) -> tuple[str, ...]:
        """The issue of each operation that ``undo`` would return, in the same order."""
        return tuple(step.issue for step in reversed(self._journal.next_undo()) if not step.machine)

    @property
    def issues_of_redo(self) -> tuple[str, ...]:
        """The issue of each operation that ``redo`` would return, in the same order."""
        return tuple(step.issue for step in self._journal.next_redo() if not step.machine)

    def deeds(self) -> tuple[Deed, ...]:
        """Return all that persons did to the project and that is in force, the first one first."""
        return self._file.deeds()

    def recent(self, limit: int = 200) -> tuple[Entry, ...]:
        """Return the latest of people's entries in the journal that are in force, newest first."""
        return self._file.recent(limit)

    # Writing.

    def save(self) -> None:
        """Wait until what was done last is on disk.

        In any other thread than the one it was done in, it is only waited for.

        Raises:
            UserError: it could not be written; it has been taken back, and whoever listens has been told.
        """
        behind = self._behind
        if behind is None:
            return
        is_here = behind.thread == threading.get_ident()
        if is_here:
            self._behind = None
        try:
            behind.written()
        except Exception:
            if is_here:
                self._put_back(behind)
                raise

    def _put_back(self, behind: _Behind) -> None:
        """Let everything be as it was before a step that could not be written."""
        self._journal, self._numbers = behind.journal, None
        patches = {
            issue_id: difference_within(self._issues[issue_id], issue, (behind.patches[issue_id],))
            for issue_id, issue in behind.issues.items()
        }
        self._lessons.forget()
        self._settle(behind.issues, patches, Cause.UNDO, {}, frozenset())

    def _take_note(
        self, written: Written, journal: Journal, patches: Mapping[str, Patch], *, behind: bool
    ) -> None:
        """Take note of a step that is being written: wait for it, or let ``save`` wait for it.

        Args:
            written: waits until it is on disk.
            journal: the journal after it.
            patches: what it changes in the issues, which are still as they were.
            behind: whether it may be shown before it is on disk.
        """
        if behind:
            issues = {issue_id: self.issue(issue_id) for issue_id in patches}
            self._behind = _Behind(written, self._journal, issues, patches, threading.get_ident())
        else:
            try:
                written()
            except BaseException:
                self._numbers = None
                raise
        self._journal = journal

    def _take_numbers(self, entries: int, groups: int = 0) -> tuple[int, int]:
        """Take so many of the next free numbers of entries and of groups; returns the first of each.

        Nobody else writes into the file: it is asked for its numbers only after they were given in another way.
        """
        seq, group = self._numbers or (self._file.next_seq(), self._file.next_group())
        self._numbers = seq + entries, group + groups
        return seq, group

    def _check_writable(self) -> None:
        self.save()
        super()._check_writable()

    def _settle(
        self,
        after: Mapping[str, Issue],
        patches: Mapping[str, Patch],
        cause: Cause,
        operations: Mapping[str, tuple[Operation, ...]],
        passing: frozenset[str],
        *,
        lasting: bool = False,
    ) -> None:
        """Put changed issues in force and tell who listens."""
        self._issues.update(after)
        self._stale.update(after)
        self._changes += 1
        for issue_id, patch in patches.items():
            if issue_id in self._touched and not lasting:
                self._touched[issue_id].update(_blocks_in(patch))
            self._lessons.learn(after[issue_id], patch)
        for issue_id, patch in patches.items():
            event = ChangeEvent(issue_id, patch, cause, operations.get(issue_id, ()))
            for listener in tuple(self._listeners):
                listener(event)
        for issue_id in passing:
            self._issues.pop(issue_id, None)

    def _passing(self, issue_ids: Iterable[str]) -> frozenset[str]:
        """Return those issues that are read for one step only: many of them would fill the memory."""
        return frozenset(issue_id for issue_id in issue_ids if issue_id not in self._issues)


def _blocks_in(patch: Patch) -> set[str]:
    """Return the ids of the blocks that a patch says anything about."""
    return {*patch.blocks, *patch.flags, *patch.pieces}
