"""The widget a page image is looked at in: its tiles, the marks on it, and what keys and the mouse do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
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
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.editor.colors import LIGHT
from annotator.ui.image.library import PageImages, PageView
from annotator.ui.image.page_area import PAN, Fit, PageArea
from annotator.ui.image.pyramid import TILE, Address

_STEP = 1.25


class ImageView(PageArea):
    """Shows one page image, and lets a person look around in it.

    Signals:
        clicked: a point of the image that was clicked, in its pixels.
    """

    clicked = Signal(float, float)

    def __init__(self, images: PageImages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self._pressed: QPoint | None = None
        self._start = QPoint()
        self._panning = False
        # Keys go on deciding doubts while the mouse looks around here; F6 and Tab bring them over.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Page image"))
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)

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
        page = self.viewport().height() - PAN
        pans = {
            Qt.Key.Key_Left: (-PAN, 0),
            Qt.Key.Key_Right: (PAN, 0),
            Qt.Key.Key_Up: (0, -PAN),
            Qt.Key.Key_Down: (0, PAN),
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
