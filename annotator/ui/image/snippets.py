"""Cutting pieces out of page images."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from annotator.ui.image.pyramid import Address, Pyramid


def cut(
    pyramid: Pyramid, area: QRectF, size: QSize, tile: Callable[[Address], QImage] | None = None
) -> QImage:
    """Return an area of an image, scaled to a size; what lies outside the image is white.

    Args:
        pyramid: the image.
        area: what to cut out, in pixels of the image.
        size: of the piece, in pixels.
        tile: gives tiles that are ready for painting; by default they are made ready here.
    """
    piece = QImage(size, QImage.Format.Format_RGB32)
    piece.fill(Qt.GlobalColor.white)
    if area.isEmpty() or size.isEmpty():
        return piece
    across, down = size.width() / area.width(), size.height() / area.height()
    level = pyramid.level_for(max(across, down))
    with QPainter(piece) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(across, down)
        painter.translate(-area.topLeft())
        for address in pyramid.addresses(level, area.toAlignedRect()):
            image = tile(address) if tile is not None else pyramid.unpack(address)
            painter.drawImage(QRectF(pyramid.area(address)), image)
    return piece
