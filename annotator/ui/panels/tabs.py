"""The tabs beside the text: what changes in one of them stays in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QTabWidget


class Tabs(QTabWidget):
    """Tabs that are laid out anew only where that could move something.

    A word that changes in a panel, such as a count, asks all widgets around it to be laid out again. Qt's tabs draw
    everything in them anew then, and pass the request on to the whole window, after every decision.
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked_for: tuple[QSize, QSize] | None = None

    def event(self, event: QEvent) -> bool:
        """Pass over requests of widgets that need no other room than before."""
        if event.type() == QEvent.Type.LayoutRequest:
            asked_for = self.minimumSizeHint(), self.tabBar().sizeHint()
            if asked_for == self._asked_for:
                return True
            self._asked_for = asked_for
        return super().event(event)
