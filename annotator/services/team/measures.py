"""Measures of agreement between people who judged the same text.

A *table* lists stretches of text that are alike for everybody: how many characters a stretch has, and what each
person said of it; None where a person did not see it. Every measure is None where it is not defined: nothing to
compare, or no two values that could differ.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, permutations

Row = tuple[int, tuple[Hashable | None, ...]]
Range = tuple[int, int]


def observed(table: Iterable[Row]) -> float | None:
    """Return the share of pairs of judgements on the same character that are the same."""
    same = pairs = 0
    for size, values in table:
        counts = Counter(value for value in values if value is not None)
        judged = counts.total()
        same += size * sum(count * (count - 1) for count in counts.values())
        pairs += size * judged * (judged - 1)
    return same / pairs if pairs else None


def cohen_kappa(table: Iterable[Row]) -> float | None:
    """Return Cohen's κ of two people: J. Cohen, A coefficient of agreement for nominal scales, 1960."""
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    same = total = 0
    for size, (one, other) in table:
        if one is None or other is None:
            continue
        first[one] += size
        second[other] += size
        total += size
        same += size * (one == other)
    if not total:
        return None
    chance = sum(count * second[value] for value, count in first.items()) / total**2
    return (same / total - chance) / (1 - chance) if chance < 1 else None


def fleiss_kappa(table: Iterable[Row]) -> float | None:
    """Return Fleiss's κ over the characters that all people saw.

    Source: J. L. Fleiss, Measuring nominal scale agreement among many raters, 1971.
    """
    totals: Counter[Hashable] = Counter()
    agreeing = characters = 0.0
    for size, values in table:
        if None in values or len(values) < 2:
            continue
        counts = Counter(values)
        people = len(values)
        agreeing += size * sum(count * (count - 1) for count in counts.values()) / (people * (people - 1))
        characters += size
        for value, count in counts.items():
            totals[value] += size * count
    if not characters:
        return None
    judgements = totals.total()
    chance = sum((count / judgements) ** 2 for count in totals.values())
    return (agreeing / characters - chance) / (1 - chance) if chance < 1 else None


def alpha_nominal(table: Iterable[Row]) -> float | None:
    """Return Krippendorff's α for nominal data, missing judgements allowed.

    Source: K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011.
    """
    totals: Counter[Hashable] = Counter()
    differing = 0.0
    for size, values in table:
        counts = Counter(value for value in values if value is not None)
        judged = counts.total()
        if judged < 2:
            continue
        differing += size * (judged**2 - sum(count**2 for count in counts.values())) / (judged - 1)
        for value, count in counts.items():
            totals[value] += size * count
    judgements = totals.total()
    possible = judgements**2 - sum(count**2 for count in totals.values())
    return 1 - (judgements - 1) * differing / possible if possible else None


@dataclass(frozen=True, slots=True)
class Unitizing:
    """Disagreement of people who marked units on one continuum, as observed and as expected by chance."""

    observed: float = 0.0
    expected: float = 0.0

    @property
    def alpha(self) -> float | None:
        """Krippendorff's unitizing α."""
        return 1 - self.observed / self.expected if self.expected else None

    def __add__(self, other: Unitizing) -> Unitizing:
        """Return both together, as for all categories on one continuum."""
        return Unitizing(self.observed + other.observed, self.expected + other.expected)


def unitizing(length: int, people: Sequence[Iterable[Range]]) -> Unitizing:
    """Return how people disagree in the units of one category that they marked.

    Source: K. Krippendorff, Measuring the reliability of qualitative text analysis data, 2004.

    Args:
        length: length of the continuum, which begins at 0.
        people: for each person, the units ``[start, end)``; those that overlap or are doubled count as one.
    """
    marked = [_united(units) for units in people]
    count = len(marked)
    if count < 2 or not any(marked):
        return Unitizing()
    apart = sum(_distance(length, one, other) for one, other in permutations(marked, 2))
    found = apart / (count * (count - 1) * length**2)
    sizes = [end - start for units in marked for start, end in units]
    gaps = sorted(end - start for units in marked for start, end in _gaps(length, units))
    sums = [0, *accumulate(gaps)]
    chance = 0.0
    for size in sizes:
        at = bisect_left(gaps, size)
        room = sums[-1] - sums[at] - (len(gaps) - at) * (size - 1)
        chance += (len(sizes) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    whole = count * length
    ways = whole * (whole - 1) - sum(size * (size - 1) for size in sizes)
    return Unitizing(found, 2 / length * chance / ways if ways else 0.0)


def _united(units: Iterable[Range]) -> list[Range]:
    united: list[Range] = []
    for start, end in sorted(units):
        if start >= end:
            continue
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _gaps(length: int, units: Sequence[Range]) -> list[Range]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _distance(length: int, one: Sequence[Range], other: Sequence[Range]) -> int:
    """Return the squared differences between one person's sections and another's, each pair of sections once."""
    apart = 0
    begin = 0
    for start, end in one:
        while begin < len(other) and other[begin][1] <= start:
            begin += 1
        at = begin
        while at < len(other) and other[at][0] < end:
            apart += (start - other[at][0]) ** 2 + (end - other[at][1]) ** 2
            at += 1
    return apart + _enclosed(one, _gaps(length, other)) + _enclosed(other, _gaps(length, one))


def _enclosed(units: Sequence[Range], gaps: Sequence[Range]) -> int:
    """Return the squared lengths of the units that lie in another person's gap."""
    starts = [start for start, _ in gaps]
    total = 0
    for start, end in units:
        at = bisect_left(starts, start + 1) - 1
        if at >= 0 and end <= gaps[at][1]:
            total += (end - start) ** 2
    return total


@dataclass(frozen=True, slots=True)
class SpanMatch:
    """How many spans of two people answer each other.

    Attributes:
        first: spans of the first person.
        second: spans of the second.
        found: those of the first that the second has too.
        answered: those of the second that the first has too.
    """

    first: int = 0
    second: int = 0
    found: int = 0
    answered: int = 0

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both shares, which does not depend on who comes first."""
        if not self.first + self.second:
            return None
        if not self.found or not self.answered:
            return 0.0
        one, other = self.found / self.first, self.answered / self.second
        return 2 * one * other / (one + other)

    def __add__(self, other: SpanMatch) -> SpanMatch:
        """Return both together."""
        return SpanMatch(
            self.first + other.first,
            self.second + other.second,
            self.found + other.found,
            self.answered + other.answered,
        )


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A span one person marked: its label, and the ranges it covers, in their order."""

    label: str
    ranges: tuple[Range, ...]

    def shared(self, other: Marked) -> int:
        """Return how many characters two spans have in common."""
        return sum(
            max(0, min(end, far) - max(start, near))
            for start, end in self.ranges
            for near, far in other.ranges
        )


def match_exactly(one: Iterable[Marked], other: Iterable[Marked]) -> SpanMatch:
    """Return how many spans have the same label and the same ranges, each answered once."""
    first, second = Counter(one), Counter(other)
    both = (first & second).total()
    return SpanMatch(first.total(), second.total(), both, both)


def match_overlapping(one: Sequence[Marked], other: Sequence[Marked]) -> SpanMatch:
    """Return how many spans overlap one of the same label."""
    found: set[int] = set()
    answered: set[int] = set()
    for at, to, _ in _meetings(one, other):
        if one[at].label == other[to].label:
            found.add(at)
            answered.add(to)
    return SpanMatch(len(one), len(other), len(found), len(answered))


def confusion(one: Sequence[Marked], other: Sequence[Marked]) -> Counter[tuple[str, str]]:
    """Return how often which label of one person meets which of another.

    Every span meets at most one: the one it shares most characters with, those of the same label first among equals.
    A span that meets none stands against the empty label.
    """
    counts: Counter[tuple[str, str]] = Counter()
    pairs = sorted(
        _meetings(one, other),
        key=lambda pair: (
            one[pair[0]].ranges != other[pair[1]].ranges,
            -pair[2],
            one[pair[0]].label != other[pair[1]].label,
            pair,
        ),
    )
    taken: set[int] = set()
    answered: set[int] = set()
    for at, to, _ in pairs:
        if at not in taken and to not in answered:
            taken.add(at)
            answered.add(to)
            counts[one[at].label, other[to].label] += 1
    counts.update((span.label, "") for at, span in enumerate(one) if at not in taken)
    counts.update(("", span.label) for to, span in enumerate(other) if to not in answered)
    return counts


def _meetings(one: Sequence[Marked], other: Sequence[Marked]) -> list[tuple[int, int, int]]:
    """Return the spans that share characters, by their numbers, with how many."""
    events = sorted(
        (start, end, side, number)
        for side, spans in enumerate((one, other))
        for number, span in enumerate(spans)
        for start, end in span.ranges
    )
    met: dict[tuple[int, int], int] = {}
    open_ones: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, number in events:
        across = open_ones[1 - side]
        across[:] = [entry for entry in across if entry[0] > start]
        for far, partner in across:
            pair = (number, partner) if side == 0 else (partner, number)
            met[pair] = met.get(pair, 0) + min(end, far) - start
        open_ones[side].append((end, number))
    return [(at, to, size) for (at, to), size in sorted(met.items()) if size > 0]


def table_of(length: int, people: Sequence[Iterable[tuple[int, int, str]] | None]) -> list[Row]:
    """Return a table of what people said of a text.

    Args:
        length: length of the text, in characters.
        people: for each person, ranges with what they said of them; None for a person who did not see the text. What
            is said of a character is the sorted tuple of everything said of ranges it lies in.
    """
    edges = {0, length}
    events: list[tuple[int, int, int, str]] = []
    for person, said in enumerate(people):
        for start, end, what in () if said is None else said:
            if start < end:
                edges |= {start, end}
                events += [(start, 1, person, what), (end, -1, person, what)]
    events.sort()
    now: list[Counter[str]] = [Counter() for _ in people]
    table: list[Row] = []
    position = 0
    at = 0
    for edge in sorted(edges):
        if edge > position:
            values = (
                None if said is None else tuple(sorted(+count))
                for said, count in zip(people, now, strict=True)
            )
            table.append((edge - position, tuple(values)))
            position = edge
        while at < len(events) and events[at][0] == edge:
            _, change, person, what = events[at]
            now[person][what] += change
            at += 1
    return table


def pairs_of(people: int) -> list[tuple[int, int]]:
    """Return the numbers of all pairs of people."""
    return list(combinations(range(people), 2))
