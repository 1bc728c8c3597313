"""One display paragraph as it is to be drawn: its text and marks, and where they stand.

Points and lengths are pixels from where the paragraph's text layout begins, so they hold for as long as its lines do,
however the text is scrolled.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QTextBlock

from annotator.text.offsets import utf16_length
from annotator.ui.editor.geometry import Segment, segments
from annotator.ui.editor.lanes import Badge
from annotator.ui.editor.pane_text import MarkPiece, Paragraph
from annotator.ui.editor.typography import TextStyle


@dataclass(slots=True)
class Standing:
    """What has been found out about where things stand in a paragraph; kept until its lines are other ones.

    Asking Qt for it again at each repaint took as long as drawing the text.

    Attributes:
        paragraph: the paragraph it is about.
        stamp: of the lines it is about, see ``LazyLayout.stamp``.
        segments: by range, in code points of the paragraph.
        lines: top, bottom, and end in UTF-16 units of each line.
        badges: of the pieces of marks they were laid out for, in lanes, by the kinds that are shown.
        badges_of: these pieces.
    """

    paragraph: Paragraph
    stamp: int
    segments: dict[tuple[int, int], list[Segment]] = field(default_factory=dict)
    lines: tuple[list[float], list[float], list[int]] = ((), (), ())  # type: ignore[assignment]
    badges: dict[frozenset[str], list[Badge]] = field(default_factory=dict)
    badges_of: list[MarkPiece] | None = None


@dataclass(frozen=True, slots=True)
class DrawnParagraph:
    """One display paragraph to draw.

    Attributes:
        paragraph: its text and marks.
        block: its document block.
        origin: where its text layout begins, in pixels of the viewport.
        style: the style it is set in.
        pieces: those of its marks that may reach into the rectangle to be drawn.
        standing: where they stand.
        room: where the viewport ends on the right.
        top: where the rectangle to be drawn begins.
        bottom: where it ends.
    """

    paragraph: Paragraph
    block: QTextBlock
    origin: QPointF
    style: TextStyle
    pieces: list[MarkPiece]
    standing: Standing
    room: float
    top: float
    bottom: float

    def segments(self, start: int, end: int) -> list[Segment]:
        """Return where a range of the paragraph stands, in code points of the paragraph."""
        found = self.standing.segments.get((start, end))
        if found is None:
            to_utf16 = self.paragraph.to_utf16
            found = segments(self.block, QPointF(), to_utf16(start), to_utf16(end))
            self.standing.segments[start, end] = found
        return found


def drawn_paragraph(
    standing: Standing, block: QTextBlock, origin: QPointF, style: TextStyle, rect: QRect, width: int
) -> DrawnParagraph:
    """Return what there is to draw of a paragraph in a rectangle of a viewport of some width."""
    paragraph = standing.paragraph
    top, bottom = rect.y() - origin.y(), rect.y() + rect.height() - origin.y()
    pieces = paragraph.pieces
    if pieces:
        start, end = _within(standing, block, top, bottom)
        low = paragraph.to_code_point(min(start, paragraph.units))
        high = paragraph.to_code_point(min(end, paragraph.units))
        pieces = [piece for piece in pieces if piece.start <= high and piece.end >= low]
    room = width - origin.x()
    return DrawnParagraph(paragraph, block, origin, style, pieces, standing, room, top, bottom)


def _within(standing: Standing, block: QTextBlock, top: float, bottom: float) -> tuple[int, int]:
    """Return the range of a paragraph's text on lines that reach into a stretch of its height, in UTF-16 units.

    One line above counts too: marks hang down from their lines. Text being composed counts as not there.
    """
    layout = block.layout()
    if not standing.lines[0]:
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        standing.lines = (
            [line.y() for line in lines],
            [line.rect().bottom() for line in lines],
            [line.textStart() + line.textLength() for line in lines],
        )
    tops, bottoms, ends = standing.lines
    if not tops:
        return 0, 0
    first, last = bisect_left(bottoms, top), bisect_left(tops, bottom) - 1
    start = ends[first - 2] if first > 1 else 0
    return max(start - utf16_length(layout.preeditAreaText()), 0), ends[max(last, 0)]
