"""The lines of a printed page in reading order, with what print says of them: columns, indents, heads, size of type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.model.article import FURNITURE_ROLES
from annotator.model.layout import PageLayout
from annotator.model.page import Page
from annotator.reconstruct.printed_pages.flows import Flow, find_flows
from annotator.reconstruct.printed_pages.printed import Places, Printed, place_lines, split_at_gutters
from annotator.reconstruct.printed_pages.stacks import Kind, Row, Stack, make_stacks
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.reading.regimes import Regime, blank_lines, indents
from annotator.reconstruct.reading.roles import Reading, read_roles, split_at_markers

_OFF_CENTRE = 0.16  # of a heading's indent; marks that hang out make a column seem wider than it is
_MOST_LINES = 3000  # of a page; more is no printed page


@dataclass(frozen=True, slots=True)
class PrintedOrder:
    """The lines of a page in reading order.

    Attributes:
        lines: the lines; their widths, indents and sizes are those of print.
        readings: what their wording says, or that they are headlines by their place and size.
        regime: their columns.
    """

    lines: list[Line]
    readings: list[Reading]
    regime: Regime


def order_printed(
    page: Page, index: int, layout: PageLayout, newspaper: Newspaper = UNKNOWN
) -> PrintedOrder | None:
    """Return the lines of a page in the order its print says; None where the source does not say enough of it."""
    seen = printed_stacks(page, index, layout, newspaper)
    if seen is None:
        return None
    stacks, size, by_start = seen.stacks, seen.size, seen.readings
    collected = _Collected([], [], [])
    for flow, small in _with_small_print(stacks, find_flows(stacks, by_start)):
        _add_flow(collected, stacks, flow, size, by_start)
        _add_small_print(collected, stacks, small, size, by_start)
    for line in seen.unplaced:  # behind everything, so that nothing is lost
        collected.add(replace(line, gap=1, column=1), Reading(), None)
    ordered = collected.lines
    widths = tuple(collected.widths)
    regime = Regime(blank_lines(ordered), indents(ordered, widths), widths, markdown=False, joined=False)
    return PrintedOrder(ordered, collected.readings, regime)


@dataclass(frozen=True, slots=True)
class PrintedStacks:
    """What stands on a printed page.

    Attributes:
        stacks: its stacks.
        size: of the type of its text.
        readings: what the wording of its lines says, by where they begin in the raw text.
        unplaced: lines the source has no box of.
    """

    stacks: list[Stack]
    size: float
    readings: dict[int, Reading]
    unplaced: list[Line]


def printed_stacks(
    page: Page, index: int, layout: PageLayout, newspaper: Newspaper = UNKNOWN
) -> PrintedStacks | None:
    """Return the stacks of a page; None where the source does not say enough of it, or it is set downwards."""
    places = Places(layout, page)
    if not places.known:
        return None
    lines = split_at_gutters(read_lines(page, index), places, page)
    lines = split_at_markers(lines, page)
    if not lines or len(lines) > _MOST_LINES:
        return None
    placed = list(place_lines(lines, places))
    printed = [each for each in placed if each is not None]
    down = _down_the_page(printed)
    said = newspaper.read([each.line for each in down], read_roles([each.line for each in down]))
    by_line = {id(each): reading for each, reading in zip(down, said, strict=True)}
    if _is_set_downwards(printed) or _is_on_its_head(lines, places):
        return None
    stacks, size = make_stacks(printed, [by_line[id(each)] for each in printed])
    by_start = {each.line.start: by_line[id(each)] for each in printed}
    unplaced = [line for line, place in zip(lines, placed, strict=True) if place is None]
    return PrintedStacks(stacks, size, by_start, unplaced)


@dataclass(slots=True)
class _Collected:
    lines: list[Line]
    readings: list[Reading]
    widths: list[float | None]

    def add(self, line: Line, reading: Reading, width: float | None) -> None:
        self.lines.append(line)
        self.readings.append(reading)
        self.widths.append(width)


def _is_set_downwards(printed: Sequence[Printed]) -> bool:
    """Tell whether most of a page is set downwards; its columns go from right to left, which nothing here knows."""
    down = sum(len(each.line.flat) for each in printed if each.down)
    return 2 * down > sum(len(each.line.flat) for each in printed)


def _is_on_its_head(lines: Sequence[Line], places: Places) -> bool:
    """Tell whether most lines run from the right to the left: the page stands upside down on its image."""
    runs = [places.tokens(line.start, line.end) for line in lines]
    ways = [own[-1][2].left - own[0][2].left for own in runs if len(own) > 1]
    return 2 * sum(way < 0 for way in ways) > len(ways)


def _down_the_page(printed: Sequence[Printed]) -> list[Printed]:
    return sorted(printed, key=lambda each: (round(each.middle / max(each.em, 1.0)), each.box.left))


def _with_small_print(
    stacks: Sequence[Stack], flows: Sequence[Flow]
) -> Iterator[tuple[Flow, tuple[int, ...]]]:
    """Yield furniture, then the flows, each with the small print that stands nearest to it."""
    near: dict[int, list[int]] = {}
    for i, stack in enumerate(stacks):
        if stack.kind is Kind.SMALL:
            best = min(
                (
                    (_distance(stack, stacks[k]), number)
                    for number, flow in enumerate(flows)
                    for k in (*flow.stacks, *([] if flow.head is None else [flow.head]))
                ),
                default=(0.0, -1),
            )
            near.setdefault(best[1], []).append(i)
    furniture = [i for i, stack in enumerate(stacks) if stack.kind is Kind.FURNITURE]
    furniture.sort(key=lambda i: (round(stacks[i].box.top / (2 * stacks[i].em)), stacks[i].box.left))
    yield Flow((), None), (*furniture, *near.get(-1, ()))
    for number, flow in enumerate(flows):
        yield flow, tuple(near.get(number, ()))


def _distance(one: Stack, other: Stack) -> float:
    across = max(one.box.left - other.box.right, other.box.left - one.box.right, 0.0)
    down = max(one.box.top - other.box.bottom, other.box.top - one.box.bottom, 0.0)
    return across + down


def _add_flow(
    collected: _Collected, stacks: Sequence[Stack], flow: Flow, size: float, readings: dict[int, Reading]
) -> None:
    """Add the lines of a flow: its head, then its text."""
    width = _column(stacks, flow.stacks) if flow.stacks else None
    if flow.head is not None:
        head = stacks[flow.head]
        for number, row in enumerate(head.rows):
            for each in row.parts:
                own = readings[each.line.start]
                told = own.way or (own.role is not None and own.role not in FURNITURE_ROLES)
                reading = own if told else Reading(headline=True, level=own.level)
                line = _measured(each, each.em, each.box.left, size)
                collected.add(replace(line, indent=0.0, gap=int(number == 0)), reading, width)
    for i in flow.stacks:
        stack = stacks[i]
        left = min(row.box.left for row in stack.rows)
        if width is not None and len(stack.rows) < 3:
            left = min(left, stack.box.right - width * stack.em)
        for number, row in enumerate(stack.rows):
            begins = i == flow.stacks[0] and number == 0
            for line, reading in _row(row, stack.em, left, size, readings, begins=begins):
                told = line.fresh and flow.head is not None
                if width is not None and len(row.parts) == 1 and _is_heading(line, reading, width):
                    reading = replace(reading, headline=True)
                collected.add(replace(line, opens=told), reading, width)


def _add_small_print(
    collected: _Collected,
    stacks: Sequence[Stack],
    small: Sequence[int],
    size: float,
    readings: dict[int, Reading],
) -> None:
    """Add the lines of small print, or of furniture, each stack apart."""
    for i in small:
        stack = stacks[i]
        width = (stack.box.right - stack.box.left) / stack.em
        for number, row in enumerate(stack.rows):
            for line, reading in _row(row, stack.em, stack.box.left, size, readings, begins=number == 0):
                collected.add(line, reading, width)


def _row(
    row: Row, em: float, left: float, size: float, readings: dict[int, Reading], *, begins: bool
) -> Iterator[tuple[Line, Reading]]:
    """Yield the parts of a row of a stack; ``begins`` tells whether it goes on with nothing."""
    lead = 0.0
    for place, each in enumerate(row.parts):
        first = begins and place == 0
        line = _measured(each, em, left, size)
        yield (
            replace(line, gap=int(first), part=place > 0, lead=lead, fresh=first),
            readings[each.line.start],
        )
        lead += line.cells


def _is_heading(line: Line, reading: Reading, width: float) -> bool:
    """Tell whether a line stands in the middle of its column, as headings do."""
    room = width - line.indent - line.cells
    return (
        reading.role is None
        and not reading.way
        and not reading.dateline
        and line.indent >= 1.5
        and abs(line.indent - room) <= max(0.8, _OFF_CENTRE * line.indent)
        and not line.ended
        and "。" not in line.text
    )


def _column(stacks: Sequence[Stack], flow: Sequence[int]) -> float:
    """Return the width of a flow's columns in cells: that of most of its rows."""
    weighed = sorted(
        ((stacks[i].box.right - stacks[i].box.left) / stacks[i].em, len(stacks[i].rows)) for i in flow
    )
    whole = sum(rows for _, rows in weighed)
    passed = 0
    for width, rows in weighed:
        passed += rows
        if 2 * passed >= whole:
            return width
    return weighed[-1][0]


def _measured(each: Printed, em: float, left: float, size: float) -> Line:
    """Return a line with its widths as printed, in ems of a type; ``left`` is the edge of its column."""
    if each.down:
        return replace(each.line, column=1, size=each.em / size)
    cells = (each.box.right - each.box.left) / em
    return replace(
        each.line,
        cells=cells,
        least=min(each.line.least, cells),
        indent=max(0.0, (each.box.left - left) / em),
        column=1,
        lead=0.0,
        size=each.em / size,
    )
