"""Label Studio JSON: tasks with annotations and predictions, and the labelling configuration that goes with them.

Label Studio counts in UTF-16 units, as browsers do. ``from_name`` and ``to_name`` are those of the configuration;
attributes are choices or texts of a region, the doubt is a choice, a note is its ``meta``, labels of the whole text are
choices without a region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import EVERYTHING, Feature, reduced
from annotator.formats.labels.json_lines import dump
from annotator.formats.labels.reading import (
    Reading,
    WrongRecordError,
    checked_label,
    checked_text,
    read_each,
    whole_file,
)
from annotator.formats.xml_text import xml_text
from annotator.model.labels import (
    Attribute,
    AttributeKind,
    DocumentLabel,
    LabelScheme,
    Level,
    Relation,
    attributes_of,
)
from annotator.text.json_data import parse_json
from annotator.text.offsets import Utf16Index

_OURS = "annotator"
HOLDS = EVERYTHING - {Feature.GAPS, Feature.DOCUMENT_DETAILS}

_FROM, _TO, _DOCUMENT, _DOUBT = _OWN = "label", "text", "document", "doubtful"


def label_studio_json(documents: Iterable[LabelledDocument]) -> str:
    """Return documents as a list of Label Studio's tasks."""
    tasks = [_task(reduced(document, HOLDS), number) for number, document in enumerate(documents, start=1)]
    return f"{dump(tasks)}\n"


def label_studio_config(scheme: LabelScheme) -> str:
    """Return the labelling configuration for a scheme: names, colours and keys, attributes, relations."""
    spans = [label for label in scheme.labels if label.level is Level.SPAN]
    whole = [label for label in scheme.labels if label.level is Level.DOCUMENT]
    lines = ["<View>", f'  <Labels name="{_FROM}" toName="{_TO}">']
    keys: set[str] = set()
    for label in spans:
        # A hot key of Label Studio is one key, and one label's; the others are left to its own numbering.
        own = len(label.key) == 1 and label.key.lower() not in keys
        keys.add(label.key.lower())
        key = f' hotkey="{_attribute(label.key)}"' if own else ""
        lines.append(
            f'    <Label value="{_attribute(label.id)}" background="{_attribute(label.color)}"{key}'
            f' hint="{_attribute(label.name)}"/>'
        )
    lines.append("  </Labels>")
    if scheme.relations:
        named = "".join(f'<Relation value="{_attribute(each.id)}"/>' for each in scheme.relations)
        lines.append(f"  <Relations>{named}</Relations>")
    lines.append(f'  <Text name="{_TO}" value="$text" granularity="symbol"/>')
    for each in _attributes(scheme):
        lines += _control(_control_name(each.id), each.kind, each.choices)
    lines += _control(_DOUBT, AttributeKind.YES_NO, ())
    if whole:
        lines.append(f'  <Choices name="{_DOCUMENT}" toName="{_TO}" choice="multiple">')
        lines += [
            f'    <Choice value="{_attribute(label.id)}" hint="{_attribute(label.name)}"/>' for label in whole
        ]
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>", ""])


def free_attributes(scheme: LabelScheme) -> frozenset[str]:
    """Return the ids of the attributes that the configuration for a scheme has a field for any text for."""
    return frozenset(each.id for each in _attributes(scheme) if each.kind is AttributeKind.TEXT)


def _attributes(scheme: LabelScheme) -> list[Attribute]:
    """Return the attributes of spans; those of the same id are one control, which takes all their values."""
    found: dict[str, Attribute] = {}
    for label in scheme.labels:
        for each in label.attributes if label.level is Level.SPAN else ():
            known = found.setdefault(each.id, each)
            if known.kind is not each.kind:
                found[each.id] = replace(known, kind=AttributeKind.TEXT)
            else:
                found[each.id] = replace(known, choices=tuple(dict.fromkeys((*known.choices, *each.choices))))
    return list(found.values())


def _control_name(attribute: str) -> str:
    """Return the name of an attribute's control, which is none of those that the configuration has anyway."""
    return f"{attribute}_" if attribute.rstrip("_") in _OWN else attribute


def _attribute_of(control: str) -> str:
    return control.removesuffix("_") if control.rstrip("_") in _OWN else control


def _control(name: str, kind: AttributeKind, choices: Iterable[str]) -> list[str]:
    """Return the control of an attribute of a region."""
    where = f'name="{_attribute(name)}" toName="{_TO}" perRegion="true"'
    if kind is AttributeKind.TEXT:
        return [f"  <TextArea {where}/>"]
    values = tuple(choices) or ("yes",)
    named = "".join(f'<Choice value="{_attribute(value)}"/>' for value in values)
    return [f"  <Choices {where}>{named}</Choices>"]


def _attribute(text: str) -> str:
    return escape(xml_text(text), quote=True)


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
            "from_name": _DOCUMENT,
            "to_name": _TO,
            "type": "choices",
            "value": {"choices": [label.label]},
        }
        for rank, label in enumerate(document.labels, start=1)
    ]
    # Label Studio gives numbers of its own; its converter wants those of the file.
    task: dict[str, Any] = {"id": number, "data": data, "annotations": [{"id": number, "result": certain}]}
    if guessed:
        task["predictions"] = [{"model_version": _OURS, "result": guessed}]
    return task


def _results(
    span: Span, name: str, document: LabelledDocument, index: Utf16Index
) -> Iterator[dict[str, Any]]:
    place = {
        "start": index.to_utf16(span.start),
        "end": index.to_utf16(span.end),
        "text": document.text[span.start : span.end],
    }
    region = {"id": name, "to_name": _TO}
    result: dict[str, Any] = {
        **region,
        "from_name": _FROM,
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
        yield {**region, "from_name": _control_name(attribute), "type": kind, "value": {**place, **said}}
    if span.doubtful:
        yield {**region, "from_name": _DOUBT, "type": "choices", "value": {**place, "choices": ["yes"]}}


def read_label_studio(content: str) -> Reading:
    """Read a list of tasks, or one task; each task for itself.

    Of several annotations of a task that were not cancelled the last one marked as ground truth counts, or else the
    last one; predictions are suggestions, except
    for what the annotator began with and has decided. The smaller export (JSON-MIN) is read as well.
    """
    try:
        tasks = parse_json(content)
    except ValueError as error:
        return whole_file(WrongRecordError("json", error))
    if isinstance(tasks, dict) and "data" in tasks:
        tasks = [tasks]
    if not isinstance(tasks, list):
        return whole_file(WrongRecordError("json"))
    return read_each(enumerate(tasks, start=1), _document)


def _document(task: Any) -> LabelledDocument:
    if "data" not in task and "annotation_id" in task:
        task = _unfolded(task)
    data = task["data"]
    field = _text_field(task)
    text = checked_text(data.get(field))
    # Before version 1 annotations were called completions.
    listed = task.get("annotations") or task.get("completions") or ()
    annotations = [each for each in listed if not each.get("was_cancelled")]
    annotations.sort(key=lambda each: each.get("ground_truth") is True)
    results: list[tuple[Mapping[str, Any], bool]] = []
    if annotations:
        results += [(result, False) for result in annotations[-1].get("result") or ()]
    for prediction in (task.get("predictions") or ())[-1:]:
        overall, left = prediction.get("score"), _undecided(prediction, annotations[-1:])
        results += [({"score": overall, **result}, True) for result in left]
    index = _Offsets(text, [result for result, _ in results])
    spans: dict[str, list[Span]] = {}
    for number, (result, suggested) in enumerate(results, start=1):
        if result.get("type") in ("labels", "hypertextlabels"):
            name = str(result.get("id", f"r{number}"))
            found = spans.setdefault(name, [])
            found += _spans(result, name, index, suggested, len(found))
    labels: list[DocumentLabel] = []
    for result, _ in results:
        if result.get("type") in ("choices", "textarea"):
            labels += _said(result, spans)
    relations = [
        _relation(number, result, spans)
        for number, (result, _) in enumerate(results, start=1)
        if result.get("type") == "relation"
    ]
    return LabelledDocument(
        str(data.get("article") or ""),
        str(data.get("title") or ""),
        text,
        in_order(span for found in spans.values() for span in found),
        tuple(relations),
        tuple(labels),
        str(data.get("issue") or ""),
        data.get("text_layer") == "raw",
    )


def _undecided(
    prediction: Mapping[str, Any], annotations: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the results of a prediction about which an annotation says nothing yet.

    An annotation that began as the prediction has decided all of it. Regions copied from it keep their ids.
    """
    results: list[Mapping[str, Any]] = list(prediction.get("result") or ())
    if prediction.get("model_version") == _OURS:
        return results  # a suggestion beside an equal label is one of its own here
    for annotation in annotations:
        parent = annotation.get("parent_prediction")
        if parent is not None and parent == prediction.get("id"):
            return []
        own = annotation.get("result") or ()
        ids = {each.get("id") for each in own} - {None}
        said = [_place_and_labels(each) for each in own]
        same = {each.get("id") for each in results if _place_and_labels(each) in said} - {None}
        results = [each for each in results if each.get("id") not in ids | same]
    return results


def _place_and_labels(result: Mapping[str, Any]) -> tuple[Any, ...] | None:
    value = result.get("value")
    if result.get("type") not in ("labels", "hypertextlabels") or not isinstance(value, dict):
        return None
    return value.get("start"), value.get("end"), value.get("labels") or value.get("hypertextlabels")


def _unfolded(task: Mapping[str, Any]) -> dict[str, Any]:
    """Return a task of the smaller export as one of the full export.

    The fields of the data stand in front of ``id``, those of the controls between it and ``annotator``. A single
    answer about the whole text stands there without its control's kind; it is taken for a choice.
    """
    names = list(task)
    first = names.index("id") if "id" in names else len(names)
    last = names.index("annotator") if "annotator" in names else len(names)
    data = {name: value for name, value in task.items() if name in names[:first] or name == "text"}
    results: list[dict[str, Any]] = []
    for name in names:
        for each in task[name] if isinstance(task[name], list) else ():
            if isinstance(each, dict) and "start" in each:
                kind = next(
                    (kind for kind in ("labels", "hypertextlabels", "choices") if kind in each), "textarea"
                )
                place = f"{each['start']}-{each['end']}"
                results.append({"id": place, "from_name": name, "type": kind, "value": each})
    for name in names[first + 1 : last]:
        said = task[name]
        said = said.get("choices") if isinstance(said, dict) else [said] if isinstance(said, str) else None
        if said and name not in data:
            results.append({"from_name": name, "type": "choices", "value": {"choices": said}})
    return {"data": data, "annotations": [{"result": results}]}


def _text_field(task: Mapping[str, Any]) -> str:
    """Return the name of the field with the text: ``text``, or the only one that is a text."""
    data = task["data"]
    if "text" in data:
        return "text"
    texts = [name for name, value in data.items() if isinstance(value, str)]
    return texts[0] if len(texts) == 1 else "text"


class _Offsets:
    """The way from a task's offsets to code points.

    Programs written in Python often fill ``start`` and ``end`` with code points. Where the texts that results quote
    agree with that and not with UTF-16 units, they are taken so.
    """

    def __init__(self, text: str, results: Iterable[Mapping[str, Any]]) -> None:
        self.text = text
        self._index = Utf16Index(text)
        self._plain = False
        if self._index.utf16_length != len(text):
            quoted = [
                value for each in results if isinstance(value := each.get("value"), dict) and "start" in value
            ]
            fits = {plain: sum(self._fits(value, plain) for value in quoted) for plain in (False, True)}
            self._plain = fits[True] > fits[False]

    def _fits(self, value: Mapping[str, Any], plain: bool) -> bool:
        try:
            start, end = self._range(value["start"], value["end"], plain)
        except (ValueError, KeyError, TypeError):
            return False
        return self.text[start:end] == value.get("text")

    def range(self, start: Any, end: Any) -> tuple[int, int]:
        """Return the range in code points.

        Raises:
            WrongRecordError: it is empty or not in the text.
        """
        try:
            found = self._range(start, end, self._plain)
        except (ValueError, TypeError) as error:
            raise WrongRecordError("range", f"[{start}, {end})") from error
        if not 0 <= found[0] < found[1] <= len(self.text):
            raise WrongRecordError("range", f"[{start}, {end})")
        return found

    def _range(self, start: Any, end: Any, plain: bool) -> tuple[int, int]:
        if type(start) is not int or type(end) is not int:
            raise TypeError("range")
        return (start, end) if plain else (self._index.to_code_point(start), self._index.to_code_point(end))


def _spans(
    result: Mapping[str, Any], name: str, index: _Offsets, suggested: bool, before: int
) -> Iterator[Span]:
    """Yield the spans of a region, a span for each of its labels; ``before`` are the spans of this name so far."""
    value = result["value"]
    place = index.range(value["start"], value["end"])
    score = result.get("score")
    note = "\n".join(str(line) for line in (result.get("meta") or {}).get("text") or ())
    named = value.get("labels") or value.get("hypertextlabels") or ()
    for number, label in enumerate(named, start=before):
        yield Span(
            checked_label(label),
            (place,),
            name if number == 0 else f"{name}/{number}",
            note,
            suggested=suggested,
            score=float(score) if isinstance(score, int | float) else None,
        )


def _said(result: Mapping[str, Any], spans: dict[str, list[Span]]) -> Iterator[DocumentLabel]:
    """Put what a control says on its region; yield the labels of the whole text that it chooses."""
    value = result["value"]
    said = value.get("choices") or value.get("text") or ()
    said = [said] if isinstance(said, str) else said
    found = spans.get(str(result.get("id"))) if "start" in value else None
    if found is None:
        yield from (DocumentLabel(checked_label(each)) for each in said if result["type"] == "choices")
        return
    name = str(result.get("from_name"))
    attribute = _attribute_of(name)
    for number, span in enumerate(found):
        if name == _DOUBT:
            found[number] = replace(span, doubtful=True)
        else:
            values = (*span.attributes, (attribute, " ".join(map(str, said))))
            found[number] = replace(span, attributes=attributes_of(values))


def _relation(number: int, result: Mapping[str, Any], spans: Mapping[str, list[Span]]) -> Relation:
    source, target = str(result["from_id"]), str(result["to_id"])
    if not spans.get(source) or not spans.get(target):
        raise WrongRecordError("relation", f"{source} → {target}")
    if result.get("direction") == "left":
        source, target = target, source
    named = result.get("labels") or ("relation",)
    note = "\n".join(str(line) for line in (result.get("meta") or {}).get("text") or ())
    return Relation(
        f"r{number}", checked_label(named[0]), spans[source][0].id, spans[target][0].id, note=note
    )
