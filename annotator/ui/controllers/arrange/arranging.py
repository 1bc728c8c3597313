"""Arranging 编排: from decision to decision, one key each, the least certain first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model.decision import Decision, DecisionStatus, waiting
from annotator.model.issue import Issue
from annotator.model.operations import Operation, ResolveDecision
from annotator.model.provenance import Place
from annotator.services.project.changes import ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.editing.arranging import Choice


class Arranging(QObject):
    """Which decision is being looked at, and what the keys do to it.

    Signals:
        decision_changed: another decision is being looked at, or none, or what can be chosen is different now.
        not_taken(number): there is no choice of that number.
    """

    decision_changed = Signal()
    not_taken = Signal(int)

    def __init__(
        self, workspace: Workspace, view: ArticleView, modes: Modes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._modes = modes
        self._id = ""
        self._choices: tuple[Issue, str, tuple[Choice, ...]] | None = None
        view.decision_key.connect(self.press)
        modes.changed.connect(self._on_mode)
        workspace.issue_changed.connect(self._restart)
        workspace.changed.connect(self._on_change)

    @property
    def decision(self) -> Decision | None:
        """The decision being looked at, or None."""
        issue = self._workspace.issue
        return issue.decisions.get(self._id) if issue else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen for it, the likeliest first; empty for one that is decided."""
        issue, decision = self._workspace.issue, self.decision
        if issue is None or decision is None or decision.status is not DecisionStatus.OPEN:
            return ()
        if self._choices is None or self._choices[0] is not issue or self._choices[1] != decision.id:
            self._choices = issue, decision.id, choices_of(issue, decision)
        return self._choices[2]

    def show(self, decision_id: str) -> None:
        """Look at a decision: its first block is brought into view."""
        issue = self._workspace.issue
        decision = issue.decisions.get(decision_id) if issue else None
        self._id = decision.id if decision else ""
        if issue is not None and decision is not None:
            block_id = next((block for block in decision.blocks if block in issue.blocks), "")
            if block_id:
                self._workspace.go_to(Place(block_id, 0, len(issue.blocks[block_id].text)))
        self.decision_changed.emit()

    def show_first(self) -> None:
        """Look at the least certain decision; what a re-run lost comes before all others."""
        self._id = ""
        self.show(self._following())

    def take(self, number: int) -> None:
        """Do the choice of that number, from 1, and go on to the next decision."""
        if 0 < number <= len(self.choices):
            self._decide(self.choices[number - 1].operations)
        elif self.choices:
            self.not_taken.emit(number)

    def confirm(self) -> None:
        """Leave everything as it is, and go on to the next decision."""
        decision = self.decision
        if decision is not None and decision.status is DecisionStatus.OPEN:
            self._decide((ResolveDecision(decision.id, DecisionStatus.CONFIRMED),))

    def go_on(self) -> None:
        """Go on to the next decision and leave this one open."""
        self.show(self._following())

    def go_back(self) -> None:
        """Go back to the decision before and leave this one open."""
        self.show(self._following(back=True))

    def take_back(self) -> None:
        """Take the last step back; the decision it decided is shown again."""
        for operation in self._workspace.undo():
            if isinstance(operation, ResolveDecision):
                self.show(operation.decision)
                return

    def press(self, name: str) -> None:
        """Do what a key does in this mode; other modes and other keys are passed over."""
        if self._modes.mode is Mode.ARRANGE and not self._modes.is_typing:
            self.decide(name)

    def decide(self, name: str) -> None:
        """Do what a key of this mode does, whatever the mode is.

        Where another article was chosen meanwhile, a key that decides brings the decision back into view first.
        """
        if (name.isdigit() or name in ("Enter", "Space")) and self._is_elsewhere():
            self.show(self._id)
            return
        calls = {
            "Enter": lambda: self.take(1),
            "Space": self.confirm,
            "Tab": self.go_on,
            "Shift+Tab": self.go_back,
            "Backspace": self.take_back,
        }
        if name.isdigit():
            self.take(int(name))
        elif name in calls:
            calls[name]()

    def _is_elsewhere(self) -> bool:
        """Tell whether no text of the decision stands in the article that is shown."""
        issue, decision = self._workspace.issue, self.decision
        if issue is None or decision is None or decision.status is not DecisionStatus.OPEN:
            return False
        homes = {issue.article_of(block).id for block in decision.blocks if block in issue.blocks}
        return bool(homes) and self._workspace.article_id not in homes

    def _decide(self, operations: tuple[Operation, ...]) -> None:
        following = self._following()
        if self._workspace.perform(*operations):
            self.show(following)

    def _following(self, *, back: bool = False) -> str:
        issue = self._workspace.issue
        ids = [entry.id for entry in waiting(issue.decisions.values())] if issue else []
        if self._id in ids:
            index = ids.index(self._id)
            ids = ids[index + 1 :] + ids[:index]
        return next(iter(reversed(ids) if back else ids), "")

    def _on_mode(self) -> None:
        if self._modes.mode is Mode.ARRANGE and self.decision is None:
            self.show(self._following())

    def _restart(self) -> None:
        self._id = ""
        self.decision_changed.emit()
        self._on_mode()

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.decisions or event.patch.articles:
            self.decision_changed.emit()


def choices_of(issue: Issue, decision: Decision) -> tuple[Choice, ...]:
    """Return what can be chosen for a decision."""
    # What weighs the words of articles is loaded when there is something to decide, not with the window.
    from annotator.services.editing.arranging import choices

    return choices(issue, decision)
