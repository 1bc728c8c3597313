"""A pane of blocks with marks: showing them, changing what is shown, keeping the eye's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil, floor

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from annotator.ui.editor.geometry import lines_span
from annotator.ui.editor.painted_pane import PaintedPane
from annotator.ui.editor.pane_text import Change, Mark, PaneBlock
from annotator.ui.editor.typography import TextStyle, body_font, extra_gap

_SLICE = 0.004  # seconds in which paragraphs are laid out between two events


class BlockPane(PaintedPane):
    """A pane of blocks that change. Positions are code points of a block.

    Signals:
        geometry_changed(): text stands elsewhere on the screen than before.
        scrolled(): the text was scrolled.
        touched(): the user turned to this pane: it has got the focus or is being scrolled by hand.
        reflowed(): all lines break elsewhere, in another width or another style.
    """

    geometry_changed = Signal()
    scrolled = Signal()
    touched = Signal()
    reflowed = Signal()

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self._fill_soon = QTimer(self, singleShot=True, interval=0)
        self._fill_soon.timeout.connect(self._fill)
        self._busy = 0
        self._seen_height = 0
        self._drift = 0.0
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The window offers the menu: Qt's own speaks of the document's undo, which is off.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().valueChanged.connect(self.geometry_changed)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.verticalScrollBar().sliderPressed.connect(self.touched)
        self._lines.documentSizeChanged.connect(self.geometry_changed)
        self._lines.documentSizeChanged.connect(lambda _size: self._fill_soon.start())
        self.set_style(self._sync.style)

    # What is shown.

    def set_blocks(
        self, blocks: Sequence[PaneBlock], marks: Mapping[str, Iterable[Mark]] | None = None
    ) -> None:
        """Show these blocks. What is shown already stays as it is, with its marks, the caret and the scroll.

        Args:
            blocks: all blocks in order, with ids that differ.
            marks: marks by block id; blocks that are not in it keep theirs if their text is unchanged.
        """
        shown, given = self._layout.blocks(), dict(marks or {})
        head = _common(shown, blocks)
        tail = _common(shown[head:][::-1], blocks[head:][::-1])
        old, new = shown[head : len(shown) - tail], blocks[head : len(blocks) - tail]
        if [block.id for block in old] == [block.id for block in new]:
            with self._changing():
                for number, block in enumerate(new):
                    if block != old[number]:
                        self._splice(head + number, 1, [block])
        else:
            self._splice(head, len(old), new, given)
            for block in new:
                given.pop(block.id, None)
        self._mark(given.items())

    def update_block(self, block: PaneBlock, marks: Iterable[Mark] | None = None) -> None:
        """Show a block as it is now, by the smallest change of the document.

        Args:
            block: the block.
            marks: its marks; without them it keeps those it has if its text is unchanged.

        Raises:
            KeyError: the pane does not show the block.
        """
        if self._layout.block(block.id) != block:
            self._before_setting([block.id])
            with self._changing():
                # Marks first: how many lanes labels need decides how the lines are set.
                change, marked = self._layout.set_block(block, marks)
                self._sync.apply(change)
            self._repaint(marked)
        elif marks is not None:
            self._mark([(block.id, marks)])

    def set_marks(self, block_id: str, marks: Iterable[Mark]) -> None:
        """Give a block its marks, in place of those it had.

        Raises:
            KeyError: the pane does not show the block.
        """
        self._mark([(block_id, marks)])

    def set_marks_of(self, marks: Mapping[str, Iterable[Mark]]) -> None:
        """Give some blocks their marks by block id, in place of those they had, with one repaint.

        Raises:
            KeyError: the pane does not show one of them.
        """
        self._mark(marks.items())

    def set_all_marks(self, marks: Mapping[str, Iterable[Mark]]) -> None:
        """Give every block its marks by block id; blocks that are not in it get none."""
        self._mark((block_id, marks.get(block_id, ())) for block_id in self._layout.block_ids())

    def marks(self, block_id: str) -> tuple[Mark, ...]:
        """Return the marks of a block where they stand now."""
        return self._layout.marks(block_id)

    def __contains__(self, block_id: object) -> bool:
        return block_id in self._layout

    def paragraph_ids(self, paragraph: int) -> str:
        """Return the id of the block a display paragraph belongs to."""
        return self._layout.paragraphs[paragraph].block_id

    def blocks(self) -> list[PaneBlock]:
        """Return the blocks as they are shown."""
        return self._layout.blocks()

    def set_kinds(self, kinds: Iterable[str]) -> None:
        """Show marks of these kinds only. Costs one repaint, whatever the length of the text."""
        self._kinds = frozenset(kinds)
        self.viewport().update()

    def set_style(self, style: TextStyle) -> None:
        """Set the text in another face, size or palette."""
        colors = style.colors
        palette = self.palette()
        for role, color in (
            (QPalette.ColorRole.Base, colors.paper),
            (QPalette.ColorRole.Text, colors.ink),
            (QPalette.ColorRole.Highlight, colors.selection),
            (QPalette.ColorRole.HighlightedText, colors.ink),
        ):
            palette.setColor(role, QColor(color))
        self.setPalette(palette)
        # Under a style sheet of the application the viewport keeps the palette it was first shown with.
        self.viewport().setPalette(palette)
        with self._holding_caret():
            self.document().setDefaultFont(body_font(style))
            self.document().setDocumentMargin(style.size)
            with self._changing():
                self._sync.restyle(style)
        self.reflowed.emit()

    def text_style(self) -> TextStyle:
        """Return how the text is set."""
        return self._sync.style

    # Qt's own calls.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Note that the user scrolls here."""
        self.touched.emit()
        super().wheelEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note that the user works here."""
        self.touched.emit()
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the caret in view, and linked widgets in step, when lines break elsewhere."""
        with self._holding_caret():
            super().resizeEvent(event)
        self.geometry_changed.emit()
        self.reflowed.emit()

    # Inside.

    def _splice(
        self,
        index: int,
        count: int,
        blocks: Sequence[PaneBlock],
        marks: Mapping[str, Iterable[Mark]] | None = None,
    ) -> None:
        from_nothing = not self._layout.paragraphs
        if count:
            self._before_setting(self._layout.block_ids()[index : index + count])
        with self._changing():
            change = self._layout.splice(index, count, blocks)
            # Marks first: how many lanes labels need decides how the lines are set.
            for block in blocks:
                if marks and block.id in marks:
                    self._layout.set_marks(block.id, marks[block.id])
            self._sync.apply(change)
            if from_nothing:
                # Qt leaves the caret behind what was put in.
                self.setTextCursor(QTextCursor(self.document()))
        if marks:  # they may be others where the text is the same, which Qt would leave as it is
            self.viewport().update()

    def _mark(self, marks: Iterable[tuple[str, Iterable[Mark]]]) -> None:
        """Set marks; lines come to stand further apart only where labels need more lanes than before."""
        style, paragraphs = self._sync.style, self._layout.paragraphs
        changed: dict[int, tuple[int, int]] = {}
        wider: list[int] = []
        for block_id, given in marks:
            gaps = {n: extra_gap(style, paragraphs[n].lanes) for n in self._layout.paragraphs_of(block_id)}
            here = self._layout.set_marks(block_id, given)
            changed |= here
            wider += [number for number in here if gaps[number] != extra_gap(style, paragraphs[number].lanes)]
        if wider:
            with self._changing():
                self._sync.format(min(wider), max(wider) + 1)
        if changed:
            self._repaint(changed)

    def _repaint(self, changed: Mapping[int, tuple[int, int]]) -> None:
        """Repaint the lines of ranges of display paragraphs, as far as they can be seen, with their margins."""
        width, size = self.viewport().width(), self._sync.style.size
        for block, origin in self.visible_paragraphs(self.viewport().rect()):
            number = block.blockNumber()
            if number in changed:
                paragraph = self._layout.paragraphs[number]
                start, end = (paragraph.to_utf16(position) for position in changed[number])
                top, bottom = lines_span(block, origin, start, end)
                # What stood in a changed place is drawn above its line, names of labels below.
                top -= size
                bottom += size + extra_gap(self._sync.style, paragraph.lanes)
                self.viewport().update(0, floor(top), width, ceil(bottom - top) + 1)

    def _repaint_range(self, block_id: str, start: int, end: int) -> None:
        """Repaint the lines a range stands on; of a block that was changed meanwhile, all that is seen."""
        if block_id not in self._layout or end > len(self._layout.block(block_id).text):
            self.viewport().update()
            return
        rect = self.range_rect(block_id, start, end)
        self.viewport().update(0, floor(rect.top()) - 4, self.viewport().width(), ceil(rect.height()) + 10)

    def _apply(self, changes: Iterable[Change]) -> None:
        with self._changing():
            for change in changes:
                self._sync.apply(change)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Keep the text at the top of the screen where it is, and report the caret once, afterwards."""
        if self._busy:
            yield
            return
        bar = self.verticalScrollBar()
        anchor = QTextCursor(self._first_seen())
        before = self._top_of(anchor.block())
        at_top = bar.value() == 0
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1
        if not at_top:
            bar.setValue(bar.value() + round(self._top_of(anchor.block()) - before))
        self._report()

    @contextmanager
    def _holding_caret(self) -> Iterator[None]:
        """Keep a caret that can be seen where it is on the screen, while all lines break anew."""
        before = self.cursorRect()
        height = self._seen_height
        seen = before.bottom() > 0 and before.top() < height
        yield
        self._seen_height = self.viewport().height()
        if seen and self._layout.paragraphs:
            wanted = min(max(before.top(), 0), max(self._seen_height - 2 * before.height(), 0))
            self.scroll_by(self.cursorRect().top() - wanted)

    def _fill(self) -> None:
        """Lay out some of what nobody has looked at, and more the next time nothing else is to be done."""
        block = self._first_seen()
        before = self._top_of(block)
        more = self._lines.lay_out_more(_SLICE)
        # What stands above may turn out higher or lower; what is being read must not move for that.
        self._drift += self._top_of(block) - before
        if step := round(self._drift):
            self._drift -= step
            self.scroll_by(step)
        if more:
            self._fill_soon.start()

    def _before_setting(self, block_ids: Sequence[str]) -> None:
        """Make ready for what the owner says about some blocks; panes that can be edited do."""

    def _report(self) -> None:
        """Tell what changed for the user, once no change is under way any more; panes with a caret do."""


def _common(left: Sequence[PaneBlock], right: Sequence[PaneBlock]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
