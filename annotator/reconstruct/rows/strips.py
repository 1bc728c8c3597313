"""Reading rows of pieces column by column.

A row is a raw line that holds pieces of several columns. Rows of one text stand below each other, but rows of other
texts, headlines and captions may come between them, columns end and begin at any height, and a row does not say which
columns its pieces are of. So the columns that are open at a height are kept from left to right, and each row is laid
against them: a piece goes on with a column or begins one. What the language model says about the breaks of all its
pieces speaks for a course, and so does the print: columns whose lines once stood in one row do so until a heading
moves one of them, and no column comes again before the others had their turn. What a row leaves open the rows below
settle: several courses are followed down the page, and the best one is taken at its foot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.rows.joints import Joints, Place
from annotator.reconstruct.rows.link_evidence import Home
from annotator.reconstruct.rows.links import link_columns
from annotator.reconstruct.rows.paths import Stretch, follow_columns

_MOST_FRAGMENTS = 600


@dataclass(frozen=True, slots=True)
class Division:
    """One way to divide a raw line into pieces of columns.

    Attributes:
        cost: what speaks against it, 0 for the likeliest.
        pieces: from left to right.
        width: that of the columns there in cells.
    """

    cost: float
    pieces: tuple[Line, ...]
    width: float


def read_down(
    rows: Sequence[Sequence[Division]],
    located: Mapping[int, Place] | None = None,
    *,
    in_step: bool = True,
) -> list[Line]:
    """Return the pieces of all rows in reading order.

    Args:
        rows: for each raw line the likely ways to divide it. Raw lines of one text have one piece.
        located: where each piece stands by its start, where the raw text keeps positions.
        in_step: whether lines that stand at one height are one raw line. Where lines of columns that are a little apart
            in height may be raw lines of their own, columns go on at any row, and blank lines say nothing.
    """
    places: dict[tuple[int, int], int] = {}
    pieces: list[Line] = []
    homes: list[int] = []
    for number, divisions in enumerate(rows):
        for piece in (piece for division in divisions for piece in division.pieces):
            if places.setdefault((piece.start, piece.end), len(pieces)) == len(pieces):
                pieces.append(piece)
                homes.append(number)
    if not pieces:
        return []
    widths = [rows[home][0].width for home in homes]
    joints = Joints(pieces, homes, widths, located, _most_in_row(rows), in_step=in_step)
    divided = [
        [(d.cost, [places[piece.start, piece.end] for piece in d.pieces]) for d in divisions]
        for divisions in rows
    ]
    set_off = _set_off(rows) if in_step else [False] * len(rows)
    stretches = follow_columns(divided, set_off, joints)
    return _marked(_in_order(stretches, homes, pieces, widths, joints.done, located))


def _set_off(rows: Sequence[Sequence[Division]]) -> list[bool]:
    """Tell of each raw line whether a blank line above it means something: most lines have none."""
    gaps = [divisions[0].pieces[0].gap > 0 for divisions in rows]
    return gaps if 2 * sum(gaps) < len(gaps) else [False] * len(gaps)


def _most_in_row(rows: Sequence[Sequence[Division]]) -> int:
    """Return how many columns stand beside each other: the greatest number that several rows show."""
    counts = sorted((len(divisions[0].pieces) for divisions in rows), reverse=True)
    return counts[min(2, len(counts) - 1)]


def _in_order(
    stretches: Sequence[Stretch],
    rows: Sequence[int],
    pieces: Sequence[Line],
    widths: Sequence[float],
    done: Sequence[bool],
    located: Mapping[int, Place] | None,
) -> list[Line]:
    """Return the pieces with the columns of all stretches in reading order."""
    fragments: list[list[Line]] = []
    ranges: list[tuple[float, float]] = []
    homes: list[Home] = []
    for number, stretch in enumerate(stretches):
        several = len(stretch.columns) > 1
        ends = [rows[column[-1]] for column in stretch.columns]
        for place, column in enumerate(stretch.columns):
            fragments.append([pieces[i].placed(column=place + 1) if several else pieces[i] for i in column])
            ranges.append((widths[column[0]], widths[column[-1]]))
            first, last = column[0], column[-1]
            early = done[last] and _ends_early(ends, place)
            home = Home(number, place, len(ends), stretch.alone, early, rows[first], rows[last])
            if located is not None:
                left, below = (located[pieces[i].start].left for i in (first, last))
                home = replace(home, left=left, left_below=below)
            homes.append(home)
    if len(fragments) <= _MOST_FRAGMENTS:
        chains = link_columns(fragments, homes, ranges)
    else:
        chains = [list(range(len(fragments)))]
    lines: list[Line] = []
    for course in chains:
        before = None
        for i in course:
            fragment = fragments[i]
            fresh = lines and (before is None or homes[before].early) and not homes[i].alone
            if fresh:
                fragment = [fragment[0].placed(fresh=True), *fragment[1:]]
            lines += fragment
            before = i
    return lines


def _ends_early(rows: Sequence[int], place: int) -> bool:
    """Tell whether a column of a stretch ends above its neighbours: the last one of an article is shorter."""
    return (
        place + 1 < len(rows)
        and rows[place] < rows[place + 1]
        and (place == 0 or rows[place] < rows[place - 1])
    )


def _marked(lines: Sequence[Line]) -> list[Line]:
    """Give lines a column that do not stand right behind the line before them in the raw text."""
    places = {start: place for place, start in enumerate(sorted(line.start for line in lines))}
    marked = list(lines[:1])
    for before, line in pairwise(lines):
        apart = line.column == 0 and places[line.start] != places[before.start] + 1
        marked.append(line.placed(column=1) if apart else line)
    return marked
