"""Drawing pages of PDF files as images."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.formats.pdf import DAMAGED, PdfError, open_document

_DPI = 200.0
_MOST = 24_000_000
"""Pixels of the largest drawing; a page of 400 by 560 mm at 200 dpi has 14 million."""

_POINTS = 72.0  # in an inch
_COLOURLESS = 6  # of 255; channels that differ less are grey, drawn with smoothed edges


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as pixels.

    Attributes:
        width: in pixels.
        height: in pixels.
        channels: bytes a pixel: 1 for grey, 4 for blue, green, red and one without meaning.
        packed: rows of pixels from top to bottom, packed with zlib.
    """

    width: int
    height: int
    channels: int
    packed: bytes

    def pixels(self) -> bytes:
        """Return the rows of pixels from top to bottom, without gaps."""
        return zlib.decompress(self.packed)


def draw_page(path: Path, number: int, password: str = "") -> DrawnPage:
    """Draw a page as a reader of PDF files shows it, at 200 dpi unless it is huge.

    PDFium is written in C++ and reads files from anywhere: call this in a process that may break.

    Args:
        path: the file.
        number: the place of the page in it, from 1.
        password: what opens the file, where it is locked.

    Raises:
        PdfError: the file is locked by another password, damaged, or has no such page.
    """
    from pypdfium2 import PdfiumError

    document = open_document(path, password)
    try:
        if not 1 <= number <= len(document):
            raise PdfError(DAMAGED)
        page = document[number - 1]
        width, height = page.get_size()
        return _drawn(page, min(_DPI / _POINTS, (_MOST / max(width * height, 1.0)) ** 0.5))
    except PdfiumError as error:
        raise PdfError(DAMAGED) from error
    finally:
        document.close()


def draw_small(
    path: Path, first: int, count: int, height: int, password: str = ""
) -> tuple[int, list[DrawnPage | None]]:
    """Return the number of pages of a file, and some of them small; None for pages that cannot be drawn.

    Args:
        path: the file.
        first: the place of the first page wanted, from 1.
        count: how many are wanted at most.
        height: of a drawing, in pixels.
        password: what opens the file, where it is locked.

    Raises:
        PdfError: the file is locked by another password, or damaged.
    """
    from pypdfium2 import PdfiumError

    document = open_document(path, password)
    drawn: list[DrawnPage | None] = []
    try:
        for number in range(first, min(first + count, len(document) + 1)):
            try:
                page = document[number - 1]
                drawn.append(_drawn(page, min(height / max(page.get_height(), 1.0), 1.0)))
                page.close()
            except PdfiumError:
                drawn.append(None)  # one broken page does not keep the others out
        return len(document), drawn
    finally:
        document.close()


def _drawn(page: Any, scale: float) -> DrawnPage:
    import numpy as np  # the window opens without it
    from pypdfium2 import raw

    drawn = page.render(scale=scale, prefer_bgrx=True, force_bitmap_format=raw.FPDFBitmap_BGRx)
    array = drawn.to_numpy()
    colours = array[::3, ::3, :3].astype(np.int16)
    if colours.size and int((colours.max(axis=2) - colours.min(axis=2)).max()) <= _COLOURLESS:
        array = array[:, :, 1]
    channels = 1 if array.ndim == 2 else 4
    packed = zlib.compress(np.ascontiguousarray(array).tobytes(), 1)
    return DrawnPage(int(array.shape[1]), int(array.shape[0]), channels, packed)
