"""What formats of labels can hold of a document, what is lost of it, and what should come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from annotator.formats.labels.document import (
    LabelledDocument,
    Span,
    in_order,
    without_gaps,
    without_overlaps,
)
from annotator.formats.xml_text import count_replaced, xml_text
from annotator.model.labels import DocumentLabel


class Feature(StrEnum):
    """What a format may be able to hold beyond labels on stretches of text."""

    GAPS = "gaps"
    OVERLAPS = "overlaps"
    BLANKS = "blanks"
    NOTES = "notes"
    ATTRIBUTES = "attributes"
    DOUBTS = "doubts"
    SUGGESTIONS = "suggestions"
    RELATIONS = "relations"
    DOCUMENT_LABELS = "document_labels"
    DOCUMENT_DETAILS = "document_details"
    CHARACTERS = "characters"


EVERYTHING = frozenset(Feature)
DETAILS = frozenset({Feature.NOTES, Feature.ATTRIBUTES, Feature.DOUBTS})
"""What is said of a span beside its label."""


def reduced(document: LabelledDocument, holds: frozenset[Feature]) -> LabelledDocument:
    """Return what a format can hold of a document."""
    text = document.text if Feature.CHARACTERS in holds else xml_text(document.text)
    spans = document.spans
    if Feature.SUGGESTIONS not in holds:
        spans = tuple(span for span in spans if not span.suggested)
    if Feature.GAPS not in holds:
        spans = without_gaps(replace(document, spans=spans))
    if Feature.BLANKS not in holds:
        spans = _without_blanks(spans, document.text)
    if Feature.OVERLAPS not in holds:
        spans = without_overlaps(spans)
    spans = tuple(_plain(span, holds) for span in spans)
    known = {span.id for span in spans if span.id}
    relations = tuple(
        relation if Feature.NOTES in holds else replace(relation, note="")
        for relation in document.relations
        if Feature.RELATIONS in holds and relation.source in known and relation.target in known
    )
    labels = document.labels if Feature.DOCUMENT_LABELS in holds else ()
    if Feature.DOCUMENT_DETAILS not in holds:
        labels = tuple(DocumentLabel(label.label) for label in labels if not label.suggested)
    return replace(document, text=text, spans=spans, relations=relations, labels=labels)


def _without_blanks(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Return spans without the blanks at their ends, and without those that hold nothing else."""
    blank = [
        any(text[start].isspace() or text[end - 1].isspace() for start, end in span.ranges) for span in spans
    ]
    if not any(blank):
        return spans
    return in_order(
        trimmed
        for span, outer in zip(spans, blank, strict=True)
        for trimmed in (_trimmed(span, text) if outer else (span,))
    )


def _trimmed(span: Span, text: str) -> Iterable[Span]:
    ranges = []
    for start, end in span.ranges:
        said = text[start:end]
        if said.strip():
            ranges.append((start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())))
    if ranges:
        yield span if tuple(ranges) == span.ranges else replace(span, ranges=tuple(ranges))


def _plain(span: Span, holds: frozenset[Feature]) -> Span:
    """Return a span without what cannot be held of it."""
    changes: dict[str, object] = {}
    if span.note and Feature.NOTES not in holds:
        changes["note"] = ""
    if span.attributes and Feature.ATTRIBUTES not in holds:
        changes["attributes"] = ()
    if span.doubtful and Feature.DOUBTS not in holds:
        changes["doubtful"] = False
    if span.score is not None and Feature.SUGGESTIONS not in holds:
        changes["score"] = None
    return replace(span, **changes) if changes else span  # type: ignore[arg-type]


def lost(documents: Iterable[LabelledDocument], holds: frozenset[Feature]) -> dict[Feature, int]:
    """Return how much of documents a format cannot hold, by what it is; only what there is any of."""
    counts: Counter[Feature] = Counter()
    for document in documents:
        counts.update(_counted(document, holds))
    return {feature: counts[feature] for feature in Feature if feature not in holds and counts[feature]}


def _counted(document: LabelledDocument, holds: frozenset[Feature]) -> dict[Feature, int]:
    spans = document.spans
    if Feature.SUGGESTIONS not in holds:
        spans = tuple(span for span in spans if not span.suggested)
    pieces = without_gaps(replace(document, spans=spans))
    return {
        Feature.GAPS: sum(len(span.ranges) > 1 for span in spans),
        Feature.OVERLAPS: len(pieces) - len(without_overlaps(pieces)),
        Feature.BLANKS: sum(not span.surface(document.text).strip() for span in spans),
        Feature.NOTES: sum(bool(span.note) for span in spans)
        + sum(bool(each.note) for each in document.relations),
        Feature.ATTRIBUTES: sum(len(span.attributes) for span in spans),
        Feature.DOUBTS: sum(span.doubtful for span in spans),
        Feature.SUGGESTIONS: len(document.spans) - len(spans)
        if Feature.SUGGESTIONS not in holds
        else sum(span.suggested for span in spans),
        Feature.RELATIONS: len(document.relations),
        Feature.DOCUMENT_LABELS: len(document.labels),
        Feature.DOCUMENT_DETAILS: sum(label != DocumentLabel(label.label) for label in document.labels)
        if Feature.DOCUMENT_LABELS in holds
        else 0,
        Feature.CHARACTERS: count_replaced(document.text),
    }


def same(
    read: Iterable[LabelledDocument], wanted: Iterable[LabelledDocument], holds: frozenset[Feature]
) -> bool:
    """Tell whether documents that were read back say what a format can hold of those that were written."""
    return [_canonical(document) for document in read] == [
        _canonical(reduced(document, holds)) for document in wanted
    ]


def _canonical(document: LabelledDocument) -> tuple[object, ...]:
    """Return what a document says, whatever its identifiers are."""
    said = {span.id: _said(span) for span in document.spans}
    relations = sorted(
        (relation.type, said[relation.source], said[relation.target], relation.note)
        for relation in document.relations
    )
    labels = sorted(
        (label.label, label.note, label.attributes, label.doubtful, label.suggested, label.score or 0.0)
        for label in document.labels
    )
    return document.text, sorted(map(_said, document.spans)), relations, labels


def _said(span: Span) -> tuple[object, ...]:
    score = -1.0 if span.score is None else round(span.score, 6)
    return span.ranges, span.label, span.note, span.attributes, span.doubtful, span.suggested, score
