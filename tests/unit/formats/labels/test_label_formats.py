"""Labels come back from every format as they went out, whatever the text holds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.labels.brat import brat_annotations, read_brat
from annotator.formats.labels.conll import conll, read_conll
from annotator.formats.labels.document import (
    LabelledDocument,
    Span,
    count_gaps,
    count_overlaps,
    document_of,
    without_gaps,
)
from annotator.formats.labels.json_lines import (
    doccano_jsonl,
    doccano_relations_jsonl,
    prodigy_jsonl,
    read_json_lines,
)
from annotator.formats.labels.label_studio import label_studio_config, label_studio_json, read_label_studio
from annotator.model.labels import Label, LabelScheme

TEXT = "张明昨日赴南京，𠮷祥网络覆盖全市。"
DOCUMENT = LabelledDocument(
    "a1",
    "标题",
    TEXT,
    (Span("PER", ((0, 2),), "s1"), Span("LOC", ((5, 7),), "s2", "版面裁切"), Span("ORG", ((8, 12),))),
)


def said(document):
    return [(span.label, span.surface(document.text)) for span in document.spans]


@st.composite
def documents(draw, gaps=False):
    text = draw(st.text("网络覆盖𠮷😀é\u0301 a,。\n\u00a0\r", min_size=1, max_size=30))
    spans = []
    for _ in range(draw(st.integers(0, 5))):
        cuts = sorted(
            draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6 if gaps else 2, unique=True))
        )
        ranges = tuple(zip(cuts[::2], cuts[1::2], strict=False))
        if ranges:
            spans.append(
                Span(
                    draw(st.sampled_from(["PER", "LOC", "机构"])),
                    ranges,
                    "",
                    draw(st.sampled_from(["", "注"])),
                )
            )
    spans.sort(key=lambda span: (span.start, -span.end, span.label, span.id))
    return LabelledDocument("a1", "t", text, tuple(spans))


@pytest.mark.parametrize("write", [doccano_jsonl, doccano_relations_jsonl, prodigy_jsonl])
@settings(max_examples=60)
@given(found=st.lists(documents(), max_size=3))
def test_json_lines_come_back(write, found):
    assert [(each.text, said(each)) for each in read_json_lines(write(found))] == [
        (each.text, said(each)) for each in found
    ]


@settings(max_examples=60)
@given(found=st.lists(documents(), max_size=3))
def test_label_studio_comes_back(found):
    read = read_label_studio(label_studio_json(found))
    assert [(each.text, said(each)) for each in read] == [(each.text, said(each)) for each in found]


@settings(max_examples=60)
@given(document=documents(gaps=True))
def test_brat_comes_back_with_gaps_and_notes(document):
    read = read_brat(document.text, brat_annotations(document))
    wanted = [
        (span.label, span.surface(document.text).replace("\n", ""), span.note) for span in document.spans
    ]
    found = [(span.label, span.surface(read.text), span.note) for span in read.spans]
    assert found == [each for each in wanted if each[1]]


@pytest.mark.parametrize("tags", ["BIO", "BMES"])
def test_conll_is_a_character_a_line(tags):
    lines = conll([DOCUMENT], tags).split("\n")
    assert lines[:3] == ["张\tB-PER", "明\tI-PER" if tags == "BIO" else "明\tE-PER", "昨\tO"]
    assert said(read_conll("\n".join(lines))) == said(DOCUMENT)


def test_a_single_character_of_bmes_is_its_own_tag():
    document = LabelledDocument("a", "", "甲乙", (Span("X", ((0, 1),)), Span("X", ((1, 2),))))
    assert conll([document], "BMES") == "甲\tS-X\n乙\tS-X\n\n"
    assert len(read_conll(conll([document], "BMES")).spans) == 2
    assert len(read_conll(conll([document], "BIO")).spans) == 2


def test_of_overlapping_spans_conll_holds_the_first_and_longest_and_counts_the_others():
    document = LabelledDocument(
        "a", "", "网络覆盖", (Span("A", ((0, 3),)), Span("B", ((0, 2),)), Span("C", ((2, 4),)))
    )
    assert conll([document]) == "网\tB-A\n络\tI-A\n覆\tI-A\n盖\tO\n\n"
    assert count_overlaps(document) == 2


def test_positions_are_code_points_and_label_studio_counts_utf_16():
    line = json.loads(doccano_jsonl([DOCUMENT]))
    assert line["label"][2] == [8, 12, "ORG"]
    assert line["meta"]["offset_unit"] == "code_point"
    (task,) = json.loads(label_studio_json([DOCUMENT]))
    value = task["annotations"][0]["result"][2]["value"]
    assert (value["start"], value["end"], value["text"]) == (8, 13, "𠮷祥网络")
    assert task["data"]["offset_unit"] == "utf16"


def test_brat_writes_types_it_can_read_and_keeps_the_name():
    document = LabelledDocument("a", "", "甲乙\n丙", (Span("机构 名", ((0, 4),), "", "备注"),))
    written = brat_annotations(document)
    assert written.split("\n")[0] == "T1\t____ 0 2;3 4\t甲乙 丙"
    (span,) = read_brat(document.text, written).spans
    assert (span.label, span.note) == ("机构 名", "备注")


def test_older_doccano_and_predictions_are_read():
    (old,) = read_json_lines('{"text": "南京市", "labels": [[0, 2, "LOC"]]}')
    assert said(old) == [("LOC", "南京")]
    task = {
        "data": {"text": "南京市"},
        "predictions": [{"result": [{"type": "labels", "value": {"start": 0, "end": 2, "labels": ["LOC"]}}]}],
    }
    assert said(read_label_studio(json.dumps([task]))[0]) == [("LOC", "南京")]


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "南", "label": [[0, 2, "X"]]}',
        '{"text": "南", "label": [[0, 0, "X"]]}',
        '{"label": []}',
        "[]",
        "{",
        "1",
    ],
)
def test_a_wrong_line_is_named_by_its_number(line):
    with pytest.raises(ValueError, match="2"):
        read_json_lines(f'{{"text": "好"}}\n{line}\n')


@pytest.mark.parametrize(
    ("content", "number"), [("{}", 0), ("[1]", 1), ('[{"data": {"text": "a"}}, {"data": {}}]', 2)]
)
def test_a_wrong_task_is_named_by_its_number(content, number):
    with pytest.raises(ValueError, match=str(number)):
        read_label_studio(content)


def test_wrong_lines_of_brat_and_conll_are_named_by_their_number():
    with pytest.raises(ValueError, match="2"):
        read_brat("南京", "T1\tLOC 0 2\t南京\nT2\tLOC 0 9\t南京\n")
    with pytest.raises(ValueError, match="2"):
        read_conll("南\tB-LOC\n京\n")


def test_the_configuration_of_label_studio_has_names_colours_and_keys():
    scheme = LabelScheme("s", "S", (Label("PER", '人"物', "#aabbcc", "p"), Label("X", "无键", "#000000")))
    config = label_studio_config(scheme)
    assert '<Label value="PER" background="#aabbcc" hotkey="p" hint="人&quot;物"/>' in config
    assert config.count("hotkey") == 1


def test_spans_with_gaps_are_one_span_a_range_where_gaps_cannot_be():
    document = LabelledDocument("a", "", "甲乙丙丁", (Span("X", ((0, 1), (2, 3)), "s"),))
    assert [span.ranges for span in without_gaps(document)] == [((0, 1),), ((2, 3),)]
    assert count_gaps(document) == 1


def test_an_article_is_a_document_with_spans_over_its_paragraphs(labelled_issue):
    document = document_of(labelled_issue, "a1")
    assert said(document) == [("PER", "何田"), ("TOPIC", "用上𠮷祥牌手机。\n网络")]
    assert document.text.startswith("山村通了新网络\n本报记者 何田\n")
