"""A pane of blocks whose text the user can edit, by whatever means.

Edits inside one display paragraph are made by Qt, so that keys are fast and input methods are native; what was
changed is found by comparing the paragraph with our copy and reported as one edit. Edits that would add, remove
or join paragraphs are not made but requested: the owner answers by setting blocks, or not at all.

Positions are code points of a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from annotator.text.diff import smallest_edit
from annotator.text.offsets import utf16_length
from annotator.ui.editor.pane_text import shown, typed
from annotator.ui.editor.pane_view import PaneView
from annotator.ui.editor.typography import TextStyle

_KEEP = QTextCursor.MoveMode.KeepAnchor


class EditablePane(PaneView):
    """Finds out what the user changed, and reports or requests it.

    Signals:
        text_edited(block_id, start, end, text): the user replaced ``[start, end)``; it is shown already. The owner
            puts the truth back with ``update_block`` if it refuses.
        range_replaced(first_block_id, start, last_block_id, end, text): the user wants text over several blocks
            replaced, or text with line feeds put in; nothing is shown yet.
    """

    text_edited = Signal(str, int, int, str)
    range_replaced = Signal(str, int, str, int, str)

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        self._before: dict[str, str] = {}
        self._foreign = False
        self._acting = 0
        self._composed_over = (0, "")
        super().__init__(style, parent)
        self.document().contentsChange.connect(self._on_contents_change)

    def is_composing(self) -> bool:
        """Tell whether an input method is composing text that is not yet part of the article."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def cut(self) -> None:
        """Copy the selected text and remove it."""
        if self.textCursor().hasSelection():
            self.copy()
            self.insert("")

    def insert(self, text: str) -> None:
        """Put text in place of the selection, as if the user had pasted it."""
        selection = self.selection()
        if selection is not None and not self.isReadOnly():
            self._replace(*selection, typed(text))

    # Qt's own calls.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends a composition; what it committed is an edit."""
        with self._user_edit():
            super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the focus may end a composition; what it committed is an edit."""
        with self._user_edit():
            super().focusOutEvent(event)

    # Edits.

    def _replace(self, first: str, start: int, last: str, end: int, text: str) -> None:
        """Make an edit inside one block, or request one that is not."""
        if first == last and "\n" not in text:
            with self._user_edit():
                self._replace_inside(first, start, end, text)
            return
        cursor = self.textCursor()
        length = self.document().characterCount()
        tail = length - self._layout.to_document(last, end)
        wanted = self._layout.to_document(first, start) + utf16_length(shown(text)) + tail
        with self._user_edit():
            self.range_replaced.emit(first, start, last, end, text)
        if self.document().characterCount() == wanted:
            # Done as requested: the caret belongs behind the new text, wherever the smallest change left it.
            cursor.setPosition(wanted - tail)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _replace_inside(self, block_id: str, start: int, end: int, text: str) -> None:
        if start == end and not text:
            return
        self._before.setdefault(block_id, self._layout.block(block_id).text)
        change = self._layout.edit(block_id, start, end, text)
        self._apply([change])
        cursor = self.textCursor()
        cursor.setPosition(self._layout.to_document(block_id, start + len(text)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @contextmanager
    def _user_edit(self) -> Iterator[None]:
        """Let the user change the document; afterwards report what was changed, then where the caret is."""
        self._acting += 1
        self._busy += 1
        try:
            yield
        finally:
            self._acting -= 1
            self._busy -= 1
            if not self._acting:
                self._settle()

    def _on_contents_change(self, position: int, _removed: int, added: int) -> None:
        """Take over what Qt changed. Nothing may be written to the document from here."""
        if self._sync.writing:
            return
        if (
            self.document().blockCount() != max(len(self._layout.paragraphs), 1)
            or not self._layout.paragraphs
        ):
            self._foreign = True
        else:
            first = self.document().findBlock(position).blockNumber()
            last = max(self.document().findBlock(position + added).blockNumber(), first)
            for number in range(first, last + 1):
                self._take_over(number)
        if not self._acting:
            # Changed by neither keys nor an input method: an assistive technology, or Qt after a drag.
            QTimer.singleShot(0, self, self._settle)

    def _take_over(self, number: int) -> None:
        edit = self._sync.paragraph_edit(number, self.textCursor().position())
        if edit is None:
            return
        paragraph = self._layout.paragraphs[number]
        self._before.setdefault(paragraph.block_id, self._layout.block(paragraph.block_id).text)
        self._layout.type_in(number, edit.start, edit.end, edit.text)

    def _settle(self) -> None:
        """Report finished edits. An unfinished composition is none: it may yet be given up."""
        if self._acting or self.is_composing():
            return
        if self._foreign:
            self._foreign = False
            self._request_foreign()
            return
        before, self._before = self._before, {}
        self._busy += 1
        for block_id in before:
            if block_id in self._layout:
                self._apply(self._layout.settle(block_id))
        self._busy -= 1
        for block_id, old in before.items():
            if block_id in self._layout:
                self._report_edit(block_id, old)
        self._report()

    def _report_edit(self, block_id: str, old: str) -> None:
        caret = self.caret()
        position = caret[1] if caret is not None and caret[0] == block_id else None
        edit = smallest_edit(old, self._layout.block(block_id).text, position)
        if edit is not None:
            self.text_edited.emit(block_id, edit.start, edit.end, edit.text)

    def _request_foreign(self) -> None:
        """Undo what added or removed paragraphs behind our back, and request it instead."""
        foreign = self._sync.foreign_edit()
        with self._changing():
            self._sync.restore()
        if foreign is None or not self._layout.paragraphs:
            return
        start, end, text = foreign
        self._replace(*self._layout.from_document(start), *self._layout.from_document(end), typed(text))

    # Blocks set by the owner.

    def _before_setting(self, block_ids: Sequence[str]) -> None:
        """Show what the owner says; a composition in a block that is set anew is given up."""
        for block_id in block_ids:
            if self.is_composing() and self._paragraph(self.textCursor().block()).block_id == block_id:
                self._give_up_composition()
            # What the owner sets is the truth: what Qt did to it before is no edit of the user's any more.
            self._before.pop(block_id, None)

    def _selected_inside(self) -> tuple[int, str]:
        """Return the document position and the text of a selection inside one display paragraph."""
        cursor = self.textCursor()
        return cursor.selectionStart(), cursor.selectedText()

    def _end_composition(self, *, given_up: bool) -> None:
        """Put back the selected text that Qt removed when a composition began, if nothing came of it."""
        (start, text), self._composed_over = self._composed_over, (0, "")
        if given_up and text:
            cursor = self.textCursor()
            cursor.setPosition(start)
            cursor.insertText(text)
            cursor.setPosition(start)
            cursor.setPosition(start + utf16_length(text), _KEEP)
            self.setTextCursor(cursor)

    def _give_up_composition(self) -> None:
        self._composed_over = (0, "")
        QGuiApplication.inputMethod().reset()
        self._acting += 1
        super().inputMethodEvent(QInputMethodEvent())
        self._acting -= 1

    # Reach of selections.

    def _reach_of_selection(self) -> int:
        return self._reach(self.textCursor())

    def _reach(self, cursor: QTextCursor) -> int:
        """Return how many display paragraphs a cursor's selection reaches into."""
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        return document.findBlock(cursor.selectionEnd()).blockNumber() - first + 1
