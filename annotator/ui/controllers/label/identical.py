"""Every identical text: labelled or unlabelled by one chord, or looked through first in the list of hits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from annotator.model.issue import Issue
from annotator.model.labels import Label, LabelScheme
from annotator.model.operations import AddLabels, ChangeLabels, Operation, RemoveLabels
from annotator.model.provenance import Place
from annotator.model.spans import text_of_span
from annotator.services.editing.finding import (
    EVERYTHING,
    Found,
    Passage,
    Query,
    find_in_issue,
    find_in_project,
    prepare,
)
from annotator.services.labels.identical import labelled_hits, over_issues, put_labels, take_labels
from annotator.text.filling import filled
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.find.searching import Reach
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.panels.find_panel import FindPanel
from annotator.ui.panels.label_hits import LabelHits
from annotator.ui.qt.workers import Jobs
from annotator.ui.workspace import Workspace

_MANY = 1000  # places that are labelled elsewhere than here only after asking

Making = Callable[[Issue, list[Place]], tuple[Operation, ...]]


class Identical(QObject):
    """Labels what stands in many places.

    Signals:
        told: nothing could be done; the text is the code of the reason.
        done: so many places were labelled (True) or unlabelled (False).
        review_wanted: the list of hits is to be shown.
    """

    told = Signal(str)
    done = Signal(int, bool)
    review_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        modes: Modes,
        labelling: Labelling,
        scheme: Callable[[], LabelScheme],
        panel: FindPanel,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._modes = modes
        self._labelling = labelling
        self._scheme = scheme
        self._panel = panel
        self._jobs = jobs
        self._busy = False
        self.row = LabelHits()
        panel.add_row(self.row)
        self.row.put.connect(self._put_ticked)
        self.row.taken.connect(self._take_ticked)
        panel.decided.connect(self._decide)
        panel.left.connect(view.setFocus)
        panel.counted.connect(self._on_counted)
        view.decision_key.connect(self._on_decision)
        workspace.session_changed.connect(self.show_scheme)
        self.show_scheme()

    def show_scheme(self) -> None:
        """Offer the labels of the project's scheme."""
        self.row.show_scheme(self._scheme())

    def label_alike(self) -> None:
        """Put the label of the span here, or the one used last, on every identical text, as far as the list reaches."""
        self._everywhere(put=True)

    def unlabel_alike(self) -> None:
        """Take the label of the span here away from every identical text."""
        self._everywhere(put=False)

    def review(self) -> None:
        """List every identical text, all ticked but those labelled already."""
        text, label = self._meant()
        issue = self._workspace.issue
        if issue is None or label is None or not text:
            self.told.emit("label.nothing_selected")
            return
        self.row.choose(label.id)

        def labelled(passages: tuple[Passage, ...]) -> set[tuple[str, int, int]]:
            now = self._workspace.issue
            return labelled_hits(now, label.id, passages) if now is not None else set()

        self.review_wanted.emit()
        self._panel.review(text, labelled)

    def _meant(self) -> tuple[str, Label | None]:
        """Return the text that is meant, and the label: the span's here, or the one used last for what is selected."""
        issue, span, selected = self._workspace.issue, self._labelling.span, self._view.selected_text()
        if issue is None:
            return "", None
        if span is not None:
            text = text_of_span(issue, span.id)
            if selected in ("", text):
                return text, self._scheme().label(span.label)
        return selected, self._scheme().label(self._labelling.last or self.row.labels.currentData())

    def _everywhere(self, *, put: bool) -> None:
        text, label = self._meant()
        issue, session = self._workspace.issue, self._workspace.session
        if issue is None or session is None or label is None or not text or "\n" in text:
            self.told.emit("label.nothing_selected")
            return
        search = prepare(Query(text), limit=EVERYTHING)
        reach = self._panel.searching.reach
        if reach is not Reach.PROJECT:
            article = self._workspace.article_id if reach is Reach.ARTICLE else None
            self._perform(find_in_issue(issue, search, article).passages, label.id, put=put)
            return
        library = session.library

        def take(found: Found) -> None:
            if self._workspace.session is session:
                self._perform(found.passages, label.id, put=put)

        self._jobs.start(
            lambda progress, _cancelled: find_in_project(library, search, progress),
            take,
            failed=self._workspace.failed.emit,
            is_current=lambda: self._workspace.session is session,
        )

    def _perform(
        self, passages: tuple[Passage, ...], label_id: str, *, put: bool, inside: bool = False
    ) -> None:
        """Label or unlabel hits, in whichever issues; those that are not shown are read beside the window first."""
        session, workspace = self._workspace.session, self._workspace
        if session is None or not workspace.can_edit or self._busy:
            return
        label, who = self._scheme().label(label_id), workspace.who

        def make(issue: Issue, places: list[Place]) -> tuple[Operation, ...]:
            if not put:
                return take_labels(issue, label_id or None, places, inside=inside)
            return put_labels(issue, label, places, who) if label is not None else ()

        elsewhere = {passage.issue for passage in passages} - {workspace.issue_id}
        if not elsewhere:
            self._tell(workspace.perform_all, over_issues(passages, session.issue, make), put=put)
            return

        def take(ahead: object) -> None:
            self._busy = False
            session.take(ahead)  # type: ignore[arg-type]
            self._tell(workspace.perform_over, over_issues(passages, session.issue, make), put=put)

        def give_up(error: Exception) -> None:
            self._busy = False
            workspace.failed.emit(error)

        self._busy = True
        self._jobs.start(
            lambda _progress, _cancelled: session.read_ahead(elsewhere),
            take,
            failed=give_up,
            is_current=lambda: workspace.session is session,
        )

    def _tell(
        self,
        perform: Callable[[dict[str, tuple[Operation, ...]]], bool],
        operations: dict[str, tuple[Operation, ...]],
        *,
        put: bool,
    ) -> None:
        if not operations:
            self.told.emit("label.none_alike" if put else "label.none_to_take")
        elif perform(operations):
            self.done.emit(sum(map(_count, chain.from_iterable(operations.values()))), put)

    def _decide(self) -> None:
        """Enter in the list labels what is ticked and goes back to the text."""
        self._put_ticked(self.row.labels.currentData())
        self._view.setFocus()

    def _put_ticked(self, label_id: str) -> None:
        self._ask(self._panel.ticked(), label_id, put=True)

    def _take_ticked(self, label_id: str) -> None:
        self._ask(self._panel.ticked(), label_id, put=False)

    def _ask(self, passages: tuple[Passage, ...], label_id: str, *, put: bool) -> None:
        """Do it, after asking where very many places are in issues that cannot be seen here."""
        hidden = sum(len(each.hits) for each in passages if each.issue != self._workspace.issue_id)
        if hidden < _MANY:
            self._perform(passages, label_id, put=put, inside=True)
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Label in other issues"),
            filled(
                self.tr("Change the labels of {count} {count:place|places} in other issues?"), count=hidden
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            self._panel,
        )
        box.accepted.connect(lambda: self._perform(passages, label_id, put=put, inside=True))
        box.open()

    def _on_decision(self, name: str) -> None:
        if name == "Shift+Enter" and self._modes.mode is Mode.LABEL and not self._modes.is_typing:
            self.review()

    def _on_counted(self) -> None:
        self.row.set_ready(bool(self._panel.ticked()) and self._workspace.can_edit)


def _count(operation: Operation) -> int:
    """Return how many spans an operation is about."""
    return len(operation.spans) if isinstance(operation, AddLabels | ChangeLabels | RemoveLabels) else 0
