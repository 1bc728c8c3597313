"""In label mode single keys select: words, names and more, edges one by one, and the next name without a label."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.services.labels.labelling import listed_spans
from annotator.ui.actions.table import Mode


@pytest.fixture
def desk(desk):
    desk.press("Ctrl+2")
    return desk


def spans(desk):
    return [(entry.span.label, entry.text) for entry in listed_spans(desk.issue)]


def chosen(desk):
    return desk.window.article_view.selected_text()


def put_caret(desk, block_id, position):
    desk.window.article_view.set_caret(block_id, position)
    desk.settle()


def test_a_full_stop_selects_more_and_a_comma_less(desk):
    put_caret(desk, "b1", 9)
    seen = []
    for _ in range(3):
        desk.press(".")
        seen.append(chosen(desk))
    assert seen[0] == "村民"
    assert seen[-1] == desk.text("b1")
    assert all(small in large and small != large for small, large in pairwise(seen))
    back = []
    for _ in range(3):
        desk.press(",")
        back.append(chosen(desk))
    assert back == [*reversed(seen[:-1]), ""]


def test_three_keys_make_a_span(desk):
    put_caret(desk, "y1", 6)
    desk.press(".")
    assert chosen(desk) == "何田"
    desk.press("P")
    assert spans(desk) == [("PER", "何田")]


def test_a_labels_key_without_a_selection_takes_the_name_around_the_caret(desk):
    put_caret(desk, "y1", 6)
    desk.press("P")
    assert spans(desk) == [("PER", "何田")]
    desk.press("Backspace")
    assert spans(desk) == []


def test_enter_puts_the_label_used_last_again(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.select("b1", 9, 11)
    desk.press("Enter")
    assert spans(desk) == [("PER", "何田"), ("PER", desk.text("b1")[9:11])]


def test_a_chord_moves_an_edge_of_the_selection(desk):
    desk.select("b1", 2, 4)
    desk.press("Alt+Right")
    assert chosen(desk) == "袋盖了"
    desk.press("Alt+Shift+Left")
    assert chosen(desk) == "络袋盖了"
    desk.press("Alt+Left")
    desk.press("Alt+Shift+Right")
    assert chosen(desk) == "袋盖"
    assert spans(desk) == []


def test_a_chord_moves_an_edge_of_the_span_and_its_moves_are_one_step(desk):
    desk.select("b1", 2, 4)
    desk.press("O")
    put_caret(desk, "b1", 3)
    desk.press("Alt+Right")
    desk.press("Alt+Right")
    desk.press("Alt+Shift+Left")
    assert spans(desk) == [("ORG", "络袋盖了全")]
    desk.press("Ctrl+Z")
    assert spans(desk) == [("ORG", "袋盖")]


def test_an_edge_never_leaves_the_text_nor_passes_the_other_edge(desk):
    desk.select("y1", 6, 7)
    desk.press("P")
    desk.press("Alt+Right")
    desk.press("Alt+Left")
    assert spans(desk) == [("PER", "田")]


def test_a_semicolon_goes_to_the_next_name_without_a_label(desk):
    put_caret(desk, "t1", 0)
    desk.press(";")
    assert chosen(desk) == "何田"
    desk.press("P")
    put_caret(desk, "t1", 0)
    desk.press(";")
    assert chosen(desk) != "何田"


def test_a_labels_key_takes_a_text_that_had_it_before(desk):
    desk.press("Ctrl+Alt+S")  # no suggestions, which would be meant here
    desk.select("b1", 0, 4)
    desk.press("O")
    put_caret(desk, "b2", 1)
    desk.press("O")
    put_caret(desk, "b3", 11)
    desk.press("L")  # another label has had nothing like it
    assert spans(desk) == [("ORG", "网络袋盖"), ("ORG", "网络袋盖"), ("LOC", "袋盖")]


def test_brackets_go_from_span_to_span(desk):
    desk.select("b2", 0, 2)
    desk.press("O")
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("]")
    assert desk.selected() == ("b2", 0, "b2", 2)
    desk.press("[")
    assert desk.selected() == ("y1", 5, "y1", 7)


def test_keys_that_select_type_where_the_text_is_open(desk):
    desk.press("F2")
    put_caret(desk, "b1", 2)
    desk.type(".;")
    assert desk.text("b1").startswith("网络.;袋盖")


def drag(desk, block_id, start, end):
    view = desk.window.article_view
    spots = []
    for position in (start, end):
        rect = view.range_rect(block_id, position, position)
        spots.append(QPoint(round(rect.left()) + 1, round(rect.center().y())))
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=spots[0])
    QTest.mouseMove(view.viewport(), spots[1])
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=spots[1])
    desk.settle()


def test_with_a_label_that_stays_selecting_with_the_mouse_is_labelling(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("Ctrl+Shift+K")
    drag(desk, "b1", 0, 2)
    drag(desk, "b2", 0, 2)
    assert spans(desk) == [("PER", "何田"), ("PER", "网络"), ("PER", "网络")]
    desk.press("Ctrl+Shift+K")
    drag(desk, "b3", 0, 2)
    assert len(spans(desk)) == 3


def test_the_window_says_as_long_as_a_label_stays_what_the_mouse_does(desk):
    status = desk.window.status
    desk.press("Ctrl+Shift+K")
    assert "The label you use next stays." in desk.words(status)
    desk.select("y1", 5, 7)
    desk.press("P")
    status.clearMessage()
    assert "The mouse labels: 人物" in desk.words(status)
    desk.press("Ctrl+1")
    assert "The mouse labels" not in desk.words(status)


def test_escape_lets_the_label_stay_no_more(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("Ctrl+Shift+K")
    desk.press("Escape")
    assert not desk.window.actions_["sticky_label"].isChecked()
    drag(desk, "b1", 0, 2)
    assert spans(desk) == [("PER", "何田")]


def test_the_label_that_stays_goes_with_the_mode(desk):
    desk.press("Ctrl+Shift+K")
    desk.press("Ctrl+1")
    assert desk.window.modes.mode is Mode.PROOFREAD
    assert not desk.window.actions_["sticky_label"].isChecked()


def test_between_a_label_and_the_name_behind_it_the_name_is_meant(desk):
    desk.select("b1", 8, 10)
    desk.press("L")
    put_caret(desk, "b1", 10)
    desk.press("P")
    assert spans(desk)[0] == ("LOC", "村民")
    assert [label for label, _ in spans(desk)] == ["LOC", "PER"]
