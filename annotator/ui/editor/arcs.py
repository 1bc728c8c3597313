"""Arcs between places of a pane: relations between labels, drawn over the text with their names.

An arc on one line runs above it like a bracket; one between two lines swings from the one to the other. Where only one
end can be seen, a stub says where it leads. Kinds are told by names, directions by arrowheads, never by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.ui.editor.block_pane import BlockPane
from annotator.ui.editor.geometry import Segment
from annotator.ui.editor.painting import badge_font, legible
from annotator.ui.editor.typography import TextStyle

Range = tuple[str, int, int]
"""A block and a range of its text, in code points."""

_RISE = 7.0  # pixels an arc on one line stands above it
_STEP, _LEVELS = 5.0, 3  # pixels between arcs above each other, and how many there can be
_HEAD = 6.0  # length of an arrowhead in pixels
_NEAR = 5.0  # pixels from an arc that count as on it


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation to be drawn.

    Attributes:
        tag: the caller's name for it.
        source: where it comes from.
        target: where it goes to.
        name: what it says.
        color: its colour as ``#rrggbb``.
        far_source: text of the source, for a stub at the other end.
        far_target: text of the target, likewise.
        directed: whether it has an arrowhead.
        active: whether it is drawn heavily.
    """

    tag: str
    source: Range
    target: Range
    name: str
    color: str
    far_source: str = ""
    far_target: str = ""
    directed: bool = True
    active: bool = False


@dataclass(frozen=True, slots=True)
class DrawnArc:
    """An arc as it stands on the screen: its line, where its arrowhead is and points to, its name and where that is."""

    arc: Arc
    path: QPainterPath
    head: tuple[QPointF, float] | None
    name: str
    rect: QRectF

    def contains(self, point: QPointF) -> bool:
        """Tell whether a point is on the arc or its name."""
        if self.rect.contains(point):
            return True
        if not self.path.boundingRect().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(point):
            return False
        steps = (self.path.pointAtPercent(step / 32) for step in range(33))
        return any(math.hypot(each.x() - point.x(), each.y() - point.y()) <= _NEAR for each in steps)


def lay_arcs(pane: BlockPane, arcs: Sequence[Arc]) -> list[DrawnArc]:
    """Return the arcs of which an end can be seen, those that are drawn heavily first."""
    first, last = pane.visible_numbers()
    metrics = QFontMetricsF(badge_font(pane.text_style()))
    drawn: list[DrawnArc] = []
    taken: list[QRectF] = []
    levels: list[tuple[float, float, float, int]] = []
    for arc in sorted(arcs, key=lambda each: not each.active):
        numbers = [pane.paragraph_of(*end[:2]) for end in (arc.source, arc.target)]
        ends = [
            pane.first_segment(*end) if first <= number <= last else None
            for end, number in zip((arc.source, arc.target), numbers, strict=True)
        ]
        source, target = ends
        if source is not None and target is not None:
            made = _whole(arc, source, target, metrics, taken, levels)
        elif source is not None:
            made = _stub(arc, source, numbers[1] > last, metrics, taken, leaves=True)
        elif target is not None:
            made = _stub(arc, target, numbers[0] > last, metrics, taken, leaves=False)
        else:
            continue
        drawn.append(made)
    return drawn


def _whole(
    arc: Arc,
    source: Segment,
    target: Segment,
    metrics: QFontMetricsF,
    taken: list[QRectF],
    levels: list[tuple[float, float, float, int]],
) -> DrawnArc:
    x1, x2 = (source.left + source.right) / 2, (target.left + target.right) / 2
    path = QPainterPath()
    if abs(source.baseline - target.baseline) < 2:
        if abs(x1 - x2) < 4:
            x1, x2 = source.left + 2, target.right - 2
        top = min(source.top, target.top) - 1
        rise = _level(top, x1, x2, levels) * _STEP + _RISE
        bend = math.copysign(min(_RISE, abs(x2 - x1) / 2), x2 - x1)
        path.moveTo(x1, top)
        path.quadTo(x1, top - rise, x1 + bend, top - rise)
        path.lineTo(x2 - bend, top - rise)
        path.quadTo(x2, top - rise, x2, top)
        end, angle = QPointF(x2, top), math.pi / 2
    else:
        down = target.baseline > source.baseline
        y1, y2 = (source.bottom, target.top) if down else (source.top, target.bottom)
        swing = max(12.0, abs(y2 - y1) * 0.45) * (1 if down else -1)
        path.moveTo(x1, y1)
        path.cubicTo(x1, y1 + swing, x2, y2 - swing, x2, y2)
        end, angle = QPointF(x2, y2), math.pi / 2 if down else -math.pi / 2
    rect = _placed(arc, arc.name, path.pointAtPercent(0.5), metrics, taken)
    return DrawnArc(
        arc, path, (end, angle) if arc.directed else None, arc.name if rect else "", rect or QRectF()
    )


def _level(top: float, x1: float, x2: float, levels: list[tuple[float, float, float, int]]) -> int:
    """Return the lowest level above a line that no other arc has on that stretch; the highest is shared."""
    left, right = min(x1, x2), max(x1, x2)
    taken = {level for y, low, high, level in levels if abs(y - top) < 2 and low < right and left < high}
    level = next((level for level in range(_LEVELS) if level not in taken), _LEVELS - 1)
    levels.append((top, left, right, level))
    return level


def _stub(
    arc: Arc, end: Segment, below: bool, metrics: QFontMetricsF, taken: list[QRectF], *, leaves: bool
) -> DrawnArc:
    """Return the visible end of an arc: a short line that says where it goes to or comes from."""
    x, y = (end.left + end.right) / 2, end.top - 1
    path = QPainterPath(QPointF(x, y))
    path.lineTo(x, y - _RISE)
    way = "→" if leaves else "←"
    far = arc.far_target if leaves else arc.far_source
    name = f"{arc.name} {way if arc.directed else '–'} {far} {'↓' if below else '↑'}"
    rect = _placed(arc, name, QPointF(x, y - _RISE - metrics.height() / 2), metrics, taken)
    head = (QPointF(x, y), math.pi / 2) if arc.directed and not leaves else None
    return DrawnArc(arc, path, head, name if rect else "", rect or QRectF())


def _placed(
    arc: Arc, name: str, middle: QPointF, metrics: QFontMetricsF, taken: list[QRectF]
) -> QRectF | None:
    """Return where a name goes, or None if another one is there; that of a heavy arc is always shown."""
    width, height = metrics.horizontalAdvance(name) + 8, metrics.height()
    rect = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
    if not arc.active and any(rect.intersects(other) for other in taken):
        return None
    taken.append(rect)
    return rect


def paint_arcs(painter: QPainter, drawn: Sequence[DrawnArc], style: TextStyle) -> None:
    """Draw arcs, heavy ones and names above the others."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(badge_font(style))
    ordered = drawn[::-1]
    for each in ordered:
        _paint_line(painter, each, style)
    for each in ordered:
        if each.name:
            _paint_name(painter, each, style)


def _paint_line(painter: QPainter, each: DrawnArc, style: TextStyle) -> None:
    color = QColor(legible(each.arc.color, style.colors.paper))
    color.setAlpha(255 if each.arc.active else 170)
    pen = QPen(color, 2.2 if each.arc.active else 1.3)
    if not each.arc.directed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(each.path)
    if each.head is not None:
        painter.fillPath(_arrowhead(*each.head), color)


def _arrowhead(tip: QPointF, angle: float) -> QPainterPath:
    path = QPainterPath(tip)
    for turn in (-0.45, 0.45):
        back = angle + math.pi + turn
        path.lineTo(tip.x() + _HEAD * math.cos(back), tip.y() + _HEAD * math.sin(back))
    path.closeSubpath()
    return path


def _paint_name(painter: QPainter, each: DrawnArc, style: TextStyle) -> None:
    color = legible(each.arc.color, style.colors.paper)
    ground = QColor(style.colors.paper)
    ground.setAlpha(235)
    painter.setPen(QPen(color, 1.4 if each.arc.active else 0.8))
    painter.setBrush(ground)
    painter.drawRoundedRect(each.rect, 4, 4)
    painter.setPen(QColor(style.colors.ink))
    painter.drawText(each.rect.translated(0, -0.5), Qt.AlignmentFlag.AlignCenter, each.name)
