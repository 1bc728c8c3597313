"""What can be chosen for a decision, each with its key; a click does it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.ui.controllers.arrange.arranging import Arranging
from annotator.ui.words.sentences import choice_sentence

_PADDING = 24  # pixels of a button's width that are not text


class ChoiceList(QWidget):
    """Buttons below each other, as many as there are choices."""

    def __init__(self, arranging: Arranging, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arranging = arranging
        self.setAccessibleName(self.tr("Choices"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 0, 10, 10)
        self._column.setSpacing(4)
        self._buttons: list[ChoiceButton] = []
        arranging.decision_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be chosen now."""
        choices = self._arranging.choices
        while len(self._buttons) < len(choices):
            self._add()
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(choices))
            if number < len(choices):
                choice = choices[number]
                key = "⏎" if number == 0 else str(number + 1)
                keeps = choice.code in ("arrange.keep", "arrange.dismiss")
                words = choice_sentence(choice.code, choice.values)
                button.show_words(f"{key}  {words}" + (f"  ({self.tr('Space')})" if keeps else ""))
        self.setVisible(bool(choices))

    def _add(self) -> None:
        button = ChoiceButton()
        button.clicked.connect(partial(self._take, len(self._buttons) + 1))
        self._buttons.append(button)
        self._column.addWidget(button)

    def _take(self, number: int, _checked: bool = False) -> None:
        self._arranging.take(number)


class ChoiceButton(QPushButton):
    """A button as wide as there is room, its words cut in the middle where they are longer."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show words."""
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - _PADDING, 0)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, room))
