"""Keeps the search index of the open project in step with its text, beside the window and while nobody types."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from annotator.errors import UserError
from annotator.services.project.library import Library
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace

_PAUSE = 2000  # milliseconds without a change
_SLICE = 100  # blocks at once: the project file is not to be had meanwhile
_REST = 0.03  # seconds in which others come to the project file
_TURN = 0.5  # seconds after which other jobs come to their turn


class Indexing(QObject):
    """Takes what is new or changed into the index. Searching is right without it, only slower in large projects."""

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._start)
        workspace.session_changed.connect(self._wait)
        workspace.changed.connect(self._wait)

    def stop(self) -> None:
        """Let go of the project file, until something changes."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _wait(self) -> None:
        """Stop, and begin again when nothing has happened for a while."""
        self.stop()
        self._pause.start(_PAUSE)

    def _start(self) -> None:
        session = self._workspace.session
        if session is None or session.read_only or self._job is not None:
            return
        library = session.library
        self._job = self._jobs.start(
            lambda _progress, cancelled: _catch_up(library, cancelled), self._end, failed=self._fail
        )

    def _end(self, left: int) -> None:
        self._job = None
        if left:
            self._pause.start(0)

    def _fail(self, error: Exception) -> None:
        self._job = None
        # A disk that is full or gone is told of when the person's own work is to be written.
        if not isinstance(error, UserError):
            self._jobs.failed.emit(error)


def _catch_up(library: Library, cancelled: Callable[[], bool]) -> int:
    """Index for a while; return how many blocks are left."""
    until = time.monotonic() + _TURN
    left = library.index_pending(_SLICE)
    while left and not cancelled() and time.monotonic() < until:
        time.sleep(_REST)
        left = library.index_pending(_SLICE)
    return left
