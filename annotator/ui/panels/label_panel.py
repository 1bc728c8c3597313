"""Labels 标签: the scheme with colours and keys, and the spans of the issue, lost ones first."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import Label, LabelScheme
from annotator.model.provenance import Place
from annotator.services.labelling import ListedSpan, listed_spans, remove_labels
from annotator.services.session import ChangeEvent
from annotator.ui.controllers.labelling import Labelling
from annotator.ui.label_chips import chip
from annotator.ui.panels.article_labels import ArticleLabels
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.panels.relation_list import RelationList
from annotator.ui.panels.span_inspector import SpanInspector
from annotator.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_MOST = 5000  # rows; a list nobody reads to its end need not be longer


class LabelPanel(QWidget):
    """Shows the labels and the spans; a click on a label does what its key does.

    Attributes:
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
        scheme: Callable[[], LabelScheme],
        known: Callable[[], LabelScheme],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._labelling = labelling
        self._scheme = scheme
        self._known = known
        self._places: dict[str, Place] = {}
        self._labels = QListWidget()
        self._labels.setAccessibleName(self.tr("Labels"))
        self._labels.setIconSize(QSize(18, 18))
        self._labels.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._spans = QTreeWidget()
        self._spans.setColumnCount(2)
        self._spans.setHeaderHidden(True)
        self._spans.setRootIsDecorated(False)
        self._spans.setUniformRowHeights(True)
        self._spans.header().setStretchLastSection(False)
        self._spans.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._spans.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
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
        split.addWidget(self._labels)
        split.addWidget(below)
        split.setStretchFactor(1, 1)
        split.setSizes([260, 450])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.setFocusProxy(self._spans)
        self._listed: tuple[object, ...] = (None,)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self.refresh)
        self._labels.itemClicked.connect(lambda item: labelling.press(item.data(_ID)))
        self._labels.itemActivated.connect(lambda item: labelling.press(item.data(_ID)))
        self._spans.itemClicked.connect(self._go)
        self._spans.itemActivated.connect(self._go)
        workspace.session_changed.connect(self.show_scheme)
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        labelling.span_changed.connect(self._follow)

    def show_scheme(self) -> None:
        """List the labels of the project's scheme."""
        self.article_labels.refresh()
        self._labels.clear()
        for label in self._scheme().labels if self._workspace.session else ():
            item = QListWidgetItem(chip(label.color), f"{label.key.upper()}   {label.name}")
            item.setData(_ID, label.id)
            item.setToolTip(_told(label))
            self._labels.addItem(item)

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
        self._places = {entry.span.id: entry.places[0] for entry in listed if entry.places}
        self._spans.blockSignals(True)
        self._spans.clear()
        self._spans.addTopLevelItems([self._row(entry, scheme) for entry in listed[:_MOST]])
        self._spans.blockSignals(False)
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
            item = self._spans.currentItem()
            if item is not None:
                self._workspace.perform(remove_labels(item.data(0, _ID)))
            return True
        return super().eventFilter(watched, event)

    def _row(self, entry: ListedSpan, scheme: LabelScheme | None) -> QTreeWidgetItem:
        label = scheme.label(entry.span.label) if scheme else None
        item = QTreeWidgetItem()
        item.setData(0, _ID, entry.span.id)
        item.setIcon(0, chip(label.color if label else "#888888"))
        item.setText(0, self.tr("⚠ its text was deleted") if entry.lost else _parts(entry))
        said = [label.name if label else entry.span.label, *(value for _, value in entry.span.attributes)]
        told = " · ".join(said) + ("？" if entry.span.doubtful else "")
        item.setText(1, self.tr("{label}?").format(label=told) if entry.span.suggested else told)
        item.setToolTip(0, entry.text)
        item.setToolTip(1, entry.span.note)
        return item

    def _go(self, item: QTreeWidgetItem) -> None:
        place = self._places.get(item.data(0, _ID))
        if place is not None:
            self._workspace.go_to(place)
        self.chosen.emit(item.data(0, _ID))

    def _follow(self) -> None:
        span = self._labelling.span
        self._spans.blockSignals(True)
        self._spans.clearSelection()
        for row in range(self._spans.topLevelItemCount() if span else 0):
            item = self._spans.topLevelItem(row)
            if item is not None and span is not None and item.data(0, _ID) == span.id:
                self._spans.setCurrentItem(item)
                break
        self._spans.blockSignals(False)

    def _on_change(self, event: ChangeEvent) -> None:
        patch = event.patch
        if patch.spans or patch.pieces or patch.articles:
            self._soon.start()


def _told(label: Label) -> str:
    """Return what annotators are told of a label."""
    return "\n".join(filter(None, (label.description or label.name, "、".join(label.examples))))


def _parts(entry: ListedSpan) -> str:
    """Return the text of a span, with a gap where it is discontinuous."""
    parts, at = [], 0
    for place in entry.places:
        parts.append(entry.text[at : at + place.end - place.start])
        at += place.end - place.start
    return " … ".join(filter(None, parts))
