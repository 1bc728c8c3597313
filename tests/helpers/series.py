"""Series of doubts by the plainest way, to compare with."""

from __future__ import annotations

from annotator.model.issue import Issue
from annotator.services.doubts.review import Doubt, Series, doubts


def series_of(issue: Issue, threshold: float) -> list[Series]:
    """Return the series of an issue, the most frequent first (single places count as series of one)."""
    groups: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in doubts(issue, threshold):
        groups.setdefault((doubt.flag.text, doubt.best or ""), []).append(doubt)
    series = [Series(wrong, right, tuple(members)) for (wrong, right), members in groups.items()]
    return sorted(series, key=lambda entry: -len(entry.members))
