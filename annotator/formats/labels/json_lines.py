"""Labels as JSON Lines: doccano's two dialects, Prodigy's, spaCy's and Argilla's.

Positions are code points; each line says so. What a dialect has no field for but passes through (a note on a span of
Prodigy) is a field of its own beside those of the dialect.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import EVERYTHING, Feature, reduced
from annotator.formats.labels.reading import (
    Reading,
    WrongRecordError,
    checked_label,
    checked_span,
    checked_text,
    read_each,
)
from annotator.model.labels import DocumentLabel, Relation, attributes_of
from annotator.text.json_data import parse_json

Writer = Callable[[LabelledDocument], dict[str, Any]]

DOCCANO_HOLDS = frozenset({Feature.OVERLAPS, Feature.BLANKS, Feature.CHARACTERS})
DOCCANO_RELATIONS_HOLDS = DOCCANO_HOLDS | {Feature.RELATIONS}
SPACY_HOLDS = DOCCANO_HOLDS | {Feature.DOCUMENT_LABELS}
PRODIGY_HOLDS = EVERYTHING - {Feature.GAPS}
ARGILLA_HOLDS = DOCCANO_HOLDS | {Feature.SUGGESTIONS, Feature.DOCUMENT_LABELS}

_ENTITIES, _DOCUMENT = "labels", "document_labels"
_REFUSED = ("reject", "ignore")


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


def numbered_lines(content: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank with their numbers, from 1 on."""
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield number, line


def read_json_lines(content: str) -> Reading:
    """Read JSON Lines in any of the dialects, older doccano's and Argilla's too; each line for itself.

    A file that is one JSON list is read as its entries.
    """
    if content.lstrip().startswith("["):
        try:
            listed = parse_json(content)
        except ValueError:
            listed = None
        if isinstance(listed, list) and all(isinstance(each, dict) for each in listed):
            return read_each(enumerate(listed, start=1), document_from)
    return read_each(numbered_lines(content), lambda line: document_from(_parsed(line)))


def _parsed(line: str) -> object:
    try:
        return parse_json(line)
    except ValueError as error:
        raise WrongRecordError("json", error) from error


def document_from(data: object) -> LabelledDocument:
    """Return the document of a record in any of the dialects.

    Raises:
        WrongRecordError: it is none.
    """
    if not isinstance(data, dict):
        raise WrongRecordError("json")
    fields = data.get("fields")
    # Doccano 1.5 to 1.7 called the text "data".
    text = checked_text(
        fields.get("text") if isinstance(fields, dict) else data.get("text", data.get("data"))
    )
    meta = data.get("meta") if isinstance(data.get("meta"), dict) else data.get("metadata")
    meta = meta if isinstance(meta, dict) else data
    relations: tuple[Relation, ...] = ()
    if isinstance(fields, dict) or "annotation" in data or "prediction" in data:
        spans = list(_argilla_spans(text, data))
    elif isinstance(data.get("spans"), list):
        spans, relations = _prodigy_spans(text, data)
    elif isinstance(data.get("entities"), list) and all(isinstance(each, dict) for each in data["entities"]):
        spans, relations = _doccano_entities(text, data)
    else:
        spans = [checked_span(text, label, start, end) for start, end, label in _triples(data)]
    return LabelledDocument(
        str(meta.get("article") or data.get("id") or ""),
        str(meta.get("title") or ""),
        text,
        in_order(spans),
        relations,
        tuple(_document_labels(data)),
        str(meta.get("issue") or ""),
        meta.get("text_layer") == "raw",
    )


def _triples(data: Mapping[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield start, end and label of doccano's and spaCy's records; of spaCy's those of every kind, each once."""
    grouped = data.get("spans")
    groups = list(grouped.values()) if isinstance(grouped, dict) else []
    said = [_triple(each) for group in groups for each in group]
    yield from said
    listed = data.get("ents") or data.get("label") or data.get("labels") or data.get("entities") or ()
    if not _is_class(listed):
        yield from (triple for triple in map(_triple, listed) if triple not in said)


def _triple(entry: Any) -> tuple[Any, Any, Any]:
    if isinstance(entry, dict):  # as Doc.to_json() of spaCy writes them
        return entry["start"], entry["end"], entry["label"]
    start, end, label = entry
    return start, end, label


def _is_class(value: Any) -> bool:
    """Tell whether a value names the class of a whole text, or several: one name, or a list of nothing but names."""
    return isinstance(value, str) or (
        isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value)
    )


def _doccano_entities(text: str, data: Mapping[str, Any]) -> tuple[list[Span], tuple[Relation, ...]]:
    spans = [
        checked_span(
            text, each["label"], each["start_offset"], each["end_offset"], id=str(each.get("id", ""))
        )
        for each in data["entities"]
    ]
    known = {span.id for span in spans}
    relations = []
    for number, each in enumerate(data.get("relations") or (), start=1):
        source, target = str(each["from_id"]), str(each["to_id"])
        if source not in known or target not in known:
            raise WrongRecordError("relation", f"{source} → {target}")
        relations.append(Relation(str(each.get("id", number)), checked_label(each["type"]), source, target))
    return spans, tuple(relations)


def _prodigy_spans(text: str, data: Mapping[str, Any]) -> tuple[list[Span], tuple[Relation, ...]]:
    if data.get("answer") in _REFUSED:
        return [], ()
    spans = []
    for number, each in enumerate(data["spans"], start=1):
        label, said = each["label"], said_of(each)
        spans.append(
            checked_span(text, label, each["start"], each["end"], id=str(each.get("id") or number), **said)
        )
    places = {(span.start, span.end, span.label): span.id for span in spans}
    ids = {span.id for span in spans}
    relations = []
    for number, each in enumerate(data.get("relations") or (), start=1):
        ends = [_end(each[side], places, ids) for side in ("head_span", "child_span")]
        note = str(each.get("note") or "")
        relations.append(Relation(str(number), checked_label(each["label"]), ends[0], ends[1], note=note))
    return spans, tuple(relations)


def _end(place: Mapping[str, Any], places: Mapping[tuple[int, int, str], str], ids: set[str]) -> str:
    if place.get("id") in ids:
        return str(place["id"])
    found = places.get((place["start"], place["end"], place["label"]))
    if found is None:
        raise WrongRecordError("relation", f"[{place['start']}, {place['end']})")
    return found


def said_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record says of a span or label beside the label, as arguments of ``Span``."""
    score = data.get("score")
    attributes = data.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise WrongRecordError("fields", "attributes")
    return {
        "note": str(data.get("note") or ""),
        "attributes": attributes_of((str(name), str(value)) for name, value in attributes.items()),
        "doubtful": data.get("doubtful") is True,
        "suggested": data.get("suggested") is True,
        "score": float(score) if isinstance(score, int | float) and not isinstance(score, bool) else None,
    }


def _document_labels(data: Mapping[str, Any]) -> Iterator[DocumentLabel]:
    if isinstance(data.get("document_labels"), list):
        for each in data["document_labels"]:
            yield DocumentLabel(checked_label(each["label"]), **said_of(each))
    elif isinstance(data.get("cats"), dict):
        yield from (
            DocumentLabel(str(name)) for name, value in data["cats"].items() if value and value >= 0.5
        )
    elif isinstance(data.get("responses"), dict):
        for answers in data["responses"].values():
            value = answers[0].get("value") if answers else None
            named = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            yield from (DocumentLabel(name) for name in named if isinstance(name, str))
    elif data.get("answer") not in _REFUSED:
        # Of doccano's and Prodigy's text classification, and of Prodigy's choices.
        for key in ("label", "labels", "accept"):
            if _is_class(classes := data.get(key)):
                listed = [classes] if isinstance(classes, str) else classes or ()
                yield from (DocumentLabel(checked_label(name)) for name in listed)
                return


def _argilla_spans(text: str, data: Mapping[str, Any]) -> Iterator[Span]:
    """Yield the spans of a record of Argilla 2, of a feedback data set of 1, and of token classification before."""
    for key, suggested in (("annotation", False), ("prediction", True)):
        for each in data.get(key) or ():
            if isinstance(each, dict):
                yield from _valued(text, [each], None, suggested=suggested)
                continue
            label, start, end, *score = each
            yield checked_span(
                text, label, start, end, suggested=suggested, score=score[0] if score else None
            )
    for value, _ in _answers(data.get("responses")):
        yield from _valued(text, value, None, suggested=False)
    for value, score in _answers(data.get("suggestions")):
        yield from _valued(text, value, score, suggested=True)


def _answers(given: Any) -> Iterator[tuple[Any, Any]]:
    """Yield value and score of each question's first answer, in the shapes of both versions."""
    if isinstance(given, dict):
        for answers in given.values():
            answer = (answers or [{}])[0] if isinstance(answers, list) else answers
            yield answer.get("value"), answer.get("score")
    for each in given if isinstance(given, list) else ():
        if "values" in each:
            yield from ((answer.get("value"), None) for answer in each["values"].values())
        else:
            yield each.get("value"), each.get("score")


def _valued(text: str, value: Any, score: Any, *, suggested: bool) -> Iterator[Span]:
    spans = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    for number, each in enumerate(spans):
        own = each.get("score", score[number] if isinstance(score, list) else score)
        yield checked_span(text, each["label"], each["start"], each["end"], suggested=suggested, score=own)
