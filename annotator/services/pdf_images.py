"""Drawing pages of PDF files in a process of their own, so that a broken file cannot take the program down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.pdf import DAMAGED, PdfError
from annotator.formats.pdf_drawing import DrawnPage, draw_page
from annotator.services.own_process import OwnProcess
from annotator.services.workplaces import Place, WorkLost, WorkSilent

_PATIENCE = 60.0
"""Seconds for one page; most take less than one."""


def draw_pdf_page(path: Path, number: int, cancelled: Callable[[], bool] = lambda: False) -> DrawnPage:
    """Return a page of a PDF file as pixels.

    Args:
        path: the file.
        number: the place of the page in it, from 1.
        cancelled: asked now and then.

    Raises:
        UserError: the file is locked, damaged, takes too long, or has no such page.
        WorkCancelled: ``cancelled`` has said True.
    """
    drawer = OwnProcess(attempts=1, patience=_PATIENCE, may_work_here=False)
    try:
        return drawer.run(lambda _share: None, cancelled, draw_in_process, path, number)
    except WorkSilent as error:
        raise UserError("import.pdf_slow", file=path.name) from error
    except WorkLost as error:
        raise UserError(DAMAGED, file=path.name) from error
    except PdfError as error:
        raise UserError(error.code, file=path.name) from error
    finally:
        drawer.close()


def draw_in_process(_place: Place, path: Path, number: int) -> DrawnPage:
    """Draw a page; an errand.

    Raises:
        PdfError: see ``draw_page``.
    """
    return draw_page(path, number)
