"""Reading PDF files in a process of their own, so that a broken file cannot take the program down."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import cast

from annotator.errors import UserError
from annotator.formats.pdf import DAMAGED, PdfError, PdfPage, pdf_pages
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Place, WorkCancelled, WorkLost, WorkSilent

_PATIENCE = 60.0
"""Seconds for one page; pages take milliseconds."""


def read_pdf(
    path: Path,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    wanted: Collection[int] | None = None,
    taken: Callable[[int, PdfPage], None] = lambda _count, _page: None,
    *,
    may_be_images: bool = False,
    password: str = "",
) -> list[PdfPage]:
    """Return the pages of a PDF file; their texts are empty for pages that are images.

    Args:
        path: the file.
        progress: called with the share of pages read, from 0 to 1.
        cancelled: asked now and then.
        wanted: places of the pages to read, from 1; all by default.
        taken: called with the number of pages of the file and each page that was read, while the next ones are.
        may_be_images: whether a file without any text is returned too.
        password: what opens the file, where it is locked; it is written nowhere.

    Raises:
        UserError: the file is locked, damaged, has no text at all, has none of the wanted pages, or broke the reader;
            or ``cancelled`` has said True.
    """
    reader = OwnProcess(attempts=1, patience=_PATIENCE, may_work_here=False)
    pages: list[PdfPage] = []

    def take(part: object) -> None:
        count, page = cast(tuple[int, PdfPage], part)
        pages.append(page)
        taken(count, page)

    try:
        reader.run_in_parts(take, progress, cancelled, read_pages, path, wanted, password)
    except WorkCancelled as error:
        raise UserError("import.cancelled") from error
    except WorkSilent as error:
        raise UserError("import.pdf_slow", file=path.name) from error
    except WorkLost as error:
        # The process is gone without a word: the file broke it.
        raise UserError(DAMAGED, file=path.name) from error
    except PdfError as error:
        raise UserError(error.code, file=path.name) from error
    finally:
        reader.close()
    if not any(page.text.strip() or (may_be_images and not page.is_blank) for page in pages):
        raise UserError("import.pdf_images" if pages else "import.empty", file=path.name)
    return pages


def read_pages(place: Place, path: Path, wanted: Collection[int] | None, password: str = "") -> None:
    """Read the pages of a file, and hand each of them over with the number of pages of the file; an errand.

    Raises:
        UserError: it has none of the wanted pages.
        PdfError: it is locked or damaged.
    """
    read = 0
    try:
        for count, page in pdf_pages(path, wanted, password):
            if not page.number:
                raise UserError("import.no_such_pages", file=path.name, count=count)
            read += 1
            place.hand_over((count, page))
            expected = count if wanted is None else sum(1 <= number <= count for number in wanted)
            place.progress(read / max(expected, 1))
    except OSError as error:
        raise PdfError(DAMAGED) from error
