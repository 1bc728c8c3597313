"""An open project file as such: its lock, its connection, how it is read and written; not what is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from annotator.errors import UserError
from annotator.store import opening
from annotator.store.backup import backup
from annotator.store.connection import Connection
from annotator.store.creating import make_project
from annotator.store.lock import ProjectLock, take
from annotator.store.values import from_json

Result = TypeVar("Result")


class OpenFile:
    """An open project file. May be used from any thread; whoever calls waits.

    Methods that write raise ``UserError`` (``project.write``) when the disk is full, broken or gone: then nothing of
    that call is written, and writing may be tried again. Methods that read raise it (``project.damaged``) for rows
    that make no sense.
    """

    def __init__(self, path: Path, connection: Connection, lock: ProjectLock | None) -> None:
        self._path = path
        self._connection = connection
        self._lock = lock
        self._name = str(connection.read(lambda database: property_of(database, "name")))

    @classmethod
    def create(cls, path: Path, name: str) -> Self:
        """Make a new project file and open it. The file is whole or not there.

        Raises:
            UserError: the file exists, or its folder does not or cannot be written.
        """
        path = path.resolve()
        if not path.parent.is_dir():
            raise UserError("project.no_folder", file=path.name, folder=str(path.parent))
        if path.exists():
            raise UserError("project.exists", file=path.name)
        lock = take(path)
        if lock is None:
            raise UserError("project.permission", file=path.name)
        try:
            with opening.told(path, "project.write"):
                make_project(path, name)
            return cls._open_locked(path, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a project file; read-only, as a snapshot, where it cannot be written.

        Raises:
            UserError: the file is missing, no project, newer than the program, damaged, not to be read, or, unless
                ``read_only``, open in another program. File and folder are as they were.
        """
        path = path.resolve()
        opening.read_version(path)
        lock = take(path) if not read_only and opening.may_write(path) else None
        if lock is None:
            return cls(path, Connection(path, lambda: opening.open_reading(path)), None)
        try:
            return cls._open_locked(path, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _open_locked(cls, path: Path, lock: ProjectLock) -> Self:
        connection = Connection(path, lambda: opening.open_writing(path))
        try:
            return cls(path, connection, lock)
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let others have it; closing again does nothing."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    @property
    def path(self) -> Path:
        """The file, links resolved."""
        return self._path

    @property
    def name(self) -> str:
        """The project's name."""
        return self._name

    @property
    def uuid(self) -> str:
        """What tells the project from all others, whatever the file is called."""
        return str(self.read(lambda database: property_of(database, "uuid")))

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: then this is what the file held when it was opened."""
        return self._lock is None

    def backup(self, target: Path) -> None:
        """Copy the project, as it is now, to a new file.

        Raises:
            UserError: the target exists or cannot be written.
        """
        self._connection.run(lambda database: backup(database, target))

    def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work that only reads; for the modules of the store and for upkeep."""
        with self._sensible():
            return self._connection.read(work)

    def write(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do work as one writing transaction; for the modules of the store and for upkeep.

        Raises:
            UserError: the project is read-only or cannot be written.
        """
        return self.begin_writing(work)()

    def begin_writing(self, work: Callable[[sqlite3.Connection], Result]) -> Callable[[], Result]:
        """Begin work as one writing transaction; all that is asked of the file later is done after it.

        Returns:
            What waits until the work is on disk, and raises what ``write`` raises.

        Raises:
            UserError: the project is read-only.
        """
        if self.read_only:
            raise UserError("project.read_only", file=self._path.name)
        return self._connection.begin_writing(work)

    @contextmanager
    def _sensible(self) -> Iterator[None]:
        """Tell the person of rows that cannot be decoded."""
        try:
            yield
        except (ValueError, TypeError) as error:
            raise UserError("project.damaged", file=self._path.name, detail=str(error)) from error


def property_of(database: sqlite3.Connection, key: str) -> Any:
    """Return what the project says of itself under a key, or an empty text."""
    found = database.execute("SELECT value FROM project WHERE key = ?", (key,)).fetchone()
    return "" if found is None else from_json(found[0])
