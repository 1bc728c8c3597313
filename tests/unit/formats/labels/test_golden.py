"""Each format looks as it did when its file in ``golden`` was looked at, and other programs' libraries read it.

After a change that is meant: ``python tests/unit/formats/labels/test_golden.py`` writes the files anew; look at them.
"""

import io
import json
from dataclasses import replace
from pathlib import Path

import cassis
import pytest
import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from annotator import __version__
from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.label_studio_config import label_studio_config
from annotator.model.labels import (
    Attribute,
    AttributeKind,
    DocumentLabel,
    Label,
    LabelScheme,
    Level,
    Relation,
    RelationType,
)
from annotator.services.label_exchange.label_archive import archive, members_of
from annotator.services.label_exchange.label_formats import LABEL_FORMATS, label_format

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT = LabelledDocument(
    "a1",
    "张明赴南京",
    "张明赴南京\n\u3000张明昨日赴南京，𠮷祥😀网络覆\u00a0盖全市。",
    (
        Span("PER", ((0, 2),), "s1"),
        Span("LOC", ((3, 5),), "s2", "版面裁切", doubtful=True),
        Span("PER", ((7, 9),), "s3", attributes=(("gender", "男"),)),
        Span("机构", ((15, 20),), "s4"),
        Span("TECH", ((18, 20), (21, 23)), "s5", suggested=True, score=0.75),
    ),
    (Relation("r1", "去", "s1", "s2"),),
    (DocumentLabel("本地新闻"),),
    "i1",
)
EMPTY = LabelledDocument("a2", "", "", issue="i1")
# A DocBin is compressed, and its order of strings is no part of the format.
TEXTS = [form for form in LABEL_FORMATS if form.write is not None and form.name != "spacy"]


def files_of(form):
    data = form.write([DOCUMENT, EMPTY])
    if not form.in_archive:
        return {f"{form.name}{form.suffix}": data}
    version = f'"annotator {__version__}"'.encode()
    return {
        f"{form.name}/{name}": content.replace(version, b'"annotator"')
        for name, content in members_of(data).items()
    }


@pytest.mark.parametrize("form", TEXTS, ids=lambda form: form.name)
def test_a_format_looks_as_it_did(form):
    assert files_of(form) == {name: (GOLDEN / name).read_bytes() for name in files_of(form)}


@pytest.mark.parametrize("form", TEXTS, ids=lambda form: form.name)
def test_a_file_looked_at_is_read(form):
    if form.in_archive:
        return
    (path,) = GOLDEN.glob(f"{form.name}.*")
    assert form.agrees(path.read_bytes(), [DOCUMENT, EMPTY])


def test_cassis_reads_our_cas():
    files = members_of(label_format("uima-xmi").write([DOCUMENT]))
    types = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    xmi = cassis.load_cas_from_xmi(io.BytesIO(files["0001.xmi"]), typesystem=types)
    text = members_of(label_format("uima-json").write([DOCUMENT]))["0001.json"]
    for cas in (xmi, cassis.load_cas_from_json(io.BytesIO(text))):
        assert cas.sofa_string == DOCUMENT.text
        spans = cas.select("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity")
        assert [(span.value, span.get_covered_text()) for span in spans] == [
            ("PER", "张明"), ("LOC", "南京"), ("PER", "张明"), ("机构", "𠮷祥😀网络"),
            ("TECH", "网络"), ("TECH", "\u00a0盖"),
        ]  # fmt: skip
        (relation,) = cas.select("webanno.custom.Relation")
        assert (relation.Governor.get_covered_text(), relation.label) == ("张明", "去")
        tokens = cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token")
        assert "".join(token.get_covered_text() for token in tokens) == "".join(DOCUMENT.text.split())


@pytest.mark.parametrize("name", ["uima-xmi", "uima-json"])
def test_what_cassis_writes_is_read(name):
    types = cassis.TypeSystem()
    place = types.create_type("org.example.Place", "uima.tcas.Annotation")
    types.create_feature(place, "kind", "uima.cas.String")
    cas = cassis.Cas(types)
    cas.sofa_string = "😀张明赴南京\r\n。"
    cas.add(place(begin=4, end=6, kind="city"))
    data = (cas.to_xmi() if name == "uima-xmi" else cas.to_json()).encode()
    (document,) = label_format(name).read(data).documents
    assert [(span.label, span.surface(document.text)) for span in document.spans] == [("city", "南京")]
    assert document.text == "😀张明赴南京\r\n。"


def test_label_studio_takes_our_tasks_and_its_converter_turns_them_into_conll(tmp_path):
    interfaces = pytest.importorskip("label_studio_sdk.label_interface")
    converters = pytest.importorskip("label_studio_sdk.converter")
    person = Label(
        "PER",
        "人物",
        "#aa0000",
        "p",
        attributes=(Attribute("gender", "性别", AttributeKind.CHOICE, ("男", "女")),),
    )
    others = [Label(name, name, "#00aa00") for name in ("LOC", "机构", "TECH")]
    news = Label("本地新闻", "本地新闻", "#0000aa", level=Level.DOCUMENT)
    scheme = LabelScheme("s", "S", (person, *others, news), (RelationType("去", "去", "#000000"),))
    config = label_studio_config(scheme)
    interface = interfaces.LabelInterface(config)
    interface.validate()
    path = tmp_path / "tasks.json"
    path.write_bytes(label_format("label-studio").write([DOCUMENT, EMPTY]))
    for task in json.loads(path.read_bytes()):
        for each in task["annotations"]:
            assert interface.validate_annotation(each)
            regions = [result for result in each["result"] if result["type"] != "relation"]
            assert [interface.validate_region(region, return_errors=True) for region in regions] == [
                []
            ] * len(regions)
        for each in task.get("predictions", ()):
            assert interface.validate_prediction(each, return_errors=True) == []
    converters.Converter(config, str(tmp_path), download_resources=False).convert_to_conll2003(
        str(path), str(tmp_path), is_dir=False
    )
    assert "张明赴南京 -X- _ B-PER" in (tmp_path / "result.conll").read_text("utf-8")


def test_spacy_reads_our_docbin():
    data = label_format("spacy").write([DOCUMENT, EMPTY])
    first, second = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert (first.text, second.text) == (DOCUMENT.text, "")
    assert [(span.label_, span.text) for span in first.ents] == [
        ("PER", "张明"), ("LOC", "南京"), ("PER", "张明"), ("机构", "𠮷祥😀网络"),
    ]  # fmt: skip
    assert len(first.spans["sc"]) == 4
    assert first.cats == {"本地新闻": 1.0}


def test_a_docbin_is_what_the_library_would_write():
    spans = (Span("PERSON", ((0, 2),)), Span("机构", ((2, 4),)), Span("机构", ((1, 3),)))
    document = LabelledDocument("a", "题", "张明南京𠮷", spans, (), (DocumentLabel("新闻"),), "i")
    made = Doc(Vocab(), words=list(document.text), spaces=[False] * 5)
    ents = [made[0:2], made[2:4], made[1:3]]
    found = [
        spacy.tokens.Span(made, each.start, each.end, span.label)
        for each, span in zip(ents, spans, strict=True)
    ]
    made.set_ents(found[:2])
    made.spans["sc"] = [found[0], found[2], found[1]]
    made.cats = {"新闻": 1.0}
    made.user_data.update({"article": "a", "issue": "i", "title": "题", "text_layer": "corrected"})
    store = DocBin(attrs=["ENT_IOB", "ENT_TYPE"], store_user_data=True, docs=[made])
    ordered = replace(document, spans=in_order(spans))
    assert label_format("spacy").write([ordered]) == store.to_bytes()


@pytest.mark.parametrize(
    ("name", "token"),
    [
        ("uima-xmi", b'begin="2" end="3"/>'),
        ("uima-json", b'"begin":2,"end":3}'),
    ],
)
def test_tokens_are_passed_over_and_what_is_wrong_among_them_is_not(name, token):
    form = label_format(name)
    (path, data), *_ = [each for each in members_of(form.write([DOCUMENT])).items() if token in each[1]]
    assert (
        form.read(archive({path: data})).documents[0].spans
        == form.read(form.write([DOCUMENT])).documents[0].spans
    )
    broken = data.replace(token, token.replace(b"2", b"<&"))
    assert not form.read(archive({path: broken})).documents


def test_what_spacy_writes_is_read():
    nlp = spacy.blank("zh")
    doc = nlp("张明赴南京")
    doc.ents = [doc.char_span(3, 5, label="LOC")]
    (document,) = label_format("spacy").read(DocBin(docs=[doc]).to_bytes()).documents
    assert [(span.label, span.surface(document.text)) for span in document.spans] == [("LOC", "南京")]


if __name__ == "__main__":
    for form in TEXTS:
        for name, content in files_of(form).items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(content)
