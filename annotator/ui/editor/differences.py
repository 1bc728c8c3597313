"""Draws what stood in a changed place small above what stands there now, as proof marks are set between the lines.

Whose a change is shows without colour: what a rule of clean-up replaced is crossed out by dots, what a person
replaced by a line, and another person's changes are underlined twice and carry the name. Inserted text has a plus.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from annotator.ui.editor.drawn_paragraph import DrawnParagraph
from annotator.ui.editor.pane_text import MarkPiece

RULE, OWN, OTHER = 1, 2, 3
"""Weights of a difference: a rule's, the person's own, another person's."""


def paint_difference(painter: QPainter, stage: DrawnParagraph, piece: MarkPiece) -> None:
    """Draw what stood in a changed place."""
    style, mark = stage.style, piece.mark
    found = stage.segments(piece.start, piece.end)
    if not found:
        return
    color = QColor(style.colors.cleanup if mark.weight == RULE else style.colors.correction_line)
    if mark.weight == OTHER:
        for segment in found:
            y = segment.baseline + style.size * 0.18 + 3.5
            painter.setPen(QPen(color, 1.2))
            painter.drawLine(QPointF(segment.left + 1, y), QPointF(segment.right - 1, y))
    if not piece.opens:
        return
    before, _, author = mark.note.partition("\t")
    first = found[0]
    font = QFont(painter.font())
    font.setPixelSize(max(round(style.size * 0.66), 9))
    metrics = QFontMetricsF(font)
    words = before or "+"
    width, named = metrics.horizontalAdvance(words), metrics.horizontalAdvance(author)
    middle = (first.left + first.right) / 2 if piece.end > piece.start else first.left
    least = 1.0 - stage.origin.x()
    left = min(max(middle - width / 2, least), max(stage.room - width - named - 5, least))
    base = first.baseline - style.size * 0.98
    painter.setFont(font)
    ground = QRectF(left - 1, base - metrics.ascent(), width + 2, metrics.height() - 1)
    painter.fillRect(ground, QColor(style.colors.paper))
    painter.setPen(color)
    painter.drawText(QPointF(left, base), words)
    if before:
        line = Qt.PenStyle.DotLine if mark.weight == RULE else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 1.1, line))
        y = base - metrics.ascent() * 0.36
        painter.drawLine(QPointF(left - 1, y), QPointF(left + width + 1, y))
    if author:
        painter.setPen(QColor(style.colors.faded))
        painter.drawText(QPointF(left + width + 3, base), author)
    if piece.start == piece.end:
        _paint_tick(painter, QPointF(first.left, first.baseline - style.size * 0.8), style.size, color)


def _paint_tick(painter: QPainter, at: QPointF, size: int, color: QColor) -> None:
    """Draw the tick that shows between which characters something was dropped."""
    painter.setPen(QPen(color, 1.2))
    painter.drawLine(at, QPointF(at.x(), at.y() + size * 0.8))
