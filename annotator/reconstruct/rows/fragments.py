"""Finding the fragments of mixed columns and stringing them together again.

A recogniser that reads a page of several articles column by column, or block by block, leaves the lines whole but tears
the articles: a column stops inside a sentence and a fragment of another article follows. Blank lines and changes of
column width show where that may have happened; where blank lines stand everywhere or nowhere, lines do that cannot
well follow each other. Which fragment goes on with which is settled over the whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.numbered import numbered_lists
from annotator.reconstruct.reading.regimes import Blanks, blank_lines, column_widths
from annotator.reconstruct.rows.chains import chain
from annotator.reconstruct.rows.junctions import Junctions, Trigrams

_NEXT = 1.8  # for the fragment that follows in the raw text
_LATER = -0.5
_EARLIER = -2.5
_MOST = 500
_TORN = -0.5  # nats; what goes on worse may be torn


def restring(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the fragments of torn texts behind each other; pages that are not torn as they are."""
    if not lines or 2 * sum(line.column > 0 for line in lines) > len(lines):
        return list(lines)
    widths = column_widths(lines)
    blocks = blank_lines(lines) is Blanks.BLOCKS
    if not blocks and 2 * sum(width is None for width in widths) > len(widths):
        return list(lines)  # paragraphs that are joined already
    bounds = _bounds(lines, widths) if blocks else _signs(lines, widths)
    count = len(bounds) - 1
    if not 3 <= count <= _MOST:
        return list(lines)
    fragments = [lines[begin:end] for begin, end in pairwise(bounds)]
    places = np.where(np.tri(count, count, -1, dtype=bool), _EARLIER, _LATER)
    places[np.arange(count - 1), np.arange(1, count)] = _NEXT
    chains = chain(fragments, [widths[end - 1] for end in bounds[1:]], places, known=blocks)
    order = [i for course in chains for i in course]
    if order == list(range(count)):
        return list(lines)
    starts = {course[0] for course in chains}
    result: list[Line] = []
    for before, i in zip((None, *order), order, strict=False):
        fragment = list(fragments[i])
        if before is not None and before != i - 1:
            gap = max(fragment[0].gap, 1) if i in starts else 0
            fragment[0] = fragment[0].placed(gap=gap, column=1, fresh=i in starts)
        result += fragment
    return result


def _bounds(lines: Sequence[Line], widths: Sequence[float | None]) -> list[int]:
    """Return where fragments begin, and the number of lines: at blank lines and changes of column width."""
    inner = (
        i
        for i in range(1, len(lines))
        if lines[i].gap > 0 or widths[i - 1] != widths[i] or lines[i - 1].column != lines[i].column
    )
    return [0, *inner, len(lines)]


def _signs(lines: Sequence[Line], widths: Sequence[float | None]) -> list[int]:
    """Return where fragments may begin on a page whose blank lines do not tell, and the number of lines."""
    each = np.arange(len(lines) - 1)
    trigrams = Trigrams(line.text for line in lines)
    joints = Junctions([line.flat for line in lines], trigrams=trigrams).scores(each, each + 1)
    whole = {i for items in numbered_lists(lines) for i in range(items[0] + 1, items[-1] + 1)}
    bounds = [0]
    for i in range(1, len(lines)):
        if i in whole:
            continue
        before, line, old, new = lines[i - 1], lines[i], widths[i - 1], widths[i]
        if old != new or before.column != line.column or old is None or new is None:
            bounds.append(i)
            continue
        ended = before.ended
        full = abs(old - before.cells) <= 1.1
        starts = 1.4 <= new - line.cells <= 3.1 and not line.ended
        if ended:
            if full or not starts:
                bounds.append(i)
        elif not full or starts or joints[i - 1] <= _TORN:
            bounds.append(i)
    return [*bounds, len(lines)]
