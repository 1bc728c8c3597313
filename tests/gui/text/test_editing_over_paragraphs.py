"""Selections over paragraphs, the clipboard, and paragraph ends: as in any good editor, with nothing lost."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from annotator.model.check import problems

START = [
    "山村通了新网络",
    "本报记者 何田",
    "网络袋盖了全镇，村民用上𠮷祥牌手机。",
    "网络袋盖之后，老人也学会了视频通话。",
    "（下转第2版）",
    "（上接第1版）",
    "镇里还办了培训班，网络袋盖的好处人人说得出。",
]


def unharmed(desk):
    """What is shown is stored, the promises hold, and all of it can be taken back."""
    assert texts(desk) == stored(desk)
    assert problems(desk.issue) == []
    desk.window.article_view.setFocus()
    while desk.session.can_undo:
        desk.press("Ctrl+Z")
    assert texts(desk) == stored(desk) == START


def texts(desk):
    return [block.text for block in desk.window.article_view.blocks()]


def stored(desk):
    return [desk.text(block_id) for block_id in desk.issue.articles[desk.workspace.article_id].blocks]


def select(desk, *place):
    desk.window.article_view.select(*place)


def caret(desk, block_id, position):
    desk.window.article_view.set_caret(block_id, position)


def test_typing_replaces_paragraphs(desk):
    select(desk, "b1", 4, "b2", 4)
    desk.type("x")
    assert texts(desk)[2] == "网络袋盖x之后，老人也学会了视频通话。"
    assert len(desk.session.recent()) >= 1
    desk.press("Ctrl+Z")
    assert texts(desk) == START
    unharmed(desk)


def test_an_input_method_replaces_paragraphs(desk):
    select(desk, "b1", 4, "b2", 4)
    desk.compose("fu gai")
    desk.compose("", commit="覆盖")
    assert texts(desk)[2] == "网络袋盖覆盖之后，老人也学会了视频通话。"
    unharmed(desk)


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_both_keys_delete_paragraphs(desk, key):
    select(desk, "t1", 2, "b3", 3)
    desk.press(key)
    assert texts(desk) == ["山村办了培训班，网络袋盖的好处人人说得出。"]
    unharmed(desk)


def test_enter_replaces_paragraphs_by_one_break(desk):
    select(desk, "b1", 4, "b2", 4)
    desk.press("Enter")
    assert texts(desk)[2:4] == ["网络袋盖", "之后，老人也学会了视频通话。"]
    unharmed(desk)


def test_cut_paragraphs_come_back_where_they_are_pasted(desk):
    select(desk, "b1", 8, "b2", 7)
    desk.press("Ctrl+X")
    assert texts(desk)[2] == "网络袋盖了全镇，老人也学会了视频通话。"
    assert QApplication.clipboard().text() == "村民用上𠮷祥牌手机。\n网络袋盖之后，"
    caret(desk, "b3", 0)
    desk.press("Ctrl+V")
    assert texts(desk)[-2:] == ["村民用上𠮷祥牌手机。", "网络袋盖之后，" + START[-1]]
    unharmed(desk)


def test_paste_is_plain_whatever_the_clipboard_holds(desk):
    data = QMimeData()
    data.setHtml("<h1>甲<b>乙</b></h1><p>丙</p>")
    data.setText("甲乙\r\n丙\r丁")
    QApplication.clipboard().setMimeData(data)
    caret(desk, "b2", 7)
    desk.press("Ctrl+V")
    assert texts(desk)[3:6] == ["网络袋盖之后，甲乙", "丙", "丁老人也学会了视频通话。"]
    assert desk.window.article_view.caret()[1] == 1
    unharmed(desk)


def test_pasted_lines_replace_paragraphs_as_one_step(desk):
    QApplication.clipboard().setText("甲\n乙\n丙")
    select(desk, "b1", 4, "b2", 4)
    desk.press("Ctrl+V")
    assert texts(desk)[2:5] == ["网络袋盖甲", "乙", "丙之后，老人也学会了视频通话。"]
    desk.press("Ctrl+Z")
    assert texts(desk) == START
    unharmed(desk)


def test_all_can_be_selected_and_deleted(desk):
    desk.window.article_view.setFocus()
    desk.press("Ctrl+A")
    desk.press("Delete")
    assert texts(desk) == [""]
    desk.type("新")
    assert texts(desk) == ["新"]
    unharmed(desk)


def test_delete_at_the_end_joins_the_next_paragraph(desk):
    caret(desk, "b1", len(START[2]))
    desk.press("Delete")
    assert texts(desk)[2] == START[2] + START[3]
    assert desk.window.article_view.caret() == ("b1", len(START[2]))
    unharmed(desk)


@pytest.mark.parametrize("position", [0, 9, 18])
def test_enter_and_backspace_undo_each_other(desk, position):
    caret(desk, "b2", position)
    desk.press("Enter")
    assert texts(desk)[3:5] == [START[3][:position], START[3][position:]]
    desk.press("Backspace")
    assert texts(desk) == START
    assert desk.window.article_view.caret() == ("b2", position)
    unharmed(desk)


def test_several_empty_paragraphs_can_be_made_and_removed(desk):
    caret(desk, "b2", 5)
    for _ in range(3):
        desk.press("Enter")
    assert texts(desk)[3:7] == [START[3][:5], "", "", START[3][5:]]
    for _ in range(3):
        desk.press("Backspace")
    assert texts(desk) == START
    unharmed(desk)


def test_a_selection_by_keys_goes_over_paragraphs(desk):
    caret(desk, "b1", len(START[2]) - 1)
    for _ in range(3):
        desk.press("Shift+Right")
    assert desk.window.article_view.selected_text() == "。\n网"
    desk.press("Backspace")
    assert texts(desk)[2] == START[2][:-1] + START[3][1:]
    unharmed(desk)


def test_backspace_at_the_very_beginning_does_nothing(desk):
    caret(desk, "t1", 0)
    desk.press("Backspace")
    assert texts(desk) == START
    unharmed(desk)


def test_labels_on_both_sides_of_a_break_stay(desk):
    desk.press("Ctrl+2")
    desk.select("b1", 0, 4)
    desk.press("P")
    desk.select("b2", 7, 9)
    desk.press("P")
    desk.press("Ctrl+1")
    select(desk, "b1", 6, "b2", 5)
    desk.press("Delete")
    pieces = desk.issue.pieces["b1"]
    assert [desk.text("b1")[piece.start : piece.end] for piece in pieces] == ["网络袋盖", "老人"]
    unharmed(desk)
