"""Where the characters of a page stand on its image: read again from the file the page came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from annotator.errors import UserError
from annotator.formats import pdf_places
from annotator.formats.ocr.files import OCR_FORMATS, read_ocr
from annotator.formats.ocr.scanned import ScannedPage
from annotator.model.layout import Line, PageLayout, Token
from annotator.model.page import Page
from annotator.model.source import SourceFile
from annotator.services.project.open_project import OpenProject
from annotator.text.align import align

LayoutOf = Callable[[Page], PageLayout | None]
"""Gives the layout of a page, or None for one whose source knew nothing but its text."""


def layout_of_page(project: OpenProject, issue_id: str, page: Page) -> PageLayout | None:
    """Return the layout of a page in positions of its raw text, or None if its source knows none.

    Takes up to some tenths of a second and may be called from any thread.

    Args:
        project: the project.
        issue_id: the issue the page is in.
        page: the page.

    Raises:
        UserError: the project cannot be read.
    """
    source = project.source_of(issue_id, page.id)
    return None if source is None else layout_in(source, page)


def layout_in(source: SourceFile, page: Page) -> PageLayout | None:
    """Return the layout that a source file gives one of its pages, or None if it gives none."""
    place = source.pages.index(page.id)
    if source.format == pdf_places.FORMAT:
        return pdf_places.unpack_layout(source.data, place, page.raw)
    if source.format not in OCR_FORMATS:
        return None
    try:
        _, pages = read_scanned(source.data)
    except UserError:
        return None  # it could be read when it was imported: nothing a person could mend
    return carried(pages[place].layout, pages[place].raw, page.raw) if place < len(pages) else None


def layouts_in(sources: Sequence[SourceFile]) -> LayoutOf:
    """Return the function that gives the layouts of the pages of some source files."""
    by_page = {page: source for source in sources for page in source.pages}

    def layout_of(page: Page) -> PageLayout | None:
        source = by_page.get(page.id)
        return None if source is None else layout_in(source, page)

    return layout_of


@lru_cache(maxsize=2)  # the pages of a file are asked for one after another
def read_scanned(data: bytes) -> tuple[str, list[ScannedPage]]:
    """Return the format of a file of an OCR engine and its pages, see ``read_ocr``.

    Raises:
        UserError: it is damaged or of no known format.
    """
    return read_ocr(data)


def carried(layout: PageLayout, old: str, new: str) -> PageLayout:
    """Return a layout in positions of another text of the same page.

    A reader that has become better may make another raw text of a file than the one that made the page.
    """
    if old == new:
        return layout
    alignment = align(old, new)
    lines, tokens = [], []
    for line in layout.lines:
        start, end = alignment.map_range(line.start, line.end)
        if start < end:
            lines.append(Line(start, end, line.box, line.size))
    for token in layout.tokens:
        start, end = alignment.map_range(token.start, token.end)
        if start < end:
            tokens.append(Token(start, end, token.box, token.confidence, token.alternatives))
    return replace(layout, lines=tuple(lines), tokens=tuple(tokens))
