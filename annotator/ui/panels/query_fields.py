"""The fields of a search: what is looked for, how, and what to put in its place."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from annotator.services.editing.finding import Query, Source
from annotator.text.folding import Folding


class QueryFields(QWidget):
    """Two lines of text and four switches.

    Args:
        narrow: whether there is little room beside the lines.

    Signals:
        edited: another query was entered.
        confirmed: Enter was pressed in the upper line; True with Shift.
        replace_confirmed: Enter was pressed in the lower line.
        descended: the person wants to go down into what was found.
    """

    edited = Signal()
    confirmed = Signal(bool)
    replace_confirmed = Signal()
    descended = Signal()

    def __init__(self, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Find"))
        self.words.setAccessibleName(self.tr("Find"))
        self.words.setClearButtonEnabled(True)
        self.new = QLineEdit()
        self.new.setPlaceholderText(self.tr("Replace with"))
        self.new.setAccessibleName(self.tr("Replace with"))
        self.regular = _switch(
            ".*",
            self.tr(
                "Regular expression. In the replacement, \\1 is the first group, \\0 the whole hit, \\n a new "
                "paragraph."
            ),
        )
        self.case = _switch("Aa", self.tr("Large and small letters differ"))
        self.widths = _switch(self.tr("Ａ=A"), self.tr("Full and half width are the same"))
        self.scripts = _switch(self.tr("网=網"), self.tr("Simplified and traditional are the same"))
        switches = QHBoxLayout()
        switches.setSpacing(2)
        for switch in (self.regular, self.case, self.widths, self.scripts):
            switches.addWidget(switch)
            switch.toggled.connect(self.edited)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.words, 0, 0)
        # Where there is little room, the switches stand below the lines.
        grid.addLayout(switches, *((2, 0, Qt.AlignmentFlag.AlignLeft) if narrow else (0, 1)))
        grid.addWidget(self.new, 1, 0)
        grid.setColumnStretch(0, 1)
        # From what is looked for Tab leads to what is put in its place, wherever the switches stand.
        for before, after in pairwise(
            (self.words, self.new, self.regular, self.case, self.widths, self.scripts)
        ):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self.words)
        self.words.textChanged.connect(self.edited)
        self.words.installEventFilter(self)
        self.new.returnPressed.connect(self.replace_confirmed)

    def query(self, sources: frozenset[Source] = frozenset({Source.ARTICLE})) -> Query:
        """Return what is entered."""
        folding = Folding(not self.case.isChecked(), self.widths.isChecked(), self.scripts.isChecked())
        return Query(self.words.text(), self.regular.isChecked(), folding, sources)

    def take(self, words: str) -> None:
        """Enter words to look for, if there are any, and select all for typing over."""
        if words:
            self.words.setText(words)
        self.words.selectAll()

    def take_exactly(self, words: str) -> None:
        """Enter a text to be found only as it stands; nobody is told that another query was entered."""
        blocked = self.blockSignals(True)
        for switch, wanted in (
            (self.regular, False),
            (self.case, True),
            (self.widths, False),
            (self.scripts, False),
        ):
            switch.setChecked(wanted)
        self.words.setText(words)
        self.blockSignals(blocked)

    def show_new(self, shown: bool) -> None:
        """Show the lower line, or not."""
        self.new.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell Enter from Shift+Enter, which a line of text takes for the same."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirmed.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
            if event.key() == Qt.Key.Key_Down:
                self.descended.emit()
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        super().focusInEvent(event)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)


def _switch(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("switch")
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setCheckable(True)
    return button
