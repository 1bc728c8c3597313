"""Places of the raw text: which overlap, and finding those that do."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable

from annotator.model.page import RawRange


def overlap(one: RawRange, other: RawRange) -> bool:
    """Tell whether two places share characters; an empty one, whether it is strictly inside the other or the same."""
    if one.page != other.page:
        return False
    if one.start == one.end or other.start == other.end:
        return one == other or one.start < other.start < one.end or other.start < one.start < other.end
    return one.start < other.end and other.start < one.end


def unite_places(places: Iterable[RawRange]) -> list[RawRange]:
    """Return places with those that overlap made one, sorted."""
    united: list[RawRange] = []
    empty: list[RawRange] = []
    for place in sorted(set(places)):
        if place.start == place.end:
            empty.append(place)
        elif united and overlap(united[-1], place):
            united[-1] = RawRange(place.page, united[-1].start, max(united[-1].end, place.end))
        else:
            united.append(place)
    whole = Places(united)
    return sorted([*united, *(place for place in empty if not whole.overlaps(place))])


class Places:
    """Places in which others can be looked up."""

    def __init__(self, places: Iterable[RawRange]) -> None:
        self._united = sorted(places)
        self._furthest: list[int] = []
        page, end = "", 0
        for place in self._united:
            end = place.end if place.page != page else max(end, place.end)
            page = place.page
            self._furthest.append(end)

    def overlaps(self, place: RawRange) -> bool:
        """Tell whether a place overlaps one of them."""
        at = bisect_right(self._united, RawRange(place.page, place.end, sys.maxsize)) - 1
        while at >= 0 and self._united[at].page == place.page and self._furthest[at] >= place.start:
            if overlap(self._united[at], place):
                return True
            at -= 1
        return False
