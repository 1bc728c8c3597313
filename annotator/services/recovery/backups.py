"""Backups 备份 of a project: made by themselves while people work, thinned out, looked into, and put back.

They lie in a folder of their own for each project, below the program's data and not beside the project, so that
they outlive a folder that is deleted or a stick that is lost. A backup's name holds a number that only rises: the
clock of a computer can be set back.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from annotator.errors import UserError
from annotator.model.operations import Operation
from annotator.services.project.session import Session
from annotator.store.backup import backup, content_mark, draft_path, free_path, put_in_place, write_error
from annotator.store.connection import connect
from annotator.store.lock import take
from annotator.store.project_file import ProjectFile

NEWEST = 2
"""How many of the newest backups are kept whatever their day."""

DAYS = 7
"""Of how many days the last backup is kept."""

REMOVALS = 10
"""How many of the last backups made before an issue was removed are kept: each holds what no later one does."""

_SUFFIX = ".annotator"
_NAME = re.compile(r"(\d{6,})-(\d{8}T\d{6}Z)-([a-z]+)\.annotator")
_TIME = "%Y%m%dT%H%M%SZ"
_RECENT = 5


class Reason(StrEnum):
    """Why a backup was made."""

    OPENED = "opened"
    WORK = "work"
    MERGE = "merge"
    RESTORE = "restore"
    REMOVE = "remove"


_KEPT_BY_REASON = {Reason.MERGE: 1, Reason.RESTORE: 1, Reason.REMOVE: REMOVALS}
"""How many of the last backups of a reason are kept."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a project.

    Attributes:
        path: the file; a project file like any other.
        number: rises from backup to backup.
        made: when, by the computer's clock, in UTC.
        reason: why.
    """

    path: Path
    number: int
    made: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Deed:
    """A step of the history: its operation, who did it, and when (ISO 8601 with the offset from UTC)."""

    operation: Operation
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a backup.

    Attributes:
        name: the project's name.
        issues: the names of its issues, in order.
        steps: how many steps of its history can be undone.
        recent: the last of them, the latest first.
    """

    name: str
    issues: tuple[str, ...]
    steps: int
    recent: tuple[Deed, ...]


def folder_of(home: Path, project: Path) -> Path:
    """Return the folder for the backups of a project; it need not exist.

    Args:
        home: the program's data folder.
        project: the project file; its absolute path tells it from others of the same name.
    """
    digest = hashlib.sha256(str(project.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return home / "backups" / f"{project.stem[:60]}-{digest}"


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """Return the backups in a folder, the latest first; other files there are passed over."""
    if not folder.is_dir():
        return ()
    found = []
    for path in folder.iterdir():
        parts = _NAME.fullmatch(path.name)
        if parts and parts[3] in set(Reason):
            made = datetime.strptime(parts[2], _TIME).replace(tzinfo=UTC)
            found.append(Backup(path, int(parts[1]), made, Reason(parts[3])))
    return tuple(sorted(found, key=lambda entry: entry.number, reverse=True))


def make_backup(session: Session, folder: Path, reason: Reason, now: datetime | None = None) -> Backup | None:
    """Copy an open project into its folder of backups, unless the latest backup holds the same; thin out the others.

    Before an issue is removed one is made in any case. It may be called beside the window: work goes on meanwhile.

    Args:
        session: the open project.
        folder: where its backups lie, see ``folder_of``.
        reason: why it is made.
        now: the time that is written on it.

    Returns:
        The backup, or None if there is nothing new.

    Raises:
        UserError: it cannot be written.
    """
    now = now or datetime.now(UTC)
    before = list_backups(folder)
    try:
        is_kept_longer = reason is Reason.REMOVE  # what holds the same may be thinned out before
        if before and not is_kept_longer and _holds_the_same(before[0], session):
            return None
        folder.mkdir(parents=True, exist_ok=True)
        number = before[0].number + 1 if before else 1
        made = Backup(
            folder / f"{number:06d}-{now.strftime(_TIME)}-{reason.value}{_SUFFIX}",
            number,
            now.replace(microsecond=0),
            reason,
        )
        with closing(connect(session.path, mode="ro")) as source:
            backup(source, made.path)
    except OSError as error:
        raise write_error(error, folder) from error
    thin_out(folder)
    return made


def thin_out(folder: Path) -> None:
    """Remove backups that are no longer kept.

    Kept are the newest two, the last of each of the last seven days on which there is one, the last one made
    before a merge and before putting back another, and the last ten made before an issue was removed.
    """
    listed = list_backups(folder)
    for entry in set(listed).difference(_kept(listed)):
        entry.path.unlink(missing_ok=True)


def _kept(listed: Iterable[Backup]) -> set[Backup]:
    kept: set[Backup] = set()
    days: set[date] = set()
    left = dict(_KEPT_BY_REASON)
    for place, entry in enumerate(listed):
        day = entry.made.date()
        if place < NEWEST or (day not in days and len(days) < DAYS):
            kept.add(entry)
        if left.get(entry.reason):
            kept.add(entry)
            left[entry.reason] -= 1
        days.add(day)
    return kept


def look_into(entry: Backup) -> Content:
    """Return what is in a backup.

    Raises:
        UserError: it is gone or damaged.
    """
    with ProjectFile.open(entry.path, read_only=True) as project:
        return Content(
            project.name,
            tuple(info.name for info in project.issues()),
            len(project.journal().done),
            tuple(Deed(it.operation, it.who, it.when) for it in project.recent(_RECENT)),
        )


def put_back(entry: Backup, target: Path) -> Path | None:
    """Put a backup in the place of its project, which must not be open. What stood there is kept beside it.

    Args:
        entry: the backup, which stays as it is.
        target: the project file; it may be damaged or gone.

    Returns:
        Where the file went that stood there, or None if there was none.

    Raises:
        UserError: the backup is damaged, the project is in use, or its place cannot be written to.
    """
    target = target.resolve()
    look_into(entry)
    lock = take(target)
    if lock is None:
        raise UserError("project.permission", file=target.name)
    try:
        return _exchange(entry, target)
    finally:
        lock.release()


def _exchange(entry: Backup, target: Path) -> Path | None:
    draft = draft_path(target)
    aside: Path | None = None
    try:
        draft.write_bytes(entry.path.read_bytes())
        if target.exists():
            aside = free_path(target, "before-restore")
            _rename_database(target, aside)
        put_in_place(draft, target)
    except OSError as error:
        if aside is not None and not target.exists():
            _rename_database(aside, target)
        raise write_error(error, target) from error
    finally:
        draft.unlink(missing_ok=True)
    return aside


def _rename_database(source: Path, target: Path) -> None:
    """Rename a database with the log that may stand beside it."""
    for suffix in ("-wal", "-shm", ""):
        part = source.with_name(source.name + suffix)
        if part.exists():
            part.rename(target.with_name(target.name + suffix))


def _holds_the_same(entry: Backup, session: Session) -> bool:
    try:
        with closing(connect(entry.path, mode="ro", immutable=1)) as copy:
            held = content_mark(copy)
    except sqlite3.Error:
        return False  # a damaged backup is no reason to go without one
    with closing(connect(session.path, mode="ro")) as source:
        return held == content_mark(source)
