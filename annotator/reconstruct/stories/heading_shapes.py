"""What headline lines look like: titles, which set stories apart, or a heading 小标题 inside one."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.regimes import SAME_WIDTH

_SHORT = 1.5  # against titles of one line of at most 8 cells; of 12 cells nothing


def shape_score(lines: Sequence[Line], width: float | None) -> float:
    """Weigh the look of headline lines: wide and long ones are titles, one short line is a heading.

    Args:
        lines: headline lines that stand together.
        width: that of the column below them in cells, or None where it is not known.

    Returns:
        What speaks for titles, positive, or for a heading inside a story, negative.
    """
    score = 0.0
    total = sum(line.cells for line in lines)
    if width is not None and any(line.least > width + SAME_WIDTH for line in lines):
        score += 2.5
    if len(lines) >= 2 and width is not None and abs(lines[0].cells - width) <= 0.6:
        score -= (
            0.8 if width >= 9 else 0.4
        )  # set in the size of the text, as headings are, so that it wraps with it
    elif len(lines) >= 2:
        score += 1.0 if total > 16 else 0.0
    elif total <= 13:
        score -= _SHORT * min(1.0, max(0.0, (12.0 - total) / 4))
    elif total >= 16:
        score += 0.7
    if lines[-1].text.endswith(("：", ":")) or lines[-1].ended:
        score -= 0.7
    return score
