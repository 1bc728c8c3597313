"""Whether the program came to a proper end the last time: a mark that stands as long as it runs.

Each running program keeps a mark of its own, and a lock on it that goes when the process goes, however that happens.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_NAME = "running-{}.mark"


class RunMark:
    """The mark of this run; made by ``begin``."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock

    def end(self) -> None:
        """Take the mark away: the program ends as it should."""
        with suppress(OSError):
            self._path.unlink()
        self._lock.release()
        with suppress(OSError):
            Path(self._lock.lock_file).unlink()


def begin(folder: Path) -> tuple[RunMark | None, bool]:
    """Make the mark of this run, and tell whether another run left its mark behind.

    Args:
        folder: the program's data folder.

    Returns:
        The mark, or None where none can be made; and whether a run broke off since the last start.
    """
    is_broken = _clear(folder)
    path = folder / _NAME.format(os.getpid())
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
        path.touch()
    except (OSError, Timeout):
        return None, is_broken
    return RunMark(path, lock), is_broken


def _clear(folder: Path) -> bool:
    """Clear away the marks of programs that no longer run; tell whether there were any."""
    found = False
    for path in folder.glob(_NAME.format("*")) if folder.is_dir() else ():
        lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
        try:
            lock.acquire()
        except (OSError, Timeout):
            continue  # that program runs
        found = True
        RunMark(path, lock).end()
    return found
