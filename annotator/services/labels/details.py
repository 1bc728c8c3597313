"""What is said of label spans and articles beyond the label: attributes, notes, doubts; discontinuous spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.labels import Attributes, DocumentLabel, Label, LabelSpan
from annotator.model.operations import (
    ChangeLabel,
    ClearDocumentLabel,
    MoveLabel,
    Operation,
    SetDocumentLabel,
)
from annotator.model.provenance import Place
from annotator.model.spans import places_of_span


def say_of_span(span: LabelSpan, attributes: Attributes, note: str, *, doubtful: bool) -> Operation | None:
    """Return the operation that says something else of a span; None if it says that already."""
    changed = replace(span, attributes=attributes, note=note, doubtful=doubtful)
    return None if changed == span else ChangeLabel(changed)


def document_label(issue: Issue, article_id: str, label_id: str) -> DocumentLabel | None:
    """Return the use of a label on an article, or None."""
    held = issue.document_labels.get(article_id, ())
    return next((entry for entry in held if entry.label == label_id), None)


def toggle_document_label(issue: Issue, article_id: str, label: Label, who: str = "") -> Operation | None:
    """Return the operation that gives an article a label or takes it away; None where there is no article."""
    article = issue.articles.get(article_id)
    if article is None or article.kind is not Kind.ARTICLE:
        return None
    if document_label(issue, article_id, label.id) is not None:
        return ClearDocumentLabel(article_id, label.id)
    return SetDocumentLabel(article_id, DocumentLabel(label.id, who, attributes=label.defaults()))


def say_of_article(
    article_id: str, held: DocumentLabel, attributes: Attributes, note: str, *, doubtful: bool
) -> Operation | None:
    """Return the operation that says something else of a label on an article; None if it says that already."""
    changed = replace(held, attributes=attributes, note=note, doubtful=doubtful)
    return None if changed == held else SetDocumentLabel(article_id, changed)


def add_places(issue: Issue, span_id: str, places: Sequence[Place]) -> Operation | None:
    """Return the operation that puts a span on more text; None if it lies on all of it already."""
    held = [place for place in places_of_span(issue, span_id) if place.start < place.end]
    if all(any(_within(place, other) for other in held) for place in places):
        return None
    return MoveLabel(span_id, (*held, *places))


def take_places(issue: Issue, span_id: str, places: Sequence[Place]) -> Operation | None:
    """Return the operation that takes text from a span; None if nothing would change or nothing be left."""
    held = [place for place in places_of_span(issue, span_id) if place.start < place.end]
    left = held
    for place in places:
        left = [part for other in left for part in _without(other, place)]
    return MoveLabel(span_id, tuple(left)) if left and left != held else None


def _within(place: Place, other: Place) -> bool:
    return place.block == other.block and other.start <= place.start and place.end <= other.end


def _without(place: Place, taken: Place) -> list[Place]:
    if place.block != taken.block:
        return [place]
    parts = (
        Place(place.block, place.start, min(place.end, taken.start)),
        Place(place.block, max(place.start, taken.end), place.end),
    )
    return [part for part in parts if part.start < part.end]
