"""Shows relations as arcs in the article pane while labels are worked on; the pointer brings one out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip

from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.services.relating import ListedRelation, listed_relations
from annotator.services.session import ChangeEvent
from annotator.ui.actions import Mode
from annotator.ui.controllers.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.arcs import Arc, DrawnArc, lay_arcs, paint_arcs
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace

_LONGEST = 8  # characters of a far end's text


class RelationArcs(QObject):
    """Keeps the arcs in step with the relations.

    Signals:
        shown: other arcs are shown.
    """

    shown = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        modes: Modes,
        labelling: Labelling,
        known: Callable[[], LabelScheme],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._modes = modes
        self._labelling = labelling
        self._known = known
        self._listed: list[ListedRelation] = []
        self._drawn: list[DrawnArc] = []
        self._hovered = ""
        view.paint_over = self._paint
        view.viewport().installEventFilter(self)
        view.geometry_changed.connect(self._repaint)
        view.document().contentsChanged.connect(self._repaint)
        workspace.article_changed.connect(self.refresh)
        workspace.issue_changed.connect(self.refresh)
        workspace.changed.connect(self._on_change)
        modes.changed.connect(self.refresh)
        labelling.span_changed.connect(self._repaint)

    @property
    def arcs(self) -> list[Arc]:
        """The arcs of the shown article, whether they can be seen or not."""
        issue, known, span = self._workspace.issue, self._known(), self._labelling.span
        if issue is None or not self._listed:
            return []
        current = span.id if span is not None else ""
        return [self._arc(entry, known, current) for entry in self._listed]

    def refresh(self) -> None:
        """Show the relations of the article as they are now."""
        issue = self._workspace.issue
        before = bool(self._listed)
        self._listed = self._of_article(issue) if issue is not None and self._is_wanted() else []
        if self._listed or before:
            self._view.viewport().setMouseTracking(True)
            self._view.viewport().update()
            self.shown.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring out the arc under the pointer, and say what it is."""
        if not self._listed:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            found = self._at(event.position())
            tag = found.tag if found is not None else ""
            if tag != self._hovered:
                self._hovered = tag
                self._view.viewport().update()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self._words(found), self._view)
                return True
        return super().eventFilter(watched, event)

    def _is_wanted(self) -> bool:
        return self._modes.mode is Mode.LABEL

    def _of_article(self, issue: Issue) -> list[ListedRelation]:
        article = issue.articles.get(self._workspace.article_id)
        blocks = set(article.blocks) if article is not None and issue.relations else set()
        return [
            entry
            for entry in (listed_relations(issue) if blocks else ())
            if entry.source is not None
            and entry.target is not None
            and entry.source.block in blocks
            and entry.target.block in blocks
        ]

    def _arc(self, entry: ListedRelation, known: LabelScheme, current: str) -> Arc:
        relation, source, target = entry.relation, entry.source, entry.target
        assert source is not None
        assert target is not None
        kind = known.relation(relation.type)
        active = current in (relation.source, relation.target) or relation.id == self._hovered
        return Arc(
            relation.id,
            (source.block, source.start, source.end),
            (target.block, target.start, target.end),
            kind.name if kind else relation.type,
            kind.color if kind else "#888888",
            _short(entry.source_text),
            _short(entry.target_text),
            kind is None or kind.directed,
            active,
        )

    def _words(self, arc: Arc) -> str:
        issue = self._workspace.issue
        relation = issue.relations.get(arc.tag) if issue is not None else None
        way = "→" if arc.directed else "↔"
        lines = [f"{arc.far_source} {way} {arc.far_target}", arc.name]
        if relation is not None:
            lines += [relation.note, relation.who]
        return "\n".join(line for line in lines if line)

    def _paint(self, painter: QPainter, _rect: QRect) -> None:
        if self._listed:
            self._drawn = lay_arcs(self._view, [arc for arc in self.arcs if arc.source[0] in self._view])
            paint_arcs(painter, self._drawn, self._view.text_style())

    def _at(self, point: QPointF) -> Arc | None:
        return next((each.arc for each in self._drawn if each.contains(point)), None)

    def _repaint(self) -> None:
        # Parts of an arc that stand outside the changed lines would stay where they were.
        if self._listed:
            self._view.viewport().update()

    def _on_change(self, event: ChangeEvent) -> None:
        patch = event.patch
        if patch.relations or (self._listed and (patch.pieces or patch.blocks or patch.articles)):
            self.refresh()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
