"""The strip under the article in label mode: the suggestion being decided, the labels with their keys, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from annotator.model.labels import Label
from annotator.services.labels.suggesting import Ground, Suggestion
from annotator.text.filling import filled
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.label.repairing import Repairing
from annotator.ui.controllers.label.suggesting import Suggesting
from annotator.ui.controllers.modes import Modes
from annotator.ui.look.chips import chip
from annotator.ui.panels.decision_strip import DecisionStrip
from annotator.ui.workspace import Workspace


class SuggestionStrip(DecisionStrip):
    """Shows the present suggestion; a click on a label takes it with that label."""

    def __init__(
        self,
        workspace: Workspace,
        suggesting: Suggesting,
        repairing: Repairing,
        modes: Modes,
    ) -> None:
        super().__init__(suggesting.accept, suggesting.reject)
        self.setAccessibleName(self.tr("Suggestion"))
        self._workspace = workspace
        self._suggesting = suggesting
        self._repairing = repairing
        self._modes = modes
        self.no.setText(self.tr("Space  no"))
        suggesting.changed.connect(self.refresh)
        repairing.changed.connect(self.refresh)
        modes.left.connect(self.hide)
        modes.entered.connect(self._appear)
        modes.changed.connect(self.refresh)
        workspace.issue_changed.connect(self.refresh)
        self.refresh()

    def _appear(self) -> bool:
        """Be there in its mode; tells whether it is that."""
        shown = self._modes.mode is Mode.LABEL and not self._modes.is_typing
        self.setVisible(shown and self._workspace.issue is not None)
        return shown

    def refresh(self) -> None:
        """Show the suggestion as it is now."""
        if not self._appear():
            return
        suggestion = self._suggesting.current if self._repairing.span is None else None
        labels = self._suggesting.choices() if suggestion is not None else ()
        for number, label in enumerate(labels, start=1):
            self._fill(self.buttons[number - 1], number, label, suggestion)
        self.show_choices(len(labels))
        self.no.setVisible(suggestion is not None)
        self.context.setVisible(suggestion is not None)
        count = self._suggesting.count
        self.state.setText(
            self.tr("Suggestions in this article: {count}").format(count=count) if count else ""
        )
        issue = self._workspace.issue
        if self._repairing.span is not None:
            self.text.setText(self.tr("A label without text"))
            self.reason.setText(
                self.tr("Select where it belongs and press Enter; Delete removes it, Esc leaves it.")
            )
        elif suggestion is None or issue is None:
            self.text.setText(self.tr("Label"))
            self.reason.setText(
                self.tr("Tab goes to the next suggestion.")
                if count
                else self.tr("Label a few names: what is like them will be suggested.")
            )
        else:
            place = suggestion.place
            text = issue.blocks[place.block].text
            self.show_context(text, place.start, place.end)
            self.text.setText(text[place.start : place.end])
            self.reason.setText(self._why(suggestion))

    def _why(self, suggestion: Suggestion) -> str:
        percent = round(suggestion.score * 100)
        words = {
            Ground.SAME_TEXT: self.tr("{percent} % · this text was labelled so {count} {count:time|times}"),
            Ground.GAZETTEER: self.tr("{percent} % · it is in a word list"),
            Ground.SAME_KIND: self.tr(
                "{percent} % · {count} {count:name of this kind was|names of this kind were} labelled so"
            ),
            Ground.MODEL: self.tr("{percent} % · suggested by a model"),
        }[suggestion.ground]
        return filled(words, percent=percent, count=suggestion.count)

    def _fill(self, button: QToolButton, number: int, label: Label, suggestion: Suggestion | None) -> None:
        scores = dict(suggestion.labels) if suggestion is not None else {}
        percent = f"   {round(scores[label.id] * 100)}%" if label.id in scores else ""
        key = "⏎" if number == 1 else str(number)
        button.setText(f"{key}  {label.name}{percent}")
        button.setIcon(chip(label.color))
        button.setToolTip(label.description or label.name)
        button.setAccessibleName(self.tr("Label {number}: {name}").format(number=number, name=label.name))
