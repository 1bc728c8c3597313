"""A person types in the article; every edit is an operation, durable and undoable."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.model.check import problems
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session
from annotator.ui.controllers.text.editing import replace_over_blocks


def put_caret(desk, block_id, position):
    desk.press("F2")
    desk.window.article_view.set_caret(block_id, position)


def shown(desk):
    return [(block.id, block.text) for block in desk.window.article_view.blocks()]


def stored(desk):
    article = desk.issue.articles[desk.workspace.article_id]
    return [(block_id, desk.text(block_id)) for block_id in article.blocks]


def test_typed_text_is_stored_with_its_origin(desk):
    desk.workspace.set_who("何田")
    put_caret(desk, "b2", 5)
    desk.type("很")
    assert desk.text("b2").startswith("网络袋盖之很后")
    operation = desk.session.recent()[0].operation
    assert operation == ReplaceText("b2", 5, 5, "很", "", "typing@何田")
    assert problems(desk.issue) == []


@pytest.mark.skipif(sys.platform == "darwin", reason="there Alt types characters of its own")
@pytest.mark.parametrize("typing", [False, True])
def test_alt_with_a_key_that_no_command_has_types_nothing(desk, typing):
    if typing:
        put_caret(desk, "b2", 5)
    before = desk.issue
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    for modifiers in (alt, alt | shift):
        for key, text in ((Qt.Key.Key_7, "7"), (Qt.Key.Key_Q, "q")):
            QApplication.sendEvent(
                desk.window.article_view, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
            )
            desk.settle()
    assert desk.issue == before


def test_what_is_typed_in_one_go_is_undone_in_one_go(desk):
    put_caret(desk, "b2", 5)
    desk.type("abc")
    assert desk.text("b2").startswith("网络袋盖之abc后")
    desk.press("Ctrl+Z")
    assert desk.text("b2").startswith("网络袋盖之后")
    assert shown(desk) == stored(desk)


def test_typing_elsewhere_is_another_step(desk):
    put_caret(desk, "b2", 5)
    desk.type("a")
    desk.window.article_view.set_caret("b2", 10)
    desk.type("b")
    desk.press("Ctrl+Z")
    assert desk.text("b2").startswith("网络袋盖之a后，老人也")


def test_enter_splits_and_backspace_at_the_start_joins(desk):
    desk.click("b2", 7)
    desk.press("Enter")
    assert [text for _, text in shown(desk)][3:5] == ["网络袋盖之后，", "老人也学会了视频通话。"]
    assert shown(desk) == stored(desk)
    desk.press("Backspace")
    assert [text for _, text in shown(desk)][3] == "网络袋盖之后，老人也学会了视频通话。"
    assert shown(desk) == stored(desk)
    assert problems(desk.issue) == []


def test_a_deletion_over_paragraphs_is_one_step(desk):
    put_caret(desk, "b1", 0)
    desk.window.article_view.select("b1", 5, "b2", 5)
    desk.press("Delete")
    assert ("b1", "网络袋盖了后，老人也学会了视频通话。") in shown(desk)
    assert shown(desk) == stored(desk)
    desk.press("Ctrl+Z")
    assert shown(desk) == stored(desk)
    assert len(shown(desk)) == 7


def test_pasted_lines_become_paragraphs(desk):
    put_caret(desk, "b2", 7)
    desk.window.article_view.insert("甲。\n乙。\n丙")
    desk.settle()
    assert [text for _, text in shown(desk)][3:6] == [
        "网络袋盖之后，甲。",
        "乙。",
        "丙老人也学会了视频通话。",
    ]
    assert shown(desk) == stored(desk)
    assert problems(desk.issue) == []
    desk.press("Ctrl+Z")
    assert len(shown(desk)) == 7


def test_replacing_over_blocks_says_where_the_caret_goes(desk):
    operations, caret = replace_over_blocks(desk.issue, "b1", 2, "b2", 2, "甲", "typing")
    assert len(operations) == 2
    assert caret == ("b1", 3)


def test_everything_typed_is_there_after_a_new_start(desk, make_desk):
    put_caret(desk, "b2", 5)
    desk.type("很")
    path = desk.session.path
    desk.window.close()
    with Session.open(path) as session:
        assert session.issue("i1").blocks["b2"].text.startswith("网络袋盖之很后")
        assert session.can_undo
        session.undo()
        assert session.issue("i1").blocks["b2"].text.startswith("网络袋盖之后")


def test_typed_text_over_a_label_keeps_the_label_in_step(desk):
    desk.press("Ctrl+2")
    desk.select("b2", 7, 9)
    desk.press("P")
    desk.press("Ctrl+1")
    put_caret(desk, "b2", 0)
    desk.type("新")
    pieces = desk.issue.pieces["b2"]
    assert desk.text("b2")[pieces[0].start : pieces[0].end] == "老人"
    marks = [mark for mark in desk.window.article_view.marks("b2") if mark.kind == "label"]
    assert [(mark.start, mark.end) for mark in marks] == [(8, 10)]


def test_unplaced_text_can_be_edited_too(desk):
    desk.workspace.show_article("unplaced")
    put_caret(desk, "u1", 0)
    desk.type("好")
    assert desk.text("u1") == "好角落里的字"
