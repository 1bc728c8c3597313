"""Where the characters of a page stand on its image: read again from the file the page came from."""

from __future__ import annotations

from dataclasses import replace

from annotator.errors import UserError
from annotator.formats.ocr.files import read_ocr
from annotator.model.layout import Line, PageLayout, Token
from annotator.model.page import Page
from annotator.model.source import SourceFile
from annotator.services.open_project import OpenProject
from annotator.text.align import align

OCR_FORMATS = frozenset({"hocr", "alto", "page"})
"""Formats of source files whose readers give boxes."""


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
    if source.format not in OCR_FORMATS:
        return None
    try:
        _, pages = read_ocr(source.data)
    except UserError:
        return None  # it could be read when it was imported: nothing a person could mend
    place = source.pages.index(page.id)
    return carried(pages[place].layout, pages[place].raw, page.raw) if place < len(pages) else None


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
            lines.append(Line(start, end, line.box))
    for token in layout.tokens:
        start, end = alignment.map_range(token.start, token.end)
        if start < end:
            tokens.append(Token(start, end, token.box, token.confidence, token.alternatives))
    return replace(layout, lines=tuple(lines), tokens=tuple(tokens))
