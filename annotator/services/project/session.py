"""An open project: performs operations durably, undoes and redoes them, and tells who listens.

Everything that changes a project goes through ``Session.perform``: the operation is applied to the issue in memory,
written to the project file in one transaction, and then announced. If writing fails, memory stays as it was. What a
person does in the window is announced while it is written; if that fails, it is taken back (ADR 0040).
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.journal import LASTING, Entry, Journal, Step
from annotator.model.operations import AddWords, Operation, OperationError, perform
from annotator.model.patch import Patch, difference, difference_within
from annotator.services.project.changes import Cause, Prepared
from annotator.services.project.journalled import JournalledProject
from annotator.services.project.pending import Pending
from annotator.store.packed import PackedProject
from annotator.store.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class _Begun:
    """Packed work that is being written: what it becomes in the journal, and the thread that puts it in force."""

    pending: Pending
    packed: PackedProject
    steps: tuple[Step, ...]
    thread: int


def new_id(prefix: str) -> str:
    """Return an identifier that no other annotator's project will have either."""
    return f"{prefix}-{secrets.token_hex(5)}"


class Session(JournalledProject):
    """One open project that can be changed. To be used from one thread."""

    def __init__(self, file: ProjectFile, who: str = "") -> None:
        super().__init__(file, who)
        self._pending: _Begun | None = None

    def close(self) -> None:
        """Close the project file, once everything done is on disk."""
        self._listeners.clear()
        self.finish()
        super().close()

    # Changing ------------------------------------------------------------------------------------------

    def perform(
        self,
        issue_id: str,
        *operations: Operation,
        machine: bool = False,
        continued: bool = False,
        lasting: bool = False,
        behind: bool = False,
    ) -> Issue:
        """Apply operations to one issue as one undoable step; durable when it returns, unless ``behind``.

        Args:
            issue_id: the issue they change.
            operations: in order.
            machine: the program adds this by itself (new flags); it is undone with the step before it.
            continued: the step goes on with the last one (typing) and is undone together with it.
            lasting: the program adds this to blocks that are not ``touched``; it is never undone.
            behind: it is told of while it is still being written; ``save`` waits for that, and the next change does.

        Raises:
            OperationError: an operation does not fit the issue; nothing has changed.
            UserError: the project is read-only or could not be written; nothing has changed.
        """
        self.perform_all(
            {issue_id: operations}, machine=machine, continued=continued, lasting=lasting, behind=behind
        )
        return self.issue(issue_id)

    def perform_all(
        self,
        operations: Mapping[str, Sequence[Operation]],
        *,
        machine: bool = False,
        continued: bool = False,
        lasting: bool = False,
        behind: bool = False,
    ) -> None:
        """Apply operations to several issues as one undoable step; see ``perform``.

        Issues that were not in memory before do not stay there; what changes any of those is not written ``behind``.
        """
        self._check_writable()
        machine = machine or lasting
        passing = self._passing(operations)
        group = LASTING if lasting else self._journal.last_group if machine or continued else None
        entries: list[Entry] = []
        after: dict[str, Issue] = {}
        forward: dict[str, list[Patch]] = {}
        for issue_id, listed in operations.items():
            for operation in listed:
                change = perform(after.get(issue_id) or self.issue(issue_id), operation)
                after[issue_id] = change.issue
                forward.setdefault(issue_id, []).append(change.forward)
                step = Step(0, 0, issue_id, machine)  # it gets its numbers below
                entries.append(Entry(step, operation, change.inverse, "" if machine else self.who, _now()))
        if not entries:
            return
        patches = {
            issue_id: forward[issue_id][0]
            if len(forward[issue_id]) == 1
            else difference_within(self.issue(issue_id), issue, forward[issue_id])
            for issue_id, issue in after.items()
        }
        seq, new_group = self._take_numbers(len(entries), groups=group is None)
        steps = tuple(
            replace(entry.step, seq=seq + at, group=new_group if group is None else group)
            for at, entry in enumerate(entries)
        )
        entries = [replace(entry, step=step) for entry, step in zip(entries, steps, strict=True)]
        written = self._file.record(entries, patches, drop_undone=not machine, wait=False)
        self._take_note(written, self._journal.record(steps), patches, behind=behind and not passing)
        cause = Cause.MACHINE if machine else Cause.DO
        done = {key: tuple(value) for key, value in operations.items()}
        self._settle(after, patches, cause, done, passing, lasting=lasting)

    def begin(self, packed: PackedProject) -> Pending:
        """Return packed work as one undoable step, to be written in any thread and then finished in this one.

        Raises:
            UserError: the project is read-only, or has changed since the work was packed.
        """
        self._check_writable()
        if packed.seq != self._file.next_seq():
            raise UserError("project.changed", file=self.path.name)
        group = self._file.next_group()
        issues = [key for key, work in packed.works.items() for _ in work.operations]
        steps = tuple(Step(packed.seq + number, group, issue) for number, issue in enumerate(issues))
        pending = Pending(lambda: self._file.record_packed(packed, steps, self.who, _now()))
        self._pending = _Begun(pending, packed, steps, threading.get_ident())
        return pending

    def finish(self) -> None:
        """Put in force what ``begin`` returned, once it is written; what could not be written is forgotten.

        In any other thread than the one it was begun in, only the writing is waited for.
        """
        begun = self._pending
        if begun is None:
            return
        is_here = begun.thread == threading.get_ident()
        self._pending = None if is_here else begun
        try:
            begun.pending.write()
        except UserError:
            return  # whoever began it is told
        if is_here:
            self._put_in_force(begun.packed, begun.steps)

    def _put_in_force(self, packed: PackedProject, steps: tuple[Step, ...]) -> None:
        passing = self._passing(packed.works)
        if packed.issue is not None:
            self.take_issue(packed.issue)
        self._journal, self._numbers = self._journal.record(steps), None
        # Of an issue that is not in memory the file says already how it is now; putting it in again changes nothing.
        after = {key: work.patch.apply(self.issue(key)) for key, work in packed.works.items()}
        self._settle(after, {key: work.patch for key, work in packed.works.items()}, Cause.DO, {}, passing)

    def take_over(self, prepared: Mapping[str, Prepared], revision: int) -> None:
        """Put in what was prepared on the issues as they were, as one undoable step; signed as it says itself.

        Raises:
            UserError: the project is read-only, could not be written, or has changed since ``revision``.
        """
        self._check_writable()
        if revision != self._changes:
            raise UserError("project.changed", file=self.path.name)
        passing = self._passing(prepared)
        group, seq = self._file.next_group(), self._file.next_seq()
        entries: list[Entry] = []
        patches: dict[str, Patch] = {}
        operations: dict[str, tuple[Operation, ...]] = {}
        for issue_id, work in prepared.items():
            for done in work.done:
                step = Step(seq + len(entries), group, issue_id, done.step.machine)
                entries.append(
                    Entry(step, done.step.operation, done.inverse, done.step.who, done.step.when or _now())
                )
            patches[issue_id] = difference(work.before, work.after)
            operations[issue_id] = tuple(done.step.operation for done in work.done)
        if not entries:
            return
        journal = self._journal.record(tuple(entry.step for entry in entries))
        self._file.record(entries, patches, drop_undone=True)
        self._journal, self._numbers = journal, None
        after = {issue_id: work.after for issue_id, work in prepared.items()}
        self._settle(after, patches, Cause.DO, operations, passing)

    def remove_issue(self, issue_id: str) -> None:
        """Remove an issue for good, with everything that was done to it; durable when it returns, and no operation.

        Steps that reached over several issues can still be undone and redone in the others. Words that were added to
        the project with this issue only go over to the first of the others; with the last issue they go.

        Raises:
            UserError: the project is read-only or cannot be written.
            KeyError: the project has no such issue.
        """
        self._check_writable()
        left = [key for key, _ in self.issue_names if key != issue_id]
        if len(left) == len(self.issue_names):
            raise KeyError(issue_id)
        words: dict[str, tuple[str, ...]] = {}
        for word, who in self._file.words_only_in(issue_id).items():
            words[who] = (*words.get(who, ()), word)
        if words and left:
            added = [AddWords(listed, who=who) for who, listed in words.items()]
            self.perform_all({left[0]: added}, lasting=True)
        self._file.remove_issue(issue_id, self._data_without(issue_id))
        self._journal, self._numbers = self._journal.without(issue_id), None
        self._touched.pop(issue_id, None)
        self._forget_issue(issue_id)

    def undo_since(self, seq: int) -> tuple[Operation, ...]:
        """Take back all steps done after the entry ``seq``, one after the other, each durable for itself.

        Returns what was taken back, the latest first.

        Raises:
            UserError: the project is read-only or could not be written; what was taken back before stays so.
        """
        taken: list[Operation] = []
        while (steps := self._journal.next_undo()) and all(
            step.seq > seq for step in steps if not step.machine
        ):
            taken.extend(reversed(self.undo()))
        return tuple(taken)

    def undo(self, *, behind: bool = False) -> tuple[Operation, ...]:
        """Take the last step back; durable when it returns, unless ``behind``, see ``perform``.

        Returns what was taken back, in its order of doing.

        Raises:
            UserError: the project is read-only or could not be written; nothing has changed.
        """
        self._check_writable()
        steps = self._journal.next_undo()
        if not steps:
            return ()
        entries = {entry.step.seq: entry for entry in self._file.entries([step.seq for step in steps])}
        passing = self._passing(step.issue for step in steps)
        after: dict[str, Issue] = {}
        for step in steps:
            issue = after.get(step.issue) or self.issue(step.issue)
            after[step.issue] = entries[step.seq].inverse.apply(issue)
        patches = {
            issue_id: difference_within(
                self.issue(issue_id),
                issue,
                (entries[step.seq].inverse for step in steps if step.issue == issue_id),
            )
            for issue_id, issue in after.items()
        }
        written = self._file.mark_undone([step.seq for step in steps], patches, wait=False)
        self._take_note(written, self._journal.undo(), patches, behind=behind and not passing)
        self._settle(after, patches, Cause.UNDO, {}, passing)
        return tuple(entries[step.seq].operation for step in reversed(steps) if not step.machine)

    def redo(self, *, behind: bool = False) -> tuple[Operation, ...]:
        """Do the last step again that was taken back; durable when it returns, unless ``behind``, see ``perform``.

        Raises:
            OperationError: the step no longer fits what the program added meanwhile (a check of its own); what was
                undone is given up then, and the issues stay as they are.
            UserError: the project is read-only or could not be written; nothing has changed.
        """
        self._check_writable()
        steps = self._journal.next_redo()
        if not steps:
            return ()
        old = {entry.step.seq: entry for entry in self._file.entries([step.seq for step in steps])}
        passing = self._passing(step.issue for step in steps)
        after: dict[str, Issue] = {}
        forward: dict[str, list[Patch]] = {}
        entries: list[Entry] = []
        first, _ = self._take_numbers(len(steps))
        for step in steps:
            entry = old[step.seq]
            try:
                change = perform(after.get(step.issue) or self.issue(step.issue), entry.operation)
            except OperationError:
                self._file.record((), {}, drop_undone=True)
                self._journal, self._numbers = Journal(self._journal.done), None
                raise
            after[step.issue] = change.issue
            forward.setdefault(step.issue, []).append(change.forward)
            fresh = replace(step, seq=first + len(entries))
            entries.append(replace(entry, step=fresh, inverse=change.inverse))
        patches = {
            issue_id: difference_within(self.issue(issue_id), issue, forward[issue_id])
            for issue_id, issue in after.items()
        }
        written = self._file.mark_redone([step.seq for step in steps], entries, patches, wait=False)
        journal = self._journal.redo(tuple(entry.step for entry in entries))
        self._take_note(written, journal, patches, behind=behind and not passing)
        self._settle(after, patches, Cause.REDO, _by_issue(entries), passing)
        return tuple(entry.operation for entry in entries if not entry.step.machine)

    def _check_writable(self) -> None:
        self.finish()
        super()._check_writable()


def _by_issue(entries: Iterable[Entry]) -> dict[str, tuple[Operation, ...]]:
    found: dict[str, tuple[Operation, ...]] = {}
    for entry in entries:
        found[entry.step.issue] = (*found.get(entry.step.issue, ()), entry.operation)
    return found


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


__all__ = ["OperationError", "Session", "new_id"]
