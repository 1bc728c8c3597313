"""A person labels with single keys; spans are stored where they were seen."""

import pytest

from annotator.services.labels.labelling import listed_spans
from annotator.ui.actions.table import Mode


@pytest.fixture
def desk(desk):
    desk.press("Ctrl+2")
    assert desk.window.modes.mode is Mode.LABEL
    return desk


def spans(desk):
    return [(entry.span.label, entry.text) for entry in listed_spans(desk.issue)]


def test_selecting_and_pressing_a_key_labels(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    assert spans(desk) == [("PER", "何田")]
    marks = [mark for mark in desk.window.article_view.marks("y1") if mark.kind == "label"]
    assert [(mark.start, mark.end, mark.label) for mark in marks] == [(5, 7, "人物")]


def test_positions_behind_a_rare_character_are_right(desk):
    desk.select("b1", 12, 15)
    desk.press("O")
    assert spans(desk) == [("ORG", "𠮷祥牌")]


def test_a_key_over_the_caret_in_a_span_changes_its_label(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.window.article_view.set_caret("y1", 6)
    desk.press("O")
    assert spans(desk) == [("ORG", "何田")]


def test_the_same_selection_gets_another_label_instead_of_a_second(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("L")
    assert spans(desk) == [("LOC", "何田")]


def test_nested_labels_are_ordinary(desk):
    desk.select("b1", 2, 8)
    desk.press("L")
    desk.select("b1", 5, 8)
    desk.press("O")
    assert spans(desk) == [("LOC", "袋盖了全镇，"[:6]), ("ORG", "全镇，")]


def test_delete_removes_the_span_and_never_the_text(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.window.article_view.set_caret("y1", 6)
    desk.press("Delete")
    assert spans(desk) == []
    assert desk.text("y1") == "本报记者 何田"
    desk.press("Delete")
    assert desk.shown_text("y1") == "本报记者 何田"


def test_one_chord_labels_every_identical_text_as_one_step(desk):
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.press("Ctrl+Shift+L")
    assert [text for _, text in spans(desk)] == ["网络"] * 4
    desk.press("Ctrl+Z")
    assert [text for _, text in spans(desk)] == ["网络"]


def test_letters_do_not_reach_the_text(desk):
    desk.window.article_view.set_caret("b1", 3)
    for key in ("X", "P", "Z"):
        desk.press(key)
    assert desk.shown_text("b1") == desk.text("b1") == "网络袋盖了全镇，村民用上𠮷祥牌手机。"


def test_backspace_takes_back(desk):
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("Backspace")
    assert spans(desk) == []


def test_f2_opens_the_text_and_the_span_survives_the_correction(desk):
    desk.select("b1", 0, 5)
    desk.press("O")
    desk.press("F2")
    desk.window.article_view.select("b1", 2, "b1", 4)
    desk.type("覆盖")
    assert desk.text("b1").startswith("网络覆盖了")
    desk.press("Escape")
    assert spans(desk) == [("ORG", "网络覆盖了")]
    assert desk.window.modes.mode is Mode.LABEL


def test_the_list_says_what_stands_under_a_label_after_a_correction_of_the_same_length(desk):
    desk.select("b1", 0, 5)
    desk.press("O")
    desk.settle()
    model = desk.window.labels._spans.model()
    assert "网络袋盖了" in model.index(0, 0).data()
    desk.press("F2")
    desk.window.article_view.select("b1", 2, "b1", 3)
    desk.type("覆")
    desk.press("Escape")
    desk.settle()
    assert "网络覆盖了" in model.index(0, 0).data()


def test_tab_goes_from_span_to_span(desk):
    desk.select("b2", 7, 9)
    desk.press("O")
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("Tab")
    assert desk.selected() == ("b2", 7, "b2", 9)
    desk.press("Shift+Tab")
    assert desk.selected() == ("y1", 5, "y1", 7)


def test_a_key_with_neither_a_selection_nor_a_word_says_what_to_do(desk):
    desk.window.article_view.set_caret("j1", 0)
    desk.press("P")
    assert desk.window.status.currentMessage() == "Select text first, then press a label's key."


def test_a_span_whose_text_was_deleted_is_listed_first_as_lost(desk):
    desk.select("b1", 0, 2)
    desk.press("O")
    desk.select("b2", 2, 4)
    desk.press("P")
    desk.press("F2")
    desk.press("Delete")
    desk.press("Escape")
    desk.settle()
    first = desk.window.labels._spans.model().index(0, 0)
    assert "deleted" in first.data()
    assert desk.issue.spans


def test_deleting_the_text_of_a_label_is_said_at_once_and_again_after_taking_it_back(desk):
    status = desk.window.status
    desk.select("y1", 5, 7)
    desk.press("P")
    desk.press("F2")
    for _ in range(2):
        desk.window.article_view.select("y1", 5, "y1", 6)
        desk.press("Backspace")
        assert "text of a label" not in status.currentMessage()
        desk.press("Delete")
        assert "The text of a label is gone." in status.currentMessage()
        desk.press("Ctrl+Z")  # both, typed behind each other
        status.clearMessage()
        assert [piece.end - piece.start for piece in desk.issue.pieces["y1"]] == [2]


def test_a_click_on_a_label_in_the_panel_does_what_its_key_does(desk):
    desk.select("y1", 5, 7)
    labels = desk.window.labels.labels._list
    labels.itemClicked.emit(labels.item(0))
    assert spans(desk) == [("PER", "何田")]
