"""Decisions are taken with one key each, the least certain first."""

import pytest

from annotator.model.article import Role
from annotator.model.check import problems
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


@pytest.mark.parametrize("key", ["Enter", "Space", "2"])
def test_nothing_is_decided_out_of_view(desk, key):
    desk.workspace.show_article("a1")
    desk.press(key, desk.window.article_view)
    assert status(desk, "d2") is DecisionStatus.OPEN
    assert desk.workspace.article_id == "a2"
    desk.press(key, desk.window.article_view)
    assert status(desk, "d2") is not DecisionStatus.OPEN


def test_space_leaves_the_text_as_it_is_and_settles_the_decision(desk):
    before = desk.issue.articles, desk.issue.blocks
    desk.press("Space", desk.window.article_view)
    assert status(desk, "d2") is DecisionStatus.CONFIRMED
    assert (desk.issue.articles, desk.issue.blocks) == before
    assert desk.window.arranging.decision.id == "d1"


def test_tab_goes_on_and_back_undecided(desk):
    desk.press("Tab", desk.window.article_view)
    assert desk.window.arranging.decision.id == "d1"
    assert status(desk, "d2") is DecisionStatus.OPEN
    desk.press("Shift+Tab", desk.window.article_view)
    assert desk.window.arranging.decision.id == "d2"


def test_a_number_does_another_choice_and_backspace_takes_it_back(desk):
    before = desk.issue
    assert [choice.code for choice in desk.window.arranging.choices][:2] == [
        "arrange.keep",
        "arrange.title_of",
    ]
    desk.press("2", desk.window.article_view)
    assert status(desk, "d2") is DecisionStatus.OVERRULED
    assert desk.issue.article_of("t2").id == "a1"
    assert desk.window.arranging.decision.id == "d1"
    desk.press("Backspace", desk.window.article_view)
    assert desk.issue == before
    assert desk.window.arranging.decision.id == "d2"


def test_a_click_on_a_choice_does_it(desk):
    buttons = [button for button in desk.window.decisions._choices._buttons if button.isVisible()]
    assert len(buttons) == len(desk.window.arranging.choices)
    heading = next(n for n, c in enumerate(desk.window.arranging.choices) if c.code == "arrange.role")
    buttons[heading].click()
    desk.settle()
    assert desk.issue.blocks["t2"].role is Role.HEADING


def test_a_rebuilt_issue_keeps_the_choice(desk):
    desk.press("2", desk.window.article_view)
    desk.press("Ctrl+Shift+R", desk.window.article_view)
    desk._qtbot.waitUntil(lambda: not desk.window.rerunning.is_busy, timeout=10000)
    assert desk.issue.article_of("t2").id == desk.issue.article_of("b1").id
    assert desk.issue.decisions["d2"].status is DecisionStatus.OVERRULED
    assert problems(desk.issue) == []


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


def test_a_number_without_a_choice_does_nothing_and_says_so_for_a_moment(desk):
    panel, shown = desk.window.decisions, desk.window.arranging.decision.id
    before = panel._reason.text()
    desk.press("9")
    assert desk.window.arranging.decision.id == shown
    assert panel._reason.text() == "There is no choice 9."
    panel._calm.timeout.emit()
    assert panel._reason.text() == before
