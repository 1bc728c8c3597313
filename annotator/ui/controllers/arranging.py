"""Arranging 编排: the decisions of reconstruction, the least certain first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.model.decision import Decision, DecisionStatus
from annotator.model.issue import Issue
from annotator.model.operations import ResolveDecision
from annotator.model.provenance import Place
from annotator.services.session import ChangeEvent
from annotator.ui.actions import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace


def open_decisions(issue: Issue) -> list[Decision]:
    """Return the decisions nobody has looked at, the least certain first."""
    waiting = (entry for entry in issue.decisions.values() if entry.status is DecisionStatus.OPEN)
    return sorted(waiting, key=lambda entry: (entry.confidence, entry.id))


class Arranging(QObject):
    """Which decision is being looked at, and what the keys do to it.

    Signals:
        decision_changed: another decision is being looked at, or none.
    """

    decision_changed = Signal()

    def __init__(
        self, workspace: Workspace, view: ArticleView, modes: Modes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._modes = modes
        self._id = ""
        view.decision_key.connect(self.press)
        modes.changed.connect(self._on_mode)
        workspace.issue_changed.connect(self._restart)
        workspace.changed.connect(self._on_change)

    @property
    def decision(self) -> Decision | None:
        """The decision being looked at, or None."""
        issue = self._workspace.issue
        return issue.decisions.get(self._id) if issue else None

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

    def confirm(self) -> None:
        """Confirm the decision and go on to the next."""
        decision = self.decision
        if decision is None or decision.status is not DecisionStatus.OPEN:
            return
        following = self._following()
        if self._workspace.perform(ResolveDecision(decision.id, DecisionStatus.CONFIRMED)):
            self.show(following)

    def go_on(self) -> None:
        """Go on to the next decision and leave this one open."""
        self.show(self._following())

    def take_back(self) -> None:
        """Take the last step back; a decision it confirmed is shown again."""
        for operation in self._workspace.undo():
            if isinstance(operation, ResolveDecision):
                self.show(operation.decision)
                return

    def press(self, name: str) -> None:
        """Do what a key does in this mode; other modes and other keys are passed over."""
        if self._modes.mode is not Mode.ARRANGE or self._modes.is_typing:
            return
        calls = {
            "Enter": self.confirm,
            "Space": self.go_on,
            "Tab": self.go_on,
            "Backspace": self.take_back,
        }
        if name in calls:
            calls[name]()

    def _following(self) -> str:
        issue = self._workspace.issue
        waiting = [entry.id for entry in open_decisions(issue)] if issue else []
        if self._id in waiting:
            index = waiting.index(self._id)
            waiting = waiting[index + 1 :] + waiting[:index]
        return next(iter(waiting), "")

    def _on_mode(self) -> None:
        if self._modes.mode is Mode.ARRANGE and self.decision is None:
            self.show(self._following())

    def _restart(self) -> None:
        self._id = ""
        self.decision_changed.emit()
        self._on_mode()

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.decisions:
            self.decision_changed.emit()
