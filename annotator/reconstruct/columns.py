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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.model.page import Page
from annotator.reconstruct.characters import width_in_cells
from annotator.reconstruct.lines import Line, make_line

_MARKS = re.compile("[，。、；,;]")
_TOKEN = re.compile(r"\S+")
_SHARE = 0.4  # of the page's text that must stand in lines of several columns
_MOST_TOKENS = 120  # in a line that is packed
_REACH = 3  # lines a block of columns may be interrupted for
_NARROWEST = 5.0  # cells


@dataclass(slots=True)
class _Block:
    """Neighbouring lines of the same columns: pieces by column."""

    columns: list[list[Line]]
    last: int


def read_columns(lines: Sequence[Line], page: Page) -> list[Line]:
    """Return the lines of a page with the pieces of its columns in reading order.

    Pages whose lines hold one column each come back unchanged.
    """
    tokens = [_tokens(line) for line in lines]
    width = _common_width(tokens)
    if width is None:
        return list(lines)
    packed = [_pack(parts, width) if 2 <= len(parts) <= _MOST_TOKENS else None for parts in tokens]
    rows = [pack if pack is not None and _is_row(pack, width) else None for pack in packed]
    held = sum(line.cells for line, row in zip(lines, rows, strict=True) if row is not None)
    if held < _SHARE * sum(line.cells for line in lines):
        return list(lines)
    return list(_in_order(lines, rows, page))


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


def _pack(parts: Sequence[Span], width: float) -> list[Span] | None:
    """Group the tokens of a line into pieces of about the column width; the cheapest grouping wins."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(parts) + 1):
        options = []
        cells = 0.0
        joints = 0.0
        for begin in range(end - 1, -1, -1):
            cells += parts[begin][2]
            if begin < end - 1:
                single = parts[begin][2] <= 1.0 or parts[begin + 1][2] <= 1.0
                joints += 0.03 if single else 0.45
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
    wide = sum(cells > width + 1.6 for _, _, cells in pieces)
    return len(pieces) >= 2 and full >= 1 and wide == 0


def _in_order(lines: Sequence[Line], rows: Sequence[list[Span] | None], page: Page) -> Iterator[Line]:
    """Yield lines and pieces: blocks of columns column by column, other lines in their place."""
    open_blocks: list[_Block] = []
    output: list[Line | _Block] = []
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        open_blocks = [block for block in open_blocks if number - block.last <= _REACH]
        if row is None:
            output.append(line)
            if not _MARKS.search(line.text):
                open_blocks = []  # a headline ends what stands above it
            continue
        pieces = _split(line, row, page)
        ahead = [len(other) for other in rows[number + 1 : number + 1 + _REACH] if other is not None]
        block = _fitting(open_blocks, len(pieces), max(ahead, default=0))
        if block is None:
            block = _Block([[] for _ in pieces], number)
            open_blocks.append(block)
            output.append(block)
        block.last = number
        for column, piece in zip(block.columns, pieces, strict=False):
            column.append(piece)
    for item in output:
        if isinstance(item, Line):
            yield item
            continue
        for place, column in enumerate(item.columns, start=1):
            for piece in column:
                yield replace(piece, column=place)


def _fitting(blocks: Sequence[_Block], pieces: int, ahead: int) -> _Block | None:
    """Return the open block a row of so many pieces goes on with: columns end from the right.

    A row with fewer pieces than its block ends columns for good; if wider rows follow, it belongs to something else
    that stands at the same height.
    """
    exact = [block for block in blocks if len(block.columns) == pieces]
    if exact:
        return exact[-1]
    wider = [block for block in blocks if len(block.columns) > pieces and ahead < len(block.columns)]
    return min(wider, key=lambda block: len(block.columns), default=None)


def _split(line: Line, row: Sequence[Span], page: Page) -> list[Line]:
    made = []
    for number, (start, end, _) in enumerate(row):
        piece = make_line(line.page, page.raw, line.start + start, line.start + end, line.gap)
        assert piece is not None
        made.append(replace(piece, indent=line.indent) if number == 0 else piece)
    return made
