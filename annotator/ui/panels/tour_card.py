"""The card of the tour: one step at a time, over the lower corner of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 310
_MARGIN = 18


class TourCard(QFrame):
    """Says what to try next. It never takes the keyboard, so what it says can be tried at once.

    Signals:
        passed: the person wants the next step.
        left: the person has seen enough.
    """

    passed = Signal()
    left = Signal()

    def __init__(self, over: QWidget, window: QWidget) -> None:
        super().__init__(window)  # a splitter would take it for one of its panes
        self._over = over
        self.setObjectName("tour")
        self.setAccessibleName(self.tr("Tour"))
        self.setFixedWidth(_WIDTH)
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        self._title.setObjectName("tourTitle")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        for label in (self._title, self._text):
            label.setWordWrap(True)
        self._count.setObjectName("faded")
        self._leave = QPushButton(self.tr("End the tour"))
        self._leave.setFlat(True)
        self._next = QPushButton()
        for button, signal in ((self._leave, self.left), (self._next, self.passed)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(signal)
        row = QHBoxLayout()
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._leave)
        row.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(row)
        over.installEventFilter(self)
        self.hide()

    def show_step(self, title: str, text: str, number: int, total: int) -> None:
        """Show a step.

        Args:
            title: a few words.
            text: what to do, with keys between ``<kbd>`` marks.
            number: of the step, from 1.
            total: how many there are.
        """
        is_last = number == total
        self._title.setText(title)
        self._text.setText(text.replace("<kbd>", "<b>").replace("</kbd>", "</b>"))
        self._count.setText(f"{number} / {total}")
        self._next.setText(self.tr("Done") if is_last else self.tr("Next"))
        self._leave.setVisible(not is_last)
        self.setAccessibleDescription(f"{title} {text}")
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.parentWidget()
        assert window is not None, "a card belongs to a window"
        corner = self._over.mapTo(window, self._over.rect().bottomRight())
        self.move(corner.x() - self.width() - _MARGIN, corner.y() - self.height() - _MARGIN)
