"""One display paragraph as it is to be drawn: its text and marks, and where they stand on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QTextBlock

from annotator.ui.editor.geometry import Segment, lines_within, segments
from annotator.ui.editor.pane_text import MarkPiece, Paragraph
from annotator.ui.editor.typography import TextStyle


@dataclass(frozen=True, slots=True)
class DrawnParagraph:
    """One display paragraph to draw.

    Attributes:
        paragraph: its text and marks.
        block: its document block.
        origin: where its text layout begins, in pixels of the viewport.
        style: the style it is set in.
        pieces: those of its marks that may reach into the rectangle to be drawn.
    """

    paragraph: Paragraph
    block: QTextBlock
    origin: QPointF
    style: TextStyle
    pieces: list[MarkPiece]

    def segments(self, start: int, end: int) -> list[Segment]:
        """Return where a range of the paragraph stands, in code points of the paragraph."""
        to_utf16 = self.paragraph.to_utf16
        return segments(self.block, self.origin, to_utf16(start), to_utf16(end))


def drawn_paragraph(
    paragraph: Paragraph, block: QTextBlock, origin: QPointF, style: TextStyle, rect: QRect
) -> DrawnParagraph:
    """Return what there is to draw of a paragraph in a rectangle."""
    pieces = paragraph.pieces
    if len(pieces) > 8:
        start, end = lines_within(block, origin, rect)
        low = paragraph.to_code_point(min(start, paragraph.units))
        high = paragraph.to_code_point(min(end, paragraph.units))
        pieces = [piece for piece in pieces if piece.start <= high and piece.end >= low]
    return DrawnParagraph(paragraph, block, origin, style, pieces)
