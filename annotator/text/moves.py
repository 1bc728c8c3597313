"""Alignment of two versions of a text whose pieces may have moved: columns read in another order, lines broken anew.

``align`` goes through both texts in one direction and finds a stretch that moved in one of its places only. Here what
it leaves over on both sides is aligned again, until nothing more is found. Blanks do not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from annotator.text.align import align
from annotator.text.widths import is_blank

# Equal characters that make a match by themselves, and the share of them that a longer match has at the least. Two
# unrelated Chinese texts have about one character in eight in common when they are laid side by side.
_ENOUGH = 6
_DENSE = 0.4

# Widest stretch without an equal character inside one match.
_GAP = 12

# Lengths of stretches that show where a piece went, and how far apart in a piece they may be. Two readings of which one
# has every third character wrong still have a stretch of four in common in every other line.
_SEEDS = (12, 6, 4)
_APART = 40

# How far a match grows at once.
_REACH = 24

# What is left over in shorter pieces is not looked for elsewhere.
_SHORTEST = 4

_ROUNDS = 12

# Stretches between two matches stand for each other unless one is this many times as long as the other, or one is long.
_UNLIKE = 3
_WIDEST = 80

# As many characters at the edge of a piece that moved may be misread.
_EDGE = 4


class Match(NamedTuple):
    """A stretch of the old text and the one of the new text that stands for it, in code points, half-open.

    Where both have the same length they correspond character by character, else in proportion.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def match_moved(old: str, new: str) -> tuple[Match, ...]:
    """Return what of an old text stands where in the new one, in the order of the old text.

    Matches do not overlap in either text. What is in none of them is gone, or new.
    """
    places_old = [place for place, character in enumerate(old) if not is_blank(character)]
    places_new = [place for place, character in enumerate(new) if not is_blank(character)]
    matcher = _Matcher("".join(old[p] for p in places_old), "".join(new[p] for p in places_new))
    matcher.run()
    return tuple(_in_full(matcher.matches(), places_old, places_new))


def _in_full(
    matches: Sequence[Match], places_old: Sequence[int], places_new: Sequence[int]
) -> Iterator[Match]:
    """Yield matches of the texts without blanks as matches of the texts with them."""
    for match in matches:
        old = places_old[match.old_start : match.old_end]
        new = places_new[match.new_start : match.new_end]
        if len(old) != len(new):
            yield Match(old[0], old[-1] + 1, new[0], new[-1] + 1)
            continue
        begin = 0
        for at in range(1, len(old) + 1):
            if at == len(old) or old[at] != old[at - 1] + 1 or new[at] != new[at - 1] + 1:
                yield Match(old[begin], old[at - 1] + 1, new[begin], new[at - 1] + 1)
                begin = at


class _Matcher:
    """Two texts without blanks, and which character of the new one each of the old one is."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new
        self._image = [-1] * len(old)
        self._used = bytearray(len(new))

    def run(self) -> None:
        for length in _SEEDS:
            self._seed(length)
        self._extend()
        for number in range(_ROUNDS):
            old = self._left_over([at < 0 for at in self._image], 1 if not number else _SHORTEST)
            new = self._left_over([not used for used in self._used], 1 if not number else _SHORTEST)
            if not old or not new or not self._round(old, new):
                return

    def _pair(self, old: int, new: int, length: int = 1) -> None:
        self._image[old : old + length] = range(new, new + length)
        self._used[new : new + length] = bytes([1]) * length

    def _seed(self, length: int) -> None:
        """Match what begins with stretches that occur once in each text, wherever they stand."""
        there = _unique(self._new, self._used, length)
        taken = bytearray(at >= 0 for at in self._image)
        seeds = [
            (place, other, length)
            for stretch, place in _unique(self._old, taken, length).items()
            if (other := there.get(stretch)) is not None
        ]
        for group in _groups(seeds, _APART):
            if sum(1 for _ in _covered(group)) < _ENOUGH:
                continue
            for (start, other, _), (after, behind, _) in pairwise([*group, (*group[-1][:2], 0)]):
                self._pair(start, other, length)
                if after > start + length and behind > other + length:
                    self._compare(start + length, after, other + length, behind)

    def _compare(self, a: int, b: int, c: int, d: int) -> None:
        """Match what is equal in two short stretches that stand for each other, as far as it is free."""
        if any(at >= 0 for at in self._image[a:b]) or any(self._used[c:d]):
            return
        for code in Levenshtein.opcodes(self._old[a:b], self._new[c:d]):
            if code.tag == "equal":
                self._pair(a + code.src_start, c + code.dest_start, code.src_end - code.src_start)

    def _extend(self) -> None:
        """Let matches grow at both ends as long as most of what they grow by is equal."""
        for forward in (True, False):
            step = 1 if forward else -1
            order = range(len(self._old)) if forward else range(len(self._old) - 1, -1, -1)
            for at in order:
                image = self._image[at]
                if image >= 0 and 0 <= at + step < len(self._old) and self._image[at + step] < 0:
                    self._grow(at + step, image + step, step)

    def _grow(self, at: int, other: int, step: int) -> None:
        old, new = self._free(self._image, at, step, -1), self._free(self._used, other, step, 0)
        left = "".join(self._old[at + step * n] for n in range(old))
        right = "".join(self._new[other + step * n] for n in range(new))
        found: list[tuple[int, int]] = []
        kept = 0
        for code in Levenshtein.opcodes(left, right):
            if code.tag != "equal":
                continue
            for n in range(code.src_end - code.src_start):
                found.append((code.src_start + n, code.dest_start + n))
                if len(found) >= _DENSE * (max(found[-1]) + 1):
                    kept = len(found)
        for here, there in found[:kept]:
            self._pair(at + step * here, other + step * there)

    def _free(self, taken: Sequence[int], at: int, step: int, free: int) -> int:
        """Return how many places from one on are free, up to a limit."""
        count = 0
        while count < _REACH and 0 <= at < len(taken) and taken[at] == free:
            count, at = count + 1, at + step
        return count

    def _left_over(self, free: Sequence[bool], shortest: int) -> list[tuple[int, int]]:
        """Return the stretches that are free, without short ones."""
        edges = [at for at in range(len(free) + 1) if (at and free[at - 1]) != (at < len(free) and free[at])]
        return [
            (start, end)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
            if end - start >= shortest
        ]

    def _round(self, old: Sequence[tuple[int, int]], new: Sequence[tuple[int, int]]) -> bool:
        """Align what is left over; tell whether that found anything."""
        # No stretch that is the same in both goes over the end of a piece: the two ends differ.
        text_old, at_old = _joined(self._old, old, "\x00")
        text_new, at_new = _joined(self._new, new, "\x01")
        equal = [
            (pair.old_start, pair.new_start, pair.old_end - pair.old_start)
            for pair in align(text_old, text_new).pairs
            if pair.kind == "equal"
        ]
        found = False
        for group in _groups(equal, _GAP):
            if not _is_trusted(group, min(len(text_old), len(text_new))):
                continue
            found = True
            for start, other, length in group:
                for step in range(length):
                    self._pair(at_old[start + step], at_new[other + step])
        return found

    def matches(self) -> list[Match]:
        """Return the matches, with what differs between two of them that follow each other in both texts."""
        rows: list[Match] = []
        for at, image in enumerate(self._image):
            if image < 0:
                continue
            last = rows[-1] if rows else None
            if last is not None and last.old_end == at and last.new_end == image:
                rows[-1] = last._replace(old_end=at + 1, new_end=image + 1)
            else:
                rows.append(Match(at, at + 1, image, image + 1))
        if not rows:
            return []
        ends = [Match(0, 0, 0, 0), *rows, Match(*[len(self._old)] * 2, *[len(self._new)] * 2)]
        between = [match for before, after in pairwise(ends) for match in self._between(before, after)]
        return sorted((*rows, *between))

    def _between(self, before: Match, after: Match) -> Iterator[Match]:
        """Yield what stands for each other between two matches, piece by piece."""
        a, b, c, d = before.old_end, after.old_start, before.new_end, after.new_start
        old, new = b - a, d - c
        if 0 < old <= _EDGE and (new < 0 or any(self._used[c:d])):
            yield from self._at_edge(a, b, c, d)
        if min(old, new) <= 0 or max(old, new) > min(_UNLIKE * min(old, new), _WIDEST):
            return
        if any(self._used[c:d]):
            return
        changed = Match(a, a, c, c)
        codes = Levenshtein.opcodes(self._old[a:b], self._new[c:d])
        for code in codes:
            end = Match(a + code.src_start, a + code.src_end, c + code.dest_start, c + code.dest_end)
            if code.tag != "equal":
                changed = changed._replace(old_end=end.old_end, new_end=end.new_end)
                continue
            yield from _both(changed)
            yield end
            changed = Match(end.old_end, end.old_end, end.new_end, end.new_end)
        yield from _both(changed)

    def _at_edge(self, a: int, b: int, c: int, d: int) -> Iterator[Match]:
        """Yield what stands for a few characters at the edge of a piece that moved: what is free beside its place."""
        behind, ahead = self._free(self._used, c, 1, 0), self._free(self._used, d - 1, -1, 0)
        if not behind and not ahead:
            return
        if not behind or (ahead and abs(ahead - (b - a)) <= abs(behind - (b - a))):
            start, end = d - min(ahead, b - a), d
        else:
            start, end = c, c + min(behind, b - a)
        self._used[start:end] = bytes([1]) * (end - start)
        yield Match(a, b, start, end)


def _both(match: Match) -> Iterator[Match]:
    """Yield a match if there is something on both sides of it."""
    if match.old_start < match.old_end and match.new_start < match.new_end:
        yield match


def _joined(text: str, pieces: Sequence[tuple[int, int]], end: str) -> tuple[str, list[int]]:
    """Return pieces of a text as one, and the place in the text of each character of it."""
    places: list[int] = []
    for start, stop in pieces:
        places += range(start, stop)
        places.append(-1)
    return "".join(text[start:stop] + end for start, stop in pieces), places


def _unique(text: str, taken: Sequence[int], length: int) -> dict[str, int]:
    """Return the start of every stretch of a length that is free and occurs only once, in order."""
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for start in range(len(text) - length + 1):
        if any(taken[start : start + length]):
            continue
        stretch = text[start : start + length]
        if places.setdefault(stretch, start) != start:
            repeated.add(stretch)
    return {stretch: place for stretch, place in places.items() if stretch not in repeated}


def _covered(group: Sequence[tuple[int, int, int]]) -> Iterator[int]:
    """Yield the places that overlapping stretches cover, each once."""
    at = 0
    for start, _, length in group:
        yield from range(max(at, start), start + length)
        at = start + length


def _groups(equal: Sequence[tuple[int, int, int]], widest: int) -> Iterator[list[tuple[int, int, int]]]:
    """Yield equal stretches in groups that rise in both texts without a wide gap."""
    group: list[tuple[int, int, int]] = []
    for stretch in equal:
        if group:
            start, other, length = group[-1]
            gaps = stretch[0] - start - length, stretch[1] - other - length
            if max(gaps) > widest or stretch[1] <= other or (min(gaps) < 0 and gaps[0] != gaps[1]):
                yield group
                group = []
        group.append(stretch)
    if group:
        yield group


def _is_trusted(group: Sequence[tuple[int, int, int]], length: int) -> bool:
    """Tell whether a group of equal stretches is more than chance; ``length`` is that of the shorter text."""
    count = sum(stretch[2] for stretch in group)
    (start, other, _), (last, last_other, size) = group[0], group[-1]
    span = max(last + size - start, last_other + size - other)
    return count >= min(_ENOUGH, max(1, length // 2)) and count >= _DENSE * span
