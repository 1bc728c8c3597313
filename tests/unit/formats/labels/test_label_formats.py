"""Labels come back from every format as they went out, whatever the text holds; wrong records are refused alone."""

import json
from dataclasses import replace

import pytest
from helpers.labelled import ALPHABET, DOCUMENT, TEXT, documents
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.labels.brat import brat_annotations, read_brat
from annotator.formats.labels.conll import conll, read_conll
from annotator.formats.labels.document import LabelledDocument, Span
from annotator.formats.labels.features import EVERYTHING, Feature, lost, reduced, same
from annotator.formats.labels.json_lines import doccano_jsonl
from annotator.formats.labels.json_lines_reading import read_json_lines
from annotator.formats.labels.label_studio import label_studio_json
from annotator.formats.labels.label_studio_config import label_studio_config
from annotator.formats.labels.label_studio_reading import read_label_studio
from annotator.formats.labels.names import identifier, name_of
from annotator.formats.labels.reading import WrongRecordError
from annotator.formats.labels.table import read_labels_csv
from annotator.formats.labels.tei_labels import read_tei_labels
from annotator.formats.labels.uima_reading import read_cas_json, read_cas_xmi
from annotator.formats.labels.web_annotation import read_web_annotation, web_annotation
from annotator.formats.labels.webanno_tsv_reading import read_webanno_tsv
from annotator.formats.labels.yedda import read_yedda
from annotator.model.labels import (
    Attribute,
    AttributeKind,
    Label,
    LabelScheme,
    Level,
    RelationType,
    attributes_of,
)
from annotator.services.label_exchange.label_formats import LABEL_FORMATS, label_format
from annotator.services.label_exchange.label_reading import guess

WRITTEN = [form for form in LABEL_FORMATS if form.write is not None]


def said(document):
    return [(span.label, span.surface(document.text)) for span in document.spans]


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
@settings(max_examples=40, deadline=None)
@given(found=st.lists(documents(), max_size=3))
def test_what_a_format_can_hold_comes_back(form, found):
    assert form.agrees(form.write(found), found)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_what_else_is_said_is_no_agreement(form):
    other = replace(DOCUMENT, spans=DOCUMENT.spans[1:], relations=())
    assert not form.agrees(form.write([DOCUMENT]), [other])


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_a_file_says_by_itself_which_format_it_is(form):
    found = guess(form.write([DOCUMENT, replace(DOCUMENT, id="a2")]))
    assert found.name == form.name


@pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
def test_five_million_characters_are_no_trouble(form):
    # A hundred thousand here; benchmarks/label_formats.py takes the millions.
    text = ("网络覆盖全市，张明昨日赴南京。" * 100 + "\n") * 67
    spans = tuple(Span("LOC", ((at, at + 2),), f"s{at}") for at in range(0, len(text) - 3, 997))
    large = LabelledDocument("a1", "", text, spans)
    assert form.agrees(form.write([large]), [large])


@given(documents())
def test_what_is_lost_and_what_is_held_are_everything(document):
    assert lost([document], EVERYTHING) == {}
    bare = reduced(document, frozenset())
    assert lost([bare], frozenset()) == {}
    assert same([bare], [document], frozenset())


def test_what_is_lost_is_counted():
    document = LabelledDocument(
        "a",
        "",
        "网络 覆盖",
        (
            Span("A", ((0, 2), (3, 5)), "s1", "注"),
            Span("A", ((0, 1),), "s2", suggested=True),
            Span("B", ((2, 3),), "s3"),
        ),
    )
    assert lost([document], frozenset()) == {
        Feature.GAPS: 1,
        Feature.BLANKS: 1,
        Feature.NOTES: 1,
        Feature.SUGGESTIONS: 1,
    }
    overlapping = replace(document, spans=(Span("A", ((0, 3),)), Span("B", ((0, 2),)), Span("C", ((2, 4),))))
    assert lost([overlapping], frozenset()) == {Feature.OVERLAPS: 2}


@given(st.text(ALPHABET + "x07C_"))
def test_any_name_is_an_identifier_and_comes_back(name):
    assert name_of(identifier(name)) == name
    assert identifier(name).isidentifier()
    assert identifier(name).isascii()


# How a format looks ---------------------------------------------------------------------------------------


def test_positions_are_code_points_and_label_studio_counts_utf_16():
    line = json.loads(doccano_jsonl([DOCUMENT]))
    assert line["label"][2] == [8, 12, "ORG"]
    assert line["meta"]["offset_unit"] == "code_point"
    (task,) = json.loads(label_studio_json([DOCUMENT]))
    value = task["annotations"][0]["result"][2]["value"]
    assert (value["start"], value["end"], value["text"]) == (8, 13, "𠮷祥网络")
    assert task["data"]["offset_unit"] == "utf16"


@pytest.mark.parametrize("tags", ["BIO", "BMES"])
def test_conll_is_a_character_a_line(tags):
    lines = conll([DOCUMENT], tags).split("\n")
    assert lines[:3] == ["张\tB-PER", "明\tI-PER" if tags == "BIO" else "明\tE-PER", "昨\tO"]


def test_a_single_character_of_bmes_is_its_own_tag():
    document = LabelledDocument("a", "", "甲乙", (Span("X", ((0, 1),)), Span("X", ((1, 2),))))
    assert conll([document], "BMES") == "甲\tS-X\n乙\tS-X\n\n"
    assert len(read_conll(conll([document], "BMES")).documents[0].spans) == 2
    assert len(read_conll(conll([document], "BIO")).documents[0].spans) == 2


_CONLL_LINES = st.one_of(
    st.sampled_from(["", " ", "# c x", "-DOCSTART- O", "中", "中 X", "中\tNR\tB-A", "ab\tI-A", "#\tO"]),
    st.builds(
        "{}{}{}".format,
        st.sampled_from("中国𠮷#"),
        st.sampled_from("\t "),
        st.sampled_from(["O", "O", "B-A", "I-A", "M-A", "E-A", "L-A", "S-A", "U-B", "B-B", "I-B", "B-"]),
    ),
)


@given(st.lists(_CONLL_LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_runs_of_alike_lines_of_conll_are_read_like_single_ones(lines, end, is_ended):
    content = end.join([*lines, ""] if is_ended else lines)
    apart = end.join([f" {line}" if line.strip() and line[0] not in "#-" else line for line in lines])
    runs, single = read_conll(content), read_conll(apart)
    assert runs.documents == single.documents
    assert runs.refused == single.refused


def test_brat_writes_types_it_can_read_and_keeps_the_name():
    document = LabelledDocument("a", "", "甲乙\n丙", (Span("机构 名", ((0, 4),), "", "备注"),))
    written = brat_annotations(document)
    assert written.split("\n")[0] == "T1\t____ 0 2;3 4\t甲乙 丙"
    (span,) = read_brat(document.text, written).spans
    assert (span.label, span.note) == ("机构 名", "备注")


def test_the_configuration_of_label_studio_has_names_colours_keys_attributes_and_relations():
    labels = (
        Label(
            "PER",
            '人"物',
            "#aabbcc",
            "p",
            attributes=(Attribute("kind", "类", AttributeKind.CHOICE, ("甲", "乙")),),
        ),
        Label("X", "无键", "#000000", "xy"),
        Label("NEWS", "新闻", "#000000", level=Level.DOCUMENT),
    )
    config = label_studio_config(LabelScheme("s", "S", labels, (RelationType("at", "在", "#000000"),)))
    assert '<Label value="PER" background="#aabbcc" hotkey="p" hint="人&quot;物"/>' in config
    assert config.count("hotkey") == 1
    assert '<Choices name="kind" toName="text" perRegion="true"><Choice value="甲"/>' in config
    assert '<Relation value="at"/>' in config
    assert '<Choice value="NEWS" hint="新闻"/>' in config


def test_values_of_attributes_fit_the_controls_of_label_studio():
    said = (("when", "去年"), ("label", "甲"), ("kind", "乙"))
    document = LabelledDocument(
        "a", "", "张明", (Span("PER", ((0, 2),), attributes=said),), free=frozenset({"when"})
    )
    (task,) = json.loads(label_studio_json([document]))
    results = task["annotations"][0]["result"]
    assert [(each["from_name"], each["type"]) for each in results] == [
        ("label", "labels"), ("when", "textarea"), ("label_", "choices"), ("kind", "choices"),
    ]  # fmt: skip
    assert results[1]["value"]["text"] == ["去年"]
    assert read_label_studio(json.dumps([task])).documents[0].spans[0].attributes == attributes_of(said)


def test_labels_that_share_an_attribute_share_its_control_in_label_studio():
    labels = (
        Label(
            "PER", "人", "#aabbcc", attributes=(Attribute("kind", "类", AttributeKind.CHOICE, ("甲", "乙")),)
        ),
        Label(
            "ORG", "机", "#aabbcc", attributes=(Attribute("kind", "类", AttributeKind.CHOICE, ("乙", "丙")),)
        ),
    )
    config = label_studio_config(LabelScheme("s", "S", labels))
    assert config.count('name="kind"') == 1
    assert '<Choice value="甲"/><Choice value="乙"/><Choice value="丙"/>' in config


# What other programs write --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "wanted", "suggested"),
    [
        ({"text": "南京市", "labels": [[0, 2, "LOC"]]}, [("LOC", "南京")], False),
        ({"text": "南京市", "label": [[0, 2, "LOC"]], "id": 7}, [("LOC", "南京")], False),
        ({"text": "南京市", "entities": [[0, 2, "LOC"]]}, [("LOC", "南京")], False),
        ({"text": "南京市", "spans": [{"start": 0, "end": 2, "label": "LOC", "token_start": 0}]},
         [("LOC", "南京")], False),
        ({"text": "南京市", "spans": [{"start": 0, "end": 2, "label": "LOC"}], "answer": "reject"}, [], False),
        ({"text": "南京市", "prediction": [["LOC", 0, 2, 0.9]], "annotation": None}, [("LOC", "南京")], True),
        (
            {
                "fields": {"text": "南京市"},
                "responses": [{"values": {"q": {"value": [{"start": 0, "end": 2, "label": "LOC"}]}}}],
                "suggestions": [],
            },
            [("LOC", "南京")],
            False,
        ),
    ],
    ids=["older doccano", "doccano", "spacy", "prodigy", "rejected", "argilla 0", "argilla 1"],
)  # fmt: skip
def test_dialects_of_json_lines_are_read(record, wanted, suggested):
    (document,) = read_json_lines(json.dumps(record)).documents
    assert said(document) == wanted
    assert [span.suggested for span in document.spans] == [suggested] * len(wanted)


def test_predictions_of_label_studio_are_suggestions_with_scores():
    value = {"start": 0, "end": 2, "labels": ["LOC"]}
    prediction = {"score": 0.8, "result": [{"id": "1", "type": "labels", "value": value}]}
    task = {"data": {"content": "南京市"}, "predictions": [prediction]}
    (document,) = read_label_studio(json.dumps([task])).documents
    assert [(span.label, span.suggested, span.score) for span in document.spans] == [("LOC", True, 0.8)]


def test_label_studio_with_code_points_is_known_by_the_texts_it_quotes():
    value = {"start": 8, "end": 12, "text": "𠮷祥网络", "labels": ["ORG"]}
    task = {
        "data": {"text": TEXT},
        "annotations": [{"result": [{"id": "1", "type": "labels", "value": value}]}],
    }
    assert said(read_label_studio(json.dumps([task])).documents[0]) == [("ORG", "𠮷祥网络")]


def test_a_file_of_inception_is_read():
    rows = [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue",
        "#T_SP=webanno.custom.Ort|art|wo",
        "#T_RL=webanno.custom.Weg|art|BT_webanno.custom.Ort",
        "",
        "",
        "#Text=😀 张明 赴 南京。",
        "1-1\t3-5\t张明\tNR\tPER\t*\t_\t_\t",
        "1-2\t6-7\t赴\tVV\t_\t_\t_\t_\t",
        "1-3\t8-10\t南京\tNR\tLOC[1]|GPE[2]\tx[1]|*[2]\tnach\t1-1[0_1]\t",
        "",
    ]
    document = read_webanno_tsv("\r\n".join(rows))
    assert document.text == "😀 张明 赴 南京。"
    assert said(document) == [("PER", "张明"), ("GPE", "南京"), ("LOC", "南京")]
    (relation,) = document.relations
    names = {span.id: span.label for span in document.spans}
    assert (relation.type, names[relation.source], names[relation.target]) == ("nach", "PER", "LOC")


def test_layers_about_grammar_are_no_labels_of_a_cas():
    spaces = 'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    own = 'xmlns:my="http:///org/example.ecore" xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore"'
    content = (
        f"<xmi:XMI {spaces} {own} xmi:version='2.0'><cas:NULL xmi:id='0'/>"
        "<pos:POS xmi:id='3' sofa='1' begin='0' end='2' PosValue='NR'/>"
        "<my:Place xmi:id='4' sofa='1' begin='2' end='4' kind='city'/>"
        "<cas:Sofa xmi:id='1' sofaNum='1' sofaID='_InitialView' mimeType='text' sofaString='😀南京'/>"
        "<cas:View sofa='1' members='3 4'/></xmi:XMI>"
    )
    assert said(read_cas_xmi(content.encode())) == [("city", "南京"[0:2])]


def test_inline_names_and_corrections_of_tei_are_read():
    content = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>x</title></teiHeader><text><body>
      <head>网络<choice><sic>袋</sic><corr>覆</corr></choice>盖</head>
      <p><persName>张<lb break="no"/>明</persName>在<name type="LOC">南京</name><note>注</note>。</p>
      </body></text></TEI>"""
    (document,) = read_tei_labels(content.encode()).documents
    assert document.text == "网络覆盖\n张明在南京。"
    assert said(document) == [("persName", "张明"), ("LOC", "南京")]


def test_a_page_a_column_and_a_line_that_begin_together_end_one_line():
    content = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>一<pb/><cb/><lb/>二<cb n="2"/>三<lb/><lb/>四
      <cb break="no"/><lb break="no"/>五</p><p><cb/><lb/>六</p></body></text></TEI>"""
    (document,) = read_tei_labels(content.encode()).documents
    assert document.text == "一\n二\n三\n\n四五\n六"


def test_yedda_is_read_with_recommendations_as_suggestions():
    document = read_yedda("[@张明#PER*]赴[$南#京#LOC*]，[@[@南京#LOC*]大学#ORG*]\n")
    assert document.text == "张明赴南#京，南京大学\n"
    assert said(document) == [("PER", "张明"), ("LOC", "南#京"), ("ORG", "南京大学"), ("LOC", "南京")]
    assert [span.suggested for span in document.spans] == [False, True, False, False]


def test_words_with_tags_are_read_as_their_characters():
    (first, second) = read_conll(
        "-DOCSTART- O\n\n南京 NR B-LOC\n市 NN L-LOC\n\n-DOCSTART- O\n好 O\n"
    ).documents
    assert said(first) == [("LOC", "南京市")]
    assert second.text == "好"


def test_a_web_annotation_whose_position_is_off_is_found_by_its_quote():
    page = web_annotation(DOCUMENT, "a.txt")
    moved = read_web_annotation("今晨报道：" + TEXT, page)
    assert said(moved) == said(DOCUMENT)
    with pytest.raises(WrongRecordError, match="surface"):
        read_web_annotation("别的文章，说的是完全不同的另外一件事情，而且也够长。", page)


def test_a_table_of_spans_alone_is_read():
    reading = read_labels_csv(
        "text,start,end,label\r\n南京市,0,2,LOC\r\n南京市,2,3,X\r\n好,,,\r\n坏,0,9,X\r\n"
    )
    assert [said(each) for each in reading.documents] == [[("LOC", "南京"), ("X", "市")], []]
    assert [(each.record, each.code) for each in reading.refused] == [(5, "range")]


# Wrong records ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"text": "南", "label": [[0, 2, "X"]]}', "range"),
        ('{"text": "南", "label": [[0, 0, "X"]]}', "range"),
        ('{"text": "南", "label": [[0, true, "X"]]}', "range"),
        ('{"text": "南", "label": [[0, 1, ""]]}', "fields"),
        ('{"text": "南", "label": [[0, 1]]}', "fields"),
        ('{"label": []}', "text"),
        ("[]", "json"),
        ("{", "json"),
        (
            '{"text": "南", "entities": [], "relations": [{"from_id": 1, "to_id": 2, "type": "x"}]}',
            "relation",
        ),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_the_others_are_read(line, code):
    reading = read_json_lines(f'{{"text": "好"}}\n\n{line}\n{{"text": "新"}}\n')
    assert [record.document.text for record in reading.records] == ["好", "新"]
    assert [(each.record, each.code) for each in reading.refused] == [(3, code)]


def test_a_wrong_task_is_refused_with_its_number():
    reading = read_label_studio('[{"data": {"text": "a"}}, {"data": {}}, 1]')
    assert [record.number for record in reading.records] == [1]
    assert [(each.record, each.code) for each in reading.refused] == [(2, "text"), (3, "fields")]
    assert read_label_studio("{}").refused[0].record == 0


@pytest.mark.parametrize(
    "read",
    [
        lambda: read_brat("南京", "T1\tLOC 0 2\t南京\nT2\tLOC 0 9\t南京\n"),
        lambda: read_brat("南京", "T1\tLOC 0 2\t南京\nR1\tat Arg1:T1 Arg2:T9\n"),
        lambda: read_webanno_tsv("#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|c\n\n\n#Text=南京\n1-1\tx\t南\t_\n"),
        lambda: read_webanno_tsv("PER"),
        lambda: read_cas_xmi(b"<a>"),
        lambda: read_cas_xmi(b"<a/>"),
        lambda: read_cas_json("{}"),
        lambda: read_yedda("[@南京#LOC"),
        lambda: read_yedda("[@南京*]"),
        lambda: read_web_annotation("南京", "1"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(read):
    with pytest.raises(WrongRecordError):
        read()


def test_a_wrong_file_of_an_archive_is_refused_by_its_name():
    form = label_format("webanno-tsv")
    from annotator.services.label_exchange.label_archive import archive, members_of

    members = members_of(form.write([DOCUMENT, DOCUMENT]))
    reading = form.read(archive({**members, "0001.tsv": b"x"}))
    assert [(each.member, each.code) for each in reading.refused] == [("0001.tsv", "format")]
    assert [said(each) for each in reading.documents] == [said(DOCUMENT)]


def test_a_line_of_tags_that_makes_no_sense_refuses_its_document_alone():
    reading = read_conll("南\tB-LOC\n京\n-DOCSTART-\tO\n好\tO\n")
    assert [(each.record, each.code, each.detail) for each in reading.refused] == [(1, "line", "2: 京")]
    assert [each.text for each in reading.documents] == ["好"]
