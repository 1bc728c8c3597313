"""What somebody did in the project and in a package, or what two people did alike, is there once or is asked about."""

from dataclasses import replace

import pytest
from helpers.several import TEXTS, Newsroom, correct, label, small_issue

from annotator.model.article import Role, Run, build_block
from annotator.model.conflict import ConflictKind
from annotator.model.labels import DocumentLabel
from annotator.model.operations import (
    ClearDocumentLabel,
    JoinBlocks,
    MoveBlocks,
    RemoveLabels,
    ReplaceText,
    RevertChange,
    SetDocumentLabel,
)
from annotator.services.team.adjudicating import listed_conflicts


@pytest.fixture
def room(tmp_path):
    return Newsroom(tmp_path)


def insert(session, block, at, text, who):
    session.perform("i1", ReplaceText(block, at, at, text, "", f"typing@{who}"))


def texts_of(conflicts):
    return [sorted(choice.text for choice in shown.conflict.choices) for shown in conflicts]


@pytest.mark.parametrize("order", ["甲乙", "乙甲"])
def test_what_was_typed_beside_a_deleted_character_is_never_doubled_without_asking(room, order):
    with room.open("甲") as one:
        correct(one, "b1", "青", "")
    with room.open("乙") as two:
        insert(two, "b1", 0, "清", "乙")
    with room.open() as session:
        insert(session, "b1", 0, "清", "甲")
        for person in order:
            room.merge(session, person)
        issue = session.issue("i1")
        assert issue.blocks["b1"].text.startswith("清河镇")
        if order == "甲乙":
            [asked] = listed_conflicts(issue)
            assert asked.conflict.kind is ConflictKind.ARRANGEMENT
        else:
            assert not listed_conflicts(issue)


def test_a_longer_replacement_beside_an_insertion_is_asked_about(room):
    with room.open("甲") as one:
        correct(one, "b1", "村", "村。")
    with room.open("乙") as two:
        insert(two, "b1", 11, "。", "乙")
    with room.open() as session:
        room.merge(session)
        assert session.issue("i1").blocks["b1"].text.endswith("各村。")
        [asked] = listed_conflicts(session.issue("i1"))
        assert any("。" in choice.text for choice in asked.conflict.choices)


def test_another_insertion_beside_a_replacement_is_simply_there(room):
    with room.open("甲") as one:
        correct(one, "b1", "村", "庄")
    with room.open("乙") as two:
        insert(two, "b1", 11, "。", "乙")
    with room.open() as session:
        room.merge(session)
        assert session.issue("i1").blocks["b1"].text.endswith("各庄。")
        assert not listed_conflicts(session.issue("i1"))


@pytest.mark.parametrize("order", ["甲乙", "乙甲"])
def test_what_an_annotator_wrote_in_the_project_itself_is_a_side_of_a_conflict(room, order):
    with room.open("甲") as one:
        correct(one, "b2", "获悉", "获知")
    with room.open("乙") as two:
        insert(two, "b1", 0, "大", "乙")
    with room.open() as session:
        insert(session, "b1", 0, "小", "甲")
        for person in order:
            room.merge(session, person)
        assert session.issue("i1").blocks["b1"].text.startswith("小青河镇")
        assert texts_of(listed_conflicts(session.issue("i1"))) == [["大", "小"]]


@pytest.mark.parametrize("order", ["甲乙", "乙甲"])
def test_the_label_of_an_article_that_is_emptied_by_two_people_together_is_asked_about(room, order):
    with room.open("甲") as one:
        one.perform("i1", MoveBlocks(("b2",), "a1", None))
        one.perform("i1", SetDocumentLabel("a1", DocumentLabel("NEWS", "甲")))
        one.perform("i1", MoveBlocks(("b1",), "furniture", None))
    with room.open("乙") as two:
        two.perform("i1", MoveBlocks(("b2",), "a1", None))
        two.perform("i1", JoinBlocks("b1", "b2"))
    with room.open() as session:
        for person in order:
            room.merge(session, person)
        issue = session.issue("i1")
        held = {entry.label for labels in issue.document_labels.values() for entry in labels}
        assert "NEWS" in held or listed_conflicts(issue)


def test_a_label_two_people_gave_stays_when_one_takes_it_back(room):
    for person in "甲乙":
        with room.open(person) as session:
            label(session, "b2", "王进")
            session.perform("i1", SetDocumentLabel("a2", DocumentLabel("NEWS", person)))
    with room.open() as session:
        room.merge(session, "甲")
        room.merge(session, "乙")
        assert not listed_conflicts(session.issue("i1"))
    with room.open("甲") as one:
        [span] = one.issue("i1").spans
        one.perform("i1", RemoveLabels((span,)))
        one.perform("i1", ClearDocumentLabel("a2", "NEWS"))
    with room.open() as session:
        room.merge(session, "甲")
        issue = session.issue("i1")
        assert [issue.spans[piece.span].label for piece in issue.pieces["b2"]] == ["PER"]
        assert [entry.label for entry in issue.document_labels["a2"]] == ["NEWS"]
        kinds = {shown.conflict.kind for shown in listed_conflicts(issue)}
        assert kinds == {ConflictKind.LABEL, ConflictKind.DOCUMENT}


def test_a_label_all_were_given_goes_when_one_takes_it_away(tmp_path):
    room = Newsroom(tmp_path, given=[SetDocumentLabel("a2", DocumentLabel("NEWS", "主编"))])
    with room.open("乙") as two:
        correct(two, "b2", "获悉", "获知")
    with room.open("甲") as one:
        one.perform("i1", ClearDocumentLabel("a2", "NEWS"))
    with room.open() as session:
        room.merge(session, "乙")
        room.merge(session, "甲")
        assert not session.issue("i1").document_labels


@pytest.mark.parametrize("order", ["甲乙", "乙甲"])
def test_text_put_in_place_of_what_a_clean_up_dropped_does_not_stand_beside_it(tmp_path, order):
    base = small_issue()
    raw = base.pages["p1"].raw
    dropped = [Run("p1", 0, 2, "", "cleanup:test"), Run("p1", 2, len(TEXTS[0]))]
    given = build_block("b1", Role.BODY, dropped, base.pages)
    room = Newsroom(tmp_path, issue=replace(base, blocks={**base.blocks, "b1": given}))
    with room.open("甲") as one:
        insert(one, "b1", 0, "大", "甲")
    with room.open("乙") as two:
        two.perform("i1", RevertChange("b1", 0, dropped[0], raw[:2]))
        correct(two, "b1", raw[:1], "")
    with room.open() as session:
        for person in order:
            room.merge(session, person)
        issue = session.issue("i1")
        assert issue.blocks["b1"].text.startswith("河大镇")
        assert not listed_conflicts(issue)


@pytest.mark.parametrize("order", ["甲乙", "乙甲"])
def test_what_is_corrected_in_a_clean_up_that_was_taken_back_is_told_with_all_of_it(tmp_path, order):
    base = small_issue()
    raw = base.pages["p1"].raw
    tidied = [Run("p1", 0, 5, "青川镇互联", "cleanup:test"), Run("p1", 5, len(TEXTS[0]))]
    given = build_block("b1", Role.BODY, tidied, base.pages)
    room = Newsroom(tmp_path, issue=replace(base, blocks={**base.blocks, "b1": given}))
    with room.open("甲") as one:
        correct(one, "b1", "青", "清")
    with room.open("乙") as two:
        two.perform("i1", RevertChange("b1", 0, tidied[0], raw[:5]))
        correct(two, "b1", "青", "大青")
        correct(two, "b1", "镇", "")
    with room.open() as session:
        for person in order:
            room.merge(session, person)
        assert texts_of(listed_conflicts(session.issue("i1"))) == [["大青河网络", "清川镇互联"]]
