"""Whether an issue keeps the promises: used by tests and by ``annotator doctor``."""

from __future__ import annotations

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Kind
from annotator.model.coverage import doubly_covered, uncovered
from annotator.model.issue import Issue


def problems(issue: Issue) -> list[str]:
    """Return codes of what is wrong with an issue, each with its subject: ``"block.unlisted b7"``; empty if sound."""
    return [*_structure(issue), *_texts(issue), *_ranges(issue), *_coverage(issue)]


def _structure(issue: Issue) -> list[str]:
    found = []
    listed: dict[str, str] = {}
    for article in issue.articles.values():
        for block_id in article.blocks:
            if block_id in listed:
                found.append(f"block.twice {block_id}")
            if block_id not in issue.blocks:
                found.append(f"block.missing {block_id}")
            listed[block_id] = article.id
    found += [f"block.unlisted {block_id}" for block_id in issue.blocks if block_id not in listed]
    articles = {article.id for article in issue.articles.values() if article.kind is Kind.ARTICLE}
    if sorted(issue.order) != sorted(articles):
        found.append("order.articles")
    found += [
        f"container.missing {name}" for name in (FURNITURE_ID, UNPLACED_ID) if name not in issue.articles
    ]
    return found


def _texts(issue: Issue) -> list[str]:
    found = []
    for block in issue.blocks.values():
        for run in block.runs:
            page = issue.pages.get(run.page)
            if page is None or not 0 <= run.start <= run.end <= len(page.raw):
                found.append(f"run.outside {block.id}")
                break
        else:
            if "".join(run.spell(issue.pages) for run in block.runs) != block.text:
                found.append(f"block.text {block.id}")
    return found


def _ranges(issue: Issue) -> list[str]:
    found = []
    for block_id, flags in issue.flags.items():
        text = issue.blocks[block_id].text if block_id in issue.blocks else ""
        found += [
            f"flag.text {flag.id}"
            for flag in flags
            if not 0 <= flag.start <= flag.end <= len(text) or text[flag.start : flag.end] != flag.text
        ]
    placed = set()
    for block_id, pieces in issue.pieces.items():
        length = len(issue.blocks[block_id].text) if block_id in issue.blocks else -1
        for piece in pieces:
            placed.add(piece.span)
            if not 0 <= piece.start <= piece.end <= length or piece.span not in issue.spans:
                found.append(f"label.range {piece.span}")
    found += [f"label.unplaced {span_id}" for span_id in issue.spans if span_id not in placed]
    return found


def _coverage(issue: Issue) -> list[str]:
    if any(run.page not in issue.pages for block in issue.blocks.values() for run in block.runs):
        return []
    if any(
        block_id not in issue.blocks for article in issue.articles.values() for block_id in article.blocks
    ):
        return []
    found = [f"raw.uncovered {gap.page}:{gap.start}-{gap.end}" for gap in uncovered(issue)]
    found += [f"raw.twice {gap.page}:{gap.start}-{gap.end}" for gap in doubly_covered(issue)]
    return found
