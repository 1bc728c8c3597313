"""Lines with their places in print: where a line's characters stand on the page, and how large its type is.

A layout may come from a PDF, where every character has a box, or from an OCR engine, where words or lines have, some
units off. Lengths here are in the layout's units, or in ems: widths of a Han character of the type in question.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from annotator.model.layout import Box, PageLayout, Token
from annotator.model.page import Page
from annotator.reconstruct.reading.characters import flat_widths
from annotator.reconstruct.reading.lines import Line, split_line

_KNOWN = 0.9  # of a page's characters must have places
_GULF = 1.2  # ems between characters that are never of one column, unless all are set wide
_GUTTER = 0.75  # ems between columns at least
_EDGE = 0.3  # ems by which left edges of one column may differ
_HANGING = re.compile(r"[，。、；：！？”’）》][ \u3000]+")
_EDGES = 4  # lines that begin at a place where columns begin
_WIDE_SET = 1.6  # times the usual gap of a line set wide
_OTHER_ROW = 0.6  # ems between the middles of rows
_DOWN = 1.6  # times as high as wide is print set downwards

Held = tuple[int, int, Box]
"""Start and end of some characters in the raw text, and the box around them."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A line in its place.

    Attributes:
        line: the line.
        box: around its characters.
        em: the size of its type.
        down: whether it is set downwards.
    """

    line: Line
    box: Box
    em: float
    down: bool = False

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.box.top + self.box.bottom) / 2


class Places:
    """The boxes of a page's characters, asked for by ranges of its raw text."""

    def __init__(self, layout: PageLayout, page: Page) -> None:
        self._raw = page.raw
        tokens = [token for token in layout.tokens if token.box is not None and token.end > token.start]
        covered = {token.start for token in tokens}
        # Engines that give boxes for lines only.
        tokens += [
            Token(line.start, line.end, line.box)
            for line in layout.lines
            if line.box is not None
            and line.end > line.start
            and not any(place in covered for place in range(line.start, line.end))
        ]
        tokens.sort(key=lambda token: token.start)
        self._held = [(token.start, token.end, token.box) for token in tokens if token.box is not None]
        self._starts = [token.start for token in tokens]
        self._sized = [line for line in layout.lines if line.size > 0]
        self._sized_starts = [line.start for line in self._sized]

    @property
    def known(self) -> bool:
        """Whether so many characters have places that they can be built on."""
        total = sum(map(len, self._raw.split()))
        held = sum(sum(map(len, self._raw[start:end].split())) for start, end, _ in self._held)
        return total > 0 and held >= _KNOWN * total

    def tokens(self, start: int, end: int) -> list[Held]:
        """Return ranges and boxes of what stands in a raw range, each token cut to the range."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        found = self._held[first : bisect_left(self._starts, end)]
        if found and found[0][1] <= start:
            del found[0]
        if found and found[0][0] < start:
            found[0] = _share(found[0], start, min(found[0][1], end))
        if found and found[-1][1] > end:
            found[-1] = _share(found[-1], found[-1][0], end)
        return found

    def size(self, start: int, end: int) -> float | None:
        """Return the size of type that the source gives for the line at a raw range, or None."""
        number = bisect_right(self._sized_starts, start) - 1
        line = self._sized[number] if number >= 0 else None
        return line.size if line is not None and line.end >= end else None


def _share(held: Held, low: int, high: int) -> Held:
    """Return the part of a token that a range of its characters takes up."""
    start, end, box = held
    left, right = (low - start) / (end - start), (high - start) / (end - start)
    wide, tall = box.right - box.left, box.bottom - box.top
    if tall > _DOWN * wide:
        return low, high, Box(box.left, box.top + left * tall, box.right, box.top + right * tall)
    return low, high, Box(box.left + left * wide, box.top, box.left + right * wide, box.bottom)


def split_at_gutters(lines: Sequence[Line], places: Places, page: Page) -> list[Line]:
    """Return the lines cut where they go on in another column or in another row of the page."""
    tokens = [places.tokens(line.start, line.end) for line in lines]
    ems = [
        _em(line.text, own, places.size(line.start, line.end))
        for line, own in zip(lines, tokens, strict=True)
    ]
    edges: Counter[int] = Counter()
    step = _EDGE * (median(em for em in ems if em) if any(ems) else 1.0)
    for own, em in zip(tokens, ems, strict=True):
        edges.update(round(left / step) for left in _begins(own, em))
    columns = frozenset(edge for edge in edges if edges[edge - 1] + edges[edge] + edges[edge + 1] >= _EDGES)
    parts: list[Line] = []
    for line, own, em in zip(lines, tokens, ems, strict=True):
        cuts = (
            [own[place][0] - line.start for place in _cuts(line.text, own, em, columns, step)]
            if own and em
            else []
        )
        parts.extend(split_line(line, page.raw, cuts) if cuts else [line])
    return parts


def _begins(tokens: Sequence[Held], em: float) -> Iterator[float]:
    """Yield the left edges of a line and of all its parts behind gaps as wide as those between columns."""
    if tokens:
        yield tokens[0][2].left
    for (_, _, before), (_, _, box) in pairwise(tokens):
        if box.left - before.right > _GUTTER * em or box.right < before.left:
            yield box.left


def _cuts(text: str, tokens: Sequence[Held], em: float, columns: frozenset[int], step: float) -> list[int]:
    """Return the indexes of the tokens that begin another column or row."""
    begin = tokens[0][0]
    gaps = [after[2].left - before[2].right for before, after in pairwise(tokens)]
    tops = [box.top for _, _, box in tokens]
    hangs = _HANGING.search(text) is not None
    if (
        not hangs
        and gaps
        and -em < min(gaps)
        and max(gaps) <= _GUTTER * em
        and max(tops) - min(tops) <= 0.5 * em
    ):
        return []
    usual = median(gaps) if len(gaps) >= 2 else 0.0
    cuts = []
    for place, gap in enumerate(gaps, start=1):
        before, box = tokens[place - 1][2], tokens[place][2]
        beside = gap > max(_GULF * em, _WIDE_SET * usual)
        back = box.right < before.left
        below = abs(box.top + box.bottom - before.top - before.bottom) > 2 * _OTHER_ROW * em
        down = abs(box.left - before.left) < 0.5 * em
        # A mark at the end of a line may hang in the gutter.
        hanging = hangs and gap > 0 and _HANGING.match(text, max(tokens[place - 1][1] - 1 - begin, 0))
        wide = gap > max(_GUTTER * em, _WIDE_SET * usual)
        gutter = (wide or hanging) and round(box.left / step) in columns
        if beside or back or (below and not down) or gutter:
            cuts.append(place)
    return cuts


def _em(text: str, tokens: Sequence[Held], size: float | None) -> float:
    """Return the size of the type of some characters, by what the source says or else by their boxes; 0 if unknown."""
    if size is not None:
        return size
    widths = []
    begin = tokens[0][0] if tokens else 0
    for low, high, box in tokens:
        cells, _ = flat_widths("".join(text[low - begin : high - begin].split()))
        if cells >= 1:
            wide, high_box = box.right - box.left, box.bottom - box.top
            widths.append((max(wide, high_box) if high_box > _DOWN * wide and cells > 1 else wide) / cells)
    if not widths:
        return max((box.bottom - box.top for _, _, box in tokens), default=0.0)
    return median(widths)


def place_lines(lines: Sequence[Line], places: Places) -> Iterator[Printed | None]:
    """Yield each line in its place, None for those the source has no boxes of."""
    for line in lines:
        tokens = places.tokens(line.start, line.end)
        if not tokens:
            yield None
            continue
        boxes = [each for _, _, each in tokens]
        box = Box(
            min(each.left for each in boxes),
            min(each.top for each in boxes),
            max(each.right for each in boxes),
            max(each.bottom for each in boxes),
        )
        em = _em(line.text, tokens, places.size(line.start, line.end))
        down = len(line.flat) > 1 and box.bottom - box.top > _DOWN * (box.right - box.left)
        yield Printed(line, box, em or (box.bottom - box.top), down)
