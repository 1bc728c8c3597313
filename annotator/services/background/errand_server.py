"""What runs in the process for long work: takes errands from a line, each in a thread, and says how they go."""

from __future__ import annotations

import logging
import logging.handlers
import os
import pickle
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from annotator.services.background import work_folder
from annotator.services.background.mirrors import Inbox
from annotator.services.background.workplaces import Place, Shelf

DO, CANCEL, END = "do", "cancel", "end"
"""What is asked over the line: kinds of messages to the process."""
BEGUN, PROGRESS, PART, RESULT, ERROR, LOG = "begun", "progress", "part", "result", "error", "log"
"""What is answered: kinds of messages from it."""

_BETWEEN = 0.05  # seconds between two messages about progress
_NOT_UNDERSTOOD = 70  # exit status


def serve(connection: Connection, folder: str | None) -> None:
    """Run errands until the one who asks for them is gone; temporary files go into a folder."""
    work_folder.use(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is meant for the program
    server = _Server(connection)
    logger = logging.getLogger("annotator")
    logger.setLevel(logging.INFO)
    logger.addHandler(_Forwarding(server))
    server.say(0, BEGUN, None)
    while True:
        try:
            number, kind, sent = connection.recv()
        except (EOFError, OSError):
            break
        if kind == END:
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
        if kind == CANCEL:
            if number in self._cancelled:
                self._cancelled[number].set()
            return
        try:
            errand, args, kwargs = pickle.loads(sent)
            args = self._inbox.unpacked(args)
            kwargs = {key: self._inbox.unpacked_one(value) for key, value in kwargs.items()}
        except Exception as error:  # noqa: BLE001 (it is told where it can be logged)
            self.say(number, ERROR, _told(error))
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
                self.say(number, PROGRESS, share)

        def parts(part: object) -> None:
            self.say(number, PART, part)

        place = Place(self._shelf, progress, self._cancelled[number].is_set, parts)
        try:
            self.say(number, RESULT, errand(place, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 (it is handed over to the one who asked)
            self.say(number, ERROR, _told(error))
        finally:
            del self._cancelled[number]


class _Forwarding(logging.handlers.QueueHandler):
    """Sends what is logged to the program, which has the log file."""

    def __init__(self, server: _Server) -> None:
        super().__init__(queue.SimpleQueue())
        self._server = server

    def enqueue(self, record: logging.LogRecord) -> None:
        self._server.say(0, LOG, record)


def _told(error: Exception) -> tuple[Exception, str]:
    """Return an exception as it can be sent, and its traceback in words."""
    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 (whatever it is, it cannot be sent)
        return RuntimeError(f"{type(error).__name__}: {error}"), trace
    return error, trace
