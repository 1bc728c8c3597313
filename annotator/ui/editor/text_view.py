"""The pane in which articles are read and edited.

Edits inside one display paragraph are made by Qt, so that keys are fast and input methods are native; what was
changed is found by comparing the paragraph with our copy and reported as one edit. Edits that would add, remove
or join paragraphs are not made but requested: the owner answers by setting blocks, or not at all.

Positions are code points of a block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from annotator.text.diff import smallest_edit
from annotator.text.offsets import utf16_length
from annotator.ui.editor.dragging import DraggedText, encoded
from annotator.ui.editor.keys import (
    Deletion,
    decision_name,
    deleted_range,
    deletion,
    is_line_break,
    single_key,
    typed_character,
)
from annotator.ui.editor.pane_text import Mark, PaneBlock, shown, typed
from annotator.ui.editor.pane_view import PaneView
from annotator.ui.editor.typography import TextStyle
from annotator.ui.editor.words import word_step

_KEEP = QTextCursor.MoveMode.KeepAnchor


class ArticleView(PaneView):
    """An editable pane of blocks.

    Attributes:
        decision_keys: whether Enter, 1–9, Space and the like decide instead of typing; see ``keys.DECISION_KEYS``.
        single_keys: characters that are reported instead of typed, for labels on single keys; empty for none.

    Signals:
        text_edited(block_id, start, end, text): the user replaced ``[start, end)``; it is shown already. The owner
            puts the truth back with ``update_block`` if it refuses.
        split_requested(block_id, position): the user wants a new paragraph from here on.
        join_requested(block_id): the user wants the block joined to the one before it.
        range_replaced(first_block_id, start, last_block_id, end, text): the user wants text over several blocks
            replaced, or text with line feeds put in; nothing is shown yet.
        text_moved(first_block_id, start, last_block_id, end, target_block_id, position): the user dragged text to a
            caret elsewhere; nothing is shown yet.
        decision_key(name): a key that decides was pressed.
        key_pressed(character): one of ``single_keys`` was pressed.
    """

    text_edited = Signal(str, int, int, str)
    split_requested = Signal(str, int)
    join_requested = Signal(str)
    range_replaced = Signal(str, int, str, int, str)
    text_moved = Signal(str, int, str, int, str, int)
    decision_key = Signal(str)
    key_pressed = Signal(str)

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        self._before: dict[str, str] = {}
        self._foreign = False
        self._acting = 0
        self._composed_over = (0, "")
        super().__init__(style, parent)
        self.decision_keys = False
        self.single_keys: frozenset[str] = frozenset()
        self.extra_data = self._extra_data
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

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the application; claim the keys that decide before its shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return False
            if self._meaning(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, delete, or report what the key asks for."""
        if self.is_composing():
            # What the input method leaves of a composition's keys belongs to nobody.
            event.accept()
            return
        meaning = self._meaning(event)
        if meaning is not None:
            event.accept()
            signal, name = meaning
            (self.decision_key if signal == "decision" else self.key_pressed).emit(name)
        elif self.isReadOnly() or not self._layout.paragraphs or not self._intercept(event):
            with self._user_edit():
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab for deciding while it decides."""
        return False if self.decision_keys else super().focusNextPrevChild(forward)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose and commit; a commit over several paragraphs, or with line feeds, is requested instead."""
        commit = event.commitString()
        begins = bool(commit or event.preeditString()) and not self.is_composing()
        if not self._layout.paragraphs or self.isReadOnly():
            event.ignore()
        elif begins and self._reach_of_selection() > 1:
            self.insert(commit)
            if event.preeditString() and not self.textCursor().hasSelection():
                self.inputMethodEvent(QInputMethodEvent(event.preeditString(), event.attributes()))
        elif typed(commit) != commit or "\n" in commit:
            with self._user_edit():
                super().inputMethodEvent(QInputMethodEvent())
            self.insert(commit)
        else:
            if begins:
                self._composed_over = self._selected_inside()
            with self._user_edit():
                super().inputMethodEvent(event)
                if not self.is_composing():
                    self._end_composition(given_up=not commit)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept plain text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop plain text."""
        self.insert(source.text())
        self.ensureCursorVisible()

    def dropEvent(self, event: QDropEvent) -> None:
        """Drop text; text dragged from this pane is moved, unless it is copied."""
        target = self.cursorForPosition(event.position().toPoint())
        text, selection = event.mimeData().text(), self.selection()
        if selection is not None and not self.isReadOnly() and text:
            within = event.source() in (self, self.viewport())
            moving = within and event.dropAction() == Qt.DropAction.MoveAction
            self._drop(target, text, moving)
            event.acceptProposedAction()
        # Ends Qt's own drawing of the drop caret and its scrolling at the edges.
        super().dragLeaveEvent(QDragLeaveEvent())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends a composition; what it committed is an edit."""
        with self._user_edit():
            super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Losing the focus may end a composition; what it committed is an edit."""
        with self._user_edit():
            super().focusOutEvent(event)

    # Keys.

    def _meaning(self, event: QKeyEvent) -> tuple[str, str] | None:
        """Return what a key says instead of typing, as ``("decision" or "single", name)``, or None."""
        if self.is_composing():
            return None
        if self.decision_keys and (name := decision_name(event)):
            return "decision", name
        name = single_key(event)
        return ("single", name) if name and name in self.single_keys else None

    def _intercept(self, event: QKeyEvent) -> bool:
        """Do what Qt must not do by itself for a key; tell whether that was all."""
        if is_line_break(event):
            self._request_break()
            return True
        if event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
            return True
        if (what := deletion(event)) is not None:
            return self._delete(what)
        if self._reach_of_selection() > 1 and (text := typed_character(event)):
            self.insert(text)
            return True
        return False

    def _request_break(self) -> None:
        selection = self.selection()
        if selection is None:
            return
        first, start, last, end = selection
        if (first, start) == (last, end):
            with self._user_edit():
                self.split_requested.emit(first, start)
            self.ensureCursorVisible()
        else:
            self._replace(first, start, last, end, "\n")

    def _delete(self, what: Deletion) -> bool:
        """Delete over the edge of a display paragraph; False where Qt can do it inside one."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            if self._reach_of_selection() > 1:
                self.insert("")
                return True
            return False
        if what in (Deletion.WORD_BACKWARD, Deletion.WORD_FORWARD):
            # Qt would take a whole Chinese paragraph for the word.
            block_id, position = self._position(cursor.position())
            goal = word_step(self._layout.block(block_id).text, position, forward=what.forward)
            if goal != position:
                self._replace(block_id, min(position, goal), block_id, max(position, goal), "")
                return True
        reach = deleted_range(cursor, what)
        if self._reach(reach) == 1:
            return not reach.hasSelection()
        at_edge = cursor.atBlockEnd() if what.forward else cursor.atBlockStart()
        number = cursor.blockNumber()
        beside = self._layout.paragraphs[number + (1 if what.forward else -1)]
        block_id, position = self._position(cursor.position())
        if not at_edge:
            # The word or line before the edge; the break itself is not part of it.
            edge = (
                QTextCursor.MoveOperation.EndOfBlock
                if what.forward
                else QTextCursor.MoveOperation.StartOfBlock
            )
            cursor.movePosition(edge, _KEEP)
            ends = sorted((position, self._position(cursor.position())[1]))
            self._replace(block_id, ends[0], block_id, ends[1], "")
        elif beside.block_id != block_id:
            with self._user_edit():
                self.join_requested.emit(beside.block_id if what.forward else block_id)
            self.ensureCursorVisible()
        elif what.forward:
            # The next character with the marks that combine with it, as Qt deletes it.
            following = self.document().findBlockByNumber(number + 1)
            width = beside.to_code_point(following.layout().nextCursorPosition(0))
            self._replace(block_id, position, block_id, position + width, "")
        else:
            self._replace(block_id, position - 1, block_id, position, "")
        return True

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

    def _extra_data(self) -> list[tuple[str, bytes]]:
        selection = self.selection()
        return [] if selection is None else [encoded(DraggedText(*selection))]

    def _drop(self, target: QTextCursor, text: str, moving: bool) -> None:
        selection = self.selection()
        if moving and selection is not None:
            with self._user_edit():
                self.text_moved.emit(*selection, *self._position(target.position()))
            return
        self.setTextCursor(target)
        self.insert(text)

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

    def _splice(
        self,
        index: int,
        count: int,
        blocks: Sequence[PaneBlock],
        marks: Mapping[str, Iterable[Mark]] | None = None,
    ) -> None:
        """Show what the owner says; a composition in a block that is set anew is given up."""
        for block_id in self._layout.block_ids()[index : index + count]:
            if self.is_composing() and self._paragraph(self.textCursor().block()).block_id == block_id:
                self._give_up_composition()
            # What the owner sets is the truth: what Qt did to it before is no edit of the user's any more.
            self._before.pop(block_id, None)
        super()._splice(index, count, blocks, marks)

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
