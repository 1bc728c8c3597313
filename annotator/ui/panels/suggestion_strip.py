"""The strip under the article in label mode: the suggestion being decided, the labels with their keys, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from annotator.model.labels import Label
from annotator.services.labels.suggesting import Ground, Suggestion
from annotator.ui.actions import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.repairing import Repairing
from annotator.ui.controllers.suggesting import Suggesting
from annotator.ui.label_chips import chip
from annotator.ui.panels.fit_row import FitRow
from annotator.ui.panels.parts import CutLabel, faded
from annotator.ui.workspace import Workspace

_MOST = 9


class SuggestionStrip(QFrame):
    """Shows the present suggestion; a click on a label takes it with that label."""

    def __init__(
        self,
        workspace: Workspace,
        suggesting: Suggesting,
        repairing: Repairing,
        modes: Modes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Suggestion"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._workspace = workspace
        self._suggesting = suggesting
        self._repairing = repairing
        self._modes = modes
        self._text = QLabel()
        font = QFont(self._text.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self._text.setFont(font)
        self._buttons = [self._button(number) for number in range(1, _MOST + 1)]
        self._no = QToolButton()
        self._no.setObjectName("candidate")
        self._no.setText(self.tr("Space  no"))
        self._no.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._no.clicked.connect(suggesting.reject)
        self._row = FitRow()
        self._row.set_groups([(button,) for button in self._buttons])
        self._reason = CutLabel()
        self._state = faded()
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._text)
        first.addSpacing(6)
        first.addWidget(self._row, 1)
        first.addWidget(self._no)
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self._reason, 1)
        second.addWidget(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        suggesting.changed.connect(self.refresh)
        repairing.changed.connect(self.refresh)
        modes.changed.connect(self.refresh)
        workspace.issue_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the suggestion as it is now."""
        shown = self._modes.mode is Mode.LABEL and not self._modes.is_typing
        self.setVisible(shown and self._workspace.issue is not None)
        if not shown:
            return
        suggestion = self._suggesting.current if self._repairing.span is None else None
        labels = self._suggesting.choices() if suggestion is not None else ()
        for number, label in enumerate(labels, start=1):
            self._fill(self._buttons[number - 1], number, label, suggestion)
        self._row.set_groups([(button,) for button in self._buttons[: len(labels)]])
        self._no.setVisible(suggestion is not None)
        count = self._suggesting.count
        self._state.setText(
            self.tr("{count} suggestions in this article").format(count=count) if count else ""
        )
        issue = self._workspace.issue
        if self._repairing.span is not None:
            self._text.setText(self.tr("A label without text"))
            self._reason.setText(
                self.tr("Select where it belongs and press Enter; Delete removes it, Esc leaves it.")
            )
        elif suggestion is None or issue is None:
            self._text.setText(self.tr("Label"))
            self._reason.setText(
                self.tr("Tab goes to the next suggestion.")
                if count
                else self.tr("Label a few names: what is like them will be suggested.")
            )
        else:
            place = suggestion.place
            self._text.setText(issue.blocks[place.block].text[place.start : place.end])
            self._reason.setText(self._why(suggestion))

    def _why(self, suggestion: Suggestion) -> str:
        percent = round(suggestion.score * 100)
        words = {
            Ground.SAME_TEXT: self.tr("{percent} % · this text was labelled so {count} times"),
            Ground.GAZETTEER: self.tr("{percent} % · it is in a word list"),
            Ground.SAME_KIND: self.tr("{percent} % · {count} names of this kind were labelled so"),
            Ground.MODEL: self.tr("{percent} % · suggested by a model"),
        }[suggestion.ground]
        return words.format(percent=percent, count=suggestion.count)

    def _button(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName("candidate")
        button.setAccessibleName(str(number))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Beside an icon Qt would leave the words out.
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _checked=False, chosen=number: self._suggesting.accept(chosen))
        if number == 1:
            font = QFont(button.font())
            font.setBold(True)
            button.setFont(font)
        return button

    def _fill(self, button: QToolButton, number: int, label: Label, suggestion: Suggestion | None) -> None:
        scores = dict(suggestion.labels) if suggestion is not None else {}
        percent = f"   {round(scores[label.id] * 100)}%" if label.id in scores else ""
        key = "⏎" if number == 1 else str(number)
        button.setText(f"{key}  {label.name}{percent}")
        button.setIcon(chip(label.color))
        button.setToolTip(label.description or label.name)
        button.setAccessibleName(self.tr("Label {number}: {name}").format(number=number, name=label.name))
