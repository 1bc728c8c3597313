"""Whether an issue keeps the promises: used by tests and by ``annotator doctor``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Kind
from annotator.model.coverage import doubly_covered, uncovered
from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece


def problems(issue: Issue) -> list[str]:
    """Return codes of what is wrong with an issue, each with its subject: ``"block.unlisted b7"``; empty if sound."""
    return [*_structure(issue), *_texts(issue), *_ranges(issue), *_references(issue), *_coverage(issue)]


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
        found += [f"label.overlap {span_id}" for span_id in _overlapping(pieces)]
    found += [f"label.unplaced {span_id}" for span_id in issue.spans if span_id not in placed]
    return found


def _overlapping(pieces: Iterable[LabelPiece]) -> Iterator[str]:
    """Yield the ids of spans with pieces that overlap."""
    ends: dict[str, int] = {}
    for piece in pieces:
        if piece.start < ends.get(piece.span, 0):
            yield piece.span
        ends[piece.span] = max(piece.end, ends.get(piece.span, 0))


def _references(issue: Issue) -> list[str]:
    found = [
        f"relation.end {relation.id}"
        for relation in issue.relations.values()
        if relation.source not in issue.spans or relation.target not in issue.spans
    ]
    for article_id, labels in issue.document_labels.items():
        article = issue.articles.get(article_id)
        if article is None or article.kind is not Kind.ARTICLE:
            found.append(f"document_label.article {article_id}")
        if not labels or len({entry.label for entry in labels}) < len(labels):
            found.append(f"document_label.labels {article_id}")
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
