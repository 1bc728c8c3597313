"""What keys mean in the panes: names for keys that decide, and what a key would delete."""

from __future__ import annotations

import sys
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_KEEP = QTextCursor.MoveMode.KeepAnchor

_DECISIONS = {
    (Qt.Key.Key_Return, _NONE): "Enter",
    (Qt.Key.Key_Enter, _NONE): "Enter",
    (Qt.Key.Key_Return, _SHIFT): "Shift+Enter",
    (Qt.Key.Key_Enter, _SHIFT): "Shift+Enter",
    (Qt.Key.Key_Space, _NONE): "Space",
    (Qt.Key.Key_Space, _SHIFT): "Shift+Space",
    (Qt.Key.Key_Backspace, _NONE): "Backspace",
    (Qt.Key.Key_Escape, _NONE): "Escape",
    (Qt.Key.Key_Tab, _NONE): "Tab",
    (Qt.Key.Key_Tab, _SHIFT): "Shift+Tab",
    (Qt.Key.Key_Backtab, _NONE): "Shift+Tab",
    (Qt.Key.Key_Backtab, _SHIFT): "Shift+Tab",
    (Qt.Key.Key_Plus, _NONE): "+",
    (Qt.Key.Key_Plus, _SHIFT): "+",
}

DECISION_KEYS = (
    *("Enter", "Shift+Enter", "Space", "Shift+Space", "Backspace", "Escape", "Tab", "Shift+Tab", "+"),
    *"123456789",
)
"""Names ``ArticleView.decision_key`` may give."""


class Deletion(Enum):
    """What a deleting key reaches for when nothing is selected."""

    BACKWARD = QTextCursor.MoveOperation.PreviousCharacter
    FORWARD = QTextCursor.MoveOperation.NextCharacter
    WORD_BACKWARD = QTextCursor.MoveOperation.PreviousWord
    WORD_FORWARD = QTextCursor.MoveOperation.NextWord
    LINE_FORWARD = QTextCursor.MoveOperation.EndOfBlock

    @property
    def forward(self) -> bool:
        """Whether it deletes what stands after the caret."""
        return self in (Deletion.FORWARD, Deletion.WORD_FORWARD, Deletion.LINE_FORWARD)


_DELETIONS = {
    QKeySequence.StandardKey.Backspace: Deletion.BACKWARD,
    QKeySequence.StandardKey.Delete: Deletion.FORWARD,
    QKeySequence.StandardKey.DeleteStartOfWord: Deletion.WORD_BACKWARD,
    QKeySequence.StandardKey.DeleteEndOfWord: Deletion.WORD_FORWARD,
    QKeySequence.StandardKey.DeleteEndOfLine: Deletion.LINE_FORWARD,
}


_WORD_STEPS = {
    QKeySequence.StandardKey.MoveToNextWord: (True, False),
    QKeySequence.StandardKey.MoveToPreviousWord: (False, False),
    QKeySequence.StandardKey.SelectNextWord: (True, True),
    QKeySequence.StandardKey.SelectPreviousWord: (False, True),
}


def word_move(event: QKeyEvent) -> tuple[bool, bool] | None:
    """Return whether a key moves on by a word (or back), and whether it selects; None for any other key."""
    return next((move for sequence, move in _WORD_STEPS.items() if event.matches(sequence)), None)


def decision_name(event: QKeyEvent) -> str:
    """Return the name of a key that decides, or an empty text for any other key."""
    key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
    if modifiers == _NONE and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return chr(key)
    return _DECISIONS.get((Qt.Key(key), modifiers), "")


def is_held(event: QKeyEvent, name: str) -> bool:
    """Tell whether a key that decides comes again only because it is held down.

    What comes next was not looked at yet, so nothing but going on without deciding is repeated.
    """
    return event.isAutoRepeat() and name not in ("Tab", "Shift+Tab")


def single_key(event: QKeyEvent) -> str:
    """Return the character a key types without Ctrl, Alt or Meta, or an empty text."""
    plain = event.modifiers() & ~(_KEYPAD | _SHIFT) == _NONE
    return event.text() if plain and event.text().isprintable() else ""


def is_line_break(event: QKeyEvent) -> bool:
    """Tell whether a key would start a new paragraph or line."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL


def typed_character(event: QKeyEvent) -> str:
    """Return what a key would put into the text, or an empty text."""
    modifiers = event.modifiers()
    if modifiers in (_CONTROL, _CONTROL | _SHIFT) or modifiers & Qt.KeyboardModifier.MetaModifier:
        return ""
    text = event.text()
    return text if text and (text.isprintable() or text == "\t") else ""


def is_alt_chord(event: QKeyEvent) -> bool:
    """Return whether a key is held with Alt alone, which Qt's text widgets take for typing where no command has it.

    On macOS the key types: a character of its own.
    """
    alone = event.modifiers() & ~(_SHIFT | _KEYPAD) == Qt.KeyboardModifier.AltModifier
    return alone and event.text().isprintable() and bool(event.text()) and sys.platform != "darwin"


def deletion(event: QKeyEvent) -> Deletion | None:
    """Return what a key deletes, or None if it deletes nothing."""
    for sequence, what in _DELETIONS.items():
        if event.matches(sequence):
            return what
    if event.key() == Qt.Key.Key_Backspace and event.modifiers() & ~_SHIFT == _NONE:
        return Deletion.BACKWARD
    return None


def deleted_range(cursor: QTextCursor, what: Deletion) -> QTextCursor:
    """Return a cursor that selects what Qt would delete; the given one stays as it is."""
    reach = QTextCursor(cursor)
    if not reach.hasSelection():
        at_end = what is Deletion.LINE_FORWARD and reach.atBlockEnd()
        reach.movePosition(QTextCursor.MoveOperation.NextCharacter if at_end else what.value, _KEEP)
    return reach
