"""What several people did in their packages comes together: nothing is lost, nothing comes twice."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from helpers.several import Newsroom, correct, label, small_issue

from annotator.errors import UserError
from annotator.model.article import Role
from annotator.model.conflict import ConflictKind
from annotator.model.labels import DocumentLabel, Relation
from annotator.model.operations import (
    AddRelations,
    ChangeLabel,
    ClearDocumentLabel,
    JoinBlocks,
    MergeArticles,
    MoveBlocks,
    MoveLabel,
    RemoveLabels,
    RemoveRelations,
    SetDocumentLabel,
    SetRole,
    SplitBlock,
)
from annotator.model.patch import Patch, difference
from annotator.model.provenance import Place
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, list_backups
from annotator.services.team.adjudicating import listed_conflicts, settle
from annotator.services.team.merging import merge, plan_merge
from annotator.services.team.packages import PACKAGE_KEY
from annotator.store.project_file import ProjectFile


@pytest.fixture
def room(tmp_path):
    return Newsroom(tmp_path)


def texts(session):
    return {key: block.text for key, block in session.issue("i1").blocks.items()}


def spans(session):
    issue = session.issue("i1")
    return sorted(
        (issue.spans[piece.span].label, block, issue.blocks[block].text[piece.start : piece.end])
        for block, pieces in issue.pieces.items()
        for piece in pieces
    )


def conflicts(session):
    return [
        (shown.conflict.kind.value, shown.text, [(c.people, c.text) for c in shown.conflict.choices])
        for shown in listed_conflicts(session.issue("i1"))
    ]


def test_work_of_all_is_there_with_names_and_times_and_one_undo_takes_it_back(room):
    with room.open("甲") as one:
        correct(one, "b1", "袋", "覆")
        label(one, "b2", "王进")
        times = {entry.when for entry in one.recent()}
    with room.open("乙") as two:
        correct(two, "b2", "获悉", "获知")
        label(two, "b2", "王进")
    with room.open() as session:
        before = session.issue("i1")
        room.merge(session)
        assert texts(session)["b1"].startswith("青河镇网络覆盖")
        assert "获知" in texts(session)["b2"]
        assert spans(session) == [("PER", "b2", "王进")]
        told = {(entry.who, entry.when) for entry in session.recent() if entry.who == "甲"}
        assert {when for _, when in told} == times
        assert {entry.who for entry in session.recent()} >= {"甲", "乙", "主编"}
        [copy] = list_backups(room.backups)
        assert copy.reason is Reason.MERGE
        with Session.open(copy.path, read_only=True) as kept:
            assert difference(kept.issue("i1"), before) == Patch()
        session.undo()
        assert difference(session.issue("i1"), before) == Patch()
        session.redo()
        assert spans(session) == [("PER", "b2", "王进")]
    with room.open() as again:
        assert again.issue("i1").merges.keys() == session.issue("i1").merges.keys()


def test_merging_again_brings_only_what_is_new_and_takes_back_what_was_taken_back(room):
    with room.open("甲") as one:
        correct(one, "b1", "袋", "覆")
        correct(one, "b3", "增收", "增産")
    with room.open() as session:
        room.merge(session, "甲")
        steps = session.steps("i1")
        assert plan_merge(session, [room.packages["甲"]]).work == {}
        room.merge(session, "甲")
        assert session.steps("i1") == steps
    with room.open("甲") as one:
        one.undo()
        correct(one, "b3", "致富", "共富")
    with room.open() as session:
        room.merge(session, "甲")
        assert texts(session)["b1"].startswith("青河镇网络覆盖")
        assert texts(session)["b3"] == "特色产业带动农户增收共富"
        assert conflicts(session) == []


def test_different_texts_for_one_place_are_a_conflict_and_the_majority_comes_first(room):
    for person, text in (("甲", "复盖"), ("乙", "覆盖"), ("丙", "覆盖")):
        with room.open(person) as session:
            correct(session, "b1", "袋盖", text)
    with room.open() as session:
        room.merge(session)
        [(kind, _, choices)] = conflicts(session)
        assert (kind, choices) == ("text", [(("丙", "乙"), "覆盖"), (("甲",), "复盖")])
        [shown] = listed_conflicts(session.issue("i1"))
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [0], "主编"))
        assert "覆盖" in texts(session)["b1"]
        assert conflicts(session) == []
        [settled] = listed_conflicts(session.issue("i1"), settled=True)
        assert (settled.conflict.who, settled.conflict.chosen) == ("主编", (0,))
        session.undo()
        assert len(conflicts(session)) == 1
    with room.open() as session:  # tomorrow
        [shown] = listed_conflicts(session.issue("i1"))
        session.perform("i1", *settle(session.issue("i1"), shown.conflict, [1], "主编"))
        assert "复盖" in texts(session)["b1"]


def test_what_the_project_itself_corrected_since_is_a_side_of_a_conflict(room):
    with room.open("甲") as one:
        correct(one, "b1", "袋盖", "覆盖")
    with room.open() as session:
        correct(session, "b1", "袋盖", "复盖")
        correct(session, "b2", "获悉", "获知")
        room.merge(session)
        assert conflicts(session) == [("text", "复盖", [(("主编",), "复盖"), (("甲",), "覆盖")])]
        assert "获知" in texts(session)["b2"]


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


def test_structure_that_two_people_changed_in_different_ways_is_left_to_a_person(room):
    with room.open("甲") as one:
        one.perform("i1", SplitBlock("b1", 3, "n-1"))
        one.perform("i1", SetRole(("b1",), Role.TITLE))
        one.perform("i1", MergeArticles("a3", "a4"))
    with room.open("乙") as two:
        correct(two, "b1", "袋盖", "覆盖")
        two.perform("i1", SetRole(("b1",), Role.HEADING))
        two.perform("i1", MoveBlocks(("b4",), "unplaced"))
    with room.open() as session:
        room.merge(session, "甲")
        room.merge(session, "乙")
        issue = session.issue("i1")
        assert [block.text for block in issue.blocks_of("a1")] == ["青河镇", "网络覆盖全县各村"]
        kinds = [shown.conflict.kind for shown in listed_conflicts(issue)]
        assert kinds == [ConflictKind.ARRANGEMENT, ConflictKind.ARRANGEMENT]
        for shown in listed_conflicts(issue):
            session.perform("i1", *settle(session.issue("i1"), shown.conflict, [1]))
        issue = session.issue("i1")
        assert issue.blocks["b1"].role is Role.HEADING
        assert "b4" in issue.articles["unplaced"].blocks


def test_typing_into_a_paragraph_that_was_joined_meanwhile_arrives(room):
    with room.open() as session:
        session.perform("i1", MoveBlocks(("b2",), "a1"), JoinBlocks("b1", "b2"))
    with room.open("甲") as one:
        correct(one, "b2", "获悉", "获知")
        label(one, "b2", "王进")
    with room.open() as session:
        room.merge(session, "甲")
        assert session.issue("i1").blocks["b1"].text.endswith("获知明天有雨")
        assert spans(session) == [("PER", "b1", "王进")]


def test_pages_are_known_by_their_text_whatever_they_are_called(room, tmp_path):
    with Session.create(tmp_path / "mine.annotator", "自己的", who="丁") as own:
        own.add_issue(replace(small_issue("x9", page="q7")))
        block = own.issue("x9").blocks["b1"]
        assert block.runs[0].page == "q7"
        own.perform("x9", SplitBlock("b1", 3, "n-1"))
    with room.open() as session:
        plan = merge(session, [tmp_path / "mine.annotator"], room.backups)
        assert [file.annotator for file in plan.files] == ["mine"]
        assert [block.text for block in session.issue("i1").blocks_of("a1")] == ["青河镇", "网络袋盖全县各村"]


def refused(room, *paths):
    with room.open() as session:
        before = session.issue("i1")
        with pytest.raises(UserError) as caught:
            merge(session, list(paths), room.backups)
        assert session.issue("i1") is before
        assert list_backups(room.backups) == ()
    return caught.value.code


def test_files_that_have_nothing_to_do_with_the_project_are_refused(room, tmp_path):
    with Session.create(tmp_path / "other.annotator", "别的") as other:
        other.add_issue(small_issue(mark="！"))
    assert refused(room, tmp_path / "other.annotator") == "merge.no_pages"
    assert refused(room, room.packages["甲"], room.packages["甲"]) == "merge.twice"
    copy = tmp_path / "copy.annotator"
    with room.open() as session:
        session.backup(copy)
    assert refused(room, copy) == "merge.itself"
    (tmp_path / "text.annotator").write_text("no database", encoding="utf-8")
    assert refused(room, tmp_path / "text.annotator") == "project.not_project"


MANIFESTS = [
    7,
    "甲",
    {"id": "w"},
    {"annotator": "../../etc"},
    {"annotator": "a\nb"},
    {"id": ""},
    {"items": {"i1": [{"article": "a1", "extent": [["p1", "x", 3]]}]}},
]


@pytest.mark.parametrize("hostile", MANIFESTS, ids=repr)
def test_a_package_that_says_nonsense_of_itself_is_refused(room, hostile):
    with ProjectFile.open(room.packages["甲"]) as file:
        data = file.get_data(PACKAGE_KEY)
        partly = isinstance(hostile, dict) and hostile != {"id": "w"}
        file.set_data(PACKAGE_KEY, {**data, **hostile} if partly else hostile)
    assert refused(room, room.packages["甲"]) == "package.unreadable"


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE journal SET operation = CAST(\'{"operation": "Nothing"}\' AS BLOB)',
        "UPDATE journal SET operation = CAST('[' AS BLOB)",
        "UPDATE bases SET state = CAST('{}' AS BLOB)",
        'UPDATE journal SET operation = CAST(\'{"operation": "SplitBlock", "block": "b9", "at": 1, '
        '"new_id": "n"}\' AS BLOB)',
    ],
)
def test_a_package_with_a_damaged_history_is_refused(room, statement):
    with room.open("甲") as one:
        correct(one, "b1", "袋", "覆")
    with closing(sqlite3.connect(room.packages["甲"])) as database, database:
        database.execute(statement)
    assert refused(room, room.packages["甲"]) in ("project.damaged", "package.unsound")
