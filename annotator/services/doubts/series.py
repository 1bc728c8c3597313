"""Doubts grouped into series in the order of the stream, kept in step block by block.

A key in a large issue changes the doubts of one block. What it costs must not grow with the ten thousand others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping

from annotator.services.doubts.review import Doubt, Series
from annotator.services.doubts.stream import Order, SeriesKey, Sorter, series_key

Rank = tuple[object, ...]


class SeriesBook:
    """The series of an issue, in the order in which the stream comes to them."""

    def __init__(
        self, sorter: Sorter, doubts: Iterable[Doubt], entered: Mapping[SeriesKey, Rank] | None = None
    ) -> None:
        """Group doubts, given in reading order; ``entered``: of a book before this one, see the property."""
        self._sorter = sorter
        self._members: dict[SeriesKey, list[Doubt]] = {}
        for doubt in doubts:
            self._members.setdefault(series_key(doubt), []).append(doubt)
        self._series = {key: Series(*key, tuple(members)) for key, members in self._members.items()}
        self._ranks = {key: self._rank(members) for key, members in self._members.items()}
        self._entered = {**self._ranks, **(entered or {})}
        self._order = sorted((rank, key) for key, rank in self._ranks.items())

    @property
    def entered(self) -> Mapping[SeriesKey, Rank]:
        """The places at which the person came to series, those that are gone too."""
        return self._entered

    def all(self) -> list[Series]:
        """Return the series in order; one that did not change is the same object as before."""
        return [self._series[key] for _, key in self._order]

    def with_key(self, key: SeriesKey) -> Series:
        """Return the series of a key, without members if there is none."""
        return self._series.get(key) or Series(*key, ())

    def change(self, old: Iterable[Doubt], new: Iterable[Doubt]) -> None:
        """Take note that one block has other doubts than before."""
        before, after = list(old), list(new)
        fresh: dict[SeriesKey, list[Doubt]] = {}
        for doubt in after:
            fresh.setdefault(series_key(doubt), []).append(doubt)
        blocks = {doubt.block for doubt in (*before, *after)}
        for key in {series_key(doubt) for doubt in before} | fresh.keys():
            kept = [entry for entry in self._members.get(key, ()) if entry.block not in blocks]
            self._put(key, sorted([*kept, *fresh.get(key, ())], key=self._sorter.place))

    def after(self, doubt: Doubt) -> Doubt | None:
        """Return what follows a doubt: the rest of its series, then the next series.

        The series keeps the place at which the person came to it, however small it gets.
        """
        key, place = series_key(doubt), self._sorter.place(doubt)
        members = self._members.get(key, [])
        at = bisect_right(members, place, key=self._sorter.place)
        if at < len(members):
            return members[at]
        if not self._order:
            return None
        rank = self._entered.get(key) or self._rank([doubt])
        following = bisect_right(self._order, (rank, key))
        if following < len(self._order) and self._order[following][1] == key:
            following += 1
        return self._members[self._order[following % len(self._order)][1]][0]

    def _put(self, key: SeriesKey, members: list[Doubt]) -> None:
        if members == self._members.get(key, []):
            return
        if key in self._ranks:
            rank = self._ranks.pop(key)
            del self._order[bisect_left(self._order, (rank, key))]
            del self._members[key], self._series[key]
        if members:
            rank = self._rank(members)
            self._members[key], self._ranks[key] = members, rank
            self._series[key] = Series(*key, tuple(members))
            self._entered.setdefault(key, rank)
            insort(self._order, (rank, key))

    def _rank(self, members: list[Doubt]) -> Rank:
        if self._sorter.order is Order.SERIES:
            return -len(members), *self._sorter.place(members[0])
        return min(map(self._sorter.key, members))
