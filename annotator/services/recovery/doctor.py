"""Examining a project file, and repairing what the file itself can make good.

An issue is held twice: as its present state, and as its base with the journal of what was done since. Where one of
them is unreadable or the two differ, the other one repairs it. Raw text is never written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from annotator.errors import UserError
from annotator.model.check import problems
from annotator.model.issue import Issue
from annotator.model.operations import OperationError, perform
from annotator.store import upkeep
from annotator.store.backup import free_path
from annotator.store.project_file import ProjectFile
from annotator.store.upkeep import StoredEntry


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a project.

    Attributes:
        code: what is wrong: ``file.damaged``, ``file.integrity``, ``file.dangling``, ``page.altered``,
            ``search.incomplete``, ``base.unreadable``, ``state.unreadable``, ``state.differs``, ``journal.unreadable``,
            ``journal.unfit``, or a code of ``annotator.model.check.problems``.
        subject: what it is wrong with, beginning with the issue's id where it is about one.
        repaired: whether it was repaired.
    """

    code: str
    subject: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was found.

    Attributes:
        findings: in the order of looking.
        backup: the copy of the project as it was before the repair, or None if nothing was repaired.
    """

    findings: tuple[Finding, ...] = ()
    backup: Path | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong, or nothing any more."""
        return all(finding.repaired for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Examined:
    """An issue as the two ways of holding it give it.

    Attributes:
        state: the present state, or None if it cannot be read.
        replayed: the state by base and journal, as far as that can be followed, or None if there is no base.
        entries: its entries in force.
        lost: the first number from which the entries done cannot be followed, or None if all can.
    """

    findings: tuple[Finding, ...]
    state: Issue | None
    replayed: Issue | None
    entries: tuple[StoredEntry, ...]
    lost: int | None


def examine(path: Path) -> Report:
    """Look a project over without changing it. It may be in use.

    Raises:
        UserError: the file is missing, no project, newer than the program, or may not be read.
    """
    try:
        project = ProjectFile.open(path, read_only=True)
    except UserError as error:
        if error.code != "project.damaged":
            raise
        return Report((Finding("file.damaged", str(error.values.get("detail", ""))),))
    with project:
        return Report(_findings(project))


def repair(path: Path) -> Report:
    """Look a project over and repair what can be repaired, after making a copy of it beside it.

    * Broken indexes are built anew; so is the search index, when it is next used, if it has lost blocks.
    * A present state that is unreadable or differs from base and journal is made anew from these.
    * Where base or journal cannot be followed but the present state is sound, the state is kept and becomes
      the base: the work stays, its history cannot be undone any more.
    * Where both fail, the state is made from the part of the journal that can be followed.

    Raises:
        UserError: the file is missing, no project, newer than the program, in use, or cannot be written.
    """
    before = examine(path)
    if not before.findings or before.findings[0].code == "file.damaged":
        return before
    with ProjectFile.open(path) as project:
        if project.read_only:
            raise UserError("project.read_only", file=path.name)
        copy = free_path(project.path, "before-repair")
        project.backup(copy)
        if upkeep.integrity_errors(project):
            upkeep.rebuild_indexes(project)
        if upkeep.unsearchable_blocks(project):
            upkeep.rebuild_search(project)
        for issue_id in upkeep.issue_ids(project):
            _repair_issue(project, _examine_issue(project, issue_id))
        after = {(finding.code, finding.subject) for finding in _findings(project)}
    seen = [(finding.code, finding.subject) for finding in before.findings]
    findings = [
        replace(finding, repaired=(finding.code, finding.subject) not in after) for finding in before.findings
    ]
    findings += [Finding(code, subject) for code, subject in sorted(after.difference(seen))]
    return Report(tuple(findings), copy)


def _findings(project: ProjectFile) -> tuple[Finding, ...]:
    found = [Finding("file.integrity", line) for line in upkeep.integrity_errors(project)]
    found += [Finding("file.dangling", row) for row in upkeep.dangling_rows(project)]
    if count := upkeep.unsearchable_blocks(project):
        found.append(Finding("search.incomplete", str(count)))
    found += [Finding("page.altered", f"{issue} {page}") for issue, page in upkeep.altered_pages(project)]
    for issue_id in upkeep.issue_ids(project):
        found += _examine_issue(project, issue_id).findings
    return tuple(found)


def _examine_issue(project: ProjectFile, issue_id: str) -> _Examined:
    found: list[Finding] = []
    entries = upkeep.entries_in_force(project, issue_id)
    found += [Finding("journal.unreadable", f"{issue_id} {row.seq}") for row in entries if row.entry is None]
    state = _state(project, issue_id)
    if state is None:
        found.append(Finding("state.unreadable", issue_id))
    else:
        found += [_about(issue_id, problem) for problem in problems(state)]
    try:
        base, since = upkeep.base_of(project, issue_id)
    except UserError:
        found.append(Finding("base.unreadable", issue_id))
        return _Examined(tuple(found), state, None, entries, 0)
    replayed, lost = _follow(base, [row for row in entries if row.done and row.seq > since])
    if lost is not None and lost.entry is not None:
        found.append(Finding("journal.unfit", f"{issue_id} {lost.seq}"))
    if lost is None and state is not None and state != replayed:
        found.append(Finding("state.differs", issue_id))
    return _Examined(tuple(found), state, replayed, entries, None if lost is None else lost.seq)


def _state(project: ProjectFile, issue_id: str) -> Issue | None:
    try:
        return project.load_issue(issue_id)
    except UserError:
        return None


def _about(issue_id: str, problem: str) -> Finding:
    code, _, subject = problem.partition(" ")
    return Finding(code, f"{issue_id} {subject}".strip())


def _follow(issue: Issue, rows: list[StoredEntry]) -> tuple[Issue, StoredEntry | None]:
    """Do what the journal says; return how far that leads, and the entry that could not be followed if any."""
    for row in rows:
        if row.entry is None:
            return issue, row
        try:
            issue = perform(issue, row.entry.operation).issue
        except (OperationError, LookupError, ValueError):  # data that are an operation, but of no sense here
            return issue, row
    return issue, None


def _repair_issue(project: ProjectFile, examined: _Examined) -> None:
    state, replayed, lost = examined.state, examined.replayed, examined.lost
    unreadable = any(row.entry is None for row in examined.entries)
    undone = [row.seq for row in examined.entries if not row.done]
    state_is_sound = state is not None and not problems(state)
    history_is_sound = lost is None and replayed is not None and not problems(replayed)
    if history_is_sound and replayed is not None:
        if state != replayed or unreadable:
            upkeep.rewrite_state(project, replayed, undone if unreadable else ())
    elif state_is_sound and state is not None:
        upkeep.start_anew(project, state, [row.seq for row in examined.entries])
    elif replayed is not None and (lost is not None or state != replayed):
        behind = [row.seq for row in examined.entries if lost is not None and row.seq >= lost]
        upkeep.rewrite_state(project, replayed, {*behind, *undone})
