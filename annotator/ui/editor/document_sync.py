"""Keeps a pane's Qt document equal to its layout, and finds out what Qt changed in it.

The layout is the truth. The document is written to in the smallest piece that will do, so that the caret, the
selection and the lines on the screen stay; it is never read but to learn what one paragraph has become.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from annotator.model.article import Role
from annotator.text.diff import Edit, smallest_edit
from annotator.text.offsets import to_code_point, to_utf16
from annotator.ui.editor.pane_layout import PaneLayout
from annotator.ui.editor.pane_text import Change, Paragraph, shown
from annotator.ui.editor.typography import TextStyle, block_format, char_format, extra_gap

_ROLES = tuple(Role)
_ORDER = {role: place for place, role in enumerate(_ROLES)}


class DocumentSync:
    """The bond between a ``PaneLayout`` and the ``QTextDocument`` that shows it.

    Attributes:
        document: the Qt document; its own undo is off.
        layout: what it shows.
        writing: whether the document is being changed from here, so that its signals mean nothing.
        style: how text is set.
    """

    def __init__(self, document: QTextDocument, layout: PaneLayout, style: TextStyle) -> None:
        self.document = document
        self.layout = layout
        self.writing = False
        self.style = style
        self._char_formats: dict[Role, QTextCharFormat] = {}
        self._block_formats: dict[int, QTextBlockFormat] = {}
        self._gaps: dict[int, int] = {}  # by how much lines stand further apart, by lanes of labels
        document.setUndoRedoEnabled(False)

    def apply(self, change: Change) -> None:
        """Make a change of the layout in the document too, in one edit."""
        first, old, new = self._with_neighbour(change)
        with self._one_edit():
            self._write(first, "\n".join(old), "\n".join(new))
            self.format(first - 1, first + len(new) + 1)

    def restyle(self, style: TextStyle) -> None:
        """Set the whole text anew in another style."""
        self.style = style
        self._char_formats.clear()
        self._block_formats.clear()
        self._gaps.clear()
        block = self.document.begin()
        while block.isValid():
            block.setUserState(-1)
            block = block.next()
        self.format(0, len(self.layout.paragraphs))

    def paragraph_edit(self, number: int, caret: int) -> Edit | None:
        """Return what Qt changed in a display paragraph, in code points of the paragraph.

        Args:
            number: the display paragraph.
            caret: the document position of the caret, in UTF-16 units.
        """
        block = self.document.findBlockByNumber(number)
        now = block.text()
        before = shown(self.layout.paragraphs[number].text)
        if now == before:
            return None
        units = caret - block.position()
        inside = 0 <= units < block.length()
        return smallest_edit(before, now, to_code_point(now, units) if inside else None)

    def foreign_edit(self) -> tuple[int, int, str] | None:
        """Return the edit that turns what is to be shown into what the document shows, whatever Qt did.

        The edit is in document positions of the layout, its text with LF between paragraphs.
        """
        before = "\n".join(shown(paragraph.text) for paragraph in self.layout.paragraphs)
        edit = smallest_edit(before, self._whole_text())
        if edit is None:
            return None
        return to_utf16(before, edit.start), to_utf16(before, edit.end), edit.text

    def restore(self) -> None:
        """Make the document show the layout again, whatever Qt did to it."""
        wanted = "\n".join(shown(paragraph.text) for paragraph in self.layout.paragraphs)
        with self._one_edit():
            self._write(0, self._whole_text(), wanted)
            self.format(0, len(self.layout.paragraphs))

    def _whole_text(self) -> str:
        texts = []
        block = self.document.begin()
        while block.isValid():
            texts.append(shown(block.text()))
            block = block.next()
        return "\n".join(texts)

    def _with_neighbour(self, change: Change) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        """Widen a change that adds or removes whole paragraphs, so that the breaks beside them are in it."""
        first, old, new = change.first, change.old, change.new
        if old and new:
            return first, old, new
        if not (old or new):
            return first, ("",), ("",)
        paragraphs = self.layout.paragraphs
        if first > 0:
            before = shown(paragraphs[first - 1].text)
            return first - 1, (before, *old), (before, *new)
        if len(paragraphs) > len(new):
            after = shown(paragraphs[len(new)].text)
            return first, (*old, after), (*new, after)
        # An empty document still has one paragraph.
        return first, old or ("",), new or ("",)

    def _write(self, first: int, old: str, new: str) -> None:
        edit = smallest_edit(old, new)
        if edit is None:
            return
        base = self.document.findBlockByNumber(first).position()
        start = base + to_utf16(old, edit.start)
        cursor = QTextCursor(self.document)
        cursor.setPosition(start)
        cursor.setPosition(start + to_utf16(old[edit.start :], edit.end - edit.start), _KEEP)
        cursor.removeSelectedText()
        if edit.text:
            number = min(first + old.count("\n", 0, edit.start), len(self.layout.paragraphs) - 1)
            role = self.layout.paragraphs[number].role if number >= 0 else Role.BODY
            cursor.insertText(edit.text, self._char_format(role))

    def format(self, first: int, stop: int) -> None:
        """Give the paragraphs ``[first, stop)`` the formats they should have, where they have others."""
        first, stop = max(first, 0), min(stop, len(self.layout.paragraphs))
        block = self.document.findBlockByNumber(first)
        alike: list[QTextBlock] = []  # one behind the other, to be given the same formats
        wanted = -1
        with self._one_edit():
            for paragraph in self.layout.paragraphs[first:stop]:
                state = self._state(paragraph)
                if alike and (state != wanted or block.userState() == state):
                    self._format_alike(alike, wanted)
                    alike = []
                if block.userState() != state:
                    alike.append(block)
                    wanted = state
                block = block.next()
            if alike:
                self._format_alike(alike, wanted)

    @contextmanager
    def _one_edit(self) -> Iterator[None]:
        """Lay out once for all that is written, with signals that mean nothing; may be nested."""
        outer, self.writing = self.writing, True
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        try:
            yield
        finally:
            cursor.endEditBlock()
            self.writing = outer

    def _format_alike(self, blocks: list[QTextBlock], state: int) -> None:
        """Give neighbouring paragraphs the formats of a state."""
        paragraph = self.layout.paragraphs[blocks[0].blockNumber()]
        characters, cursor = self._char_format(paragraph.role), QTextCursor(blocks[0])
        # Moving to the end of a block would lay it out.
        cursor.setPosition(blocks[-1].position() + blocks[-1].length() - 1, _KEEP)
        cursor.setBlockFormat(self._block_format(paragraph, state))
        cursor.setBlockCharFormat(characters)
        cursor.setCharFormat(characters)
        for block in blocks:
            block.setUserState(state)

    def _char_format(self, role: Role) -> QTextCharFormat:
        if role not in self._char_formats:
            self._char_formats[role] = char_format(self.style, role)
        return self._char_formats[role]

    def _block_format(self, paragraph: Paragraph, state: int) -> QTextBlockFormat:
        if state not in self._block_formats:
            self._block_formats[state] = block_format(
                self.style, paragraph.role, paragraph.first, paragraph.last, paragraph.lanes
            )
        return self._block_formats[state]

    def _state(self, paragraph: Paragraph) -> int:
        """Return a number for all that decides a paragraph's formats; Qt keeps it with the document's block."""
        gap = self._gaps.get(paragraph.lanes)
        if gap is None:
            gap = self._gaps[paragraph.lanes] = extra_gap(self.style, paragraph.lanes)
        return (gap * len(_ROLES) + _ORDER[paragraph.role]) * 4 + paragraph.first * 2 + paragraph.last


_KEEP = QTextCursor.MoveMode.KeepAnchor
