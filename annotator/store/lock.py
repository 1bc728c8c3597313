"""Who has a project open: a lock file, hidden beside the project.

The operating system holds the lock and frees it when the program ends, however it ends; the file's content only
says who it was.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from contextlib import suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from annotator.errors import UserError
from annotator.text.json_data import parse_json


class ProjectLock:
    """The right to write a project; others get it once it is released or this program has ended."""

    def __init__(self, lock: BaseFileLock, path: Path) -> None:
        self._lock = lock
        self._path = path

    def release(self) -> None:
        """Give the right back; releasing again does nothing."""
        if not self._lock.is_locked:
            return
        if os.name != "nt":
            # While still held, so that nobody else's lock file goes; whoever waits for this one sees that it has gone.
            self._path.unlink(missing_ok=True)
        self._lock.release()
        if os.name == "nt":
            with suppress(OSError):  # open in another program that was quicker
                self._path.unlink(missing_ok=True)


def lock_path(path: Path) -> Path:
    """Return the lock file of a project file."""
    return path.with_name(f".{path.name}.lock")


def take(path: Path) -> ProjectLock | None:
    """Take the right to write a project; None if no lock file can be put beside it.

    Raises:
        UserError: another program has the project open.
    """
    beside = lock_path(path)
    # Not bound to the thread, since a project may be closed from another thread than the one that opened it.
    lock: BaseFileLock = FileLock(beside, timeout=0, thread_local=False, mode=0o666)
    try:
        lock.acquire()
    except Timeout as error:
        raise UserError("project.in_use", file=path.name, **_owner(beside)) from error
    except OSError:
        return None
    if not isinstance(lock, SoftFileLock):  # such a one, for file systems without locks, keeps its own record
        with suppress(OSError):
            beside.write_text(json.dumps({"who": _user(), "host": platform.node()}), encoding="utf-8")
    return ProjectLock(lock, beside)


def _owner(beside: Path) -> dict[str, str]:
    """Return what is known about who holds the lock: ``who`` and ``host``, each empty if unknown."""
    found = {"who": "", "host": ""}
    with suppress(OSError, ValueError):
        data = parse_json(beside.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            found.update({key: str(data[key]) for key in found if key in data})
    return found


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name is known for the user's number
        return ""
