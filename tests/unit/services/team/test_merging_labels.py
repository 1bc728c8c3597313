"""Labels, relations and labels of articles that several people put: one where they agree, a conflict where not."""

from dataclasses import replace

import pytest
from helpers.several import Newsroom, conflicts, correct, label, spans

from annotator.model.conflict import ConflictKind
from annotator.model.labels import DocumentLabel, Relation
from annotator.model.operations import (
    AddRelations,
    ChangeLabel,
    ClearDocumentLabel,
    MoveLabel,
    RemoveLabels,
    RemoveRelations,
    SetDocumentLabel,
    SplitArticle,
    SplitBlock,
)
from annotator.model.provenance import Place
from annotator.services.team.adjudicating import listed_conflicts, settle


@pytest.fixture
def room(tmp_path):
    return Newsroom(tmp_path)


def test_labels_that_only_one_of_those_has_who_were_given_the_text_are_a_conflict(room):
    with room.open("甲") as one:
        label(one, "b2", "王进")
        label(one, "b2", "县气象局", "ORG")
    with room.open("乙") as two:
        label(two, "b2", "记者王进")
    with room.open("丙") as three:
        label(three, "b2", "县气象局", "ORG")
    with room.open() as session:
        room.merge(session)
        assert len(spans(session)) == 3  # nothing is lost before somebody decides
        who, office = listed_conflicts(session.issue("i1"))
        assert [choice.people for choice in who.conflict.choices] == [("丙",), ("乙",), ("甲",)]
        assert [choice.people for choice in office.conflict.choices] == [("丙", "甲"), ("乙",)]
        sides = {choice.people: number for number, choice in enumerate(who.conflict.choices)}
        session.perform("i1", *settle(session.issue("i1"), who.conflict, [sides["甲",]], "主编"))
        session.perform("i1", *settle(session.issue("i1"), office.conflict, [0], "主编"))
        assert spans(session) == [("ORG", "b2", "县气象局"), ("PER", "b2", "王进")]
        session.undo()
        session.undo()
        session.perform(
            "i1", *settle(session.issue("i1"), who.conflict, [sides["甲",], sides["乙",]], "主编")
        )
        assert [entry for entry in spans(session) if entry[0] == "PER"] == [
            ("PER", "b2", "王进"),
            ("PER", "b2", "记者王进"),
        ]


def test_of_text_given_to_one_person_alone_nobody_else_is_asked(tmp_path):
    room = Newsroom(tmp_path, ("甲", "乙"), overlap=0.0)
    for person in ("甲", "乙"):
        with room.open(person) as session:
            for number in range(1, 5):
                label(session, f"b{number}", session.issue("i1").blocks[f"b{number}"].text[:2])
    with room.open() as session:
        room.merge(session, "甲")
        assert conflicts(session) == []


def test_two_labels_on_one_text_are_settled_in_place(room):
    with room.open("甲") as one:
        label(one, "b2", "王进", "LOC")
    with room.open("乙") as two:
        label(two, "b2", "王进", "PER")
    with room.open() as session:
        room.merge(session)
        [shown] = listed_conflicts(session.issue("i1"))
        said = [[span.label for span in choice.spans] for choice in shown.conflict.choices]
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [said.index(["LOC"])]))
        assert spans(session) == [("LOC", "b2", "王进")]


def test_changes_of_one_label_follow_it_and_notes_of_two_people_are_kept(room):
    with room.open("甲") as one:
        label(one, "b2", "王进")
        label(one, "b2", "县气象局", "ORG")
        first, second = one.issue("i1").spans.values()
        one.perform("i1", ChangeLabel(replace(first, note="核对姓名", doubtful=True)))
        one.perform("i1", AddRelations((Relation("r1", "from", second.id, first.id, "甲"),)))
    with room.open("乙") as two:
        label(two, "b2", "王进")
        [span] = two.issue("i1").spans.values()
        two.perform("i1", ChangeLabel(replace(span, note="见第二版")))
    with room.open() as session:
        room.merge(session)
        issue = session.issue("i1")
        [person] = [span for span in issue.spans.values() if span.label == "PER"]
        assert set(person.note.split("\n")) == {"核对姓名", "见第二版"}
        assert person.doubtful
        [relation] = issue.relations.values()
        assert {relation.source, relation.target} == set(issue.spans)


def test_a_label_that_ours_moved_and_a_package_only_spoke_of_stands_once_where_ours_has_it(room):
    with room.open("甲") as one:
        label(one, "b2", "王进")
    with room.open() as session:
        room.merge(session, "甲")
        [span] = session.issue("i1").spans
        session.perform("i1", MoveLabel(span, (Place("b2", 0, 4),)))
    with room.open("甲") as one:
        [span] = one.issue("i1").spans.values()
        one.perform("i1", ChangeLabel(replace(span, note="核对姓名", doubtful=True)))
    with room.open() as session:
        room.merge(session, "甲")
        assert spans(session) == [("PER", "b2", "记者王进")]
        [span] = session.issue("i1").spans.values()
        assert (span.note, span.doubtful) == ("核对姓名", True)


def label_article(session, name, *, attributes=(), note="", article="a2"):
    said = DocumentLabel(name, session.who, note, attributes)
    session.perform("i1", SetDocumentLabel(article, said))


def document_labels(session, article="a2"):
    return [label.label for label in session.issue("i1").document_labels.get(article, ())]


def test_labels_of_an_article_that_not_all_have_who_were_given_it_are_a_conflict(room):
    with room.open("甲") as one:
        label_article(one, "消息")
        label_article(one, "要闻")
    with room.open("乙") as two:
        label_article(two, "消息", note="同意")
    with room.open("丙") as three:
        correct(three, "b1", "袋", "覆")
    with room.open() as session:
        room.merge(session)
        assert document_labels(session) == ["消息", "要闻"]  # nothing is lost before somebody decides
        [label] = [each for each in session.issue("i1").document_labels["a2"] if each.label == "消息"]
        assert label.note == "同意"
        [shown] = listed_conflicts(session.issue("i1"))
        assert shown.conflict.kind is ConflictKind.DOCUMENT
        assert (shown.article, shown.text[:4]) == ("a2", "记者王进")
        sides = {
            choice.people[0]: [label.label for label in choice.document_labels]
            for choice in shown.conflict.choices
        }
        assert sides == {"甲": ["消息", "要闻"], "乙": ["消息"], "丙": []}
        people = [choice.people[0] for choice in shown.conflict.choices]
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [people.index("乙")], "主编"))
        assert document_labels(session) == ["消息"]
        assert conflicts(session) == []
        session.undo()
        everything = [people.index("甲"), people.index("乙")]
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, everything, "主编"))
        assert document_labels(session) == ["消息", "要闻"]


def test_the_same_label_of_an_article_by_several_people_is_agreement_and_other_values_are_a_conflict(room):
    for person, value in (("甲", "一版"), ("乙", "一版"), ("丙", "二版")):
        with room.open(person) as session:
            label_article(session, "要闻", attributes=(("版", value),))
    with room.open() as session:
        room.merge(session, "甲", "乙")
        assert conflicts(session) == []
        room.merge(session, "丙")
        [shown] = listed_conflicts(session.issue("i1"))
        assert [choice.people for choice in shown.conflict.choices] == [("乙", "甲"), ("丙",)]
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [1], "主编"))
        [label] = session.issue("i1").document_labels["a2"]
        assert label.attributes == (("版", "二版"),)


@pytest.mark.parametrize("order", [("甲", "乙"), ("乙", "甲")])
def test_a_label_of_an_article_that_one_put_and_took_off_again_stays_as_another_put_it(tmp_path, order):
    room = Newsroom(tmp_path, people=("甲", "乙"), overlap=0.0)
    with room.open("甲") as one:
        label_article(one, "消息")
    with room.open("乙") as two:
        label_article(two, "消息")
        two.perform("i1", ClearDocumentLabel("a2", "消息"))
    with room.open() as session:
        for person in order:
            room.merge(session, person)
        assert document_labels(session) == ["消息"]
        assert conflicts(session) == []


def relate(session, kind, source, target):
    ids = {name: key for key, name in texts_of_spans(session).items()}
    session.perform("i1", AddRelations((Relation(f"r-{session.who}", kind, ids[source], ids[target]),)))


def texts_of_spans(session):
    issue = session.issue("i1")
    return {
        piece.span: issue.blocks[block].text[piece.start : piece.end]
        for block, pieces in issue.pieces.items()
        for piece in pieces
    }


def relations(session):
    names = texts_of_spans(session)
    return sorted(
        (each.type, names[each.source], names[each.target]) for each in session.issue("i1").relations.values()
    )


def test_relations_that_not_all_have_who_labelled_both_ends_are_a_conflict(room):
    for person in ("甲", "乙", "丙"):
        with room.open(person) as session:
            label(session, "b2", "王进")
            if person != "丙":
                label(session, "b2", "县气象局", "ORG")
    with room.open("甲") as one:
        relate(one, "来源", "王进", "县气象局")
    with room.open() as session:
        room.merge(session)
        kinds = [shown.conflict.kind for shown in listed_conflicts(session.issue("i1"))]
        assert sorted(kinds) == [ConflictKind.LABEL, ConflictKind.RELATION]  # 丙 has not labelled one end
        assert relations(session) == [("来源", "王进", "县气象局")]
    with room.open("乙") as two:
        relate(two, "来源", "县气象局", "王进")
    with room.open() as session:
        room.merge(session)
        [shown] = [
            shown
            for shown in listed_conflicts(session.issue("i1"))
            if shown.conflict.kind is ConflictKind.RELATION
        ]
        assert [choice.people for choice in shown.conflict.choices] == [("乙",), ("甲",)]
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [0], "主编"))
        assert relations(session) == [("来源", "县气象局", "王进")]
        session.undo()
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [0, 1], "主编"))
        assert len(relations(session)) == 2
        session.undo()
        [mine] = [key for key, each in session.issue("i1").relations.items() if key.startswith("r-甲")]
        session.perform("i1", RemoveRelations((mine,)))
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [1], "主编"))
        assert relations(session) == [("来源", "王进", "县气象局")]


def test_what_two_people_relate_alike_is_one_relation(room):
    for person in ("甲", "乙"):
        with room.open(person) as session:
            label(session, "b2", "王进")
            label(session, "b2", "县气象局", "ORG")
            relate(session, "来源", "王进", "县气象局")
    with room.open() as session:
        room.merge(session, "甲", "乙")
        assert relations(session) == [("来源", "王进", "县气象局")]
        assert conflicts(session) == []


def nudge(session, start, end):
    [span] = session.issue("i1").spans
    session.perform("i1", MoveLabel(span, (Place("b1", start, end),)))


def test_a_label_nudged_within_a_correction_follows_and_ours_stays_where_both_nudged_it(room):
    with room.open("甲") as one:
        correct(one, "b1", "袋盖", "已经覆盖")
        label(one, "b1", "已经")
    with room.open() as session:
        room.merge(session, "甲")
        assert spans(session) == [("PER", "b1", "已经")]
    with room.open("甲") as one:
        nudge(one, 5, 9)  # the same raw characters: a correction is never taken apart
    with room.open() as session:
        room.merge(session, "甲")
        assert spans(session) == [("PER", "b1", "已经覆盖")]
    with room.open("甲") as one:
        one.undo()
    with room.open() as session:
        room.merge(session, "甲")
        assert spans(session) == [("PER", "b1", "已经")]
        nudge(session, 7, 9)
    with room.open("甲") as one:
        nudge(one, 6, 7)
    with room.open() as session:
        room.merge(session, "甲")
        assert spans(session) == [("PER", "b1", "覆盖")]


def test_a_label_taken_away_and_put_there_again_is_there_after_the_next_merge(room):
    with room.open("甲") as one:
        label(one, "b2", "王进")
    with room.open() as session:
        room.merge(session, "甲")
    with room.open("甲") as one:
        one.undo()
        label(one, "b2", "王进")
        [again] = one.issue("i1").spans.values()
    with room.open() as session:
        room.merge(session, "甲")
        assert session.issue("i1").spans == {again.id: again}
        assert spans(session) == [("PER", "b2", "王进")]
    with room.open("甲") as one:
        label(one, "b2", "王进")
        one.perform("i1", RemoveLabels((again.id,)))
    with room.open() as session:
        room.merge(session, "甲")
        assert spans(session) == [("PER", "b2", "王进")]


@pytest.mark.parametrize("kept", [False, True], ids=["all of it deleted", "a part deleted"])
def test_a_label_that_was_moved_onto_text_deleted_since_is_lost_there_and_not_left_where_it_was(room, kept):
    with room.open("甲") as one:
        label(one, "b1", "网络")
    with room.open() as session:
        room.merge(session, "甲")
    with room.open("甲") as one:
        [span] = one.issue("i1").spans
        places = (Place("b1", 0, 3), *([Place("b1", 9, 11)] if kept else []))
        one.perform("i1", MoveLabel(span, places))
        correct(one, "b1", "青河镇", "")
        pieces = one.issue("i1").pieces
    with room.open() as session:
        room.merge(session, "甲")
        assert session.issue("i1").pieces == pieces
        assert conflicts(session) == []


@pytest.mark.parametrize("order", [("乙", "丙"), ("丙", "乙")], ids="".join)
def test_a_label_of_an_article_stays_with_its_first_part_where_another_split_it(tmp_path, order):
    room = Newsroom(tmp_path, people=("乙", "丙"), overlap=0.0)
    with room.open("乙") as one:
        label_article(one, "NEWS", article="a1")
    with room.open("丙") as two:
        two.perform("i1", SplitBlock("b1", 3, "n-1"), SplitArticle("a1", "n-1", "n-2"))
        label_article(two, "NEWS", attributes=(("role", "记者"),), article="n-2")
    with room.open() as session:
        for person in order:
            room.merge(session, person)
        said = session.issue("i1").document_labels
        assert [label.attributes for label in said["a1"]] == [()]
        assert [label.attributes for label in said["n-2"]] == [(("role", "记者"),)]
        assert conflicts(session) == []
