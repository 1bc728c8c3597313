"""Reading labels from JSON Lines: any dialect of doccano, Prodigy, spaCy and Argilla, work of several people too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.reading import (
    Reading,
    Version,
    WrongRecordError,
    checked_label,
    checked_span,
    checked_text,
    read_versions,
)
from annotator.model.labels import DocumentLabel, Relation, attributes_of
from annotator.text.json_data import parse_json

TOKEN = "TOKEN"
"""The label of an end of a relation that has none in its file."""

_REFUSED = ("reject", "ignore")
_STARTED = re.compile(r"\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}$")


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
        if isinstance(listed, list) and all(isinstance(each, dict) or is_pair(each) for each in listed):
            return read_versions(enumerate(listed, start=1), _versions)
    return read_versions(numbered_lines(content), lambda line: _versions(_parsed(line)))


def is_pair(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a value is a text and what lies on it, as people keep what they train spaCy 2 with."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[0], str)
        and isinstance(value[1], dict)
        and not value[1].keys().isdisjoint(("entities", "spans", "cats"))
    )


def _parsed(line: str) -> object:
    try:
        return parse_json(line)
    except ValueError as error:
        raise WrongRecordError("json", error) from error


def _versions(data: object) -> Iterator[Version]:
    """Yield what each annotator made of a record: Argilla and old doccano have all in one, Prodigy a line each."""
    if is_pair(data):
        data = {"text": data[0], **data[1]}
    if not isinstance(data, dict):
        raise WrongRecordError("json")
    if isinstance(data.get("annotations"), list):
        for name, given in _by_user(data["annotations"]).items():
            only = {**data, "annotations": given}
            yield Version(name, lambda only=only: document_from(only))  # type: ignore[misc]
        return
    if not data.get("responses"):
        yield Version(_prodigy_annotator(data), lambda: document_from(data))
        return
    people = _by_person(data["responses"])
    if len(people) < 2:
        name, said = next(iter(people.items()), ("", ()))
        yield Version(name, lambda: document_from({**data, "responses": said}))
        return
    if data.get("suggestions"):
        yield Version("", lambda: document_from({**data, "responses": ()}))
    for name, said in people.items():
        own = {**data, "responses": said, "suggestions": ()}
        yield Version(name, lambda own=own: document_from(own))  # type: ignore[misc]


def _prodigy_annotator(data: Mapping[str, Any]) -> str:
    """Return who annotated a record of Prodigy; a session without a name has the time it began at, which is nobody."""
    said = data.get("_annotator_id") or data.get("_session_id")
    return "" if not isinstance(said, str) or _STARTED.search(said) else said.strip()


def _by_user(annotations: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the annotations of each user of doccano before 1.5; a text that nobody annotated is nobody's."""
    found: dict[str, list[Any]] = {}
    for each in annotations:
        user = each.get("user")
        found.setdefault("" if user is None else str(user).strip(), []).append(each)
    return found or {"": []}


def _by_person(responses: Any) -> dict[str, Any]:
    """Return the responses of each person that were not discarded, in the shape that they have in the record."""
    found: dict[str, Any] = {}

    def told(answer: Any, number: int) -> str | None:
        if not isinstance(answer, dict) or answer.get("status") == "discarded":
            return None
        return str(answer.get("user_id") or ("" if number == 1 else number))

    if isinstance(responses, dict):
        for question, answers in responses.items():
            for number, answer in enumerate(answers if isinstance(answers, list) else [answers], start=1):
                if (name := told(answer, number)) is not None:
                    found.setdefault(name, {}).setdefault(question, []).append(answer)
    for number, answer in enumerate(responses if isinstance(responses, list) else (), start=1):
        if (name := told(answer, number if "values" in answer else 1)) is not None:
            found.setdefault(name, []).append(answer)
    return {name or "1": said for name, said in found.items()} if len(found) > 1 else found


def document_from(data: Mapping[str, Any]) -> LabelledDocument:
    """Return the document of a record in any of the dialects, of several people's responses the first one's.

    Raises:
        WrongRecordError: it is none.
    """
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
    elif isinstance(data.get("spans"), list) or (
        "tokens" in data and isinstance(data.get("relations"), list)
    ):
        spans, relations = _prodigy_spans(text, data)
    elif isinstance(data.get("annotations"), list):
        spans = [
            checked_span(text, _label_of(each), each["start_offset"], each["end_offset"])
            for each in data["annotations"]
            if "start_offset" in each
        ]
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


def _label_of(annotation: Mapping[str, Any]) -> Any:
    """Return the label of an annotation of doccano before 1.5, which tells labels by their numbers."""
    label = annotation["label"]
    return str(label) if type(label) is int else label


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
    for number, each in enumerate(data.get("spans") or (), start=1):
        label, said = each["label"], said_of(each)
        spans.append(
            checked_span(text, label, each["start"], each["end"], id=str(each.get("id") or number), **said)
        )
    ends = _Ends(text, spans)
    relations = []
    for number, each in enumerate(data.get("relations") or (), start=1):
        source, target = (
            ends.of(each.get(f"{side}_span") or data["tokens"][each[side]]) for side in ("head", "child")
        )
        note = str(each.get("note") or "")
        relations.append(Relation(str(number), checked_label(each["label"]), source, target, note=note))
    return ends.spans, tuple(relations)


class _Ends:
    """The ends of Prodigy's relations, which need no label there: one without is a span of its own, ``TOKEN``."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.spans = list(spans)
        self._text = text
        self._ids = {span.id for span in spans}
        self._places = {(span.start, span.end, span.label): span.id for span in spans}

    def of(self, place: Mapping[str, Any]) -> str:
        """Return the span at an end of a relation."""
        if place.get("label") and place.get("id") in self._ids:
            return str(place["id"])
        label = place.get("label") or TOKEN
        key = (place["start"], place["end"], label)
        if key not in self._places:
            name = f"end-{len(self.spans) + 1}"
            self.spans.append(checked_span(self._text, label, place["start"], place["end"], id=name))
            self._ids.add(name)
            self._places[key] = name
        return self._places[key]


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
    elif isinstance(data.get("annotations"), list):
        of_all = [each for each in data["annotations"] if "start_offset" not in each and "label" in each]
        yield from (DocumentLabel(checked_label(_label_of(each))) for each in of_all)
    elif isinstance(data.get("cats"), dict):
        yield from (
            DocumentLabel(str(name)) for name, value in data["cats"].items() if value and value >= 0.5
        )
    elif isinstance(data.get("responses"), dict | list):
        for value, _ in _answers(data["responses"]):
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
