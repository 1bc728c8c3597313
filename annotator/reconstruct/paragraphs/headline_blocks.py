"""Blocks that are a headline as a whole where blank lines set off blocks.

A headline over a narrow column is broken into lines as wide as each other, which look like those of a column of text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.regimes import Blanks, Regime

_MOST_LINES = 6  # of a headline
_STOPS = re.compile("[，。；,;]")


def headline_block(lines: Sequence[Line], regime: Regime, last: int) -> range:
    """Return the other lines of the block that ends with a line if it may be a headline as a whole.

    Args:
        lines: the lines of the page.
        regime: how it was written down.
        last: index of the last line of the block; not the last of the page.
    """
    nothing = range(last, last)
    if regime.blanks is not Blanks.BLOCKS or lines[last + 1].gap == 0:
        return nothing
    first = last
    while first and lines[first].gap == 0 and last - first < _MOST_LINES:
        first -= 1
    block = lines[first : last + 1]
    if len(block) > _MOST_LINES or any(line.ended or _STOPS.search(line.text) for line in block):
        return nothing
    return range(first, last)
