"""Labels 标签: the scheme with colours and keys, and the spans of the issue, lost ones first."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelScheme
from annotator.services.labels.labelling import listed_spans, remove_labels
from annotator.services.labels.schemes import Schemes
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.panels.article_labels import ArticleLabels
from annotator.ui.panels.label_list import LabelList
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.panels.relation_list import RelationList
from annotator.ui.panels.span_inspector import SpanInspector
from annotator.ui.panels.span_model import SpanModel
from annotator.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_MARGIN = 36  # pixels beside a label's name
_PAUSE = 120  # milliseconds; the list may lag behind a series of keys


class LabelPanel(QWidget):
    """Shows the labels and the spans; a click on a label does what its key does.

    Attributes:
        labels: the labels one can put.
        inspector: what is said of the current span.
        article_labels: the labels of the article as a whole.
        lists: the lists below, one of them in front.

    Signals:
        chosen: the span of that id was chosen in the list.
    """

    chosen = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        labelling: Labelling,
        schemes: Callable[[], Schemes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._labelling = labelling
        scheme: Callable[[], LabelScheme] = lambda: schemes().current  # noqa: E731
        known: Callable[[], LabelScheme] = lambda: schemes().known  # noqa: E731
        self._known = known
        self.labels = LabelList(schemes)
        self._model = SpanModel(self)
        self._spans = QTreeView()
        self._spans.setModel(self._model)
        self._spans.setHeaderHidden(True)
        self._spans.setRootIsDecorated(False)
        self._spans.setUniformRowHeights(True)
        self._spans.header().setStretchLastSection(False)
        self._spans.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Made to measure, the column would have every row looked at with each change.
        self._spans.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self._spans.setAccessibleName(self.tr("Label spans"))
        self._spans.installEventFilter(self)
        self._note = EmptyNote(
            self._spans,
            self.tr("No labels yet.\nIn label mode select text and press a label's key."),
        )
        self.inspector = SpanInspector(workspace, labelling, known)
        self.article_labels = ArticleLabels(workspace, known)
        self.lists = QTabWidget()
        self.lists.setDocumentMode(True)
        self.lists.addTab(self._spans, self.tr("Spans"))
        self.lists.addTab(RelationList(workspace, scheme, known), self.tr("Relations"))
        self.lists.addTab(self.article_labels, self.tr("Article"))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.inspector)
        column.addWidget(self.lists, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.labels)
        split.addWidget(below)
        split.setStretchFactor(1, 1)
        split.setSizes([260, 450])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.setFocusProxy(self._spans)
        self._listed: tuple[object, ...] = (None,)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        self.labels.pressed.connect(labelling.press)
        self._spans.clicked.connect(self._go)
        self._spans.activated.connect(self._go)
        workspace.session_changed.connect(self.show_scheme)
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        labelling.span_changed.connect(self._follow)

    def show_scheme(self) -> None:
        """List the labels of the project's current scheme."""
        self.article_labels.refresh()
        self.labels.show_schemes(self._workspace.session is not None)

    def refresh(self) -> None:
        """List the spans as they are now, lost ones first."""
        if not self.isVisible():
            return
        issue = self._workspace.issue
        present = (issue.spans, issue.pieces, issue.articles, self._known()) if issue else ()
        if len(present) == len(self._listed) and all(map(is_, present, self._listed)):
            return
        self._listed = present
        listed = listed_spans(issue) if issue else []
        listed.sort(key=lambda entry: not entry.lost)
        scheme = self._known() if issue else None
        if scheme is not None:
            names = (self._spans.fontMetrics().horizontalAdvance(label.name) for label in scheme.labels)
            self._spans.setColumnWidth(1, min(max(names, default=0) + _MARGIN, self._spans.width() // 2))
        self._model.set_spans(listed, scheme)
        self._note.show_if(not listed)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up when the panel comes to the front, after it has been painted."""
        super().showEvent(event)
        self.inspector.refresh()
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the chosen span away."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            span_id = self._model.span_id(self._spans.currentIndex())
            if span_id:
                self._workspace.perform(remove_labels(span_id))
            return True
        return super().eventFilter(watched, event)

    def _go(self, index: QModelIndex) -> None:
        place = self._model.place(index)
        if place is not None:
            self._workspace.go_to(place)
        self.chosen.emit(self._model.span_id(index))

    def _follow(self) -> None:
        span = self._labelling.span
        row = self._model.row_of(span.id) if span is not None else None
        if row is None:
            self._spans.clearSelection()
        elif self._spans.currentIndex().row() != row or not self._spans.selectionModel().hasSelection():
            self._spans.setCurrentIndex(self._model.index(row, 0))

    def _on_change(self, event: ChangeEvent) -> None:
        patch, issue = event.patch, self._workspace.issue
        if issue is not None and any(block in issue.pieces for block in patch.blocks):
            self._listed = (None,)  # a text of the same length leaves the places of its labels as they were
            self._soon.start()
        elif patch.spans or patch.pieces or patch.articles:
            self._soon.start()
