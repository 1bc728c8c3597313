"""A changed place says what differs, who may have changed it, and how it is put back."""

import pytest
from helpers.hand_made import hand_made_issue
from helpers.issues import issues
from hypothesis import given

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.check import problems
from annotator.model.issue import Issue
from annotator.model.operations import OperationError, Replacement, ReplaceSeries, ReplaceText, perform
from annotator.model.origin import TYPING, signed
from annotator.model.page import Page
from annotator.services.editing.changes import changes_in, changes_of, maker_of, revert

ORIGIN = signed(TYPING, "何田")


def test_only_what_differs_is_the_core():
    issue = ReplaceText("b1", 0, 4, "网络覆盖", "网络袋盖", ORIGIN).apply(hand_made_issue())
    (change,) = changes_of(issue, "b1")
    assert (change.start, change.end, change.raw) == (0, 4, "网络袋盖")
    assert change.core() == (2, 3, "袋")


@given(issues())
def test_reverting_all_changes_brings_back_the_raw_text_and_can_be_undone(issue):
    for block_id in issue.blocks:
        for change in reversed([entry for entry in changes_of(issue, block_id) if entry.can_be_reverted]):
            done = perform(issue, revert(change))
            assert done.inverse.apply(done.issue) == issue
            assert not problems(done.issue)
            issue = done.issue
        assert not [entry for entry in changes_of(issue, block_id) if entry.can_be_reverted and entry.raw]


def test_a_place_that_was_changed_since_is_not_reverted():
    issue = ReplaceText("b1", 2, 4, "覆盖", "袋盖", ORIGIN).apply(hand_made_issue())
    (change,) = changes_of(issue, "b1")
    later = ReplaceText("b1", 2, 4, "掩盖", "覆盖", ORIGIN).apply(issue)
    with pytest.raises(OperationError):
        revert(change).apply(later)


def test_a_caret_touches_what_stands_before_and_behind_it():
    issue = ReplaceText("b1", 2, 4, "覆盖", "袋盖", ORIGIN).apply(hand_made_issue())
    assert [len(changes_in(issue, "b1", at, at)) for at in (1, 2, 4, 5)] == [0, 1, 1, 0]
    assert len(changes_in(issue, "b1", 4, 6)) == 0


def test_the_latest_operation_with_that_text_made_it():
    issue = ReplaceText("b1", 2, 4, "覆盖", "袋盖", ORIGIN).apply(hand_made_issue())
    (change,) = changes_of(issue, "b1")
    series = ReplaceSeries((Replacement("b1", 2, 4, "袋盖", "覆盖"),), "series")
    mine = ReplaceText("b1", 2, 4, "覆盖", "袋盖", ORIGIN)
    elsewhere = ReplaceText("b2", 2, 4, "覆盖", "袋盖", ORIGIN)
    assert maker_of(change, [(elsewhere, "3"), (series, "2"), (mine, "1")]) == "1"
    assert maker_of(change, [(elsewhere, "3")]) == "3"  # the block may have been joined to another since
    assert maker_of(change, [(series, "2")]) == ""


def test_a_change_over_a_line_end_is_reverted_without_the_line_end():
    page = Page("p1", "a.txt", "网络袋\n盖全市 of the\nold canal")
    run = Run("p1", 2, len(page.raw) - 6, "覆盖全市 of the", ORIGIN)
    block = build_block(
        "b1", Role.BODY, (Run("p1", 0, 2), run, Run("p1", run.end, len(page.raw))), {"p1": page}
    )
    containers = (
        Article("a1", Kind.ARTICLE, ("b1",)),
        Article(FURNITURE_ID, Kind.FURNITURE),
        Article(UNPLACED_ID, Kind.UNPLACED),
    )
    issue = Issue("i1", "a", {"p1": page}, {each.id: each for each in containers}, ("a1",), {"b1": block})
    (change,) = changes_of(issue, "b1")
    assert change.can_be_reverted
    done = perform(issue, revert(change))
    assert done.issue.blocks["b1"].text == "网络袋盖全市 of the old canal"
    assert done.inverse.apply(done.issue) == issue
    assert not problems(done.issue)
