"""What takes long waits until a window is seen: it would keep the first paint waiting otherwise.

A timer of no time is not enough. Timers that are due come before what the system says of a new window, so the project
was opened before the window was painted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_PATIENCE = 500  # milliseconds; a window that starts minimised is not painted
_ENOUGH = frozenset({QEvent.Type.Paint, QEvent.Type.Hide})
"""A window that goes at once, for one in another language, is not waited for."""


class FirstPaint(QObject):
    """Does something once when a window has been painted, or after a while if it is not painted."""

    def __init__(self, window: QWidget, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(_PATIENCE, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look out for the window's paint event; those of what is in it follow before the timer."""
        if event.type() in _ENOUGH:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
