"""Reading PDF files in a process of their own, so that a broken file cannot take the program down."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.pdf import DAMAGED, PdfError, pdf_texts

_PATIENCE = 60.0
"""Seconds for one page; pages take milliseconds."""


def read_pdf(
    path: Path,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Return the text of each page of a PDF file; empty for pages that are images.

    Args:
        path: the file.
        progress: called with the share of pages read, from 0 to 1.
        cancelled: asked after each page; when it says True, what was read so far is returned.

    Raises:
        UserError: the file is locked, damaged, has no text at all, or broke the reader.
    """
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    reader = multiprocessing.get_context("spawn").Process(target=_read, args=(there, str(path)), daemon=True)
    reader.start()
    there.close()
    try:
        texts = _receive(here, path.name, progress, cancelled)
    finally:
        here.close()
        reader.terminate()
        reader.join()
    if not any(text.strip() for text in texts):
        raise UserError("import.pdf_images" if texts else "import.empty", file=path.name)
    return texts


def _receive(
    pages: Connection, name: str, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> list[str]:
    texts: list[str] = []
    while True:
        try:
            if not pages.poll(_PATIENCE):
                raise UserError("import.pdf_slow", file=name)
            kind, count, text = pages.recv()
        except (EOFError, OSError) as error:
            # The process is gone without a word: the file broke it.
            raise UserError(DAMAGED, file=name) from error
        if kind == "error":
            raise UserError(text, file=name)
        if kind == "end":
            return texts
        texts.append(text)
        progress(len(texts) / max(count, 1))
        if cancelled():
            return texts


def _read(pages: Connection, path: str) -> None:
    """Send the pages of a file; runs in the process of its own."""
    try:
        for count, text in pdf_texts(Path(path)):
            pages.send(("page", count, text))
        pages.send(("end", 0, ""))
    except PdfError as error:
        pages.send(("error", 0, error.code))
    except OSError:
        pages.send(("error", 0, DAMAGED))
