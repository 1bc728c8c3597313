"""What both panes have in common beyond showing blocks: caret, selection, lit text, clicks and copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.ui.editor.block_pane import BlockPane
from annotator.ui.editor.keys import word_move
from annotator.ui.editor.painting import badges
from annotator.ui.editor.pane_text import Mark
from annotator.ui.editor.typography import TextStyle
from annotator.ui.editor.words import word_at, word_step

_FEW = 20  # ranges whose lines are painted anew one by one; for more, all that is seen
_KEEP = QTextCursor.MoveMode.KeepAnchor


class PaneView(BlockPane):
    """A pane of blocks with a caret.

    Attributes:
        describe: gives the words the pointer is told of a mark of a block; by default the mark's label.
        extra_data: gives formats and data that go with copied and dragged text; by default none.

    Signals:
        caret_moved(block_id, position): the caret stands elsewhere, or its text moved.
        selection_changed(block_id, start, last_block_id, end): the selected text, equal ends if there is none.
        marker_activated(block_id, tag): a mark with a tag was clicked.
    """

    caret_moved = Signal(str, int)
    selection_changed = Signal(str, int, str, int)
    marker_activated = Signal(str, str)

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        self._last_caret: tuple[str, int] | None = None
        self._last_selection: tuple[str, int, str, int] | None = None
        self._pressed_at: QPoint | None = None
        self._third_click = QTimer(singleShot=True, interval=QApplication.doubleClickInterval())
        self._silent = 0
        self._leaping = False
        super().__init__(style, parent)
        self.describe: Callable[[str, Mark], str] = lambda _block_id, mark: mark.label
        self.extra_data: Callable[[], Iterable[tuple[str, bytes]]] = lambda: ()
        self.cursorPositionChanged.connect(self._report)
        self.selectionChanged.connect(self._report)

    @property
    def is_leaping(self) -> bool:
        """Whether the text is being scrolled at once to a place, and not by hand: what goes with it may follow."""
        return self._leaping

    # Caret and selection.

    def caret(self) -> tuple[str, int] | None:
        """Return the block and position of the caret, or None if nothing is shown."""
        cursor = self.textCursor()
        return self._position(cursor.position()) if self._layout.paragraphs else None

    def selection(self) -> tuple[str, int, str, int] | None:
        """Return the selection as block, start, last block and end, or None if nothing is shown."""
        if not self._layout.paragraphs:
            return None
        cursor = self.textCursor()
        return *self._position(cursor.selectionStart()), *self._position(cursor.selectionEnd())

    def selected_text(self) -> str:
        """Return the selected text, with LF between blocks."""
        selection = self.selection()
        if selection is None:
            return ""
        first, start, last, end = selection
        ids = self._layout.block_ids()
        texts = [self._layout.block(each).text for each in ids[ids.index(first) : ids.index(last) + 1]]
        texts[-1] = texts[-1][:end]
        texts[0] = texts[0][start:]
        return "\n".join(texts)

    def place_at(self, point: QPoint) -> tuple[str, int, int] | None:
        """Return the character at a point of the viewport, as block and range, or None if nothing is shown."""
        found = self._character_at(QPointF(point))
        return (*found, found[1] + 1) if found is not None else None

    def set_caret(self, block_id: str, position: int) -> None:
        """Put the caret somewhere and make it visible.

        Raises:
            KeyError: the pane does not show the block.
            ValueError: the position is outside the block.
        """
        self.select(block_id, position, block_id, position)

    def select(
        self, block_id: str, start: int, last_block_id: str, end: int, *, centred: bool = False
    ) -> None:
        """Select text, with the caret at its end, and make the caret visible, ``centred`` or just so.

        Raises:
            KeyError: the pane does not show one of the blocks.
            ValueError: a position is outside its block.
        """
        cursor = self.textCursor()
        cursor.setPosition(self._layout.to_document(block_id, start))
        cursor.setPosition(self._layout.to_document(last_block_id, end), _KEEP)
        # First the place, then the caret: Qt would scroll to the caret too, to another height.
        self.reveal(last_block_id, end, end, centred=centred)
        self.setTextCursor(cursor)

    @contextmanager
    def reporting_once(self) -> Iterator[None]:
        """Report the caret and the selection once, for all that is shown and selected within; may be nested."""
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1
        self._report()

    def reveal(self, block_id: str, start: int, end: int, *, centred: bool = False) -> None:
        """Scroll, if need be, so that a range can be seen; a range out of sight comes to the upper third.

        Args:
            block_id: the block.
            start: first code point.
            end: one past the last.
            centred: the range comes to the middle unless it is in the middle third already, so that the eye can
                stay where it is while one place follows another.
        """
        rect = self.range_rect(block_id, start, end)
        height = self.viewport().height()
        margin = height // 3 if centred else min(self._sync.style.size * 2, height // 4)
        if rect.top() < margin or rect.bottom() > height - margin:
            wanted = height / 2 - rect.height() / 2 if centred else height / 3
            self._leaping = True
            try:
                self._leap(block_id, start, end, rect.top(), wanted)
            finally:
                self._leaping = False

    def highlight(self, ranges: Iterable[tuple[str, int, int]], reveal: bool = False) -> None:
        """Light exact characters, as ``(block_id, start, end)``, in place of those lit before.

        Args:
            ranges: what to light; blocks the pane does not show are passed over.
            reveal: whether to scroll so that the first of them can be seen.
        """
        found = [entry for entry in ranges if entry[0] in self._layout]
        changed = self._overlay.light(found)
        if len(changed) > _FEW:
            self.viewport().update()
        else:
            for place in changed:
                self._repaint_range(*place)
        if reveal and found:
            self.reveal(*found[0])

    def show_found(
        self, found: Mapping[str, Sequence[tuple[int, int]]], active: tuple[str, int, int] = ("", 0, 0)
    ) -> None:
        """Show the hits of a search, in place of those shown before.

        Args:
            found: ranges by block, in order.
            active: the hit the search stands at, as block, start and end.
        """
        changed = self._overlay.set_found(found, active)
        if changed is None:
            self.viewport().update()
        for place in changed or ():
            self._repaint_range(*place)

    # Qt's own calls.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by words where there is one; over the end of a block Qt knows the way."""
        move = word_move(event)
        if move is None or not self._move_word(*move):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down; a third click selects the paragraph."""
        third = self._third_click.isActive() and event.button() == Qt.MouseButton.LeftButton
        place = self._character_at(event.position()) if third else None
        self._third_click.stop()
        if place is not None:
            event.accept()
            self.select(place[0], 0, place[0], len(self._layout.block(place[0]).text))
            return
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word under the pointer; Qt would select a whole Chinese sentence."""
        place = self._character_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            super().mouseDoubleClickEvent(event)
            return
        # Qt must not learn of it: it would go on by its own words at the least movement of the mouse.
        event.accept()
        block_id, position = place
        start, end = word_at(self._layout.block(block_id).text, position)
        self.select(block_id, start, block_id, end)
        self._third_click.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report a click on a mark; a drag is not a click."""
        super().mouseReleaseEvent(event)
        point = event.position()
        clicked = self._pressed_at is not None and (point.toPoint() - self._pressed_at).manhattanLength() < 4
        self._pressed_at = None
        if clicked and event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            hits = [hit for hit in self._marks_at(point) if hit[1].tag]
            if hits:
                block_id, mark = hits[0]
                self.marker_activated.emit(block_id, mark.tag)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the names of the marks under the pointer as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hits = self._marks_at(QPointF(event.pos()))
            names = filter(None, (self.describe(block_id, mark) for block_id, mark in hits))
            QToolTip.showText(event.globalPos(), "\n".join(dict.fromkeys(names)), self)
            return True
        return super().viewportEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the real text: no substitutes, no soft breaks, LF between blocks."""
        data = QMimeData()
        data.setText(self.selected_text())
        for name, content in self.extra_data():
            data.setData(name, content)
        return data

    # Inside.

    def _report(self) -> None:
        """Tell where the caret and the selection are, if that is news and no change is under way."""
        if self._busy or self._silent:
            return
        caret, selection = self.caret(), self.selection()
        if caret is None or selection is None:
            self._last_caret = self._last_selection = None
            return
        if caret != self._last_caret:
            self._last_caret = caret
            self.caret_moved.emit(*caret)
        if selection != self._last_selection:
            had = self._last_selection is not None and self._last_selection[:2] != self._last_selection[2:]
            self._last_selection = selection
            if had or selection[:2] != selection[2:]:
                self.selection_changed.emit(*selection)

    def _position(self, document_position: int) -> tuple[str, int]:
        """Return block and position of a document position, by Qt's own index of paragraphs."""
        block = self.document().findBlock(document_position)
        number = min(block.blockNumber(), len(self._layout.paragraphs) - 1)
        paragraph = self._layout.paragraphs[number]
        units = min(document_position - block.position(), paragraph.units)
        return paragraph.block_id, self._layout.block_offset(number) + paragraph.to_code_point(units)

    def _leap(self, block_id: str, start: int, end: int, top: float, wanted: float) -> None:
        """Scroll what stands at ``top`` to the wanted height."""
        self.scroll_by(top - wanted)
        # What is seen now may not have been laid out before, and take more room than was thought.
        self._lay_out_seen()
        if abs(off := self.range_rect(block_id, start, end).top() - wanted) > 1:
            self.scroll_by(off)
            self._lay_out_seen()

    def _move_word(self, forward: bool, select: bool) -> bool:
        caret = self.caret()
        if caret is None:
            return False
        block_id, position = caret
        goal = word_step(self._layout.block(block_id).text, position, forward=forward)
        if goal == position:
            return False
        cursor = self.textCursor()
        cursor.setPosition(
            self._layout.to_document(block_id, goal), _KEEP if select else QTextCursor.MoveMode.MoveAnchor
        )
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _character_at(self, point: QPointF) -> tuple[str, int] | None:
        """Return the block and the position of the character under a point, or of the one nearest to it."""
        if not self._layout.paragraphs:
            return None
        block_id, position = self._position(self.cursorForPosition(point.toPoint()).position())
        # Qt answers with the gap nearest to the point; the character may be the one before it.
        if position and self.range_rect(block_id, position, position).left() > point.x():
            position -= 1
        return block_id, position

    def _marks_at(self, point: QPointF) -> list[tuple[str, Mark]]:
        """Return the marks shown at a point: those on the text there, the narrowest first, then badges."""
        on_text: list[tuple[int, str, Mark]] = []
        on_badge: list[tuple[int, str, Mark]] = []
        for stage in self._stages(QRectF(point.x(), point.y(), 1, 1).toRect()):
            block_id, here = stage.paragraph.block_id, point - stage.origin
            for piece in stage.pieces:
                if piece.mark.kind not in self._kinds:
                    continue
                slack = 4 if piece.start == piece.end else 0
                on_text += [
                    (piece.end - piece.start, block_id, piece.mark)
                    for segment in stage.segments(piece.start, piece.end)
                    if segment.rect().adjusted(-slack, 0, slack, 3).contains(here)
                ]
            on_badge += [
                (0, block_id, badge.mark)
                for badge in badges(stage, self._kinds)
                if badge.contains(here.x(), here.y())
            ]
        on_text.sort(key=lambda hit: (not hit[2].kind.startswith("flag"), hit[0]))
        return [(block_id, mark) for _, block_id, mark in on_text + on_badge]
