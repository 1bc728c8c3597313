"""Operations on label spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece, LabelSpan
from annotator.model.marks import sort_pieces
from annotator.model.operations.base import Operation, OperationError, block_of, check_new, put
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


def _with_pieces(issue: Issue, span_id: str, places: Iterable[Place]) -> Issue:
    added: dict[str, tuple[LabelPiece, ...]] = {}
    for place in places:
        if not 0 <= place.start < place.end <= len(block_of(issue, place.block).text):
            raise OperationError("range.outside", place.block)
        current = added.get(place.block, issue.pieces.get(place.block, ()))
        added[place.block] = sort_pieces((*current, LabelPiece(span_id, place.start, place.end)))
    if not added:
        raise OperationError("label.empty", span_id)
    return replace(issue, pieces=put(issue.pieces, added))


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
        for placed in self.spans:
            check_new(issue.spans, placed.span.id)
            issue = replace(issue, spans={**issue.spans, placed.span.id: placed.span})
            issue = _with_pieces(issue, placed.span.id, placed.places)
        return issue


@dataclass(frozen=True, slots=True)
class ChangeLabel(Operation):
    """Change what a label span says: its label or note. Its place stays."""

    span: LabelSpan

    def apply(self, issue: Issue) -> Issue:
        """Replace the span's data."""
        _span_of(issue, self.span.id)
        return replace(issue, spans={**issue.spans, self.span.id: self.span})


@dataclass(frozen=True, slots=True)
class MoveLabel(Operation):
    """Give a label span other places (nudged edges, or a repair after its text was deleted)."""

    span: str
    places: tuple[Place, ...]

    def apply(self, issue: Issue) -> Issue:
        """Replace the span's pieces."""
        _span_of(issue, self.span)
        return _with_pieces(_without_pieces(issue, {self.span}), self.span, self.places)


@dataclass(frozen=True, slots=True)
class RemoveLabels(Operation):
    """Take label spans away."""

    spans: tuple[str, ...]

    def apply(self, issue: Issue) -> Issue:
        """Remove the spans and their pieces."""
        for span_id in self.spans:
            _span_of(issue, span_id)
        gone = set(self.spans)
        issue = _without_pieces(issue, gone)
        return replace(issue, spans={key: span for key, span in issue.spans.items() if key not in gone})
