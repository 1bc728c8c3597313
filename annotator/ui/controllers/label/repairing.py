"""Labels whose text is gone: saying so at once; putting one on the selection, or taking it away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from annotator.model.labels import LabelPiece
from annotator.model.spans import lost_spans
from annotator.services.labels.labelling import move_label, remove_labels
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.workspace import Workspace


class Repairing(QObject):
    """Keeps which lost label the person has in hand.

    Signals:
        changed: another lost label is in hand, or none.
        told: a key could do nothing, or has left a label without text; the text is the code of the sentence.
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
        self._empty: set[str] = set()  # spans that have a piece without text
        modes.changed.connect(lambda: self.take(None))
        workspace.issue_changed.connect(self._on_issue)
        workspace.changed.connect(self._on_change)

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

    def _on_issue(self) -> None:
        self.take(None)
        issue = self._workspace.issue
        self._empty = _empty(issue.pieces) if issue is not None else set()

    def _on_change(self, event: ChangeEvent) -> None:
        self.take(self._span)
        changed = event.patch.pieces
        issue = self._workspace.issue
        if not changed or issue is None:
            return
        empty = _empty(changed)
        fresh = empty - self._empty
        self._empty -= {piece.span for pieces in changed.values() for piece in pieces or ()}
        self._empty |= empty
        if fresh and event.cause is not Cause.MACHINE and not fresh.isdisjoint(lost_spans(issue)):
            self.told.emit("label.text_gone")


def _empty(pieces: Mapping[str, tuple[LabelPiece, ...] | None]) -> set[str]:
    return {piece.span for each in pieces.values() for piece in each or () if piece.start == piece.end}
