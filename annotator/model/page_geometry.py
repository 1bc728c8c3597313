"""From characters of a page to their places on its image, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.layout import Box, Line, PageLayout, Token

_WIDE = "\u2010"
"""From here on characters are taken to be as wide as Han characters: dashes, quotation marks, ideographs."""
_NARROW = 0.55
"""Width of the others, in widths of a Han character."""
_VERTICAL = 1.6
"""A box this many times as high as wide, with several characters in it, is written from top to bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where characters stand on the image.

    Attributes:
        box: around them, in the units of the layout.
        exact: whether the source says so; else they were given their share of the word or line they are in.
    """

    box: Box
    exact: bool


def turned_box(box: Box, width: float, height: float, degrees: int) -> Box:
    """Return a box on a page of that width and height when it is turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees == 90:
        return Box(height - box.bottom, box.left, height - box.top, box.right)
    if degrees == 180:
        return Box(width - box.right, height - box.bottom, width - box.left, height - box.top)
    if degrees == 270:
        return Box(box.top, width - box.right, box.bottom, width - box.left)
    return box


def turned_layout(layout: PageLayout, degrees: int) -> PageLayout:
    """Return a layout as it is when its page is turned clockwise by 90, 180 or 270 degrees."""
    width, height = layout.width, layout.height

    def turned(box: Box | None) -> Box | None:
        return None if box is None else turned_box(box, width, height, degrees)

    sides = (height, width) if degrees % 180 else (width, height)
    return replace(
        layout,
        width=sides[0],
        height=sides[1],
        lines=tuple(replace(line, box=turned(line.box)) for line in layout.lines),
        tokens=tuple(replace(token, box=turned(token.box)) for token in layout.tokens),
    )


def line_at(layout: PageLayout, position: int) -> Line | None:
    """Return the printed line that holds the character at a position of the raw text.

    The end of a line belongs to it, so that the place behind its last character is on it.
    """
    number = bisect_right(layout.lines, position, key=lambda line: line.start) - 1
    if number < 0:
        return None
    line = layout.lines[number]
    return line if position <= line.end and line.box is not None else None


def spot_of(layout: PageLayout, raw: str, start: int, end: int) -> Spot | None:
    """Return where the characters ``[start, end)`` of the raw text stand; those on the line of the first of them.

    An empty range is the place in front of the character behind it. None where the source says nothing.
    """
    line = line_at(layout, start)
    stop = min(max(end, start + 1), line.end) if line is not None else max(end, start + 1)
    found: list[Spot] = []
    for token in layout.tokens_in(start, max(stop, start + 1)):
        if token.box is None:
            continue
        if line is not None and not line.start <= token.start < max(line.end, line.start + 1):
            continue
        low, high = max(start, token.start), min(stop, token.end)
        if high <= low:
            continue
        found.append(
            Spot(token.box, True)
            if (low, high) == (token.start, token.end)
            else Spot(
                _share(token.box, raw[token.start : token.end], low - token.start, high - token.start), False
            )
        )
    if not found:
        if line is None or line.box is None or start >= line.end:
            return None
        text = raw[line.start : line.end]
        return Spot(_share(line.box, text, start - line.start, stop - line.start), False)
    box = found[0].box
    for spot in found[1:]:
        box = box.joined(spot.box)
    return Spot(box, all(spot.exact for spot in found))


def position_at(layout: PageLayout, raw: str, x: float, y: float) -> int | None:
    """Return the position in the raw text of the character at a point of the image, or the nearest one near it.

    None far from any character; what is far depends on the height of the lines.
    """
    holding = [token for token in layout.tokens if token.box is not None and _distance(token.box, x, y) == 0]
    if holding:
        # Boxes of pages that were badly read overlap: the smallest is the most telling.
        token = min(holding, key=lambda token: _area(token.box))
        return _inside(token, raw, x, y)
    nearest = _nearest(layout.tokens, x, y)
    if nearest is not None:
        return _inside(nearest, raw, x, y)
    for line in layout.lines:
        if line.box is not None and _distance(line.box, x, y) == 0:
            return line.start + _character_at(line.box, raw[line.start : line.end], x, y)
    return None


def _nearest(tokens: Sequence[Token], x: float, y: float) -> Token | None:
    found, best = None, float("inf")
    for token in tokens:
        if token.box is None:
            continue
        distance = _distance(token.box, x, y)
        reach = min(token.box.bottom - token.box.top, token.box.right - token.box.left)
        if distance < min(best, reach):
            found, best = token, distance
    return found


def _inside(token: Token, raw: str, x: float, y: float) -> int:
    assert token.box is not None
    return token.start + _character_at(token.box, raw[token.start : token.end], x, y)


def _share(box: Box, text: str, start: int, end: int) -> Box:
    """Return the part of a box that some of its characters take, if all are set with the usual widths."""
    edges = _edges(text)
    low, high = edges[start], edges[end]
    if _is_vertical(box, text):
        height = box.bottom - box.top
        return Box(box.left, box.top + low * height, box.right, box.top + high * height)
    width = box.right - box.left
    return Box(box.left + low * width, box.top, box.left + high * width, box.bottom)


def _character_at(box: Box, text: str, x: float, y: float) -> int:
    vertical = _is_vertical(box, text)
    length = box.bottom - box.top if vertical else box.right - box.left
    if length <= 0 or not text:
        return 0
    share = (y - box.top if vertical else x - box.left) / length
    return min(max(bisect_right(_edges(text), share) - 1, 0), len(text) - 1)


def _edges(text: str) -> list[float]:
    """Return where each character of a text begins and the last one ends, from 0 to 1."""
    edges, at = [0.0], 0.0
    for character in text:
        at += 1.0 if character >= _WIDE else _NARROW
        edges.append(at)
    return [edge / at for edge in edges] if at else edges


def _is_vertical(box: Box, text: str) -> bool:
    return len(text) > 1 and box.bottom - box.top > _VERTICAL * (box.right - box.left)


def _distance(box: Box, x: float, y: float) -> float:
    """Return how far a point is from a box, along the axis it is farther away on."""
    return max(box.left - x, x - box.right, box.top - y, y - box.bottom, 0.0)


def _area(box: Box | None) -> float:
    return (box.right - box.left) * (box.bottom - box.top) if box else float("inf")
