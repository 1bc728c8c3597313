"""A document layout that lays out the paragraphs that are looked at, and takes the others' heights for granted.

Qt's own goes through the whole document when it is shown, and through all that stands below a change at every key:
0.2 s and 2 to 6 ms in an article of 500,000 characters. Here a paragraph is laid out when somebody asks where it
stands; until then its height is estimated from its length, which comes very near in text of full-width characters.

It sets what the panes use: line distance, indent of the first line, alignment, margins between paragraphs (of two
that meet the larger one holds). Lines stand exactly where Qt's layout would put them.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_right
from dataclasses import dataclass
from itertools import repeat

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

from annotator.ui.editor.text_lines import (
    TextEdit,
    changed_lines,
    draw_caret,
    fill_ground,
    line_at,
    selected_in,
    shapes,
)

_PAGE = 4000.0  # more pixels than a screen has, for what was below a text that is shorter now
_NARROWER = 0.45  # by which share of a full-width character an ASCII character is narrower, about
_AT_ONCE = 4  # changed paragraphs that are laid out at once; of more, those that are looked at


class LazyLayout(QAbstractTextDocumentLayout):
    """Lays out one document; install it with ``QTextDocument.setDocumentLayout``."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._above: list[float] = []  # margin above each paragraph
        self._heights: list[float] = []  # of its lines
        self._below: list[float] = []  # margin below it
        self._exact: list[bool] = []  # whether it is laid out
        self._stamps: list[int] = []  # a number for its lines, another one each time it is laid out
        self._last_stamp = 0
        self._tops: list[float] = []  # y of its first line, as far as worked out
        self._next = 0  # where filling goes on
        self._told = QSizeF()
        self._settings: dict[tuple[int, int], _Setting] = {}

    # What stands where.

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the rectangle of a paragraph's lines; it is laid out, and in its place, when this returns."""
        number = block.blockNumber()
        if not block.isValid() or not 0 <= number < len(self._heights):
            return QRectF()
        layout = self._laid_out(block, number)
        rect = layout.boundingRect()
        rect.moveTopLeft(layout.position())
        return rect

    def top_of(self, block: QTextBlock) -> float:
        """Return the y of a paragraph's first line; it is laid out, and in its place, when this returns.

        The panes ask this for every line and mark they draw; asked through Qt it would take ten times as long.
        """
        number = block.blockNumber()
        if not 0 <= number < len(self._heights):
            return 0.0
        self._laid_out(block, number)
        return self._top(number)

    def bottom_of(self, block: QTextBlock) -> float:
        """Return the y of the end of a paragraph's last line; it is laid out, and in its place, when this returns."""
        return self.top_of(block) + block.layout().boundingRect().height()

    def stamp(self, number: int) -> int:
        """Return a number for the lines of a paragraph: what was found out about them holds while it is the same."""
        return self._stamps[number]

    def between(self, top: float, bottom: float) -> list[tuple[QTextBlock, float]]:
        """Return the paragraphs that reach into a stretch of the text, laid out, with the y of their first lines.

        The one above the first of them is among them: its margin, and its marks, may reach down.
        """
        if not self._heights:
            return []
        block = self._block_at(top)
        if block.previous().isValid():
            block = block.previous()
        found = []
        while block.isValid():
            # It will be drawn: the glyphs that its lines are broken by need not be looked up for that once more.
            block.layout().setCacheEnabled(True)
            if (y := self.top_of(block)) > bottom:
                break
            found.append((block, y))
            block = block.next()
        return found

    def block_at(self, y: float) -> QTextBlock:
        """Return the paragraph at a height, laid out; above and below all text the first and the last."""
        return self._block_at(y) if self._heights else self.document().begin()

    def documentSize(self) -> QSizeF:
        """Return the size of the whole text, of which parts may be estimated."""
        margin = self.document().documentMargin()
        if not self._heights:
            return QSizeF(self.document().pageSize().width(), 2 * margin)
        last = len(self._heights) - 1
        height = self._top(last) + self._heights[last] + margin
        return QSizeF(self.document().pageSize().width(), height)

    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        """Return the rectangle of the whole text: there is one frame only."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def pageCount(self) -> int:
        """There is one page, as long as the text."""
        return 1

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:  # type: ignore[override]
        """Return the document position nearest to a point, or -1 if an exact one was asked for and there is none."""
        if not self._heights:
            return -1
        block = self._block_at(point.y())
        layout = block.layout()
        local = point - layout.position()
        line = line_at(layout, local.y())
        if not line.isValid():
            return block.position()
        if accuracy == Qt.HitTestAccuracy.ExactHit and not line.naturalTextRect().contains(local):
            return -1
        offset = line.xToCursor(local.x())
        composing = len(layout.preeditAreaText().encode("utf-16-le")) // 2
        if composing and offset > layout.preeditAreaPosition():
            offset = max(offset - composing, layout.preeditAreaPosition())
        return block.position() + offset

    # Drawing.

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Draw the paragraphs in the clip, what is selected, and the caret."""
        clip = context.clip
        if not self._heights:
            return
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        block = self._block_at(clip.top())
        while block.isValid():
            layout = self._laid_out(block, block.blockNumber())
            if clip.isValid() and layout.position().y() > clip.bottom():
                return
            for start, end, brush in selected_in(block, context):
                fill_ground(painter, layout, start, end, brush)
            layout.setCacheEnabled(True)  # it will be drawn again: its glyphs need not be looked up each time
            layout.draw(painter, QPointF(0, 0), [], clip)
            draw_caret(painter, block, layout, context.cursorPosition)
            block = block.next()

    # Changing.

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Take note that the text from a position on was changed: the paragraphs there must be laid out anew."""
        document = self.document()
        count = document.blockCount()
        end = min(start + added, max(document.characterCount() - 1, 0))
        first_block = document.findBlock(start)
        first = max(first_block.blockNumber(), 0)
        last = max(document.findBlock(end).blockNumber(), first)
        old = last - first + 1 - (count - len(self._heights))
        if old < 0 or first + old > len(self._heights) or not self._heights:
            # Qt says less than has changed when the document was cleared.
            first, last, old = 0, count - 1, len(self._heights)
            first_block = document.begin()
        was, tops = self._sizes(first, first + old), list(self._tops)
        lines = shapes(first_block.layout()) if old == 1 and self._exact[first] else []
        self._estimate(first_block, first, old, last - first + 1)
        del self._tops[first + (1 if first < len(self._tops) and first else 0) :]
        self._next = min(self._next, first)
        if last - first < _AT_ONCE:
            block = first_block
            for number in range(first, last + 1):
                self._laid_out(block, number)
                block = block.next()
        unmoved = was == self._sizes(first, last + 1)
        if unmoved:
            self._tops = tops
        self.tell_size()
        top, bottom = self._top(first) - self._above[first], self._bottom(last)
        if lines and first == last:
            edit = TextEdit(start - first_block.position(), removed, added)
            changed = changed_lines(lines, shapes(first_block.layout()), edit)
            top, bottom = self._of_lines(first_block, changed)
        # Names of labels hang down from a line, by less than a character's height.
        overhang = self._setting(first_block).width
        self._redraw(top, bottom + overhang if unmoved else self.documentSize().height() + _PAGE)

    def _of_lines(self, block: QTextBlock, changed: tuple[int, int]) -> tuple[float, float]:
        """Return where lines of a paragraph begin and end; what is drawn above a line stands on the one before."""
        number, layout = block.blockNumber(), block.layout()
        first, stop = changed
        y = self._top(number)
        top = y + layout.lineAt(first - 1).y() if first else y - self._above[number]
        return top, y + layout.lineAt(stop).y() if stop < layout.lineCount() else self._bottom(number)

    def _sizes(self, first: int, stop: int) -> list[tuple[float, float, float]]:
        """Return the margins and heights of some paragraphs."""
        return list(
            zip(
                *(self._above[first:stop], self._heights[first:stop], self._below[first:stop]),
                strict=True,
            )
        )

    def _redraw(self, top: float, bottom: float) -> None:
        """Have a stretch of the text drawn anew."""
        # The stubs do not know that a signal with overloads is chosen among by a type.
        self.update[QRectF].emit(QRectF(0, top, self.document().pageSize().width(), bottom - top))  # type: ignore[index]

    def tell_size(self) -> None:
        """Say how large the text is, if that is news."""
        size = self.documentSize()
        if size != self._told:
            self._told = size
            self.documentSizeChanged.emit(size)

    def lay_out_more(self, seconds: float) -> bool:
        """Lay out paragraphs nobody has looked at yet, for so long; tells whether there are more of them."""
        until = time.perf_counter() + seconds
        while (more := self._find_next()) and time.perf_counter() < until:
            self._laid_out(self.document().findBlockByNumber(self._next), self._next)
        self.tell_size()
        return more

    # Inside.

    def _find_next(self) -> bool:
        """Find the next paragraph that is not laid out; tells whether there is one."""
        try:
            self._next = self._exact.index(False, self._next)
        except ValueError:
            self._next = len(self._exact)
            return False
        return True

    def _top(self, number: int) -> float:
        """Return the y of a paragraph's first line."""
        tops = self._tops
        if not tops:
            tops.append(self.document().documentMargin())
        at = len(tops)
        if at <= number:
            above, heights, below = self._above, self._heights, self._below
            y = tops[-1]
            for each in range(at, number + 1):
                y += heights[each - 1] + max(below[each - 1], above[each])
                tops.append(y)
        return tops[number]

    def _block_at(self, y: float) -> QTextBlock:
        """Return the paragraph at a height, laid out; above and below all text the first and the last."""
        while True:
            self._top(len(self._heights) - 1)
            number = max(bisect_right(self._tops, y) - 1, 0)
            block = self.document().findBlockByNumber(number)
            known = self._exact[number]
            self._laid_out(block, number)
            if known or self._bottom(number) >= y:
                return block

    def _bottom(self, number: int) -> float:
        return self._top(number) + self._heights[number]

    def _laid_out(self, block: QTextBlock, number: int) -> QTextLayout:
        """Return a paragraph's layout, with its lines, in its place."""
        layout = block.layout()
        if not self._exact[number]:
            self._exact[number] = True
            self._last_stamp += 1
            self._stamps[number] = self._last_stamp
            height = self._lay_out(block, layout)
            if height != self._heights[number]:
                self._heights[number] = height
                del self._tops[number + 1 :]
        place = QPointF(self.document().documentMargin(), self._top(number))
        if layout.position() != place:
            layout.setPosition(place)
        return layout

    def _lay_out(self, block: QTextBlock, layout: QTextLayout) -> float:
        """Break a paragraph into lines; return their height."""
        how = block.blockFormat()
        option = self.document().defaultTextOption()
        if how.hasProperty(QTextBlockFormat.Property.BlockAlignment.value):
            option.setAlignment(how.alignment())
        layout.setTextOption(option)
        room = self._room()
        y, indent = 0.0, how.textIndent()
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(room - indent)
            line.setPosition(QPointF(indent, y))
            natural = math.ceil(line.ascent() + line.descent() + line.leading())
            y += _fixed(how.lineHeight(natural, 1.0))
            indent = 0.0
        layout.endLayout()
        return y

    def _room(self) -> float:
        document = self.document()
        return max(document.pageSize().width() - 2 * document.documentMargin(), 0.0)

    def _estimate(self, block: QTextBlock, first: int, old: int, new: int) -> None:
        """Put estimates in place of what is known of ``old`` paragraphs; there are ``new`` ones now."""
        room = self._room()
        above, heights, below = [], [], []
        stale = self._exact[first : first + old]
        for place in range(new):
            set_ = self._setting(block)
            above.append(set_.above)
            below.append(set_.below)
            text = block.text()
            narrow = len(text.encode("ascii", "ignore"))
            taken = (len(text) - narrow * _NARROWER) * set_.width + set_.indent
            lines = math.ceil(taken / room) if room else 1
            heights.append(max(lines, 1) * set_.pitch)
            if new == old and stale[place]:
                block.layout().clearLayout()  # no cursor must go by its old lines
            block = block.next()
        self._above[first : first + old] = above
        self._heights[first : first + old] = heights
        self._below[first : first + old] = below
        self._exact[first : first + old] = repeat(False, new)
        self._stamps[first : first + old] = repeat(0, new)

    def _setting(self, block: QTextBlock) -> _Setting:
        """Return how a paragraph is set; asked of Qt once for all that are set alike."""
        key = block.charFormatIndex(), block.blockFormatIndex()
        if key not in self._settings:
            how, metrics = block.blockFormat(), QFontMetricsF(block.charFormat().font())
            natural = math.ceil(metrics.ascent() + metrics.descent() + metrics.leading())
            self._settings[key] = _Setting(
                metrics.horizontalAdvance("国"),
                _fixed(how.lineHeight(natural, 1.0)),
                how.textIndent(),
                _fixed(how.topMargin()),
                _fixed(how.bottomMargin()),
            )
        return self._settings[key]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a paragraph is set, in pixels: a full-width character, the distance of lines, the room around them."""

    width: float
    pitch: float
    indent: float
    above: float
    below: float


def _fixed(length: float) -> float:
    """Return a length as Qt's layout counts: in whole 64ths of a pixel."""
    return int(length * 64) / 64
