"""The bar that tells the keys of the present mode."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from annotator.ui.actions import KEYS, words
from annotator.ui.controllers.modes import Modes
from annotator.ui.panels.parts import faded, key_cap


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
        # Keys that find no room are cut off; they never push the panes aside.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(5)
        self._shown: object = None
        modes.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Tell the keys of the mode as it is now."""
        state = (self._modes.mode, self._modes.is_typing)
        if state == self._shown:
            return
        self._shown = state
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._modes.is_typing:
            self._add("Esc", self.tr("stop typing, decide again"))
        else:
            for spec in KEYS:
                if spec.mode is self._modes.mode and spec.hint:
                    self._add(spec.keys, words(spec.text))
        self._row.addStretch(1)
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Hide this bar"))
        close.setAccessibleName(self.tr("Hide this bar"))
        close.clicked.connect(self.closed)
        self._row.addWidget(close)

    def _add(self, keys: str, text: str) -> None:
        label: QLabel = faded(text)
        self._row.addWidget(key_cap(keys))
        self._row.addWidget(label)
        self._row.addSpacing(8)
