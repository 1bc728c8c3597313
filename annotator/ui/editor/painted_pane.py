"""A pane that draws its paragraphs with their marks, and says where on the screen text stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QTextBlock
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.ui.editor.document_sync import DocumentSync
from annotator.ui.editor.drawn_paragraph import DrawnParagraph, Standing, drawn_paragraph
from annotator.ui.editor.geometry import Segment, line_span, segments
from annotator.ui.editor.lazy_layout import LazyLayout
from annotator.ui.editor.overlay import Overlay
from annotator.ui.editor.painting import paint_above, paint_below, paint_highlight
from annotator.ui.editor.pane_layout import PaneLayout
from annotator.ui.editor.pane_text import KINDS, Paragraph
from annotator.ui.editor.typography import TextStyle

_MOST_PARTS = 6
_SPARSE = 0.75
_KNOWN = 500  # paragraphs of which it is remembered where things stand in them; more than a screen shows


class PaintedPane(QTextEdit):
    """A pane of blocks as it is seen. Positions are code points of a block.

    Attributes:
        paint_over: draws over everything else, within the rectangle it is given; by default nothing.
    """

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = LazyLayout(self.document())
        self.document().setDocumentLayout(self._lines)
        self._layout = PaneLayout()
        self._sync = DocumentSync(self.document(), self._layout, style or TextStyle())
        self._kinds = frozenset(KINDS)
        self._overlay = Overlay()
        self._standing: dict[int, Standing] = {}
        self._drawn_at: dict[int, float] = {}  # where paragraphs stood in the text when they were drawn
        self.paint_over: Callable[[QPainter, QRect], object] = lambda _painter, _rect: None

    # Where text stands, in pixels of the viewport.

    def range_rect(self, block_id: str, start: int, end: int) -> QRectF:
        """Return the rectangle around a range of a block, in pixels of the viewport.

        Raises:
            KeyError: the pane does not show the block.
            ValueError: a position is outside the block.
        """
        rect = QRectF()
        for position in (start, end) if end > start else (start,):
            number, offset = self._layout.locate(block_id, position)
            block = self.document().findBlockByNumber(number)
            at = self._layout.paragraphs[number].to_utf16(offset)
            for segment in segments(block, self._origin(block), at, at):
                rect = rect.united(segment.rect().adjusted(0, 0, 1, 0))
        return rect

    def line_span(self, block_id: str, position: int) -> tuple[float, float]:
        """Return the top and the bottom of the line a position of a block stands on, in pixels of the viewport.

        Raises:
            KeyError: the pane does not show the block.
            ValueError: the position is outside the block.
        """
        number, offset = self._layout.locate(block_id, position)
        block = self.document().findBlockByNumber(number)
        return line_span(block, self._origin(block), self._layout.paragraphs[number].to_utf16(offset))

    def block_span(self, block_id: str) -> tuple[float, float]:
        """Return the top and the bottom of a block, in pixels of the viewport.

        Raises:
            KeyError: the pane does not show the block.
        """
        numbers = self._layout.paragraphs_of(block_id)
        first, last = (self.document().findBlockByNumber(number) for number in (numbers[0], numbers[-1]))
        scrolled = self.verticalScrollBar().value()
        return self._lines.top_of(first) - scrolled, self._lines.bottom_of(last) - scrolled

    def visible_ids(self) -> list[str]:
        """Return the ids of the blocks that can be seen now, in order."""
        seen = self.visible_paragraphs(self.viewport().rect())
        return list(dict.fromkeys(self._paragraph(block).block_id for block, _ in seen))

    def visible_paragraphs(self, rect: QRect) -> list[tuple[QTextBlock, QPointF]]:
        """Return the document blocks that reach into a rectangle, with the origins of their text layouts."""
        if not self._layout.paragraphs:
            return []
        scrolled = self.verticalScrollBar().value()
        left = self.document().documentMargin() - self.horizontalScrollBar().value()
        found = self._lines.between(scrolled + rect.top(), scrolled + rect.top() + rect.height())
        return [(block, QPointF(left, y - scrolled)) for block, y in found]

    def visible_numbers(self) -> tuple[int, int]:
        """Return the numbers of the first and last display paragraph that can be seen; (0, -1) for none."""
        found = self.visible_paragraphs(self.viewport().rect())
        return (found[0][0].blockNumber(), found[-1][0].blockNumber()) if found else (0, -1)

    def paragraph_of(self, block_id: str, position: int) -> int:
        """Return the number of the display paragraph a position of a block is in, -1 if the pane shows it not."""
        if block_id not in self._layout or position > len(self._layout.block(block_id).text):
            return -1
        return self._layout.locate(block_id, position)[0]

    def first_segment(self, block_id: str, start: int, end: int) -> Segment | None:
        """Return where a range of a block stands on its first line, in pixels of the viewport; None if nowhere."""
        number = self.paragraph_of(block_id, start)
        if number < 0:
            return None
        paragraph, block = self._layout.paragraphs[number], self.document().findBlockByNumber(number)
        offset = self._layout.locate(block_id, start)[1]
        stop = min(offset + end - start, len(paragraph.text))
        to_utf16 = paragraph.to_utf16
        found = segments(block, self._origin(block), to_utf16(offset), to_utf16(stop))
        return found[0] if found else None

    def scroll_share(self) -> float:
        """Return how far the text is scrolled, from 0 at its top to 1 at its end."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() > 0 else 0.0

    def scroll_by(self, pixels: float) -> None:
        """Scroll down by a number of pixels, or up."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pixels))

    # Qt's own calls.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what Qt asks for: of several places far from each other, not what stands between them."""
        for rect in _parts(event.region()):
            self._paint(rect)
        self._mind_moved(event.rect())

    # Inside.

    def _paint(self, rect: QRect) -> None:
        """Draw grounds, then the text, then lines and badges; only within a rectangle."""
        stages = self._stages(rect)
        lit = [self._lit(stage) for stage in stages]
        with QPainter(self.viewport()) as painter:
            painter.setClipRect(rect)
            for stage, ranges in zip(stages, lit, strict=True):
                painter.translate(stage.origin)
                for start, end in ranges:
                    paint_highlight(painter, stage, start, end, below=True)
                paint_below(painter, stage, self._kinds)
                painter.resetTransform()
        QTextEdit.paintEvent(self, QPaintEvent(rect))
        with QPainter(self.viewport()) as painter:
            painter.setClipRect(rect)
            for stage, ranges in zip(stages, lit, strict=True):
                painter.translate(stage.origin)
                paint_above(painter, stage, self._kinds)
                for start, end in ranges:
                    paint_highlight(painter, stage, start, end, below=False)
                painter.resetTransform()
            self.paint_over(painter, rect)

    def _mind_moved(self, drawn: QRect) -> None:
        """Draw all once more if paragraphs on the screen have moved within the text since they were drawn.

        Scrolling moves what is on the screen already. Where paragraphs were laid out meanwhile and took another
        room than was thought, that is no longer what stands there.
        """
        scrolled = self.verticalScrollBar().value()
        seen = self._lines.between(scrolled, scrolled + self.viewport().height())
        places = {block.blockNumber(): y for block, y in seen}
        before, self._drawn_at = self._drawn_at, places
        whole = drawn.contains(self.viewport().rect())
        if not whole and any(before.get(number, y) != y for number, y in places.items()):
            self.viewport().update()

    def _lay_out_seen(self) -> None:
        """Lay out what can be seen now, and let the scroll bar know."""
        self.visible_paragraphs(self.viewport().rect())
        self._lines.tell_size()

    def _first_seen(self) -> QTextBlock:
        """Return the document block at the top of the screen."""
        return self._lines.block_at(self.verticalScrollBar().value())

    def _top_of(self, block: QTextBlock) -> float:
        """Return the top of a document block, in pixels of the viewport."""
        return self._lines.top_of(block) - self.verticalScrollBar().value()

    def _origin(self, block: QTextBlock) -> QPointF:
        """Return where the text layout of a document block begins, in pixels of the viewport."""
        left = self.document().documentMargin() - self.horizontalScrollBar().value()
        return QPointF(left, self._top_of(block))

    def _paragraph(self, block: QTextBlock) -> Paragraph:
        return self._layout.paragraphs[min(block.blockNumber(), len(self._layout.paragraphs) - 1)]

    def _stages(self, rect: QRect) -> list[DrawnParagraph]:
        style, width = self._sync.style, self.viewport().width()
        stages = []
        for block, origin in self.visible_paragraphs(rect):
            stage = drawn_paragraph(self._standing_of(block), block, origin, style, rect, width)
            found = self._overlay.found(*self._extent(stage))
            stages.append(replace(stage, pieces=[*stage.pieces, *found]) if found else stage)
        return stages

    def _standing_of(self, block: QTextBlock) -> Standing:
        """Return what is known of where things stand in a paragraph, as long as its lines are the same."""
        number, paragraph = block.blockNumber(), self._paragraph(block)
        stamp = self._lines.stamp(number)
        known = self._standing.get(id(paragraph))
        if known is None or known.paragraph is not paragraph or known.stamp != stamp:
            if len(self._standing) > _KNOWN:
                self._standing.clear()
            known = self._standing[id(paragraph)] = Standing(paragraph, stamp)
        return known

    def _lit(self, stage: DrawnParagraph) -> list[tuple[int, int]]:
        """Return the lit ranges of a paragraph, in code points of the paragraph."""
        return self._overlay.lit(*self._extent(stage))

    def _extent(self, stage: DrawnParagraph) -> tuple[str, int, int]:
        """Return the block of a paragraph, where it begins in that, and its length."""
        offset = self._layout.block_offset(stage.block.blockNumber())
        return stage.paragraph.block_id, offset, len(stage.paragraph.text)


def _parts(region: QRegion) -> list[QRect]:
    """Return the rectangles of a region, or the one around them if that is not much more to draw."""
    whole = region.boundingRect()
    rects = [QRect(rect) for rect in region]  # type: ignore[attr-defined]  # the stubs do not know it can be
    area = sum(rect.width() * rect.height() for rect in rects)
    far = len(rects) <= _MOST_PARTS and area < _SPARSE * whole.width() * whole.height()
    return rects if far else [whole]
