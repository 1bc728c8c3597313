"""Copies of a project file, made while it may be in use."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from annotator.errors import UserError
from annotator.store.connection import connect, user_error


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database of a connection to a new file; the file is whole or not there.

    Raises:
        UserError: the target exists or cannot be written.
    """
    if target.exists():
        raise UserError("project.exists", file=target.name)
    draft = draft_path(target)
    try:
        copy = connect(draft, mode="rwc")
        try:
            connection.backup(copy)
        finally:
            copy.close()
        put_in_place(draft, target)
    except sqlite3.Error as error:
        raise user_error(error, "project.write", target) or error from error
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        remove_database(draft)


def content_mark(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what changes whenever people or the program change a project: its history, which issues, their names."""
    row: tuple[object, ...] = connection.execute(
        """SELECT (SELECT coalesce(max(seq), 0) FROM journal), (SELECT count(*) FROM journal WHERE state = 'done'),
            (SELECT group_concat(hex(id) || ' ' || hex(name)) FROM (SELECT id, name FROM issues ORDER BY position, id)),
            (SELECT total(length(value)) FROM data)"""
    ).fetchone()
    return row


def draft_path(target: Path) -> Path:
    """Return a free hidden name beside a file that is about to be written."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")


def put_in_place(draft: Path, target: Path) -> None:
    """Give a finished file its name, so that it has it even if the power fails.

    Raises:
        OSError: it cannot be renamed.
    """
    draft.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            with suppress(OSError):  # not every file system can
                os.fsync(folder)
        finally:
            os.close(folder)


def remove_database(path: Path) -> None:
    """Remove a database file and its companions, as far as they are there."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def free_path(path: Path, mark: str) -> Path:
    """Return a name beside a project for a copy of it, e.g. ``news.v1.annotator``, that nothing has yet."""
    number = 1
    while True:
        extra = "" if number == 1 else f"-{number}"
        candidate = path.with_name(f"{path.stem}.{mark}{extra}{path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1


def write_error(error: OSError, path: Path) -> UserError:
    """Return what to tell the person about a file that the system would not write."""
    if isinstance(error, PermissionError):
        return UserError("project.permission", file=path.name)
    return UserError("project.write", file=path.name, reason="io", detail=error.strerror or str(error))
