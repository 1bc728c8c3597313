"""The candidates of a doubt: which can be taken by a digit, and which find room."""

from dataclasses import replace

from helpers.hand_made import hand_made_issue
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.flag import Candidate
from annotator.services.project.session import Session


def with_candidates(count):
    """Return the issue made by hand, its first doubt with so many candidates."""
    issue = hand_made_issue()
    flag = issue.flags["b1"][0]
    candidates = tuple(Candidate(f"覆盖了{number}", 0.9 - 0.1 * number) for number in range(1, count + 1))
    return replace(issue, flags={**issue.flags, "b1": (replace(flag, candidates=candidates),)})


def test_a_digit_takes_another_candidate(desk):
    desk.press("2")
    assert desk.text("b1").startswith("网络袋装")


def test_a_digit_without_candidate_does_nothing_and_says_so_for_a_moment(desk):
    strip = desk.window.strip
    before = strip.reason.text()
    QTest.keyClick(desk.window.article_view, Qt.Key.Key_7)
    assert strip.reason.text() == "There is no candidate 7."
    strip.refresh()
    assert strip.reason.text() == "There is no candidate 7."
    assert desk.text("b1").startswith("网络袋盖")
    assert desk.selected() == ("b1", 2, "b1", 4)
    strip._calm.setInterval(1)
    desk.settle()
    assert strip.reason.text() == before


def test_a_candidate_that_finds_no_room_is_not_taken_unseen(tmp_path, make_desk):
    with Session.create(tmp_path / "project.annotator", "Project") as session:
        session.add_issue(with_candidates(8))
    desk = make_desk(tmp_path / "project.annotator")
    strip = desk.window.strip
    strip.row.setFixedWidth(150)
    strip.refresh()
    assert [button.isVisible() for button in strip.buttons[:3]] == [True, False, False]
    desk.press("8")
    assert desk.text("b1").startswith("网络袋盖")
    assert "wider window" in desk.words(strip)
    strip.row.setFixedWidth(2000)
    desk.settle()
    desk.press("8")
    assert desk.text("b1").startswith("网络覆盖了8")


def test_shares_of_candidates_make_room_for_candidates(tmp_path, make_desk):
    with Session.create(tmp_path / "project.annotator", "Project") as session:
        session.add_issue(with_candidates(5))
    desk = make_desk(tmp_path / "project.annotator")
    strip = desk.window.strip
    strip.row.setFixedWidth(2000)
    strip.refresh()
    assert "%" in strip.buttons[4].text()
    needed = sum(button.sizeHint().width() + 6 for button in strip.buttons[:5])
    strip.row.setFixedWidth(needed - 20)
    strip.refresh()
    assert [("%" in button.text(), button.isVisible()) for button in strip.buttons[:5]] == [
        (True, True),
        *[(False, True)] * 4,
    ]
