"""A page in work and a new reading of it: what became of its characters, and of what people settled on it.

The old page is compared as people have corrected it, so that a reading which agrees with them is told apart from
one that repeats the old mistake, and from one that makes a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from annotator.model.article import Block
from annotator.model.flag import FlagStatus
from annotator.model.issue import Issue
from annotator.model.origin import TYPING, is_correction
from annotator.model.page import Page, RawRange
from annotator.model.rulings.rereading import NEAR, PageMatch, filled
from annotator.text.moves import match_moved
from annotator.text.widths import is_blank, trim_blank, without_blanks

_LONG = 8
"""Text a person inserted is never given up from this many characters on, even where nothing around it is found."""

_KEPT_LONGEST = 12
"""Longest text whose keeping says how it is to be read, in code points; a longer one is about something else."""

Span = tuple[int, int]


class Outcome(Enum):
    """What a new reading says of a place that a person has settled."""

    AGREES = "agrees"
    OPEN = "open"
    DIFFERS = "differs"
    GONE = "gone"


@dataclass(slots=True)
class Settled:
    """A stretch of an old page whose spelling a person has settled.

    Attributes:
        start: first raw character; ``start == end`` for inserted text.
        end: one past the last.
        text: what the person wrote; empty where they took the characters out.
        origin: the origin of the run that holds it.
        block: the block it stands in.
        number: the number of its run in the block.
        kept: whether the person left the text as it was, by keeping a flag.
        outcome: what the new reading says of it.
        place: what stands for it on the new page; for ``GONE`` the nearest place, or None.
        images: what stands for each character of ``text``, or of the raw text where that is empty.
    """

    start: int
    end: int
    text: str
    origin: str
    block: str
    number: int
    kept: bool = False
    outcome: Outcome = Outcome.GONE
    place: Span | None = None
    images: list[Span | None] = field(default_factory=list)


class PageCarrier:
    """One page, what people settled on it, and what became of its characters.

    Attributes:
        old: the page.
        new: its new reading.
        settled: by the run that holds it, and by start and end what was kept.
        images: what stands for each raw character of the old page on the new one, or None.
    """

    def __init__(self, issue: Issue, old: Page, new: Page) -> None:
        self.old = old
        self.new = new
        self.settled = _settled(issue, old)
        self.images: list[Span | None] = [None] * len(old.raw)
        text, starts = self._as_corrected()
        images: list[Span | None] = [None] * len(text)
        for match in match_moved(text, new.raw):
            for position, image in _spread(match):
                images[position] = image
        self._owner = [-1] * len(new.raw)
        for position, found in enumerate(images):
            if found is not None:
                self._owner[found[0] : found[1]] = [position] * (found[1] - found[0])
        at = 0
        for place, start in zip(self.settled, starts, strict=True):
            self._take(images, at, start - len(self.old.raw[at : place.start]), place.start)
            if self._is_left_out(place):
                self._judge_deleted(place, images, start)
            else:
                length = len(place.text) or place.end - place.start
                place.images = images[start : start + length]
                self._judge(place, images, start, start + length)
            at = place.end
        self._take(images, at, len(text) - len(old.raw[at:]), len(old.raw))

    def _as_corrected(self) -> tuple[str, list[int]]:
        """Return the old page with what people wrote in it, and where each settled place begins in that."""
        parts: list[str] = []
        starts: list[int] = []
        at = length = 0
        for place in self.settled:
            before = self.old.raw[at : place.start]
            shown = "" if self._is_left_out(place) else place.text or self.old.raw[place.start : place.end]
            starts.append(length + len(before))
            parts += (before, shown)
            length += len(before) + len(shown)
            at = place.end
        return "".join([*parts, self.old.raw[at:]]), starts

    def _is_left_out(self, place: Settled) -> bool:
        """Tell whether text that a person took out is left out of the comparison.

        A longer one is found again by itself, but not one that was there twice, which would be taken for the other.
        """
        raw = self.old.raw
        size = place.end - place.start
        taken = raw[place.start : place.end]
        twice = taken in (raw[max(place.start - size, 0) : place.start], raw[place.end : place.end + size])
        return not place.text and (size < _LONG or twice)

    def _judge_deleted(self, place: Settled, images: Sequence[Span | None], at: int) -> None:
        """Find out whether text that a person took out is there again."""
        wanted = without_blanks(self.old.raw[place.start : place.end])
        place.outcome = Outcome.AGREES
        near = self._nearby(images, at, at)
        if near is None or not wanted:
            return
        reach = len(wanted) + 2
        for start, end in self._unowned(near[0] - reach, near[0] + reach):
            text = without_blanks(self.new.raw[start:end])
            same = sum((Counter(text) & Counter(wanted)).values())
            if len(text) <= len(wanted) + 1 and 2 * same > len(wanted):
                place.place = start, end
                place.outcome = Outcome.OPEN if sorted(text) == sorted(wanted) else Outcome.DIFFERS
                self._map_replaced(place)
                return

    def _unowned(self, start: int, end: int) -> list[Span]:
        """Return the stretches of the new page in a range that stand for nothing of the old one, without blanks."""
        start = max(start, 0)
        free = [owner < 0 for owner in self._owner[start:end]]
        edges = [at for at in range(len(free) + 1) if (at and free[at - 1]) != (at < len(free) and free[at])]
        found = [
            trim_blank(self.new.raw, start + a, start + b)
            for a, b in zip(edges[::2], edges[1::2], strict=True)
        ]
        return [stretch for stretch in found if stretch[0] < stretch[1]]

    def _take(self, images: Sequence[Span | None], start: int, where: int, end: int) -> None:
        self.images[start:end] = images[where : where + end - start]

    def _judge(self, place: Settled, images: Sequence[Span | None], start: int, end: int) -> None:
        """Find out what the new reading says of a settled place."""
        raw = self.old.raw[place.start : place.end]
        found = self._stretch(place.images, start, end)
        if found is None:
            place.place = self._nearby(images, start, end)
            if not place.text:
                place.outcome = Outcome.AGREES
            elif place.place is not None:
                place.outcome = Outcome.DIFFERS if without_blanks(raw) else Outcome.OPEN
            elif len(place.text) >= _LONG and not without_blanks(raw):
                place.place, place.outcome = self._nearest(images, start), Outcome.OPEN
            return
        reading = without_blanks(self.new.raw[found[0] : found[1]])
        wider = self._as_before(found, raw, len(place.text)) if place.text and not place.kept else None
        place.place = wider or found
        if wider is not None:
            place.outcome = Outcome.OPEN
        elif reading == without_blanks(place.text or raw):
            place.outcome = Outcome.AGREES if place.text else Outcome.OPEN
        else:
            place.outcome = Outcome.OPEN if reading == without_blanks(raw) else Outcome.DIFFERS
        self._map_replaced(place)

    def _stretch(self, images: Sequence[Span | None], start: int, end: int) -> Span | None:
        """Return the longest stretch of the new page that stands for characters of a settled place alone."""
        best: Span | None = None
        current: Span | None = None
        for image in images:
            if image is None:
                continue
            if current is not None and self._goes_on(current[1], image[0], start, end):
                image = current[0], image[1]
            current = image
            if best is None or current[1] - current[0] > best[1] - best[0]:
                best = current
        return best

    def _goes_on(self, before: int, after: int, start: int, end: int) -> bool:
        """Tell whether nothing stands between two places of the new page but what belongs to a settled place."""
        between = self._owner[before:after]
        return before <= after <= before + NEAR and all(o < 0 or start <= o < end for o in between)

    def _as_before(self, found: Span, raw: str, length: int) -> Span | None:
        """Return where the reading repeats what the old one had, which was longer than what the person wrote."""
        wanted = without_blanks(raw)
        start, end = found
        if len(wanted) <= length:
            return None
        while start > 0 and found[0] - start < len(raw) and self._owner[start - 1] < 0:
            start -= 1
        while end < len(self.new.raw) and end - found[1] < len(raw) and self._owner[end] < 0:
            end += 1
        places = [at for at in range(start, end) if not is_blank(self.new.raw[at])]
        at = "".join(self.new.raw[place] for place in places).find(wanted)
        return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)

    def _nearby(self, images: Sequence[Span | None], start: int, end: int) -> Span | None:
        """Return the empty place behind the character before, or else before the one behind, if one is near."""
        for position in range(start - 1, max(start - 1 - NEAR, -1), -1):
            image = images[position]
            if image is not None:
                return image[1], image[1]
        for image in images[end : end + NEAR]:
            if image is not None:
                return image[0], image[0]
        return None

    def _nearest(self, images: Sequence[Span | None], start: int) -> Span:
        before = next((image for image in reversed(images[:start]) if image is not None), None)
        if before is not None:
            return before[1], before[1]
        after = next((image for image in images[start:] if image is not None), (0, 0))
        return after[0], after[0]

    def _map_replaced(self, place: Settled) -> None:
        """Let the raw characters that a person replaced be what stands in their place now."""
        assert place.place is not None
        start, end = place.place
        if start == end:
            return
        self._owner[start:end] = [max(0, *self._owner[start:end])] * (end - start)
        for position, image in _spread((place.start, place.end, start, end)):
            self.images[position] = image

    def bridge(self, start: int, end: int) -> list[RawRange]:
        """Return what is new between two places of the new page, blanks aside, if it is little and nothing else's."""
        if not 0 < end - start <= NEAR or any(owner >= 0 for owner in self._owner[start:end]):
            return []
        return filled(self.new, start, end)

    def match(self) -> PageMatch:
        """Return what stands where, for positions to be carried over."""
        stretches: list[tuple[int, int, int, int]] = []
        for position, image in enumerate(self.images):
            if image is None:
                continue
            last = stretches[-1] if stretches else None
            if (
                last is not None
                and last[1] == position
                and last[3] == image[0]
                and image[1] - image[0] == 1
                and last[3] - last[2] == last[1] - last[0]
            ):
                stretches[-1] = last[0], position + 1, last[2], image[1]
            else:
                stretches.append((position, position + 1, *image))
        return PageMatch(self.old.id, self.new.id, tuple(stretches))


def _spread(match: Sequence[int]) -> Iterator[tuple[int, Span]]:
    """Yield what stands for each old position of a match, if anything does."""
    old_start, old_end, new_start, new_end = match
    old, new = old_end - old_start, new_end - new_start
    for step in range(old):
        start, end = new_start + step * new // old, new_start + (step + 1) * new // old
        if start < end:
            yield old_start + step, (start, end)


def _settled(issue: Issue, page: Page) -> list[Settled]:
    """Return what people settled on a page, in the order of its raw text; none overlap."""
    corrected: list[Settled] = []
    kept: list[Settled] = []
    for block in issue.blocks.values():
        for number, run in enumerate(block.runs):
            if run.page == page.id and is_correction(run.origin) and (run.length() or run.start < run.end):
                text = run.spell(issue.pages)
                corrected.append(Settled(run.start, run.end, text, run.origin or "", block.id, number))
        kept += _kept(issue, block, page)
    corrected.sort(key=lambda place: (place.start, place.end))
    taken = [(place.start, place.end) for place in corrected]
    for place in kept:
        if not any((start < place.end and place.start < end) or start == place.start for start, end in taken):
            taken.append((place.start, place.end))
            corrected.append(place)
    return sorted(corrected, key=lambda place: (place.start, place.end))


def _kept(issue: Issue, block: Block, page: Page) -> Iterator[Settled]:
    """Yield the verbatim text under flags of a block that people have kept."""
    kept = [
        flag
        for flag in issue.flags.get(block.id, ())
        if flag.status in (FlagStatus.KEPT, FlagStatus.KEPT_ALIKE)
        and 0 < flag.end - flag.start <= _KEPT_LONGEST
    ]
    if not kept:
        return
    position = 0
    for number, run in enumerate(block.runs):
        begin, position = position, position + run.length()
        if run.page != page.id or run.text is not None:
            continue
        for flag in kept:
            if begin <= flag.start and flag.end <= position:
                start = run.start + flag.start - begin
                yield Settled(start, start + len(flag.text), flag.text, TYPING, block.id, number, kept=True)
