"""The bar that tells the keys of the present mode."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from annotator.ui.actions.keys import KEYS
from annotator.ui.actions.table import Mode, words
from annotator.ui.controllers.modes import Modes
from annotator.ui.panels.fit_row import FitRow
from annotator.ui.panels.parts import faded, key_cap

_State = tuple[Mode, bool]
"""A mode, and whether keys type."""


class HintBar(QFrame):
    """Shows what the single keys do.

    Signals:
        closed: the person wants the bar no more.
    """

    closed = Signal()

    def __init__(self, modes: Modes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hints")
        self._modes = modes
        self._keys = FitRow(spacing=16)
        self._shown: _State | None = None
        self._made: dict[_State, list[tuple[QLabel, QLabel]]] = {}
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Hide this bar"))
        close.setAccessibleName(self.tr("Hide this bar"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self._keys, 1)
        row.addWidget(close)
        modes.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Tell the keys of the mode as it is now."""
        state = (self._modes.mode, self._modes.is_typing)
        if state != self._shown:
            self._shown = state
            if state not in self._made:
                self._made[state] = [(key_cap(keys), faded(text)) for keys, text in self._hints()]
            self._keys.set_groups(list(self._made[state]))

    def _hints(self) -> list[tuple[str, str]]:
        """Return the keys that are told now, with what they do."""
        if self._modes.is_typing:
            return [("Esc", self.tr("stop typing, decide again"))]
        return [(spec.keys, words(spec.text)) for spec in KEYS if spec.mode is self._modes.mode and spec.hint]
