"""The raw pane: exact positions whatever the line ends, and what became of every character."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.ui.editor.colors import DARK, LIGHT
from annotator.ui.editor.pane_text import LIMIT, Mark
from annotator.ui.editor.raw_view import fitting_size, line_measure
from annotator.ui.editor.typography import TextStyle

RAW = "第一行\r\n第二\x0c第三\r第四\x00𠮷四\n\n末行\ufdd0"
Key = Qt.Key


def test_positions_count_every_raw_character(raw_view):
    raw_view.set_page(RAW)
    for position, character in enumerate(RAW):
        if character in "\r\n\x0c":
            continue
        raw_view.select(position, position + 1)
        assert raw_view.selection() == (position, position + 1)
        assert raw_view.caret() == position + 1


def test_caret_and_selection_are_told_in_raw_positions(raw_view, qtbot):
    raw_view.set_page(RAW)
    carets, selections = [], []
    raw_view.caret_moved.connect(carets.append)
    raw_view.selection_changed.connect(lambda *what: selections.append(what))
    raw_view.setFocus()
    pane = raw_view.focusProxy()
    raw_view.select(RAW.index("第四"), RAW.index("第四"))
    for _ in range(4):
        QTest.keyClick(pane, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    start = RAW.index("第四")
    assert carets == [start + step for step in range(5)]
    assert selections[-1] == (start, start + 4)
    assert RAW[slice(*selections[-1])] == "第四\x00𠮷"


def test_raw_text_cannot_be_changed(raw_view):
    raw_view.set_page(RAW)
    pane = raw_view.focusProxy()
    raw_view.select(0, 2)
    for key in (Key.Key_X, Key.Key_Delete, Key.Key_Return, Key.Key_Backspace):
        QTest.keyClick(pane, key)
    QTest.keyClick(pane, Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert [block.text for block in pane.blocks()] == [
        *("第一行", "第二", "第三", "第四\x00𠮷四", "", "末行\ufdd0")
    ]


def test_copied_text_has_no_substitutes(raw_view):
    raw_view.set_page(RAW)
    raw_view.select(RAW.index("四\x00"), len(RAW))
    QTest.keyClick(raw_view.focusProxy(), Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "四\x00𠮷四\n\n末行\ufdd0"


def test_line_numbers_are_those_of_the_page_even_in_broken_lines(raw_view):
    raw_view.set_page("短行\n" + "长行，" * 2000 + "\n末行")
    pane = raw_view.focusProxy()
    assert pane.document().blockCount() > 4
    block = pane.document().begin()
    while block.isValid():
        assert len(block.text()) <= LIMIT
        block = block.next()
    last = len("短行\n" + "长行，" * 2000 + "\n")
    raw_view.select(last, last + 2)
    assert raw_view.selection() == (last, last + 2)


def color_share(picture, color):
    """How many of the pixels looked at have exactly this colour."""
    image = picture.toImage()
    return sum(
        image.pixelColor(x, y).name() == color
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_furniture_and_unplaced_text_are_marked_beside_the_text(raw_view):
    raw = "报头\n正文正文\n不知归处"
    raw_view.set_page(raw)
    assert color_share(raw_view.grab(), LIGHT.unplaced) == 0
    raw_view.set_ranges([Mark(0, 2, "furniture", label="报头"), Mark(8, 12, "unplaced", "u", "未归")])
    marked = raw_view.grab()
    assert color_share(marked, LIGHT.unplaced) > 10
    assert color_share(marked, LIGHT.furniture) > 10
    raw_view.set_ranges([])
    assert color_share(raw_view.grab(), LIGHT.unplaced) == 0


def test_click_on_an_unplaced_range_is_told(raw_view, qtbot):
    raw_view.set_page("报头\n正文正文\n不知归处")
    raw_view.set_ranges([Mark(8, 12, "unplaced", "u1", "未归")])
    pane = raw_view.focusProxy()
    center = pane.range_rect("2", 1, 2).center().toPoint()
    with qtbot.waitSignal(raw_view.marker_activated) as caught:
        QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert caught.args == ["u1"]


def test_lit_characters_are_brought_into_view(raw_view):
    raw = "\n".join(f"第{number}行的文字" for number in range(300))
    raw_view.set_page(raw)
    start = raw.index("第250行")
    raw_view.highlight([(start, start + 5)], reveal=True)
    top, bottom = raw_view.range_span(start, start + 5)
    assert 0 <= top < bottom <= raw_view.height()
    visible = raw_view.visible_range()
    assert visible[0] <= start < visible[1]


def test_lit_ranges_over_lines_are_lit_on_each(raw_view):
    raw_view.set_page("一行文字\r\n二行文字\r\n三行文字")
    dark = color_share(raw_view.grab(), LIGHT.highlight)
    raw_view.highlight([(2, 15)])
    first = color_share(raw_view.grab(), LIGHT.highlight)
    raw_view.highlight([(2, 4)])
    assert dark == 0 < color_share(raw_view.grab(), LIGHT.highlight) < first


def test_another_page_replaces_all_of_the_old_one(raw_view):
    raw_view.set_page("旧页\n第二行", [Mark(0, 2, "unplaced", label="未归")])
    raw_view.highlight([(0, 2)])
    raw_view.set_page("新页")
    assert raw_view.caret() == 0
    picture = raw_view.grab()
    assert color_share(picture, LIGHT.unplaced) == color_share(picture, LIGHT.highlight) == 0


@pytest.mark.parametrize("raw", ["", "\n", "\r\n\r\n", "\x0c"])
def test_pages_without_text_are_shown(raw_view, raw):
    raw_view.set_page(raw, [Mark(0, len(raw), "unplaced")])
    raw_view.highlight([(0, len(raw))], reveal=True)
    raw_view.select(len(raw), len(raw))
    raw_view.grab()
    assert raw_view.visible_range() == (0, len(raw))


@pytest.mark.parametrize("sheet", ["", "QSplitter::handle { width: 1px; }"])
def test_style_changes_keep_the_text_and_the_place(raw_view, qapp, request, sheet):
    request.addfinalizer(partial(qapp.setStyleSheet, qapp.styleSheet()))
    qapp.setStyleSheet(sheet)
    raw = "\n".join(f"第{number}行的文字" for number in range(200))
    raw_view.set_page(raw)
    raw_view.select(900, 910)
    raw_view.set_style(TextStyle(size=24, colors=DARK))
    assert raw_view.selection() == (900, 910)
    assert raw_view.grab().toImage().pixelColor(QPoint(raw_view.width() - 40, 5)).name() == DARK.paper


def test_an_empty_pane_has_no_line_number(raw_view, qtbot):
    raw_view.set_page("")
    qtbot.wait(20)
    numbers = raw_view._numbers.grab().toImage()
    colors = {numbers.pixelColor(x, y).name() for x in range(numbers.width()) for y in range(60)}
    assert colors == {LIGHT.gutter}


def display_lines(raw_view):
    """How many lines stand on the screen for each raw line."""
    block, found = raw_view.focusProxy().document().begin(), []
    while block.isValid():
        raw_view.focusProxy().document().documentLayout().blockBoundingRect(block)  # lays it out
        found.append(block.layout().lineCount())
        block = block.next()
    return found


def test_printed_lines_are_not_broken_where_smaller_text_makes_them_fit(raw_view, qtbot):
    raw_view.set_page("\n".join(["村里修路架桥的事情说来话长又长，"] * 30))
    for width in (420, 350, 330):
        raw_view.resize(width, 480)
        qtbot.wait(20)
        assert set(display_lines(raw_view)) == {1}
    assert raw_view.text_style().size < TextStyle().size


def test_the_scroll_bar_of_a_long_page_breaks_no_line_of_it(raw_view, qtbot):
    for width in range(372, 392):
        raw_view.set_page("短")
        raw_view.resize(width, 480)
        qtbot.wait(5)
        raw_view.set_page("\n".join(["印出来的一行正好有二十个字不多也不少啊啊"] * 60))
        qtbot.wait(5)
        assert set(display_lines(raw_view)) == {1}, width


def test_lines_too_long_for_any_size_keep_the_usual_one(raw_view, qtbot):
    raw_view.set_page("\n".join(["村里修路架桥的事情说来话长又长，"] * 30))
    raw_view.resize(200, 480)
    qtbot.wait(20)
    narrow = raw_view.text_style().size
    raw_view.set_page("一个很长的自然段，" * 40)
    assert narrow == raw_view.text_style().size == fitting_size(TextStyle().size, 0.0, 0)


def test_the_measure_passes_over_a_few_longer_lines():
    assert line_measure(["十个字的一行就这么长"] * 9 + ["长" * 30, "", "  "]) == 10
    assert line_measure(["十个字的一行就这么长"] * 9 + ["长" * 30] * 9) == 30
    assert line_measure([]) == line_measure(["  "]) == 0
