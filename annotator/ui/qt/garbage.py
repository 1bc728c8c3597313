"""Reference cycles are given back in the thread of the window, and in no other.

Python looks for garbage in whichever thread has just made a value. A dialog or a job is nearly always part of a cycle
(it holds a function that holds it), so a thread that reads a file would in the end destroy widgets and timers under
the window's hands; Qt allows that in their own thread only, and the process ends with a segmentation fault.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL = 1000  # milliseconds


class GarbageCollector(QObject):
    """Looks for garbage every second as often as Python would have; Python's own looking is off while this lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, and the younger ones with it."""
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(max(due))
