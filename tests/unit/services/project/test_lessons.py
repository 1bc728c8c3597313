"""What people decide is known to the next check, in the whole project, until it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.made import bridge_issue

from annotator.detect.memory import Corrected, Kept
from annotator.model.operations import ReplaceText
from annotator.model.origin import (
    CORRECTIONS,
    REPLACE,
    SERIES,
    TYPING,
    accepted,
    cleanup,
    is_correction,
    kind_of,
)
from annotator.services.checks.checking import check_issue
from annotator.services.doubts.review import accept, doubts, keep, repair
from annotator.services.project.lessons import LessonBook
from annotator.services.project.session import Session


@pytest.fixture
def session(own_home, tmp_path):
    with Session.create(tmp_path / "p.annotator", "项目") as session:
        session.add_issue(bridge_issue())
        session.add_issue(replace(bridge_issue(), id="i2", flags={}))
        yield session


def first(session):
    return next(doubts(session.issue("i1"), 0.5))


def corrections(session):
    return dict(session.lessons().corrections)


ACCEPTED = Corrected("网络", "袋盖", "覆盖", "全市，")


def test_an_accepted_candidate_is_a_correction_until_it_is_undone(session):
    assert corrections(session) == {}
    session.perform("i1", accept(first(session), "覆盖"))
    assert corrections(session) == {ACCEPTED: 1}
    session.undo()
    assert corrections(session) == {}
    session.redo()
    assert corrections(session) == {ACCEPTED: 1}


def test_typing_and_series_teach_too(session):
    issue = session.issue("i1")
    session.perform_all(repair(doubts(issue, 0.5), "覆盖"))
    session.perform("i2", ReplaceText("b3", 2, 3, "覆", "袋", "typing"))
    assert sorted((entry.wrong, entry.right, count) for entry, count in corrections(session).items()) == [
        ("袋", "覆", 1),
        ("袋盖", "覆盖", 1),
        ("袋盖", "覆盖", 1),
    ]


def test_clean_ups_insertions_and_deletions_teach_nothing(session):
    session.perform("i1", ReplaceText("b3", 0, 0, "全市", "", "typing"))
    session.perform("i1", ReplaceText("b3", 9, 11, "", "桥上", "typing"))
    assert corrections(session) == {}


def test_every_kind_of_correction_is_looked_for_in_the_file():
    origins = (accepted("lattice"), SERIES, REPLACE, TYPING)
    assert {kind_of(origin) for origin in origins} == set(CORRECTIONS)
    assert all(map(is_correction, origins))
    assert kind_of(cleanup("doubled")) not in CORRECTIONS


def test_kept_places_are_counted_by_form(session):
    session.perform("i1", keep(*doubts(session.issue("i1"), 0.5)))
    assert [(place.text, number) for place, number in session.lessons().kept_once.items()] == [
        ("袋盖", 1),
        ("袋盖", 1),
    ]
    session.undo()
    assert dict(session.lessons().kept_once) == {}


def test_lessons_are_read_from_the_file_as_they_were_when_it_was_closed(session, tmp_path):
    one, two = doubts(session.issue("i1"), 0.5)
    session.perform("i1", accept(one, "覆盖"))
    session.perform("i1", keep(two))
    before = session.lessons()
    session.close()
    with Session.open(tmp_path / "p.annotator") as again:
        after = again.lessons()
        assert dict(after.corrections) == dict(before.corrections) == {ACCEPTED: 1}
        assert dict(after.kept_once) == dict(before.kept_once) == {Kept("。网络", "袋盖", "很好。"): 1}
        assert again.lessons() is after


def test_what_is_kept_in_step_is_what_would_be_read_anew(session):
    session.lessons()
    session.perform("i1", accept(first(session), "覆盖"))
    session.perform("i1", keep(first(session), alike=True))
    session.perform("i2", ReplaceText("b7", 0, 2, "匆匆", "纷纷", "typing"))
    anew = LessonBook(session._file, lambda: session.lessons().rules).current()
    now = session.lessons()
    assert (now.words, now.kept, now.kept_once, now.corrections) == (
        anew.words,
        anew.kept,
        anew.kept_once,
        anew.corrections,
    )


def test_one_correction_flags_the_same_misreading_in_another_issue(session):
    def found():
        operation = check_issue(session.issue("i2"), None, lessons=session.lessons())
        return [
            (flag.text, flag.candidates[0].text)
            for flags in operation.flags.values()
            for flag in flags
            if flag.reason == "memory.corrected"
        ]

    assert found() == []
    session.perform("i1", accept(first(session), "覆盖"))
    assert found() == [("袋盖", "覆盖"), ("袋盖", "覆盖")]


def test_a_paragraph_counts_as_proofread_once_everything_in_it_is_decided(session):
    assert session.lessons().proofread == ()
    session.perform("i1", keep(first(session)))
    text = session.issue("i1").blocks["b3"].text
    assert session.lessons().proofread == (text,)
    session.undo()
    assert session.lessons().proofread == ()
