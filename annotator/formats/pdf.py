"""The text layer of PDF files, page by page, in the order the file draws it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_HYPHEN = "\ufffe"
"""What PDFium puts where a word was parted at a line end."""

LOCKED = "import.pdf_locked"
DAMAGED = "import.pdf"


class PdfError(Exception):
    """A PDF cannot be read; ``code`` is ``LOCKED`` or ``DAMAGED``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def pdf_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the number of pages of a file and the text of each page, a line feed behind each printed line.

    PDFium is written in C++ and reads files from anywhere: call this in a process that may break.

    Raises:
        PdfError: the file is locked by a password, or damaged.
    """
    import pypdfium2
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise PdfError(LOCKED if locked or "password" in str(error).lower() else DAMAGED) from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage().get_text_range()
            except PdfiumError:
                text = ""  # one broken page does not keep the others out
            yield len(document), _lines(text)
    finally:
        document.close()


def _lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_HYPHEN, "-")
    return f"{text}\n" if text and not text.endswith("\n") else text
