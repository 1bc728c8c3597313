"""Special characters by key, and width and script of what is selected."""

import pytest
from PySide6.QtWidgets import QApplication

from annotator.model.check import problems
from annotator.ui.dialogs.characters import GROUPS, PAIRS, CharacterPalette, all_characters


def palette(desk):
    return next(iter(desk.window.findChildren(CharacterPalette)), None)


def open_palette(desk):
    desk.window.article_view.setFocus()
    desk.press("F4")
    return palette(desk)


def choose(desk, character):
    """Go to a character with the arrows' list, and take it with Enter."""
    shown = open_palette(desk)
    at = len(shown._recent) + all_characters().index(character)
    shown._list.setCurrentRow(at)
    desk.press("Enter")


def test_a_character_goes_to_the_caret_by_keys_alone(desk):
    desk.window.article_view.set_caret("b2", 4)
    shown = open_palette(desk)
    assert shown.isVisible()
    desk.press("Right")
    desk.press("Enter")
    second = all_characters()[1]
    assert desk.text("b2").startswith(f"网络袋盖{second}之后")
    assert desk.shown_text("b2") == desk.text("b2")
    assert desk.window.article_view.hasFocus()
    assert desk.window.article_view.caret() == ("b2", 5)
    desk.press("Ctrl+Z")
    assert desk.text("b2").startswith("网络袋盖之后")


def test_what_was_used_last_comes_first_under_the_digits(desk, settings):
    desk.window.article_view.set_caret("b2", 0)
    choose(desk, "—")
    choose(desk, "《》")
    assert settings.value.characters == ("《》", "—")
    open_palette(desk)
    desk.press("2")
    assert desk.text("b2").startswith("—《—》")
    assert settings.value.characters == ("—", "《》")


def test_a_pair_goes_around_the_selection_and_leaves_its_provenance_alone(desk):
    runs = desk.issue.blocks["b2"].runs
    desk.window.article_view.select("b2", 0, "b2", 4)
    choose(desk, "《》")
    assert desk.text("b2").startswith("《网络袋盖》之后")
    kept = [run for run in desk.issue.blocks["b2"].runs if run.text is None]
    assert sum(run.length() for run in kept) == sum(run.length() for run in runs)
    assert problems(desk.issue) == []
    desk.press("Ctrl+Z")
    assert desk.text("b2").startswith("网络袋盖之后")


def test_a_pair_without_a_selection_leaves_the_caret_inside(desk):
    desk.window.article_view.set_caret("b2", 4)
    choose(desk, "（）")
    assert desk.window.article_view.caret() == ("b2", 5)
    desk.press("F2")
    desk.type("a")
    assert desk.text("b2").startswith("网络袋盖（a）之后")


def test_a_character_replaces_a_selection_over_paragraphs(desk):
    desk.window.article_view.select("b1", 5, "b2", 5)
    choose(desk, "…")
    assert desk.text("b1") == "网络袋盖了…后，老人也学会了视频通话。"
    assert "b2" not in desk.issue.blocks


def test_escape_leaves_the_palette_and_the_text(desk):
    before = desk.text("b2")
    open_palette(desk)
    desk.press("Escape")
    assert palette(desk) is None or not palette(desk).isVisible()
    assert desk.window.article_view.hasFocus()
    assert desk.text("b2") == before


def test_every_pair_has_two_sides_and_nothing_is_offered_twice():
    assert {entry for group in GROUPS for entry in group} >= PAIRS
    assert all(len(pair) == 2 for pair in PAIRS)
    assert len(set(all_characters())) == len(all_characters())


@pytest.fixture
def mixed(desk):
    """A desk whose second paragraph says ＡＢ１，網絡 where it said 网络袋盖."""
    view = desk.window.article_view
    view.select("b2", 0, "b2", 4)
    view.insert("ＡＢ１，網絡")
    desk.settle()
    return desk


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("Ctrl+Shift+1", "AB1,網絡之后"),
        ("Ctrl+Shift+2", "ＡＢ１，網絡之后"),
        ("Ctrl+Shift+3", "ＡＢ１，网络之后"),
        ("Ctrl+Shift+4", "ＡＢ１，網絡之後"),
    ],
)
def test_the_selection_is_converted_as_one_step_and_stays_selected(mixed, key, expected):
    desk = mixed
    before = desk.text("b2")
    desk.window.article_view.select("b2", 0, "b2", 8)
    desk.press(key)
    assert desk.text("b2")[:8] == expected
    assert desk.text("b2")[8:] == before[8:]
    assert desk.selected() == ("b2", 0, "b2", 8)
    assert problems(desk.issue) == []
    if desk.text("b2") != before:
        desk.press("Ctrl+Z")
    assert desk.text("b2") == before


def test_only_what_changes_loses_its_place_of_origin(desk):
    desk.window.article_view.select("b2", 0, "b2", 9)
    desk.press("Ctrl+Shift+4")
    assert desk.text("b2").startswith("網絡袋蓋之後，老人")
    changed = [run.text for run in desk.issue.blocks["b2"].runs if run.origin]
    assert changed == ["網絡", "蓋", "後"]


def test_a_selection_over_paragraphs_is_converted_and_labels_stay(desk):
    desk.press("Ctrl+2")
    desk.select("b2", 0, 4)
    desk.press("P")
    desk.press("Ctrl+1")
    desk.window.article_view.select("b1", 2, "b2", 6)
    desk.press("Ctrl+Shift+4")
    assert desk.text("b1").startswith("网络袋蓋了全鎮")
    piece = desk.issue.pieces["b2"][0]
    assert desk.text("b2")[piece.start : piece.end] == "網絡袋蓋"
    assert desk.selected() == ("b1", 2, "b2", 6)
    desk.press("Ctrl+Z")
    assert desk.text("b1").startswith("网络袋盖了全镇")


def test_without_a_selection_the_person_is_told(desk):
    before = desk.text("b2")
    desk.window.article_view.set_caret("b2", 3)
    desk.press("Ctrl+Shift+1")
    assert "Select text first" in desk.window.status.currentMessage()
    assert desk.text("b2") == before


def test_nothing_is_put_into_a_project_that_is_only_read(desk, make_desk):
    path = desk.session.path
    desk.window.close()
    reading = make_desk(path, read_only=True)
    reading.press("F4")
    assert palette(reading) is None
    assert QApplication.focusWidget() is not None
