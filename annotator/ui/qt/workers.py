"""Work beside the window: functions run in a pool of threads, their results come back to the window's thread.

A job gets snapshots and returns a value; it never touches the window or a session. What it returns is dropped if
the job was cancelled, or if the one who asked finds that it no longer fits.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from annotator.services.background.workplaces import WorkCancelled

Progress = Callable[[float], None]
"""Called by the work with the share done, from 0 to 1."""

Work = Callable[[Progress, Callable[[], bool]], Any]
"""What a job does: it gets a ``Progress`` and a function that tells whether the job was cancelled."""


class Executor(Protocol):
    """Runs something soon, in a thread of its own choice."""

    def start(self, run: Callable[[], None]) -> None:
        """Run a function."""


class PoolExecutor:
    """Runs in threads of its own, a few at a time.

    They are Python's threads, not Qt's pool: a ``QRunnable`` that the pool deletes leaves its Python wrapper behind,
    and the next Qt object made at the same address is then taken for it.
    """

    def __init__(self, threads: int = 2) -> None:
        self._slots = threading.BoundedSemaphore(threads)
        self._threads: set[threading.Thread] = set()
        self._lock = threading.Lock()

    def start(self, run: Callable[[], None]) -> None:
        """Run a function in a thread, as soon as fewer than the most are running."""
        # What cannot be interrupted must not keep the program from ending.
        thread = threading.Thread(target=self._run, args=(run,), daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()

    def wait(self, milliseconds: int) -> bool:
        """Wait until nothing runs any more; tells whether that came about in time."""
        deadline = time.monotonic() + milliseconds / 1000
        with self._lock:
            threads = tuple(self._threads)
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _run(self, run: Callable[[], None]) -> None:
        try:
            with self._slots:
                run()
        finally:
            with self._lock:
                self._threads.discard(threading.current_thread())


class Job(QObject):
    """One piece of work under way. All signals reach the thread the job was made in.

    Signals:
        progressed: the share done, from 0 to 1.
        finished: the result; not after ``cancel``.
        failed: the exception; not after ``cancel``.
        ended: after either of them, or when a cancelled job has stopped.
    """

    progressed = Signal(float)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _result = Signal(object, object)
    _step = Signal(float)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self._result.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._step.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop, and drop its result whether it does or not."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled.is_set()

    def run(self) -> None:
        """Do the work; called in a thread of the executor's."""
        try:
            result = self._work(self._step.emit, self._cancelled.is_set)
        except WorkCancelled:
            self._cancelled.set()
            self._give(None, None)
        except Exception as error:  # noqa: BLE001 (it is handed over to the window's thread)
            self._give(None, error)
        else:
            self._give(result, None)

    def _give(self, result: object, error: Exception | None) -> None:
        try:
            self._result.emit(result, error)
        except RuntimeError:  # the window is gone, and the job with it
            self._cancelled.set()

    def _tell(self, share: float) -> None:
        if not self.is_cancelled:
            self.progressed.emit(share)

    def _settle(self, result: object, error: Exception | None) -> None:
        if not self.is_cancelled:
            if error is None:
                self.finished.emit(result)
            else:
                self.failed.emit(error)
        self.ended.emit()


class Jobs(QObject):
    """Starts jobs and keeps them until they have ended.

    Signals:
        failed: the exception of a job nobody else handles the failure of.
    """

    failed = Signal(object)

    def __init__(self, executor: Executor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._running: set[Job] = set()

    def start(
        self,
        work: Work,
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[float], None] | None = None,
        is_current: Callable[[], bool] = lambda: True,
    ) -> Job:
        """Run work beside the window.

        Args:
            work: gets a progress function and a test for being cancelled; see ``Work``.
            done: gets the result, in this thread.
            failed: gets the exception, in this thread; without it the signal ``failed`` is sent.
            progressed: gets the share done, from 0 to 1, in this thread.
            is_current: asked before ``done``; if it says no, the result is stale and dropped.
        """
        job = Job(work, self)
        self._running.add(job)

        def hand_over(result: object) -> None:
            if is_current():
                done(result)

        job.finished.connect(hand_over)
        job.failed.connect(failed or self.failed.emit)
        if progressed is not None:
            job.progressed.connect(progressed)
        job.ended.connect(lambda: self._forget(job))
        self._executor.start(job.run)
        return job

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def cancel_all(self) -> None:
        """Cancel everything; nothing will be handed over any more."""
        for job in self._running:
            job.cancel()

    def _forget(self, job: Job) -> None:
        self._running.discard(job)
        job.deleteLater()
