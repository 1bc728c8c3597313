"""Labels whose text is gone: putting one on the selection, or taking it away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.model.spans import lost_spans
from annotator.services.labels.labelling import move_label, remove_labels
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.workspace import Workspace


class Repairing(QObject):
    """Keeps which lost label the person has in hand.

    Signals:
        changed: another lost label is in hand, or none.
        told: a key could do nothing; the text is the code of the reason.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self, workspace: Workspace, modes: Modes, labelling: Labelling, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._labelling = labelling
        self._span: str | None = None
        modes.changed.connect(lambda: self.take(None))
        workspace.issue_changed.connect(lambda: self.take(None))
        workspace.changed.connect(self._check)

    @property
    def span(self) -> str | None:
        """The id of the lost label in hand, or None."""
        return self._span

    def take(self, span_id: str | None) -> None:
        """Take a label in hand if its text is gone; let go of the one before."""
        issue = self._workspace.issue
        # Nothing in hand, as at nearly every key, is no reason to look through all labels.
        lost = span_id if issue is not None and span_id and span_id in lost_spans(issue) else None
        if lost != self._span:
            self._span = lost
            self.changed.emit()

    def decide(self, name: str) -> bool:
        """Do what a key means for the label in hand; tells whether it meant anything."""
        if self._span is None or name not in ("Enter", "Escape", "Delete"):
            return False
        if name == "Escape":
            self.take(None)
            return True
        if name == "Delete":
            self._workspace.perform(remove_labels(self._span))
            return True
        places = self._labelling.selected()
        if not places:
            self.told.emit("label.nothing_selected")
        elif self._workspace.perform(move_label(self._span, places)):
            self.take(None)
        return True

    def _check(self) -> None:
        self.take(self._span)
