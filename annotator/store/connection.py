"""The one connection of an open project, in a thread of its own.

Whoever calls waits until the work is done, from whichever thread; so there is never more than one writer and
never a transaction half seen. Every transaction that writes begins IMMEDIATE: a deferred one that reads before it
writes fails at once when somebody else wrote in between, whatever the timeout.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote_from_bytes

from annotator.errors import UserError

Result = TypeVar("Result")

_BUSY_TIMEOUT = 5.0
"""Seconds to wait for a foreign program that looks into the file."""

_LEAST_ROOM = 64 * 1024
"""A disk with fewer bytes is full: the index of the log takes 32 KB, and a first step some more."""

# The world's failures, by SQLite's primary result code; everything else is a bug and stays a sqlite3.Error.
_NO_TEXT = (
    "Could not decode to UTF-8"  # Python's own word for a text column that is none; it has no result code
)
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REASONS = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "io",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "permission",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_NOMEM: "memory",
    sqlite3.SQLITE_TOOBIG: "too_big",
}


def location(path: Path, **options: str | int) -> str:
    """Return the address of a database file for ``sqlite3.connect(…, uri=True)`` with options such as ``mode``."""
    name = path.absolute().as_posix()
    rooted = name if name.startswith("/") else f"/{name}"  # else a drive letter would be taken for a host
    listed = "&".join(f"{key}={value}" for key, value in options.items())
    return f"file://{quote_from_bytes(os.fsencode(rooted), '/:')}?{listed}"


def connect(path: Path, **options: str | int) -> sqlite3.Connection:
    """Open a database file; transactions are left to the caller.

    Raises:
        sqlite3.Error: SQLite cannot.
    """
    connection = sqlite3.connect(
        location(path, **options), uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT
    )
    connection.execute("PRAGMA foreign_keys = ON")
    # A project may come from anybody: what its schema says is not run with the program's rights, and pages are
    # looked at before they are believed (https://www.sqlite.org/security.html).
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def connect_writing(path: Path) -> sqlite3.Connection:
    """Open an existing database file for writing, so that what is committed stays even if the power fails.

    Raises:
        sqlite3.Error: SQLite cannot.
    """
    connection = connect(path, mode="rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def user_error(error: sqlite3.Error, code: str, path: Path) -> UserError | None:
    """Return what to tell the person about an error of SQLite's, or None if it is a bug.

    Args:
        error: the error.
        code: ``"project.write"`` or ``"project.read"``; damage has a code of its own.
        path: the file.
    """
    if str(error).startswith(_NO_TEXT):
        return UserError("project.damaged", file=path.name, detail=str(error))
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if primary in _DAMAGED:
        return UserError("project.damaged", file=path.name, detail=str(error))
    if primary in _REASONS:
        reason = _REASONS[primary]
        if reason == "io" and _is_full(path):  # no room for the index of the log is an I/O error to SQLite
            reason = "full"
        return UserError(code, file=path.name, reason=reason, detail=str(error))
    return None


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


class Connection:
    """A SQLite connection that lives in one thread, where all work on it is done in turn.

    Args:
        path: the file, for messages, and to notice that it is gone.
        opener: makes the connection; called in the thread.

    Raises:
        sqlite3.Error: the connection cannot be made.
    """

    def __init__(self, path: Path, opener: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="project")
        try:
            self._connection = self._thread.submit(opener).result()
        except BaseException:
            self._thread.shutdown()
            raise

        self._identity = _identity(path)

    def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work that only reads, over one state of the database.

        Raises:
            UserError: the file is damaged or cannot be read.
        """
        return self._begin(lambda: _transact(self._connection, work, "BEGIN"), "project.read")()

    def write(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work that writes, as one transaction; it is on disk when this returns.

        Raises:
            UserError: the file is damaged, gone, replaced, or cannot be written; nothing of the work was written.
        """
        return self.begin_writing(work)()

    def begin_writing(self, work: Callable[[sqlite3.Connection], Result]) -> Callable[[], Result]:
        """Begin work that writes, as one transaction, and return without waiting for it.

        All that is asked of the connection later is done after it.

        Returns:
            What waits until the work is on disk, returns its result, and raises what ``write`` raises.
        """
        return self._begin(lambda: self._write(work), "project.write")

    def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work outside of a transaction (pragmas, backups).

        Raises:
            sqlite3.Error: as the work raises it.
        """
        return self._thread.submit(work, self._connection).result()

    def close(self) -> None:
        """Close the connection and end the thread; closing again does nothing."""
        with suppress(RuntimeError):  # the thread has ended before
            self._thread.submit(_close, self._connection).result()
        self._thread.shutdown()

    def _begin(self, work: Callable[[], Result], code: str) -> Callable[[], Result]:
        """Have work done in the connection's thread; return what waits for it."""
        future = self._thread.submit(work)

        def wait() -> Result:
            try:
                return future.result()
            except sqlite3.Error as error:
                told = user_error(error, code, self.path)
                if told is None:
                    raise
                raise told from error

        return wait

    def _write(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        # On systems that let an open file be deleted or replaced, writing would go on into nothing.
        present = _identity(self.path)
        if present is None or present != self._identity:
            raise UserError("project.gone" if present is None else "project.replaced", file=self.path.name)
        return transact(self._connection, work)


def transact(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], Result]) -> Result:
    """Do work as one writing transaction on a connection of this thread; roll back if it raises."""
    return _transact(connection, work, "BEGIN IMMEDIATE")


def _transact(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], Result], begin: str
) -> Result:
    connection.execute(begin)
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        # Some errors (a full disk) have ended the transaction already; what went wrong first is what counts.
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise
    return result


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of its name, or None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _close(connection: sqlite3.Connection) -> None:
    # Readers in other programs may keep the write-ahead log from vanishing; empty it all the same.
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
