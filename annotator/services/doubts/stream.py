"""The stream of doubts: which of them are shown, in which order they come, and what follows what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.detect.sensitivity import DEFAULT_RATE, FEWEST, MOST, rate_for, threshold_for, unsure_doubts
from annotator.model.article import Kind
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.services.doubts.review import Doubt, Series, doubts
from annotator.services.project.lessons import is_rule


class Order(StrEnum):
    """In which order doubts come: as they are read, the likeliest first, kind by kind, or series by series."""

    READING = "reading"
    SCORE = "score"
    KIND = "kind"
    SERIES = "series"


class Scope(StrEnum):
    """How far a series reaches."""

    ARTICLE = "article"
    ISSUE = "issue"
    PROJECT = "project"


class DoubtKind(StrEnum):
    """What is doubted about a place, in the order of the list of kinds."""

    MISREAD = "misread"
    NAME = "name"
    RULE = "rule"
    NUMBER = "number"
    REPETITION = "repetition"
    PUNCTUATION = "punctuation"
    SCRIPT = "script"
    CHARACTER = "character"
    OTHER = "other"


_KINDS: Mapping[str, DoubtKind] = {
    "lattice": DoubtKind.MISREAD,
    "engine": DoubtKind.MISREAD,
    "misspellings": DoubtKind.MISREAD,
    "consistency": DoubtKind.NAME,
    "house_rules": DoubtKind.RULE,
    "numbers": DoubtKind.NUMBER,
    "repetition": DoubtKind.REPETITION,
    "punctuation": DoubtKind.PUNCTUATION,
    "marks": DoubtKind.PUNCTUATION,
    "brackets": DoubtKind.PUNCTUATION,
    "mixed_script": DoubtKind.SCRIPT,
    "characters": DoubtKind.CHARACTER,
}
_RANKS = {kind: rank for rank, kind in enumerate(DoubtKind)}


def kind_of(flag: Flag) -> DoubtKind:
    """Return the kind of a flag, by its detector; those of other detectors are of the kind ``OTHER``."""
    return _KINDS.get(flag.detector, DoubtKind.OTHER)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which doubts are shown, and how.

    Attributes:
        threshold: least score.
        hidden: kinds that are not shown.
        order: in which order they come.
        scope: how far their series reach.
        rate: false flags per 1000 characters that are borne, which the threshold follows from by
            :func:`suited`; None for a threshold that stays as it is.
    """

    threshold: float = DEFAULT_THRESHOLD
    hidden: frozenset[DoubtKind] = frozenset()
    order: Order = Order.READING
    scope: Scope = Scope.ISSUE
    rate: float | None = None

    @property
    def borne(self) -> float:
        """False flags per 1000 characters that are borne; of a threshold that stays, in text of the usual kind."""
        return rate_for(self.threshold) if self.rate is None else self.rate

    def shows(self, flag: Flag) -> bool:
        """Tell whether an open flag is shown."""
        return flag.score >= self.threshold and not (self.hidden and kind_of(flag) in self.hidden)


def suited(choice: Choice, issue: Issue | None) -> Choice:
    """Return a choice with the threshold that lets as many false flags through in an issue as it says.

    Decided flags count as well, so that deciding does not move the threshold.
    """
    if choice.rate is None:
        return choice
    least = threshold_for(choice.rate) if issue is None else threshold_in(issue, choice.rate)
    return replace(choice, threshold=least)


def threshold_in(issue: Issue, rate: float = DEFAULT_RATE) -> float:
    """Return the least score of flags to show in an issue if so many false ones per 1000 characters are borne."""
    blocks = [
        block_id
        for article_id in issue.order
        if issue.articles[article_id].kind is Kind.ARTICLE
        for block_id in issue.articles[article_id].blocks
    ]
    scores = (
        flag.score for block_id in blocks for flag in issue.flags.get(block_id, ()) if not is_rule(flag)
    )
    return threshold_for(
        rate, unsure_doubts(scores, sum(len(issue.blocks[block_id].text) for block_id in blocks))
    )


SeriesKey = tuple[str, str]
Place = tuple[int, int, int, str]
"""Rank of a block in reading order, start and end in it, and the id of the flag there."""


def series_key(doubt: Doubt) -> SeriesKey:
    """Return what the doubts of one series have in common: the text, and the first candidate."""
    return doubt.flag.text, doubt.best or ""


class Sorter:
    """Puts doubts in an order.

    What follows a doubt is the first one whose key is greater, so it does not matter that the doubt is decided
    already, or that a check has found its block's doubts anew.

    Attributes:
        order: the order; series by series is the work of ``annotator.services.doubts.series``, here it is reading
            order.
    """

    def __init__(self, order: Order, ranks: Mapping[str, int]) -> None:
        self.order = order
        self._ranks = ranks

    def place(self, doubt: Doubt) -> Place:
        """Return where a doubt stands in reading order."""
        flag = doubt.flag
        return self._ranks.get(doubt.block, -1), flag.start, flag.end, flag.id

    def key(self, doubt: Doubt) -> tuple[object, ...]:
        """Return what doubts are sorted by; keys of one sorter can be compared."""
        if self.order is Order.SCORE:
            return -doubt.flag.score, *self.place(doubt)
        if self.order is Order.KIND:
            return _RANKS[kind_of(doubt.flag)], *self.place(doubt)
        return self.place(doubt)


def shown_doubts(issue: Issue, choice: Choice, known: frozenset[str] = frozenset()) -> list[Doubt]:
    """Return the open doubts of an issue that a choice shows, in reading order; see ``is_known`` for ``known``."""
    return [
        doubt
        for doubt in doubts(issue, choice.threshold)
        if choice.shows(doubt.flag) and not is_known(doubt.flag, known)
    ]


def is_known(flag: Flag, known: frozenset[str]) -> bool:
    """Tell whether people hold a flagged text to be right wherever it stands; house rules are no doubts."""
    return flag.text in known and not is_rule(flag)


def series_in(listed: Iterable[Doubt]) -> list[Series]:
    """Return doubts as series, in the order in which they come to them."""
    groups: dict[SeriesKey, list[Doubt]] = {}
    for doubt in listed:
        groups.setdefault(series_key(doubt), []).append(doubt)
    return [Series(wrong, right, tuple(members)) for (wrong, right), members in groups.items()]


def count_kinds(flags: Iterable[Flag], threshold: float) -> Counter[DoubtKind]:
    """Count open flags from a score on by their kind."""
    return Counter(
        kind_of(flag) for flag in flags if flag.status is FlagStatus.OPEN and flag.score >= threshold
    )


__all__ = [
    "DEFAULT_RATE",
    "DEFAULT_THRESHOLD",
    "FEWEST",
    "MOST",
    "Choice",
    "DoubtKind",
    "Order",
    "Scope",
    "Sorter",
    "count_kinds",
    "is_known",
    "kind_of",
    "rate_for",
    "series_in",
    "series_key",
    "shown_doubts",
    "suited",
    "threshold_for",
    "threshold_in",
]
