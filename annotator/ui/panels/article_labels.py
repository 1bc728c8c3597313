"""The labels of the shown article as a whole: which it has, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.labels import Label, LabelScheme, Level
from annotator.services.labels.details import document_label, say_of_article, toggle_document_label
from annotator.services.project.changes import ChangeEvent
from annotator.ui.look.chips import chip
from annotator.ui.panels.use_fields import UseFields
from annotator.ui.workspace import Workspace


class ArticleLabels(QScrollArea):
    """Shows a box for each label of whole articles, and fields under those the article has.

    Signals:
        left: the person has finished here and goes back to the text.
    """

    left = Signal()

    def __init__(
        self, workspace: Workspace, known: Callable[[], LabelScheme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._known = known
        self._rows: dict[str, tuple[QCheckBox, UseFields]] = {}
        self._labels: tuple[Label, ...] = ()
        self._none = QLabel(self.tr("The label scheme has no labels for whole articles."))
        self._none.setWordWrap(True)
        self._none.setObjectName("faded")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 6, 8, 6)
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Labels of the article"))
        workspace.session_changed.connect(self.refresh)
        workspace.issue_changed.connect(self.refresh)
        workspace.article_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)

    def refresh(self) -> None:
        """Show the labels of the article as they are now."""
        issue = self._workspace.issue
        known = self._known() if self._workspace.session else None
        labels = tuple(label for label in known.labels if label.level is Level.DOCUMENT) if known else ()
        labels += self._unknown(issue, known)
        if labels != self._labels:
            self._make(labels)
        article = issue.articles.get(self._workspace.article_id) if issue is not None else None
        editable = self._workspace.can_edit and article is not None and article.kind is Kind.ARTICLE
        for label in labels:
            box, fields = self._rows[label.id]
            held = document_label(issue, article.id, label.id) if issue and article else None
            box.setChecked(held is not None)
            box.setEnabled(editable)
            fields.setVisible(held is not None)
            fields.setEnabled(editable)
            if held is not None:
                fields.show_use(held, label)
        for before, behind in pairwise(
            widget for box, fields in self._rows.values() for widget in (box, *fields.widgets)
        ):
            QWidget.setTabOrder(before, behind)
        self._none.setVisible(not labels)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape lead back to the text from the boxes too, as they do from the fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Let the person choose labels with the keyboard."""
        for box, _ in self._rows.values():
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return

    def toggle(self, label_id: str) -> None:
        """Give the article a label, or take it away."""
        issue = self._workspace.issue
        label = next((entry for entry in self._labels if entry.id == label_id), None)
        if issue is None or label is None:
            return
        article_id, who = self._workspace.article_id, self._workspace.who
        operation = toggle_document_label(issue, article_id, label, who)
        if operation is not None:
            self._workspace.perform(operation)
        self.refresh()

    def _unknown(self, issue: Issue | None, known: LabelScheme | None) -> tuple[Label, ...]:
        """Return stand-ins for labels the article has and the project's schemes no longer have."""
        held = issue.document_labels.get(self._workspace.article_id, ()) if issue is not None else ()
        names = {label.id for label in known.labels} if known else set()
        return tuple(
            Label(entry.label, entry.label, "#888888", level=Level.DOCUMENT)
            for entry in held
            if entry.label not in names
        )

    def _make(self, labels: tuple[Label, ...]) -> None:
        for box, fields in self._rows.values():
            box.deleteLater()
            fields.deleteLater()
        self._labels, self._rows = labels, {}
        for label in labels:
            box, fields = QCheckBox(f"{label.name}  {label.key.upper()}".rstrip()), UseFields()
            box.setAccessibleName(label.name)
            box.setIcon(chip(label.color))
            box.setToolTip(label.description)
            box.clicked.connect(partial(self._on_click, label.id))
            fields.changed.connect(partial(self._say, label.id))
            fields.done.connect(self.left)
            self._rows[label.id] = box, fields
            at = self._column.count() - 1
            self._column.insertWidget(at, box)
            self._column.insertWidget(at + 1, fields)

    def _on_click(self, label_id: str, *_: object) -> None:
        self.toggle(label_id)

    def _say(self, label_id: str) -> None:
        issue, article_id = self._workspace.issue, self._workspace.article_id
        held = document_label(issue, article_id, label_id) if issue is not None else None
        if held is None:
            return
        _, fields = self._rows[label_id]
        operation = say_of_article(
            article_id, held, fields.attributes, fields.note, doubtful=fields.is_doubtful
        )
        if operation is not None:
            self._workspace.perform(operation)

    def _on_change(self, event: ChangeEvent) -> None:
        if event.patch.document_labels or event.patch.articles:
            self.refresh()
