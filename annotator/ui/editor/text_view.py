"""The pane in which articles are read and edited: what keys, input methods and drags mean there.

Positions are code points of a block.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragLeaveEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from annotator.ui.editor.dragging import DraggedText, encoded
from annotator.ui.editor.editable_pane import EditablePane
from annotator.ui.editor.keys import (
    Deletion,
    decision_name,
    deleted_range,
    deletion,
    is_alt_chord,
    is_held,
    is_line_break,
    single_key,
    typed_character,
)
from annotator.ui.editor.pane_text import typed
from annotator.ui.editor.typography import TextStyle
from annotator.ui.editor.words import word_step

_KEEP = QTextCursor.MoveMode.KeepAnchor


class ArticleView(EditablePane):
    """The pane of an article.

    Attributes:
        decision_keys: whether Enter, 1–9, Space and the like decide instead of typing; see ``keys.DECISION_KEYS``.
        single_keys: characters that are reported instead of typed, for labels on single keys; empty for none.

    Signals:
        split_requested(block_id, position): the user wants a new paragraph from here on.
        join_requested(block_id): the user wants the block joined to the one before it.
        text_moved(first_block_id, start, last_block_id, end, target_block_id, position): the user dragged text to a
            caret elsewhere; nothing is shown yet.
        decision_key(name): a key that decides was pressed.
        key_pressed(character): one of ``single_keys`` was pressed.
    """

    split_requested = Signal(str, int)
    join_requested = Signal(str)
    text_moved = Signal(str, int, str, int, str, int)
    decision_key = Signal(str)
    key_pressed = Signal(str)

    def __init__(self, style: TextStyle | None = None, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self.decision_keys = False
        self.single_keys: frozenset[str] = frozenset()
        self.extra_data = self._extra_data

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
        if is_alt_chord(event):
            event.ignore()
            return
        meaning = self._meaning(event)
        if meaning is not None:
            event.accept()
            signal, name = meaning
            if signal == "single":
                self.key_pressed.emit(name)
            elif not is_held(event, name):
                self.decision_key.emit(name)
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
