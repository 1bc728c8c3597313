"""Alignment of two versions of a text, character by character: which stretch of one stands for which of the other.

A better OCR of a page, or a corrected text that comes back from another program, says the same with other
characters. The alignment carries positions over. Long texts are cut at anchors, stretches that occur exactly once
in each, in the manner of patience diff; what lies between is compared by edit distance, which takes quadratic time
and therefore only gets short pieces.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from annotator.text.diff import common_prefix, common_suffix

# Longest piece that is compared by edit distance, in code points: 1 to 2 ms.
_PIECE = 2000

# Lengths of the stretches tried as anchors. Long ones are surely unique and the same; short ones still find their
# way where one character in five differs.
_ANCHORS = (24, 10, 5)

# Stretches whose lengths differ more say different things.
_UNLIKE = 8

# An equal stretch of n characters between changed stretches of at least 4 to the power of n on both sides matches by
# chance; 5 characters in a row do not.
_CHANCE_BASE = 4
_CHANCE_LONGEST = 4

Kind = Literal["equal", "replace", "insert", "delete"]


class Pair(NamedTuple):
    """A stretch of the old text and the stretch of the new text that stands for it, in code points, half-open."""

    kind: Kind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts correspond.

    Attributes:
        pairs: stretches in order; they tile both texts, and those of kind ``equal`` have the same characters.
    """

    pairs: tuple[Pair, ...]

    @property
    def old_length(self) -> int:
        """Number of code points of the old text."""
        return self.pairs[-1].old_end if self.pairs else 0

    @property
    def new_length(self) -> int:
        """Number of code points of the new text."""
        return self.pairs[-1].new_end if self.pairs else 0

    @property
    def equal_count(self) -> int:
        """Number of characters that are the same in both."""
        return sum(pair.old_end - pair.old_start for pair in self.pairs if pair.kind == "equal")

    def map_position(self, position: int) -> int:
        """Return where the character behind a position of the old text is in the new one.

        A deleted character is where it would stand; the end of the old text is the end of the new one.

        Raises:
            ValueError: the position is not in the old text.
        """
        self._check(position)
        if position == self.old_length:
            return self.new_length
        return _inside(self.pairs[self._holding(position)], position, up=False)

    def map_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the new text that stands for the characters ``[start, end)`` of the old one.

        Insertions at the two ends of the range are not part of it, those inside are. A range whose characters are
        all deleted is empty at the place where they would stand; an empty range stays empty, behind the character
        it follows.

        Raises:
            ValueError: the range is not in the old text, or ends before it starts.
        """
        self._check(start)
        self._check(end)
        if start > end:
            raise ValueError(f"the range [{start}, {end}) ends before it starts")
        if end == 0:
            return 0, 0
        last = _inside(self.pairs[self._holding(end - 1)], end, up=True)
        return (last, last) if start == end else (self.map_position(start), last)

    def kept(self, start: int, end: int) -> int:
        """Return how many characters of the range ``[start, end)`` of the old text are the same in the new one.

        Raises:
            ValueError: the range is not in the old text.
        """
        self._check(start)
        self._check(end)
        count = 0
        for pair in self.pairs[self._holding(start) :]:
            if pair.old_start >= end:
                break
            if pair.kind == "equal":
                count += min(pair.old_end, end) - max(pair.old_start, start)
        return count

    def inverse(self) -> Alignment:
        """Return the alignment seen from the new text."""
        swapped: dict[str, Kind] = {"insert": "delete", "delete": "insert"}
        return Alignment(
            tuple(
                Pair(swapped.get(kind, kind), new_start, new_end, old_start, old_end)
                for kind, old_start, old_end, new_start, new_end in self.pairs
            )
        )

    def _check(self, position: int) -> None:
        if not 0 <= position <= self.old_length:
            raise ValueError(f"position {position} is outside a text of {self.old_length} code points")

    def _holding(self, position: int) -> int:
        """Return the index of the pair that holds the old character behind a position."""
        return bisect_right(self.pairs, position, key=lambda pair: pair.old_end)


def _inside(pair: Pair, position: int, *, up: bool) -> int:
    """Return the new position of an old one inside a pair, in proportion where the lengths differ."""
    offset = position - pair.old_start
    old_length, new_length = pair.old_end - pair.old_start, pair.new_end - pair.new_start
    if old_length == new_length:
        return pair.new_start + offset
    scaled = -(-offset * new_length // old_length) if up else offset * new_length // old_length
    return pair.new_start + scaled


def align(old: str, new: str) -> Alignment:
    """Align two versions of a text.

    The time grows about linearly with the length. Stretches that moved are found in one of their places only.
    """
    pairs = _aligned(old, 0, len(old), new, 0, len(new), 0)
    return Alignment(tuple(_merged(_without_chance(list(_merged(pairs))))))


def _aligned(old: str, a: int, b: int, new: str, c: int, d: int, level: int) -> Iterator[Pair]:
    """Yield the pairs of ``old[a:b]`` and ``new[c:d]``, not yet merged."""
    left, right = old[a:b], new[c:d]
    head = common_prefix(left, right)
    tail = min(common_suffix(left, right), min(len(left), len(right)) - head)
    if head:
        yield Pair("equal", a, a + head, c, c + head)
    a, b, c, d = a + head, b - tail, c + head, d - tail
    if (b - a) * (d - c) <= _PIECE * _PIECE:
        yield from _compared(old, a, b, new, c, d)
    else:
        yield from _anchored(old, a, b, new, c, d, level)
    if tail:
        yield Pair("equal", b, b + tail, d, d + tail)


def _anchored(old: str, a: int, b: int, new: str, c: int, d: int, level: int) -> Iterator[Pair]:
    """Cut long stretches at anchors and yield the pairs of what lies between."""
    left, right = old[a:b], new[c:d]
    for finer in range(level, len(_ANCHORS)):
        anchors = _anchors(left, right, _ANCHORS[finer])
        if not anchors:
            continue
        at_old, at_new = a, c
        for in_left, in_right, size in [*anchors, (b - a, d - c, 0)]:
            # What is repeated in the whole may be unique in a part: a much shorter part starts anew.
            shorter = 2 * (a + in_left - at_old) <= b - a
            deeper = level if shorter else finer + 1
            yield from _aligned(old, at_old, a + in_left, new, at_new, c + in_right, deeper)
            at_old, at_new = a + in_left + size, c + in_right + size
            if size:
                yield Pair("equal", a + in_left, at_old, c + in_right, at_new)
        return
    yield from _in_step(old, a, b, new, c, d)


def _in_step(old: str, a: int, b: int, new: str, c: int, d: int) -> Iterator[Pair]:
    """Compare long stretches without anchors (a table of dashes, another text) in as many short steps for each."""
    if max(b - a, d - c) > _UNLIKE * min(b - a, d - c):
        yield Pair("replace", a, b, c, d)
        return
    steps = -(-max(b - a, d - c) // _PIECE)
    old_cuts = [a + (b - a) * step // steps for step in range(steps + 1)]
    new_cuts = [c + (d - c) * step // steps for step in range(steps + 1)]
    for step in range(steps):
        yield from _compared(old, old_cuts[step], old_cuts[step + 1], new, new_cuts[step], new_cuts[step + 1])


def _compared(old: str, a: int, b: int, new: str, c: int, d: int) -> Iterator[Pair]:
    """Compare short stretches by edit distance."""
    if a == b or c == d:
        yield from _changed(a, b, c, d)
        return
    from rapidfuzz.distance import Levenshtein  # most commands never align

    for code in Levenshtein.opcodes(old[a:b], new[c:d]):
        yield Pair(
            cast("Kind", code.tag),
            a + code.src_start,
            a + code.src_end,
            c + code.dest_start,
            c + code.dest_end,
        )


def _changed(a: int, b: int, c: int, d: int) -> Iterator[Pair]:
    """Yield the pair of two stretches that differ, if there is anything in them."""
    if a < b or c < d:
        yield Pair("replace" if a < b and c < d else "delete" if a < b else "insert", a, b, c, d)


def _anchors(left: str, right: str, length: int) -> list[tuple[int, int, int]]:
    """Return stretches that occur once in each text, in the longest order that is rising in both.

    Each is its start in the left text, its start in the right text, and its length; they do not overlap.
    """
    in_right = _unique_places(right, length)
    matches = [
        (place, in_right[stretch])
        for stretch, place in _unique_places(left, length).items()
        if stretch in in_right
    ]
    anchors: list[tuple[int, int, int]] = []
    for here, there in _longest_rising(matches):
        if anchors:
            start, other, size = anchors[-1]
            if here <= start + size and here - start == there - other:
                anchors[-1] = (start, other, here + length - start)
                continue
            if here < start + size or there < other + size:
                continue
        anchors.append((here, there, length))
    return anchors


def _unique_places(text: str, length: int) -> dict[str, int]:
    """Return the start of every stretch of a length that occurs only once, in order."""
    places: dict[str, int] = {}
    repeated: set[str] = set()
    for start in range(len(text) - length + 1):
        stretch = text[start : start + length]
        if places.setdefault(stretch, start) != start:
            repeated.add(stretch)
    for stretch in repeated:
        del places[stretch]
    return places


def _longest_rising(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of matches that rises in both places; they come in the order of the first."""
    ends: list[int] = []  # the smallest second place that ends a rising row of each length
    holders: list[int] = []  # the match that it belongs to
    before: list[int] = []  # for every match, the match before it in its row
    for index, (_, there) in enumerate(matches):
        row = bisect_left(ends, there)
        before.append(holders[row - 1] if row else -1)
        ends[row : row + 1] = [there]
        holders[row : row + 1] = [index]
    chosen = []
    index = holders[-1] if holders else -1
    while index >= 0:
        chosen.append(matches[index])
        index = before[index]
    return chosen[::-1]


def _merged(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs with neighbours of one kind made one, but for replacements that change the length."""
    last: Pair | None = None
    for pair in pairs:
        if last is None:
            last = pair
        elif pair.kind == last.kind and (pair.kind != "replace" or (_even(last) and _even(pair))):
            last = Pair(pair.kind, last.old_start, pair.old_end, last.new_start, pair.new_end)
        else:
            yield last
            last = pair
    if last is not None:
        yield last


def _even(pair: Pair) -> bool:
    return pair.old_end - pair.old_start == pair.new_end - pair.new_start


def _without_chance(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs with chance matches between long changes made part of one change."""
    kept: list[Pair] = []
    changed = 0  # number of pairs at the end of `kept` that are changes
    for index, pair in enumerate(pairs):
        if pair.kind != "equal":
            kept.append(pair)
            changed += 1
            continue
        needed = _CHANCE_BASE ** (pair.old_end - pair.old_start)
        if (
            pair.old_end - pair.old_start <= _CHANCE_LONGEST
            and changed
            and _extent(kept[-changed], kept[-1]) >= needed
            and _change_behind(pairs, index) >= needed
        ):
            first = kept[-changed]
            kept[-changed:] = [Pair("replace", first.old_start, pair.old_end, first.new_start, pair.new_end)]
            changed = 1
        else:
            kept.append(pair)
            changed = 0
    return kept


def _change_behind(pairs: list[Pair], index: int) -> int:
    """Return the extent of the changes that follow a pair directly."""
    last = index
    while last + 1 < len(pairs) and pairs[last + 1].kind != "equal":
        last += 1
    return _extent(pairs[index + 1], pairs[last]) if last > index else 0


def _extent(first: Pair, last: Pair) -> int:
    """Return the number of code points that neighbouring pairs cover in the text where they cover more."""
    return max(last.old_end - first.old_start, last.new_end - first.new_start)
