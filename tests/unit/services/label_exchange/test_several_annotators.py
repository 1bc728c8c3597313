"""Labels of several annotators come in apart, as merged packages do, or as one's; nothing is dropped unsaid."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from helpers.several import TEXTS, Newsroom, conflicts, correct, label, small_issue

from annotator.formats.labels.document import documents_of
from annotator.formats.labels.webanno_tsv import webanno_tsv
from annotator.model.check import problems
from annotator.model.patch import Patch, difference
from annotator.model.provenance import Place
from annotator.services.label_exchange.label_annotators import annotators_in, with_annotators
from annotator.services.label_exchange.label_importing import import_new, import_onto, plan_new, plan_onto
from annotator.services.label_exchange.label_planning import Choice, Several
from annotator.services.label_exchange.label_reading import read_label_file
from annotator.services.labels.labelling import put_label
from annotator.services.labels.schemes import schemes_of
from annotator.services.project.session import Session
from annotator.services.team.compared import documents_of as compared

WANG = {0: [(0, 3, "LOC")], 1: [(2, 4, "PER"), (5, 9, "ORG")]}
LI = {0: [], 1: [(2, 4, "PER"), (6, 9, "ORG")]}


def region(number, start, end, label):
    value = {"start": start, "end": end, "labels": [label]}
    return {"id": f"r{number}", "type": "labels", "from_name": "label", "to_name": "text", "value": value}


def annotation(who, spans, **more):
    return {
        "completed_by": who,
        "result": [region(number, *span) for number, span in enumerate(spans)],
        **more,
    }


@pytest.fixture
def tasks(tmp_path):
    """A file of Label Studio: two people have labelled the first two articles."""
    listed = [
        {
            "data": {"text": TEXTS[number]},
            "annotations": [
                annotation("wang", WANG[number], ground_truth=number == 0),
                annotation("li", LI[number]),
            ],
        }
        for number in (0, 1)
    ]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(listed), "utf-8")
    return path


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "news.annotator", "早报", who="主编") as opened:
        opened.add_issue(small_issue())
        yield opened


def onto(session, path, **said):
    files = with_annotators([read_label_file(path)])
    plan = plan_onto([session.issue("i1")], files, Choice("主编", **said), schemes_of(session).known)
    import_onto(session, plan)
    assert problems(session.issue("i1")) == []
    return plan


def spans(session):
    issue = session.issue("i1")
    return sorted(
        (span.label, span.surface(document.text), issue.spans[span.id].who)
        for document in documents_of(issue, issue.order)
        for span in document.spans
    )


def test_what_annotators_say_alike_is_one_label_and_the_rest_is_a_conflict(session, tasks):
    before = session.issue("i1")
    plan = onto(session, tasks)
    assert (plan.annotators, plan.placed, plan.conflicts) == (("li", "wang"), 4, 2)
    assert spans(session) == [
        ("LOC", "青河镇", "wang"),
        ("ORG", "县气象局", "wang"),
        ("ORG", "气象局", "li"),
        ("PER", "王进", "li"),
    ]
    assert sorted(
        (kind, text, [people for people, _ in said]) for kind, text, said in conflicts(session)
    ) == [
        ("label", "县气象局", [("li",), ("wang",)]),
        ("label", "青河镇", [("li",), ("wang",)]),
    ]
    [first, second] = compared(session.issue("i1"))
    assert first.people.keys() == second.people.keys() == {"li", "wang"}
    assert [len(judged.spans) for judged in (first.people["li"], second.people["li"])] == [0, 2]
    session.undo()
    assert difference(session.issue("i1"), before) == Patch()


def test_labels_of_the_project_itself_are_nobodys_there_and_a_side_of_a_conflict(session, tasks):
    session.perform("i1", put_label("PER", (Place("b2", 2, 4),), "主编"))
    session.perform("i1", put_label("LOC", (Place("b1", 0, 2),), "主编"))
    onto(session, tasks)
    assert ("PER", "王进", "主编") in spans(session)
    assert [len(document.people["wang"].spans) for document in compared(session.issue("i1"))] == [1, 2]
    [sides] = [said for _, text, said in conflicts(session) if text == "青河镇"]
    assert sorted(people for people, _ in sides) == [("",), ("li",), ("wang",)]


def test_the_same_files_again_bring_nothing_and_later_ones_take_the_place_of_what_was_said(session, tasks):
    onto(session, tasks)
    before = session.issue("i1")
    plan = onto(session, tasks)
    assert (plan.operations, plan.placed, plan.conflicts) == ({}, 0, 2)
    listed = json.loads(tasks.read_text("utf-8"))
    listed[0]["annotations"][1] = annotation("li", WANG[0])
    tasks.write_text(json.dumps(listed), "utf-8")
    plan = onto(session, tasks)
    assert plan.conflicts == 1
    assert len(session.issue("i1").merges) == 2
    session.undo()
    assert difference(session.issue("i1"), before) == Patch()


def test_one_version_of_each_text_is_the_true_one_or_the_last(session, tasks):
    plan = onto(session, tasks, several=Several.ONE)
    assert (plan.left_out, plan.annotators) == (2, ())
    assert spans(session) == [("LOC", "青河镇", "主编"), ("ORG", "气象局", "主编"), ("PER", "王进", "主编")]


def test_annotators_may_be_left_out_and_called_otherwise(session, tasks):
    plan = onto(session, tasks, annotators={"li": None, "wang": "王"})
    assert (plan.left_out, plan.annotators) == (2, ())
    assert {who for _, _, who in spans(session)} == {"主编"}
    session.undo()
    plan = onto(session, tasks, annotators={"li": "李"})
    assert plan.annotators == ("wang", "李")


def test_as_suggestions_or_together_all_labels_come_in_once(session, tasks):
    for said in ({"several": Several.TOGETHER}, {"suggested": True}):
        plan = onto(session, tasks, **said)
        assert (plan.placed, plan.conflicts, len(session.issue("i1").spans)) == (4, 0, 4)
        assert {span.who for span in session.issue("i1").spans.values()} == {"主编"}
        session.undo()


def test_in_an_issue_of_its_own_a_text_is_one_article_for_all(session, tasks):
    files = with_annotators([read_label_file(tasks)])
    issue, plan = plan_new("标注", files, Choice("主编"), schemes_of(session).known)
    import_new(session, issue, plan)
    made = session.issue(issue.id)
    assert [made.blocks[made.articles[name].blocks[0]].text for name in made.order] == list(TEXTS[:2])
    assert (plan.articles, plan.conflicts, len(made.merges)) == (2, 2, 2)


@pytest.mark.parametrize("package_first", [True, False])
def test_a_package_and_labels_from_elsewhere_under_one_name_are_one_persons_work(
    tmp_path, tasks, package_first
):
    room = Newsroom(tmp_path, ("li", "wang"))
    with room.open("wang") as package:
        label(package, "b2", "王进")
        label(package, "b2", "记者")
        correct(package, "b1", "网络", "互联网")
    with room.open() as session:
        if package_first:
            room.merge(session)
        onto(session, tasks)
        if not package_first:
            room.merge(session)
        assert len(session.issue("i1").merges) == 4
        told = [(text, [people for people, _ in said]) for _, text, said in conflicts(session)]
        assert sorted(told) == [
            ("县气象局", [("li",), ("wang",)]),
            ("记者", [("li",), ("wang",)]),
            ("青河镇", [("li",), ("wang",)]),
        ]
        first, second = compared(session.issue("i1"))[:2]
        assert first.people.keys() == second.people.keys() == {"li", "wang"}
        assert len(second.people["wang"].spans) == 3
        assert (len(first.people["wang"].changes), len(first.people["li"].changes)) == (1, 0)


def zipped(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def doccano(spans):
    return "".join(
        json.dumps({"id": number, "text": TEXTS[number], "label": listed}) + "\n"
        for number, listed in spans.items()
    )


def test_files_of_doccano_are_called_after_their_annotators(tmp_path, session):
    path = zipped(tmp_path / "export.zip", {"wang.jsonl": doccano(WANG), "li.jsonl": doccano(LI)})
    assert onto(session, path).annotators == ("li", "wang")


def test_users_of_a_record_of_older_doccano_are_annotators(tmp_path, session):
    def used(user, spans):
        return [{"label": label, "start_offset": a, "end_offset": b, "user": user} for a, b, label in spans]

    numbers = {"LOC": 1, "PER": 2, "ORG": 3}
    records = [
        {"id": 7 + number, "text": TEXTS[number], "meta": {}, "annotation_approver": None}
        | {"annotations": used(1, WANG[number]) + used(2, LI[number])}
        for number in (0, 1)
    ]
    for record in records:
        for each in record["annotations"]:
            each["label"] = numbers[each["label"]]
    path = tmp_path / "1.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    plan = onto(
        session, path, labels={"1": "LOC", "2": "PER", "3": "ORG"}, annotators={"1": "wang", "2": "li"}
    )
    assert plan.annotators == ("li", "wang")
    assert spans(session) == [
        ("LOC", "青河镇", "wang"),
        ("ORG", "县气象局", "wang"),
        ("ORG", "气象局", "li"),
        ("PER", "王进", "li"),
    ]
    # Who annotated nothing of a text is not told by the file, so nobody contradicts the place there.
    assert [text for _, text, _ in conflicts(session)] == ["县气象局"]


def tsv(session, spans):
    [document] = documents_of(session.issue("i1"), ["a2"])
    copy = session.issue("i1")
    for start, end, name in spans:
        copy = put_label(name, (Place("b2", start, end),), "x").apply(copy)
    return webanno_tsv(replace(documents_of(copy, ["a2"])[0], id=document.id))


def inner(content):
    made = io.BytesIO()
    zipped(made, {"a2.tsv": content})
    return made.getvalue()


@pytest.mark.parametrize("packed", [False, True], ids=["files", "archives"])
def test_annotators_of_inception_have_a_file_each_and_the_curator_decides(tmp_path, session, packed):
    members = {
        "annotation/a2.txt/INITIAL_CAS": tsv(session, []),
        "annotation/a2.txt/wang": tsv(session, WANG[1]),
        "annotation/a2.txt/li": tsv(session, LI[1]),
        "curation/a2.txt/CURATION_USER": tsv(session, WANG[1][:1]),
    }
    named = {
        f"{name}.zip" if packed else f"{name}.tsv": inner(content) if packed else content
        for name, content in members.items()
    }
    path = zipped(tmp_path / "project.zip", named)
    files = with_annotators([read_label_file(path)])
    assert annotators_in(files) == {"li": 1, "wang": 1, "CURATION_USER": 1}
    assert onto(session, path).annotators == ("CURATION_USER", "li", "wang")
    session.undo()
    assert onto(session, path, several=Several.ONE).left_out == 2
    assert [(label, text) for label, text, _ in spans(session)] == [("PER", "王进")]


def test_texts_that_are_alike_are_no_annotators(tmp_path):
    files = {
        f"{name}.{end}": text for name in ("1", "2", "3", "4") for end, text in (("txt", "简讯"), ("ann", ""))
    }
    files |= {f"{name}.{end}": text for name in ("5", "6") for end, text in (("txt", "启事"), ("ann", ""))}
    path = zipped(tmp_path / "brat.zip", files)
    assert annotators_in(with_annotators([read_label_file(path)])) == {}


def test_folders_of_brat_may_be_called_after_annotators(tmp_path):
    for person, spans in (("wang", "T1\tPER 2 4\t王进\n"), ("li", "")):
        folder = tmp_path / "brat" / person
        folder.mkdir(parents=True)
        for number in (0, 1):
            (folder / f"{number}.txt").write_text(TEXTS[number], "utf-8")
            (folder / f"{number}.ann").write_text(spans if number else "", "utf-8")
    assert annotators_in(with_annotators([read_label_file(tmp_path / "brat")])) == {"wang": 2, "li": 2}
