"""W3C Web Annotation: a text file and beside it a page of annotations as JSON-LD.

Each annotation says its place twice: a text position selector, in code points, and a text quote selector with some
text around, by which programs that know another version of the text find the place again. A relation is an annotation
that links two others. Source: W3C, “Web Annotation Data Model”, sections 3 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import DETAILS, Feature, reduced
from annotator.formats.labels.json_lines import dump
from annotator.formats.labels.reading import WrongRecordError, checked_label, checked_range
from annotator.model.labels import YES, DocumentLabel, Relation, attributes_of
from annotator.text.json_data import parse_json
from annotator.text.offsets import Utf16Index

HOLDS = DETAILS | {
    Feature.OVERLAPS,
    Feature.BLANKS,
    Feature.RELATIONS,
    Feature.DOCUMENT_LABELS,
    Feature.CHARACTERS,
}

_AROUND = 16
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_DOUBT = "doubtful"
_CHARACTERS = re.compile(r"char=(\d+),(\d+)(?:;.*)?")
"""A range of characters of plain text, as RFC 5147 writes it."""


def web_annotation(document: LabelledDocument, source: str) -> str:
    """Return the annotations of a document whose text is in the file ``source`` beside them."""
    kept = reduced(document, HOLDS)
    items = [_span(kept, span, number, source) for number, span in enumerate(kept.spans, start=1)]
    names = {span.id: item["id"] for span, item in zip(kept.spans, items, strict=True)}
    items += [_relation(each, number, names) for number, each in enumerate(kept.relations, start=1)]
    items += [
        {
            "id": f"#d{number}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": _body("tagging", label.label),
            "target": source,
        }
        for number, label in enumerate(kept.labels, start=1)
    ]
    page = {
        "@context": _CONTEXT,
        "id": f"{source}#annotations",
        "type": "AnnotationPage",
        "partOf": {"id": f"{kept.issue}/{kept.id}", "type": "AnnotationCollection", "label": kept.title},
        "items": items,
    }
    return f"{dump(page)}\n"


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _span(document: LabelledDocument, span: Span, number: int, source: str) -> dict[str, Any]:
    text = document.text
    bodies = [_body("tagging", span.label)]
    bodies += [_body("commenting", span.note)] if span.note else []
    bodies += [_body("classifying", f"{name}={value}") for name, value in span.attributes]
    bodies += [_body("moderating", _DOUBT)] if span.doubtful else []
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(span.start - _AROUND, 0) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    return {
        "id": f"#s{number}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": bodies,
        "target": {"source": source, "selector": [place, quote]},
    }


def _relation(relation: Relation, number: int, names: Mapping[str, str]) -> dict[str, Any]:
    end = {"type": "SpecificResource", "purpose": "linking", "source": names[relation.target]}
    bodies: list[dict[str, str]] = [end, _body("tagging", relation.type)]
    bodies += [_body("commenting", relation.note)] if relation.note else []
    return {
        "id": f"#r{number}",
        "type": "Annotation",
        "motivation": "linking",
        "body": bodies,
        "target": names[relation.source],
    }


def read_web_annotation(text: str, content: str) -> LabelledDocument:
    """Return the document of a text and its annotations: a page, a collection, a list, or one annotation.

    A place whose quoted text stands elsewhere is tried in UTF-16 units, as programs in browsers count, and then sought
    by the quote, which must be found exactly once. An annotation without a tag is labelled as its motivation.

    Raises:
        WrongRecordError: it is no such file, or a place is not in the text.
    """
    try:
        data = parse_json(content)
    except ValueError as error:
        raise WrongRecordError("json", error) from error
    said = data.get("partOf") if isinstance(data, dict) else None
    said = said if isinstance(said, dict) else {}
    issue, _, name = str(said.get("id") or "").rpartition("/")
    reader = _Reader(text)
    items = list(_items(data))
    for number, item in enumerate(items, start=1):
        reader.take(item, number)
    return reader.document(name, str(said.get("label") or ""), issue)


def _items(data: Any) -> Iterator[Mapping[str, Any]]:
    listed = data if isinstance(data, list) else None
    if isinstance(data, dict):
        first = data.get("first")
        listed = data.get("items") or (first.get("items") if isinstance(first, dict) else None)
        if listed is None and data.get("type") == "Annotation":
            listed = [data]
        if listed is None and data.get("type") in ("AnnotationPage", "AnnotationCollection"):
            listed = []
    if listed is None:
        raise WrongRecordError("format")
    yield from (each for each in listed if isinstance(each, dict))


class _Reader:
    """Collects the annotations of one document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._index = Utf16Index(text)
        self._spans: dict[str, Span] = {}
        self._arcs: list[tuple[str, str, str, str]] = []
        self._labels: list[DocumentLabel] = []

    def take(self, item: Mapping[str, Any], number: int) -> None:
        """Take one annotation."""
        name = str(item.get("id") or number)
        motivation = _listed(item.get("motivation"))
        bodies = list(_bodies(item, "commenting" if "commenting" in motivation else None))
        tags = _values(bodies, ("tagging", None)) or _values(bodies, ("classifying",))
        note = "\n".join(_values(bodies, ("commenting", "describing")))
        if item.get("motivation") == "linking":
            end = next((str(each.get("source")) for each in bodies if each.get("source")), "")
            self._arcs.append((checked_label(tags[0] if tags else None), str(item.get("target")), end, note))
            return
        target: Any = item.get("target")
        target = target[0] if isinstance(target, list) and target else target
        selectors = _listed(target.get("selector")) if isinstance(target, dict) else []
        if not selectors:
            self._labels += [DocumentLabel(tag, note=note) for tag in tags]
            return
        place = self._place(selectors)
        values = (value.split("=", 1) for value in _values(bodies, ("classifying",)) if "=" in value)
        attributes = attributes_of((attribute, value or YES) for attribute, value in values)
        doubtful = _DOUBT in _values(bodies, ("moderating",))
        label = checked_label((tags or motivation or [None])[0])
        self._spans[name] = Span(label, (place,), name, note, attributes, doubtful)

    def _place(self, selectors: Iterable[Any]) -> tuple[int, int]:
        kinds = {each.get("type"): each for each in _refined(selectors)}
        position, quote = kinds.get("TextPositionSelector"), kinds.get("TextQuoteSelector")
        fragment = _CHARACTERS.fullmatch(str(kinds.get("FragmentSelector", {}).get("value")))
        if position is None and fragment:
            position = {"start": int(fragment[1]), "end": int(fragment[2])}
        exact = quote.get("exact") if quote else None
        if position is not None:
            start: Any = position.get("start")
            end: Any = position.get("end")
            if exact is None:
                return checked_range(self._text, start, end)
            for counted in (lambda at: at, self._index.to_code_point):
                try:
                    place = checked_range(self._text, counted(start), counted(end))
                except (ValueError, TypeError, WrongRecordError):
                    continue
                if self._text[place[0] : place[1]] == exact:
                    return place
        if not isinstance(exact, str) or not exact or quote is None:
            raise WrongRecordError("range")
        before = str(quote.get("prefix") or "")
        wanted = f"{before}{exact}{quote.get('suffix') or ''}"
        if self._text.count(wanted) != 1:
            raise WrongRecordError("surface", exact)
        start = self._text.index(wanted) + len(before)
        return start, start + len(exact)

    def document(self, name: str, title: str, issue: str) -> LabelledDocument:
        """Return all of it as a document."""
        relations = []
        for number, (label, source, target, note) in enumerate(self._arcs, start=1):
            if source not in self._spans or target not in self._spans:
                raise WrongRecordError("relation", f"{source} → {target}")
            relations.append(Relation(f"r{number}", label, source, target, note=note))
        spans = in_order(self._spans.values())
        return LabelledDocument(name, title, self._text, spans, tuple(relations), tuple(self._labels), issue)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _bodies(item: Mapping[str, Any], purpose: str | None) -> Iterator[Mapping[str, Any]]:
    """Yield the bodies of an annotation, plain texts too; those without a purpose have one given."""
    for each in (*_listed(item.get("body")), *_listed(item.get("bodyValue"))):
        if isinstance(each, str):
            yield {"purpose": purpose, "value": each}
        elif isinstance(each, dict):
            yield {**each, "purpose": each.get("purpose") or purpose}


def _refined(selectors: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """Yield selectors, and those that refine them."""
    for each in selectors:
        if isinstance(each, dict):
            yield each
            yield from _refined(_listed(each.get("refinedBy")))


def _values(bodies: Iterable[Mapping[str, Any]], purposes: tuple[str | None, ...]) -> list[str]:
    return [str(each["value"]) for each in bodies if each.get("purpose") in purposes and each.get("value")]
