"""Which part of a page image is seen: fit, zoom, turn, pan, and bringing what is marked into view.

Places are given in pixels of the image as it is stored; turning and zooming are the view's own affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.ui.editor.colors import LIGHT
from annotator.ui.image.library import PageView
from annotator.ui.image.snippets import turning

PAN = 60
"""Pixels an arrow key pans by."""

_LARGEST = 8.0
_SMALLEST = 0.02


class Fit(StrEnum):
    """What decides how large the image is shown."""

    TEXT = "text"
    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on the image, in its pixels.

    Attributes:
        lines: boxes around printed lines.
        spots: boxes around characters, each with whether it is exact.
        is_doubt: whether the characters are a doubt being decided.
    """

    lines: tuple[QRectF, ...] = ()
    spots: tuple[tuple[QRectF, bool], ...] = ()
    is_doubt: bool = False


class PageArea(QAbstractScrollArea):
    """Holds one page image with its marks, and says where on the screen its places are.

    Signals:
        fit_changed: something else decides now how large the image is shown.
        was_turned: the person turned the image.
    """

    fit_changed = Signal()
    was_turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PageView | None = None
        self._marks = Marks()
        self._fit = Fit.TEXT
        self._scale = 1.0
        self._turned = 0
        self._line_height = 0.0
        self._text_size = 24.0
        self._ground = QColor(LIGHT.gutter)
        self.setFrameShape(QFrame.Shape.NoFrame)

    # What is shown.

    def show_page(self, view: PageView | None, line_height: float = 0.0) -> None:
        """Show a page, or nothing.

        Args:
            view: what can be seen of it.
            line_height: height of its usual lines in pixels of the image; 0 if that is not known.
        """
        other = view is not self._view
        self._view, self._line_height = view, line_height
        if other:
            self._marks = Marks()
            self._turned = view.turned if view is not None else 0
        if view is not None and view.size.isValid():
            self._lay_out()
        if other:
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def set_marks(self, marks: Marks, *, reveal: bool) -> None:
        """Mark places, in place of those marked before, and bring them into view."""
        self._marks = marks
        if reveal:
            self._reveal()
        self.viewport().update()

    def set_look(self, ground: str, text_size: float) -> None:
        """Set the colour around the page, and the size in pixels at which its text is pleasant to read."""
        self._ground, self._text_size = QColor(ground), text_size
        self._lay_out()

    @property
    def fit(self) -> Fit:
        """What decides how large the image is shown."""
        return self._fit

    @property
    def scale(self) -> float:
        """Pixels of the screen by pixel of the image."""
        return self._scale

    @property
    def turned(self) -> int:
        """How far the image is turned clockwise, in degrees."""
        return self._turned

    @property
    def marks(self) -> Marks:
        """What is marked."""
        return self._marks

    # Zoom, fit, turn.

    def set_fit(self, fit: Fit) -> None:
        """Let something else decide how large the image is shown."""
        self._fit = fit
        self._lay_out()
        self._reveal()
        self.fit_changed.emit()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Show the image larger or smaller, keeping a point of the viewport where it is; its middle by default."""
        if self._view is None:
            return
        at = at or QRectF(self.viewport().rect()).center()
        inverse, _ = self._transform().inverted()
        kept = inverse.map(at)
        self._fit = Fit.FREE
        self._scale = min(max(self._scale * factor, _SMALLEST), _LARGEST)
        self._set_bars()
        away = self._transform().map(kept) - at
        self._scroll_by(away.x(), away.y())
        self.fit_changed.emit()
        self.viewport().update()

    def turn(self, degrees: int = 90) -> None:
        """Turn the image clockwise by a multiple of 90 degrees."""
        self._turned = (self._turned + degrees) % 360
        if self._view is not None:
            self._view.turned = self._turned  # it lies so when somebody comes back to it
        self._lay_out()
        self._reveal()
        self.was_turned.emit()

    def image_point(self, position: QPointF) -> QPointF:
        """Return the point of the image under a point of the viewport."""
        inverse, _ = self._transform().inverted()
        return inverse.map(position)

    def screen_rect(self, rect: QRectF) -> QRectF:
        """Return where a rectangle of the image is in the viewport."""
        return self._transform().mapRect(rect)

    # Inside.

    def _shown_size(self) -> tuple[int, int]:
        """Return width and height of the image as it is turned, in its pixels."""
        if self._view is None or not self._view.size.isValid():
            return 0, 0
        size = self._view.size
        return (size.height(), size.width()) if self._turned % 180 else (size.width(), size.height())

    def _lay_out(self) -> None:
        width, height = self._shown_size()
        if not width or not height:
            return
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        by_page = min(room.width() / width, room.height() / height)
        if self._fit is Fit.PAGE:
            self._scale = by_page
        elif self._fit is Fit.WIDTH or (self._fit is Fit.TEXT and not self._line_height):
            self._scale = max((room.width() - bar) / width, by_page)
        elif self._fit is Fit.TEXT:
            self._scale = self._text_size / self._line_height
        self._scale = min(max(self._scale, _SMALLEST), _LARGEST)
        self._set_bars()
        self.viewport().update()

    def _set_bars(self) -> None:
        width, height = self._shown_size()
        room = self.viewport().size()
        for bar, length, seen in (
            (self.horizontalScrollBar(), width * self._scale, room.width()),
            (self.verticalScrollBar(), height * self._scale, room.height()),
        ):
            bar.setRange(0, max(round(length - seen), 0))
            bar.setPageStep(seen)
            bar.setSingleStep(PAN // 3)

    def _transform(self) -> QTransform:
        """Return the way from the image's pixels to those of the viewport."""
        width, height = self._shown_size()
        room = self.viewport().size()
        left = max((room.width() - width * self._scale) / 2, 0) - self.horizontalScrollBar().value()
        top = max((room.height() - height * self._scale) / 2, 0) - self.verticalScrollBar().value()
        made = QTransform().translate(round(left), round(top)).scale(self._scale, self._scale)
        return turning(self._view.size, self._turned) * made if self._view is not None else made

    def _scroll_by(self, x: float, y: float) -> None:
        for bar, away in ((self.horizontalScrollBar(), x), (self.verticalScrollBar(), y)):
            bar.setValue(round(bar.value() + away))

    def _reveal(self) -> None:
        """Bring what is marked into view, with some of what stands around it."""
        spots = [rect for rect, _ in self._marks.spots] or list(self._marks.lines)
        if not spots or self._fit is Fit.PAGE:
            return
        line = self.screen_rect(self._marks.lines[0] if self._marks.lines else spots[0])
        spot = self.screen_rect(spots[0])
        room = QRectF(self.viewport().rect())
        if not room.adjusted(0, room.height() * 0.12, 0, -room.height() * 0.12).contains(
            QRectF(room.left(), spot.top(), 1, spot.height())
        ):
            self._scroll_by(0, spot.center().y() - room.height() * 0.42)
        margin = room.width() * 0.06
        if not room.adjusted(margin, 0, -margin, 0).contains(
            QRectF(spot.left(), room.top(), spot.width(), 1)
        ):
            # The beginning of the line, if the place is still to be seen with it; else the place itself.
            fits = spot.right() - line.left() < room.width() - 2 * margin
            self._scroll_by(line.left() - margin if fits else spot.center().x() - room.width() / 2, 0)
