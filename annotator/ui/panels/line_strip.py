"""The strip above the doubt: the printed line it stands in, with the doubtful characters marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.ui.actions.table import Mode
from annotator.ui.controllers.image.page_image import PageImageControl
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.editor.colors import LIGHT
from annotator.ui.image.library import PageImages, PageView, State
from annotator.ui.image.snippets import cut, cut_look, turning
from annotator.ui.workspace import Workspace

_HEIGHT = 64
_LINE = 38
"""Height in pixels at which a printed line is shown."""
_TALL = 112
"""Height of the strip for vertical text, which shows some characters above and below."""


class LineStrip(QWidget):
    """Shows the print of the present doubt; it is there only where the print and the place in it are known.

    A page the person turned is shown as it was turned: areas and rectangles in here are in pixels of the turned image.
    """

    def __init__(
        self,
        workspace: Workspace,
        images: PageImages,
        control: PageImageControl,
        proofreading: Proofreading,
        modes: Modes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._images = images
        self._control = control
        self._proofreading = proofreading
        self._modes = modes
        self._line = QRectF()
        self._spots: tuple[tuple[QRectF, bool], ...] = ()
        self._is_doubt = False
        self._shown_last: tuple[object, ...] = ()
        self._area = QRectF()
        self._piece = QImage()
        self.setAccessibleName(self.tr("Print of the doubt"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        control.marked.connect(self.refresh)
        modes.changed.connect(self.refresh)
        proofreading.doubt_changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show the print of the doubt as it is now, or nothing."""
        issue, view = self._workspace.issue, self._control.page
        wanted = self._modes.mode is Mode.PROOFREAD and self._proofreading.doubt is not None
        # Its room stays while the next page is being read, so that nothing jumps from one page to another.
        if not wanted or issue is None or view is None or view.file is None:
            self.hide()
            return
        if view.state in (State.DAMAGED, State.LOCKED) or view.page not in issue.pages:
            self.hide()
            return
        marks = self._control.marks
        if not marks.spots:
            self.hide()
            return
        way = turning(view.size, view.turned)
        spots = tuple((way.mapRect(spot), exact) for spot, exact in marks.spots)
        line = way.mapRect(marks.lines[0]) if marks.lines else spots[0][0]
        self._is_doubt = marks.is_doubt
        shown = (view.page, view.state, view.turned, line, spots)
        if shown != self._shown_last:
            self._shown_last = shown
            self._line, self._spots = line, spots
            self._piece = QImage()
        vertical = line.height() > 1.6 * line.width()
        self.setFixedHeight(_TALL if vertical else _HEIGHT)
        self.show()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew: another width shows more or less of the line."""
        super().resizeEvent(event)
        self._piece = QImage()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the print with the doubt in its middle."""
        view = self._control.page
        ratio = self.devicePixelRatioF()
        if self._piece.isNull() and view is not None and view.has_image and self._spots:
            self._area = self._area_around(self._spots[0][0])
            size = QSize(round(self.width() * ratio), round(self.height() * ratio))
            self._piece = self._cut(view, size)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(LIGHT.paper))
            if self._piece.isNull():
                return
            painter.drawImage(QRectF(self.rect()), self._piece)
            scale = self.height() / self._area.height()
            self._fade_around(painter, self._shown(self._line, scale))
            color = QColor(LIGHT.flag if self._is_doubt else LIGHT.highlight_line)
            fill = QColor(color)
            fill.setAlpha(30)
            painter.setBrush(fill)
            for spot, exact in self._spots:
                painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine if exact else Qt.PenStyle.DotLine))
                painter.drawRect(self._shown(spot, scale).adjusted(-2, -2, 2, 2))

    def _cut(self, view: PageView, size: QSize) -> QImage:
        """Return the print the strip shows, in the given size."""
        back, _ = turning(view.size, view.turned).inverted()
        area = back.mapRect(self._area)
        stored = size.transposed() if view.turned % 180 else size
        piece = (
            cut(view.pyramid, area, stored, lambda address: self._images.tile_now(view, address))
            if view.pyramid is not None
            else cut_look(view.look, view.size, area, stored)
        )
        return piece.transformed(QTransform().rotate(view.turned)) if view.turned else piece

    def _shown(self, rect: QRectF, scale: float) -> QRectF:
        """Return where a rectangle of the image is in the strip."""
        left, top = rect.left() - self._area.left(), rect.top() - self._area.top()
        return QRectF(left * scale, top * scale, rect.width() * scale, rect.height() * scale)

    def _fade_around(self, painter: QPainter, line: QRectF) -> None:
        """Let the print around the line step back: neighbouring lines and columns are not what is to be read."""
        veil = QColor(LIGHT.paper)
        veil.setAlpha(150)
        around = QRegion(self.rect()) - QRegion(line.adjusted(-4, -4, 4, 4).toAlignedRect())
        painter.setClipRegion(around)
        painter.fillRect(self.rect(), veil)
        painter.setClipping(False)

    def _area_around(self, spot: QRectF) -> QRectF:
        """Return what of the image the strip shows: the line at a readable size, the place in the middle."""
        thickness = max(min(self._line.width(), self._line.height()), 1.0)
        height = self.height() * thickness / _LINE
        width = height * self.width() / max(self.height(), 1)
        left = spot.center().x() - width / 2
        if self._line.width() > self._line.height():
            if width >= self._line.width():
                left = self._line.center().x() - width / 2
            else:
                left = min(
                    max(left, self._line.left() - thickness / 2), self._line.right() + thickness / 2 - width
                )
            middle = self._line.center().y()
        else:
            middle = spot.center().y()
        size = self._size_of_image()
        if width < size.width():
            left = min(max(left, 0), size.width() - width)
        return QRectF(left, middle - height / 2, width, height)

    def _size_of_image(self) -> QSize:
        view = self._control.page
        if view is None:
            return QSize()
        return view.size.transposed() if view.turned % 180 else view.size
