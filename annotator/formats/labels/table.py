"""Labels as CSV: one row a document, a span, a relation or a label of the whole text, all with the same columns.

Positions are code points. ``ranges`` are written ``0-2;5-7``. A cell that a spreadsheet program would take for a
formula gets an apostrophe in front, which is taken away again.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Ranges, Span, in_order
from annotator.formats.labels.features import EVERYTHING, Feature, reduced
from annotator.formats.labels.json_lines_reading import said_of
from annotator.formats.labels.reading import (
    Reading,
    Record,
    Refusal,
    WrongRecordError,
    checked_label,
    checked_range,
)
from annotator.model.labels import DocumentLabel, Relation
from annotator.text.json_data import parse_json

HOLDS = EVERYTHING - {Feature.CHARACTERS}

_COLUMNS = (
    "kind",
    "article",
    "issue",
    "layer",
    "offset_unit",
    "id",
    "label",
    "ranges",
    "text",
    "note",
    "attributes",
    "doubtful",
    "suggested",
    "score",
    "source",
    "target",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def labels_csv(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as CSV (RFC 4180) with a head line."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for document in documents:
        for row in _rows(reduced(document, HOLDS)):
            writer.writerow([_cell(row.get(column, "")) for column in _COLUMNS])
    return made.getvalue()


def _rows(document: LabelledDocument) -> Iterator[dict[str, str]]:
    own = {"article": document.id, "issue": document.issue}
    told = {"layer": document.layer, "offset_unit": "code_point"}
    yield {"kind": "document", **own, **told, "label": document.title, "text": document.text}
    for span in document.spans:
        ranges = ";".join(f"{start}-{end}" for start, end in span.ranges)
        said = span.surface(document.text)
        yield {"kind": "span", **own, "id": span.id, "ranges": ranges, "text": said, **_said(span)}
    for each in document.relations:
        ends = {"source": each.source, "target": each.target, "note": each.note}
        yield {"kind": "relation", **own, "label": each.type, **ends}
    for label in document.labels:
        yield {"kind": "label", **own, **_said(label)}


def _said(span: Span | DocumentLabel) -> dict[str, str]:
    return {
        "label": span.label,
        "note": span.note,
        "attributes": json.dumps(dict(span.attributes), ensure_ascii=False) if span.attributes else "",
        "doubtful": "yes" if span.doubtful else "",
        "suggested": "yes" if span.suggested else "",
        "score": "" if span.score is None else repr(span.score),
    }


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def read_labels_csv(content: str) -> Reading:
    """Read a table of this kind, or one with the columns text, start, end and label and one row a span.

    A record is a document with the rows that belong to it; its number is the number of its first row, the head being
    row 1.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows = csv.reader(io.StringIO(content, newline=""))
    head = [column.strip().lower() for column in next(rows, [])]
    numbered = [
        (number, {name: _plain(cell) for name, cell in zip(head, row, strict=False)})
        for number, row in enumerate(rows, start=2)
        if any(row)
    ]
    if {"kind", "text", "ranges"} <= set(head):
        return _read(_by_article(numbered), _document)
    if {"text", "start", "end", "label"} <= set(head):
        return _read(_by_text(numbered), _plain_document)
    return Reading(refused=(Refusal(0, "format"),))


Rows = list[tuple[int, Mapping[str, str]]]


def _read(groups: Iterable[Rows], make: Any) -> Reading:
    records, refused = [], []
    for rows in groups:
        number = rows[0][0]
        try:
            records.append(Record(number, make(rows)))
        except WrongRecordError as error:
            refused.append(Refusal(number, error.code, error.detail))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            refused.append(Refusal(number, "fields", str(error)[:80]))
    return Reading(tuple(records), tuple(refused))


def _by_article(rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[Rows]:
    """Return the rows of each document; a second document of the same article begins anew."""
    groups: list[Rows] = []
    current: dict[tuple[str, str], Rows] = {}
    for number, row in rows:
        key = (row.get("issue", ""), row.get("article", ""))
        again = row["kind"] == "document" and any(
            each["kind"] == "document" for _, each in current.get(key, [])
        )
        if key not in current or again:
            current[key] = []
            groups.append(current[key])
        current[key].append((number, row))
    return groups


def _by_text(rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[Rows]:
    groups: dict[tuple[str, str], Rows] = {}
    for number, row in rows:
        groups.setdefault((row.get("article", ""), row.get("text", "")), []).append((number, row))
    return list(groups.values())


def _document(rows: Rows) -> LabelledDocument:
    head = next((row for _, row in rows if row["kind"] == "document"), None)
    if head is None:
        raise WrongRecordError("text")
    text = head["text"]
    spans, relations, labels = [], [], []
    for number, row in rows:
        kind = row["kind"]
        if kind == "span":
            ranges = _ranges(text, row["ranges"], number)
            spans.append(Span(checked_label(row["label"]), ranges, row.get("id", ""), **_details(row)))
        elif kind == "relation":
            ends = (row["source"], row["target"])
            relations.append(
                Relation(f"r{number}", checked_label(row["label"]), *ends, note=row.get("note", ""))
            )
        elif kind == "label":
            labels.append(DocumentLabel(checked_label(row["label"]), **_details(row)))
        elif kind != "document":
            raise WrongRecordError("fields", f"{number}: {kind}")
    known = {span.id for span in spans}
    for relation in relations:
        if relation.source not in known or relation.target not in known:
            raise WrongRecordError("relation", f"{relation.source} → {relation.target}")
    return LabelledDocument(
        head.get("article", ""),
        head.get("label", ""),
        text,
        in_order(spans),
        tuple(relations),
        tuple(labels),
        head.get("issue", ""),
        head.get("layer") == "raw",
    )


def _ranges(text: str, said: str, number: int) -> Ranges:
    ranges = []
    for part in said.split(";"):
        start, _, end = part.partition("-")
        if not (start.isdecimal() and end.isdecimal()):
            raise WrongRecordError("range", f"{number}: {said}")
        ranges.append(checked_range(text, int(start), int(end)))
    return tuple(sorted(ranges))


def _details(row: Mapping[str, str]) -> dict[str, Any]:
    score = row.get("score", "")
    return said_of(
        {
            "note": row.get("note", ""),
            "attributes": parse_json(row["attributes"]) if row.get("attributes") else {},
            "doubtful": row.get("doubtful", "").lower() in ("yes", "true", "1"),
            "suggested": row.get("suggested", "").lower() in ("yes", "true", "1"),
            "score": float(score) if score else None,
        }
    )


def _plain_document(rows: Rows) -> LabelledDocument:
    text = rows[0][1]["text"]
    spans = []
    for number, row in rows:
        if not row["label"] and not row["start"]:
            continue  # a text without labels
        try:
            place = checked_range(text, int(row["start"]), int(row["end"]))
        except ValueError as error:
            raise WrongRecordError("range", f"{number}: {row['start']}-{row['end']}") from error
        spans.append(Span(checked_label(row["label"]), (place,), row.get("id", ""), **_details(row)))
    return LabelledDocument(rows[0][1].get("article", ""), "", text, in_order(spans))
