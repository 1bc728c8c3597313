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
from itertools import pairwise

import numpy as np

from annotator.model.article import FURNITURE_ROLES
from annotator.model.page import Page
from annotator.reconstruct.reading.characters import ends_sentence, width_in_cells
from annotator.reconstruct.reading.courses import cheapest_course
from annotator.reconstruct.reading.lines import Line, make_line
from annotator.reconstruct.reading.regimes import Blanks, blank_lines
from annotator.reconstruct.reading.roles import read_roles
from annotator.reconstruct.rows.joints import Place
from annotator.reconstruct.rows.junctions import Junctions
from annotator.reconstruct.rows.strips import Division, read_down

_MARKS = re.compile("[，。、；,;]")
_TOKEN = re.compile(r"\S+")
_GULF = re.compile(r"[ \u3000]{4,}")
_WIDE_BLANK = re.compile(r"[ \u3000]{3}")
_SHARE = 0.4  # of the page's text that must stand in lines of several columns
_MOST_TOKENS = 120  # in a line that is packed
_PRICE = 1.0  # of joining two tokens
_BESIDE_LETTERS = 0.3  # the same where one of them is a letter or digit there
_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz%.")
_MOST_COST = 3.5  # over the cheapest division of a line
_MOST_DIVISIONS = 3
_SAME_NUMBER = 2  # divisions of a line with as many pieces
_NARROWEST = 5.0  # cells
_FEWEST_ROWS = 3  # of a stretch that is read down
_BETWEEN_ROWS = 2  # other lines between the rows of a stretch
_BESIDE_ROWS = 4  # lines of the same block above and below its rows
_LIKE_ROWS = 0.4  # share of them with as many pieces as the row above
_CLEARLY_DOWN = 0.5  # nats a joint
_OTHER_COLUMNS = 1.25  # cells by which another width differs
_SELDOM = 0.1  # of the lines of the usual width that must show another one
_MOST_WIDTHS = 5
_NO_ROW = 0.75  # against a width where a line is no row of such columns
_CHANGE = 1.5  # cost of a change of width between two lines


def read_columns(lines: Sequence[Line], page: Page) -> list[Line]:
    """Return the lines of a page with the pieces of its columns in reading order.

    Pages whose lines hold one column each come back unchanged.
    """
    tokens = [_tokens(line) for line in lines]
    if sum(len(parts) > 1 for parts in tokens) < _FEWEST_ROWS:
        return list(lines)
    furniture = [reading.role in FURNITURE_ROLES for reading in read_roles(lines)]
    width = _common_width(tokens)
    needed = _SHARE * sum(line.cells for line in lines)
    several = (
        line.cells
        for line, parts, apart in zip(lines, tokens, furniture, strict=True)
        if len(parts) > 1 and not apart
    )
    if width is not None and sum(several) >= needed:
        widths = _widths(lines, tokens, width)
        rows = [
            [] if apart else _divisions(line, parts, own)
            for line, parts, own, apart in zip(lines, tokens, widths, furniture, strict=True)
        ]
        held = sum(line.cells for line, row in zip(lines, rows, strict=True) if row and len(row[0][1]) > 1)
        if held >= needed:
            return _read_rows(lines, rows, furniture, widths, page)
    return _read_stretches(lines, tokens, furniture, page)


def _read_rows(
    lines: Sequence[Line],
    rows: Sequence[Sequence[tuple[float, list[Span]]]],
    furniture: Sequence[bool],
    widths: Sequence[float],
    page: Page,
) -> list[Line]:
    """Return the lines of a page of rows with the pieces of its columns in reading order."""
    places: dict[int, Place] | None = {} if _keeps_positions(lines) else None
    split: list[list[Division]] = []
    beside: list[Division] = []  # headlines that stand beside each other
    for line, row, width, apart in zip(lines, rows, widths, furniture, strict=True):
        divisions = [Division(cost, tuple(_split(line, spans, page)), width) for cost, spans in row]
        if not divisions:
            parts = [line] if apart or places is None else _at_wide_blanks(line, page)
            divisions = [Division(0.0, tuple(parts), width)]
        if places is not None:
            for division in divisions:
                places.update(_places(line, division.pieces, page.raw))
        if row or len(divisions[0].pieces) == 1:
            split += [*_across(beside), divisions]
            beside = []
            continue
        if beside and len(beside[-1].pieces) != len(divisions[0].pieces):
            split += _across(beside)
            beside = []
        beside.append(divisions[0])
    split += _across(beside)
    # Programs that write positions or whole rows set no blocks off from each other.
    in_step = places is not None or blank_lines(lines) is not Blanks.BLOCKS
    return read_down(split, places, in_step=in_step)


def _read_stretches(
    lines: Sequence[Line], tokens: Sequence[Sequence[Span]], furniture: Sequence[bool], page: Page
) -> list[Line]:
    """Return the lines of a page of single columns, with the stretches in which columns stand in rows read down.

    A recogniser that reads a page block by block takes a short text in narrow columns for one block.
    """
    result: list[Line] = []
    end = 0
    for begin, stop in _row_stretches(lines, tokens, furniture):
        width = _common_width(tokens[begin:stop])
        if width is None:
            continue
        rows = [
            _divisions(line, parts, width, beside_wide=False)
            for line, parts in zip(lines[begin:stop], tokens[begin:stop], strict=True)
        ]
        split = [
            [Division(cost, tuple(_split(line, spans, page)), width) for cost, spans in row]
            or [Division(0.0, (line,), width)]
            for line, row in zip(lines[begin:stop], rows, strict=True)
        ]
        if _goes_down([divisions[0].pieces for divisions in split]):
            result += lines[end:begin]
            result += read_down(split)
            end = stop
    return [*result, *lines[end:]]


def _row_stretches(
    lines: Sequence[Line], tokens: Sequence[Sequence[Span]], furniture: Sequence[bool]
) -> list[tuple[int, int]]:
    """Return where many lines near each other look like rows of columns, as half-open ranges of lines."""
    blocks = blank_lines(lines) is Blanks.BLOCKS
    found: list[tuple[int, int]] = []
    rows: list[int] = []
    width = 0.0

    def close() -> None:
        if len(rows) >= _FEWEST_ROWS:
            begin, stop = rows[0], rows[-1] + 1
            while blocks and begin and not lines[begin].gap and rows[0] - begin < _BESIDE_ROWS:
                begin -= 1
            while blocks and stop < len(lines) and not lines[stop].gap and stop - rows[-1] <= _BESIDE_ROWS:
                stop += 1
            found.append((max(begin, found[-1][1] if found else 0), stop))
        rows.clear()

    for i, parts in enumerate(tokens):
        if furniture[i] or (rows and i - rows[-1] > _BETWEEN_ROWS + 1):
            close()
        wide = [cells for _, _, cells in parts if cells >= _NARROWEST]
        alike = [max(pair) for pair in pairwise(wide) if abs(pair[0] - pair[1]) <= 1.0]
        if furniture[i] or not alike:
            continue
        if rows and all(abs(cells - width) > 1.0 for cells in alike):
            close()
        if not rows:
            width = max(alike)
        rows.append(i)
    close()
    return found


def _goes_down(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether the pieces of rows go on with those below them rather than with those beside them."""
    like = [(above, row) for above, row in pairwise(rows) if len(above) == len(row) > 1]
    if len(like) < max(_FEWEST_ROWS - 1, _LIKE_ROWS * len(rows)):
        return False
    down = [pair for above, row in like for pair in zip(above, row, strict=True)]
    across = [pair for row in rows for pair in pairwise(row)]
    pairs = down + across
    each = np.arange(len(pairs))
    scores = Junctions([left.flat for left, _ in pairs], [right.flat for _, right in pairs]).scores(
        each, each
    )
    return bool(scores[: len(down)].mean() > scores[len(down) :].mean() + _CLEARLY_DOWN)


def _divisions(
    line: Line, parts: Sequence[Span], width: float, *, beside_wide: bool = True
) -> list[tuple[float, list[Span]]]:
    """Return the likely ways to divide a raw line into pieces of columns with their costs; none for other lines.

    Args:
        line: the raw line.
        parts: its tokens.
        width: that of the columns in cells.
        beside_wide: whether pieces may stand beside one that is wider than they are.
    """
    if not 2 <= len(parts) <= _MOST_TOKENS:
        return []
    packed = _pack(line.text, parts, width)
    found = [(cost, row) for cost, row in packed if _is_row(row, width, beside_wide)]
    if not found:
        return []
    found += [(cost, row) for cost, row in packed if len(row) == 1]
    least = min(cost for cost, _ in found)
    found = [(cost - least, row) for cost, row in found if cost <= least + _MOST_COST]
    return sorted(found, key=lambda pair: pair[0])[:_MOST_DIVISIONS]


def _across(rows: Sequence[Division]) -> list[list[Division]]:
    """Return the parts of neighbouring lines each alone, those of the first place first."""
    widths = [row.width for row in rows]
    return [
        [Division(0.0, (part,), width)]
        for parts in zip(*(row.pieces for row in rows), strict=True)
        for part, width in zip(parts, widths, strict=True)
    ]


def _at_wide_blanks(line: Line, page: Page) -> list[Line]:
    """Return the parts of a raw line that wide blanks keep apart: headlines of stories that stand beside each other."""
    bounds = [0, *(edge for match in _GULF.finditer(line.text) for edge in match.span()), len(line.text)]
    spans = [(start, end, 0.0) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    parts = _split(line, spans, page)
    return (
        [part.placed(column=place) for place, part in enumerate(parts, start=1)] if len(parts) > 1 else parts
    )


def _places(line: Line, pieces: Sequence[Line], raw: str) -> dict[int, Place]:
    """Return where the pieces of a line stand, by their starts.

    One blank before a piece says no more than that it stands in the column beside the piece before: digits and letters
    take the room of Han characters in the raw text, and so a line that has some pushes what follows it to the right.
    """
    places: dict[int, Place] = {}
    line_start = raw.rfind("\n", 0, line.start) + 1
    left: float = line.start - line_start
    for before, piece in zip((None, *pieces), pieces, strict=False):
        pushed = before is not None and piece.start - before.end == 1
        if before is not None:
            left = left + before.cells + 1.0 if pushed else piece.start - line_start
        places[piece.start] = Place(left, pushed)
    return places


def _keeps_positions(lines: Sequence[Line]) -> bool:
    """Tell whether the raw text keeps horizontal positions by runs of blanks."""
    return 4 * sum(bool(_WIDE_BLANK.search(line.text)) or line.indent >= 6 for line in lines) > len(lines)


Span = tuple[int, int, float]
"""Start and end in a line's text (code points) and width in cells."""


def _tokens(line: Line) -> list[Span]:
    """Return the tokens of a line, or nothing where it is a single one."""
    if len(line.text) == len(line.flat):
        return []
    return [(*match.span(), width_in_cells(match[0])) for match in _TOKEN.finditer(line.text)]


def _widths(lines: Sequence[Line], tokens: Sequence[Sequence[Span]], usual: float) -> list[float]:
    """Return the column width at each line: bands of a page may have columns of their own."""
    counts, _ = _shared_widths(tokens)
    support = {width: _support(counts, width) for width in counts}
    candidates = [usual]
    for width in sorted(counts, key=lambda value: (-support[value], value)):
        apart = all(abs(width - other) > _OTHER_COLUMNS for other in candidates)
        if apart and support[width] >= max(_FEWEST_ROWS, _SELDOM * support[usual]):
            candidates.append(width)
    if len(candidates) == 1:
        return [usual] * len(lines)
    candidates = candidates[:_MOST_WIDTHS]
    costs = [
        [_row_cost(line, parts, width) for width in candidates]
        for line, parts in zip(lines, tokens, strict=True)
    ]
    return [candidates[state] for state in cheapest_course(costs, _CHANGE)]


def _row_cost(line: Line, parts: Sequence[Span], width: float) -> float:
    """Return what speaks against a line standing among columns of a width: a piece of a row costs 0.3 at least."""
    if len(parts) < 2:
        return _NO_ROW
    row = next((row for row in _divisions(line, parts, width) if len(row[1]) > 1), None)
    if row is None:
        return _NO_ROW
    pieces = row[1]
    return min(_NO_ROW, sum(_piece_cost(cells, width) for _, _, cells in pieces) / len(pieces))


def _shared_widths(tokens: Sequence[Sequence[Span]]) -> tuple[Counter[float], int]:
    """Return how often neighbouring tokens of a line share a width, by the width, and how many lines have such."""
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
    return counts, lines


def _support(counts: Counter[float], width: float) -> int:
    return sum(n for other, n in counts.items() if abs(other - width) <= 0.5)


def _common_width(tokens: Sequence[Sequence[Span]]) -> float | None:
    """Return the width that tokens of the same line share, over the page, or None."""
    counts, lines = _shared_widths(tokens)
    if not counts:
        return None
    width = max(counts, key=lambda value: (counts[value], value))
    return width if _support(counts, width) >= max(_FEWEST_ROWS, 0.25 * lines) else None


def _pack(text: str, parts: Sequence[Span], width: float) -> list[tuple[float, list[Span]]]:
    """Group the tokens of a line into pieces of about the column width; the cheapest groupings for each number."""
    # For each number of tokens and of pieces: cost, where the last piece begins, which grouping it goes on, its cells.
    best: list[dict[int, list[tuple[float, int, int, float]]]] = [{0: [(0.0, 0, 0, 0.0)]}]
    between = [_joint(text, left, right) for left, right in pairwise(parts)]
    for end in range(1, len(parts) + 1):
        options: dict[int, list[tuple[float, int, int, float]]] = {}
        cells = joints = 0.0
        for begin in range(end - 1, -1, -1):
            cells += parts[begin][2]
            if begin < end - 1:
                joints += between[begin]
                if cells > width + 1.6:
                    break
            cost = _piece_cost(cells, width) + joints
            for number, befores in best[begin].items():
                found = options.setdefault(number + 1, [])
                for rank, before in enumerate(befores):
                    found.append((before[0] + cost, begin, rank, cells))
        best.append(
            {
                number: sorted(found)[:_SAME_NUMBER] if len(found) > 1 else found
                for number, found in options.items()
            }
        )
    packed: list[tuple[float, list[Span]]] = []
    for number, lasts in best[-1].items():
        for last in lasts:
            pieces: list[Span] = []
            end, state = len(parts), last
            for left in range(number - 1, -1, -1):
                _, begin, rank, cells = state
                pieces.append((parts[begin][0], parts[end - 1][1], cells))
                end = begin
                state = best[end][left][rank]
            pieces.reverse()
            packed.append((last[0], pieces))
    return packed


def _joint(text: str, left: Span, right: Span) -> float:
    """Return what it costs to hold two neighbouring tokens for one piece."""
    blanks = 0.15 * min(right[0] - left[1] - 1, 6)
    if left[2] <= 1.0 and right[2] <= 1.0:
        return blanks + 0.02  # a line set wide, character by character
    ended = 0.5 if ends_sentence(text[left[0] : left[1]]) else 0.0
    if text[left[1] - 1] in _LETTERS or text[right[0]] in _LETTERS:
        return blanks + ended + _BESIDE_LETTERS
    return blanks + ended + (0.3 if left[2] <= 1.0 or right[2] <= 1.0 else _PRICE)


def _piece_cost(cells: float, width: float) -> float:
    over = cells - width
    if over > 1.1:
        return 1.5 + 0.5 * over
    if abs(over) <= 0.6:
        return 0.3
    if abs(over) <= 1.1:
        return 0.5
    return 0.7 if -3.1 <= over <= -1.4 else 0.9


def _is_row(pieces: Sequence[Span], width: float, beside_wide: bool) -> bool:
    """Tell whether the pieces look like those of several columns: two at least, and one full.

    For each piece that is too wide, a caption or a headline beside the columns, two must be full.
    """
    full = sum(abs(cells - width) <= 1.1 for _, _, cells in pieces)
    first = sum(-3.1 <= cells - width < -1.1 for _, _, cells in pieces)  # of a paragraph, without its indent
    wide = sum(cells > width + 1.6 for _, _, cells in pieces)
    return len(pieces) >= 2 and full + first >= max(1, 2 * wide) and (beside_wide or not wide)


def _split(line: Line, row: Sequence[Span], page: Page) -> list[Line]:
    made = []
    for number, (start, end, _) in enumerate(row):
        piece = make_line(line.page, page.raw, line.start + start, line.start + end, line.gap)
        assert piece is not None
        made.append(
            piece.placed(indent=line.indent) if number == 0 and piece.indent != line.indent else piece
        )
    return made
