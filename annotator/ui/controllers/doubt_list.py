"""All doubts of the shown issue in reading order, kept so that a key in a large issue costs next to nothing.

The issue and its parts are values, so what was found for a block is right for as long as its flags are the same
object. What the doubts are is said by ``annotator.services.review``; this only remembers it.
"""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model.article import Article
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.services.review import Doubt, Series
from annotator.ui.workspace import Workspace

_NO_FLAGS: tuple[Flag, ...] = ()


class DoubtList:
    """The doubts of the workspace's issue from its threshold on."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._issue: Issue | None = None
        self._threshold = -1.0
        self._all: list[Doubt] = []
        self._series: list[Series] | None = None
        self._articles: Mapping[str, Article] | None = None
        self._order: tuple[str, ...] = ()
        self._ranks: dict[str, int] = {}
        self._known: dict[str, tuple[tuple[Flag, ...], str, list[Doubt]]] = {}

    def all(self) -> list[Doubt]:
        """Return the open doubts in reading order; not to be changed."""
        self._look()
        return self._all

    def series(self) -> list[Series]:
        """Return the doubts as series, the most frequent first, as ``services.review.series_of`` does."""
        self._look()
        if self._series is None:
            groups: dict[tuple[str, str], list[Doubt]] = {}
            for doubt in self._all:
                groups.setdefault((doubt.flag.text, doubt.best or ""), []).append(doubt)
            made = [Series(wrong, right, tuple(members)) for (wrong, right), members in groups.items()]
            self._series = sorted(made, key=lambda entry: -len(entry.members))
        return self._series

    def series_with(self, doubt: Doubt) -> Series:
        """Return the series a doubt belongs to."""
        wrong, right = doubt.flag.text, doubt.best or ""
        alike = (entry for entry in self.all() if entry.flag.text == wrong)
        return Series(wrong, right, tuple(entry for entry in alike if (entry.best or "") == right))

    def first(self, article_id: str = "") -> Doubt | None:
        """Return the first doubt of an article, or of all."""
        found = self.all()
        return next((doubt for doubt in found if not article_id or doubt.article == article_id), None)

    def next(self, after: tuple[str, int] | None) -> Doubt | None:
        """Return the first doubt at or behind a position of a block; behind the last comes the first."""
        found = self.all()
        if after is None or after[0] not in self._ranks:
            return found[0] if found else None
        here = (self._ranks[after[0]], after[1])
        ranks = self._ranks
        behind = (doubt for doubt in found if (ranks[doubt.block], doubt.flag.start) >= here)
        return next(behind, found[0] if found else None)

    def previous(self, doubt: Doubt | None) -> Doubt | None:
        """Return the doubt before another; before the first comes the last."""
        found = self.all()
        at = next((i for i, entry in enumerate(found) if doubt and entry.flag.id == doubt.flag.id), 0)
        return found[at - 1] if found else None

    def _look(self) -> None:
        """Look again if anything has changed."""
        issue, threshold = self._workspace.issue, self._workspace.threshold
        if issue is self._issue and threshold == self._threshold:
            return
        if threshold != self._threshold:
            self._known = {}
        self._issue, self._threshold, self._series = issue, threshold, None
        if issue is None:
            self._all, self._ranks, self._known = [], {}, {}
            self._articles, self._order = None, ()
            return
        if issue.articles is not self._articles or issue.order != self._order:
            self._articles, self._order = issue.articles, issue.order
            listed = (block_id for article in issue.order for block_id in issue.articles[article].blocks)
            self._ranks = {block_id: rank for rank, block_id in enumerate(listed)}
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
        found = [
            Doubt(article_id, block_id, flag)
            for flag in flags
            if flag.status is FlagStatus.OPEN and flag.score >= self._threshold
        ]
        self._known[block_id] = (flags, article_id, found)
        return found
