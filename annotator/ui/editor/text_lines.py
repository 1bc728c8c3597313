"""The lines of one paragraph that is laid out: which stands where, what is drawn on them, which of them changed."""

from __future__ import annotations

from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QPainter,
    QTextBlock,
    QTextLayout,
    QTextLine,
)


class LineShape(NamedTuple):
    """Which text a line holds, in UTF-16 units of the paragraph, and where it stands in it, in pixels."""

    start: int
    length: int
    x: float
    y: float
    height: float


class TextEdit(NamedTuple):
    """From ``start`` on, ``added`` UTF-16 units of a paragraph stand where ``removed`` others stood."""

    start: int
    removed: int
    added: int


def shapes(layout: QTextLayout) -> list[LineShape]:
    """Return the lines of a paragraph; none if it is not laid out."""
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return [
        LineShape(line.textStart(), line.textLength(), line.x(), line.y(), line.height()) for line in lines
    ]


def changed_lines(before: list[LineShape], after: list[LineShape], edit: TextEdit) -> tuple[int, int]:
    """Return which lines look otherwise after an edit, as a half-open range of those after it.

    Lines above and below an edit mostly hold the same text in the same place.
    """
    shorter, moved = min(len(before), len(after)), edit.added - edit.removed
    head = 0
    while head < shorter and before[head] == after[head] and _end(after[head]) <= edit.start:
        head += 1
    tail = 0
    while tail < shorter - head:
        one, other = before[-1 - tail], after[-1 - tail]
        if one.start < edit.start + edit.removed or one._replace(start=one.start + moved) != other:
            break
        tail += 1
    return head, len(after) - tail


def _end(line: LineShape) -> int:
    return line.start + line.length


def line_at(layout: QTextLayout, y: float) -> QTextLine:
    """Return the line at a height, between two the nearer one; above and below all lines the first and the last."""
    count = layout.lineCount()
    low, high = 0, max(count - 1, 0)
    while low < high:
        middle = (low + high) // 2
        if layout.lineAt(middle).rect().bottom() < y:
            low = middle + 1
        else:
            high = middle
    line = layout.lineAt(low)
    if low and y < line.y():
        before = layout.lineAt(low - 1)
        if y - before.rect().bottom() < line.y() - y:
            return before
    return line


def selected_in(
    block: QTextBlock, context: QAbstractTextDocumentLayout.PaintContext
) -> list[tuple[int, int, QBrush]]:
    """Return the selected ranges of a paragraph, in UTF-16 units, with their grounds."""
    found = []
    for selection in context.selections:
        start = max(selection.cursor.selectionStart() - block.position(), 0)
        end = min(selection.cursor.selectionEnd() - block.position(), block.length() - 1)
        if end > start:
            found.append((start, end, selection.format.background()))
    return found


def fill_ground(painter: QPainter, layout: QTextLayout, start: int, end: int, brush: QBrush) -> None:
    """Draw the ground of selected text.

    Selected text has the ink of the rest in the panes. Qt, which cannot know that, would draw the paragraph twice,
    through a clip for each, in three times the time.
    """
    place, first = layout.position(), layout.lineForTextPosition(start)
    composing = len(layout.preeditAreaText().encode("utf-16-le")) // 2
    if composing and end > layout.preeditAreaPosition():
        end += composing
        start += composing if start >= layout.preeditAreaPosition() else 0
        first = layout.lineForTextPosition(start)
    for number in range(first.lineNumber(), layout.lineCount()) if first.isValid() else ():
        line = layout.lineAt(number)
        behind = line.textStart() + line.textLength()
        if line.textStart() >= end:
            return
        left = _x_of(line, max(start, line.textStart()))
        right = _x_of(line, end) if end < behind else line.naturalTextRect().right()
        painter.fillRect(QRectF(place.x() + left, place.y() + line.y(), right - left, line.height()), brush)


def _x_of(line: QTextLine, position: int) -> float:
    # The binding gives the position back beside the coordinate, which its type notes do not know.
    return cast("tuple[float, int]", line.cursorToX(position))[0]


def draw_caret(painter: QPainter, block: QTextBlock, layout: QTextLayout, caret: int) -> None:
    """Draw the caret if it stands in a paragraph; below -1 it stands in what an input method composes."""
    start = block.position()
    if start <= caret < start + block.length():
        layout.drawCursor(painter, QPointF(0, 0), caret - start, 1)
    elif caret < -1 and layout.preeditAreaText():
        layout.drawCursor(painter, QPointF(0, 0), layout.preeditAreaPosition() - (caret + 2), 1)
