"""Shows relations as arcs in the article pane while labels are worked on; the pointer brings one out."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip

from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme, Relation
from annotator.model.provenance import Place
from annotator.services.labels.relating import ends_in
from annotator.services.project.changes import ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.label.labelling import Labelling
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
        self._ends: dict[str, Place] = {}
        self._by_block: dict[str, list[str]] = {}
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

    def arcs(self, blocks: Collection[str] | None = None) -> list[Arc]:
        """Return the arcs of the shown article; only those with an end in certain blocks, if such are given."""
        issue, span = self._workspace.issue, self._labelling.span
        if issue is None:
            return []
        names = self._by_block if blocks is None else [block for block in blocks if block in self._by_block]
        wanted = dict.fromkeys(relation for block in names for relation in self._by_block[block])
        known, current = self._known(), span.id if span is not None else ""
        return [
            self._arc(issue, issue.relations[name], known, current)
            for name in wanted
            if name in issue.relations
        ]

    def refresh(self) -> None:
        """Show the relations of the article as they are now."""
        issue, before = self._workspace.issue, bool(self._by_block)
        self._ends, self._by_block = {}, {}
        if issue is not None and issue.relations and self._modes.mode is Mode.LABEL:
            self._ends = ends_in(issue, self._workspace.article_id)
            for relation in issue.relations.values():
                ends = self._ends.get(relation.source), self._ends.get(relation.target)
                if ends[0] is not None and ends[1] is not None:
                    for block in {ends[0].block, ends[1].block}:
                        self._by_block.setdefault(block, []).append(relation.id)
        if self._by_block or before:
            self._drawn = []
            self._view.viewport().setMouseTracking(True)
            self._view.viewport().update()
            self.shown.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring out the arc under the pointer, and say what it is."""
        if not self._by_block:
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

    def _arc(self, issue: Issue, relation: Relation, known: LabelScheme, current: str) -> Arc:
        kind = known.relation(relation.type)
        source, target = self._ends[relation.source], self._ends[relation.target]
        return Arc(
            relation.id,
            (source.block, source.start, source.end),
            (target.block, target.start, target.end),
            kind.name if kind else relation.type,
            kind.color if kind else "#888888",
            _text(issue, source),
            _text(issue, target),
            kind is None or kind.directed,
            current in (relation.source, relation.target) or relation.id == self._hovered,
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
        if not self._by_block:
            return
        first, last = self._view.visible_numbers()
        seen = dict.fromkeys(self._view.paragraph_ids(number) for number in range(first, last + 1))
        shown = [
            arc for arc in self.arcs(seen) if arc.source[0] in self._view and arc.target[0] in self._view
        ]
        self._drawn = lay_arcs(self._view, shown)
        paint_arcs(painter, self._drawn, self._view.text_style())

    def _at(self, point: QPointF) -> Arc | None:
        return next((each.arc for each in self._drawn if each.contains(point)), None)

    def _repaint(self) -> None:
        # Parts of an arc that stand outside the changed lines would stay where they were.
        if self._by_block:
            self._view.viewport().update()

    def _on_change(self, event: ChangeEvent) -> None:
        patch, issue = event.patch, self._workspace.issue
        if patch.relations or patch.articles:
            self.refresh()
            return
        touched = {*patch.pieces, *patch.blocks}
        moved = self._ends and any(
            piece.span in self._ends
            for block in touched
            for piece in (issue.pieces.get(block, ()) if issue else ())
        )
        if moved or not touched.isdisjoint(self._by_block):
            self.refresh()


def _text(issue: Issue, place: Place) -> str:
    text = issue.blocks[place.block].text[place.start : place.end]
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
