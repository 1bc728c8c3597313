"""Draws marks below and above the text of a pane.

Nothing is put into the document's formats. Formats set behind the back of a laid-out document make the next key
lay the whole of it out again, and those set by a highlighter are lost while an input method composes; both were
measured (``benchmarks/editor_keys.py``). Only what stands in the rectangle to be drawn is drawn.

No kind is told by colour alone: flags are waves whose thickness grows with their weight, settled flags are
straight lines, corrections are underlined, clean-ups dotted, search hits and linked text framed, labels named,
furniture and unplaced text have bars and hatching beside them.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)

from annotator.ui.editor.colors import Colors
from annotator.ui.editor.differences import paint_difference
from annotator.ui.editor.drawn_paragraph import DrawnParagraph
from annotator.ui.editor.geometry import Segment
from annotator.ui.editor.lanes import Badge, lay_lanes
from annotator.ui.editor.pane_text import (
    ACCEPTED,
    BADGES,
    CLEANUP,
    CORRECTION,
    DIFFERENCE,
    FLAG,
    FURNITURE,
    HIGHLIGHT,
    KEPT,
    SEARCH,
    SUGGESTION,
    UNPLACED,
    MarkPiece,
)
from annotator.ui.editor.typography import TextStyle, badge_size, role_style

WAVE_HEIGHT = 8
"""Height in pixels of the picture of a wave."""

_WITH_BADGES = frozenset(BADGES)

BAR = 3.0
"""Width in pixels of the bar beside furniture and unplaced text."""


def paint_below(painter: QPainter, stage: DrawnParagraph, kinds: frozenset[str]) -> None:
    """Draw what lies under the text of a paragraph: the grounds of marks of the given kinds."""
    colors = stage.style.colors
    for piece in stage.pieces:
        mark = piece.mark
        if mark.kind not in kinds:
            continue
        ground = _ground(piece, colors)
        if ground is not None:
            for segment in stage.segments(piece.start, piece.end):
                painter.fillRect(_glyph_rect(segment, stage), ground)


def paint_above(painter: QPainter, stage: DrawnParagraph, kinds: frozenset[str]) -> None:
    """Draw what lies over the text of a paragraph: waves, lines, frames, bars and badges."""
    for piece in stage.pieces:
        kind = piece.mark.kind
        if kind not in kinds or kind in BADGES:
            continue
        if kind in (FURNITURE, UNPLACED):
            _paint_aside(painter, stage, piece)
        elif kind == DIFFERENCE:
            paint_difference(painter, stage, piece)
        else:
            _paint_line(painter, stage, piece)
    for badge in badges(stage, kinds):
        if not stage.top - badge.height <= badge.top <= stage.bottom:
            continue
        if badge.joins:
            _paint_joint(painter, badge, stage.style)
            continue
        draw = _paint_suggestion if badge.mark.kind == SUGGESTION else _paint_badge
        draw(painter, badge, stage)


def paint_highlight(painter: QPainter, stage: DrawnParagraph, start: int, end: int, below: bool) -> None:
    """Draw the ground (below) or the frame (above) of linked text, in code points of the paragraph."""
    colors = stage.style.colors
    for segment in stage.segments(start, end):
        rect = _glyph_rect(segment, stage).adjusted(-0.5, 0.5, 0.5, -0.5)
        if below:
            painter.fillRect(rect, QColor(colors.highlight))
        else:
            painter.setPen(QPen(QColor(colors.highlight_line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)


def badges(stage: DrawnParagraph, kinds: frozenset[str]) -> list[Badge]:
    """Return the bars and badges of all labels of a paragraph that are of the given kinds, placed in their lanes."""
    standing, pieces = stage.standing, stage.paragraph.pieces
    if standing.badges_of is not pieces:
        standing.badges_of, standing.badges = pieces, {}
    kinds = kinds & _WITH_BADGES
    if kinds not in standing.badges:
        labels = [piece for piece in pieces if piece.mark.kind in kinds]
        placed = [(piece, stage.segments(piece.start, piece.end)) for piece in labels]
        metrics = QFontMetricsF(badge_font(stage.style))
        standing.badges[kinds] = lay_lanes(
            placed, stage.style, stage.paragraph.lanes, metrics.horizontalAdvance
        )
    return standing.badges[kinds]


def badge_font(style: TextStyle) -> QFont:
    """Return the small font of badges: the interface's face, which is clearer than a Song face at this size."""
    font = QFont()
    font.setPixelSize(badge_size(style))
    return font


def _ground(piece: MarkPiece, colors: Colors) -> QBrush | None:
    mark = piece.mark
    if mark.kind == SEARCH:
        return QBrush(QColor(colors.search_active if mark.active else colors.search))
    if mark.kind == FLAG and mark.active:
        return QBrush(QColor(colors.flag_active))
    if mark.kind == CORRECTION:
        return QBrush(QColor(colors.correction))
    if mark.kind == UNPLACED:
        return QBrush(_translucent(mark.color or colors.unplaced, 110), Qt.BrushStyle.BDiagPattern)
    return None


def _paint_line(painter: QPainter, stage: DrawnParagraph, piece: MarkPiece) -> None:
    """Draw the line under a flag, a correction, a clean-up or the frame of a search hit."""
    mark, colors, size = piece.mark, stage.style.colors, stage.style.size
    color = {
        FLAG: mark.color or colors.flag,
        ACCEPTED: colors.settled,
        KEPT: colors.settled,
        CORRECTION: colors.correction_line,
        CLEANUP: colors.cleanup,
        SEARCH: colors.ink if mark.active else colors.settled,
        HIGHLIGHT: colors.highlight_line,
    }.get(mark.kind, colors.ink)
    for segment in stage.segments(piece.start, piece.end):
        if piece.end == piece.start:
            _paint_caret(painter, segment, color, size)
            continue
        y = segment.baseline + size * 0.18
        if mark.kind == FLAG:
            _paint_wave(painter, segment, y + 1.5, color, mark.weight)
        elif mark.kind in (SEARCH, HIGHLIGHT):
            painter.setPen(QPen(QColor(color), 2 if mark.active else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(_glyph_rect(segment, stage).adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.setPen(_line_pen(mark.kind, color))
            painter.drawLine(QPointF(segment.left + 1, y + 1), QPointF(segment.right - 1, y + 1))


def _line_pen(kind: str, color: str) -> QPen:
    pen = QPen(QColor(color), 1.2)
    if kind == CLEANUP:
        pen.setStyle(Qt.PenStyle.DotLine)
    elif kind == KEPT:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _paint_caret(painter: QPainter, segment: Segment, color: str, size: int) -> None:
    """Draw the wedge that stands for a mark between two characters."""
    y, half = segment.baseline + size * 0.08, size * 0.2
    path = QPainterPath(QPointF(segment.left, y))
    path.lineTo(segment.left - half, y + half * 1.4)
    path.lineTo(segment.left + half, y + half * 1.4)
    path.closeSubpath()
    painter.fillPath(path, QColor(color))


def _paint_wave(painter: QPainter, segment: Segment, y: float, color: str, weight: int) -> None:
    ratio = painter.device().devicePixelRatioF()
    image = wave(round(segment.right - segment.left), min(max(weight, 1), 3) - 1, color, ratio)
    painter.drawImage(QPointF(segment.left, y - WAVE_HEIGHT / 2), image)


@lru_cache(maxsize=512)
def wave(width: int, level: int, color: str, ratio: float) -> QImage:
    """Return the picture of a wave; drawing it anew each time took ten times as long.

    Args:
        width: its length in pixels.
        level: 0, 1 or 2; the higher, the thicker and higher.
        color: its colour.
        ratio: device pixels per pixel.
    """
    thickness, length, amplitude = ((1.1, 5, 1.1), (1.6, 6, 1.5), (2.2, 8, 2.0))[level]
    image = _empty_image(width, WAVE_HEIGHT, ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(color), thickness))
        steps = (step / 2 for step in range(2 * width + 1))
        painter.drawPolyline(
            [QPointF(x, WAVE_HEIGHT / 2 + amplitude * math.sin(math.tau * x / length)) for x in steps]
        )
    return image


def _paint_aside(painter: QPainter, stage: DrawnParagraph, piece: MarkPiece) -> None:
    """Fade furniture; put a bar beside it or beside unplaced text, and its name at the end of a line with room."""
    mark, style = piece.mark, stage.style
    color = QColor(mark.color or (style.colors.unplaced if mark.kind == UNPLACED else style.colors.furniture))
    found = stage.segments(piece.start, piece.end)
    for segment in found:
        if mark.kind == FURNITURE and not style.by_role:  # its role fades it already where roles do
            painter.fillRect(segment.rect(), _translucent(style.colors.paper, 130))
        elif mark.kind == UNPLACED and segment.right > segment.left:
            painter.setPen(QPen(color, 1.6))
            y = segment.baseline + style.size * 0.22
            painter.drawLine(QPointF(segment.left, y), QPointF(segment.right, y))
        x = min(segment.left, 0.0) - BAR - 2
        painter.fillRect(QRectF(x, segment.top, BAR, segment.bottom - segment.top + 2), color)
    if mark.label and piece.opens and found:
        ink = color if mark.kind == UNPLACED else QColor(style.colors.faded)
        _paint_name(painter, mark.label, found, ink, stage)


def _paint_name(
    painter: QPainter, name: str, segments: list[Segment], color: QColor, stage: DrawnParagraph
) -> None:
    style = stage.style
    font = badge_font(style)
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(name) + 8
    room = stage.room - 5
    segment = next((each for each in segments if each.right + 8 + width <= room), segments[0])
    rect = QRectF(segment.right + 8, segment.baseline - style.size * 0.75, width, metrics.height() + 2)
    if rect.right() > room:
        rect.moveRight(room)
    painter.setPen(QPen(color, 1))
    painter.setBrush(QColor(style.colors.paper))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)


def _paint_badge(painter: QPainter, badge: Badge, stage: DrawnParagraph) -> None:
    style = stage.style
    mark = badge.mark
    color = legible(mark.color or style.colors.label, style.colors.paper)
    painter.fillRect(QRectF(badge.left, badge.top, max(badge.right - badge.left, 2), badge.thickness), color)
    if mark.active:
        painter.fillRect(
            QRectF(badge.left, badge.top, badge.right - badge.left, badge.thickness + 1.5), color
        )
    if badge.closes:
        painter.fillRect(QRectF(badge.right - 1.5, badge.top - 2, 1.5, 2 + badge.thickness), color)
    if badge.opens:
        painter.fillRect(QRectF(badge.left, badge.top - 2, 1.5, 2 + badge.thickness), color)
    if badge.text_width and badge.opens:
        rect = QRectF(badge.left, badge.top, badge.text_width, badge.height)
        # At the end of a line a name may be longer than the room that is left.
        rect.moveRight(min(rect.right(), stage.room - 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(rect, 2, 2)
        painter.setFont(badge_font(style))
        painter.setPen(_ink_on(color))
        painter.drawText(rect.translated(0, -0.5), Qt.AlignmentFlag.AlignCenter, mark.label)


def _paint_suggestion(painter: QPainter, badge: Badge, stage: DrawnParagraph) -> None:
    """Draw the bar of a label that is only suggested as dashes, and its name in an empty frame."""
    style = stage.style
    wanted, paper = badge.mark.color or style.colors.label, style.colors.paper
    ratio = painter.device().devicePixelRatioF()
    width = round(badge.right - badge.left)
    painter.drawImage(QPointF(badge.left, badge.top), dashes(width, legible(wanted, paper).name(), ratio))
    if badge.text_width and badge.opens:
        left = min(badge.left, stage.room - 2 - badge.text_width)
        size = math.ceil(badge.text_width), math.ceil(badge.height)
        image = framed_name(badge.mark.label, size, (wanted, paper), badge_size(style), ratio)
        painter.drawImage(QPointF(left, badge.top), image)


@lru_cache(maxsize=512)
def dashes(width: int, color: str, ratio: float) -> QImage:
    """Return the picture of a dashed bar; drawing the many dashes of a page anew took most of its time.

    Args:
        width: its length in pixels.
        color: its colour.
        ratio: device pixels per pixel.
    """
    image = _empty_image(max(width, 1), 2, ratio)
    pen = QPen(QColor(color), 1.4)
    pen.setDashPattern([2.5, 2.0])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, 0.7), QPointF(width, 0.7))
    return image


@lru_cache(maxsize=512)
def framed_name(
    name: str, size: tuple[int, int], colors: tuple[str, str], pixels: int, ratio: float
) -> QImage:
    """Return the picture of the name of a suggested label in its dotted frame.

    Args:
        name: the label's name.
        size: width and height in pixels.
        colors: the label's colour and that of the paper.
        pixels: height of the font.
        ratio: device pixels per pixel.
    """
    wanted, paper = colors
    image = _empty_image(*size, ratio)
    font = QFont()
    font.setPixelSize(pixels)
    rect = QRectF(0.5, 0.5, size[0] - 1, size[1] - 1)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(paper))
        painter.setPen(QPen(legible(wanted, paper), 1, Qt.PenStyle.DotLine))
        painter.drawRoundedRect(rect, 2, 2)
        painter.setFont(font)
        painter.setPen(legible(wanted, paper, 4.5))
        painter.drawText(rect.translated(0, -0.5), Qt.AlignmentFlag.AlignCenter, name)
    return image


def _empty_image(width: int, height: int, ratio: float) -> QImage:
    size = QSize(max(round(width * ratio), 1), max(round(height * ratio), 1))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _paint_joint(painter: QPainter, badge: Badge, style: TextStyle) -> None:
    """Draw the dots that join the bars of one discontinuous label."""
    pen = QPen(legible(badge.mark.color or style.colors.label, style.colors.paper), 1.6)
    pen.setDashPattern([1.0, 2.5])
    painter.setPen(pen)
    y = badge.top + badge.thickness / 2
    painter.drawLine(QPointF(badge.left, y), QPointF(badge.right, y))


@lru_cache(maxsize=256)
def legible(color: str, paper: str, contrast: float = 3.0) -> QColor:
    """Return a colour, made darker or lighter until it stands out from the paper; lines need 3 to 1, words 4.5 to 1.

    The measure is WCAG 2's contrast ratio of relative luminances.
    """
    made, ground = QColor(color), QColor(paper)
    dark_paper = _luminance(ground) < 0.2
    for _ in range(20):
        light, dark = sorted((_luminance(made), _luminance(ground)), reverse=True)
        if (light + 0.05) / (dark + 0.05) >= contrast:
            break
        moved = made.lightnessF() + (0.04 if dark_paper else -0.04)
        made.setHslF(max(made.hslHueF(), 0.0), made.hslSaturationF(), min(max(moved, 0.0), 1.0))
    return made


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ink_on(color: QColor) -> QColor:
    """Return whichever of black and white ink is easier to read on a colour."""
    return QColor("#161512") if _luminance(color) > 0.22 else QColor("#ffffff")


def _glyph_rect(segment: Segment, stage: DrawnParagraph) -> QRectF:
    """Return the rectangle of a segment's glyphs: less high than the line, so that grounds do not touch."""
    size = stage.style.size * role_style(stage.style, stage.paragraph.role).scale
    height = min(size * 1.26, segment.bottom - segment.top)
    top = segment.bottom - height + size * 0.02
    return QRectF(segment.left, top, segment.right - segment.left, height)


def _translucent(color: str, alpha: int) -> QColor:
    made = QColor(color)
    made.setAlpha(alpha)
    return made
