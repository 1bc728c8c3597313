"""A check never asks again what a person has decided or written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.made import bridge_issue, flag

from annotator.model.flag import FlagStatus
from annotator.model.operations import OperationError, ReplaceText, SplitBlock, perform
from annotator.services.checks.checking import (
    check_issue,
    checked_blocks,
    corrections_in,
    merged_flags,
)
from annotator.services.doubts.review import accept, doubts, keep
from annotator.services.project.lessons import Lessons
from annotator.services.project.session import Session

TEXT = "网络袋盖全市，桥上灯火通明，市民"


def found(*places):
    return [flag(TEXT, start, wrong, "某某") for start, wrong in places]


def test_new_flags_replace_the_open_ones():
    issue = bridge_issue()
    merged = merged_flags(issue, issue.blocks["b3"], found((0, "网络")))
    assert [(entry.start, entry.text, entry.status) for entry in merged] == [(0, "网络", FlagStatus.OPEN)]
    assert merged[0].id not in ("", "f1")


def test_what_was_kept_is_not_asked_again():
    issue = bridge_issue()
    issue = perform(issue, keep(next(doubts(issue, 0.5)))).issue
    merged = merged_flags(issue, issue.blocks["b3"], found((2, "袋盖"), (3, "盖全"), (0, "网络")))
    assert [(entry.text, entry.status) for entry in merged] == [
        ("袋盖", FlagStatus.KEPT),
        ("网络", FlagStatus.OPEN),
    ]


def test_what_was_accepted_or_written_is_not_flagged():
    issue = bridge_issue()
    issue = perform(issue, accept(next(doubts(issue, 0.5)), "掩盖")).issue
    issue = perform(issue, ReplaceText("b3", 7, 8, "桥", "桥", "typing")).issue
    issue = perform(issue, ReplaceText("b3", 13, 13, "甲乙", "", "typing")).issue
    text = issue.blocks["b3"].text
    merged = merged_flags(
        issue, issue.blocks["b3"], [flag(text, 2, "掩盖"), flag(text, 13, "甲乙"), flag(text, 9, "灯火")]
    )
    assert [(entry.text, entry.status) for entry in merged] == [
        ("掩盖", FlagStatus.ACCEPTED),
        ("灯火", FlagStatus.OPEN),
    ]


def test_texts_kept_everywhere_are_not_flagged(tmp_path):
    issue = bridge_issue()
    assert (
        merged_flags(issue, issue.blocks["b3"], found((2, "袋盖")), Lessons(kept=frozenset({"袋盖"}))) == ()
    )


def test_what_lies_in_a_known_word_is_not_flagged_but_house_rules_are():
    issue = bridge_issue()
    rule = replace(flag(TEXT, 3, "盖", ""), detector="house_rules")
    merged = merged_flags(
        issue,
        issue.blocks["b3"],
        [*found((2, "袋盖"), (3, "盖全")), rule],
        Lessons(words=frozenset({"络袋盖"})),
    )
    assert [(entry.start, entry.text) for entry in merged] == [(3, "盖全"), (3, "盖")]


def test_what_is_kept_everywhere_is_known_in_the_project_until_taken_back(tmp_path):
    with Session.create(tmp_path / "p.annotator", "p") as session:
        session.add_issue(bridge_issue())
        first, second = doubts(session.issue("i1"), 0.5)
        session.perform("i1", keep(first))
        assert session.lessons().kept == frozenset()
        session.perform("i1", keep(second, alike=True))
        assert session.lessons().kept == frozenset({"袋盖"})
        session.undo()
        assert session.lessons().kept == frozenset()


def test_furniture_and_tray_are_not_checked():
    assert {block.id for block in checked_blocks(bridge_issue())} == {
        "b1",
        "b2",
        "b3",
        "b4",
        "b5",
        "b6",
        "b7",
    }


def test_a_check_of_a_text_that_changed_since_is_refused():
    issue = bridge_issue()
    operation = check_issue(issue, None, ["b3"])
    changed = perform(issue, ReplaceText("b3", 0, 1, "", "网", "typing")).issue
    with pytest.raises(OperationError):
        operation.apply(changed)
    assert operation.apply(issue).blocks is issue.blocks


def test_corrections_are_counted_and_clean_ups_are_not():
    issue = bridge_issue()
    assert corrections_in(issue) == 0
    issue = perform(issue, accept(next(doubts(issue, 0.5)), "覆盖")).issue
    issue = perform(issue, SplitBlock("b3", 9, "n1")).issue
    assert corrections_in(issue) == 1
