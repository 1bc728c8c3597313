"""Writing Label Studio JSON: tasks with annotations and predictions.

Label Studio counts in UTF-16 units, as browsers do. A note on a region is its ``meta``; the rest has the names of
``annotator.formats.labels.label_studio_config``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.formats.labels.features import EVERYTHING, Feature, reduced
from annotator.formats.labels.json_lines import dump
from annotator.formats.labels.label_studio_config import DOCUMENT, DOUBT, FROM, TO, control_name
from annotator.text.offsets import Utf16Index

OURS = "annotator"
"""What suggestions of this program are called as a model."""

HOLDS = EVERYTHING - {Feature.GAPS, Feature.DOCUMENT_DETAILS}


def label_studio_json(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as a list of Label Studio's tasks."""
    tasks = [_task(reduced(document, HOLDS), number) for number, document in enumerate(documents, start=1)]
    return f"{dump(tasks)}\n"


def _task(document: LabelledDocument, number: int) -> dict[str, Any]:
    data = {
        "text": document.text,
        "article": document.id,
        "issue": document.issue,
        "title": document.title,
        "offset_unit": "utf16",
        "text_layer": document.layer,
    }
    index = Utf16Index(document.text)
    names = {span.id: f"{document.id}-{rank}" for rank, span in enumerate(document.spans, start=1)}
    certain: list[dict[str, Any]] = []
    guessed: list[dict[str, Any]] = []
    for rank, span in enumerate(document.spans, start=1):
        results = guessed if span.suggested else certain
        results += _results(span, f"{document.id}-{rank}", document, index)
    suggested = {span.id for span in document.spans if span.suggested}
    for each in document.relations:
        ends = {"from_id": names[each.source], "to_id": names[each.target], "direction": "right"}
        said: dict[str, Any] = {"type": "relation", "labels": [each.type]}
        said |= {"meta": {"text": [each.note]}} if each.note else {}
        # A relation that touches a suggestion can only stand where both ends are; a copy of the other end would be
        # a label too many.
        results = guessed if each.source in suggested and each.target in suggested else certain
        results.append({**ends, **said})
    certain += [
        {
            "id": f"{document.id}-d{rank}",
            "from_name": DOCUMENT,
            "to_name": TO,
            "type": "choices",
            "value": {"choices": [label.label]},
        }
        for rank, label in enumerate(document.labels, start=1)
    ]
    # Label Studio gives numbers of its own; its converter wants those of the file.
    task: dict[str, Any] = {"id": number, "data": data, "annotations": [{"id": number, "result": certain}]}
    if guessed:
        task["predictions"] = [{"model_version": OURS, "result": guessed}]
    return task


def _results(
    span: Span, name: str, document: LabelledDocument, index: Utf16Index
) -> Iterator[dict[str, Any]]:
    place = {
        "start": index.to_utf16(span.start),
        "end": index.to_utf16(span.end),
        "text": document.text[span.start : span.end],
    }
    region = {"id": name, "to_name": TO}
    result: dict[str, Any] = {
        **region,
        "from_name": FROM,
        "type": "labels",
        "value": {**place, "labels": [span.label]},
    }
    if span.note:
        result["meta"] = {"text": [span.note]}
    if span.score is not None:
        result["score"] = span.score
    yield result
    for attribute, value in span.attributes:
        free = attribute in document.free
        said = {"text": [value]} if free else {"choices": [value]}
        kind = "textarea" if free else "choices"
        yield {**region, "from_name": control_name(attribute), "type": kind, "value": {**place, **said}}
    if span.doubtful:
        yield {**region, "from_name": DOUBT, "type": "choices", "value": {**place, "choices": ["yes"]}}
