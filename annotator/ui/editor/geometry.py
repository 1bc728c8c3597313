"""Where characters stand on the screen. Points and lengths are pixels of the widget's viewport."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QTextBlock, QTextLine
from PySide6.QtWidgets import QTextEdit

from annotator.text.offsets import utf16_length


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a range of characters that stands on one text line.

    Attributes:
        left: x of its first character.
        right: x behind its last character.
        top: y of the line's top.
        baseline: y of the base line.
        bottom: y of the end of the line's characters.
        starts: whether the range starts on this line.
        ends: whether it ends on it.
    """

    left: float
    right: float
    top: float
    baseline: float
    bottom: float
    starts: bool
    ends: bool

    def rect(self) -> QRectF:
        """Return the rectangle of the characters."""
        return QRectF(self.left, self.top, self.right - self.left, self.bottom - self.top)


def scroll_offset(edit: QTextEdit) -> QPointF:
    """Return the document point shown in the viewport's upper left corner."""
    return QPointF(edit.horizontalScrollBar().value(), edit.verticalScrollBar().value())


def block_rect(edit: QTextEdit, block: QTextBlock) -> QRectF:
    """Return the rectangle of a document block; it lays the document out as far as that block."""
    rect = edit.document().documentLayout().blockBoundingRect(block)
    return rect.translated(-scroll_offset(edit))


def text_origin(edit: QTextEdit, block: QTextBlock) -> QPointF:
    """Return the origin of a document block's text layout; it lays the document out as far as that block."""
    edit.document().documentLayout().blockBoundingRect(block)
    return block.layout().position() - scroll_offset(edit)


def line_span(block: QTextBlock, origin: QPointF, position: int) -> tuple[float, float]:
    """Return the top and the bottom of the line a UTF-16 offset in a block stands on; the same for no line."""
    line = block.layout().lineForTextPosition(position)
    if not line.isValid():
        return origin.y(), origin.y()
    top = origin.y() + line.y()
    return top, top + line.ascent() + line.descent()


def lines_span(block: QTextBlock, origin: QPointF, start: int, end: int) -> tuple[float, float]:
    """Return the top of the line a range begins on and the end of the room below the line it ends on.

    The range is in UTF-16 offsets in the block.
    """
    layout = block.layout()
    first, last = layout.lineForTextPosition(start), layout.lineForTextPosition(end)
    below = layout.lineAt(last.lineNumber() + 1) if last.isValid() else last
    whole = layout.boundingRect()
    top = first.y() if first.isValid() else whole.top()
    bottom = below.y() if below.isValid() else whole.bottom()
    return origin.y() + top, origin.y() + bottom


def visible_blocks(edit: QTextEdit, rect: QRect, near: int = -1) -> Iterator[tuple[QTextBlock, QPointF]]:
    """Yield each document block that reaches into a rectangle, with the origin of its text layout.

    Args:
        edit: the widget.
        rect: the rectangle, in pixels of the viewport.
        near: number of a block thought to stand near the top of the rectangle. It is where the search begins, for
            Qt's own search goes through all blocks.
    """
    offset = scroll_offset(edit)
    layout = edit.document().documentLayout()
    block = _block_near(edit, rect.y(), edit.document().findBlockByNumber(near))
    # Above the first line of a block there may be the margin of the one before it.
    if block.previous().isValid():
        block = block.previous()
    bottom = rect.y() + rect.height() + offset.y()
    while block.isValid():
        bounds = layout.blockBoundingRect(block)
        if bounds.top() > bottom:
            return
        yield block, block.layout().position() - offset
        block = block.next()


def _block_near(edit: QTextEdit, y: float, block: QTextBlock) -> QTextBlock:
    """Return the block at a height, found by walking from another one if that is not far away."""
    if not block.isValid() or abs(block_rect(edit, block).top() - y) > 2 * edit.height():
        return edit.cursorForPosition(QPoint(0, round(y))).block()
    while block_rect(edit, block).top() > y and block.previous().isValid():
        block = block.previous()
    while block_rect(edit, block).bottom() < y and block.next().isValid():
        block = block.next()
    return block


def lines_within(block: QTextBlock, origin: QPointF, rect: QRect) -> tuple[int, int]:
    """Return the range of a block's text on lines that reach into a rectangle, as UTF-16 offsets in the block.

    One line above counts too: marks hang down from their lines. Text being composed counts as not there.
    """
    layout = block.layout()
    count = layout.lineCount()
    top, bottom = rect.y() - origin.y(), rect.y() + rect.height() - origin.y()
    first = bisect_left(range(count), top, key=lambda number: layout.lineAt(number).rect().bottom())
    last = bisect_left(range(count), bottom, key=lambda number: layout.lineAt(number).y()) - 1
    if not count:
        return 0, 0
    start, line = layout.lineAt(max(first - 1, 0)).textStart(), layout.lineAt(max(last, 0))
    composing = utf16_length(layout.preeditAreaText())
    return max(start - composing, 0), line.textStart() + line.textLength()


def segments(block: QTextBlock, origin: QPointF, start: int, end: int) -> list[Segment]:
    """Return where a range of a document block stands, line by line; UTF-16 offsets in the block.

    Text of an input method that is being composed counts as not there. An empty range gives one segment of no
    width.
    """
    layout = block.layout()
    composing = utf16_length(layout.preeditAreaText())
    if composing:
        at = layout.preeditAreaPosition()
        start += composing if start >= at else 0
        end += composing if end > at else 0
    first, last = layout.lineForTextPosition(start), layout.lineForTextPosition(end)
    if not first.isValid() or not last.isValid():
        return []
    begin, stop = first.lineNumber(), last.lineNumber()
    if stop > begin and last.textStart() == end:
        stop -= 1
    found = []
    for number in range(begin, stop + 1):
        line = layout.lineAt(number)
        whole = line.naturalTextRect()
        left = _x(line, start) if number == begin else whole.left()
        right = _x(line, end) if number == stop else whole.right()
        top = origin.y() + line.y()
        baseline = top + line.ascent()
        found.append(
            Segment(
                origin.x() + left,
                origin.x() + right,
                top,
                baseline,
                baseline + line.descent(),
                number == begin,
                number == stop,
            )
        )
    return found


def _x(line: QTextLine, position: int) -> float:
    # The binding gives the position back beside the coordinate, which its type notes do not know.
    return cast("tuple[float, int]", line.cursorToX(position))[0]
