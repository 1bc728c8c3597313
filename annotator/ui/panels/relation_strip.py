"""The strip under the article while a relation is being made: its other end, then its type."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.model.labels import LabelScheme
from annotator.model.spans import text_of_span
from annotator.ui.controllers.label.relating import Relating
from annotator.ui.look.chips import chip
from annotator.ui.panels.flow_row import FlowRow
from annotator.ui.panels.parts import faded
from annotator.ui.workspace import Workspace

_LONGEST = 12
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backtab)


class RelationStrip(QFrame):
    """Shows what can be chosen, and has the keyboard meanwhile."""

    def __init__(
        self,
        workspace: Workspace,
        relating: Relating,
        known: Callable[[], LabelScheme],
        back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Relation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._workspace = workspace
        self._relating = relating
        self._known = known
        self._back = back
        self._title = QLabel()
        self._hint = faded()
        self._targets, self._types = FlowRow(), FlowRow()
        self._made: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(4)
        for widget in (self._title, self._targets, self._types, self._hint):
            column.addWidget(widget)
        relating.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show what can be chosen now; take the keyboard when it begins and give it back at the end."""
        relating, issue = self._relating, self._workspace.issue
        source = relating.source
        if source is None or issue is None:
            if not self.isHidden():
                self.hide()
                self._back()
            return
        label = self._known().label(source.label)
        name = f"{label.name if label else source.label} “{_short(text_of_span(issue, source.id))}”"
        goal = relating.goal
        if goal is None:
            self._title.setText(self.tr("{source} is related to:").format(source=name))
            self._hint.setText(
                self.tr("1–9 or a click: the other label · ← → Enter: go through them · letters: kind · Esc")
            )
        else:
            words = self.tr("How is {source} related to “{target}”?")
            self._title.setText(words.format(source=name, target=_short(goal.text)))
            self._hint.setText(self.tr("Letter or number: kind · Enter: the first · Esc"))
        self._fill()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys choose."""
        relating, key = self._relating, event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            relating.confirm()
        elif key == Qt.Key.Key_Escape:
            relating.cancel()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            relating.choose(key - Qt.Key.Key_0)
        elif key in _FORWARD or key in _BACK:
            relating.step(forward=key in _FORWARD)
        elif event.text().isalpha() and event.text().isascii():
            relating.press(event.text())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Keep Tab: it goes through the targets."""
        return False

    def _fill(self) -> None:
        relating = self._relating
        for widget in self._made:
            widget.hide()
            widget.deleteLater()
        self._made = []
        self._targets.clear()
        self._types.clear()
        known = self._known()
        for number, target in enumerate(relating.nearest if relating.goal is None else (), start=1):
            label = known.label(target.label)
            words = f"{number}  {_short(target.text)}"
            color = label.color if label else "#888888"
            current = relating.current is not None and relating.current.span == target.span
            self._add(self._targets, words, color, partial(relating.aim, target.span), checked=current)
        for number, entry in enumerate(relating.types, start=1):
            key = entry.key.upper() or ("" if relating.goal is None else str(number))
            call = (
                partial(relating.choose, number)
                if relating.goal is not None
                else partial(relating.press, entry.key)
            )
            checked = relating.type is not None and relating.type.id == entry.id
            self._add(self._types, f"{key}  {entry.name}", entry.color, call, checked=checked)
        self._targets.setVisible(relating.goal is None)
        self._targets.refresh()
        self._types.refresh()

    def _add(
        self, row: FlowRow, words: str, color: str, call: Callable[[], object], *, checked: bool
    ) -> None:
        button = QToolButton()
        button.setObjectName("candidate")
        button.setIcon(chip(color))
        button.setIconSize(QSize(14, 14))
        button.setText(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(True)
        button.setChecked(checked)
        button.clicked.connect(lambda _checked=False: call())
        row.add(button)
        button.show()
        self._made.append(button)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
