"""A new reading of a page 新识读: which raw characters of the old page are which of the new one.

The raw text of a page never changes. A better reading of it is another page that takes its place in the issue, and
rulings, which name raw characters, are restated for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annotator.model.page import Page, RawRange
from annotator.model.rulings.rulings import (
    Anchor,
    Begins,
    Extent,
    Flows,
    Linked,
    Opens,
    Ordered,
    OwnArticle,
    Placed,
    RoleIs,
    Ruling,
    Unlinked,
    Whole,
    Written,
)
from annotator.text.widths import is_blank

NEAR = 8
"""How far away in characters another one may stand in for one that the new reading lacks."""


@dataclass(frozen=True, slots=True)
class PageMatch:
    """Which stretches of an old page stand where on the new one.

    Attributes:
        old: id of the old page.
        new: id of the new page.
        stretches: start and end on the old page, start and end on the new one, in code points, in the order of the
            old page. They overlap on neither side; those of equal length correspond character by character.
    """

    old: str
    new: str
    stretches: tuple[tuple[int, int, int, int], ...]


class Carrier:
    """Carries positions of replaced pages over to the pages that took their places."""

    def __init__(self, matches: Iterable[PageMatch], pages: Mapping[str, Page]) -> None:
        self._matches = {match.old: match for match in matches}
        self._pages = pages
        self._owned = {
            match.new: sorted((start, end) for _, _, start, end in match.stretches)
            for match in self._matches.values()
        }

    def ranges(self, part: RawRange) -> tuple[RawRange, ...]:
        """Return what stands for a raw range, in its order; new characters amid it belong to it, blanks aside."""
        match = self._matches.get(part.page)
        if match is None:
            return (part,)
        found: list[RawRange] = []
        first = bisect_right(match.stretches, part.start, key=lambda stretch: stretch[1])
        for stretch in match.stretches[first:]:
            if stretch[0] >= part.end:
                break
            start, end = _share(stretch, max(part.start, stretch[0]), min(part.end, stretch[1]))
            if start < end:
                found += self.bridge(found[-1] if found else None, match.new, start)
                found.append(RawRange(match.new, start, end))
        return _united(found)

    def bridge(self, before: RawRange | None, page: str, start: int) -> list[RawRange]:
        """Return the new characters between what was carried over last and what comes next, if they are few."""
        if before is None or before.page != page or not 0 < start - before.end <= NEAR:
            return []
        owned = self._owned[page]
        index = bisect_left(owned, (before.end, before.end))
        if index < len(owned) and owned[index][0] < start:
            return []
        return filled(self._pages[page], before.end, start)

    def anchor(self, at: Anchor | None, *, backwards: bool = False) -> Anchor | None:
        """Return the character that stands for one, or the nearest one behind it (before it: ``backwards``)."""
        match = self._matches.get(at.page) if at is not None else None
        if at is None or match is None:
            return at
        steps = (
            range(at.position, max(at.position - NEAR, -1), -1)
            if backwards
            else range(at.position, at.position + NEAR)
        )
        for position in steps:
            for part in self.ranges(RawRange(at.page, position, position + 1)):
                if not is_blank(self._pages[part.page].raw[part.start]):
                    return Anchor(part.page, part.start)
        return None

    def extent(self, extent: Extent) -> Extent:
        """Return what stands for the raw characters of a block; empty if nothing does."""
        return _united(found for part in extent for found in self.ranges(part))


def filled(page: Page, start: int, end: int) -> list[RawRange]:
    """Return the stretches of a raw range without blanks."""
    found: list[RawRange] = []
    for position in range(start, end):
        if is_blank(page.raw[position]):
            continue
        if found and found[-1].end == position:
            found[-1] = RawRange(page.id, found[-1].start, position + 1)
        else:
            found.append(RawRange(page.id, position, position + 1))
    return found


def _share(stretch: tuple[int, int, int, int], start: int, end: int) -> tuple[int, int]:
    """Return what stands for a part of a stretch, in proportion where the lengths differ."""
    old_start, old_end, new_start, new_end = stretch
    old, new = old_end - old_start, new_end - new_start
    return new_start + (start - old_start) * new // old, new_start + (end - old_start) * new // old


def _united(ranges: Iterable[RawRange]) -> tuple[RawRange, ...]:
    united: list[RawRange] = []
    for part in ranges:
        if united and united[-1].page == part.page and united[-1].end == part.start:
            united[-1] = RawRange(part.page, united[-1].start, part.end)
        else:
            united.append(part)
    return tuple(united)


def carried(ruling: Ruling, carrier: Carrier) -> Ruling | None:
    """Return a ruling restated for the pages that took the places of others; None if nothing is left of it."""
    match ruling:
        case Begins(at=at) | Opens(at=at):
            found = carrier.anchor(at)
            return None if found is None else type(ruling)(found)
        case Flows(last=last, first=first):
            end, start = carrier.anchor(last, backwards=True), carrier.anchor(first)
            return None if end is None or start is None else Flows(end, start)
        case Whole(extent=extent) | RoleIs(extent=extent):
            kept = carrier.extent(extent)
            return replace(ruling, extent=kept) if kept else None
        case Placed(extent=extent, behind=behind, ahead=ahead):
            kept = carrier.extent(extent)
            before, after = carrier.anchor(behind, backwards=True), carrier.anchor(ahead)
            return Placed(kept, ruling.kind, before, after) if kept else None
        case OwnArticle(extents=extents, behind=behind):
            parts = tuple(kept for extent in extents if (kept := carrier.extent(extent)))
            return OwnArticle(parts, carrier.anchor(behind, backwards=True)) if parts else None
        case Ordered(at=at, behind=behind):
            found = carrier.anchor(at)
            return None if found is None else Ordered(found, carrier.anchor(behind, backwards=True))
        case Linked(source=source, target=target) | Unlinked(source=source, target=target):
            ends = carrier.anchor(source), carrier.anchor(target)
            return None if ends == (None, None) else replace(ruling, source=ends[0], target=ends[1])
        case Written(ranges=ranges):
            kept = carrier.extent(ranges)
            return Written(kept) if kept else None
    return ruling
