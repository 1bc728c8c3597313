"""What several people did in their packages comes together: nothing is lost, nothing comes twice."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from helpers.several import Newsroom, conflicts, correct, label, small_issue, spans, texts

from annotator.errors import UserError
from annotator.model.article import Role
from annotator.model.conflict import ConflictKind
from annotator.model.operations import (
    JoinBlocks,
    MergeArticles,
    MoveBlocks,
    SetRole,
    SplitBlock,
)
from annotator.model.patch import Patch, difference
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, list_backups
from annotator.services.team.adjudicating import listed_conflicts, settle
from annotator.services.team.merging import merge, plan_merge
from annotator.services.team.packages import PACKAGE_KEY
from annotator.store.project_file import ProjectFile


@pytest.fixture
def room(tmp_path):
    return Newsroom(tmp_path)


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
