"""Every identical text is labelled by one chord, or looked through first in the list of hits."""

from dataclasses import replace

import pytest
from helpers.hand_made import hand_made_issue
from PySide6.QtWidgets import QPushButton

from annotator.services.labels.labelling import listed_spans
from annotator.services.project.session import Session


@pytest.fixture
def desk(desk):
    desk.press("Ctrl+2")
    return desk


def spans(desk):
    return [(entry.span.label, entry.text) for entry in listed_spans(desk.issue)]


def button(desk, text):
    return next(each for each in desk.window.find_panel.findChildren(QPushButton) if each.text() == text)


def wait_for_hits(desk, qtbot):
    qtbot.waitUntil(lambda: bool(desk.window.find_panel.ticked()), timeout=5000)
    desk.settle()


def test_one_chord_takes_the_label_from_every_identical_text(desk):
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.press("Ctrl+Shift+L")
    assert spans(desk) == [("ORG", "网络")] * 4
    desk.press("Ctrl+Shift+Backspace")
    assert spans(desk) == []
    desk.press("Ctrl+Z")
    assert spans(desk) == [("ORG", "网络")] * 4


def test_a_selection_without_a_label_is_meant_with_the_label_used_last(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.select("b1", 2, 4)
    desk.press("Ctrl+Shift+L")
    assert spans(desk) == [("PER", "何田"), *[("PER", "袋盖")] * 3]


def test_the_list_shows_every_place_ticked_but_those_labelled_already(desk, qtbot):
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.press("Shift+Enter")
    wait_for_hits(desk, qtbot)
    ticked = [(each.block, hit[:2]) for each in desk.window.find_panel.ticked() for hit in each.hits]
    assert len(ticked) == 3
    assert ("b1", (0, 2)) not in ticked
    assert desk.window.find_panel.view.hasFocus()


def test_space_leaves_a_place_out_and_enter_labels_the_others_as_one_step(desk, qtbot):
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.press("Shift+Enter")
    wait_for_hits(desk, qtbot)
    view = desk.window.find_panel.view
    for _ in range(3):
        desk.press("Down", view)
    desk.press("Space", view)
    desk.press("Enter", view)
    assert len(spans(desk)) == 3
    assert desk.window.article_view.hasFocus()
    desk.press("Ctrl+Z")
    assert spans(desk) == [("ORG", "网络")]


def test_escape_leaves_the_list_with_nothing_done(desk, qtbot):
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.press("Shift+Enter")
    wait_for_hits(desk, qtbot)
    desk.press("Escape", desk.window.find_panel.view)
    assert desk.window.article_view.hasFocus()
    assert spans(desk) == [("ORG", "网络")]


def test_what_a_search_has_found_is_labelled_and_unlabelled(desk, qtbot):
    panel = desk.window.find_panel
    desk.press("Ctrl+Shift+F")
    panel.fields.words.setText("网络袋.")
    panel.fields.regular.setChecked(True)
    wait_for_hits(desk, qtbot)
    button(desk, "Label ticked").click()
    desk.settle()
    first = desk.window.scheme().labels[0].id
    assert spans(desk) == [(first, "网络袋盖")] * 3
    button(desk, "Unlabel ticked").click()
    desk.settle()
    assert spans(desk) == []


def test_identical_texts_of_other_issues_are_labelled_too(tmp_path, make_desk, qtbot):
    path = tmp_path / "two.annotator"
    with Session.create(path, "Project") as session:
        session.add_issue(hand_made_issue())
        session.add_issue(replace(hand_made_issue(), id="i2", name="other"))
    desk = make_desk(path)
    desk.press("Ctrl+2")
    panel = desk.window.find_panel
    panel.reach.setCurrentIndex(2)
    panel.reach.activated.emit(2)
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.press("Ctrl+Shift+L")
    qtbot.waitUntil(lambda: len(spans(desk)) == 4, timeout=5000)
    assert [entry.text for entry in listed_spans(desk.session.issue("i2"))] == ["网络"] * 4
    desk.press("Ctrl+Z")
    assert listed_spans(desk.session.issue("i2")) == []
    assert spans(desk) == [("ORG", "网络")]
