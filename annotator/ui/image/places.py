"""From characters of a page to pixels of its image, and back."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from annotator.model.layout import Box, PageLayout
from annotator.model.page_geometry import line_at, position_at, spot_of
from annotator.ui.image.library import PageView
from annotator.ui.image.page_area import Marks

_MOST = 60
"""Lines that are marked at once; a selection over more of them is marked in its beginning."""


def marks_of(view: PageView, raw: str, ranges: Iterable[tuple[int, int]], *, is_doubt: bool) -> Marks:
    """Return what is marked for ranges of a page's raw text; nothing where the layout says nothing."""
    layout = view.layout
    if layout is None:
        return Marks()
    lines: dict[int, QRectF] = {}
    spots: list[tuple[QRectF, bool]] = []
    for start, end in ranges:
        for low, high in _by_line(layout, start, end):
            line = line_at(layout, low)
            if line is not None and line.box is not None:
                lines.setdefault(line.start, pixels(view, line.box))
            spot = spot_of(layout, raw, low, high)
            if spot is not None:
                spots.append((pixels(view, spot.box), spot.exact))
            if len(spots) >= _MOST:
                break
    return Marks(tuple(lines.values()), tuple(spots), is_doubt)


def pixels(view: PageView, box: Box) -> QRectF:
    """Return a box of the layout in pixels of the image."""
    across, down = view.unit
    return QRectF(
        box.left * across, box.top * down, (box.right - box.left) * across, (box.bottom - box.top) * down
    )


def character_at(view: PageView, raw: str, x: float, y: float) -> int | None:
    """Return the position in the raw text of the character at a pixel of the image, or None."""
    if view.layout is None:
        return None
    across, down = view.unit
    return position_at(view.layout, raw, x / across, y / down)


def line_height(view: PageView) -> float:
    """Return the height of the usual lines of a page in pixels of its image; 0 if no line has a box.

    The shorter side counts, so that columns of vertical text have the width of their characters. Each line counts
    with its characters: a page has many headlines, but little text in them.
    """
    layout = view.layout
    heights = []
    for line in layout.lines if layout else ():
        if line.box is not None and line.end > line.start:
            rect = pixels(view, line.box)
            heights.append((min(rect.width(), rect.height()), line.end - line.start))
    heights.sort()
    half, passed = sum(count for _, count in heights) / 2, 0
    for height, count in heights:
        passed += count
        if passed >= half:
            return max(height, 1.0)
    return 0.0


def _by_line(layout: PageLayout, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a range at the ends of the printed lines."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end and len(found) < _MOST:
        line = line_at(layout, at)
        if line is None or at >= line.end:
            following = next((line.start for line in layout.lines if line.start > at), end)
            if line is None and layout.lines == ():
                found.append((at, end))
            at = max(following, at + 1)
            continue
        found.append((at, min(end, line.end)))
        at = line.end
    return found or [(start, end)]
