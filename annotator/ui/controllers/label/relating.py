"""Relating 关系: from the label under the caret to another one, chosen by number, arrow, key or click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.model.labels import LabelScheme, LabelSpan, RelationType
from annotator.model.schemes import chosen
from annotator.model.spans import places_of_span
from annotator.services.labels.relating import Target, possible_targets, relate, types_between
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace


class Relating(QObject):
    """A relation while its other end and its type are being chosen.

    Signals:
        changed: what can be chosen is another, or nothing is being chosen any more.
        told: nothing could be done; the text is the code of the reason, for the status bar.
        related: a relation was put: the ids of its type, source and target.
    """

    changed = Signal()
    told = Signal(str)
    related = Signal(str, str, str)

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        labelling: Labelling,
        scheme: Callable[[], LabelScheme],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._labelling = labelling
        self._scheme = scheme
        self._source: LabelSpan | None = None
        self._keys = ""
        self.type: RelationType | None = None
        self.types: tuple[RelationType, ...] = ()
        self.targets: tuple[Target, ...] = ()
        self.current: Target | None = None
        self.goal: Target | None = None
        view.marker_activated.connect(self._on_marker)
        workspace.article_changed.connect(self.cancel)
        workspace.changed.connect(self._on_change)

    @property
    def source(self) -> LabelSpan | None:
        """The span the relation comes from; None while nothing is being chosen."""
        return self._source

    @property
    def nearest(self) -> tuple[Target, ...]:
        """The targets with the numbers 1 to 9, the nearest to the source in the text first."""
        order = {each.span: rank for rank, each in enumerate(self.targets)}
        here = self._rank_of_source()
        ranked = sorted(self.targets, key=lambda each: abs(order[each.span] + 0.5 - here))
        return tuple(ranked[:9])

    def start(self) -> None:
        """Begin at the label under the caret."""
        issue, span = self._workspace.issue, self._labelling.span
        if issue is None or span is None:
            self.told.emit("label.none_here")
            return
        types = tuple(entry for entry in self._scheme().relations if self._may_begin(entry, span))
        if not types:
            self.told.emit("relation.no_types")
            return
        self._source, self.types, self.type, self.goal, self._keys = span, types, None, None, ""
        self._look()
        if not self.targets:
            self._source = None
            self.told.emit("relation.no_targets")
        self.changed.emit()

    def step(self, *, forward: bool) -> None:
        """Go to the next target in the text, or the one before."""
        if self.goal is not None or not self.targets:
            return
        at = self.targets.index(self.current) if self.current in self.targets else -1
        self._go(self.targets[(at + (1 if forward else -1)) % len(self.targets)])

    def choose(self, number: int) -> None:
        """Choose the target of that number, or the type of that number if the target is chosen."""
        if self.goal is not None:
            if number <= len(self.types):
                self._put(self.types[number - 1])
        elif number <= len(self.nearest):
            self.aim(self.nearest[number - 1].span)

    def confirm(self) -> None:
        """Take the target gone to last, or the first type."""
        if self.goal is not None:
            self._put(self.types[0])
        elif self.current is not None:
            self.aim(self.current.span)

    def aim(self, span_id: str) -> None:
        """Take a span as the target."""
        issue, source = self._workspace.issue, self._source
        target = next((each for each in self.targets if each.span == span_id), None)
        if issue is None or source is None:
            return
        if target is None:
            self.told.emit("relation.not_allowed")
            return
        fitting = types_between(issue, self._scheme(), source.id, span_id)
        types = tuple(entry for entry in fitting if self.type is None or entry.id == self.type.id)
        if len(types) == 1:
            self.goal = target
            self._put(types[0])
        elif types:
            self.goal, self.types, self._keys = target, types, ""
            self.changed.emit()

    def press(self, key: str) -> None:
        """Take a key of a relation type's code."""
        found = chosen(self.types, self._keys + key)
        self._keys = self._keys + key if found.longer else ""
        if found.entry is None:
            if not found.longer:
                self.told.emit("relation.no_such_key")
        elif self.goal is not None:
            self._put(found.entry)
        else:
            self.type = None if found.entry is self.type else found.entry
            self._look()
            self.changed.emit()

    def cancel(self) -> None:
        """Give up, and go back to where it began."""
        source, self._source = self._source, None
        if source is None:
            return
        self._return_to(source.id)
        self.changed.emit()

    def _may_begin(self, entry: RelationType, span: LabelSpan) -> bool:
        sides = entry.sources if entry.directed else (*entry.sources, *entry.targets)
        is_open = not entry.sources or (not entry.directed and not entry.targets)
        return is_open or span.label in sides

    def _look(self) -> None:
        issue, source = self._workspace.issue, self._source
        article_id = self._workspace.article_id
        if issue is None or source is None or article_id not in issue.articles:
            return
        types = (self.type,) if self.type is not None else self.types
        self.targets = tuple(possible_targets(issue, article_id, source.id, types))
        self.current = None

    def _rank_of_source(self) -> float:
        """Return how many targets stand before the source."""
        issue, source = self._workspace.issue, self._source
        if issue is None or source is None:
            return 0.0
        place = next(iter(places_of_span(issue, source.id)), None)
        article = issue.articles.get(self._workspace.article_id)
        if place is None or article is None:
            return 0.0
        ranks = {block_id: rank for rank, block_id in enumerate(article.blocks)}
        here = ranks.get(place.block, 0), place.start
        return float(sum((ranks[each.place.block], each.place.start) < here for each in self.targets))

    def _go(self, target: Target) -> None:
        self.current = target
        self._workspace.go_to(target.place)
        self.changed.emit()

    def _put(self, kind: RelationType) -> None:
        issue, source, goal = self._workspace.issue, self._source, self.goal
        self._source = None
        if issue is None or source is None or goal is None:
            return
        operation = relate(issue, kind, source.id, goal.span, self._workspace.who)
        if operation is None:
            self.told.emit("relation.there")
        elif self._workspace.perform(operation):
            self.related.emit(kind.id, source.id, goal.span)
        self._return_to(source.id)
        self.changed.emit()

    def _return_to(self, span_id: str) -> None:
        issue = self._workspace.issue
        if issue is not None:
            place = next(iter(places_of_span(issue, span_id)), None)
            if place is not None and issue.article_of(place.block).id == self._workspace.article_id:
                self._workspace.go_to(place)

    def _on_marker(self, _block_id: str, tag: str) -> None:
        if self._source is not None and tag != self._source.id and self._is_span(tag):
            self.aim(tag)

    def _is_span(self, tag: str) -> bool:
        issue = self._workspace.issue
        return issue is not None and tag in issue.spans

    def _on_change(self) -> None:
        if self._source is not None and not self._is_span(self._source.id):
            self.cancel()
