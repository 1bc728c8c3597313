"""A printed page made by hand: an image with a dark square for each character, and a PAGE file with their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from annotator.model.article import Article
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.operations import SetFlags, perform
from annotator.services.project.session import Session
from annotator.services.rebuilding.importing import Imported, import_issue
from helpers.images import png, put

CELL = 40
"""Width of a character in pixels; lines are half as far apart again."""


def box_of(line: int, place: int, left: int = 60) -> tuple[int, int, int, int]:
    """Return the box of a character: left, top, right and bottom."""
    x, y = left + place * CELL, 80 + line * CELL * 3 // 2
    return x, y, x + CELL, y + CELL


def printed_page(
    folder: Path, name: str, lines: Sequence[str], *, width: int = 700, height: int = 900, boxes: bool = True
) -> Path:
    """Write an image and a page file beside it; return the page file's path.

    Args:
        folder: where to.
        name: of both, without suffix.
        lines: the printed lines.
        width: of the image in pixels.
        height: of the image.
        boxes: whether the page file is PAGE XML with boxes; else plain text.
    """
    dark = [
        (left + 6, top + 6, right - 6, bottom - 6)
        for number, line in enumerate(lines)
        for left, top, right, bottom in (box_of(number, place) for place in range(len(line)))
    ]
    put(folder / f"{name}.png", png(width, height, dark))
    if not boxes:
        return put(folder / f"{name}.txt", "".join(f"{line}\n" for line in lines).encode())
    body = "".join(_line(number, line) for number, line in enumerate(lines))
    space = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
    return put(
        folder / f"{name}.xml",
        f'<PcGts xmlns="{space}"><Page imageFilename="{name}.png" imageWidth="{width}" imageHeight="{height}">'
        f'<TextRegion id="r"><Coords points="0,0 {width},{height}"/>{body}</TextRegion></Page></PcGts>'.encode(),
    )


def _line(number: int, line: str) -> str:
    def coords(left: int, top: int, right: int, bottom: int) -> str:
        return f'<Coords points="{left},{top} {right},{top} {right},{bottom} {left},{bottom}"/>'

    def text(value: str) -> str:
        return f"<TextEquiv><Unicode>{escape(value)}</Unicode></TextEquiv>"

    whole = coords(*box_of(number, 0)[:2], *box_of(number, len(line) - 1)[2:])
    glyphs = "".join(
        f'<Glyph id="g{number}_{place}">{coords(*box_of(number, place))}{text(character)}</Glyph>'
        for place, character in enumerate(line)
    )
    return (
        f'<TextLine id="l{number}">{whole}<Word id="w{number}">{whole}{glyphs}{text(line)}</Word>{text(line)}'
        "</TextLine>"
    )


def doubted(issue: Issue, wrong: str, right: str) -> Issue:
    """Return an issue with a doubt wherever a text stands in an article."""
    flags: dict[str, tuple[Flag, ...]] = {}
    for block in issue.blocks.values():
        at = block.text.find(wrong)
        if at >= 0:
            flags[block.id] = (
                Flag(
                    at,
                    at + len(wrong),
                    wrong,
                    0.9,
                    "lattice",
                    "lattice.unlikely",
                    (),
                    (Candidate(right, 0.9),),
                    id=f"f-{block.id}",
                ),
            )
    operation = SetFlags(flags, {block: issue.blocks[block].text for block in flags})
    return perform(issue, operation).issue


def project_of(path: Path, imported: Imported, wrong: str = "", right: str = "") -> Path:
    """Write an imported issue into a new project, with doubts where ``wrong`` stands; return the project's path."""
    issue = doubted(imported.issue, wrong, right) if wrong else imported.issue
    with Session.create(path, "印刷版面") as session:
        session.add_issue(issue, imported.sources, imported.images)
    return path


def article_of(issue: Issue, text: str) -> Article:
    """Return the article that holds a text."""
    return next(
        article
        for article in issue.articles.values()
        if any(text in issue.blocks[block].text for block in article.blocks)
    )


def imported(*paths: Path) -> Imported:
    """Import page files as they are, without detectors."""
    return import_issue(paths)
