"""Taking apart raw lines that hold pieces of several columns.

Some extractors write everything that stands at one height of the page into one line: pieces of the columns with one or
more blanks between them. Such a line falls into tokens whose widths add up to the column width again and again. The
tokens of each line are packed into pieces of about that width, and neighbouring lines with the same number of pieces
are read column by column. Blanks inside a piece (justified lines, names) are why packing is needed; how wide the
blanks are says little, since extractors squeeze and stretch them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.model.article import FURNITURE_ROLES
from annotator.model.page import Page
from annotator.reconstruct.characters import ends_sentence, width_in_cells
from annotator.reconstruct.lines import Line, make_line
from annotator.reconstruct.roles import read_roles
from annotator.reconstruct.strips import read_down

_MARKS = re.compile("[，。、；,;]")
_TOKEN = re.compile(r"\S+")
_HALF = re.compile(r"[\x20-\x7e\uff61-\uff9f]")
_GULF = re.compile(r"[ \u3000]{4,}")
_WIDE_BLANK = re.compile(r"[ \u3000]{3}")
_SHARE = 0.4  # of the page's text that must stand in lines of several columns
_MOST_TOKENS = 120  # in a line that is packed
_PRICES = (1.0, 0.4, 1.8)  # of joining two tokens; the first is the likeliest
_NARROWEST = 5.0  # cells


def read_columns(lines: Sequence[Line], page: Page) -> list[Line]:
    """Return the lines of a page with the pieces of its columns in reading order.

    Pages whose lines hold one column each come back unchanged.
    """
    tokens = [_tokens(line) for line in lines]
    width = _common_width(tokens)
    if width is None:
        return list(lines)
    furniture = [reading.role in FURNITURE_ROLES for reading in read_roles(lines)]
    rows = [
        [] if apart else _packings(line, parts, width)
        for line, parts, apart in zip(lines, tokens, furniture, strict=True)
    ]
    held = sum(line.cells for line, row in zip(lines, rows, strict=True) if row)
    if held < _SHARE * sum(line.cells for line in lines):
        return list(lines)
    lefts: dict[int, float] | None = {} if _keeps_positions(lines) else None
    split: list[list[list[Line]]] = []
    beside: list[list[Line]] = []  # headlines that stand beside each other
    for line, packings, apart in zip(lines, rows, furniture, strict=True):
        divided = [_split(line, row, page) for row in packings] or [[line]]
        if lefts is not None:
            if not packings and not apart:
                divided = [_at_wide_blanks(line, page)]
            for pieces in divided:
                lefts.update(_lefts(line, pieces, page.raw, width))
        if packings or len(divided[0]) == 1:
            split += [*_across(beside), divided]
            beside = []
            continue
        if beside and len(beside[-1]) != len(divided[0]):
            split += _across(beside)
            beside = []
        beside.append(divided[0])
    split += _across(beside)
    return read_down(split, width, lefts)


def _packings(line: Line, parts: Sequence[Span], width: float) -> list[list[Span]]:
    """Return the likely ways to divide a raw line into pieces of columns, the likeliest first; none for other lines."""
    found: list[list[Span]] = []
    if 2 <= len(parts) <= _MOST_TOKENS:
        for price in _PRICES:
            packing = _pack(line.text, parts, width, price)
            if packing not in found and _is_row(packing, width):
                found.append(packing)
    return found


def _across(rows: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """Return the parts of neighbouring lines each alone, those of the first place first."""
    return [[[part]] for parts in zip(*rows, strict=True) for part in parts]


def _at_wide_blanks(line: Line, page: Page) -> list[Line]:
    """Return the parts of a raw line that wide blanks keep apart: headlines of stories that stand beside each other."""
    bounds = [0, *(edge for match in _GULF.finditer(line.text) for edge in match.span()), len(line.text)]
    spans = [(start, end, 0.0) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    parts = _split(line, spans, page)
    return (
        [replace(part, column=place) for place, part in enumerate(parts, start=1)]
        if len(parts) > 1
        else parts
    )


def _lefts(line: Line, pieces: Sequence[Line], raw: str, width: float) -> dict[int, float]:
    """Return the distances of the pieces of a line from the left edge in cells, by their starts.

    One blank between two pieces says no more than that the second stands in the column beside the first: a line set
    wide pushes what follows it to the right.
    """
    lefts: dict[int, float] = {}
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if before is not None and piece.start - before.end == 1:
            lefts[piece.start] = lefts[before.start] + width + 0.7
        else:
            lefts[piece.start] = line.indent + _distance(raw[line.start : piece.start])
    return lefts


def _distance(text: str) -> float:
    """Return the width of a stretch of a raw line in cells, blanks counted."""
    return len(text) - 0.5 * len(_HALF.findall(text))


def _keeps_positions(lines: Sequence[Line]) -> bool:
    """Tell whether the raw text keeps horizontal positions by runs of blanks."""
    return 4 * sum(bool(_WIDE_BLANK.search(line.text)) or line.indent >= 6 for line in lines) > len(lines)


Span = tuple[int, int, float]
"""Start and end in a line's text (code points) and width in cells."""


def _tokens(line: Line) -> list[Span]:
    return [(*match.span(), width_in_cells(match[0])) for match in _TOKEN.finditer(line.text)]


def _common_width(tokens: Sequence[Sequence[Span]]) -> float | None:
    """Return the width that tokens of the same line share, over the page, or None."""
    counts: Counter[float] = Counter()
    lines = 0
    for parts in tokens:
        wide = [round(cells * 2) / 2 for _, _, cells in parts if cells >= _NARROWEST]
        if len(wide) < 2:
            continue
        lines += 1
        for left, right in pairwise(wide):
            if abs(left - right) <= 1.0:
                counts[max(left, right)] += 1
    if not counts:
        return None
    width = max(counts, key=lambda value: (counts[value], value))
    support = sum(n for other, n in counts.items() if abs(other - width) <= 0.5)
    return width if support >= max(4, 0.25 * lines) else None


def _pack(text: str, parts: Sequence[Span], width: float, price: float) -> list[Span]:
    """Group the tokens of a line into pieces of about the column width; the cheapest grouping wins."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(parts) + 1):
        options = []
        cells = 0.0
        joints = 0.0
        for begin in range(end - 1, -1, -1):
            cells += parts[begin][2]
            if begin < end - 1:
                joints += _joint(text, parts[begin], parts[begin + 1], price)
            if cells > 2.5 * width:
                break
            options.append((best[begin][0] + _piece_cost(cells, width) + joints, begin))
        if not options:
            options.append((best[end - 1][0] + 3.0, end - 1))
        best.append(min(options))
    pieces: list[Span] = []
    end = len(parts)
    while end:
        begin = best[end][1]
        pieces.append((parts[begin][0], parts[end - 1][1], sum(part[2] for part in parts[begin:end])))
        end = begin
    pieces.reverse()
    return pieces


def _joint(text: str, left: Span, right: Span, price: float) -> float:
    """Return what it costs to hold two neighbouring tokens for one piece."""
    blanks = 0.15 * min(right[0] - left[1] - 1, 6)
    if left[2] <= 1.0 and right[2] <= 1.0:
        return blanks + 0.02  # a line set wide, character by character
    ended = 0.5 if ends_sentence(text[left[0] : left[1]]) else 0.0
    return blanks + ended + (0.3 if left[2] <= 1.0 or right[2] <= 1.0 else price)


def _piece_cost(cells: float, width: float) -> float:
    over = cells - width
    if over > 1.1:
        return 1.5 + 0.5 * over
    if abs(over) <= 0.6:
        return 0.3
    if abs(over) <= 1.1:
        return 0.5
    return 0.7 if -3.1 <= over <= -1.4 else 0.9


def _is_row(pieces: Sequence[Span], width: float) -> bool:
    """Tell whether the pieces look like those of several columns: two at least, none too wide, one full."""
    full = sum(abs(cells - width) <= 1.1 for _, _, cells in pieces)
    first = sum(-3.1 <= cells - width < -1.1 for _, _, cells in pieces)  # of a paragraph, without its indent
    wide = sum(cells > width + 1.6 for _, _, cells in pieces)
    return len(pieces) >= 2 and full + first >= 1 and wide == 0


def _split(line: Line, row: Sequence[Span], page: Page) -> list[Line]:
    made = []
    for number, (start, end, _) in enumerate(row):
        piece = make_line(line.page, page.raw, line.start + start, line.start + end, line.gap)
        assert piece is not None
        made.append(replace(piece, indent=line.indent) if number == 0 else piece)
    return made
