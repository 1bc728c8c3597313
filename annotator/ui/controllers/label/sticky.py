"""The label that stays: with it, selecting with the mouse is labelling."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from annotator.ui.actions.table import Mode
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.text_view import ArticleView


class StickyLabel(QObject):
    """Puts one label on whatever the mouse selects in label mode, until it is switched off.

    Signals:
        changed: another label stays, or none.
    """

    changed = Signal()

    def __init__(
        self, view: ArticleView, modes: Modes, labelling: Labelling, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._modes = modes
        self._labelling = labelling
        self._on = False
        view.viewport().installEventFilter(self)
        labelling.pressed.connect(self._on_pressed)
        modes.changed.connect(self._on_mode)

    @property
    def is_on(self) -> bool:
        """Whether the label used last stays."""
        return self._on

    @property
    def label(self) -> str:
        """The id of the label that stays, or an empty text: then the next label that is used will stay."""
        return self._labelling.last if self._on else ""

    def toggle(self) -> None:
        """Let the label used last stay, or stay no more."""
        self._on = not self._on
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Label what the mouse has selected, once the pane knows of it."""
        ends = event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
        if (
            ends
            and self._on
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and self._modes.mode is Mode.LABEL
            and not self._modes.is_typing
        ):
            QTimer.singleShot(0, self, self._put)
        return super().eventFilter(watched, event)

    def _put(self) -> None:
        if self._on and self._view.textCursor().hasSelection():
            self._labelling.press_again()

    def _on_pressed(self) -> None:
        if self._on:
            self.changed.emit()

    def _on_mode(self) -> None:
        if self._on and self._modes.mode is not Mode.LABEL:
            self.toggle()
