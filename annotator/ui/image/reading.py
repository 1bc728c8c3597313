"""Reading image files: in bands from top to bottom, or small for a first look. For threads beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import log

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from annotator.errors import UserError
from annotator.model.layout import PageLayout
from annotator.model.page_geometry import turned_layout
from annotator.services.background.workplaces import WorkCancelled
from annotator.services.sources.page_images import ImageFile
from annotator.ui.image.pyramid import TILE, Pyramid, PyramidMaker

_LIMIT = 1024
"""Most memory one decoded image may take, in MB; Qt's own limit is below what a newspaper page in colour takes."""

_AT_ONCE = 80 * 1024 * 1024
"""Bytes that are decoded at once where the format lets us take less; 80 megapixels of grey."""

_LOOK = 1400
"""Size of a first look at an image, in pixels either way."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of an image before it is decoded.

    Attributes:
        size: in pixels, as it is shown.
        turned: clockwise turn in degrees that was needed for that, as cameras write into a file.
        decoded: all of it as it is shown, if that was the way to know its size; else null.
    """

    size: QSize
    turned: int = 0
    decoded: QImage = field(default_factory=QImage)

    def upright(self, layout: PageLayout) -> PageLayout:
        """Return a layout of the image's page in the frame of the image as it is shown.

        Some engines heed the turn that a camera wrote into a file and some do not; the sides of the page tell which.
        Where they do not tell, the engine is taken for one that does not.
        """
        if not self.turned or layout.width <= 0 or layout.height <= 0:
            return layout
        shown, measured = self.size.width() / max(self.size.height(), 1), layout.width / layout.height
        if self.turned % 180 and abs(log(measured / shown)) < abs(log(measured * shown)):
            return layout
        return turned_layout(layout, self.turned)


def open_image(file: ImageFile, cancelled: Callable[[], bool] = lambda: False, password: str = "") -> Opened:
    """Return what an image file says of itself; the password opens a PDF that is locked.

    Raises:
        UserError: it cannot be read.
        WorkCancelled: it was, while a page of a PDF was being drawn.
    """
    if file.path.suffix.lower() == ".pdf":
        drawn = _drawn(file, cancelled, password)
        return Opened(drawn.size(), 0, drawn)
    reader = _reader(file)
    return Opened(_size_of(reader, file), _turn_of(reader))


def _drawn(file: ImageFile, cancelled: Callable[[], bool], password: str) -> QImage:
    """Return a page of a PDF as an image."""
    from annotator.services.sources.pdf_images import draw_pdf_page  # what draws is loaded with the first PDF

    page = draw_pdf_page(file.path, file.frame + 1, cancelled, password)
    format_ = QImage.Format.Format_Grayscale8 if page.channels == 1 else QImage.Format.Format_RGB32
    # The image does not keep the bytes, so it is copied while they are there.
    return QImage(page.pixels(), page.width, page.height, page.width * page.channels, format_).copy()


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at an image.

    Attributes:
        image: the image small; null where all of it is no larger.
        decoded: all of it, where it had to be decoded for the look; else null.
    """

    image: QImage
    decoded: QImage


def first_look(file: ImageFile, opened: Opened) -> Look:
    """Return an image small, as soon as its format allows.

    Raises:
        UserError: it cannot be read.
    """
    if max(opened.size.width(), opened.size.height()) <= 2 * _LOOK:
        return Look(QImage(), opened.decoded)
    small = opened.size.scaled(_LOOK, _LOOK, Qt.AspectRatioMode.KeepAspectRatio)
    decoded = opened.decoded
    if decoded.isNull():
        reader = _reader(file)
        if _reads_parts(reader):
            reader.setScaledSize(small)
            return Look(reader.read(), QImage())
        decoded = _read_whole(reader, file)
    return Look(decoded.scaled(small, Qt.AspectRatioMode.IgnoreAspectRatio), decoded)


def bands(
    file: ImageFile, cancelled: Callable[[], bool] = lambda: False, decoded: QImage | None = None
) -> Iterator[QImage]:
    """Yield an image in bands as high as tiles, from top to bottom.

    Args:
        file: where it is.
        cancelled: asked now and then.
        decoded: the whole of it, if it was decoded already.

    Raises:
        UserError: it cannot be read.
        WorkCancelled: it was.
    """
    for part in parts(file, decoded):
        for row in range(0, part.height(), TILE):
            if cancelled():
                raise WorkCancelled
            yield part.copy(0, row, part.width(), min(TILE, part.height() - row))


def parts(file: ImageFile, decoded: QImage | None = None) -> Iterator[QImage]:
    """Yield an image in parts that memory can bear, where its format can be decoded in parts; the arguments are bands'.

    Raises:
        UserError: it cannot be read.
    """
    if decoded is not None and not decoded.isNull():
        yield decoded
        return
    reader = _reader(file)
    size = _size_of(reader, file)
    depth = 1 if reader.imageFormat() in (QImage.Format.Format_Grayscale8, QImage.Format.Format_Mono) else 4
    if not _reads_parts(reader) or size.width() * size.height() * depth <= _AT_ONCE:
        yield _read_whole(reader, file)
        return
    step = max(_AT_ONCE // (size.width() * depth) // TILE, 1) * TILE
    for top in range(0, size.height(), step):
        clip = QRect(0, top, size.width(), min(step, size.height() - top))
        reader = _reader(file)
        reader.setClipRect(clip)
        part = reader.read()
        if part.size() != clip.size():
            raise UserError("image.damaged", file=file.path.name)
        yield part


def read_pyramid(
    file: ImageFile,
    cancelled: Callable[[], bool] = lambda: False,
    decoded: QImage | None = None,
    password: str = "",
) -> Pyramid:
    """Return an image as tiles; the arguments are those of ``bands``, and what opens a PDF that is locked.

    Raises:
        UserError: it cannot be read.
        WorkCancelled: it was.
    """
    if decoded is None or decoded.isNull():
        opened = open_image(file, cancelled, password)
        decoded, size = opened.decoded, opened.size
    else:
        size = decoded.size()
    maker = PyramidMaker(size)
    for band in bands(file, cancelled, decoded):
        maker.add(band)
    return maker.done()


def _reads_parts(reader: QImageReader) -> bool:
    """Tell whether less than the whole image costs less than the whole; of Qt's readers only that of JPEG is so.

    Parts are bands of rows as they are stored, so an image that is turned is read as a whole.
    """
    return bytes(reader.format().data()) == b"jpeg" and not _turn_of(reader)


def _read_whole(reader: QImageReader, file: ImageFile) -> QImage:
    image = reader.read()
    if image.isNull():
        raise UserError("image.damaged", file=file.path.name)
    return image


def _reader(file: ImageFile) -> QImageReader:
    if QImageReader.allocationLimit() < _LIMIT:
        QImageReader.setAllocationLimit(_LIMIT)
    reader = QImageReader(str(file.path))
    reader.setDecideFormatFromContent(True)
    if file.frame and not reader.jumpToImage(file.frame):
        raise UserError("image.damaged", file=file.path.name)
    reader.setAutoTransform(bool(_turn_of(reader)))
    return reader


def _size_of(reader: QImageReader, file: ImageFile) -> QSize:
    size = reader.size()
    if not size.isValid():
        raise UserError("image.damaged", file=file.path.name)
    return size.transposed() if _turn_of(reader) % 180 else size


def _turn_of(reader: QImageReader) -> int:
    # Mirrored images are no photographs of pages; they are shown as they are stored.
    kind = QImageIOHandler.Transformation
    return {
        kind.TransformationRotate90: 90,
        kind.TransformationRotate180: 180,
        kind.TransformationRotate270: 270,
    }.get(reader.transformation(), 0)
