"""Small parts that several panels share."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

KEY_NAMES = {"Enter": "⏎", "Shift+Enter": "⇧⏎", "Backspace": "⌫"}


def heading(*widgets: QWidget, stretch: int = 0) -> QFrame:
    """Return the bar above a pane or list; ``stretch`` is the number of the widget that takes the room."""
    frame = QFrame()
    frame.setObjectName("heading")
    row = QHBoxLayout(frame)
    row.setContentsMargins(10, 4, 8, 4)
    row.setSpacing(6)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, 1 if number == stretch else 0)
    frame.setFixedHeight(34)
    return frame


def faded(text: str = "") -> QLabel:
    """Return a label of little weight."""
    label = QLabel(text)
    label.setObjectName("faded")
    return label


def named(label: QLabel, name: str) -> None:
    """Let a label look otherwise; the style sheet goes by its name."""
    if label.objectName() != name:
        label.setObjectName(name)
        label.style().unpolish(label)
        label.style().polish(label)


def line_height(font: QFont) -> int:
    """Return how high a line with Chinese words is, in pixels.

    Where the font has no Chinese characters they are taken from another one, of which its own metrics know nothing.
    """
    return _line_height(font.toString())


@lru_cache(maxsize=32)
def _line_height(described: str) -> int:
    font = QFont()
    font.fromString(described)
    bold = QFont(font)
    bold.setBold(True)
    return max(_layout_height(font), _layout_height(bold), QFontMetrics(font).height())


def _layout_height(font: QFont) -> int:
    layout = QTextLayout("永国Ág", font)
    layout.beginLayout()
    height = layout.createLine().height()
    layout.endLayout()
    return ceil(height)


class CutLabel(QLabel):
    """A label of little weight whose words end in dots where there is no room for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("faded")
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the words as there is room for."""
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter, rect, align, self.palette(), self.isEnabled(), shown, self.foregroundRole()
            )


def key_cap(text: str) -> QLabel:
    """Return a label that looks like a key."""
    label = QLabel(text)
    label.setObjectName("key")
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * 0.9)
    label.setFont(font)
    return label


class ContextLine(QWidget):
    """One line of text with a place in its middle, which is set off by weight and a line below it."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_place(self, parts: tuple[str, str, str]) -> None:
        """Show what stands before, in and after a place."""
        self._parts = parts
        self.setAccessibleName("".join(parts))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a line."""
        return QSize(0, self.fontMetrics().height() + 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the place in the middle and as much of its context as there is room for."""
        before, here, after = self._parts
        here = here or "‸"
        bold = QFont(self.font())
        bold.setBold(True)
        metrics, wide = self.fontMetrics(), QFontMetrics(bold).horizontalAdvance(here)
        ink, faded = self.palette().windowText().color(), self.palette().placeholderText().color()
        left = max((self.width() - wide) // 2, 0)
        with QPainter(self) as painter:
            y = metrics.ascent() + 1
            painter.setPen(faded)
            shown = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, left)
            painter.drawText(left - metrics.horizontalAdvance(shown), y, shown)
            room = max(self.width() - left - wide, 0)
            painter.drawText(left + wide, y, metrics.elidedText(after, Qt.TextElideMode.ElideRight, room))
            painter.setFont(bold)
            painter.setPen(ink)
            painter.drawText(left, y, here)
            painter.fillRect(left, y + metrics.descent(), wide, 2, self.palette().brightText())


class EmptyNote(QLabel):
    """A sentence over a list or pane that has nothing to show."""

    def __init__(self, over: QAbstractScrollArea, text: str) -> None:
        super().__init__(text, over.viewport())
        self.setObjectName("empty")
        self._over = over
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.viewport().installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the list."""
        if event.type() == QEvent.Type.Resize:
            self.resize(self._over.viewport().size())
        return super().eventFilter(watched, event)

    def show_if(self, empty: bool) -> None:
        """Show the sentence, or not."""
        self.resize(self._over.viewport().size())
        self.setVisible(empty)


def text_around(text: str, start: int, end: int, reach: int) -> tuple[str, str, str]:
    """Return what stands before, in and after a range, cut to ``reach`` characters on each side."""
    before, after = text[max(start - reach, 0) : start], text[end : end + reach]
    left = "…" if start > reach else ""
    right = "…" if end + reach < len(text) else ""
    return f"{left}{before}", text[start:end], f"{after}{right}"
