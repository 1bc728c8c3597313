"""What the shape of a line says of its place: how it fills its column, and which marks it has."""

from __future__ import annotations

import re

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.measure import spaced
from annotator.reconstruct.reading.regimes import Indents, Regime
from annotator.text.widths import HAN

_MARKS = re.compile("[，。、；：,;:]")
_PHRASES = re.compile(rf"[{HAN}”》）]{{2}}[ \u3000]+[{HAN}“《（]{{2}}")
_DANGLING = frozenset("，、；,的了和与是为将把被及或")


def _headline_score(line: Line, ended: bool) -> float:
    flat = line.text
    score = (
        -2.5 if ended and not flat.endswith(("？", "！", "?", "!", "”", "…")) else (-1.0 if ended else 0.5)
    )
    if "。" in flat[:-1]:
        score -= 4.0
    score -= 1.0 * min(flat.count("，") + flat.count(","), 3)
    if line.cells >= 12 and not _MARKS.search(flat):
        score += 0.5
    if flat.startswith("——"):
        score += 2.0
    if flat[-1] in _DANGLING:
        score -= 2.0
    if flat.endswith(("：", ":")):
        score -= 0.3
    if len(flat) > len(line.flat) and _PHRASES.search(flat):
        score += 0.5
    if flat.endswith("——"):
        score += 1.5
    return score if line.cells <= 50 else score - 5.0


def joined_scores(line: Line) -> list[float]:
    """Return what speaks for each place of a line of joined text, in the order of ``Place`` up to the headline."""
    ended = line.ended
    colon = line.text.endswith(("：", ":"))
    first = 0.0 if not ended else -2.0
    single = 1.2 if ended else (0.2 if colon else -2.0)
    last = 1.0 if ended else -2.0
    headline = _headline_score(line, ended)
    if any(line.text.count(left) != line.text.count(right) for left, right in ("“”", "（）", "《》")):
        headline -= 3.0  # a headline that wraps is printed text; here it is a torn sentence
    if line.cells <= 22:
        headline += 0.8
        first -= 0.8
    elif line.cells <= 32:
        headline += 0.3
    else:
        headline -= 1.0 if line.cells <= 42 else 3.0
    return [first, 0.0, last, single, headline]


def printed_scores(line: Line, width: float, regime: Regime) -> list[float]:
    """Return what speaks for each place of a printed line in a column of a width in cells, in the same order."""
    ended = line.ended
    soft = ended or line.text.endswith(("：", ":", "”", "）", ")", "》"))
    kept = regime.indents is Indents.KEPT
    taken = line.lead + (min(line.indent, 4.0) if kept else 0.0)
    room, most = width - line.cells - taken, width - line.least - taken
    if room < 0:
        room = min(0.0, most)
    room, inner = max(room - spaced(line), min(room, 0.0)), room
    full = abs(room) <= 1.1
    headline = _headline_score(line, ended) + _headline_room(room)
    first = _first_score(line, inner, most, regime)
    if inner - room > 0.25:
        first = max(first, _first_score(line, max(room, min(inner, 2.0)), most, regime) - 0.2)
    middle = (1.0 if abs(room) <= 0.6 else 0.7) if full else (-1.5 if abs(room) <= 2.5 else -3.0)
    last = (1.0 if ended else (0.0 if soft else -2.8)) - (0.3 if full else 0.0)
    single = (1.0 if ended else (-0.5 if soft else -2.8)) - (0.8 if full else 0.0)
    if kept:
        indented = line.indent >= 1.5
        middle -= 2.0 if indented else 0.0
        last -= 2.0 if indented else 0.0
        single += 1.0 if indented else -1.5
    if room < -1.25 and not line.part:
        penalty = 1.5 if room > -2.5 else 3.0
        middle, last, single, first = middle - penalty / 2, last - penalty, single - penalty, first - penalty
    return [first, middle, last, single, headline]


def _headline_room(room: float) -> float:
    if room < -1.25:
        return 2.0
    if abs(room) <= 1.1:
        return -0.5
    return -0.8 if room <= 3.1 else 0.9


def _first_score(line: Line, room: float, most: float, regime: Regime) -> float:
    if regime.indents is Indents.KEPT:
        return (2.0 if line.indent >= 1.5 else -2.0) - (0.0 if abs(room) <= 1.25 else 1.5)
    if regime.indents is Indents.ABSENT:
        return 0.8 if abs(room) <= 1.25 else (-0.5 if abs(room) <= 3.1 else -2.5)
    if 1.4 <= room <= 3.1:
        return 1.5
    if 3.1 < room <= 3.6:
        return 0.3
    if abs(room) < 1.4:
        # Marks at half width may hide the indent of a line that looks full.
        squeezed = 0.9 if most >= 1.9 and room >= 0.5 else 0.0
        return squeezed + (-1.0 if abs(room) <= 0.6 else -0.3)
    return -2.2
