"""Edits in the article pane, made as a user makes them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.article import Role
from annotator.ui.editor.pane_text import LIMIT, SLACK, Mark, PaneBlock, shown

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def test_committed_string_is_one_edit(own, view, preedit, commit_text, document_texts):
    owner = own("网络袋盖面积")
    view.set_caret("b0", 2)
    for text in ("f", "fu", "fu g", "fu gai"):
        preedit(text)
        assert view.is_composing()
        assert owner.edits == []
        assert view.blocks()[0].text == "网络袋盖面积"
    commit_text("覆盖")
    assert not view.is_composing()
    assert owner.edits == [("b0", 2, 2, "覆盖")]
    assert document_texts(view) == ["网络覆盖袋盖面积"]
    assert view.caret() == ("b0", 4)


def test_composition_over_a_selection_is_one_edit(own, view, preedit, commit_text, document_texts):
    owner = own("网络袋盖面积")
    view.select("b0", 2, "b0", 4)
    preedit("fu")
    assert owner.edits == []
    commit_text("覆概")
    assert owner.edits == [("b0", 2, 4, "覆概")]
    assert owner.texts() == document_texts(view) == ["网络覆概面积"]


def test_composition_given_up_leaves_the_text(own, view, preedit, document_texts):
    owner = own("网络")
    view.set_caret("b0", 1)
    preedit("fu")
    preedit("")
    assert owner.edits == []
    assert document_texts(view) == owner.texts() == ["网络"]


def test_keys_do_nothing_else_while_composing(own, view, preedit, press, qtbot, document_texts):
    own("网络")
    view.decision_keys = True
    view.single_keys = frozenset("p")
    preedit("fu")
    with (
        qtbot.assertNotEmitted(view.decision_key),
        qtbot.assertNotEmitted(view.key_pressed),
        qtbot.assertNotEmitted(view.split_requested),
    ):
        for key in (Key.Key_1, Key.Key_Space, Key.Key_Return, Key.Key_P, Key.Key_Backspace):
            press(key)
    assert view.is_composing()
    assert document_texts(view) == ["网络"]


def test_owner_may_set_the_block_that_is_being_composed_in(own, view, preedit, commit_text, document_texts):
    owner = own("网络袋盖", "第二段")
    view.select("b0", 2, "b0", 4)
    preedit("fu")
    view.update_block(PaneBlock("b0", Role.BODY, "【网络袋盖】"))
    assert not view.is_composing()
    assert document_texts(view)[0] == "【网络袋盖】"
    assert owner.edits == []


def test_typed_letter_among_equal_letters_is_where_it_was_typed(own, view, press):
    owner = own("aaaa")
    view.set_caret("b0", 1)
    press(Key.Key_A)
    assert owner.edits == [("b0", 1, 1, "a")]
    press(Key.Key_Backspace)
    assert owner.edits[-1] == ("b0", 1, 2, "")


def test_refused_edit_is_taken_back(own, view, commit_text, press, document_texts):
    owner = own("网络", "第二")
    owner.refuse = True
    view.set_caret("b0", 1)
    commit_text("错")
    press(Key.Key_Return)
    assert len(owner.edits) == 1
    assert document_texts(view) == owner.texts() == ["网络", "第二"]
    assert view.caret() == ("b0", 1)


def test_enter_requests_a_split_and_the_caret_follows(own, view, press, document_texts):
    owner = own("第一句。第二句。", "尾")
    view.set_caret("b0", 4)
    press(Key.Key_Return)
    assert owner.requests == [("split", "b0", 4)]
    assert document_texts(view) == owner.texts() == ["第一句。", "第二句。", "尾"]
    assert view.caret() == (owner.blocks[1].id, 0)


@pytest.mark.parametrize(("place", "key"), [(("b1", 0), Key.Key_Backspace), (("b0", 2), Key.Key_Delete)])
def test_deleting_the_break_requests_a_join(own, view, press, place, key, document_texts):
    owner = own("第一", "第二")
    view.set_caret(*place)
    press(key)
    assert owner.requests == [("join", "b1")]
    assert owner.edits == []
    assert document_texts(view) == owner.texts() == ["第一第二"]
    assert view.caret() == ("b0", 2)


def test_keys_at_the_ends_of_the_text_do_nothing(own, view, press):
    owner = own("第一", "第二")
    view.set_caret("b0", 0)
    press(Key.Key_Backspace)
    view.set_caret("b1", 2)
    press(Key.Key_Delete)
    assert (owner.requests, owner.edits) == ([], [])


@pytest.mark.parametrize("how", ["key", "commit", "paste", "delete", "cut"])
def test_edit_over_blocks_is_requested(own, view, press, paste, commit_text, how, document_texts):
    owner = own("甲一乙", "丙丁", "戊二己")
    view.select("b0", 2, "b2", 1)
    text = {"key": "x", "commit": "新字", "paste": "一\n二", "delete": "", "cut": ""}[how]
    if how == "key":
        press(Key.Key_X)
    elif how == "commit":
        commit_text(text)
    elif how == "paste":
        paste(text)
    elif how == "delete":
        press(Key.Key_Delete)
    else:
        press(Key.Key_X, CTRL)
        assert QGuiApplication.clipboard().text() == "乙\n丙丁\n戊"
    assert owner.requests == [("range", "b0", 2, "b2", 1, text)]
    assert owner.edits == []
    assert document_texts(view) == owner.texts() == f"甲一{text}二己".split("\n")
    assert view.caret() == (owner.blocks[len(owner.blocks) - 1].id, len(("甲一" + text).split("\n")[-1]))


def test_composition_over_blocks_removes_them_first(own, view, preedit, commit_text, document_texts):
    owner = own("甲一", "丙丁", "二己")
    view.select("b0", 1, "b2", 1)
    preedit("xin")
    assert owner.requests == [("range", "b0", 1, "b2", 1, "")]
    assert view.is_composing()
    commit_text("新")
    assert owner.edits == [("b0", 1, 1, "新")]
    assert document_texts(view) == owner.texts() == ["甲新己"]


def test_pasted_text_is_plain_and_one_edit(own, view, paste, document_texts):
    owner = own("前后")
    view.set_caret("b0", 1)
    paste("中\x00\ufdd0间\ufffc")
    assert owner.edits == [("b0", 1, 1, "中间")]
    assert document_texts(view) == ["前中间后"]


def test_pasted_line_ends_of_all_kinds_are_breaks(own, view, paste, document_texts):
    owner = own("前后")
    view.set_caret("b0", 1)
    paste("一\r\n二\r三\u2029四")
    assert owner.requests == [("range", "b0", 1, "b0", 1, "一\n二\n三\n四")]
    assert document_texts(view) == owner.texts() == ["前一", "二", "三", "四后"]


@pytest.mark.parametrize("text", ["𠮷野家𠮷", "a\u00a0b\u3000c", "e\u0301é", "葛\U000e0100城", "\t缩"])
def test_special_characters_survive_typing_beside_them(own, view, commit_text, press, text, document_texts):
    owner = own(text)
    view.set_caret("b0", len(text))
    commit_text("𠮷")
    press(Key.Key_Left)
    press(Key.Key_Home)
    press(Key.Key_X)
    assert owner.edits == [("b0", len(text), len(text), "𠮷"), ("b0", 0, 0, "x")]
    assert view.blocks()[0].text == owner.texts()[0] == f"x{text}𠮷"
    assert document_texts(view) == owner.texts()


def test_unholdable_characters_are_shown_and_never_written_back(own, view, commit_text, document_texts):
    text = "一\n二\r三\u2028四\u2029五\ufdd0六\x00七\x0c八\ud800九"
    owner = own(text)
    assert document_texts(view) == [shown(text)]
    assert len(shown(text)) == len(text)
    view.set_caret("b0", 8)
    commit_text("新")
    assert owner.edits == [("b0", 8, 8, "新")]
    assert owner.texts() == [text[:8] + "新" + text[8:]]
    assert view.blocks()[0].text == owner.texts()[0]
    view.select("b0", 0, "b0", 4)
    assert view.selected_text() == text[:4]


def long_text(length):
    return ("这是一句用来凑长度的话，共有二十个字左右。" * (length // 20 + 1))[:length]


def test_long_block_is_broken_softly_and_edits_at_the_breaks_are_right(
    own, view, press, commit_text, document_texts
):
    text = long_text(5000)
    owner = own("头", text, "尾")
    paragraphs = document_texts(view)
    assert len(paragraphs) > 4
    assert max(map(len, paragraphs)) <= LIMIT
    assert "".join(paragraphs[1:-1]) == text
    soft = len(paragraphs[1])
    view.set_caret("b1", soft)
    press(Key.Key_Backspace)
    assert owner.edits == [("b1", soft - 1, soft, "")]
    assert view.caret() == ("b1", soft - 1)
    press(Key.Key_Delete)
    assert owner.edits[-1] == ("b1", soft - 1, soft, "")
    commit_text("接")
    assert owner.edits[-1] == ("b1", soft - 1, soft - 1, "接")
    assert owner.requests == []
    expected = text[: soft - 1] + "接" + text[soft + 1 :]
    assert owner.texts()[1] == expected
    assert "".join(document_texts(view)[1:-1]) == expected
    press(Key.Key_Return)
    assert owner.requests == [("split", "b1", soft)]
    assert owner.texts()[1:3] == [expected[:soft], expected[soft:]]
    assert "".join(document_texts(view)) == "".join(owner.texts())


def test_selection_over_a_soft_break_is_one_edit_of_one_block(own, view, press, document_texts):
    text = long_text(4500)
    owner = own(text)
    soft = len(document_texts(view)[0])
    view.select("b0", soft - 3, "b0", soft + 4)
    press(Key.Key_X)
    assert owner.edits == [("b0", soft - 3, soft + 4, "x")]
    assert owner.requests == []
    assert "".join(document_texts(view)) == owner.texts()[0] == text[: soft - 3] + "x" + text[soft + 4 :]


def test_paragraph_that_grows_is_broken_again(own, view, paste, document_texts):
    owner = own(long_text(LIMIT))
    view.set_caret("b0", 10)
    paste("字" * (SLACK + 1))
    assert len(document_texts(view)) == 2
    assert "".join(document_texts(view)) == owner.texts()[0]
    assert view.caret() == ("b0", 10 + SLACK + 1)


def test_emptied_soft_paragraph_goes(own, view, press, document_texts):
    text = long_text(4500)
    owner = own(text)
    sizes = [len(part) for part in document_texts(view)]
    view.select("b0", sizes[0], "b0", sizes[0] + sizes[1])
    press(Key.Key_Delete)
    assert len(document_texts(view)) == len(sizes) - 1
    assert "".join(document_texts(view)) == owner.texts()[0]


def test_word_deletion_stops_at_the_break(own, view, press):
    owner = own("first", "second")
    view.set_caret("b0", 2)
    press(Key.Key_Delete, CTRL)
    assert owner.edits == [("b0", 2, 5, "")]
    view.set_caret("b1", 0)
    press(Key.Key_Backspace, CTRL)
    assert owner.requests == [("join", "b1")]


def test_dropped_text_is_an_edit(own, view, drop, point_at, document_texts):
    owner = own("前后文字")
    point = point_at("b0", 1) - QPoint(4, 0)
    drop("中", point)
    assert owner.edits == [("b0", 1, 1, "中")]
    assert document_texts(view) == owner.texts()


@pytest.mark.parametrize("target", [("b0", 5), ("b1", 1)])
def test_dragged_text_is_asked_to_be_moved_at_once(own, view, drop, point_at, target):
    owner = own("零一二三四五", "六七")
    moved = []
    view.text_moved.connect(lambda *move: moved.append(move))
    view.select("b0", 1, "b0", 3)
    drop("一二", point_at(*target) - QPoint(4, 0), source=view.viewport(), action=Qt.DropAction.MoveAction)
    assert moved == [("b0", 1, "b0", 3, *target)]
    assert owner.edits == []


def test_what_qt_does_behind_our_back_becomes_a_request(own, view, qtbot, document_texts):
    owner = own("甲乙", "丙丁")
    cursor = QTextCursor(view.document())
    cursor.setPosition(1)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("外")
    qtbot.waitUntil(lambda: bool(owner.requests))
    assert owner.requests == [("range", "b0", 1, "b1", 1, "外")]
    assert document_texts(view) == owner.texts() == ["甲外丁"]
    cursor.insertText("读屏")
    qtbot.waitUntil(lambda: bool(owner.edits))
    assert document_texts(view) == owner.texts()


def test_decision_keys_decide_instead_of_typing(own, view, press, commit_text, qtbot):
    owner = own("网络袋盖", "二")
    view.set_caret("b1", 0)
    view.decision_keys = True
    names = []
    view.decision_key.connect(names.append)
    for key in (Key.Key_Return, Key.Key_1, Key.Key_9, Key.Key_Space, Key.Key_Backspace, Key.Key_Escape):
        press(key)
    press(Key.Key_Space, SHIFT)
    press(Key.Key_Tab)
    press(Key.Key_Backtab, SHIFT)
    press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert names == [
        *("Enter", "1", "9", "Space", "Backspace", "Escape", "Shift+Space", "Tab", "Shift+Tab", "Enter")
    ]
    assert (owner.edits, owner.requests) == ([], [])
    commit_text("三")
    press(Key.Key_X)
    assert owner.texts() == ["网络袋盖", "三x二"]
    view.decision_keys = False
    press(Key.Key_1)
    assert owner.texts() == ["网络袋盖", "三x1二"]
    assert len(names) == 10


def test_single_keys_are_reported_instead_of_typed(own, view, press):
    owner = own("人名")
    view.single_keys = frozenset("pP2")
    pressed = []
    view.key_pressed.connect(pressed.append)
    for character in "pP2":
        QTest.keyClick(view, character)
    press(Key.Key_Q)
    press(Key.Key_P, CTRL)
    assert pressed == ["p", "P", "2"]
    assert owner.texts() == ["q人名"]


def test_undo_keys_reach_the_application(own, view, press, qtbot, document_texts):
    done = []
    for name, keys in (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z")):
        action = QAction(name, view)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked=False, name=name: done.append(name))
        view.addAction(action)
    own("一")
    view.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is view)
    press(Key.Key_X)
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL | SHIFT)
    assert done == ["undo", "redo"]
    assert not view.document().isUndoRedoEnabled()
    assert document_texts(view) == ["x一"]


def test_click_on_a_flag_is_reported_and_a_drag_is_not(own, view, point_at, qtbot):
    own("网络袋盖面积")
    view.set_marks("b0", [Mark(2, 4, "flag", "f1"), Mark(0, 6, "label", "", "词")])
    with qtbot.waitSignal(view.marker_activated) as caught:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_at("b0", 3))
    assert caught.args == ["b0", "f1"]
    with qtbot.assertNotEmitted(view.marker_activated):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_at("b0", 5))
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=point_at("b0", 3))
        QTest.mouseMove(view.viewport(), point_at("b0", 5))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=point_at("b0", 5))


def test_caret_and_selection_are_reported_after_the_edit(own, view, press, commit_text):
    owner = own("甲𠮷乙", "丙")
    heard = []
    view.text_edited.connect(lambda *what: heard.append(("edit", *what)))
    view.caret_moved.connect(lambda *what: heard.append(("caret", *what)))
    view.selection_changed.connect(lambda *what: heard.append(("selection", *what)))
    view.set_caret("b0", 2)
    commit_text("𠮷")
    press(Key.Key_Right, SHIFT)
    assert heard == [
        ("caret", "b0", 2),
        ("edit", "b0", 2, 2, "𠮷"),
        ("caret", "b0", 3),
        ("caret", "b0", 4),
        ("selection", "b0", 3, "b0", 4),
    ]
    assert owner.texts()[0] == "甲𠮷𠮷乙"


def test_empty_pane_cannot_be_typed_into(own, view, press, commit_text, paste, document_texts):
    owner = own()
    press(Key.Key_X)
    press(Key.Key_Return)
    commit_text("字")
    paste("字")
    QTest.qWait(1)
    assert document_texts(view) == [""]
    assert (owner.edits, owner.requests) == ([], [])
    assert view.caret() is None


def test_a_double_click_selects_the_word_under_the_pointer(view, own, point_at):
    own("村民们在记者面前说，今年收成好。", "第二段。")
    for position in (4, 5):
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_at("b0", position))
        assert view.selection() == ("b0", 4, "b0", 6)


def test_a_third_click_selects_the_paragraph(view, own, point_at):
    own("村民们在记者面前说，今年收成好。", "第二段。")
    view._third_click.setInterval(60_000)
    point = point_at("b0", 4)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selection() == ("b0", 0, "b0", 16)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selected_text() == ""


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_and_the_arrow_keys_go_by_words_and_over_the_end_of_a_paragraph(view, own, press):
    own("记者采访村民。", "第二段。")
    view.set_caret("b0", 0)
    places = []
    for _ in range(5):
        press(Qt.Key.Key_Right, CONTROL)
        places.append(view.caret())
    assert places == [("b0", 2), ("b0", 4), ("b0", 6), ("b0", 7), ("b1", 0)]
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Left, CONTROL)
    press(Qt.Key.Key_Left, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert view.selection() == ("b0", 4, "b0", 6)


def test_ctrl_backspace_and_ctrl_delete_take_one_word(view, own, press):
    owner = own("记者采访村民。", "第二段。")
    view.set_caret("b0", 4)
    press(Qt.Key.Key_Backspace, CONTROL)
    assert owner.texts() == ["记者村民。", "第二段。"]
    press(Qt.Key.Key_Delete, CONTROL)
    assert owner.texts() == ["记者。", "第二段。"]
    assert owner.edits == [("b0", 2, 4, ""), ("b0", 2, 4, "")]
