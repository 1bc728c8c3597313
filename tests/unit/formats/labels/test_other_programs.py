"""Files as other programs write them, not as this one does, are read rightly."""

import json

import pytest

from annotator.formats.labels.brat import read_brat
from annotator.formats.labels.json_lines import read_json_lines
from annotator.formats.labels.label_studio import read_label_studio
from annotator.formats.labels.reading import WrongRecordError
from annotator.services.label_exchange.label_reading import guess

TEXT = "𠮷野在😀北京王进说话"


def line(**record):
    """Return the one document of a line of JSON."""
    (document,) = read_json_lines(json.dumps(record, ensure_ascii=False)).documents
    return document


def said(document):
    """Return label and text of every span."""
    return [(span.label, span.surface(document.text)) for span in document.spans]


def test_the_text_of_doccano_may_be_called_data():
    assert said(line(id=1, data=TEXT, label=[[4, 6, "LOC"]])) == [("LOC", "北京")]


def test_classes_of_a_text_are_labels_of_the_whole_of_it():
    for record in (
        {"label": ["新闻"], "Comments": []},
        {"label": "新闻", "answer": "accept"},
        {"options": [{"id": "新闻", "text": "一"}], "accept": ["新闻"], "answer": "accept"},
    ):
        document = line(text=TEXT, **record)
        assert ([each.label for each in document.labels], document.spans) == (["新闻"], ())


def test_the_format_of_such_records_is_found_out():
    for record, name in (
        ({"data": TEXT, "label": [[4, 6, "LOC"]]}, "doccano"),
        ({"text": TEXT, "label": "新闻", "answer": "accept"}, "prodigy"),
        ({"text": TEXT, "ents": [], "tokens": []}, "spacy-jsonl"),
    ):
        assert guess(json.dumps(record).encode()).name == name


def test_classes_that_were_rejected_are_none():
    assert line(text=TEXT, label="新闻", answer="reject").labels == ()


def test_what_spacy_writes_of_a_document_keeps_its_entities():
    entity = {"start": 4, "end": 6, "label": "LOC"}
    other = {"start": 6, "end": 8, "label": "PER", "kb_id": ""}
    assert said(line(text=TEXT, ents=[entity], tokens=[{"id": 0, "start": 0, "end": 1}])) == [("LOC", "北京")]
    document = line(text=TEXT, ents=[entity], tokens=[], spans={"sc": [other], "more": [entity]})
    assert said(document) == [("LOC", "北京"), ("PER", "王进")]


def test_argillas_older_records_may_name_the_parts_of_a_prediction():
    (span,) = line(text=TEXT, prediction=[{"label": "LOC", "start": 4, "end": 6, "score": 0.5}]).spans
    assert (span.label, span.ranges, span.suggested, span.score) == ("LOC", ((4, 6),), True, 0.5)


def region(name, start, end, *labels):
    """Return a region of Label Studio."""
    value = {"start": start, "end": end, "labels": list(labels)}
    return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def task(annotation, prediction):
    """Return the document of a task of Label Studio with one annotation and one prediction."""
    tasks = [{"data": {"text": TEXT}, "annotations": [annotation], "predictions": [prediction]}]
    (document,) = read_label_studio(json.dumps(tasks)).documents
    return document


def test_predictions_that_an_annotator_has_decided_are_no_suggestions():
    kept, changed, gone = region("a", 6, 8, "LOC"), region("b", 8, 10, "ORG"), region("c", 2, 3, "MISC")
    prediction = {"id": 9, "result": [kept, changed, gone]}
    annotated = [region("a", 6, 8, "LOC"), region("b", 8, 10, "PER")]
    begun = task({"parent_prediction": 9, "result": annotated}, prediction)
    assert [(each.label, each.suggested) for each in begun.spans] == [("LOC", False), ("PER", False)]
    beside = task({"parent_prediction": None, "result": annotated}, prediction)
    assert [(each.label, each.suggested) for each in beside.spans] == [
        ("MISC", True),
        ("LOC", False),
        ("PER", False),
    ]


def test_a_prediction_with_ids_of_its_own_repeats_no_label():
    document = task({"result": [region("a", 6, 8, "LOC")]}, {"id": 9, "result": [region("z", 6, 8, "LOC")]})
    assert [each.suggested for each in document.spans] == [False]


def test_the_smaller_export_of_label_studio_is_read():
    entry = {
        "text": TEXT,
        "id": 1,
        "label": [
            {"start": 6, "end": 8, "text": "北京", "labels": ["LOC"]},
            {"start": 6, "end": 8, "text": "北京", "labels": ["GPE"]},
        ],
        "kind": "新闻",
        "annotator": 1,
        "annotation_id": 2,
        "created_at": "2024-05-06T00:00:00Z",
        "lead_time": 3.5,
    }
    content = json.dumps([entry], ensure_ascii=False)
    (document,) = read_label_studio(content).documents
    assert sorted(said(document)) == [("GPE", "北京"), ("LOC", "北京")]
    assert len({span.id for span in document.spans}) == 2
    assert [each.label for each in document.labels] == ["新闻"]
    assert guess(content.encode()).name == "label-studio"


EVENTS = """T1\tPER 6 8\t王进
T2\tSay 8 10\t说话
T3\tLOC 4 6\t北京
E1\tSay:T2 Agent:T1 Place:T3
E2\tSay:T2 Agent:T1
A1\tNegation E1
R1\tCause Arg1:E1 Arg2:T1\t
*\tEquiv T1 T3
N1\tReference T1 Wikipedia:1\t王
#1\tAnnotatorNotes E1\t事
"""


def test_an_event_of_brat_is_its_trigger_with_relations_to_its_arguments():
    document = read_brat(TEXT, EVENTS.replace("\n", "\r\n"))
    assert said(document) == [("LOC", "北京"), ("PER", "王进"), ("Say", "说话")]
    trigger = document.spans[-1]
    assert (trigger.note, trigger.attributes) == ("事", (("Negation", "yes"),))
    assert sorted((each.type, each.source, each.target) for each in document.relations) == [
        ("Agent", "T2", "T1"),
        ("Agent", "T2", "T1"),
        ("Cause", "T2", "T1"),
        ("Place", "T2", "T3"),
    ]


@pytest.mark.parametrize(
    ("text", "annotations"),
    [
        ("甲乙\r\n王进说\r\n", "T1\tPER 4 6\t王进\r\n"),
        ("甲乙\r\n王进说\r\n", "T1\tPER 3 5\t王进\r\n"),
        ("😀𠮷王进说", "T1\tPER 2 4\t王进\n"),
        ("😀𠮷王进说", "T1\tPER 4 6\t王进\n"),
        ("甲\r\n王\r\n进", "T1\tPER 2 3;4 5\t王 进\n"),
    ],
)
def test_positions_of_brat_count_as_what_they_quote_says(text, annotations):
    (span,) = read_brat(text, annotations).spans
    assert span.surface(text) == "王进"


def test_a_span_of_brat_that_is_not_in_its_place_is_refused():
    with pytest.raises(WrongRecordError) as refused:
        read_brat("南京王进说", "T1\tLOC 0 2\t南京\nT2\tPER 3 5\t王进\n")
    assert (refused.value.code, refused.value.detail) == ("line", "T2\tPER 3 5\t王进")
