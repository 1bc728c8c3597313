"""All doubts of the shown issue, kept so that a key in a large issue costs next to nothing.

The issue and its parts are values, so what was found for a block is right for as long as its flags are the same
object. What the doubts are is said by ``annotator.services``; this only remembers it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Mapping
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from annotator.model.article import Article
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.patch import other_keys
from annotator.services.doubts.review import Doubt, Series
from annotator.services.doubts.series import Rank, SeriesBook
from annotator.services.doubts.stream import (
    Choice,
    DoubtKind,
    Order,
    Scope,
    SeriesKey,
    Sorter,
    count_kinds,
    is_known,
    kind_of,
    series_in,
    series_key,
)
from annotator.ui.controllers.proofread.project_doubts import ProjectDoubts
from annotator.ui.workspace import Workspace

_NO_FLAGS: tuple[Flag, ...] = ()
_FEW = 50  # blocks whose change is followed one by one; after more, all is looked at anew

Keyed = tuple[tuple[object, ...], Doubt]


class _Known(NamedTuple):
    """What was found for a block: the flags it was found in, the article, the doubts, and how many of each kind."""

    flags: tuple[Flag, ...]
    article: str
    doubts: list[Doubt]
    kinds: Counter[DoubtKind]


class DoubtList:
    """The doubts of the workspace's issue that its choice shows, and the one being decided in any case.

    Attributes:
        held: id of the flag that is listed although the choice does not show it, or empty.
    """

    def __init__(self, workspace: Workspace, elsewhere: ProjectDoubts | None = None) -> None:
        self._workspace = workspace
        self._elsewhere = elsewhere
        self._issue: Issue | None = None
        self._choice: Choice | None = None
        self._right: frozenset[str] = frozenset()
        self._all: list[Doubt] = []
        self._sorter = Sorter(Order.READING, {})
        self._sorted: list[Keyed] | None = None
        self._book: SeriesBook | None = None
        self._entered: Mapping[SeriesKey, Rank] = {}
        self._articles: Mapping[str, Article] | None = None
        self._order: tuple[str, ...] = ()
        self._ranks: dict[str, int] = {}
        self._homes: dict[str, str] = {}
        self._flags: Mapping[str, tuple[Flag, ...]] = {}
        self._known: dict[str, _Known] = {}
        self._kinds: Counter[DoubtKind] = Counter()
        self._by_article: Counter[str] = Counter()
        self.held = ""
        self._held_in = ""
        self._stale: set[str] = set()

    def hold(self, doubt: Doubt | None) -> bool:
        """List a doubt even where the choice does not show it: the least score may rise while it is being decided.

        Returns:
            Whether others are listed now than before.
        """
        hidden = doubt is not None and not self._workspace.choice.shows(doubt.flag)
        block, flag = (doubt.block, doubt.flag.id) if doubt is not None and hidden else ("", "")
        if (block, flag) == (self._held_in, self.held):
            return False
        self._stale |= {self._held_in, block} - {""}
        self._held_in, self.held = block, flag
        return True

    def all(self) -> list[Doubt]:
        """Return the open doubts in reading order; not to be changed."""
        self._look()
        return self._all

    def stream(self) -> list[Doubt]:
        """Return the open doubts in the chosen order."""
        self._look()
        order = self._workspace.choice.order
        if order is Order.READING:
            return self._all
        if order is Order.SERIES:
            return [doubt for series in self._series_book().all() for doubt in series.members]
        return [doubt for _, doubt in self._in_order()]

    def series(self) -> list[Series]:
        """Return the doubts of the chosen scope as series, in the order in which the stream comes to them."""
        self._look()
        choice = self._workspace.choice
        if choice.scope is Scope.ISSUE or (choice.scope is Scope.PROJECT and self._elsewhere is None):
            return self._series_book().all()
        if choice.scope is Scope.ARTICLE:
            found = series_in(doubt for doubt in self.stream() if doubt.article == self._workspace.article_id)
        else:
            others = self._elsewhere.elsewhere() if self._elsewhere else []
            found = series_in([*self.stream(), *others])
        return sorted(found, key=_yield) if choice.order is Order.SERIES else found

    def series_with(self, doubt: Doubt) -> Series:
        """Return the series a doubt belongs to, as far as the chosen scope reaches."""
        self._look()
        series = self._series_book().with_key(series_key(doubt))
        if self._workspace.choice.scope is Scope.ARTICLE:
            here = tuple(entry for entry in series.members if entry.article == doubt.article)
            return Series(series.wrong, series.right, here)
        others = self._elsewhere.alike(doubt) if self._elsewhere is not None else []
        return Series(series.wrong, series.right, (*series.members, *others)) if others else series

    def kinds(self, threshold: float) -> Counter[DoubtKind]:
        """Count the open doubts of every kind from a score on, as far as series reach; those of hidden kinds too."""
        self._look()
        choice = self._workspace.choice
        same = threshold == choice.threshold
        if choice.scope is Scope.ARTICLE:
            here = [entry for entry in self._known.values() if entry.article == self._workspace.article_id]
            if same:
                return sum((entry.kinds for entry in here), Counter())
            return count_kinds(chain.from_iterable(entry.flags for entry in here), threshold)
        if same:
            found = self._kinds
        else:
            found = count_kinds(chain.from_iterable(entry.flags for entry in self._known.values()), threshold)
        return found + self._elsewhere.kinds() if self._elsewhere is not None else found

    def by_article(self) -> Counter[str]:
        """Count the doubts of every article; not to be changed."""
        self._look()
        return self._by_article

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
        at = bisect_left(found, (self._ranks[after[0]], after[1], -1, ""), key=self._sorter.place)
        return found[at % len(found)]

    def following(self, doubt: Doubt, end: int) -> Doubt | None:
        """Return what comes after a doubt in the chosen order, whether it is open still or not.

        Args:
            doubt: the doubt.
            end: where the text that stands in its place now ends.
        """
        self._look()
        order = self._workspace.choice.order
        if order is Order.READING:
            return self.next((doubt.block, end))
        if order is Order.SERIES:
            return self._series_book().after(doubt)
        found = self._in_order()
        at = bisect_right(found, self._sorter.key(doubt), key=itemgetter(0))
        return found[at % len(found)][1] if found else None

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

    # What is remembered.

    def _series_book(self) -> SeriesBook:
        if self._book is None:
            self._book = SeriesBook(self._sorter, self._all, self._entered)
        return self._book

    def _in_order(self) -> list[Keyed]:
        if self._sorted is None:
            keyed = ((self._sorter.key(doubt), doubt) for doubt in self._all)
            self._sorted = sorted(keyed, key=itemgetter(0))
        return self._sorted

    def _look(self) -> None:
        """Look again if anything has changed."""
        issue, choice, right = self._workspace.issue, self._workspace.choice, self._workspace.known
        if issue is self._issue and choice == self._choice and right is self._right and not self._stale:
            return
        moved = issue is None or issue.articles is not self._articles or issue.order != self._order
        if moved or choice != self._choice or right is not self._right:
            self._begin_anew(issue, choice, right)
        self._issue = issue
        if issue is not None:
            self._look_at_blocks(issue)

    def _begin_anew(self, issue: Issue | None, choice: Choice, right: frozenset[str]) -> None:
        # Where nothing but a word was added, the person goes on where the series stood that held it.
        same = choice == self._choice and issue is not None and issue.articles is self._articles
        self._entered = self._series_book().entered if same and choice.order is Order.SERIES else {}
        self._choice, self._right = choice, right
        self._all, self._known, self._book, self._sorted = [], {}, None, None
        self._kinds, self._by_article = Counter(), Counter()
        self._articles, self._order = (issue.articles, issue.order) if issue else (None, ())
        self._homes = {
            block_id: article
            for article in self._order
            for block_id in (self._articles or {})[article].blocks
        }
        self._ranks = {block_id: rank for rank, block_id in enumerate(self._homes)}
        self._flags = {}
        self._sorter = Sorter(choice.order, self._ranks)

    def _look_at_blocks(self, issue: Issue) -> None:
        """Look at the blocks whose flags are others than when they were looked at last."""
        before, self._flags = self._flags, issue.flags
        stale, self._stale = self._stale, set()
        if before is issue.flags and not stale:
            return
        ranks, known = self._ranks, self._known
        touched = [key for key in other_keys(before, issue.flags) if key in ranks]
        touched += [key for key in before.keys() - issue.flags.keys() if key in ranks]
        touched += [key for key in stale.difference(touched) if key in ranks]
        changes: list[tuple[_Known | None, _Known]] = []
        for block_id in touched:
            flags = issue.flags.get(block_id, _NO_FLAGS)
            was, fresh = known.get(block_id), self._of_block(self._homes[block_id], block_id, flags)
            changes.append((was, fresh))
            known[block_id] = fresh
        if len(changes) > _FEW:
            self._book = self._sorted = None
            listed = sorted(known, key=ranks.__getitem__)
            self._all = [doubt for block_id in listed for doubt in known[block_id].doubts]
        for (was, fresh), block_id in zip(changes, touched, strict=True):
            if len(changes) <= _FEW:
                self._put(ranks[block_id], was.doubts if was else [], fresh.doubts)
            self._follow(was, fresh)

    def _put(self, rank: int, old: list[Doubt], new: list[Doubt]) -> None:
        """Put a block's doubts in place of those it had, in a list of its own: who has the old one keeps it."""
        if old != new:
            at = bisect_left(self._all, rank, key=lambda doubt: self._ranks[doubt.block])
            self._all = [*self._all[:at], *new, *self._all[at + len(old) :]]

    def _follow(self, before: _Known | None, after: _Known) -> None:
        """Take note that a block has other doubts than before."""
        old = before.doubts if before else []
        self._kinds += after.kinds
        if before:
            self._kinds -= before.kinds
        self._by_article[after.article] += len(after.doubts) - len(old)
        if self._book is not None:
            self._book.change(old, after.doubts)
        if self._sorted is not None:
            for doubt in old:
                del self._sorted[bisect_left(self._sorted, self._sorter.key(doubt), key=itemgetter(0))]
            for doubt in after.doubts:
                insort(self._sorted, (self._sorter.key(doubt), doubt), key=itemgetter(0))

    def _of_block(self, article_id: str, block_id: str, flags: tuple[Flag, ...]) -> _Known:
        choice, right = self._workspace.choice, self._right
        found = [
            Doubt(article_id, block_id, flag, self._workspace.issue_id)
            for flag in flags
            if flag.status is FlagStatus.OPEN
            and (flag.id == self.held or (choice.shows(flag) and not is_known(flag, right)))
        ]
        kinds = count_kinds(flags, choice.threshold)
        # What is listed all the same is counted too, or the number above the list is not that of its lines.
        kinds.update(kind_of(doubt.flag) for doubt in found if doubt.flag.score < choice.threshold)
        return _Known(flags, article_id, found, kinds)


def _yield(series: Series) -> int:
    """Sort the largest series first."""
    return -len(series.members)
