"""Labels as JSON Lines: doccano's two dialects, and Prodigy's (read by spaCy and Argilla too).

Positions are code points; each line says so. A span with gaps is one span a range.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span, without_gaps

_META = {"offset_unit": "code_point", "text_layer": "corrected"}


def doccano_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as doccano reads them for sequence labelling: ``label: [[start, end, name], …]``."""
    return _lines(documents, _doccano)


def doccano_relations_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as doccano reads them for relations: ``entities`` with numbers, and ``relations``."""
    return _lines(documents, _doccano_relations)


def prodigy_jsonl(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as Prodigy reads them: ``spans`` with ``start``, ``end`` and ``label``."""
    return _lines(documents, _prodigy)


def _doccano(document: LabelledDocument) -> dict[str, Any]:
    labels = [[span.start, span.end, span.label] for span in without_gaps(document)]
    return {"text": document.text, "label": labels, "meta": _meta(document)}


def _doccano_relations(document: LabelledDocument) -> dict[str, Any]:
    entities = [
        {"id": number, "start_offset": span.start, "end_offset": span.end, "label": span.label}
        for number, span in enumerate(without_gaps(document), start=1)
    ]
    return {"text": document.text, "entities": entities, "relations": [], "meta": _meta(document)}


def _prodigy(document: LabelledDocument) -> dict[str, Any]:
    spans = [{"start": span.start, "end": span.end, "label": span.label} for span in without_gaps(document)]
    return {"text": document.text, "spans": spans, "answer": "accept", "meta": _meta(document)}


def _meta(document: LabelledDocument) -> dict[str, str]:
    return {"article": document.id, "title": document.title, **_META}


def _lines(
    documents: Iterable[LabelledDocument], record: Callable[[LabelledDocument], dict[str, Any]]
) -> str:
    return "".join(f"{dump(record(document))}\n" for document in documents)


def dump(value: object) -> str:
    """Return JSON with characters as they are; escaped where a lone surrogate would keep UTF-8 from holding it."""
    text = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if any("\ud800" <= character <= "\udfff" for character in text) else text


def read_json_lines(content: str) -> list[LabelledDocument]:
    """Return the documents of JSON Lines in any of the dialects (older doccano's ``labels`` too).

    Raises:
        ValueError: a line is none of them; ``args[0]`` is its number, from 1 on.
    """
    documents = []
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            try:
                documents.append(_document(json.loads(line)))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise ValueError(number) from error
    return documents


def _document(data: dict[str, Any]) -> LabelledDocument:
    text, meta = data["text"], data.get("meta") or {}
    if not isinstance(text, str):
        raise TypeError("text")
    if "spans" in data:
        found = [(span["start"], span["end"], span["label"]) for span in data["spans"] or ()]
    elif "entities" in data:
        found = [(each["start_offset"], each["end_offset"], each["label"]) for each in data["entities"] or ()]
    else:
        found = [tuple(each) for each in data.get("label") or data.get("labels") or ()]
    spans = []
    for start, end, label in found:
        if not 0 <= start < end <= len(text) or not isinstance(label, str):
            raise ValueError("range")
        spans.append(Span(label, ((start, end),)))
    return LabelledDocument(str(meta.get("article", "")), str(meta.get("title", "")), text, tuple(spans))
