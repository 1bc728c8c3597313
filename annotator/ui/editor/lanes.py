"""Places the bars and badges of overlapping labels in lanes below the lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.ui.editor.geometry import Segment
from annotator.ui.editor.pane_text import BEFORE, BEHIND, Mark, MarkPiece
from annotator.ui.editor.typography import TextStyle, extra_gap, lane_height, lanes_room, lanes_top

STUB = 10.0
"""Pixels of the line that says that a label goes on elsewhere."""

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
        joins: whether it is not a bar but what joins two bars of one discontinuous label.
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
    joins: bool = False

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
    reach = _reach(line)
    ends: list[float] = []
    placed: list[tuple[int, float]] = []
    known: dict[str, int] = {}
    for segment, piece in line:
        tag = piece.mark.tag
        if tag in known:  # it has its lane, and the name stands at its first bar
            placed.append((known[tag], 0.0))
            continue
        name = width_of(piece.mark.label) + 6 if _has_name(segment, piece) else 0.0
        lane = next((number for number, end in enumerate(ends) if end <= segment.left), len(ends))
        ends[lane : lane + 1] = [max(segment.right, segment.left + name + GAP, reach.get(tag, 0.0))]
        placed.append((lane, name))
        if tag in reach:
            known[tag] = lane
    first = line[0][0].baseline + lanes_top(style)
    wanted = lane_height(style)
    height = min(wanted, (lanes_room(style) + extra_gap(style, lanes)) / len(ends))
    named = height >= wanted * 0.85
    badges = [
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
    return [*_joints(badges), *badges] if reach else badges


def _reach(line: list[tuple[Segment, MarkPiece]]) -> dict[str, float]:
    """Return where on a line each discontinuous label ends that has more than one piece in its paragraph."""
    reach: dict[str, float] = {}
    for segment, piece in line:
        if piece.mark.linked:
            stub = STUB if piece.mark.linked & BEHIND else 0.0
            reach[piece.mark.tag] = max(reach.get(piece.mark.tag, 0.0), segment.right + stub)
    return reach


def _joints(bars: list[Badge]) -> Iterator[Badge]:
    """Yield what joins the bars of discontinuous labels on a line; a stub where the next one is on another line."""
    last: dict[str, Badge] = {}
    for bar in bars:
        tag = bar.mark.tag
        if not bar.mark.linked:
            continue
        before = last.get(tag)
        if before is not None:
            yield replace(bar, left=before.right, right=bar.left, text_width=0.0, joins=True)
        elif bar.opens and bar.mark.linked & BEFORE:
            yield replace(bar, left=bar.left - STUB, right=bar.left, text_width=0.0, joins=True)
        last[tag] = bar
    for bar in last.values():
        if bar.closes and bar.mark.linked & BEHIND:
            yield replace(bar, left=bar.right, right=bar.right + STUB, text_width=0.0, joins=True)


def _has_name(segment: Segment, piece: MarkPiece) -> bool:
    return bool(piece.mark.label) and piece.opens and segment.starts
