"""A series may reach over the whole project, and is repaired as one step wherever its hits are."""

from dataclasses import replace

import pytest
from helpers.hand_made import hand_made_issue
from PySide6.QtWidgets import QMessageBox

from annotator.model.flag import FlagStatus
from annotator.model.provenance import Place
from annotator.services.doubts.stream import Choice, DoubtKind, Order, Scope
from annotator.services.project.session import Session
from annotator.ui.controllers.proofread import proofreading

PROJECT = Choice(0.5, order=Order.SERIES, scope=Scope.PROJECT)


@pytest.fixture
def desk(tmp_path, make_desk):
    """A desk with three issues of the same text, of which the first is shown."""
    path = tmp_path / "project.annotator"
    with Session.create(path, "Project") as session:
        for number in (1, 2, 3):
            session.add_issue(replace(hand_made_issue(), id=f"i{number}", name=f"第{number}期"))
    return make_desk(path)


def choose_project(desk):
    desk.workspace.choose(PROJECT)
    desk.calm()


def listed(desk):
    model = desk.window.flags._model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def texts(desk, block_id):
    return [desk.session.issue(issue).blocks[block_id].text for issue in ("i1", "i2", "i3")]


def test_series_over_the_project_are_listed_by_yield(desk):
    choose_project(desk)
    series = desk.window.found.series()
    assert [(entry.wrong, entry.right, len(entry.members)) for entry in series] == [
        ("袋盖", "覆盖", 9),
        ("容出", "突出", 3),
    ]
    assert listed(desk) == ["袋盖 → 覆盖", "容出 → 突出"]
    assert "×9" in desk.words(desk.window.strip)


def test_a_series_over_the_project_is_one_step(desk):
    choose_project(desk)
    desk.press("Ctrl+Return")
    assert all(text.startswith("网络覆盖") for text in texts(desk, "b1") + texts(desk, "b2"))
    assert desk.selected()[0] == "b4"
    assert len({entry.step.group for entry in desk.session.recent()}) == 1
    desk.calm()
    assert listed(desk) == ["容出 → 突出"]
    desk.press("Ctrl+Z")
    assert all("袋盖" in text for text in texts(desk, "b1") + texts(desk, "b2") + texts(desk, "b3"))
    desk.calm()
    assert listed(desk) == ["袋盖 → 覆盖", "容出 → 突出"]


def test_hits_of_other_issues_have_their_context_and_can_be_left_out(desk):
    choose_project(desk)
    desk.press("Shift+Enter")
    model, view = desk.window.flags._model, desk.window.flags._view
    top = view.currentIndex()
    assert model.rowCount(top) == 9
    other = model.index(4, 0, top)
    assert model.data(other) == "网络袋盖之后，老人也学会了视频通…"
    view.setCurrentIndex(other)
    assert desk.workspace.issue_id == "i1"  # looking through the list does not read issue after issue
    desk.press("Space")
    view.setCurrentIndex(top)
    desk.press("Enter")
    assert [text[:4] for text in texts(desk, "b2")] == ["网络覆盖", "网络袋盖", "网络覆盖"]


def test_a_hit_of_another_issue_is_gone_to_when_it_is_decided(desk):
    desk.workspace.choose(replace(PROJECT, threshold=0.1))
    desk.calm()
    flags = desk.window.flags
    series = next(entry for entry in desk.window.found.series() if entry.wrong == "高兴")
    index = flags._model.index_of(series.members[1])
    flags._go_to(series.members[1])
    desk.settle()
    assert index.isValid()
    assert desk.workspace.issue_id == "i2"
    assert desk.window.proofreading.doubt.flag.text == "高兴"


def test_what_is_kept_alike_does_not_come_back_in_another_issue(desk):
    desk.press("Shift+Space")
    desk.workspace.show_issue("i2")
    desk.settle()
    assert {entry.flag.text for entry in desk.window.found.all()} == {"容出"}
    desk.press("Ctrl+Z")
    assert desk.workspace.issue_id == "i1"
    assert [flag.status for flag in desk.issue.flags["b1"]] == [FlagStatus.OPEN]
    desk.workspace.show_issue("i2")
    desk.settle()
    assert {entry.flag.text for entry in desk.window.found.all()} == {"袋盖", "容出"}


def test_kept_and_repaired_hits_never_come_back(desk):
    choose_project(desk)
    desk.window.proofreading.keep_all(desk.window.found.series()[0].members)
    desk.calm()
    assert listed(desk) == ["容出 → 突出"]
    desk.workspace.show_issue("i3")
    desk.calm()
    assert listed(desk) == ["容出 → 突出"]


def test_very_many_hits_are_repaired_after_asking_once(desk, monkeypatch):
    monkeypatch.setattr(proofreading, "MANY", 5)
    choose_project(desk)
    desk.press("Ctrl+Return")
    box = desk.window.findChild(QMessageBox)
    assert "9" in box.text()
    assert all("袋盖" in text for text in texts(desk, "b1"))
    box.accept()
    desk.settle()
    assert all("袋盖" not in text for text in texts(desk, "b1"))


def test_other_issues_do_not_stay_in_memory(desk):
    choose_project(desk)
    desk.press("Ctrl+Return")
    assert set(desk.session._issues) == {"i1"}


def test_a_series_of_other_issues_is_repaired_while_the_present_doubt_waits(desk):
    desk.window.proofreading.decide("b4", desk.issue.flags["b4"][0].id)
    desk.press("Enter")
    desk.workspace.go_to(Place("b1", 2, 4))
    choose_project(desk)
    desk.press("Shift+Enter")
    desk.window.flags._view.setCurrentIndex(desk.window.flags._model.index(1, 0))
    desk.press("Enter")
    assert all("突出" in text for text in texts(desk, "b4"))
    assert desk.selected() == ("b1", 2, "b1", 4)
    assert desk.issue.flags["b1"][0].status is FlagStatus.OPEN
    desk.press("Enter")
    assert desk.text("b1").startswith("网络覆盖")


def test_counts_say_how_many_doubts_the_list_has_as_far_as_series_reach(desk):
    chooser = desk.window.flags.chooser
    choose_project(desk)
    desk.settle(200)
    assert "Doubts 12" in desk.words(chooser)
    assert "Misread 12" in desk.words(chooser)
    desk.press("Ctrl+Return")
    desk.calm()
    desk.settle(500)
    assert "Doubts 3" in desk.words(chooser)
    desk.workspace.choose(replace(PROJECT, scope=Scope.ISSUE))
    assert "Doubts 1 " in desk.words(chooser)
    desk.press("Ctrl+Z")
    desk.workspace.choose(replace(PROJECT, scope=Scope.ARTICLE))
    assert "Doubts 3" in desk.words(chooser)
    desk.workspace.show_article("a2")
    desk.settle(200)
    assert "Doubts 1 " in desk.words(chooser)


def test_a_kind_that_is_hidden_is_counted_over_the_project(desk):
    desk.workspace.choose(replace(PROJECT, hidden=frozenset({DoubtKind.MISREAD})))
    desk.calm()
    desk.settle(200)
    assert "Doubts 0" in desk.words(desk.window.flags.chooser)
    assert "Misread 12" in desk.words(desk.window.flags.chooser)
