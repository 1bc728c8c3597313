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
import os
import pickle
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Concatenate, ParamSpec, TypeVar

from annotator.services.background import work_folder
from annotator.services.background.mirrors import Inbox, Outbox
from annotator.services.background.workplaces import (
    Cancelled,
    Here,
    Parts,
    Place,
    Progress,
    Shelf,
    WorkCancelled,
    WorkLost,
    WorkSilent,
)

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

_LOOK = 0.05  # seconds after which a caller that waits looks whether its work was cancelled
_BETWEEN = 0.05  # seconds between two messages about progress
_FAREWELL = 1.0  # seconds a process gets to end by itself

_NOT_UNDERSTOOD = 70  # exit status
_DO, _CANCEL, _END = "do", "cancel", "end"
_BEGUN, _PROGRESS, _PART, _RESULT = "begun", "progress", "part", "result"
_ERROR, _LOG, _LOST = "error", "log", "lost"


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
            target=_serve, args=(there, self._folder), name="annotator-work", daemon=False
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
                    self._tell(number, _CANCEL)
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
                if kind == _PROGRESS:
                    waiting.progress(value)
                elif kind == _PART:
                    waiting.parts(value)
                elif kind == _RESULT:
                    return value
                elif kind == _ERROR:
                    error, where = value
                    raise error from _There(where)
                else:
                    raise WorkLost
        finally:
            self._answers.pop(number, None)

    def end(self) -> None:
        """End the process; wait until it is gone."""
        atexit.unregister(self.end)
        self._tell(0, _END)
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
                self._connection.send((number, _DO, pickle.dumps((errand, *packed), pickle.HIGHEST_PROTOCOL)))
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
                if kind == _BEGUN:
                    self._begun()
                elif kind == _LOG:
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


# What follows runs in the process of its own.


def _serve(connection: Connection, folder: str | None) -> None:
    """Run errands until the one who asks for them is gone; temporary files go into a folder."""
    work_folder.use(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is meant for the program
    server = _Server(connection)
    logger = logging.getLogger("annotator")
    logger.setLevel(logging.INFO)
    logger.addHandler(_Forwarding(server))
    server.say(0, _BEGUN, None)
    while True:
        try:
            number, kind, sent = connection.recv()
        except (EOFError, OSError):
            break
        if kind == _END:
            break
        server.hear(number, kind, sent)
    work_folder.remove(folder)  # the one who asks may have been killed
    # Threads that are in the midst of an errand must not keep the process.
    os._exit(0)


class _Server:
    """Runs the errands it is sent, each in a thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._shelf = Shelf()
        self._inbox = Inbox()
        self._cancelled: dict[int, threading.Event] = {}

    def hear(self, number: int, kind: str, sent: bytes) -> None:
        """Begin an errand, or note that one was cancelled."""
        if kind == _CANCEL:
            if number in self._cancelled:
                self._cancelled[number].set()
            return
        try:
            errand, args, kwargs = pickle.loads(sent)
            args = self._inbox.unpacked(args)
            kwargs = {key: self._inbox.unpacked_one(value) for key, value in kwargs.items()}
        except Exception as error:  # noqa: BLE001 (it is told where it can be logged)
            self.say(number, _ERROR, _told(error))
            os._exit(_NOT_UNDERSTOOD)  # what is sent next may build upon this
        self._cancelled[number] = threading.Event()
        threading.Thread(target=self._run, args=(number, errand, args, kwargs), daemon=True).start()

    def say(self, number: int, kind: str, value: object) -> None:
        """Send something to the one who asked."""
        with self._lock:
            self._connection.send((number, kind, value))

    def _run(
        self, number: int, errand: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        told = 0.0

        def progress(share: float) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told >= _BETWEEN or share >= 1:
                told = now
                self.say(number, _PROGRESS, share)

        def parts(part: object) -> None:
            self.say(number, _PART, part)

        place = Place(self._shelf, progress, self._cancelled[number].is_set, parts)
        try:
            self.say(number, _RESULT, errand(place, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 (it is handed over to the one who asked)
            self.say(number, _ERROR, _told(error))
        finally:
            del self._cancelled[number]


class _Forwarding(logging.handlers.QueueHandler):
    """Sends what is logged to the program, which has the log file."""

    def __init__(self, server: _Server) -> None:
        super().__init__(queue.SimpleQueue())
        self._server = server

    def enqueue(self, record: logging.LogRecord) -> None:
        self._server.say(0, _LOG, record)


def _told(error: Exception) -> tuple[Exception, str]:
    """Return an exception as it can be sent, and its traceback in words."""
    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 (whatever it is, it cannot be sent)
        return RuntimeError(f"{type(error).__name__}: {error}"), trace
    return error, trace
