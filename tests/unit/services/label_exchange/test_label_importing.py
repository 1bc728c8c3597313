"""Labels come onto the articles they belong to, whatever was corrected since; what has no place is listed."""

import json
from pathlib import Path

import pytest
from helpers.hand_made import hand_made_issue
from helpers.labelled import documents
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.labels.document import LabelledDocument, Span, document_of, documents_of
from annotator.formats.labels.features import EVERYTHING, same
from annotator.formats.labels.json_lines import prodigy_jsonl
from annotator.formats.labels.reading import Reading, Record
from annotator.model.check import problems
from annotator.model.labels import YES, DocumentLabel, Label, LabelScheme, LabelSpan, Relation
from annotator.model.operations import AddLabels, ReplaceText, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.label_exchange.label_exporting import (
    Layer,
    companions,
    export_labels,
    layer_documents,
)
from annotator.services.label_exchange.label_formats import LABEL_FORMATS, label_format
from annotator.services.label_exchange.label_importing import (
    import_new,
    import_onto,
    issues_for,
    labels_in,
    plan_new,
    plan_onto,
)
from annotator.services.label_exchange.label_planning import Choice, Reason, What
from annotator.services.label_exchange.label_reading import LabelFile, collect_label_files, read_label_file
from annotator.services.labels.schemes import Schemes, schemes_of
from annotator.services.project.session import Session

SCHEME = LabelScheme(
    "s", "S", (Label("PER", "人物", "#d55e00"), Label("ORG", "机构", "#0072b2", overlaps_itself=False))
)

CHOICE = Choice("甲")


def file_of(*found):
    records = tuple(Record(number, document) for number, document in enumerate(found, start=1))
    return LabelFile(Path("a.jsonl"), label_format("doccano"), Reading(records))


def document(text, *spans, **said):
    return LabelledDocument(said.pop("id", ""), "", text, tuple(Span(*span) for span in spans), **said)


def done(issue, plan):
    for operation in plan.operations.get(issue.id, ()):
        issue = perform(issue, operation).issue
    return issue


def onto(issue, *found, choice=CHOICE):
    plan = plan_onto([issue], [file_of(*found)], choice, SCHEME)
    after = done(issue, plan)
    assert problems(after) == []
    return after, plan


def said(issue, article="a1"):
    return [
        (span.label, span.surface(document_of(issue, article).text))
        for span in document_of(issue, article).spans
    ]


def reasons(plan):
    return [(each.what, each.reason) for each in plan.unplaced]


@pytest.fixture
def issue():
    return hand_made_issue()


def test_a_text_that_is_an_article_gets_its_labels(issue):
    text = document_of(issue, "a1").text
    at = text.index("何田")
    after, plan = onto(issue, document(text, ("PER", ((at, at + 2),))))
    assert said(after) == [("PER", "何田")]
    (span,) = after.spans.values()
    assert (span.who, span.suggested) == ("甲", False)
    assert (plan.placed, plan.changed, plan.articles) == (1, 0, 1)


def test_blanks_and_line_ends_do_not_count(issue):
    text = document_of(issue, "a1").text.replace("\n", "\r\n\r\n  ")
    at = text.index("何田")
    after, _ = onto(issue, document(text, ("PER", ((at, at + 2),))))
    assert said(after) == [("PER", "何田")]


def test_labels_follow_corrections_made_since_and_inside_them(issue):
    text = document_of(issue, "a1").text
    corrected = perform(issue, ReplaceText("b1", 2, 4, "覆盖", "袋盖", "typing@李")).issue
    corrected = perform(corrected, ReplaceText("b1", 0, 0, "如今", "", "typing@李")).issue
    at, there = text.index("袋盖了全镇"), text.index("手机")
    after, plan = onto(corrected, document(text, ("ERR", ((at, at + 2),)), ("X", ((there, there + 2),))))
    assert said(after) == [("ERR", "覆盖"), ("X", "手机")]
    assert plan.changed == 1


def test_labels_on_the_raw_text_come_onto_the_corrected_one(issue):
    issue = perform(issue, ReplaceText("b1", 2, 4, "全部覆盖", "袋盖", "typing@李")).issue
    raw = document_of(issue, "a1", raw=True)
    at = raw.text.index("袋盖了全镇")
    after, _ = onto(issue, document(raw.text, ("ERR", ((at, at + 2),)), raw=True))
    assert said(after) == [("ERR", "全部覆盖")]


def test_a_span_whose_text_is_gone_is_listed(issue):
    text = document_of(issue, "a1").text
    at = text.index("村民用上")
    start = issue.blocks["b1"].text.index("村民用上")
    cut = perform(issue, ReplaceText("b1", start, start + 4, "", "村民用上", "typing@李")).issue
    after, plan = onto(cut, document(text, ("X", ((at, at + 4),))))
    assert said(after) == []
    assert reasons(plan) == [(What.SPAN, Reason.GONE)]
    assert plan.unplaced[0].text == "村民用上"


def test_paragraphs_are_found_one_by_one(issue):
    lines = [issue.blocks["b1"].text, issue.blocks["b2"].text, "这一段哪里也没有，完全没有。"]
    text = "\n".join(lines)
    spans = tuple(("X", ((text.index(line), text.index(line) + 2),)) for line in lines)
    after, plan = onto(issue, document(text, *spans))
    assert said(after) == [("X", line[:2]) for line in lines[:2]]
    assert reasons(plan) == [(What.SPAN, Reason.GONE)]


def test_a_span_in_a_paragraph_that_several_places_have_is_said_to_be_ambiguous(issue):
    lines = [issue.blocks["b4"].text, issue.blocks["b2"].text, "网络袋盖"]
    start = len("\n".join(lines[:2])) + 1
    _, plan = onto(issue, document("\n".join(lines), ("X", ((0, 2),)), ("X", ((start, start + 2),))))
    assert (plan.placed, reasons(plan)) == (1, [(What.SPAN, Reason.AMBIGUOUS)])


def test_a_text_that_is_nowhere_or_in_several_places_is_listed(issue):
    _, plan = onto(issue, document("完全是另外一篇文章了。"), document("网络袋盖"), document(" \n"))
    assert reasons(plan) == [
        (What.RECORD, Reason.ARTICLE),
        (What.RECORD, Reason.AMBIGUOUS),
        (What.RECORD, Reason.EMPTY),
    ]
    assert [each.record for each in plan.unplaced] == [1, 2, 3]


def test_an_id_decides_between_places(issue):
    text = issue.blocks["y1"].text
    at = text.index("何田")
    after, _ = onto(issue, document(text, ("PER", ((at, at + 2),)), id="a1", issue=issue.id))
    assert said(after) == [("PER", "何田")]


def test_what_is_there_already_is_not_put_twice(issue):
    text = document_of(issue, "a1").text
    once = document(text, ("PER", ((8, 10),)), relations=(), labels=(DocumentLabel("新闻"),))
    after, _ = onto(issue, once)
    again, plan = onto(after, once, once)
    assert again == after
    assert {reason for _, reason in reasons(plan)} == {Reason.PRESENT}


def test_a_label_that_may_not_overlap_itself_does_not(issue):
    text = document_of(issue, "a1").text
    after, plan = onto(issue, document(text, ("ORG", ((0, 4),)), ("ORG", ((2, 6),)), ("PER", ((2, 6),))))
    assert said(after) == [("ORG", text[:4]), ("PER", text[2:6])]
    assert reasons(plan) == [(What.SPAN, Reason.OVERLAP)]


def test_relations_and_labels_of_the_whole_come_too(issue):
    text = document_of(issue, "a1").text
    spans = (
        Span("PER", ((8, 10),), "1", "注", (("kind", "甲"),), True),
        Span("ORG", ((0, 4),), "2"),
        Span("X", ((4, 4),)),
    )
    found = LabelledDocument(
        "", "", text, spans[:2], (Relation("r", "在", "1", "2"), Relation("q", "在", "1", "9"))
    )
    after, plan = onto(
        issue, LabelledDocument(**{**_fields(found), "labels": (DocumentLabel("新闻", note="n"),)})
    )
    (relation,) = after.relations.values()
    assert (after.spans[relation.source].label, relation.type, after.spans[relation.target].label) == (
        "PER",
        "在",
        "ORG",
    )
    assert after.document_labels["a1"] == (DocumentLabel("新闻", "甲", "n"),)
    assert reasons(plan) == [(What.RELATION, Reason.END)]
    assert plan.new_labels == ("新闻", "在")
    assert [each.id for each in plan.scheme.label("PER").attributes] == ["kind"]


def _fields(found):
    return {name: getattr(found, name) for name in LabelledDocument.__dataclass_fields__}


def test_suggestions_renaming_and_leaving_out(issue):
    text = document_of(issue, "a1").text
    spans = (("人", ((8, 10),)), ("噪", ((0, 2),)))
    choice = Choice("model", suggested=True, labels={"人": "PER", "噪": None})
    after, plan = onto(issue, document(text, *spans), choice=choice)
    (span,) = after.spans.values()
    assert (span.label, span.suggested, span.who) == ("PER", True, "model")
    assert (plan.new_labels, plan.unplaced) == ((), ())
    assert labels_in([file_of(document(text, *spans, spans[0]))]) == {"人": 2, "噪": 1}


@settings(max_examples=25, deadline=None)
@given(found=st.lists(documents(smallest=1), max_size=4))
def test_records_become_articles_with_all_their_labels(found):
    issue, plan = plan_new("x", [file_of(*found)], Choice(), SCHEME)
    after = done(issue, plan)
    assert problems(after) == []
    kept = [each for each in found if each.text.strip()]
    assert [page.raw for page in after.pages.values()] == [each.text for each in kept]
    read = documents_of(after, after.order)
    for one, other in zip(read, kept, strict=True):
        wanted = [bare for span in other.spans if (bare := "".join(span.surface(other.text).split()))]
        assert {"".join(span.surface(one.text).split()) for span in one.spans} >= set(wanted)
        assert {label.label for label in one.labels} == {label.label for label in other.labels}


def test_what_is_exported_can_be_imported_as_it_was(tmp_path, issue):
    text = issue.blocks["b1"].text
    spans = (
        PlacedSpan(LabelSpan("s1", "PER", "", "注", (("kind", "甲"),), True), (Place("y1", 5, 7),)),
        PlacedSpan(LabelSpan("s2", "ORG"), (Place("b1", text.index("𠮷"), text.index("手机")),)),
    )
    labelled = perform(issue, AddLabels(spans)).issue
    wanted = documents_of(labelled, labelled.order)
    for form in LABEL_FORMATS:
        if form.write is None:
            continue
        for layer in Layer:
            path = tmp_path / f"{layer}{'.zip' if layer is Layer.BOTH else form.suffix}"
            path.write_bytes(export_labels(form, [(labelled, labelled.order)], layer))
            read = read_label_file(path)
            assert read.form.name == form.name
            after = done(issue, plan_onto([issue], [read], Choice(), SCHEME))
            assert said(after) == said(labelled), (form.name, layer)
            if form.name == "prodigy":
                assert same(documents_of(after, after.order), wanted, EVERYTHING)


def test_label_studio_gets_texts_where_its_configuration_has_fields_for_texts(issue):
    spans = (
        PlacedSpan(LabelSpan("s1", "PER", "", "", (("sure", YES), ("when", "去年"))), (Place("y1", 5, 7),)),
    )
    labelled = perform(issue, AddLabels(spans)).issue
    sources, schemes = [(labelled, labelled.order)], Schemes((SCHEME,))
    form = label_format("label-studio")
    config = companions(form, schemes, layer_documents(sources, Layer.CORRECTED))[".config.xml"].decode()
    (task, *_) = json.loads(export_labels(form, sources, Layer.CORRECTED, schemes))
    kinds = {each["from_name"]: each["type"] for each in task["annotations"][0]["result"]}
    assert kinds == {"label": "labels", "when": "textarea", "sure": "choices"}
    assert '<TextArea name="when"' in config
    assert '<Choices name="sure"' in config


def test_an_import_is_one_step_and_new_labels_are_in_the_scheme(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        prodigy_jsonl(
            [document(document_of(hand_made_issue(), "a1").text, ("新", ((0, 2),)), ("PER", ((8, 10),)))]
        )
    )
    with Session.create(tmp_path / "p.annotator", "p", who="李") as session:
        session.add_issue(hand_made_issue())
        files = [read_label_file(tmp_path / "a.jsonl")]
        plan = plan_onto(issues_for(session, files), files, Choice("甲"), schemes_of(session).known)
        import_onto(session, plan)
        assert said(session.issue("i1")) == [("新", "山村"), ("PER", "本报")]
        new = schemes_of(session).current.label("新")
        assert new.color not in [label.color for label in schemes_of(session).current.labels if label != new]
        session.undo()
        assert not session.issue("i1").spans
        assert not session.can_undo
        issue, plan = plan_new("新的", files, Choice("甲"), schemes_of(session).known)
        import_new(session, issue, plan)
        assert said(session.issue(issue.id)) == [("新", "山村"), ("PER", "本报")]
        session.undo()
        assert not session.issue(issue.id).spans


def test_pairs_and_folders_are_read_as_one(tmp_path):
    (tmp_path / "1.txt").write_bytes("张明\r\n赴南京".encode())
    (tmp_path / "1.ann").write_text("T1\tPER 0 2\t张明\nT2\tLOC 5 7\t南京\n", "utf-8")
    (tmp_path / "2.txt").write_text("无", "utf-8")
    (tmp_path / "2.ann").write_text("", "utf-8")
    assert collect_label_files([tmp_path / "1.txt", tmp_path / "1.ann"]) == [tmp_path / "1.txt"]
    for path, count in ((tmp_path / "1.txt", 1), (tmp_path / "1.ann", 1), (tmp_path, 2)):
        read = read_label_file(path)
        assert (read.form.name, len(read.records)) == ("brat", count)
        first = read.records[0].document
        assert [span.surface(first.text) for span in first.spans] == ["张明", "南京"]


def test_other_encodings_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        json.dumps({"text": "张明昨日赴南京", "label": [[0, 2, "PER"]]}, ensure_ascii=False).encode("gb18030")
    )
    assert read_label_file(path).records[0].document.text == "张明昨日赴南京"
