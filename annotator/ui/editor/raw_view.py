"""The pane that shows a page's raw text as it was read: line numbers, and what became of every character.

Positions are code points of the raw text. Line ends count but are not shown as characters; other characters that
cannot be shown get visible signs of the same length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.model.article import Role
from annotator.text.lines import Lines
from annotator.ui.editor.dragging import DraggedRaw, encoded
from annotator.ui.editor.painting import badge_font
from annotator.ui.editor.pane_text import Mark, PaneBlock
from annotator.ui.editor.pane_view import PaneView
from annotator.ui.editor.typography import TextStyle

_SIGNS = {"\r": "CR", "\x0b": "VT", "\x0c": "FF", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS"}
"""Line ends that are unusual enough to be named, before the number of the line they end."""

_WIDE = "\u2010"
"""From here on characters are taken to be as wide as Han characters: dashes, quotation marks, ideographs."""
_NARROW = 0.55
_MOST = 0.8
_PRINTED = 45.0
"""Lines up to this width are lines of a printed column; longer ones are whole paragraphs."""


class RawView(QWidget):
    """A read-only pane of one page's raw text, with line numbers.

    Attributes:
        page_name: gives the id of the page, which dragged text carries along.

    Signals:
        caret_moved(position): the caret stands elsewhere.
        selection_changed(start, end): the selected text, equal ends if there is none.
        marker_activated(tag): a range with a tag was clicked.
        geometry_changed(): text stands elsewhere on the screen than before.
        scrolled(): the text was scrolled.
        touched(): the user turned to this pane: it has got the focus or is being scrolled by hand.
        reflowed(): all lines break elsewhere, in another width or another style.
    """

    caret_moved = Signal(int)
    selection_changed = Signal(int, int)
    marker_activated = Signal(str)
    geometry_changed = Signal()
    scrolled = Signal()
    touched = Signal()
    reflowed = Signal()

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines("")
        self._measure = 0.0
        self.page_name: Callable[[], str] = lambda: ""
        self._style = style or TextStyle()
        self._pane = PaneView(self._style_here())
        self._pane.setReadOnly(True)
        self._pane.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._pane.extra_data = self._extra_data
        self._numbers = _LineNumbers(self._pane)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._numbers)
        row.addWidget(self._pane, 1)
        self.setFocusProxy(self._pane)
        self._pane.caret_moved.connect(lambda line, offset: self.caret_moved.emit(self._raw(line, offset)))
        self._pane.selection_changed.connect(
            lambda line, start, last, end: self.selection_changed.emit(
                self._raw(line, start), self._raw(last, end)
            )
        )
        self._pane.marker_activated.connect(lambda _line, tag: self.marker_activated.emit(tag))
        self._pane.geometry_changed.connect(self.geometry_changed)
        self._pane.scrolled.connect(self.scrolled)
        self._pane.touched.connect(self.touched)
        self._pane.reflowed.connect(self.reflowed)
        # Lines are set anew once for all the widths of one drag of the splitter.
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)

    def setAccessibleName(self, name: str) -> None:
        """Name the part that has the focus, too."""
        super().setAccessibleName(name)
        self._pane.setAccessibleName(name)

    # What is shown.

    def set_page(self, raw: str, ranges: Iterable[Mark] = ()) -> None:
        """Show a page.

        Args:
            raw: its raw text.
            ranges: what became of its characters, as ``set_ranges`` takes it.
        """
        self._lines = Lines(raw)
        self._measure = line_measure(self._lines.text_of(number) for number in range(self._lines.count))
        self._numbers.set_lines(self._lines)
        blocks = [
            PaneBlock(str(number), Role.BODY, self._lines.text_of(number))
            for number in range(self._lines.count)
        ]
        self._pane.highlight([])
        # Another page is another text: no diff, and nothing of the old one stays.
        self._pane.set_blocks([])
        self._fit()
        self._pane.set_blocks(blocks, self._by_line(ranges))
        # Text put in at a caret takes it along, and with it the selection.
        self._pane.moveCursor(QTextCursor.MoveOperation.Start)
        self._pane.verticalScrollBar().setValue(0)

    def set_ranges(self, ranges: Iterable[Mark]) -> None:
        """Say anew what became of which characters.

        Args:
            ranges: marks in code points of the raw text. Furniture is faded and named, unplaced text hatched;
                what no mark covers is shown as article text.
        """
        self._pane.set_all_marks(self._by_line(ranges))

    def highlight(self, ranges: Iterable[tuple[int, int]], reveal: bool = False) -> None:
        """Light exact characters, as ``(start, end)``, in place of those lit before.

        Args:
            ranges: what to light.
            reveal: whether to scroll so that the first of them can be seen.
        """
        self._pane.highlight([piece for start, end in ranges for piece in self._pieces(start, end)], reveal)

    def show_found(self, found: Iterable[tuple[int, int]], active: tuple[int, int] = (0, 0)) -> None:
        """Show the hits of a search, in place of those shown before.

        Args:
            found: ranges of the raw text, in order; one over a line end is shown on both lines.
            active: the hit the search stands at.
        """
        by_line: dict[str, list[tuple[int, int]]] = {}
        for start, end in found:
            for line, low, high in self._pieces(start, end):
                by_line.setdefault(line, []).append((low, high))
        first = next(iter(self._pieces(*active)), ("", 0, 0))
        self._pane.show_found(by_line, first)

    def set_style(self, style: TextStyle) -> None:
        """Set the text in another face, size or palette."""
        self._style = style
        self._pane.set_style(self._style_here())
        self._numbers.refresh()

    def text_style(self) -> TextStyle:
        """Return how the text is set."""
        return self._pane.text_style()

    # Caret, selection and places on the screen.

    def caret(self) -> int:
        """Return the position of the caret."""
        caret = self._pane.caret()
        return self._raw(*caret) if caret else 0

    def selection(self) -> tuple[int, int]:
        """Return the selected range; equal ends if nothing is selected."""
        selection = self._pane.selection()
        if selection is None:
            return 0, 0
        first, start, last, end = selection
        return self._raw(first, start), self._raw(last, end)

    def select(self, start: int, end: int) -> None:
        """Select text and make it visible; with equal ends, put the caret there.

        Raises:
            ValueError: a position is outside the page.
        """
        self._pane.select(*self._place(start), *self._place(end))

    def reveal(self, start: int, end: int) -> None:
        """Scroll, if need be, so that the beginning of a range can be seen."""
        line, offset = self._place(start)
        last, rest = self._place(end)
        self._pane.reveal(line, offset, rest if last == line else offset)

    def range_span(self, start: int, end: int) -> tuple[float, float]:
        """Return the top and the bottom of the lines a range stands on, in pixels of this widget.

        Raises:
            ValueError: a position is outside the page.
        """
        first = self._pane.line_span(*self._place(start))
        last = self._pane.line_span(*self._place(max(end - 1, start)))
        return first[0], last[1]

    def visible_range(self) -> tuple[int, int]:
        """Return the range of raw text that can be seen now, in whole lines."""
        ids = self._pane.visible_ids()
        if not ids:
            return 0, 0
        return self._lines.range_of(int(ids[0]))[0], self._lines.range_of(int(ids[-1]))[1]

    def scroll_by(self, pixels: float) -> None:
        """Scroll down by a number of pixels, or up."""
        self._pane.scroll_by(pixels)

    def scroll_share(self) -> float:
        """Return how far the text is scrolled, from 0 at its top to 1 at its end."""
        return self._pane.scroll_share()

    # Qt's own calls.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the lines fit the new width."""
        super().resizeEvent(event)
        self._fit_soon.start()

    # Inside.

    def _style_here(self) -> TextStyle:
        width = 0
        if hasattr(self, "_pane"):
            # The scroll bar comes only with the text that is measured here, and must not break its lines then.
            bar = self._pane.verticalScrollBar().sizeHint().width()
            width = self._pane.contentsRect().width() - bar
        return _raw_style(self._style, fitting_size(self._style.size, self._measure, width))

    def _fit(self) -> None:
        """Set the text so small that printed lines are not broken, as far as it stays readable."""
        style = self._style_here()
        if style != self._pane.text_style():
            self._pane.set_style(style)
            self._numbers.refresh()

    def _extra_data(self) -> list[tuple[str, bytes]]:
        return [encoded(DraggedRaw(self.page_name(), *self.selection()))]

    def _raw(self, line: str, offset: int) -> int:
        return self._lines.range_of(int(line))[0] + offset

    def _place(self, position: int) -> tuple[str, int]:
        number = self._lines.number_at(position)
        start, end = self._lines.range_of(number)
        return str(number), min(position, end) - start

    def _pieces(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """Cut a range into lines, as ``(line, start, end)`` in code points of the line."""
        found = []
        for number in range(self._lines.number_at(start), self._lines.number_at(end) + 1):
            first, stop = self._lines.range_of(number)
            low, high = max(start, first) - first, min(end, stop) - first
            if low < high:
                found.append((str(number), low, high))
        return found

    def _by_line(self, ranges: Iterable[Mark]) -> dict[str, list[Mark]]:
        marks: dict[str, list[Mark]] = {}
        for mark in ranges:
            for number, (line, low, high) in enumerate(self._pieces(mark.start, mark.end)):
                # The name is shown once, where the range begins.
                label = "" if number else mark.label
                marks.setdefault(line, []).append(replace(mark, start=low, end=high, label=label))
        return marks


class _LineNumbers(QWidget):
    """The numbers of the raw lines beside their first display lines."""

    def __init__(self, pane: PaneView) -> None:
        super().__init__()
        self._pane = pane
        self._lines = Lines("")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        pane.geometry_changed.connect(self.update)
        self.refresh()

    def set_lines(self, lines: Lines) -> None:
        self._lines = lines
        self.refresh()

    def refresh(self) -> None:
        """Take over the pane's style."""
        metrics = QFontMetricsF(badge_font(self._pane.text_style()))
        signs = {_sign(self._lines, number) for number in range(self._lines.count)}
        sign = max(metrics.horizontalAdvance(name) for name in signs)
        digits = metrics.horizontalAdvance("0") * max(len(str(self._lines.count)), 3)
        self.setFixedWidth(round(digits + sign + 20))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pane.wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter, event)

    def _paint(self, painter: QPainter, event: QPaintEvent) -> None:
        style = self._pane.text_style()
        painter.fillRect(event.rect(), QColor(style.colors.gutter))
        if not self._lines.text:
            return  # no page has no first line
        painter.setFont(badge_font(style))
        painter.setPen(QColor(style.colors.faded))
        number = -1
        ids = self._pane.paragraph_ids
        for block, origin in self._pane.visible_paragraphs(self._pane.rect()):
            previous, number = number, int(ids(block.blockNumber()))
            first_line = block.layout().lineAt(0)
            if number == previous or not first_line.isValid() or not self._starts_here(block.blockNumber()):
                continue
            baseline = origin.y() + first_line.y() + first_line.ascent()
            self._draw(painter, number, baseline)

    def _starts_here(self, paragraph: int) -> bool:
        return paragraph == 0 or self._pane.paragraph_ids(paragraph - 1) != self._pane.paragraph_ids(
            paragraph
        )

    def _draw(self, painter: QPainter, number: int, baseline: float) -> None:
        text = " ".join(filter(None, (_sign(self._lines, number), str(number + 1))))
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF(self.width() - 8 - width, baseline), text)


def _sign(lines: Lines, number: int) -> str:
    """Return the name of a line's end if it is an unusual one."""
    end = lines.range_of(number)[1]
    ending = lines.text[end : end + 2]
    return "" if ending == "\r\n" else _SIGNS.get(ending[:1], "")


def line_measure(lines: Iterable[str]) -> float:
    """Return the width that most printed lines keep to, in units of the text's size; 0 for no text.

    Full-width characters count one, others a little more than half.
    """
    widths = sorted(
        sum(1.0 if character >= _WIDE else _NARROW for character in line.rstrip())
        for line in lines
        if line.strip()
    )
    return widths[min(int(len(widths) * _MOST), len(widths) - 1)] if widths else 0.0


def fitting_size(size: int, measure: float, width: int) -> int:
    """Return the size of raw text beside an article, in pixels.

    Args:
        size: size of the article's text.
        measure: width of the lines, as ``line_measure`` gives it.
        width: width of the pane with its margins of one character each, in pixels.
    """
    usual, least = round(size * 0.94), max(round(size * 0.72), 11)
    if not 0 < measure <= _PRINTED or width <= 0:
        return usual
    fitting = int(width / (measure + 2.2))
    # Lines that would be broken at the least size too are better large than small.
    return min(fitting, usual) if fitting >= least else usual


def _raw_style(style: TextStyle, size: int) -> TextStyle:
    """Return the style of raw text beside an article set in ``style``: alike in all lines, and closer."""
    return replace(style, by_role=False, size=size, pitch=min(style.pitch, 1.65))
