"""A session performs durably, takes back and does again, and survives closing."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from helpers.made import bridge_issue

from annotator.errors import UserError
from annotator.model.flag import Flag
from annotator.model.journal import replay
from annotator.model.operations import OperationError, ReplaceText, SetFlags, SplitBlock
from annotator.services.doubts.review import accept, doubts
from annotator.services.project.changes import Cause
from annotator.services.project.session import Session, new_id
from annotator.store.project_file import ProjectFile


@pytest.fixture
def path(tmp_path):
    return tmp_path / "项目.annotator"


@pytest.fixture
def session(path):
    with Session.create(path, "项目", who="甲") as made:
        made.add_issue(bridge_issue())
        yield made


def typed(start, end, text, expected, block="b3"):
    return ReplaceText(block, start, end, text, expected, "typing@甲")


def test_what_was_done_is_found_again_after_closing(path):
    with Session.create(path, "项目") as session:
        session.add_issue(bridge_issue())
        session.perform("i1", typed(2, 3, "覆", "袋"))
        session.perform("i1", SplitBlock("b3", 7, "n1"))
        expected = session.issue("i1")
    with Session.open(path) as session:
        assert session.issue("i1") == expected
        assert [entry.operation for entry in session.recent()] == [
            SplitBlock("b3", 7, "n1"),
            typed(2, 3, "覆", "袋"),
        ]


def test_undo_and_redo_survive_closing(path):
    with Session.create(path, "项目") as session:
        session.add_issue(bridge_issue())
        session.perform("i1", typed(2, 3, "覆", "袋"))
        session.perform("i1", typed(0, 0, "据悉，", ""))
        changed = session.issue("i1")
        session.undo()
    with Session.open(path) as session:
        assert session.can_redo
        session.undo()
        assert session.issue("i1") == bridge_issue()
        assert not session.can_undo
    with Session.open(path) as session:
        session.redo()
        session.redo()
        assert session.issue("i1") == changed
        assert not session.can_redo


def test_several_operations_are_one_step(session):
    session.perform("i1", typed(2, 3, "覆", "袋"), typed(7, 8, "覆", "袋", "b7"))
    assert len(session.undo()) == 2
    assert session.issue("i1") == bridge_issue()


def test_typing_that_goes_on_is_one_step(session):
    session.perform("i1", typed(0, 0, "据", ""))
    session.perform("i1", typed(1, 1, "悉", ""), continued=True)
    session.undo()
    assert session.issue("i1") == bridge_issue()


def test_new_flags_go_with_the_step_before_them(session):
    session.perform("i1", typed(2, 3, "覆", "袋"))
    text = session.issue("i1").blocks["b3"].text
    session.perform("i1", SetFlags({"b3": ()}, {"b3": text}), machine=True)
    session.undo()
    assert session.issue("i1") == bridge_issue()
    session.redo()
    assert session.issue("i1").blocks["b3"].text == text
    assert "b3" not in session.issue("i1").flags


def test_what_is_lasting_stays_whatever_is_taken_back_and_the_journal_still_leads_there(session, path):
    bare = replace(bridge_issue(), id="i2", flags={})
    session.write_issue(bare, is_checked=False)
    session.take_issue(bare)
    assert session.unchecked() == ("i2",)
    session.perform("i2", typed(2, 3, "覆", "袋"))
    assert session.touched("i2") == {"b3"}
    text = bare.blocks["b7"].text
    flag = Flag(0, 1, text[0], 0.9, "lattice", "lattice.unlikely", id="f9")
    session.perform("i2", SetFlags({"b7": (flag,)}, {"b7": text}), lasting=True)
    assert session.touched("i2") == {"b3"}
    session.undo()
    assert session.issue("i2") == replace(bare, flags={"b7": (flag,)})
    session.redo()
    session.note_checked("i2")
    present = session.issue("i2")
    assert present.blocks["b3"].text != bare.blocks["b3"].text
    session.close()
    with ProjectFile.open(path) as file:
        assert file.load_issue("i2") == present == replay(*file.history_of("i2"))
    with Session.open(path) as again:
        assert (again.unchecked(), again.touched("i2")) == ((), {"b3"})


def test_a_step_that_can_no_longer_be_done_again_is_given_up(session, path):
    issue = session.issue("i1")
    (doubt, _) = doubts(issue, 0.5)
    session.perform("i1", accept(doubt, "覆盖"))
    session.undo()
    session.perform("i1", SetFlags({"b3": ()}, {"b3": issue.blocks["b3"].text}), machine=True)
    before = session.issue("i1")
    with pytest.raises(OperationError):
        session.redo()
    assert session.issue("i1") == before
    assert not session.can_redo
    session.close()
    with Session.open(path) as again:
        assert again.issue("i1") == before
        assert not again.can_redo


def test_listeners_hear_of_changes_once_they_are_on_disk(session):
    heard = []
    end = session.subscribe(
        lambda event: heard.append((event.cause, set(event.patch.blocks), session.recent(1)[0].operation))
    )
    operation = typed(2, 3, "覆", "袋")
    session.perform("i1", operation)
    assert heard == [(Cause.DO, {"b3"}, operation)]
    end()
    session.undo()
    assert len(heard) == 1


def test_an_operation_that_does_not_fit_changes_nothing(session):
    with pytest.raises(OperationError):
        session.perform("i1", typed(2, 3, "覆", "袋"), typed(0, 1, "错", "不是"))
    assert session.issue("i1") == bridge_issue()
    assert session.recent() == ()
    assert not session.can_undo


def test_a_failed_write_changes_nothing_in_memory(session, monkeypatch):
    def full(*args, **kwargs):
        raise UserError("project.write", file="项目", reason="disk full")

    with monkeypatch.context() as patched:
        patched.setattr(ProjectFile, "record", full)
        with pytest.raises(UserError):
            session.perform("i1", typed(2, 3, "覆", "袋"))
        assert session.issue("i1") == bridge_issue()
        assert not session.can_undo
    session.perform("i1", typed(2, 3, "覆", "袋"))
    assert session.can_undo


class Stuck:
    """A disk that writes nothing until it is told to, and then may fail."""

    def __init__(self, monkeypatch):
        self.may_write, self.error = threading.Event(), None
        begin = ProjectFile.begin_writing

        def begin_late(file, work):
            def late(database):
                assert self.may_write.wait(10)
                if self.error:
                    raise self.error
                return work(database)

            return begin(file, late)

        monkeypatch.setattr(ProjectFile, "begin_writing", begin_late)


def test_what_is_written_behind_is_shown_at_once_and_on_disk_when_saved(path, session, monkeypatch):
    disk, told = Stuck(monkeypatch), []
    session.subscribe(told.append)
    session.perform("i1", typed(2, 3, "覆", "袋"), behind=True)
    assert session.issue("i1").blocks["b3"].text[2] == "覆"
    assert session.can_undo
    assert [event.cause for event in told] == [Cause.DO]
    disk.may_write.set()
    session.save()
    monkeypatch.undo()
    with Session.open(path, read_only=True) as other:
        assert other.issue("i1") == session.issue("i1")
        assert other.done_steps == session.done_steps


@pytest.mark.parametrize("next_one", ["save", "perform"])
def test_what_was_written_behind_and_failed_is_taken_back_before_anything_else(
    session, monkeypatch, next_one
):
    session.perform("i1", typed(0, 0, "甲", ""))
    session.perform("i1", typed(0, 0, "乙", ""))
    session.undo()
    before, steps, told = session.issue("i1"), session.done_steps, []
    session.subscribe(told.append)
    with monkeypatch.context() as patched:
        disk = Stuck(patched)
        disk.error = UserError("project.write", file="项目", reason="full")
        session.perform("i1", typed(3, 4, "覆", "袋"), behind=True)
        disk.may_write.set()
        with pytest.raises(UserError, match=r"project\.write"):
            session.save() if next_one == "save" else session.perform("i1", typed(0, 0, "丙", ""))
    assert (session.issue("i1"), session.done_steps) == (before, steps)
    assert [event.cause for event in told] == [Cause.DO, Cause.UNDO]
    assert told[-1].patch.apply(told[0].patch.apply(before)) == before
    assert session.can_redo  # what was undone before can still be done again
    session.redo()
    session.perform("i1", typed(0, 0, "丁", ""), behind=True)
    session.save()
    assert [step.seq for step in session.done_steps] == sorted({step.seq for step in session.done_steps})


def test_undo_and_redo_may_be_written_behind_too(path, session):
    session.perform("i1", typed(2, 3, "覆", "袋"), behind=True)
    changed = session.issue("i1")
    session.undo(behind=True)
    assert session.issue("i1") == bridge_issue()
    session.redo(behind=True)
    assert session.issue("i1") == changed
    session.close()
    with Session.open(path, read_only=True) as other:
        assert other.issue("i1") == changed
        assert [step.seq for step in other.done_steps] == [2]


def test_a_read_only_project_refuses_changes(path):
    with Session.create(path, "项目") as session:
        session.add_issue(bridge_issue())
    with Session.open(path, read_only=True) as session:
        assert session.issue("i1") == bridge_issue()
        with pytest.raises(UserError, match=r"project\.read_only"):
            session.perform("i1", typed(2, 3, "覆", "袋"))
        assert not session.can_undo


def test_project_data_is_kept(path):
    with Session.create(path, "项目") as session:
        assert session.data("words") is None
        session.set_data("words", ["边民互市"])
    with Session.open(path) as session:
        assert session.data("words") == ["边民互市"]


def test_identifiers_do_not_repeat():
    assert len({new_id("s") for _ in range(1000)}) == 1000
