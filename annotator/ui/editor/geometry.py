"""Where characters stand on the screen. Points and lengths are pixels of the widget's viewport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLine

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
