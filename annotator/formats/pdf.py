"""The text layer of PDF files, page by page, in the order the file draws it, with a box for each character."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOCKED = "import.pdf_locked"
WRONG_PASSWORD = "import.pdf_password"
DAMAGED = "import.pdf"

_ENCRYPT = b"/Encrypt"
_CHUNK = 4 * 1024 * 1024

_HYPHENS = (0x02, 0xFFFE)
"""What PDFium puts where a word was parted at a line end."""

_FINE = 100
"""Device units a point in which PDFium is asked where a page's corners come to lie."""

_NONE = math.nan


class PdfError(Exception):
    """A PDF cannot be read; ``code`` is ``LOCKED``, ``WRONG_PASSWORD`` or ``DAMAGED``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page of a PDF.

    Attributes:
        number: its place in the file, from 1.
        text: its text layer, a line feed behind each printed line.
        width: of the page as it is shown, in points.
        height: of the page.
        places: five numbers a code point of the text: left, top, right and bottom of its box in points from the top
            left corner, and the size of its type in points; all of them not a number where PDFium put the character
            in by itself, as it does with line ends.
        is_blank: whether nothing at all is drawn on it.
    """

    number: int
    text: str
    width: float = 0.0
    height: float = 0.0
    places: array[float] = field(default_factory=lambda: array("f"))
    is_blank: bool = False


def open_document(path: Path, password: str = "") -> Any:
    """Return a file as PDFium opens it.

    Raises:
        PdfError: the file is locked by another password, or damaged.
    """
    import pypdfium2
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(path, password=password or None)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        if not locked and "password" not in str(error).lower():
            raise PdfError(DAMAGED) from error
        raise PdfError(WRONG_PASSWORD if password else LOCKED) from error


def is_encrypted(path: Path) -> bool:
    """Tell whether a file speaks of encryption, without reading it as a PDF; many such files need no password.

    The dictionary that names the encryption is a trailer or that of a cross-reference stream, neither of which can be
    compressed (ISO 32000-1, 7.5.5 and 7.5.8). A file that cannot be read is not encrypted.
    """
    try:
        with path.open("rb") as file:
            before = b""
            while chunk := file.read(_CHUNK):
                before += chunk
                if _ENCRYPT in before:
                    return True
                before = before[-len(_ENCRYPT) :]
    except OSError:
        return False
    return False


def opening_password(path: Path, passwords: Sequence[str]) -> int | None:
    """Return the place of the first password that opens a file, or None.

    PDFium is written in C++ and reads files from anywhere: call this in a process that may break.

    Raises:
        PdfError: the file is damaged.
    """
    for place, password in enumerate(passwords):
        try:
            open_document(path, password).close()
        except PdfError as error:
            if error.code == DAMAGED:
                raise
        else:
            return place
    return None


def pdf_pages(
    path: Path, wanted: Collection[int] | None = None, password: str = ""
) -> Iterator[tuple[int, PdfPage]]:
    """Yield the number of pages of a file and each of its pages.

    PDFium is written in C++ and reads files from anywhere: call this in a process that may break.

    Args:
        path: the file.
        wanted: places of the pages to read, from 1; all by default.
        password: what opens the file, where it is locked.

    Raises:
        PdfError: the file is locked by another password, or damaged.
    """
    from pypdfium2 import PdfiumError

    document = open_document(path, password)
    try:
        count = len(document)
        if wanted is not None and not any(1 <= number <= count for number in wanted):
            yield count, PdfPage(0, "")
        for number in range(1, count + 1):
            if wanted is not None and number not in wanted:
                continue
            try:
                page = document[number - 1]
                yield count, _read(page, number)
                page.close()
            except PdfiumError:
                yield count, PdfPage(number, "")  # one broken page does not keep the others out
    finally:
        document.close()


def _read(page: Any, number: int) -> PdfPage:
    from pypdfium2 import raw

    width, height = page.get_size()
    across, down = _corner(page, raw, width, height)
    upright = across[2] == down[1] == 0.0 and across[1] > 0.0 > down[2]
    text_page = page.get_textpage()
    characters: list[str] = []
    places = array("f")
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    there = ctypes.byref(rect)
    code_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    nowhere = (_NONE,) * 5
    size, measured = _NONE, -1.0
    half = 0  # the first half of a character beyond the basic plane
    for index in range(text_page.count_chars()):
        code = code_of(text_page, index)
        if code == 0x0D:
            if code_of(text_page, index + 1) == 0x0A:
                continue
            code = 0x0A
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code = 0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00)
        half = 0
        characters.append("-" if code in _HYPHENS else chr(code))
        placed = box_of(text_page, index, there)
        high = rect.top - rect.bottom
        if not placed or (high == 0.0 and rect.left == rect.right):  # line ends that PDFium has put in
            places.extend(nowhere)
            continue
        if abs(high - measured) > 0.01:
            found = raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
            size = raw.FPDFText_GetFontSize(text_page, index)
            size *= math.hypot(matrix.c, matrix.d) if found else 1.0
            measured = high
        if upright:
            left, right = across[0] + across[1] * rect.left, across[0] + across[1] * rect.right
            places.extend((left, down[0] + down[2] * rect.top, right, down[0] + down[2] * rect.bottom, size))
            continue
        xs = (
            across[0] + across[1] * rect.left + across[2] * rect.top,
            across[0] + across[1] * rect.right + across[2] * rect.bottom,
        )
        ys = (
            down[0] + down[1] * rect.left + down[2] * rect.top,
            down[0] + down[1] * rect.right + down[2] * rect.bottom,
        )
        places.extend((min(xs), min(ys), max(xs), max(ys), size))
    text_page.close()
    if characters and characters[-1] != "\n":
        characters.append("\n")
        places.extend(nowhere)
    is_blank = raw.FPDFPage_CountObjects(page) == 0
    return PdfPage(number, "".join(characters), width, height, places, is_blank)


def _corner(
    page: Any, raw: Any, width: float, height: float
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Return how far right and how far down a place of the page's own coordinates is shown: offset, by x, by y.

    PDFium knows of the rotation of pages and of the box they are cropped to.
    """
    wide, high = math.ceil(width * _FINE), math.ceil(height * _FINE)
    x, y = ctypes.c_int(), ctypes.c_int()
    shown = []
    for place in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        raw.FPDF_PageToDevice(page, 0, 0, wide, high, 0, *place, ctypes.byref(x), ctypes.byref(y))
        shown.append((x.value / _FINE, y.value / _FINE))
    (x0, y0), (x1, y1), (x2, y2) = shown
    return (x0, (x1 - x0) / 1000, (x2 - x0) / 1000), (y0, (y1 - y0) / 1000, (y2 - y0) / 1000)
