"""Deciding flags 校对: the stream of doubts, accepting, keeping, and series of the same error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.model.article import Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.operations import AcceptFlag, KeepFlags, Operation, Replacement, ReplaceSeries
from annotator.model.origin import SERIES, accepted, signed


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open flag with its place; ``issue`` is the id of the issue it is in."""

    article: str
    block: str
    flag: Flag
    issue: str = ""

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
                    yield Doubt(container, block_id, flag, issue.id)


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


def repair(members: Iterable[Doubt], text: str, who: str = "") -> dict[str, tuple[Operation, ...]]:
    """Return the operations, by issue, that put ``text`` in place of every member, wherever it is."""
    places: dict[str, list[Replacement]] = {}
    for member in members:
        flag = member.flag
        place = Replacement(member.block, flag.start, flag.end, flag.text, text)
        places.setdefault(member.issue, []).append(place)
    origin = signed(SERIES, who)
    return {issue_id: (ReplaceSeries(tuple(found), origin),) for issue_id, found in places.items()}


def keep_all(members: Iterable[Doubt]) -> dict[str, tuple[Operation, ...]]:
    """Return the operations, by issue, that keep every member as it is, wherever it is."""
    flags: dict[str, list[tuple[str, str]]] = {}
    for member in members:
        flags.setdefault(member.issue, []).append((member.block, member.flag.id))
    return {issue_id: (KeepFlags(tuple(found)),) for issue_id, found in flags.items()}
