"""Figures of a project count what is there: what was found, corrected, kept, and what is expected to be left."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.flag import FlagStatus
from annotator.model.operations import (
    AcceptFlag,
    KeepFlags,
    Replacement,
    ReplaceSeries,
    ReplaceText,
    SetFlags,
)
from annotator.model.progress import Stage
from annotator.services.doubts.stream import Choice
from annotator.services.project.progress import mark
from annotator.services.project.session import Session
from annotator.services.reports.statistics import ChangeKind, change_kind, issue_figures, project_figures


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "p.annotator", "P", who="李编辑") as made:
        made.add_issue(hand_made_issue())
        yield made


def figures(session, threshold=0.5):
    return project_figures(session.path, Choice(threshold))


def test_an_untouched_issue_has_its_characters_its_doubts_and_no_corrections(session):
    (issue,) = figures(session).issues
    text = "".join(block.text for name in ("a1", "a2") for block in hand_made_issue().blocks_of(name))
    assert issue.characters == len("".join(text.split()))
    assert issue.found == {("lattice", FlagStatus.OPEN): 4}
    assert (issue.corrections, issue.stages) == (0, {Stage.UNREAD: 2})
    assert issue.expected == pytest.approx(0.97 + 0.96 + 0.95 + 0.9 + 0.2)
    assert issue.rate_before == issue.rate_now == pytest.approx(1000 * issue.expected / issue.characters)


def test_what_was_decided_is_counted_by_kind_day_and_person(session):
    flag = session.issue("i1").flags["b1"][0]
    session.perform("i1", AcceptFlag("b1", flag.id, "覆盖", "flag:lattice@李编辑", "袋盖"))
    kept = session.issue("i1").flags["b4"][0]
    session.perform("i1", KeepFlags((("b4", kept.id),)))
    text = session.issue("i1").blocks["b3"].text
    at = text.index("袋盖")
    session.perform("i1", ReplaceSeries((Replacement("b3", at, at + 2, "袋盖", "覆盖"),), "series@李编辑"))
    session.perform("i1", ReplaceText("b4", 0, 0, "据悉", "", "typing@李编辑"))
    session.perform("i1", ReplaceText("b4", 2, 2, "，", "", "typing@李编辑"), continued=True)
    mark(session, "i1", ["a2"], Stage.FINAL)
    found = figures(session)
    (issue,) = found.issues
    assert issue.pairs == {("袋盖", "覆盖"): 2, ("", "据悉，"): 1}
    assert issue.changes == {ChangeKind.REPLACED: 2, ChangeKind.INSERTED: 1}
    assert issue.found[("lattice", FlagStatus.ACCEPTED)] == 1
    assert issue.found[("lattice", FlagStatus.KEPT)] == 1
    assert issue.stages == {Stage.UNREAD: 1, Stage.FINAL: 1}
    (day,) = found.days
    # A candidate taken, a series of one, and one stretch of typing.
    assert (day.who, day.corrected, day.kept) == ("李编辑", 3, 1)


def test_what_was_undone_or_added_by_the_program_is_nobodys_work(session):
    session.perform("i1", ReplaceText("b4", 0, 0, "据悉", "", "typing"))
    session.undo()
    text = session.issue("i1").blocks["b4"].text
    session.perform("i1", SetFlags({"b4": ()}, {"b4": text}), machine=True)
    assert figures(session).days == ()


def test_flags_below_the_threshold_are_not_found_but_may_still_be_errors():
    low, high = issue_figures(hand_made_issue(), 0.1), issue_figures(hand_made_issue(), 0.99)
    assert (sum(low.found.values()), sum(high.found.values())) == (5, 0)
    assert low.expected == high.expected


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("袋", "覆", ChangeKind.REPLACED),
        ("", "投", ChangeKind.INSERTED),
        (" ", "投", ChangeKind.INSERTED),
        ("企企", "", ChangeKind.DELETED),
        (",", "，", ChangeKind.PUNCTUATION),
        ("", "。", ChangeKind.PUNCTUATION),
        ("0", "", ChangeKind.DELETED),
        ("𠮷", "吉", ChangeKind.REPLACED),
    ],
)
def test_a_correction_has_the_kind_an_editor_would_call_it(before, after, kind):
    assert change_kind(before, after) is kind


def test_the_total_is_the_sum_of_the_issues(session):
    second = hand_made_issue()
    session.add_issue(type(second)(**{**{f: getattr(second, f) for f in second.__slots__}, "id": "i2"}))
    found = figures(session)
    assert found.total.characters == 2 * found.issues[0].characters
    assert found.total.stages == {Stage.UNREAD: 4}
    assert found.total.rate_now == pytest.approx(found.issues[0].rate_now)
