"""Doubts come in reading order, one after the other, and series are decided at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.made import bridge_issue
from helpers.series import series_of

from annotator.model.flag import FlagStatus
from annotator.model.operations import OperationError, perform
from annotator.services.doubts.review import accept, doubts, keep, next_doubt, repair


def test_doubts_come_in_reading_order_above_the_threshold():
    issue = bridge_issue()
    assert [(doubt.block, doubt.best) for doubt in doubts(issue, 0.5)] == [("b3", "覆盖"), ("b7", "覆盖")]
    assert list(doubts(issue, 0.95)) == []


def test_the_next_doubt_wraps_around():
    issue = bridge_issue()
    assert next_doubt(issue, 0.5, None, None).block == "b3"
    assert next_doubt(issue, 0.5, None, ("b3", 3)).block == "b7"
    assert next_doubt(issue, 0.5, "a1", ("b7", 8)).block == "b3"


def test_no_doubt_is_left_when_all_are_decided():
    issue = bridge_issue()
    first, second = doubts(issue, 0.5)
    issue = perform(issue, accept(first, "覆盖", "甲")).issue
    issue = perform(issue, keep(second)).issue
    assert next_doubt(issue, 0.5, None, None) is None
    assert issue.blocks["b3"].text.startswith("网络覆盖全市")
    assert issue.blocks["b3"].runs[1].origin == "flag:lattice@甲"
    assert [flag.status for flag in issue.flags["b3"]] == [FlagStatus.ACCEPTED]
    assert [flag.status for flag in issue.flags["b7"]] == [FlagStatus.KEPT]


def test_a_series_is_repaired_by_one_operation():
    issue = bridge_issue()
    (series,) = series_of(issue, 0.5)
    assert (series.wrong, series.right, len(series.members)) == ("袋盖", "覆盖", 2)
    change = perform(issue, *repair(series.members, "覆盖")[issue.id])
    assert "袋盖" not in "".join(block.text for block in change.issue.blocks.values())
    assert change.inverse.apply(change.issue) == issue


def test_an_acceptance_of_another_text_than_was_shown_is_refused():
    issue = bridge_issue()
    doubt = next(doubts(issue, 0.5))
    stale = replace(accept(doubt, "覆盖"), expected="别的")
    with pytest.raises(OperationError):
        perform(issue, stale)
