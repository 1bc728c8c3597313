"""A workplace in a process of its own: begun when it is first needed, kept, and begun again when it breaks.

The process is a new interpreter (spawned, never forked: the window's threads and its project file must not be
copied). It runs each errand in a thread, so that a short one need not wait for a long one, and ends itself when the
program that began it is gone.
"""

from __future__ import annotations

import atexit
import itertools
import logging
import logging.handlers
import multiprocessing
import pickle
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from annotator.services.background import work_folder
from annotator.services.background.errand_server import (
    BEGUN,
    CANCEL,
    DO,
    END,
    ERROR,
    LOG,
    PART,
    PROGRESS,
    RESULT,
    serve,
)
from annotator.services.background.mirrors import Outbox
from annotator.services.background.workplaces import (
    Cancelled,
    Here,
    Parts,
    Place,
    Progress,
    WorkCancelled,
    WorkLost,
    WorkSilent,
)

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

_LOOK = 0.05  # seconds after which a caller that waits looks whether its work was cancelled
_FAREWELL = 1.0  # seconds a process gets to end by itself
_LOST = "lost"  # told to whom waits, as if it came over the line


class OwnProcess:
    """Runs errands in a process of its own; see ``Workplace``."""

    def __init__(
        self, attempts: int = 2, patience: float | None = None, *, may_work_here: bool = True
    ) -> None:
        """Begin nothing yet.

        Args:
            attempts: how often an errand is begun when its process breaks.
            patience: seconds without a word from an errand after which its process is taken for broken.
            may_work_here: whether errands run in this process where no other can be begun.
        """
        self._attempts = attempts
        self._patience = patience
        self._may_work_here = may_work_here
        self._line: _Line | None = None
        self._here: Here | None = None
        self._has_begun = False
        self._closed = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The process's number, or None while there is none."""
        line = self._line
        return line.pid if line is not None and not line.is_lost else None

    def run(
        self,
        progress: Progress,
        cancelled: Cancelled,
        errand: Callable[Concatenate[Place, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an errand; see ``Workplace``."""
        return self.run_in_parts(_ignore, progress, cancelled, errand, *args, **kwargs)

    def run_in_parts(
        self,
        parts: Parts,
        progress: Progress,
        cancelled: Cancelled,
        errand: Callable[Concatenate[Place, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an errand that hands over parts; see ``Workplace``."""
        for attempt in range(1, self._attempts + 1) if self._here is None else ():
            try:
                line = self._live_line()
                return line.ask(_Waiting(parts, progress, cancelled), self._patience, errand, args, kwargs)  # type: ignore[no-any-return]
            except WorkLost:
                if cancelled() or self._closed:
                    raise WorkCancelled from None
                if attempt == self._attempts and (self._has_begun or not self._may_work_here):
                    raise
        log.warning("no process of its own can be begun; the work is done here")
        self._here = self._here or Here()
        return self._here.run_in_parts(parts, progress, cancelled, errand, *args, **kwargs)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            line, self._line = self._line, None
        if line is not None:
            line.end()

    def _note_begin(self) -> None:
        self._has_begun = True

    def _live_line(self) -> _Line:
        with self._lock:
            if self._closed:
                raise WorkLost
            if self._line is None or self._line.is_lost:
                if self._line is not None:
                    self._line.end()
                self._line = _Line(self._note_begin)
            return self._line


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for an errand."""

    parts: Parts
    progress: Progress
    cancelled: Cancelled


def _ignore(_part: object) -> None:
    pass


class _Line:
    """One process and the line to it; of no use any more once it is lost."""

    def __init__(self, begun: Callable[[], None]) -> None:
        """Begin the process; ``begun`` is called when it says its first word."""
        context = multiprocessing.get_context("spawn")
        self._connection, there = context.Pipe()
        self._folder = work_folder.make()
        # It is not a daemon by ``multiprocessing``'s meaning, which could not begin a process that reads a PDF.
        self._process = context.Process(
            target=serve, args=(there, self._folder), name="annotator-work", daemon=False
        )
        try:
            self._process.start()
        except OSError as error:
            work_folder.remove(self._folder)
            log.warning("no process could be begun", exc_info=error)
            raise WorkLost from error
        there.close()
        atexit.register(self.end)
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._answers: dict[int, queue.SimpleQueue[tuple[str, Any]]] = {}
        self._outbox = Outbox()
        self.is_lost = False
        self._begun = begun
        threading.Thread(target=self._listen, name="annotator-line", daemon=True).start()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def ask(
        self,
        waiting: _Waiting,
        patience: float | None,
        errand: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> Any:
        """Have an errand run, and wait for its result."""
        number = next(self._numbers)
        answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._begin(number, answers, errand, args, kwargs)
        heard = time.monotonic()
        try:
            while True:
                if waiting.cancelled():
                    self._tell(number, CANCEL)
                    raise WorkCancelled
                try:
                    kind, value = answers.get(timeout=_LOOK)
                except queue.Empty:
                    if self.is_lost:
                        raise WorkLost from None
                    if patience is not None and time.monotonic() - heard > patience:
                        self._lose()
                        raise WorkSilent from None
                    continue
                heard = time.monotonic()
                if kind == PROGRESS:
                    waiting.progress(value)
                elif kind == PART:
                    waiting.parts(value)
                elif kind == RESULT:
                    return value
                elif kind == ERROR:
                    error, where = value
                    raise error from _There(where)
                else:
                    raise WorkLost
        finally:
            self._answers.pop(number, None)

    def end(self) -> None:
        """End the process; wait until it is gone."""
        atexit.unregister(self.end)
        self._tell(0, END)
        self._process.join(_FAREWELL)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_FAREWELL)
        work_folder.remove(self._folder)

    def _begin(
        self,
        number: int,
        answers: queue.SimpleQueue[tuple[str, Any]],
        errand: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        with self._lock:
            if self.is_lost:
                raise WorkLost
            self._answers[number] = answers
            try:
                # What is sent builds upon what was sent before, so the order must be kept.
                packed = (
                    self._outbox.packed(args),
                    {key: self._outbox.packed_one(kwargs[key]) for key in kwargs},
                )
                self._connection.send((number, DO, pickle.dumps((errand, *packed), pickle.HIGHEST_PROTOCOL)))
            except OSError:
                self._lose()
                raise WorkLost from None
            except BaseException:
                self._outbox = Outbox()
                raise

    def _tell(self, number: int, kind: str) -> None:
        with self._lock:
            try:
                self._connection.send((number, kind, b""))
            except OSError:
                self._lose()

    def _listen(self) -> None:
        """Hand what the process says to those who wait for it, until it says nothing any more."""
        try:
            while True:
                number, kind, value = self._connection.recv()
                if kind == BEGUN:
                    self._begun()
                elif kind == LOG:
                    logging.getLogger(value.name).handle(value)
                elif (answers := self._answers.get(number)) is not None:
                    answers.put((kind, value))
        except (EOFError, OSError):
            pass
        finally:
            self._lose()
            self._connection.close()

    def _lose(self) -> None:
        self.is_lost = True
        for answers in list(self._answers.values()):
            answers.put((_LOST, None))


class _There(Exception):  # noqa: N818 (it is the cause of one)
    """Where in the other process an exception came from; shown above it in a traceback."""

    def __init__(self, trace: str) -> None:
        super().__init__(trace)
        self._trace = trace

    def __str__(self) -> str:
        return f"\n{self._trace}"
