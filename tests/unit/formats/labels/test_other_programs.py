"""Files as other programs write them, not as this one does, are read rightly."""

import json

import pytest

from annotator.formats.labels.brat import read_brat
from annotator.formats.labels.conll import read_conll
from annotator.formats.labels.json_lines_reading import read_json_lines
from annotator.formats.labels.label_studio_reading import read_label_studio
from annotator.formats.labels.reading import WrongRecordError
from annotator.formats.labels.uima_reading import read_cas_json, read_cas_xmi
from annotator.formats.labels.web_annotation import read_web_annotation
from annotator.formats.labels.webanno_tsv_reading import read_webanno_tsv
from annotator.services.label_exchange.label_reading import guess

TEXT = "𠮷野在😀北京王进说话"


def line(**record):
    """Return the one document of a line of JSON."""
    (document,) = read_json_lines(json.dumps(record, ensure_ascii=False)).documents
    return document


def said(document):
    """Return label and text of every span."""
    return [(span.label, span.surface(document.text)) for span in document.spans]


def test_annotations_of_doccano_before_1_5_are_read_and_wrong_ones_refused():
    place = {"start_offset": 4, "end_offset": 6}
    records = [
        {"text": TEXT, "annotations": [{"label": 2, "user": 1, **place}]},
        {"text": TEXT, "annotations": [{"label": "地", "user": 1, **place}, {"label": 5, "user": 1}]},
        {"text": TEXT, "annotations": []},
        {"text": TEXT, "annotations": [{"label": 2, "user": 1, "start_offset": 6, "end_offset": 6}]},
        {"text": TEXT, "annotations": [{"user": 1, **place}]},
    ]
    reading = read_json_lines("\n".join(map(json.dumps, records)))
    first, second, third = reading.documents
    assert [(span.label, span.ranges) for span in (*first.spans, *second.spans)] == [
        ("2", ((4, 6),)),
        ("地", ((4, 6),)),
    ]
    assert [label.label for label in second.labels] == ["5"]
    assert (third.spans, third.labels) == ((), ())
    assert [record.annotator for record in reading.records] == ["1", "1", ""]
    assert [(each.record, each.code) for each in reading.refused] == [(4, "range"), (5, "fields")]


@pytest.mark.parametrize("end", [",\n", "\n"], ids=["list", "lines"])
def test_pairs_of_text_and_entities_as_spacy_2_was_trained_with_are_read(end):
    pairs = [[TEXT, {"entities": [[4, 6, "LOC"]]}], ["好", {"entities": [], "cats": {"新闻": 1}}], ["x", 1]]
    content = end.join(json.dumps(pair) for pair in pairs[: 2 if end == ",\n" else 3])
    content = f"[\n{content}\n]" if end == ",\n" else content
    assert guess(content.encode()).name == "spacy-jsonl"
    reading = read_json_lines(content)
    first, second = reading.documents
    assert [(span.label, span.ranges) for span in first.spans] == [("LOC", ((4, 6),))]
    assert [label.label for label in second.labels] == ["新闻"]
    assert [(each.record, each.code) for each in reading.refused] == ([] if end == ",\n" else [(3, "json")])


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
        ({"text": TEXT, "annotations": [{"label": 1, "start_offset": 4, "end_offset": 6}]}, "doccano"),
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


def end(start, stop, label=None):
    """Return an end of a relation of Prodigy."""
    return {"start": start, "end": stop, "token_start": 0, "token_end": 0, "label": label}


def test_ends_of_prodigys_relations_without_a_label_are_spans_of_their_own():
    tokens = [{"text": TEXT[at], "start": at, "end": at + 1, "id": at} for at in range(len(TEXT))]
    spans = [{"start": 4, "end": 6, "label": "LOC"}]
    relations = [
        {"head": 8, "child": 5, "head_span": end(8, 10), "child_span": end(4, 6, "LOC"), "label": "处所"},
        {"head": 8, "child": 7, "head_span": end(8, 10), "child_span": end(6, 8), "label": "施事"},
        {"head": 2, "child": 5, "label": "介词"},
    ]
    document = line(text=TEXT, tokens=tokens, spans=spans, relations=relations, answer="accept")
    names = {each.id: f"{each.label} {each.surface(TEXT)}" for each in document.spans}
    assert sorted(names.values()) == ["LOC 北京", "TOKEN 京", "TOKEN 在", "TOKEN 王进", "TOKEN 说话"]
    assert [(each.type, names[each.source], names[each.target]) for each in document.relations] == [
        ("处所", "TOKEN 说话", "LOC 北京"),
        ("施事", "TOKEN 说话", "TOKEN 王进"),
        ("介词", "TOKEN 在", "TOKEN 京"),
    ]
    assert len(line(text=TEXT, tokens=tokens, relations=relations[1:], answer="accept").relations) == 2


def test_a_relation_of_prodigy_outside_its_text_refuses_its_record_alone():
    wrong = {"head_span": end(8, 99), "child_span": end(4, 6), "label": "x"}
    records = ({"text": TEXT, "spans": [], "relations": each} for each in ([wrong], []))
    reading = read_json_lines("\n".join(map(json.dumps, records)))
    assert [(each.record, each.code) for each in reading.refused] == [(1, "range")]
    assert [record.number for record in reading.records] == [2]


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
        ("王进说", "T1\tPER 1 3\t王进\n"),
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


SLOTS = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:args_webanno.custom.FrameArgsLink|webanno.custom.Lu
#T_SP=webanno.custom.Lu|luvalue


#Text=张三卖了大钟
1-1\t0-2\t张三\t_\t_\t_\tseller
1-2\t2-4\t卖了\ttrade|loss[9]\tagent;goods|*[9]\t1-1;1-3[4]|1-1[9]\t_
1-3\t4-5\t大\t_\t_\t_\tclock[4]
1-4\t5-6\t钟\t_\t_\t_\tclock[4]
"""


def named(document):
    """Return type, label of the source and label of the target of every relation."""
    labels = {span.id: span.label for span in document.spans}
    return sorted((each.type, labels[each.source], labels[each.target]) for each in document.relations)


def test_slots_of_webanno_are_relations():
    document = read_webanno_tsv(SLOTS)
    assert sorted(said(document)) == [
        ("clock", "大钟"),
        ("loss", "卖了"),
        ("seller", "张三"),
        ("trade", "卖了"),
    ]
    assert all(not span.attributes for span in document.spans)
    assert named(document) == [
        ("agent", "trade", "seller"),
        ("args", "loss", "seller"),
        ("goods", "trade", "clock"),
    ]


XMI = f"""<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0"
 xmlns:custom="http:///webanno/custom.ecore"
 xmlns:type3="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"><cas:NULL xmi:id="0"/>
<type3:NamedEntity xmi:id="12" sofa="1" begin="6" end="8" value="LOC"><note>甲</note><note>乙</note></type3:NamedEntity>
<custom:Frame xmi:id="20" sofa="1" begin="10" end="12" FE="say" args="30 31" year="30"/>
<custom:FrameArgsLink xmi:id="30" role="place" target="12"/>
<custom:FrameArgsLink xmi:id="31" target="12"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{TEXT}"/>
<cas:View sofa="1" members="12 20"/></xmi:XMI>"""


def cas_json(arguments, *more):
    """Return CAS JSON with a frame that has arguments."""
    frame = {
        "%ID": 20,
        "%TYPE": "webanno.custom.Frame",
        "@sofa": 1,
        "begin": 10,
        "end": 12,
        "FE": "say",
        "year": 30,
    }
    link = {"%TYPE": "webanno.custom.FrameArgsLink", "@target": 12}
    entity = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
    structures = [
        {**frame, "@args": arguments},
        {"%ID": 30, "role": "place", **link},
        {"%ID": 31, **link},
        {"%ID": 12, "%TYPE": entity, "@sofa": 1, "begin": 6, "end": 8, "value": "LOC", "@note": 50},
        {"%ID": 50, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["甲", "乙"]},
        *more,
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": TEXT},
    ]
    return json.dumps({"%TYPES": {}, "%FEATURE_STRUCTURES": structures, "%VIEWS": {}})


LISTED = {"%ID": 40, "%TYPE": "webanno.custom.FrameArgsLink[]", "%ELEMENTS": [30, 31]}


@pytest.mark.parametrize(
    "read",
    [
        lambda: read_cas_xmi(XMI.encode()),
        lambda: read_cas_json(cas_json([30, 31])),
        lambda: read_cas_json(cas_json(40, LISTED)),
    ],
)
def test_slots_of_inception_are_relations(read):
    document = read()
    assert said(document) == [("LOC", "北京"), ("Frame", "说话")]
    assert document.spans[0].note == "甲; 乙"
    assert dict(document.spans[1].attributes) == {"FE": "say", "year": "30"}
    assert named(document) == [("args", "Frame", "LOC"), ("place", "Frame", "LOC")]


def web(text, *selectors, **said):
    """Return the one span of an annotation of W3C's model."""
    item = {"type": "Annotation", "id": "#1", "target": {"source": "x", "selector": list(selectors)}}
    (span,) = read_web_annotation(text, json.dumps([item | said])).spans
    return span


QUOTE = {"type": "TextQuoteSelector", "exact": "王进"}


@pytest.mark.parametrize(("start", "place"), [(1, 1), (2, 1), (4, 4), (5, 4)])
def test_positions_of_browsers_are_told_by_the_quote(start, place):
    position = {"type": "TextPositionSelector", "start": start, "end": start + 2}
    assert web("😀王进说王进", QUOTE, position, bodyValue="PER").ranges == ((place, place + 2),)


def test_a_fragment_and_a_refined_selector_are_places():
    fragment = {"type": "FragmentSelector", "value": "char=6,8;length=10"}
    within = {"type": "CssSelector", "value": "p", "refinedBy": QUOTE}
    for selector in (fragment, within):
        assert web(TEXT, selector, body="PER").ranges == ((6, 8),)


def test_an_annotation_without_a_tag_is_labelled_as_its_motivation():
    comment = {"type": "TextualBody", "value": "是谁？"}
    span = web(TEXT, QUOTE, motivation="commenting", body=comment)
    assert (span.label, span.note) == ("commenting", "是谁？")
    assert web(TEXT, QUOTE, motivation="highlighting").label == "highlighting"


def test_comments_and_further_columns_of_conll_are_passed_over():
    content = "# text = 王进 # 说\n王 NR B-NP B-PER\r\n进 NR I-NP I-PER\r\n# PU O O\n说 VV O O\n"
    (document,) = read_conll(content).documents
    assert (document.text, said(document)) == ("王进#说", [("PER", "王进")])
