"""Operations on label spans, relations between them, and labels of whole articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelPiece, LabelSpan, Relation, sort_document_labels
from annotator.model.marks import unite_pieces
from annotator.model.operations.base import (
    Operation,
    OperationError,
    block_of,
    check_new,
    container_of,
    put,
)
from annotator.model.provenance import Place


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A label span with the places it covers, in reading order; several places make it discontinuous."""

    span: LabelSpan
    places: tuple[Place, ...]


def _span_of(issue: Issue, span_id: str) -> LabelSpan:
    span = issue.spans.get(span_id)
    if span is None:
        raise OperationError("label.missing", span_id)
    return span


def _with_pieces(issue: Issue, spans: Iterable[tuple[str, Iterable[Place]]]) -> Issue:
    added: dict[str, list[LabelPiece]] = {}
    lengths: dict[str, int] = {}
    for span_id, places in spans:
        placed = False
        for place in places:
            block_id = place.block
            if block_id not in lengths:
                lengths[block_id] = len(block_of(issue, block_id).text)
                added[block_id] = []
            if not 0 <= place.start < place.end <= lengths[block_id]:
                raise OperationError("range.outside", block_id)
            added[block_id].append(LabelPiece(span_id, place.start, place.end))
            placed = True
        if not placed:
            raise OperationError("label.empty", span_id)
    united = {
        block_id: unite_pieces((*issue.pieces.get(block_id, ()), *pieces))
        for block_id, pieces in added.items()
    }
    return replace(issue, pieces=put(issue.pieces, united))


def _without_pieces(issue: Issue, span_ids: set[str]) -> Issue:
    changed = {
        block_id: tuple(piece for piece in pieces if piece.span not in span_ids)
        for block_id, pieces in issue.pieces.items()
        if any(piece.span in span_ids for piece in pieces)
    }
    return replace(issue, pieces=put(issue.pieces, changed))


@dataclass(frozen=True, slots=True)
class AddLabels(Operation):
    """Put new label spans (one, or every identical string at once)."""

    spans: tuple[PlacedSpan, ...]

    def apply(self, issue: Issue) -> Issue:
        """Add the spans and their pieces."""
        spans = dict(issue.spans)
        for placed in self.spans:
            check_new(spans, placed.span.id)
            spans[placed.span.id] = placed.span
        issue = replace(issue, spans=spans)
        return _with_pieces(issue, ((placed.span.id, placed.places) for placed in self.spans))


@dataclass(frozen=True, slots=True)
class ChangeLabel(Operation):
    """Change what a label span says: its label, attributes, note, doubt; or accept it. Its place stays."""

    span: LabelSpan

    def apply(self, issue: Issue) -> Issue:
        """Replace the span's data."""
        return ChangeLabels((self.span,)).apply(issue)


@dataclass(frozen=True, slots=True)
class ChangeLabels(Operation):
    """Change what several label spans say, as ``ChangeLabel`` does for one."""

    spans: tuple[LabelSpan, ...]

    def apply(self, issue: Issue) -> Issue:
        """Replace the spans' data."""
        for span in self.spans:
            _span_of(issue, span.id)
        return replace(issue, spans={**issue.spans, **{span.id: span for span in self.spans}})


@dataclass(frozen=True, slots=True)
class MoveLabel(Operation):
    """Give a label span other places (nudged edges, another stretch, or a repair after its text was deleted)."""

    span: str
    places: tuple[Place, ...]

    def apply(self, issue: Issue) -> Issue:
        """Replace the span's pieces."""
        _span_of(issue, self.span)
        return _with_pieces(_without_pieces(issue, {self.span}), ((self.span, self.places),))


@dataclass(frozen=True, slots=True)
class RemoveLabels(Operation):
    """Take label spans away, and the relations they are an end of."""

    spans: tuple[str, ...]

    def apply(self, issue: Issue) -> Issue:
        """Remove the spans, their pieces and their relations."""
        for span_id in self.spans:
            _span_of(issue, span_id)
        gone = set(self.spans)
        issue = _without_pieces(issue, gone)
        relations = {
            key: relation
            for key, relation in issue.relations.items()
            if relation.source not in gone and relation.target not in gone
        }
        return replace(
            issue,
            spans={key: span for key, span in issue.spans.items() if key not in gone},
            relations=issue.relations if len(relations) == len(issue.relations) else relations,
        )


@dataclass(frozen=True, slots=True)
class AddRelations(Operation):
    """Put new relations between label spans."""

    relations: tuple[Relation, ...]

    def apply(self, issue: Issue) -> Issue:
        """Add the relations; each must join two different spans."""
        relations = dict(issue.relations)
        for relation in self.relations:
            check_new(relations, relation.id)
            _check_ends(issue, relation)
            relations[relation.id] = relation
        return replace(issue, relations=relations)


@dataclass(frozen=True, slots=True)
class ChangeRelation(Operation):
    """Change a relation: its type, ends or note."""

    relation: Relation

    def apply(self, issue: Issue) -> Issue:
        """Replace the relation."""
        if self.relation.id not in issue.relations:
            raise OperationError("relation.missing", self.relation.id)
        _check_ends(issue, self.relation)
        return replace(issue, relations={**issue.relations, self.relation.id: self.relation})


@dataclass(frozen=True, slots=True)
class RemoveRelations(Operation):
    """Take relations away."""

    relations: tuple[str, ...]

    def apply(self, issue: Issue) -> Issue:
        """Remove the relations."""
        left = dict(issue.relations)
        for relation_id in self.relations:
            if left.pop(relation_id, None) is None:
                raise OperationError("relation.missing", relation_id)
        return replace(issue, relations=left)


def _check_ends(issue: Issue, relation: Relation) -> None:
    if relation.source == relation.target:
        raise OperationError("relation.self", relation.source)
    for span_id in (relation.source, relation.target):
        _span_of(issue, span_id)


@dataclass(frozen=True, slots=True)
class SetDocumentLabel(Operation):
    """Give an article a label as a whole, or change what is said of one it has."""

    article: str
    label: DocumentLabel

    def apply(self, issue: Issue) -> Issue:
        """Put the label in the place of one of the same id."""
        if container_of(issue, self.article).kind is not Kind.ARTICLE:
            raise OperationError("article.kind", self.article)
        others = (
            entry for entry in issue.document_labels.get(self.article, ()) if entry.label != self.label.label
        )
        labels = sort_document_labels((*others, self.label))
        return replace(issue, document_labels={**issue.document_labels, self.article: labels})


@dataclass(frozen=True, slots=True)
class ClearDocumentLabel(Operation):
    """Take a label of an article as a whole away."""

    article: str
    label: str

    def apply(self, issue: Issue) -> Issue:
        """Remove the label."""
        held = issue.document_labels.get(self.article, ())
        left = tuple(entry for entry in held if entry.label != self.label)
        if len(left) == len(held):
            raise OperationError("label.missing", self.label)
        return replace(issue, document_labels=put(issue.document_labels, {self.article: left}))
