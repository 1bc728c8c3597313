"""Nothing disappears (promise 2): every non-blank raw character is in exactly one run of one container."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from annotator.model.article import Kind, Run
from annotator.model.issue import Issue
from annotator.model.page import RawRange
from annotator.text.widths import blank_places, non_blank_count, trim_blank


@dataclass(frozen=True, slots=True)
class Counts:
    """Non-blank raw characters of an issue by where they are; the three add up to ``total``."""

    total: int
    articles: int
    furniture: int
    unplaced: int


def _claims(issue: Issue) -> dict[str, list[tuple[Run, Kind]]]:
    claims: dict[str, list[tuple[Run, Kind]]] = {page: [] for page in issue.pages}
    for article in issue.articles.values():
        for block in issue.blocks_of(article.id):
            for run in block.runs:
                claims.setdefault(run.page, []).append((run, article.kind))
    for runs in claims.values():
        runs.sort(key=lambda claim: (claim[0].start, claim[0].end))
    return claims


def uncovered(issue: Issue) -> list[RawRange]:
    """Return the raw ranges with non-blank characters that no run stands for, trimmed of blanks."""
    gaps: list[RawRange] = []
    for page_id, claims in _claims(issue).items():
        raw = issue.pages[page_id].raw
        position = 0
        for start, end in [*((run.start, run.end) for run, _ in claims), (len(raw), len(raw))]:
            if start > position:
                first, last = trim_blank(raw, position, start)
                if first < last:
                    gaps.append(RawRange(page_id, first, last))
            position = max(position, end)
    return gaps


def doubly_covered(issue: Issue) -> list[RawRange]:
    """Return the raw ranges that more than one run stands for."""
    doubled: list[RawRange] = []
    for page_id, claims in _claims(issue).items():
        position = 0
        for run, _ in claims:
            if run.start < position and run.start < run.end:
                doubled.append(RawRange(page_id, run.start, min(position, run.end)))
            position = max(position, run.end)
    return doubled


def count(issue: Issue) -> Counts:
    """Count the issue's non-blank raw characters by kind of container."""
    by_kind = dict.fromkeys(Kind, 0)
    # Runs are many and blanks are few.
    blanks = {page.id: blank_places(page.raw) for page in issue.pages.values()}
    for article in issue.articles.values():
        number = 0
        for block_id in article.blocks:
            for run in issue.blocks[block_id].runs:
                start, end = run.start, run.end
                if start < end:
                    places = blanks[run.page]
                    number += end - start - bisect_left(places, end) + bisect_left(places, start)
        by_kind[article.kind] += number
    total = sum(non_blank_count(page.raw) for page in issue.pages.values())
    return Counts(total, by_kind[Kind.ARTICLE], by_kind[Kind.FURNITURE], by_kind[Kind.UNPLACED])
