"""What the strips under the article have in common: what is being decided, the choices with their keys, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.ui.panels.fit_row import FitRow
from annotator.ui.panels.parts import ContextLine, CutLabel, faded, text_around

MOST = 9
"""Choices that have a key of their own."""

LARGE = 1.15
"""How large what is being decided stands, to the other words of the window."""

_REACH = 40  # characters of context on each side


class DecisionStrip(QFrame):
    """A row with the context, one with the text and its choices, and one with the reason and what else there is.

    Strips are equally high, whatever they show: the text above must not move, and be drawn anew, when there is nothing
    to show or when another mode brings another strip.

    Attributes:
        context: the line of text around what is being decided.
        text: what is being decided.
        row: the choices, as many as there is room for.
        buttons: one for each key, in ``row``.
        no: leaves the text as it is.
        reason: why it is asked.
        state: how much is still open.
    """

    def __init__(
        self, choose: Callable[[int], object], refuse: Callable[[], object], scale: float = 1.0
    ) -> None:
        """Make the strip.

        Args:
            choose: gets the number of a choice that is clicked, from 1.
            refuse: called when the text is to stay as it is.
            scale: how large the words of the choices are, to the others of the window.
        """
        super().__init__()
        self.setObjectName("strip")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._choose = choose
        self._scale = scale
        self.context = ContextLine()
        policy = self.context.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.context.setSizePolicy(policy)
        self.text = QLabel()
        self.text.setFont(_scaled(self.text.font(), LARGE, bold=True))
        self.row = FitRow(least=_largest().height())
        self.buttons = [self._button(number) for number in range(1, MOST + 1)]
        self.no = _tool()
        self.no.clicked.connect(refuse)
        self.reason = CutLabel()
        self.state = faded()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(4)
        column.addWidget(self.context)
        column.addLayout(_laid_out(6, self.text, 6, self.row, self.no))
        column.addLayout(_laid_out(16, self.reason, self.state))
        self.show_choices(MOST)

    def show_context(self, text: str, start: int, end: int) -> None:
        """Show what stands around what is being decided, in code points of its block's text."""
        self.context.show_place(text_around(text, start, end, _REACH))

    def show_choices(self, count: int) -> None:
        """Show the first ``count`` choices."""
        self.row.set_groups([(button,) for button in self.buttons[:count]])

    def _button(self, number: int) -> QToolButton:
        button = _tool(self.row)
        button.hide()
        # A font that is set when the button stands in a window already is lost.
        button.setFont(_scaled(button.font(), self._scale, bold=number == 1))
        button.setAccessibleName(str(number))
        # Beside an icon Qt would leave the words out.
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False, chosen=number: self._choose(chosen))
        return button


def _scaled(font: QFont, scale: float, *, bold: bool) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * scale)
    made.setBold(bold)
    return made


def _tool(parent: QWidget | None = None) -> QToolButton:
    button = QToolButton(parent) if parent is not None else QToolButton()
    button.setObjectName("candidate")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _largest() -> QSize:
    """Return the size of a choice in the largest letters a strip has."""
    button = _tool()
    button.setFont(_scaled(button.font(), LARGE, bold=True))
    button.setText("1 国")
    return button.sizeHint()


def _laid_out(spacing: int, *parts: QWidget | int) -> QHBoxLayout:
    """Return a row of widgets and gaps; what may be cut takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            row.addSpacing(part)
        else:
            row.addWidget(part, 1 if isinstance(part, FitRow | CutLabel) else 0)
    return row
