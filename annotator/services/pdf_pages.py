"""Reading PDF files in a process of their own, so that a broken file cannot take the program down."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Collection
from multiprocessing.connection import Connection
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.pdf import DAMAGED, PdfError, PdfPage, pdf_pages

_PATIENCE = 60.0
"""Seconds for one page; pages take milliseconds."""


def read_pdf(
    path: Path,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    wanted: Collection[int] | None = None,
) -> list[PdfPage]:
    """Return the pages of a PDF file; those that are images have no text.

    Args:
        path: the file.
        progress: called with the share of pages read, from 0 to 1.
        cancelled: asked after each page; when it says True, what was read so far is returned.
        wanted: places of the pages to read, from 1; all by default.

    Raises:
        UserError: the file is locked, damaged, has no text at all, has none of the wanted pages, or broke the reader.
    """
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    reader = multiprocessing.get_context("spawn").Process(
        target=_read, args=(there, str(path), wanted), daemon=True
    )
    reader.start()
    there.close()
    try:
        pages = _receive(here, path.name, wanted, progress, cancelled)
    finally:
        here.close()
        reader.terminate()
        reader.join()
    if not any(page.text.strip() for page in pages):
        raise UserError("import.pdf_images" if pages else "import.empty", file=path.name)
    return pages


def _receive(
    sent: Connection,
    name: str,
    wanted: Collection[int] | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> list[PdfPage]:
    pages: list[PdfPage] = []
    while True:
        try:
            if not sent.poll(_PATIENCE):
                raise UserError("import.pdf_slow", file=name)
            kind, count, found = sent.recv()
        except (EOFError, OSError) as error:
            # The process is gone without a word: the file broke it.
            raise UserError(DAMAGED, file=name) from error
        if kind == "error":
            raise UserError(found, file=name)
        if kind == "end":
            return pages
        if not found.number:
            raise UserError("import.no_such_pages", file=name, count=count)
        pages.append(found)
        expected = count if wanted is None else sum(1 <= number <= count for number in wanted)
        progress(len(pages) / max(expected, 1))
        if cancelled():
            return pages


def _read(pages: Connection, path: str, wanted: Collection[int] | None) -> None:
    """Send the pages of a file; runs in the process of its own."""
    try:
        for count, page in pdf_pages(Path(path), wanted):
            pages.send(("page", count, page))
        pages.send(("end", 0, ""))
    except PdfError as error:
        pages.send(("error", 0, error.code))
    except OSError:
        pages.send(("error", 0, DAMAGED))
