"""Small widgets one after another, going on in the next row where a row is full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """Lays its widgets out like words of a text; it is as high as its rows are."""

    def __init__(self, spacing: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spacing = spacing
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget) -> None:
        """Put a widget behind the others; one that is hidden takes no room."""
        widget.setParent(self)
        self._widgets.append(widget)

    def clear(self) -> None:
        """Forget all widgets; they are the caller's to delete."""
        self._widgets = []

    def sizeHint(self) -> QSize:
        """Return the height of all rows at the present width."""
        return QSize(0, self._lay_out(move=False))

    def minimumSizeHint(self) -> QSize:
        """Return the same: rows are never cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        self.refresh()

    def event(self, event: QEvent) -> bool:
        """Lay out anew when a widget wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.refresh()
        return super().event(event)

    def refresh(self) -> None:
        """Lay out anew: a widget was shown or hidden."""
        height = self._lay_out(move=True)
        if height != self.height():
            self.setFixedHeight(height)

    def _lay_out(self, *, move: bool) -> int:
        left = top = tallest = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            if left and left + size.width() > self.width():
                left, top, tallest = 0, top + tallest + self._spacing, 0
            if move:
                widget.setGeometry(QRect(left, top, size.width(), size.height()))
            left += size.width() + self._spacing
            tallest = max(tallest, size.height())
        return top + tallest
