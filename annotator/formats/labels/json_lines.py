"""Labels as JSON Lines: doccano's two dialects, Prodigy's, spaCy's and Argilla's.

Positions are code points; each line says so. What a dialect has no field for but passes through (a note on a span of
Prodigy) is a field of its own beside those of the dialect.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.formats.labels.features import EVERYTHING, Feature, reduced
from annotator.model.labels import DocumentLabel

Writer = Callable[[LabelledDocument], dict[str, Any]]

DOCCANO_HOLDS = frozenset({Feature.OVERLAPS, Feature.BLANKS, Feature.CHARACTERS})
DOCCANO_RELATIONS_HOLDS = DOCCANO_HOLDS | {Feature.RELATIONS}
SPACY_HOLDS = DOCCANO_HOLDS | {Feature.DOCUMENT_LABELS}
PRODIGY_HOLDS = EVERYTHING - {Feature.GAPS}
ARGILLA_HOLDS = DOCCANO_HOLDS | {Feature.SUGGESTIONS, Feature.DOCUMENT_LABELS}

_ENTITIES, _DOCUMENT = "labels", "document_labels"


def doccano_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as doccano reads them for sequence labelling: ``label: [[start, end, name], …]``."""
    return _lines(documents, _doccano, DOCCANO_HOLDS)


def doccano_relations_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as doccano reads them for relations: ``entities`` with numbers, and ``relations``."""
    return _lines(documents, _doccano_relations, DOCCANO_RELATIONS_HOLDS)


def prodigy_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as Prodigy reads them: ``spans`` with ``start``, ``end`` and ``label``."""
    return _lines(documents, _prodigy, PRODIGY_HOLDS)


def spacy_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents for spaCy: ``entities`` without overlaps, all spans as ``spans.sc``, ``cats``."""
    return _lines(documents, _spacy, SPACY_HOLDS)


def argilla_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as records of Argilla 2: ``fields``, ``responses`` and ``suggestions`` of a span question."""
    return _lines(documents, _argilla, ARGILLA_HOLDS)


def _doccano(document: LabelledDocument) -> dict[str, Any]:
    labels = [[span.start, span.end, span.label] for span in document.spans]
    return {"text": document.text, "label": labels, "meta": _meta(document)}


def _doccano_relations(document: LabelledDocument) -> dict[str, Any]:
    numbers = {span.id: number for number, span in enumerate(document.spans, start=1) if span.id}
    entities = [
        {"id": number, "start_offset": span.start, "end_offset": span.end, "label": span.label}
        for number, span in enumerate(document.spans, start=1)
    ]
    relations = [
        {"id": number, "from_id": numbers[each.source], "to_id": numbers[each.target], "type": each.type}
        for number, each in enumerate(document.relations, start=1)
    ]
    return {"text": document.text, "entities": entities, "relations": relations, "meta": _meta(document)}


def _prodigy(document: LabelledDocument) -> dict[str, Any]:
    places = {span.id: span for span in document.spans if span.id}
    spans = [
        {"start": span.start, "end": span.end, "label": span.label, **_said(span)} for span in document.spans
    ]
    record: dict[str, Any] = {"text": document.text, "spans": spans}
    if document.relations:
        record["relations"] = [
            {
                "head_span": _place(places[each.source]),
                "child_span": _place(places[each.target]),
                "label": each.type,
                **({"note": each.note} if each.note else {}),
            }
            for each in document.relations
        ]
    if document.labels:
        record["accept"] = [label.label for label in document.labels]
        record["document_labels"] = [{"label": label.label, **_said(label)} for label in document.labels]
    return {**record, "answer": "accept", "meta": _meta(document)}


def _place(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "label": span.label, "id": span.id}


def _said(span: Span | DocumentLabel) -> dict[str, Any]:
    """Return what is said of a span or a label of the whole text beside its label."""
    said: dict[str, Any] = {"id": span.id} if isinstance(span, Span) and span.id else {}
    if span.note:
        said["note"] = span.note
    if span.attributes:
        said["attributes"] = dict(span.attributes)
    if span.doubtful:
        said["doubtful"] = True
    if span.suggested:
        said["suggested"] = True
    if span.score is not None:
        said["score"] = span.score
    return said


def _spacy(document: LabelledDocument) -> dict[str, Any]:
    every = [[span.start, span.end, span.label] for span in document.spans]
    alone = reduced(document, SPACY_HOLDS - {Feature.OVERLAPS})
    return {
        "text": document.text,
        "entities": [[span.start, span.end, span.label] for span in alone.spans],
        "spans": {"sc": every},
        "cats": {label.label: 1.0 for label in document.labels},
        "meta": _meta(document),
    }


def _argilla(document: LabelledDocument) -> dict[str, Any]:
    certain = [_value(span) for span in document.spans if not span.suggested]
    guessed = [span for span in document.spans if span.suggested]
    responses: dict[str, Any] = {_ENTITIES: [{"value": certain}]}
    if document.labels:
        responses[_DOCUMENT] = [{"value": [label.label for label in document.labels]}]
    scores = [span.score for span in guessed]
    suggestions = {_ENTITIES: {"value": [_value(span) for span in guessed], "score": scores}}
    return {
        "id": document.id,
        "fields": {"text": document.text},
        "metadata": _meta(document),
        "responses": responses,
        "suggestions": suggestions if guessed else {},
    }


def _value(span: Span) -> dict[str, Any]:
    # A score of a span accepted has no place in a response but is no hindrance in it either.
    said = {} if span.suggested or span.score is None else {"score": span.score}
    return {"start": span.start, "end": span.end, "label": span.label, **said}


def _meta(document: LabelledDocument) -> dict[str, str]:
    issue = {"issue": document.issue} if document.issue else {}
    layer = {"offset_unit": "code_point", "text_layer": document.layer}
    return {"article": document.id, **issue, "title": document.title, **layer}


def _lines(documents: Iterable[LabelledDocument], record: Writer, holds: frozenset[Feature]) -> str:
    return "".join(f"{dump(record(reduced(document, holds)))}\n" for document in documents)


def dump(value: object) -> str:
    """Return JSON with characters as they are; escaped where a lone surrogate would keep UTF-8 from holding it."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text
