"""Records that several people annotated: each one's work is a record by its annotator, and none is dropped."""

import json

import pytest

from annotator.formats.labels.json_lines_reading import read_json_lines
from annotator.formats.labels.label_studio_reading import read_label_studio

TEXT = "记者王进从县气象局获悉"


def told(reading):
    """Return who says what in each record: its number, annotator, and labels with their texts."""
    assert reading.refused == ()
    return [
        (
            record.number,
            record.annotator,
            [f"{span.label} {span.surface(TEXT)}" for span in record.document.spans],
        )
        for record in reading.records
    ]


def region(start, end, label):
    value = {"start": start, "end": end, "labels": [label]}
    return {
        "id": f"{label}{start}",
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": value,
    }


def tasks(annotations, name="annotations", **more):
    return json.dumps([{"data": {"text": TEXT}, name: annotations, **more}])


PER, ORG, LOC = region(2, 4, "PER"), region(5, 9, "ORG"), region(5, 6, "LOC")


@pytest.mark.parametrize(
    ("annotators", "names"),
    [
        ([1, 2], ["1", "2"]),
        (
            [{"id": 1, "email": "w@x"}, {"id": 2, "first_name": "进", "last_name": "李", "email": ""}],
            ["w@x", "进 李"],
        ),
        ([{"id": 7}, "li"], ["7", "li"]),
        ([None, None], ["1", "2"]),
        (["wang", "wang"], ["wang", "wang (2)"]),
    ],
)
def test_each_annotation_of_a_task_is_a_record_by_whoever_completed_it(annotators, names):
    made = [{"completed_by": who, "result": [PER]} for who in annotators]
    assert told(read_label_studio(tasks(made))) == [(1, name, ["PER 王进"]) for name in names]


def test_the_ground_truth_comes_last_and_what_was_cancelled_not_at_all():
    true = {"completed_by": 1, "ground_truth": True, "result": [ORG]}
    other = {"completed_by": 2, "ground_truth": False, "result": [PER]}
    cancelled = {"completed_by": 3, "was_cancelled": True, "result": [LOC]}
    for name in ("annotations", "completions"):
        reading = read_label_studio(tasks([true, other, cancelled], name))
        assert told(reading) == [(1, "2", ["PER 王进"]), (1, "1", ["ORG 县气象局"])]


def test_what_a_model_predicted_beside_several_annotators_is_nobodys():
    made = [{"completed_by": who, "result": [PER]} for who in (1, 2)]
    reading = read_label_studio(tasks(made, predictions=[{"result": [PER | {"id": "x"}, ORG]}]))
    assert told(reading) == [(1, "", ["ORG 县气象局"]), (1, "1", ["PER 王进"]), (1, "2", ["PER 王进"])]
    assert [span.suggested for span in reading.records[0].document.spans] == [True]


def test_one_annotator_and_a_model_are_one_record():
    made = [{"completed_by": 1, "result": [PER]}]
    reading = read_label_studio(tasks(made, predictions=[{"result": [ORG]}]))
    assert told(reading) == [(1, "1", ["PER 王进", "ORG 县气象局"])]


def test_entries_of_the_smaller_export_belong_to_their_task():
    label = [{"start": 2, "end": 4, "text": "王进", "labels": ["PER"]}]
    entries = [
        {"text": TEXT, "id": 5, "label": label, "annotator": who, "annotation_id": 10 + who} for who in (1, 2)
    ]
    assert told(read_label_studio(json.dumps(entries))) == [(1, "1", ["PER 王进"]), (1, "2", ["PER 王进"])]


def test_a_wrong_annotation_refuses_that_annotator_only():
    made = [{"completed_by": 1, "result": [region(5, 99, "ORG")]}, {"completed_by": 2, "result": [PER]}]
    reading = read_label_studio(tasks(made))
    assert [(each.record, each.code) for each in reading.refused] == [(1, "range")]
    assert [record.annotator for record in reading.records] == ["2"]


def span(start, end, label):
    return {"start": start, "end": end, "label": label}


def lines(*records):
    return read_json_lines("\n".join(json.dumps(record) for record in records))


def test_lines_of_prodigy_are_by_their_annotators_and_an_unnamed_session_is_nobodys():
    reading = lines(
        *(
            {"text": TEXT, "spans": [span(2, 4, "PER")], "answer": "accept", **who}
            for who in (
                {"_annotator_id": "news-wang", "_session_id": "news-wang"},
                {"_session_id": "news-li"},
                {"_annotator_id": "news-2024-03-01_10-20-30", "_session_id": "news-2024-03-01_10-20-30"},
            )
        )
    )
    names = ["news-wang", "news-li", ""]
    assert told(reading) == [(number, name, ["PER 王进"]) for number, name in enumerate(names, start=1)]


def test_responses_of_argilla_are_by_their_users_and_suggestions_nobodys():
    answers = [
        {"value": [span(2, 4, "PER")], "user_id": "u1"},
        {"value": [span(5, 9, "ORG")], "user_id": "u2"},
        {"value": [span(0, 2, "LOC")], "user_id": "u3", "status": "discarded"},
    ]
    suggested = {"ner": {"value": [span(9, 11, "ACT")], "score": [0.5]}}
    classes = [{"value": "消息", "user_id": "u2"}]
    reading = lines(
        {"fields": {"text": TEXT}, "responses": {"ner": answers, "kind": classes}, "suggestions": suggested}
    )
    assert told(reading) == [(1, "", ["ACT 获悉"]), (1, "u1", ["PER 王进"]), (1, "u2", ["ORG 县气象局"])]
    assert [[label.label for label in record.document.labels] for record in reading.records] == [
        [],
        [],
        ["消息"],
    ]


def test_responses_of_the_older_argilla_are_by_their_users_too():
    values = [
        {"ner": {"value": [span(2, 4, "PER")]}, "kind": {"value": "消息"}},
        {"ner": {"value": [span(5, 9, "ORG")]}},
    ]
    responses = [{"user_id": f"u{number}", "values": each} for number, each in enumerate(values, start=1)]
    reading = lines({"fields": {"text": TEXT}, "responses": responses})
    assert told(reading) == [(1, "u1", ["PER 王进"]), (1, "u2", ["ORG 县气象局"])]
    assert [label.label for label in reading.records[0].document.labels] == ["消息"]
    assert told(lines({"fields": {"text": TEXT}, "responses": responses[:1]})) == [(1, "u1", ["PER 王进"])]
    assert told(lines({"fields": {"text": TEXT}, "responses": [{"status": "discarded", "values": {}}]})) == [
        (1, "", [])
    ]
