"""Looking at a file before it is touched, and opening it to read or to write.

What is no sound project is refused with file and folder as they were. Reading only means reading a snapshot: the
database is copied into memory at once, so nothing is left beside the file, nobody is kept from writing, and what
is read stays consistent while another program goes on writing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.errors import UserError
from annotator.store import schema
from annotator.store.backup import backup, free_path, write_error
from annotator.store.connection import connect, connect_writing, transact, user_error

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_PAGE_SIZE_AT = 16
_PAGES_AT = 28
_VERSION_AT = 60
_APPLICATION_AT = 68
_ATTEMPTS = 5


def read_version(path: Path) -> int:
    """Return the schema version of a project file from its first bytes.

    Raises:
        UserError: there is no such file, it may not be read, is no project, or is newer than the program.
    """
    try:
        if path.is_dir():
            raise UserError("project.folder", file=path.name)
        if path.exists() and not path.is_file():
            raise UserError("project.not_project", file=path.name)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError("project.missing", file=str(path)) from error
    except PermissionError as error:
        raise UserError("project.permission", file=path.name) from error
    except OSError as error:
        raise UserError(
            "project.read", file=path.name, reason="io", detail=error.strerror or str(error)
        ) from error
    application = int.from_bytes(header[_APPLICATION_AT : _APPLICATION_AT + 4], "big")
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC) or application != schema.APPLICATION_ID:
        raise UserError("project.not_project", file=path.name)
    version = int.from_bytes(header[_VERSION_AT : _VERSION_AT + 4], "big")
    check_version(version, path)
    _check_length(header, path)
    return version


def _check_length(header: bytes, path: Path) -> None:
    """Check that a file is as long as its header says; SQLite may not notice if only the end of a page is missing.

    Raises:
        UserError: the file has been cut.
    """
    if path.with_name(path.name + "-wal").exists():
        return  # a program that was killed while it moved the log into the file left the rest there
    page_size = int.from_bytes(header[_PAGE_SIZE_AT : _PAGE_SIZE_AT + 2], "big")
    pages = int.from_bytes(header[_PAGES_AT : _PAGES_AT + 4], "big")
    if path.stat().st_size < pages * (page_size if page_size > 1 else 65536):
        raise UserError("project.damaged", file=path.name, detail="the file is shorter than it was")


def check_version(version: int, path: Path) -> None:
    """Check that the program knows a schema version.

    Raises:
        UserError: the file was written by a newer program.
    """
    if version > schema.VERSION:
        raise UserError("project.newer", file=path.name, version=version, supported=schema.VERSION)


def may_write(path: Path) -> bool:
    """Tell whether the file and its folder look writable (the folder takes the write-ahead log)."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def open_writing(path: Path) -> sqlite3.Connection:
    """Open a project to write, migrated to the present schema; the caller holds the project's lock.

    Before an older file is migrated, a copy is made beside it.

    Raises:
        UserError: the file is damaged, newer than the program, or cannot be written.
    """
    with told(path, "project.write"):
        with closing(_untouched(path)) as seen:
            check_sound(seen, path)
        connection = connect_writing(path)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version < schema.VERSION:
                backup(connection, free_path(path, f"v{version}"))
                transact(connection, schema.migrate)
        except BaseException:
            connection.close()
            raise
        return connection


def open_reading(path: Path) -> sqlite3.Connection:
    """Open a snapshot of a project, migrated to the present schema in memory.

    Raises:
        UserError: the file is damaged, newer than the program, or cannot be read.
    """
    with told(path, "project.read"):
        connection = snapshot(path)
        try:
            check_sound(connection, path)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version < schema.VERSION:
                transact(connection, schema.migrate)
        except BaseException:
            connection.close()
            raise
        return connection


def check_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Check a database as a whole: that it is a project of a known version, and SQLite's own quick check.

    Raises:
        UserError: it is not.
        sqlite3.DatabaseError: it cannot even be read.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != schema.APPLICATION_ID:
        raise UserError("project.not_project", file=path.name)
    check_version(version, path)
    _check_schema(connection, path)
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok" or version < 1:
        raise UserError("project.damaged", file=path.name, detail=str(found))


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Check that nothing in a database runs by itself but what the program put there.

    Raises:
        UserError: there is a view, a trigger or a virtual table of somebody else's.
    """
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    for kind, name, sql in rows:
        is_virtual = kind == "table" and str(sql).upper().lstrip().startswith("CREATE VIRTUAL")
        if (kind in ("view", "trigger") or is_virtual) and " ".join(str(sql).split()) not in schema.ACTIVE:
            raise UserError("project.damaged", file=path.name, detail=f"a {kind} that is not ours: {name}")


def _untouched(path: Path) -> sqlite3.Connection:
    """Open a database to look at it; the file and its folder stay as they are, if nobody else writes to it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    if path.with_name(path.name + "-wal").exists():
        return snapshot(path)
    # Nothing is in a log, so the file is all there is; copying a large one would take its size in memory.
    return connect(path, mode="ro", immutable=1)


def snapshot(path: Path) -> sqlite3.Connection:
    """Copy a database into memory; the file and its folder stay as they are.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for _ in range(_ATTEMPTS):
            if _copy(path, memory):
                break
        memory.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        memory.close()
        raise
    return memory


def _copy(path: Path, memory: sqlite3.Connection) -> bool:
    """Copy a database into ``memory``; False if somebody began to write to it meanwhile, so that it must be redone."""
    log, index = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    if not log.exists():
        # Nobody writes. Opened in the ordinary way, SQLite would put files beside this one, or fail to.
        before = path.stat()
        _copy_through(path, memory, mode="ro", immutable=1)
        after = path.stat()
        same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        return same and not log.exists()
    if index.exists():
        # In use, or left over by a program that was killed: SQLite finds its way through the log.
        try:
            _copy_through(path, memory, mode="ro")
            return True
        except sqlite3.OperationalError:
            pass  # the place is not writable, which the log's index must be
    # A log without an index: nobody has the file open. Read a copy, where an index can be made.
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name("copy-wal"))
        _copy_through(copy, memory, mode="rw")
    return True


def _copy_through(path: Path, memory: sqlite3.Connection, **options: str | int) -> None:
    with closing(connect(path, **options)) as source:
        source.backup(memory)


@contextmanager
def told(path: Path, code: str) -> Iterator[None]:
    """Turn errors of SQLite and of the system about a file into ones for the person.

    Args:
        path: the file.
        code: ``"project.write"`` or ``"project.read"``.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise user_error(error, code, path) or error from error
    except UnicodeDecodeError as error:  # the driver's word for a text that is none
        raise UserError("project.damaged", file=path.name, detail=str(error)) from error
    except OSError as error:
        raise write_error(error, path) from error
