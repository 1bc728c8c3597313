"""Drawing pages of PDF files in a process of their own, so that a broken file cannot take the program down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotator.errors import UserError
from annotator.formats.pdf import DAMAGED, PdfError
from annotator.formats.pdf_drawing import DrawnPage, draw_page, draw_small
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Place, WorkLost, WorkSilent

Drawing = TypeVar("Drawing")

_PATIENCE = 60.0
"""Seconds for one page; most take less than one."""


def draw_pdf_page(
    path: Path, number: int, cancelled: Callable[[], bool] = lambda: False, password: str = ""
) -> DrawnPage:
    """Return a page of a PDF file as pixels.

    Args:
        path: the file.
        number: the place of the page in it, from 1.
        cancelled: asked now and then.
        password: what opens the file, where it is locked.

    Raises:
        UserError: the file is locked by another password, damaged, takes too long, or has no such page.
        WorkCancelled: ``cancelled`` has said True.
    """
    return _in_process(path, cancelled, draw_in_process, number, password)


def draw_small_pages(
    path: Path,
    first: int,
    count: int,
    height: int,
    cancelled: Callable[[], bool] = lambda: False,
    password: str = "",
) -> tuple[int, list[DrawnPage | None]]:
    """Return the number of pages of a PDF file, and some of them small; None for pages that cannot be drawn.

    Args:
        path: the file.
        first: the place of the first page wanted, from 1.
        count: how many are wanted at most.
        height: of a drawing, in pixels.
        cancelled: asked now and then.
        password: what opens the file, where it is locked.

    Raises:
        UserError: the file is locked by another password, damaged, or takes too long.
        WorkCancelled: ``cancelled`` has said True.
    """
    return _in_process(path, cancelled, draw_small_in_process, first, count, height, password)


def _in_process(
    path: Path, cancelled: Callable[[], bool], errand: Callable[..., Drawing], *what: int | str
) -> Drawing:
    drawer = OwnProcess(attempts=1, patience=_PATIENCE, may_work_here=False)
    try:
        return drawer.run(lambda _share: None, cancelled, errand, path, *what)
    except WorkSilent as error:
        raise UserError("import.pdf_slow", file=path.name) from error
    except WorkLost as error:
        raise UserError(DAMAGED, file=path.name) from error
    except PdfError as error:
        raise UserError(error.code, file=path.name) from error
    finally:
        drawer.close()


def draw_in_process(_place: Place, path: Path, number: int, password: str) -> DrawnPage:
    """Draw a page; an errand.

    Raises:
        PdfError: see ``draw_page``.
    """
    return draw_page(path, number, password)


def draw_small_in_process(
    _place: Place, path: Path, first: int, count: int, height: int, password: str
) -> tuple[int, list[DrawnPage | None]]:
    """Draw pages small; an errand.

    Raises:
        PdfError: see ``draw_small``.
    """
    return draw_small(path, first, count, height, password)
