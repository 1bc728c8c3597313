"""Decisions are confirmed with one key, the least certain first."""

import pytest

from annotator.model.decision import DecisionStatus


@pytest.fixture
def desk(desk):
    desk.press("Ctrl+3")
    return desk


def status(desk, decision_id):
    return desk.issue.decisions[decision_id].status


def test_the_least_certain_decision_comes_first_and_its_place_is_shown(desk):
    assert desk.window.arranging.decision.id == "d2"
    assert desk.workspace.article_id == "a2"
    assert desk.selected()[0] == "t2"


def test_enter_confirms_and_the_next_comes(desk):
    desk.press("Enter", desk.window.article_view)
    assert status(desk, "d2") is DecisionStatus.CONFIRMED
    assert desk.window.arranging.decision.id == "d1"
    assert desk.workspace.article_id == "a1"


def test_space_goes_on_and_leaves_it_open(desk):
    desk.press("Space", desk.window.article_view)
    assert desk.window.arranging.decision.id == "d1"
    assert status(desk, "d2") is DecisionStatus.OPEN
    desk.press("Space", desk.window.article_view)
    assert desk.window.arranging.decision.id == "d2"


def test_backspace_takes_back_and_shows_it_again(desk):
    desk.press("Enter", desk.window.article_view)
    desk.press("Backspace", desk.window.article_view)
    assert status(desk, "d2") is DecisionStatus.OPEN
    assert desk.window.arranging.decision.id == "d2"


def test_letters_and_enter_leave_the_text_alone(desk):
    before = [block.text for block in desk.window.article_view.blocks()]
    desk.type("x")
    assert [block.text for block in desk.window.article_view.blocks()] == before


def test_the_list_decides_with_the_same_keys(desk):
    desk.window.decisions.setFocus()
    desk.press("Enter")
    desk.press("Enter")
    assert {status(desk, key) for key in ("d1", "d2")} == {DecisionStatus.CONFIRMED}
    assert desk.window.decisions._list.topLevelItemCount() == 0
