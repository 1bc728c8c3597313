"""From the raw pages of one issue to articles, furniture, tray, decisions and jumps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.model.article import FURNITURE_ID, FURNITURE_ROLES, UNPLACED_ID, Article, Block, Kind, Role, build_block
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.reconstruct.cleanup import Stretch, runs_of
from annotator.reconstruct.lines import mend_torn_lines, read_lines
from annotator.reconstruct.paragraphs import Piece, join_lines
from annotator.reconstruct.regimes import estimate
from annotator.reconstruct.roles import read_roles, split_at_markers


def reconstruct(
    pages: Sequence[Page], issue_id: str, name: str = "", *, progress: Callable[[float], None] | None = None
) -> Issue:
    """Rebuild the articles of one issue from its raw pages.

    Args:
        pages: the pages in page order.
        issue_id: id of the issue.
        name: its name, for people.
        progress: called with the done share in [0, 1].

    Returns:
        An issue in which every character of the pages that is not blank is in exactly one run.
    """
    report = progress or (lambda share: None)
    by_id = {page.id: page for page in pages}
    blocks: dict[str, Block] = {}
    members: dict[str, list[str]] = {FURNITURE_ID: [], UNPLACED_ID: []}
    for index, page in enumerate(pages):
        article: list[str] = []
        for piece in read_page(page, index):
            block_id = f"b{len(blocks) + 1}"
            blocks[block_id] = build_block(block_id, piece.role, _runs(piece, pages), by_id)
            (members[FURNITURE_ID] if piece.role in FURNITURE_ROLES else article).append(block_id)
        members[f"a{index + 1}"] = article
        report((index + 1) / len(pages))
    articles = {
        key: Article(key, {FURNITURE_ID: Kind.FURNITURE, UNPLACED_ID: Kind.UNPLACED}.get(key, Kind.ARTICLE), tuple(ids))
        for key, ids in members.items()
    }
    order = tuple(key for key in articles if articles[key].kind is Kind.ARTICLE)
    return Issue(issue_id, name, by_id, articles, order, blocks)


def read_page(page: Page, index: int) -> list[Piece]:
    """Return the paragraphs, headline lines and marked lines of one page in raw order."""
    lines = split_at_markers(mend_torn_lines(read_lines(page, index), page), page)
    return join_lines(lines, read_roles(lines), estimate(lines))


def _runs(piece: Piece, pages: Sequence[Page]) -> tuple:
    return runs_of(
        [Stretch(pages[line.page].id, pages[line.page].raw, line.start, line.end) for line in piece.lines], piece.role
    )
