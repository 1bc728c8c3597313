"""Label Studio JSON: tasks with annotations, and the labelling configuration that goes with them.

Label Studio counts in UTF-16 units, as browsers do. ``from_name`` and ``to_name`` are those of the configuration.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span, without_gaps
from annotator.formats.labels.json_lines import dump
from annotator.formats.xml_text import xml_text
from annotator.model.labels import LabelScheme
from annotator.text.offsets import to_code_point, to_utf16

_FROM, _TO = "label", "text"


def label_studio_json(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as a list of Label Studio's tasks."""
    return f"{dump([_task(document) for document in documents])}\n"


def label_studio_config(scheme: LabelScheme) -> str:
    """Return the labelling configuration for a scheme: names, colours and keys."""
    labels = "\n".join(
        f'    <Label value="{_attribute(label.id)}" background="{_attribute(label.color)}"'
        + (f' hotkey="{_attribute(label.key)}"' if label.key else "")
        + f' hint="{_attribute(label.name)}"/>'
        for label in scheme.labels
    )
    return (
        f'<View>\n  <Labels name="{_FROM}" toName="{_TO}">\n{labels}\n  </Labels>\n'
        f'  <Text name="{_TO}" value="$text" granularity="symbol"/>\n</View>\n'
    )


def _attribute(text: str) -> str:
    return escape(xml_text(text), quote=True)


def _task(document: LabelledDocument) -> dict[str, Any]:
    results = [
        {
            "id": f"{document.id}-{number}",
            "from_name": _FROM,
            "to_name": _TO,
            "type": "labels",
            "value": {
                "start": to_utf16(document.text, span.start),
                "end": to_utf16(document.text, span.end),
                "text": span.surface(document.text),
                "labels": [span.label],
            },
        }
        for number, span in enumerate(without_gaps(document), start=1)
    ]
    data = {"text": document.text, "article": document.id, "title": document.title, "offset_unit": "utf16"}
    return {"data": data, "annotations": [{"result": results}]}


def read_label_studio(content: str) -> list[LabelledDocument]:
    """Return the documents of a list of tasks; predictions where a task has no annotations.

    Raises:
        ValueError: a task is none; ``args[0]`` is its number, from 1 on (0: the file is no list of tasks).
    """
    try:
        tasks = json.loads(content)
    except ValueError as error:
        raise ValueError(0) from error
    if not isinstance(tasks, list):
        raise ValueError(0)
    documents = []
    for number, task in enumerate(tasks, start=1):
        try:
            documents.append(_document(task))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError(number) from error
    return documents


def _document(task: dict[str, Any]) -> LabelledDocument:
    data = task["data"]
    text = data["text"]
    sources = task.get("annotations") or task.get("predictions") or [{}]
    spans = []
    for result in sources[0].get("result", ()):
        if result.get("type") != "labels":
            continue
        value = result["value"]
        start, end = to_code_point(text, value["start"]), to_code_point(text, value["end"])
        if start >= end:
            raise ValueError("range")
        spans += [Span(str(label), ((start, end),)) for label in value["labels"]]
    return LabelledDocument(str(data.get("article", "")), str(data.get("title", "")), text, tuple(spans))
