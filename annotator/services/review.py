"""Deciding flags 校对: the stream of doubts, accepting, keeping, and series of the same error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.model.article import Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import AcceptFlag, KeepFlags, Operation, Replacement, ReplaceSeries
from annotator.model.origin import SERIES, accepted, signed


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open flag with its place."""

    article: str
    block: str
    flag: Flag

    @property
    def best(self) -> str | None:
        """The first candidate's text, or None."""
        return self.flag.candidates[0].text if self.flag.candidates else None


def doubts(issue: Issue, threshold: float, article_id: str | None = None) -> Iterator[Doubt]:
    """Yield the open flags with a score of at least ``threshold`` in reading order, of one article or of all."""
    containers = [article_id] if article_id else list(issue.order)
    for container in containers:
        if issue.articles[container].kind is not Kind.ARTICLE:
            continue
        for block_id in issue.articles[container].blocks:
            for flag in issue.flags.get(block_id, ()):
                if flag.status is FlagStatus.OPEN and flag.score >= threshold:
                    yield Doubt(container, block_id, flag)


def next_doubt(
    issue: Issue, threshold: float, article_id: str | None, after: tuple[str, int] | None
) -> Doubt | None:
    """Return the first open flag behind a place, wrapping around to the first of all; None if none is left.

    Args:
        issue: the issue.
        threshold: least score.
        article_id: the article to stay in, or None for the whole issue.
        after: block id and position in it, or None for the beginning.
    """
    found = list(doubts(issue, threshold, article_id))
    if not found or after is None:
        return found[0] if found else None
    ranks = {
        block_id: rank
        for rank, block_id in enumerate(
            block for container in issue.order for block in issue.articles[container].blocks
        )
    }
    here = (ranks.get(after[0], -1), after[1])
    behind = (doubt for doubt in found if (ranks[doubt.block], doubt.flag.start) >= here)
    return next(behind, found[0])


def accept(doubt: Doubt, text: str, who: str = "") -> Operation:
    """Return the operation that puts ``text`` in place of a doubt's characters."""
    return AcceptFlag(
        doubt.block, doubt.flag.id, text, signed(accepted(doubt.flag.detector), who), doubt.flag.text
    )


def keep(*kept: Doubt, alike: bool = False) -> Operation:
    """Return the operation that keeps places as they are; ``alike``: and their text wherever it stands."""
    return KeepFlags(tuple((doubt.block, doubt.flag.id) for doubt in kept), alike)


@dataclass(frozen=True, slots=True)
class Series:
    """All open doubts of an issue with the same wrong text and the same first candidate."""

    wrong: str
    right: str
    members: tuple[Doubt, ...]


def series_of(issue: Issue, threshold: float) -> list[Series]:
    """Return the series of an issue, the most frequent first (single places count as series of one)."""
    groups: dict[tuple[str, str], list[Doubt]] = {}
    for doubt in doubts(issue, threshold):
        groups.setdefault((doubt.flag.text, doubt.best or ""), []).append(doubt)
    series = [Series(wrong, right, tuple(members)) for (wrong, right), members in groups.items()]
    return sorted(series, key=lambda entry: -len(entry.members))


def repair(issue: Issue, members: tuple[Doubt, ...], text: str, who: str = "") -> Operation:
    """Return the operation that puts ``text`` in place of every member at once."""
    places = tuple(
        Replacement(member.block, member.flag.start, member.flag.end, member.flag.text, text)
        for member in members
        if member.block in issue.blocks
    )
    return ReplaceSeries(places, signed(SERIES, who))
