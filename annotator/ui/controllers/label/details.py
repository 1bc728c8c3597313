"""What is said of labels, by keys: doubts, notes, attributes, labels of whole articles; discontinuous spans."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.model.issue import Issue
from annotator.model.labels import LabelSpan
from annotator.model.operations import Operation
from annotator.model.provenance import Place
from annotator.model.spans import places_of_span
from annotator.services.labels.details import add_places, say_of_span, take_places
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace


class LabelDetails(QObject):
    """Changes the current span, and puts what is selected to it.

    Signals:
        told: a key could do nothing; the text is the code of the reason, for the status bar.
        grown: a span lies on other text now; its id.
    """

    told = Signal(str)
    grown = Signal(str)

    def __init__(
        self, workspace: Workspace, view: ArticleView, labelling: Labelling, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._labelling = labelling
        self._recent: list[str] = []
        labelling.span_changed.connect(self._remember)
        view.selection_changed.connect(self._remember)
        workspace.article_changed.connect(self._forget)

    def toggle_doubtful(self) -> None:
        """Mark the current span as doubtful, or no longer."""
        span = self._labelling.span
        if span is None:
            self.told.emit("label.none_here")
            return
        operation = say_of_span(span, span.attributes, span.note, doubtful=not span.doubtful)
        if operation is not None:
            self._workspace.perform(operation)

    def add_selection(self) -> None:
        """Put the selected text to the span that was current before it was selected."""
        self._change(add=True)

    def take_selection(self) -> None:
        """Take the selected text from the span it belongs to."""
        self._change(add=False)

    def _change(self, *, add: bool) -> None:
        issue, places = self._workspace.issue, self._labelling.selected()
        if issue is None or not places:
            self.told.emit("label.select_part")
            return
        span = self._target(issue, places) if add else self._labelling.span
        if span is None:
            self.told.emit("label.none_before" if add else "label.none_here")
            return
        operation: Operation | None = (add_places if add else take_places)(issue, span.id, places)
        if operation is None:
            self.told.emit("label.has_it" if add else "label.nothing_left")
        elif self._workspace.perform(operation):
            self.grown.emit(span.id)

    def _target(self, issue: Issue, places: tuple[Place, ...]) -> LabelSpan | None:
        """Return the span that was current last and does not hold all of the selection itself."""
        for span_id in reversed(self._recent):
            span = issue.spans.get(span_id)
            if span is not None and add_places(issue, span_id, places) is not None:
                return span
        return None

    def _remember(self) -> None:
        """Note which span the person was on: with the caret, or with exactly its text selected."""
        issue, span, selection = self._workspace.issue, self._labelling.span, self._view.selection()
        if issue is None or span is None or selection is None or span.id not in issue.spans:
            return
        first, start, last, end = selection
        pieces = places_of_span(issue, span.id) if (first, start) != (last, end) else []
        if pieces and Place(first, start, end) not in pieces:
            return
        self._recent = [*[name for name in self._recent if name != span.id][-3:], span.id]

    def _forget(self) -> None:
        self._recent = []
