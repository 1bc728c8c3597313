"""Every choice of a decision is done as it says, as one undoable step, and nothing disappears by it."""

from __future__ import annotations

import pytest
from helpers.hand_made import hand_made_issue
from helpers.made import bridge_issue

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Kind, Role
from annotator.model.check import problems
from annotator.model.coverage import count
from annotator.model.decision import Decision, DecisionKind, DecisionStatus
from annotator.model.issue import Issue
from annotator.model.operations import perform
from annotator.services.editing.arranging import MOST_CHOICES, choices


def with_decision(issue: Issue, kind: DecisionKind, *blocks: str, reason: str = "test") -> Decision:
    decision = Decision("dx", kind, 0.5, reason, blocks=blocks)
    return issue.__class__(
        **{name: getattr(issue, name) for name in issue.__slots__ if name != "decisions"},
        decisions={**issue.decisions, "dx": decision},
    ), decision


def do(issue, choice):
    for operation in choice.operations:
        issue = perform(issue, operation).issue
    return issue


def by_code(issue, decision, code):
    return next(choice for choice in choices(issue, decision) if choice.code == code)


CASES = [
    (DecisionKind.TITLE, ("t2", "b4"), "title.similarity"),
    (DecisionKind.TITLE, ("t1",), "title.similarity"),
    (DecisionKind.ROLE, ("u1",), "role.unplaced"),
    (DecisionKind.ROLE, ("b2",), "role.guess"),
    (DecisionKind.JOIN, ("b2",), "join.untitled"),
    (DecisionKind.JOIN, ("t2",), "join.untitled"),
    (DecisionKind.SPLIT, ("b4",), "split.title"),
    (DecisionKind.SPLIT, ("b2", "b1"), "split.open_end"),
    (DecisionKind.ORDER, ("b2",), "order.moved"),
    (DecisionKind.PAGE, ("b2",), "page"),
    (DecisionKind.REPAIR, ("b2",), "repair.label"),
]


@pytest.mark.parametrize(("kind", "blocks", "reason"), CASES)
def test_every_choice_decides_and_nothing_disappears(kind, blocks, reason):
    issue, decision = with_decision(hand_made_issue(), kind, *blocks, reason=reason)
    found = choices(issue, decision)
    assert 1 <= len(found) <= MOST_CHOICES
    assert len({(choice.code, choice.values) for choice in found}) == len(found)
    assert sum(choice.code in ("arrange.keep", "arrange.dismiss") for choice in found) == 1
    for choice in found:
        after = do(issue, choice)
        assert after.decisions["dx"].status is not DecisionStatus.OPEN
        assert problems(after) == []
        assert count(after).total == count(issue).total
        same = (after.articles, after.blocks, after.jumps) == (issue.articles, issue.blocks, issue.jumps)
        assert same == (choice.code in ("arrange.keep", "arrange.dismiss"))


def test_a_title_goes_above_another_article():
    issue, decision = with_decision(hand_made_issue(), DecisionKind.TITLE, "t2")
    after = do(issue, by_code(issue, decision, "arrange.title_of"))
    assert after.articles["a1"].blocks[0] == "t2"
    assert after.articles["a2"].blocks == ("b4",)


def test_a_title_may_be_a_heading_or_the_name_of_a_section():
    issue, decision = with_decision(hand_made_issue(), DecisionKind.TITLE, "t2")
    assert do(issue, by_code(issue, decision, "arrange.role")).blocks["t2"].role is Role.HEADING
    after = do(issue, by_code(issue, decision, "arrange.furniture"))
    assert "t2" in after.articles[FURNITURE_ID].blocks
    assert after.blocks["t2"].role is Role.SECTION


def test_unplaced_text_goes_to_its_place_on_the_page():
    issue, decision = with_decision(hand_made_issue(), DecisionKind.ROLE, "u1", reason="role.unplaced")
    into = [choice for choice in choices(issue, decision) if choice.code == "arrange.into"]
    places = {do(issue, choice).article_of("u1").id for choice in into}
    assert places == {"a1", "a2"}
    after = next(after for choice in into if (after := do(issue, choice)).article_of("u1").id == "a2")
    assert after.articles["a2"].blocks == ("t2", "b4", "u1")
    own = do(issue, by_code(issue, decision, "arrange.new_article"))
    assert own.article_of("u1").kind is Kind.ARTICLE
    kept = do(issue, by_code(issue, decision, "arrange.keep"))
    assert kept.articles[UNPLACED_ID].blocks == ("u1",)


def test_paragraphs_are_joined_and_articles_split_and_merged():
    issue, decision = with_decision(hand_made_issue(), DecisionKind.SPLIT, "b2", "b1")
    joined = do(issue, by_code(issue, decision, "arrange.join"))
    assert joined.blocks["b1"].text.endswith("通话。")
    assert "b2" not in joined.blocks
    split = do(issue, by_code(issue, decision, "arrange.split_article"))
    assert split.article_of("b2").id != "a1"
    issue, decision = with_decision(hand_made_issue(), DecisionKind.SPLIT, "b4", reason="split.title")
    merged = do(issue, by_code(issue, decision, "arrange.merge"))
    assert merged.order == ("a1",)


def test_a_jump_is_taken_apart_and_linked_to_another_end():
    issue = bridge_issue()
    decision = issue.decisions["d1"]
    apart = do(issue, by_code(issue, decision, "arrange.unlink"))
    assert apart.jumps["j1"].target is None
    assert apart.article_of("b4").id != apart.article_of("b5").id
    assert any(jump.source is None and jump.target == "b5" for jump in apart.jumps.values())
    again = do(apart, by_code(apart, decision, "arrange.link"))
    assert again.article_of("b4").id == again.article_of("b5").id
    assert again.jumps["j1"].target == "b5"
    assert len(again.jumps) == 1


def test_a_piece_is_moved_within_its_article():
    issue, decision = with_decision(hand_made_issue(), DecisionKind.ORDER, "b2")
    earlier = do(issue, by_code(issue, decision, "arrange.earlier"))
    assert earlier.articles["a1"].blocks.index("b2") < earlier.articles["a1"].blocks.index("b1")
    later = do(issue, by_code(issue, decision, "arrange.later"))
    assert later.articles["a1"].blocks.index("b2") > later.articles["a1"].blocks.index("j1")


def test_a_piece_may_be_an_article_of_its_own():
    issue, decision = with_decision(hand_made_issue(), DecisionKind.ORDER, "b2")
    codes = [choice.code for choice in choices(issue, decision)]
    assert codes.index("arrange.new_article") < codes.index("arrange.earlier")
    apart = do(issue, by_code(issue, decision, "arrange.new_article"))
    assert apart.article_of("b2").blocks == ("b2",)
