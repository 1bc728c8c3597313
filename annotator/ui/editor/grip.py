"""A grip beside the paragraph under the pointer, by which it is dragged without being selected before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.editor.pane_view import PaneView

_WIDTH, _HEIGHT = 14, 24
_LEFT = 1
"""Pixels from the left edge of the pane: the grip fits into its margin."""


class ParagraphGrip(QWidget):
    """Shows itself in the margin of a pane beside the paragraph under the pointer, and starts dragging it.

    A press of the button selects the paragraph, unless it is part of what is selected already: then all of that goes.

    Attributes:
        is_offered: whether the grip shows itself.
    """

    def __init__(self, view: PaneView) -> None:
        super().__init__(view.viewport())
        self.is_offered = False
        self._view = view
        self._block = ""
        self._pressed_at: QPoint | None = None
        self.setObjectName("grip")
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag the paragraph to another place, or onto an article in the list"))
        self.hide()
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.hide)
        view.textChanged.connect(self.hide)

    def offer(self, offered: bool) -> None:
        """Show the grip from now on where the pointer is, or no more."""
        self.is_offered = offered
        self._view.viewport().setMouseTracking(offered)
        if not offered:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the paragraph the pointer is on; stay away while text is being selected."""
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Resize):
            self.hide()
        elif self.is_offered and isinstance(event, QMouseEvent) and _passes_by(event):
            self._go_to(event.position().toPoint())
        return super().eventFilter(watched, event)

    def _go_to(self, point: QPoint) -> None:
        place = self._view.place_at(point)
        if place is None:
            self.hide()
            return
        self._block = place[0]
        top, bottom = self._view.line_span(place[0], 0)
        # The beginning of a long paragraph may be out of sight: the grip stays where it can be reached.
        lowest = max(0, round(self._view.block_span(place[0])[1]) - _HEIGHT)
        self.move(_LEFT, min(max(0, round((top + bottom - _HEIGHT) / 2)), lowest))
        self.show()
        self.raise_()

    # Qt's own calls.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the paragraph, so that it can be seen what would go."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed_at = event.position().toPoint()
        if not self._is_selected():
            length = next(len(block.text) for block in self._view.blocks() if block.id == self._block)
            # Set by hand: the pane would scroll to the end of a long paragraph, away from under the pointer.
            scroll = self._view.verticalScrollBar()
            before = scroll.value()
            self._view.select(self._block, 0, self._block, length)
            scroll.setValue(before)
            self.show()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Start dragging as soon as the pointer has left the spot."""
        if self._pressed_at is None:
            return
        away = event.position().toPoint() - self._pressed_at
        if away.manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag = QDrag(self._view)
            drag.setMimeData(self._view.createMimeDataFromSelection())
            drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click selects the paragraph, and no more."""
        self._pressed_at = None
        self._view.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint two rows of dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._view.palette().color(QPalette.ColorRole.Text))
        painter.setOpacity(0.55)
        for x in (5.0, 9.5):
            for y in (7.0, 12.0, 17.0):
                painter.drawEllipse(QPointF(x, y), 1.4, 1.4)

    def _is_selected(self) -> bool:
        selection = self._view.selection()
        if selection is None or selection[:2] == selection[2:]:
            return False
        ids = [block.id for block in self._view.blocks()]
        return ids.index(selection[0]) <= ids.index(self._block) <= ids.index(selection[2])


def _passes_by(event: QMouseEvent) -> bool:
    """Return whether the pointer moves and no button is held."""
    return event.type() == QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.NoButton
