"""What stood in a changed place can be seen there, with who changed it and when, and put back from there."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.model.operations import ReplaceText, RevertChange
from annotator.model.origin import cleanup
from annotator.ui.editor.pane_text import CORRECTION, DIFFERENCE


def differences(desk, block_id):
    """Return place and note of the differences of a block."""
    marks = desk.window.article_view.marks(block_id)
    return [(mark.start, mark.end, mark.note, mark.weight) for mark in marks if mark.kind == DIFFERENCE]


def pointed_at(desk, block_id, position, monkeypatch):
    """Return the words shown when the pointer rests on a character."""
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_rest: told.append(text))
    view = desk.window.article_view
    rect = view.range_rect(block_id, position, position)
    spot = QPoint(round(rect.left()) + 4, round(rect.center().y()))
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, spot))
    return told[0]


def test_differences_are_told_by_character(desk):
    desk.press("Enter")
    assert differences(desk, "b1") == [(2, 3, "袋\t", 2)]  # of 袋盖 and 覆盖 only the first character differs


def test_the_layer_comes_and_goes_with_a_key_in_both_panes(desk):
    desk.press("Enter")
    view, raw = desk.window.article_view, desk.window.raw_view.focusProxy()
    assert DIFFERENCE not in view._kinds
    assert not any(mark.kind == CORRECTION for line in raw._layout.block_ids() for mark in raw.marks(line))
    desk.press("F9")
    assert DIFFERENCE in view._kinds
    line = next(entry for entry in raw.blocks() if "袋盖了" in entry.text)
    assert [(mark.start, mark.end) for mark in raw.marks(line.id) if mark.kind == CORRECTION] == [(2, 4)]
    desk.press("F9")
    assert DIFFERENCE not in view._kinds


def test_rules_and_persons_are_told_apart(desk):
    desk.workspace.set_who("何田")
    desk.press("Enter")
    desk.workspace.set_who("周远")
    desk.press("Enter")
    desk.workspace.perform(ReplaceText("b3", 0, 2, "镇上", "镇里", cleanup("space")))
    desk.workspace.show_article("a2")
    desk.workspace.show_article("a1")
    assert [weight for *_, weight in differences(desk, "b1")] == [3]
    assert differences(desk, "b1")[0][2] == "袋\t何田"
    assert [weight for *_, weight in differences(desk, "b2")] == [2]
    assert [weight for *_, weight in differences(desk, "b3")] == [1]


def test_the_pointer_is_told_what_stood_there_by_whom_and_when(desk, monkeypatch):
    desk.workspace.set_who("何田")
    desk.press("Enter")
    words = pointed_at(desk, "b1", 2, monkeypatch)
    assert "何田" in words
    assert "“袋盖” → “覆盖”" in words
    when = desk.session.recent()[0].when
    assert when[11:16] in words or when[8:10] in words


def test_a_change_is_reverted_from_its_place_as_an_operation(desk):
    desk.press("Enter")
    desk.press("F7")
    assert desk.selected() == ("b1", 2, "b1", 4)
    desk.press("Ctrl+R")
    assert desk.text("b1").startswith("网络袋盖了")
    assert desk.issue.blocks["b1"].runs == desk.session._file.base_of("i1").blocks["b1"].runs
    assert isinstance(desk.session.recent()[0].operation, RevertChange)
    desk.press("Ctrl+Z")
    assert desk.text("b1").startswith("网络覆盖了")


def test_inserted_and_deleted_text_is_reverted_too(desk):
    view = desk.window.article_view
    desk.click("b2", 5)
    desk.type("x")
    desk.press("Ctrl+R")
    assert desk.text("b2").startswith("网络袋盖之后")
    desk.select("b2", 4, 6)
    desk.press("Delete")
    assert desk.text("b2").startswith("网络袋盖，")
    assert differences(desk, "b2") == [(4, 4, "之后\t", 2)]
    view.set_caret("b2", 4)
    desk.press("Ctrl+R")
    assert desk.text("b2").startswith("网络袋盖之后，")


def test_all_changes_of_a_selection_are_reverted_as_one_step(desk):
    desk.press("Ctrl+Return")
    desk.workspace.show_article("a1")
    desk.window.article_view.select("b1", 0, "b2", 6)
    desk.press("Ctrl+R")
    assert [desk.text(block)[:4] for block in ("b1", "b2")] == ["网络袋盖", "网络袋盖"]
    assert "覆盖" in desk.text("b3")
    desk.press("Ctrl+Z")
    assert [desk.text(block)[:4] for block in ("b1", "b2")] == ["网络覆盖", "网络覆盖"]


def test_the_menu_offers_to_put_back(desk):
    desk.press("Enter")
    desk.window.article_view.set_caret("b1", 3)
    actions = desk.window.mouse.article_menu().actions()
    (action,) = [entry for entry in actions if entry.text() == "Put back “袋盖”"]
    action.trigger()
    assert desk.text("b1").startswith("网络袋盖了")


@pytest.mark.parametrize("key", ["F7", "Shift+F7"])
def test_changed_places_are_gone_through(desk, key):
    desk.press("Ctrl+Return")
    desk.workspace.show_article("a1")
    met = []
    for _ in range(4):
        desk.press(key)
        met.append(desk.selected()[0])
    order = ["b1", "b2", "b3"] if key == "F7" else ["b3", "b2", "b1"]
    first = order.index(met[0])
    assert met == [order[(first + step) % 3] for step in range(4)]


def test_the_pointer_is_told_why_a_place_is_doubted(desk, monkeypatch):
    assert "hardly ever" in pointed_at(desk, "b1", 2, monkeypatch)
