"""Column widths to the half cell, stretch by stretch.

The estimate over a page tells columns apart; neighbouring articles may still be set one cell wider or narrower, and
lines with letters and digits fall short of the width by the spaces beside them. Whether a line is full decides where a
paragraph ends, so the width is settled again for each stretch, as the cheapest course near the estimate (Viterbi).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from annotator.reconstruct.reading.characters import strip_blanks
from annotator.reconstruct.reading.courses import cheapest_course
from annotator.reconstruct.reading.lines import Line
from annotator.text.widths import HAN

_OFFSETS = (0.0, -0.5, 0.5, -1.0, 1.0)  # cells around the estimate; the estimate first, so that it wins ties
_CHANGE = 1.6  # cost of another offset from one line to the next
_APART = 0.03  # cost of a line away from the estimate
_SQUEEZED = 0.12  # cost of a full line whose marks are set narrow
_NARROW = re.compile("[A-Za-z0-9%]")
_SCRIPT_CHANGE = re.compile(rf"[{HAN}](?=[A-Za-z0-9])|[A-Za-z0-9%](?=[{HAN}])")
_SPACED_CHANGE = re.compile(rf"[{HAN}，。、][ \u3000]+(?=[A-Za-z0-9])|[A-Za-z0-9%][ \u3000]+(?=[{HAN}])")


def spaced(line: Line) -> float:
    """Return the width in cells that spaces beside letters and digits may take in a line.

    Typesetters put a quarter of a cell there; where the raw text shows a blank, it may be half a cell.
    """
    return (
        _spaced(line.text) if line.cells < len(line.flat) else 0.0
    )  # letters and digits are half as wide as Han


@lru_cache(maxsize=4096)
def _spaced(text: str) -> float:
    if not _NARROW.search(text):
        return 0.0
    return 0.25 * len(_SCRIPT_CHANGE.findall(strip_blanks(text))) + 0.25 * len(_SPACED_CHANGE.findall(text))


def settle_widths(lines: Sequence[Line], widths: Sequence[float | None]) -> tuple[float | None, ...]:
    """Return the column width at each line in cells, settled within one cell of the estimate."""
    settled = list(widths)
    begin = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or widths[i] != widths[begin]:
            width = widths[begin]
            if width is not None:
                settled[begin:i] = _settle(lines[begin:i], width)
            begin = i
    return tuple(settled)


def _settle(lines: Sequence[Line], width: float) -> list[float]:
    costs = [_costs(line.cells + line.lead, line.least + line.lead, spaced(line), width) for line in lines]
    return [width + _OFFSETS[state] for state in cheapest_course(costs, _CHANGE)]


@lru_cache(maxsize=4096)
def _costs(cells: float, least: float, slack: float, width: float) -> tuple[float, ...]:
    """Return what speaks against each width near an estimate at a line of so many cells."""
    return tuple(
        _cost(cells, least, slack, width + offset) + (_APART if offset else 0.0) for offset in _OFFSETS
    )


def _cost(cells: float, least: float, slack: float, width: float) -> float:
    """Return what speaks against a width at one line: too wide speaks most, one cell short some, short little."""
    if cells > width + 0.3:
        return _SQUEEZED if least <= width + 0.3 else 1.5
    room = width - cells
    if room - slack <= 0.3:
        return 0.0
    if abs(room - 2.0) <= 0.3:
        return 0.25  # a first line whose indent was lost
    return 0.35 if room - slack <= 1.3 else 0.5
