"""Reading Label Studio JSON: tasks with the annotations of one or several people, and predictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.label_studio import OURS
from annotator.formats.labels.label_studio_config import DOUBT, attribute_of
from annotator.formats.labels.reading import (
    Reading,
    Version,
    WrongRecordError,
    checked_label,
    checked_text,
    read_versions,
    whole_file,
)
from annotator.model.labels import DocumentLabel, Relation, attributes_of
from annotator.text.json_data import parse_json
from annotator.text.offsets import Utf16Index


def read_label_studio(content: str) -> Reading:
    """Read a list of tasks, or one task; each task for itself.

    The annotations of a task that were not cancelled are a record each, by the people who completed them, last the one
    that is marked as ground truth. Predictions are suggestions, except for what an annotator began with and has
    decided. The smaller export (JSON-MIN) is read as well.
    """
    try:
        tasks = parse_json(content)
    except ValueError as error:
        return whole_file(WrongRecordError("json", error))
    if isinstance(tasks, dict) and "data" in tasks:
        tasks = [tasks]
    if not isinstance(tasks, list):
        return whole_file(WrongRecordError("json"))
    return read_versions(_numbered(tasks), _versions)


def _numbered(tasks: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Yield tasks with their numbers; of the smaller export, where each annotation is an entry, those of their task."""
    numbers: dict[Any, int] = {}
    for number, task in enumerate(tasks, start=1):
        small = isinstance(task, dict) and "data" not in task and "annotation_id" in task
        yield numbers.setdefault(str(task.get("id")), number) if small else number, task


def _versions(task: Any) -> Iterator[Version]:
    if "data" not in task and "annotation_id" in task:
        task = _unfolded(task)
    # Before version 1 annotations were called completions.
    listed = task.get("annotations") or task.get("completions") or ()
    annotations = [each for each in listed if not each.get("was_cancelled")]
    annotations.sort(key=lambda each: each.get("ground_truth") is True)
    guessed = [
        {"score": prediction.get("score"), **result}
        for prediction in (task.get("predictions") or ())[-1:]
        for result in _undecided(prediction, annotations)
    ]
    if len(annotations) < 2:
        certain = [result for each in annotations for result in each.get("result") or ()]
        name = _completed_by(annotations[0]) if annotations else ""
        yield Version(name, lambda: _document(task, certain, guessed))
        return
    if guessed:
        yield Version("", lambda: _document(task, (), guessed))
    for name, annotation in zip(_names(annotations), annotations, strict=True):
        results = annotation.get("result") or ()
        yield Version(name, lambda results=results: _document(task, results, ()))  # type: ignore[misc]


def _names(annotations: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return who completed annotations, each by another name: who did several of one task is two people here."""
    names: list[str] = []
    for number, annotation in enumerate(annotations, start=1):
        name = first = _completed_by(annotation) or str(number)
        times = 1
        while name in names:
            times += 1
            name = f"{first} ({times})"
        names.append(name)
    return names


def _completed_by(annotation: Mapping[str, Any]) -> str:
    """Return who completed an annotation: a name or an address where the export has them, else a number."""
    said = annotation.get("completed_by")
    if isinstance(said, dict):
        named = " ".join(str(said[key]) for key in ("first_name", "last_name") if said.get(key))
        said = named or said.get("email") or said.get("username") or said.get("id")
    return str(said if said is not None else "").strip()


def _document(
    task: Mapping[str, Any], certain: Sequence[Mapping[str, Any]], guessed: Sequence[Mapping[str, Any]]
) -> LabelledDocument:
    data = task["data"]
    text = checked_text(data.get(_text_field(task)))
    results = [*((result, False) for result in certain), *((result, True) for result in guessed)]
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
    if prediction.get("model_version") == OURS:
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
    annotation = {"result": results, "completed_by": task.get("annotator")}
    return {"data": data, "annotations": [annotation]}


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
            fit = self._fitting(quoted, plain=False)
            self._plain = fit < len(quoted) and self._fitting(quoted, plain=True) > fit

    def _fitting(self, quoted: Iterable[Mapping[str, Any]], *, plain: bool) -> int:
        """Return how many results say what stands in their places, these counted in one way or the other."""
        fit = 0
        for value in quoted:
            with suppress(ValueError, KeyError, TypeError):
                start, end = self._range(value["start"], value["end"], plain)
                fit += self.text[start:end] == value.get("text")
        return fit

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
    score, meta = result.get("score"), result.get("meta")
    note = "\n".join(str(line) for line in meta.get("text") or ()) if meta else ""
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
    attribute = attribute_of(name)
    for number, span in enumerate(found):
        if name == DOUBT:
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
