"""Cutting pieces out of page images."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from annotator.services.background.workplaces import WorkCancelled
from annotator.services.sources.page_images import ImageFile
from annotator.ui.image.pyramid import Address, Pyramid
from annotator.ui.image.reading import Opened, parts

THUMB = 20
"""Width and height of thumbnails in pixels."""


def turning(size: QSize, degrees: int) -> QTransform:
    """Return the way from the pixels of an image to those of the image turned clockwise.

    Args:
        size: of the image as it is stored.
        degrees: a multiple of 90.
    """
    there = QTransform().rotate(degrees)
    corner = there.mapRect(QRectF(0, 0, size.width(), size.height())).topLeft()
    return there * QTransform.fromTranslate(-corner.x(), -corner.y())


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


def cut_look(look: QImage, whole: QSize, area: QRectF, size: QSize) -> QImage:
    """Return an area of an image like ``cut``, out of a first look at it; ``whole`` is the size of the image."""
    piece = QImage(size, QImage.Format.Format_RGB32)
    piece.fill(Qt.GlobalColor.white)
    with QPainter(piece) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(size.width() / area.width(), size.height() / area.height())
        painter.translate(-area.topLeft())
        painter.drawImage(QRectF(0, 0, whole.width(), whole.height()), look)
    return piece


def cut_many(
    file: ImageFile,
    areas: Sequence[QRectF],
    height: int,
    cancelled: Callable[[], bool] = lambda: False,
    opened: Opened | None = None,
) -> list[QImage]:
    """Return areas of an image file, each scaled to a height; for a thread beside the window.

    Raises:
        UserError: the file cannot be read.
        WorkCancelled: it was cancelled.
    """
    pieces = [QImage(_size_of(area, height), QImage.Format.Format_RGB32) for area in areas]
    for piece in pieces:
        piece.fill(Qt.GlobalColor.white)
    top = 0
    for part in parts(file, opened.decoded if opened is not None else None):
        if cancelled():
            raise WorkCancelled
        inside = QRectF(0, top, part.width(), part.height())
        for area, piece in zip(areas, pieces, strict=True):
            shown = area.intersected(inside)
            if shown.isEmpty():
                continue
            with QPainter(piece) as painter:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                scale = height / area.height()
                painter.scale(scale, scale)
                painter.translate(-area.topLeft())
                # A whole band would be scaled for each piece; the little that is needed is cut out of it first.
                cutting = shown.translated(0, -top).toAlignedRect().intersected(part.rect())
                painter.drawImage(cutting.topLeft() + QPoint(0, top), part.copy(cutting))
        top += part.height()
    # An issue has thousands of places of a common character: grey ones take a quarter.
    grey = QImage.Format.Format_Grayscale8
    return [piece.convertToFormat(grey) if piece.isGrayscale() else piece for piece in pieces]


def thumbnail(piece: QImage, side: int = THUMB) -> bytes:
    """Return a piece as ``side`` rows of ``side`` grey pixels."""
    small = piece.scaled(
        side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = (memoryview(small.constScanLine(row)) for row in range(side))  # type: ignore[arg-type]
    return b"".join(bytes(row[:side]) for row in rows)


def _size_of(area: QRectF, height: int) -> QSize:
    width = round(area.width() * height / max(area.height(), 1.0))
    return QSize(min(max(width, height // 3), height * 8), height)
