"""Choosing the colour of a label: the colours that can be told apart, and any other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.services.labels.label_colors import PALETTE
from annotator.ui.look.chips import chip
from annotator.ui.panels.flow_row import FlowRow


class ColorChoice(QWidget):
    """Shows colours to choose from.

    Signals:
        changed: another colour was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = PALETTE[0]
        self._group = QButtonGroup(self)
        row = FlowRow(2)
        for number, color in enumerate(PALETTE):
            button = QToolButton()
            button.setIcon(chip(color))
            button.setIconSize(QSize(18, 18))
            button.setCheckable(True)
            button.setToolTip(color)
            button.setAccessibleName(color)
            button.clicked.connect(partial(self._choose, color))
            self._group.addButton(button, number)
            row.add(button)
        self._other = QPushButton(self.tr("Another colour…"))
        self._other.setAutoDefault(False)
        self._other.clicked.connect(self._ask)
        row.add(self._other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)

    @property
    def color(self) -> str:
        """The colour chosen, as ``#rrggbb``."""
        return self._color

    def show_color(self, color: str) -> None:
        """Show a colour as the one chosen."""
        self._color = color
        self._group.setExclusive(False)
        for number, known in enumerate(PALETTE):
            self._group.button(number).setChecked(known == color.lower())
        self._group.setExclusive(True)
        self._other.setIcon(chip(color) if color.lower() not in PALETTE else chip("#00000000"))

    def _choose(self, color: str, *_: object) -> None:
        self.show_color(color)
        self.changed.emit()

    def _ask(self) -> None:
        dialog = QColorDialog(QColor(self._color), self)
        dialog.colorSelected.connect(lambda color: self._choose(color.name()))
        dialog.open()
