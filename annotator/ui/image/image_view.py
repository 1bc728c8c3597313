"""The widget a page image is looked at in: zoom, pan, fit, turn, and marks around lines and characters.

Places are given in pixels of the image as it is stored; turning and zooming are the view's own affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from annotator.ui.editor.colors import LIGHT
from annotator.ui.image.library import PageImages, PageView
from annotator.ui.image.pyramid import TILE, Address

_STEP = 1.25
_LARGEST = 8.0
_SMALLEST = 0.02
_PAN = 60
"""Pixels an arrow key pans by."""


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


class ImageView(QAbstractScrollArea):
    """Shows one page image.

    Signals:
        clicked: a point of the image that was clicked, in its pixels.
        fit_changed: something else decides now how large the image is shown.
    """

    clicked = Signal(float, float)
    fit_changed = Signal()

    def __init__(self, images: PageImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._view: PageView | None = None
        self._marks = Marks()
        self._fit = Fit.TEXT
        self._scale = 1.0
        self._turned = 0
        self._line_height = 0.0
        self._text_size = 24.0
        self._pressed: QPoint | None = None
        self._start = QPoint()
        self._panning = False
        self._ground = QColor(LIGHT.gutter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Keys go on deciding doubts while the mouse looks around here; F6 and Tab bring them over.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Page image"))
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

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

    def image_point(self, position: QPointF) -> QPointF:
        """Return the point of the image under a point of the viewport."""
        inverse, _ = self._transform().inverted()
        return inverse.map(position)

    def screen_rect(self, rect: QRectF) -> QRectF:
        """Return where a rectangle of the image is in the viewport."""
        return self._transform().mapRect(rect)

    # Events.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles to be seen, and the marks over them."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._ground)
            view = self._view
            if view is None or not view.has_image:
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            whole = (
                self._transform().mapRect(QRectF(0, 0, view.size.width(), view.size.height())).toAlignedRect()
            )
            if view.pyramid is None:
                painter.drawImage(whole, self._upright(view.look))
            else:
                self._paint_tiles(painter, view, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_marks(painter)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.palette().accent().color(), 4))
                painter.drawRect(self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit, and what is marked in view unless the person chose what to look at."""
        super().resizeEvent(event)
        self._lay_out()
        if self._fit is not Fit.FREE:
            self._reveal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1.0 + event.value(), event.position())
            return True
        return bool(super().viewportEvent(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan, zoom, fit and turn."""
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        if not plain or not self._act(event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pan, or to click."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed = event.position().toPoint()
            self._start = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            self._panning = event.button() is Qt.MouseButton.MiddleButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan."""
        if self._pressed is None:
            return
        away = event.position().toPoint() - self._pressed
        if not self._panning and away.manhattanLength() < QApplication.startDragDistance():
            return
        self._panning = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.horizontalScrollBar().setValue(self._start.x() - away.x())
        self.verticalScrollBar().setValue(self._start.y() - away.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the character that was clicked, unless the image was panned."""
        panned, pressed = self._panning, self._pressed
        self._pressed, self._panning = None, False
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        if pressed is not None and not panned and self._view is not None and self._view.size.isValid():
            point = self.image_point(event.position())
            self.clicked.emit(point.x(), point.y())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys act here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys act elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw anew where the bars lead."""
        self.viewport().update()

    # Inside.

    def _act(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        page = self.viewport().height() - _PAN
        pans = {
            Qt.Key.Key_Left: (-_PAN, 0),
            Qt.Key.Key_Right: (_PAN, 0),
            Qt.Key.Key_Up: (0, -_PAN),
            Qt.Key.Key_Down: (0, _PAN),
            Qt.Key.Key_PageUp: (0, -page),
            Qt.Key.Key_PageDown: (0, page),
        }
        fits = {Qt.Key.Key_T: Fit.TEXT, Qt.Key.Key_W: Fit.WIDTH, Qt.Key.Key_P: Fit.PAGE}
        if key in pans:
            self._scroll_by(*pans[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            bars[1].setValue(0)
        elif key == Qt.Key.Key_End:
            bars[1].setValue(bars[1].maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key in fits:
            self.set_fit(fits[Qt.Key(key)])
        elif key == Qt.Key.Key_R:
            self.turn(-90 if modifiers & Qt.KeyboardModifier.ShiftModifier else 90)
        else:
            return False
        return True

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
            bar.setSingleStep(_PAN // 3)

    def _transform(self) -> QTransform:
        """Return the way from the image's pixels to those of the viewport."""
        width, height = self._shown_size()
        room = self.viewport().size()
        left = max((room.width() - width * self._scale) / 2, 0) - self.horizontalScrollBar().value()
        top = max((room.height() - height * self._scale) / 2, 0) - self.verticalScrollBar().value()
        made = QTransform().translate(round(left), round(top)).scale(self._scale, self._scale)
        if self._turned == 90:
            made.translate(width, 0)
        elif self._turned == 180:
            made.translate(width, height)
        elif self._turned == 270:
            made.translate(0, height)
        return made.rotate(self._turned)

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

    def _upright(self, image: QImage) -> QImage:
        return image.transformed(QTransform().rotate(self._turned)) if self._turned else image

    def _paint_tiles(self, painter: QPainter, view: PageView, area: QRect) -> None:
        pyramid = view.pyramid
        assert pyramid is not None
        transform = self._transform()
        inverse, _ = transform.inverted()
        level = pyramid.level_for(self._scale * self.devicePixelRatioF())
        missing: list[Address] = []
        for address in pyramid.addresses(level, inverse.mapRect(QRectF(area)).toAlignedRect()):
            tile = self._images.tile(view, address)
            source = QRectF()
            if tile is None:
                missing.append(address)
                tile, source = self._coarser(view, address)
            target = _snapped(transform.mapRect(QRectF(pyramid.area(address))))
            if source.isEmpty():
                painter.drawImage(target, self._upright(tile))
            else:
                painter.drawImage(target, self._upright(tile.copy(source.toAlignedRect())))
        if missing:
            self._images.unpack(view, missing)

    def _coarser(self, view: PageView, address: Address) -> tuple[QImage, QRectF]:
        """Return a coarser tile that shows what a tile shows, and where in it, until the tile itself is ready."""
        pyramid = view.pyramid
        assert pyramid is not None
        level, column, row = address
        for above in range(level + 1, pyramid.levels):
            by = 2 ** (above - level)
            parent = (above, column // by, row // by)
            top = above == pyramid.levels - 1
            tile = self._images.tile_now(view, parent) if top else self._images.tile(view, parent)
            if tile is not None:
                side = TILE / by
                own = pyramid.area(address)
                return tile, QRectF(
                    column % by * side, row % by * side, own.width() / 2**above, own.height() / 2**above
                )
        return self._images.tile_now(view, address), QRectF()

    def _paint_marks(self, painter: QPainter) -> None:
        transform = self._transform()
        # The paper is light whatever the window is, and so are the colours on it.
        pen = QPen(QColor(LIGHT.highlight_line), 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        for line in self._marks.lines:
            painter.drawRoundedRect(transform.mapRect(line).adjusted(-3, -3, 3, 3), 3, 3)
        color = QColor(LIGHT.flag if self._marks.is_doubt else LIGHT.highlight_line)
        fill = QColor(color)
        fill.setAlpha(46)
        for spot, exact in self._marks.spots:
            style = Qt.PenStyle.SolidLine if exact else Qt.PenStyle.DotLine
            painter.setPen(QPen(color, 2, style))
            painter.setBrush(fill)
            painter.drawRect(transform.mapRect(spot).adjusted(-1, -1, 1, 1))


def _snapped(rect: QRectF) -> QRect:
    """Return a rectangle with whole pixels as its edges, so that neighbours leave no gap between them."""
    left, top = round(rect.left()), round(rect.top())
    return QRect(left, top, round(rect.right()) - left, round(rect.bottom()) - top)
