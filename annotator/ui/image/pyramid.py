"""A page image taken apart into tiles of several sizes, kept packed: a page of 70 megapixels takes some 20 MB.

A tile of level n shows a square of 2ⁿ times ``TILE`` pixels of the image. Packing is JPEG at a quality at which print
looks as it was; images of black and white only are kept as they are, an eighth of a byte a pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

TILE = 512
"""Width and height of tiles in pixels."""

_QUALITY = 88
_COARSEST = 1024
"""The image at the coarsest level is not larger than this, in pixels either way."""

Address = tuple[int, int, int]
"""Level, column and row of a tile."""


@dataclass(slots=True)
class Pyramid:
    """An image as tiles.

    Attributes:
        size: of the image in pixels.
        levels: number of levels; level 0 is the image itself.
        tiles: the packed tiles by address.
    """

    size: QSize
    levels: int
    tiles: dict[Address, QByteArray | QImage] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """Bytes the packed tiles take."""
        return sum(
            tile.sizeInBytes() if isinstance(tile, QImage) else tile.size() for tile in self.tiles.values()
        )

    def level_for(self, scale: float) -> int:
        """Return the coarsest level that is at least as fine as the screen at a scale (screen by image pixels)."""
        level = 0
        while level + 1 < self.levels and scale * 2 ** (level + 1) <= 1.0:
            level += 1
        return level

    def addresses(self, level: int, area: QRect) -> Iterator[Address]:
        """Yield the tiles of a level that show an area of the image, row by row."""
        side = TILE * 2**level
        inside = area.intersected(QRect(0, 0, self.size.width(), self.size.height()))
        if inside.isEmpty():
            return
        for row in range(inside.top() // side, inside.bottom() // side + 1):
            for column in range(inside.left() // side, inside.right() // side + 1):
                yield level, column, row

    def area(self, address: Address) -> QRect:
        """Return the area of the image that a tile shows."""
        level, column, row = address
        side = TILE * 2**level
        whole = QRect(0, 0, self.size.width(), self.size.height())
        return QRect(column * side, row * side, side, side).intersected(whole)

    def unpack(self, address: Address) -> QImage:
        """Return a tile as an image ready for painting. Takes milliseconds; may be called from any thread."""
        packed = self.tiles.get(address)
        if packed is None:
            return QImage()
        if isinstance(packed, QImage):
            return packed.convertToFormat(QImage.Format.Format_RGB32)
        # Never by a reader on a buffer of ours: Qt asks such a buffer through Python while it holds the lock of all
        # image formats, and another thread may wait for that lock while it holds Python's.
        return QImage.fromData(packed).convertToFormat(QImage.Format.Format_RGB32)


class PyramidMaker:
    """Makes a pyramid of an image that comes in bands from top to bottom; for a thread beside the window."""

    def __init__(self, size: QSize) -> None:
        self._pyramid = Pyramid(size, _levels(size))
        self._next = 0
        self._growing: dict[Address, QImage] = {}

    def add(self, band: QImage) -> None:
        """Take the next band: as wide as the image, ``TILE`` pixels high but for the last one."""
        row = self._next
        self._next += 1
        plain = _plain(band)
        for column in range(-(-plain.width() // TILE)):
            self._put((0, column, row), plain.copy(_cut(column, plain)))

    def done(self) -> Pyramid:
        """Return the pyramid; all bands must have come."""
        return self._pyramid

    def _put(self, address: Address, tile: QImage) -> None:
        level, column, row = address
        self._pyramid.tiles[address] = _packed(tile)
        if level + 1 >= self._pyramid.levels:
            return
        parent = (level + 1, column // 2, row // 2)
        area = self._pyramid.area(parent)
        side = 2 ** (level + 1)
        if parent not in self._growing:
            format_ = QImage.Format.Format_Grayscale8 if tile.isGrayscale() else QImage.Format.Format_RGB32
            self._growing[parent] = QImage(-(-area.width() // side), -(-area.height() // side), format_)
        grown = self._growing[parent]
        if not tile.isGrayscale() and grown.format() is QImage.Format.Format_Grayscale8:
            grown = self._growing[parent] = grown.convertToFormat(QImage.Format.Format_RGB32)
        half = QSize(-(-tile.width() // 2), -(-tile.height() // 2))
        smaller = tile.scaled(
            half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        with QPainter(grown) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(column % 2 * TILE // 2, row % 2 * TILE // 2, smaller)
        own = self._pyramid.area(address)
        if own.right() == area.right() and own.bottom() == area.bottom():
            self._put(parent, self._growing.pop(parent))


def _levels(size: QSize) -> int:
    levels = 1
    while max(size.width(), size.height()) / 2 ** (levels - 1) > _COARSEST:
        levels += 1
    return levels


def _cut(column: int, band: QImage) -> QRect:
    left = column * TILE
    return QRect(left, 0, min(TILE, band.width() - left), band.height())


def _plain(image: QImage) -> QImage:
    """Return an image in one of three formats: black and white, grey or colour; what shines through is white."""
    if image.hasAlphaChannel():
        ground = QImage(image.size(), QImage.Format.Format_RGB32)
        ground.fill(Qt.GlobalColor.white)
        with QPainter(ground) as painter:
            painter.drawImage(0, 0, image)
        return ground
    if image.format() in (QImage.Format.Format_Mono, QImage.Format.Format_MonoLSB):
        return image
    grey = image.format() is QImage.Format.Format_Grayscale16 or (
        image.format() is QImage.Format.Format_Indexed8 and image.isGrayscale()
    )
    if grey or image.format() is QImage.Format.Format_Grayscale8:
        return image.convertToFormat(QImage.Format.Format_Grayscale8)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _packed(tile: QImage) -> QByteArray | QImage:
    if tile.depth() == 1:
        return tile
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    tile.save(buffer, "JPG", _QUALITY)  # type: ignore[call-overload]  # the format is text, whatever the stubs say
    return buffer.data()
