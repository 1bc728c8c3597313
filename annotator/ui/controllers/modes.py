"""Which keys do what: the three modes, and whether the person is typing instead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.ui.actions.table import Mode
from annotator.ui.editor.pane_text import (
    ACCEPTED,
    CLEANUP,
    CORRECTION,
    DIFFERENCE,
    FLAG,
    KEPT,
    KINDS,
    SUGGESTION,
)
from annotator.ui.editor.text_view import ArticleView

# Doubts would only be in the way of labels and decisions.
_KINDS = {
    Mode.PROOFREAD: tuple(kind for kind in KINDS if kind != SUGGESTION),
    Mode.LABEL: tuple(kind for kind in KINDS if kind not in (FLAG, ACCEPTED, KEPT, CLEANUP)),
    Mode.ARRANGE: tuple(kind for kind in KINDS if kind not in (FLAG, ACCEPTED, KEPT, SUGGESTION)),
}
_PRINTABLE = frozenset(chr(code) for code in range(33, 127))


class Modes(QObject):
    """The mode, and whether keys type. It gives the article pane the keys that go with them.

    Proofreading lets the person type at any time: letters and input methods go to the text, and only the few
    keys that decide do not. The other modes are for reading; ``F2`` opens the text.

    Signals:
        left: the mode will be another; what stands below the panes for the one that was gives up its room.
        entered: the mode is another; what stands there for this one takes that room, before anything is laid out.
        changed: the mode is another, or typing began or ended.
        differences_changed: what stood in changed places is shown, or is not any more.
    """

    left = Signal()
    entered = Signal()
    changed = Signal()
    differences_changed = Signal(bool)

    def __init__(self, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._mode = Mode.PROOFREAD
        self._typing = False
        self._editable = True
        self._differences = False
        view.installEventFilter(self)
        self._apply()

    @property
    def mode(self) -> Mode:
        """What single keys decide."""
        return self._mode

    @property
    def is_typing(self) -> bool:
        """Whether single keys type instead of deciding."""
        return self._typing

    @property
    def shows_differences(self) -> bool:
        """Whether the article pane shows what stood in changed places."""
        return self._differences

    def show_differences(self, shown: bool) -> None:
        """Show what stood in changed places, or hide it."""
        if shown is not self._differences:
            self._differences = shown
            self._apply()
            self.differences_changed.emit(shown)

    def set_mode(self, mode: Mode) -> None:
        """Change the mode; typing ends."""
        if mode is not self._mode or self._typing:
            if is_another := mode is not self._mode:
                self.left.emit()
            self._mode, self._typing = mode, False
            self._apply()
            if is_another:
                self.entered.emit()
            self.changed.emit()

    def set_typing(self, typing: bool) -> None:
        """Let keys type, or decide again."""
        typing = typing and self._editable
        if typing is not self._typing:
            self._typing = typing
            self._apply()
            self.changed.emit()

    def set_editable(self, editable: bool) -> None:
        """Say whether the project may be changed at all."""
        self._editable = editable
        self._typing = self._typing and editable
        self._apply()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave typing on Escape; an input method's Escape never comes here."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._typing
            and not self._view.is_composing()
        ):
            self.set_typing(False)
            return True
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        view = self._view
        open_to_typing = self._editable and (self._typing or self._mode is Mode.PROOFREAD)
        reading = (
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextEditorInteraction if open_to_typing else reading
        )
        # A letter that sets a label must not open the input method's window.
        view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, open_to_typing)
        view.decision_keys = not self._typing
        kinds = set(_KINDS[self._mode]) - {DIFFERENCE}
        view.set_kinds(kinds | {DIFFERENCE, CLEANUP, CORRECTION} if self._differences else kinds)
        deciding = _PRINTABLE if self._mode is Mode.LABEL else frozenset("?")
        view.single_keys = frozenset() if self._typing else deciding
