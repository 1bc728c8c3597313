"""Ending in order when the system asks for it: at the end of a person's session, or by Ctrl+C in a terminal.

Python runs its handlers of signals between two of its own steps only, and while Qt waits for events there are none. So
the number of the signal is written to a pipe, and Qt tells when something can be read from it.
"""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class EndsOnSignals(QObject):
    """Lets the program end as if its window had been closed, whichever of the signals comes."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in (getattr(signal, name) for name in _NAMES):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup, for one, wants it passed over
                signal.signal(number, _heard)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def _end(self) -> None:
        os.read(self._read, 16)
        QApplication.quit()


def end_on_signals(app: QApplication) -> None:
    """Heed the signals, where the system has them; Windows closes windows instead."""
    if sys.platform != "win32":
        EndsOnSignals(app)


def _heard(_number: int, _frame: object) -> None:
    """Do nothing here: what is to be done is done where the pipe is read."""
