"""Places the bars and badges of overlapping labels in lanes below the lines of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.ui.editor.geometry import Segment
from annotator.ui.editor.pane_text import Mark, MarkPiece
from annotator.ui.editor.typography import TextStyle, extra_gap, lane_height, lanes_room, lanes_top

GAP = 3.0
"""Pixels kept free between two labels in one lane."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The bar of one label on one text line, and its name if there is room; in pixels of the viewport.

    Attributes:
        mark: the label.
        left: x of the bar's beginning.
        right: x of its end.
        top: y of its top.
        height: height of the lane, which the name fills.
        thickness: thickness of the bar.
        text_width: width of the name's ground; 0 without a name.
        opens: whether the label begins here.
        closes: whether it ends here.
    """

    mark: Mark
    left: float
    right: float
    top: float
    height: float
    thickness: float
    text_width: float
    opens: bool
    closes: bool

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point is on the bar or the name."""
        within = self.left <= x <= max(self.right, self.left + self.text_width)
        return within and self.top - 1 <= y <= self.top + self.height


def lay_lanes(
    labels: Sequence[tuple[MarkPiece, Sequence[Segment]]],
    style: TextStyle,
    lanes: int,
    width_of: Callable[[str], float],
) -> list[Badge]:
    """Place labels so that no two that share a text line lie on each other.

    Longer labels lie nearer to the text, as brackets around shorter ones would. Where a line needs more lanes
    than the gap below it holds, the lanes get narrower and the names are left out.

    Args:
        labels: each label's piece with the segments it covers.
        style: the style the text is set in.
        lanes: the number of lanes the lines were set apart for.
        width_of: gives the width of a name in pixels.
    """
    by_line: dict[float, list[tuple[Segment, MarkPiece]]] = {}
    for piece, found in labels:
        for segment in found:
            by_line.setdefault(segment.top, []).append((segment, piece))
    badges: list[Badge] = []
    for line in by_line.values():
        badges += _one_line(line, style, lanes, width_of)
    return badges


def _one_line(
    line: list[tuple[Segment, MarkPiece]], style: TextStyle, lanes: int, width_of: Callable[[str], float]
) -> list[Badge]:
    line.sort(key=lambda item: (item[0].left, -item[0].right))
    ends: list[float] = []
    placed: list[tuple[int, float]] = []
    for segment, piece in line:
        name = width_of(piece.mark.label) + 6 if _has_name(segment, piece) else 0.0
        lane = next((number for number, end in enumerate(ends) if end <= segment.left), len(ends))
        ends[lane : lane + 1] = [max(segment.right, segment.left + name + GAP)]
        placed.append((lane, name))
    first = line[0][0].baseline + lanes_top(style)
    wanted = lane_height(style)
    height = min(wanted, (lanes_room(style) + extra_gap(style, lanes)) / len(ends))
    named = height >= wanted * 0.85
    return [
        Badge(
            piece.mark,
            segment.left + 0.5,
            segment.right - 0.5,
            first + lane * height,
            height - 0.5,
            2.0 if height > 4 else 1.0,
            name if named else 0.0,
            piece.opens and segment.starts,
            piece.closes and segment.ends,
        )
        for (segment, piece), (lane, name) in zip(line, placed, strict=True)
    ]


def _has_name(segment: Segment, piece: MarkPiece) -> bool:
    return bool(piece.mark.label) and piece.opens and segment.starts
