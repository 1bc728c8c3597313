"""Changed blocks are checked again beside the window; stale findings are dropped."""

import threading
from dataclasses import replace

import pytest

from annotator.model.flag import Flag, FlagStatus
from annotator.model.operations import KeepFlags, SetFlags
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Checked, ModelChoice
from annotator.services.project.changes import Cause
from annotator.services.project.project_words import add_word


@pytest.fixture
def checks(desk, monkeypatch):
    """Replace the check by one that flags every 坏, and may be held up."""
    calls, hold = [], threading.Event()
    hold.set()

    def check(_place, issue, _models, block_ids, _kept, _counting, _views):
        hold.wait(5)
        calls.append(list(block_ids))
        flags = {}
        for block_id in block_ids:
            text = issue.blocks[block_id].text
            flags[block_id] = tuple(
                Flag(at, at + 1, "坏", 0.9, "lattice", "lattice.unlikely", id=f"n{len(calls)}-{at}")
                for at, character in enumerate(text)
                if character == "坏"
            )
        return Checked(SetFlags(flags, {key: issue.blocks[key].text for key in flags}))

    monkeypatch.setattr(errands, "check", check)
    desk.window.rechecking.set_models(ModelChoice())
    desk.window.rechecking._pause.setInterval(10)
    desk.window.rechecking._calm.stop()
    desk.window.rechecking._calm.setInterval(100_000)
    return calls, hold


def flags(desk, block_id):
    return [flag.text for flag in desk.issue.flags.get(block_id, ())]


def test_a_changed_block_gets_new_flags(desk, qtbot, checks):
    desk.press("F2")
    desk.window.article_view.set_caret("b2", 7)
    desk.type("坏")
    qtbot.waitUntil(lambda: flags(desk, "b2") == ["坏"])
    assert set(checks[0][0]) == {"b2"}


def test_a_check_is_undone_with_the_step_before_it(desk, qtbot, checks):
    desk.press("F2")
    desk.window.article_view.set_caret("b2", 7)
    desk.type("坏")
    qtbot.waitUntil(lambda: flags(desk, "b2") == ["坏"])
    desk.press("Ctrl+Z")
    assert flags(desk, "b2") == ["袋盖"]
    assert "坏" not in desk.text("b2")


def test_findings_about_a_text_that_has_changed_meanwhile_are_dropped(desk, qtbot, checks):
    calls, hold = checks
    hold.clear()
    desk.press("F2")
    desk.window.article_view.set_caret("b2", 7)
    desk.type("坏")
    desk.settle()
    desk.type("了")
    hold.set()
    qtbot.waitUntil(lambda: len(calls) == 2)
    qtbot.waitUntil(lambda: flags(desk, "b2") == ["坏"])
    assert [step.machine for step in desk.session.done_steps].count(True) == 1


def test_findings_that_are_not_new_are_no_step(desk, qtbot, checks, monkeypatch):
    same = desk.issue.flags["b1"]

    def check(_place, issue, _models, block_ids, _kept, _counting, _views):
        checks[0].append(list(block_ids))
        fresh = tuple(replace(flag, id=f"other-{flag.id}") for flag in issue.flags.get("b1", ()))
        return Checked(SetFlags({"b1": fresh}, {"b1": issue.blocks["b1"].text}))

    monkeypatch.setattr(errands, "check", check)
    desk.press("F2")
    desk.window.article_view.set_caret("b1", 8)
    desk.type("都")
    qtbot.waitUntil(lambda: len(checks[0]) == 1)
    desk.settle()
    assert [flag.id for flag in desk.issue.flags["b1"]] == [flag.id for flag in same]
    assert desk.session.recent()[0].step.machine is False


def test_nothing_is_checked_when_something_is_undone(desk, qtbot, checks):
    events = []
    desk.workspace.changed.connect(events.append)
    desk.press("Enter")
    qtbot.waitUntil(lambda: len(checks[0]) == 1)
    desk.press("Ctrl+Z")
    desk.settle(150)
    assert len(checks[0]) == 1
    assert events[-1].cause is Cause.UNDO


def test_what_was_decided_meanwhile_is_not_opened_again(desk, qtbot, checks):
    calls, hold = checks
    hold.clear()
    desk.press("F2")
    desk.window.article_view.set_caret("b2", 7)
    desk.type("坏")
    desk.settle(80)
    (flag,) = desk.issue.flags["b2"]
    desk.workspace.perform(KeepFlags((("b2", flag.id),)))
    hold.set()
    qtbot.waitUntil(lambda: len(calls) == 1)
    desk.settle()
    assert [entry.status for entry in desk.issue.flags["b2"]] == [FlagStatus.KEPT]


def test_what_is_kept_alike_is_known_to_the_next_check(desk, qtbot, checks, monkeypatch):
    known = []

    def check(_place, issue, _models, block_ids, lessons, _counting, _views):
        known.append(lessons.known)
        return Checked(SetFlags({}, {}))

    monkeypatch.setattr(errands, "check", check)
    desk.press("Shift+Space")
    desk.press("F2")
    desk.type("了")
    qtbot.waitUntil(lambda: known == [frozenset({"袋盖"})])


def test_what_is_learnt_reaches_the_other_blocks_shortly_after(desk, qtbot, checks):
    calls, _ = checks
    desk.window.rechecking._calm.setInterval(10)
    desk.press("Enter")
    qtbot.waitUntil(lambda: len(calls) >= 2)
    assert calls[0] == ["b1"]
    assert set(calls[1]) == {"b2", "b3"}


def test_an_added_word_is_looked_for_in_the_whole_issue(desk, qtbot, checks):
    calls, _ = checks
    desk.window.rechecking._calm.setInterval(10)
    add_word(desk.session, desk.workspace.issue_id, "高兴")
    qtbot.waitUntil(lambda: len(calls) == 1)
    assert calls[0] == ["b4"]


def test_a_new_name_has_names_like_it_checked_shortly_after(desk, qtbot, checks):
    calls, _ = checks
    desk.window.rechecking._calm.setInterval(10)
    desk.window.rechecking.look_around()
    desk.settle(100)
    calls.clear()
    desk.press("F2")
    desk.window.article_view.set_caret("b1", 0)
    desk.type("春茶产")
    qtbot.waitUntil(lambda: any("b4" in call for call in calls))
    assert calls[0] == ["b1"]
