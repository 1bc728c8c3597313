"""Plain text of articles and pages: paragraphs whole or with the page's line breaks, indented the Chinese way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from annotator.formats.clean import Paragraph, clean_paragraphs, clean_parts
from annotator.model.article import Block, Role, Run
from annotator.model.issue import Issue

_INDENTED = frozenset({Role.BODY, Role.QUESTION, Role.ANSWER, Role.DATELINE, Role.NOTE, Role.CAPTION})
_INDENT = "\u3000\u3000"
_AROUND_BREAK = re.compile(r"[^\S\n]*\n\s*")


class Breaks(StrEnum):
    """Where lines end within a paragraph."""

    JOINED = "joined"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How paragraphs are set as plain text.

    Attributes:
        breaks: one line a paragraph, or the lines of the page.
        blank_lines: whether a blank line stands between paragraphs; articles are then two apart.
    """

    breaks: Breaks = Breaks.JOINED
    blank_lines: bool = False

    @property
    def between(self) -> str:
        """What stands between two paragraphs, and between two articles, each of which ends in a line feed."""
        return "\n\n" if self.blank_lines else "\n"


USUAL = TextLayout()
"""One line a paragraph, without blank lines between them."""


def article_text(issue: Issue, article_id: str, layout: TextLayout = USUAL) -> str:
    """Return one article as plain text, ending in a line feed; nothing of an article without text."""
    if layout.breaks is Breaks.JOINED:
        lines = [(part.role, part.text.replace("\n", " ")) for part in clean_parts(issue, article_id)]
    else:
        lines = [
            (paragraph.role, "\n".join(text for _, text in _by_page(issue, paragraph, layout)))
            for paragraph in clean_paragraphs(issue, article_id)
        ]
    return _ended([_indented(role, text) for role, text in lines], layout)


def page_text(issue: Issue, page_id: str, layout: TextLayout = USUAL) -> str:
    """Return what a page has of the issue's articles, in their order; a paragraph from before goes on unindented."""
    articles = []
    for article_id in issue.order:
        if not any(run.page == page_id for block in issue.blocks_of(article_id) for run in block.runs):
            continue
        lines = []
        for paragraph in clean_paragraphs(issue, article_id):
            parts = _by_page(issue, paragraph, layout)
            for number, (page, text) in enumerate(parts):
                if page == page_id:
                    lines.append(text if number else _indented(paragraph.role, text))
        if lines:
            articles.append(_ended(lines, layout))
    return layout.between.join(articles)


def _ended(lines: list[str], layout: TextLayout) -> str:
    return f"{layout.between.join(lines)}\n" if lines else ""


def _indented(role: Role, text: str) -> str:
    return f"{_INDENT}{text}" if role in _INDENTED else text


def _by_page(issue: Issue, paragraph: Paragraph, layout: TextLayout) -> list[tuple[str, str]]:
    """Return a paragraph's texts with the pages they stand on; those of neighbouring blocks on one page are one."""
    spelt = [piece for block in paragraph.blocks for piece in _block_by_page(issue, block, layout)]
    return [
        (page, "".join(text for _, text in pieces)) for page, pieces in groupby(spelt, lambda piece: piece[0])
    ]


def _block_by_page(issue: Issue, block: Block, layout: TextLayout) -> Iterator[tuple[str, str]]:
    pieces = [
        [page, "".join(_spelt(issue, list(runs), layout))]
        for page, runs in groupby(block.runs, lambda run: run.page)
    ]
    # Blanks at the edges of a block go, as they do in every clean article, and only there.
    if pieces:
        pieces[0][1] = pieces[0][1].lstrip()
        pieces[-1][1] = pieces[-1][1].rstrip()
    for page, text in pieces:
        if text:
            yield page, text


def _spelt(issue: Issue, runs: list[Run], layout: TextLayout) -> Iterator[str]:
    """Yield the text of runs of one page, with the line feeds of the page if they are wished."""
    if layout.breaks is Breaks.JOINED:
        yield "".join(run.spell(issue.pages) for run in runs).replace("\n", " ")
        return
    text = "".join(_with_breaks(issue, runs))
    yield _AROUND_BREAK.sub("\n", text)


def _with_breaks(issue: Issue, runs: list[Run]) -> Iterator[str]:
    end: int | None = None
    for run in runs:
        raw = issue.pages[run.page].raw
        # The line feed of joined lines lies between two runs, or in one that a clean-up or a correction respelt.
        if end is not None and "\n" in raw[end : run.start]:
            yield "\n"
        text, covered = run.spell(issue.pages), raw[run.start : run.end]
        at = covered.find("\n")
        if at >= 0 and "\n" not in text:
            text = f"{text[:at].rstrip()}\n{text[at:].lstrip()}"
        yield text
        end = run.end
