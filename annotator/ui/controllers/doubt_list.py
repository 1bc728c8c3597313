"""All doubts of the shown issue in reading order, kept so that a key in a large issue costs next to nothing.

The issue and its parts are values, so what was found for a block is right for as long as its flags are the same
object. What the doubts are is said by ``annotator.services.review``; this only remembers it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from operator import itemgetter

from annotator.model.article import Article
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.services.review import Doubt, Series
from annotator.services.stream import (
    Choice,
    DoubtKind,
    Order,
    Scope,
    Sorter,
    count_kinds,
    is_known,
    series_in,
    series_key,
)
from annotator.ui.controllers.project_doubts import ProjectDoubts
from annotator.ui.workspace import Workspace

_NO_FLAGS: tuple[Flag, ...] = ()


class DoubtList:
    """The doubts of the workspace's issue that its choice shows."""

    def __init__(self, workspace: Workspace, elsewhere: ProjectDoubts | None = None) -> None:
        self._workspace = workspace
        self._elsewhere = elsewhere
        self._issue: Issue | None = None
        self._choice: Choice | None = None
        self._all: list[Doubt] = []
        self._sorter = Sorter(Order.READING, {})
        self._stream: list[tuple[tuple[object, ...], Doubt]] | None = None
        self._groups: dict[tuple[str, str], list[Doubt]] | None = None
        self._articles: Mapping[str, Article] | None = None
        self._order: tuple[str, ...] = ()
        self._ranks: dict[str, int] = {}
        self._right: frozenset[str] = frozenset()
        self._known: dict[str, tuple[tuple[Flag, ...], str, list[Doubt]]] = {}

    def all(self) -> list[Doubt]:
        """Return the open doubts in reading order; not to be changed."""
        self._look()
        return self._all

    def stream(self) -> list[Doubt]:
        """Return the open doubts in the chosen order."""
        self._look()
        if self._workspace.choice.order is Order.READING:
            return self._all
        return [doubt for _, doubt in self._sorted()]

    def series(self) -> list[Series]:
        """Return the doubts of the chosen scope as series, in the order in which the stream comes to them."""
        choice, listed = self._workspace.choice, self.stream()
        if choice.scope is Scope.ARTICLE:
            listed = [doubt for doubt in listed if doubt.article == self._workspace.article_id]
        if choice.scope is not Scope.PROJECT or self._elsewhere is None:
            return series_in(listed)
        found = series_in([*listed, *self._elsewhere.elsewhere()])
        return sorted(found, key=_yield) if choice.order is Order.SERIES else found

    def series_with(self, doubt: Doubt) -> Series:
        """Return the series a doubt belongs to, as far as the chosen scope reaches in the issue."""
        self._look()
        if self._groups is None:
            self._groups = {}
            for entry in self._all:
                self._groups.setdefault(series_key(entry), []).append(entry)
        members = self._groups.get(series_key(doubt), [])
        if self._workspace.choice.scope is Scope.ARTICLE:
            members = [entry for entry in members if entry.article == doubt.article]
        elif self._elsewhere is not None:
            members = [*members, *self._elsewhere.alike(doubt)]
        return Series(*series_key(doubt), tuple(members))

    def kinds(self, threshold: float) -> Counter[DoubtKind]:
        """Count the open doubts of every kind from a score on, those of hidden kinds too."""
        issue = self._workspace.issue
        articles = [issue.articles[article_id] for article_id in issue.order] if issue else []
        lists = (
            issue.flags.get(block_id, _NO_FLAGS)
            for article in articles
            for block_id in article.blocks
            if issue
        )
        return count_kinds(chain.from_iterable(lists), threshold)

    def first(self, article_id: str = "") -> Doubt | None:
        """Return the first doubt of an article, or of all, in the chosen order."""
        found = self.stream()
        return next((doubt for doubt in found if not article_id or doubt.article == article_id), None)

    def next(self, after: tuple[str, int] | None) -> Doubt | None:
        """Return the first doubt in reading order at or behind a position; behind the last comes the first."""
        found = self.all()
        if not found:
            return None
        if after is None or after[0] not in self._ranks:
            return found[0]
        at = bisect_left(found, (self._ranks[after[0]], after[1]), key=self._sorter.place)
        return found[at % len(found)]

    def following(self, doubt: Doubt, end: int) -> Doubt | None:
        """Return what comes after a doubt in the chosen order, whether it is open still or not.

        Args:
            doubt: the doubt.
            end: where the text that stands in its place now ends.
        """
        self._look()
        if self._workspace.choice.order is Order.READING:
            return self.next((doubt.block, end))
        found = self._sorted()
        at = bisect_left(found, self._sorter.key(doubt), key=itemgetter(0))
        behind = [entry for _, entry in found[at : at + 2] if entry.flag.id != doubt.flag.id]
        return behind[0] if behind else found[0][1] if found else None

    def resumed(self, doubt: Doubt) -> Doubt | None:
        """Return a doubt that was left undecided as it is now, or what comes after it in the chosen order."""
        found = self.following(doubt, doubt.flag.start)
        still = next((entry for entry in self._all if entry.flag.id == doubt.flag.id), None)
        return still or found

    def previous(self, doubt: Doubt | None) -> Doubt | None:
        """Return the doubt before another in the chosen order; before the first comes the last."""
        found = self.stream()
        at = next((i for i, entry in enumerate(found) if doubt and entry.flag.id == doubt.flag.id), 0)
        return found[at - 1] if found else None

    def _sorted(self) -> list[tuple[tuple[object, ...], Doubt]]:
        if self._stream is None:
            self._sorter.look(self._all)
            keyed = [(self._sorter.key(doubt), doubt) for doubt in self._all]
            self._stream = sorted(keyed, key=itemgetter(0))
        return self._stream

    def _look(self) -> None:
        """Look again if anything has changed."""
        issue, choice, right = self._workspace.issue, self._workspace.choice, self._workspace.known
        if issue is self._issue and choice == self._choice and right is self._right:
            return
        if choice != self._choice or right is not self._right:
            self._known = {}
        self._right = right
        same_order = self._choice is not None and choice.order is self._choice.order
        self._issue, self._choice, self._stream, self._groups = issue, choice, None, None
        if issue is None:
            self._all, self._ranks, self._known = [], {}, {}
            self._articles, self._order = None, ()
            return
        if issue.articles is not self._articles or issue.order != self._order or not same_order:
            self._articles, self._order = issue.articles, issue.order
            listed = (block_id for article in issue.order for block_id in issue.articles[article].blocks)
            self._ranks = {block_id: rank for rank, block_id in enumerate(listed)}
            self._sorter = Sorter(choice.order, self._ranks)
        self._all = []
        for article_id in issue.order:
            for block_id in issue.articles[article_id].blocks:
                flags = issue.flags.get(block_id, _NO_FLAGS)
                if flags:
                    self._all += self._of_block(article_id, block_id, flags)

    def _of_block(self, article_id: str, block_id: str, flags: tuple[Flag, ...]) -> list[Doubt]:
        known = self._known.get(block_id)
        if known is not None and known[0] is flags and known[1] == article_id:
            return known[2]
        choice = self._workspace.choice
        found = [
            Doubt(article_id, block_id, flag, self._workspace.issue_id)
            for flag in flags
            if flag.status is FlagStatus.OPEN and choice.shows(flag) and not is_known(flag, self._right)
        ]
        self._known[block_id] = (flags, article_id, found)
        return found


def _yield(series: Series) -> int:
    """Sort the largest series first."""
    return -len(series.members)
