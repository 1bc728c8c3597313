"""Salvaging a damaged project: the newest sound backup, and every later step that can still be read of the file.

Nothing is done to the damaged file; what is saved goes into a new one beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.merging.replaying_copies import Done
from annotator.model.merging.replaying_copies import Step as ReplayedStep
from annotator.model.operations import OperationError, perform
from annotator.services.project.changes import Prepared
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Backup, list_backups, look_into
from annotator.store.backup import draft_path, free_path, put_in_place, remove_database, write_error
from annotator.store.project_file import ProjectFile
from annotator.store.wreck import Wreck, WreckedAct, read_wreck


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved.

    Attributes:
        target: the new project.
        backup: the backup it begins with, or None.
        issues: names of the issues in it.
        redone: steps after the backup that were read of the damaged file and done again.
        lost: steps that could not be read, or no longer fit because one before them is missing.
    """

    target: Path
    backup: Backup | None
    issues: tuple[str, ...]
    redone: int
    lost: int


def salvage(path: Path, backups: Path) -> Salvage:
    """Save what can be saved of a damaged project into a new one beside it.

    Args:
        path: the damaged project.
        backups: the folder of its backups; it need not exist.

    Raises:
        UserError: there is no such file, nothing could be saved, or the new one cannot be written.
    """
    if not path.is_file():
        raise UserError("project.missing", file=str(path))
    wreck = read_wreck(path)
    backup = next((entry for entry in list_backups(backups) if _is_sound(entry)), None)
    if backup is None and not wreck.bases:
        raise UserError("project.hopeless", file=path.name)
    target = free_path(path, "salvaged")
    if backup is not None:
        _copy(backup.path, target)
    else:
        ProjectFile.create(target, path.stem).close()
    with Session.open(target) as session:
        since = _add_issues(session, wreck)
        _take_back(session, wreck)
        redone, unfit = _redo(session, wreck, since)
        names = tuple(name for _, name in session.issue_names)
    return Salvage(target.resolve(), backup, names, redone, unfit + wreck.unread)


def _is_sound(entry: Backup) -> bool:
    try:
        look_into(entry)
    except UserError:
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    draft = draft_path(target)
    try:
        draft.write_bytes(source.read_bytes())
        put_in_place(draft, target)
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        remove_database(draft)


def _add_issues(session: Session, wreck: Wreck) -> dict[str, int]:
    """Add the issues that came after the backup, as they were added; return the last step each issue has, by id."""
    newest = max((step.seq for step in session.done_steps), default=0)
    since = {issue_id: newest for issue_id, _ in session.issue_names}
    for issue_id, (base, seq) in wreck.bases.items():
        if issue_id not in since:
            session.add_issue(base)
            since[issue_id] = seq
    return since


def _take_back(session: Session, wreck: Wreck) -> None:
    """Take back the steps of the backup that had been taken back when the file was damaged."""
    gone = {wrecked.act.seq for wrecked in wreck.acts if not wrecked.is_done}
    while session.done_steps and session.done_steps[-1].seq in gone:
        session.undo()


def _redo(session: Session, wreck: Wreck, since: dict[str, int]) -> tuple[int, int]:
    """Do again what was done after the backup; return how many steps, and how many could not be done."""
    later = [
        wrecked
        for wrecked in wreck.acts
        if wrecked.is_done and wrecked.act.seq > since.get(wrecked.issue, -1)
    ]
    prepared = {}
    for issue_id in since:
        work = _replay(session.issue(issue_id), [wrecked for wrecked in later if wrecked.issue == issue_id])
        if work.done:
            prepared[issue_id] = work
    session.take_over(prepared, session.revision)
    redone = sum(len(work.done) for work in prepared.values())
    return redone, len(later) - redone


def _replay(issue: Issue, acts: Iterable[WreckedAct]) -> Prepared:
    """Do steps again on an issue, up to the first that does not fit."""
    present, done = issue, []
    for wrecked in acts:
        act = wrecked.act
        try:
            change = perform(present, act.operation)
        except OperationError:
            break
        step = ReplayedStep(operation=act.operation, who=act.who, when=act.when, machine=act.machine)
        done.append(Done(step, change.inverse))
        present = change.issue
    return Prepared(issue, present, tuple(done))
