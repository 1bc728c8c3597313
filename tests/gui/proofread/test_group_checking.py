"""All places read alike are shown in print; the odd ones are corrected as one step, or gone through one by one."""

import pytest
from helpers.printed import imported, printed_page, project_of
from PySide6.QtGui import QInputMethodEvent, QTransform
from PySide6.QtWidgets import QApplication

LINES = ["己经完成各项准备工作", "自己动手丰衣足食不忘", "己经开始新的一轮检修", "大家各自己经回到岗位"]


@pytest.fixture
def printed(tmp_path, make_desk):
    page = printed_page(tmp_path, "A01", LINES)
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(page)))
    desk.calm()
    return desk


def opened(desk, text="己"):
    """Put the caret behind a character and ask for all places read like it."""
    block = next(block for block in desk.issue.blocks.values() if text in block.text)
    desk.press("F2")
    desk.window.article_view.set_caret(block.id, block.text.index(text) + 1)
    desk.settle()
    desk.press("Ctrl+G")
    desk.calm()
    return desk.window.group_checking.dialog


def whole(desk):
    return "".join(desk.issue.blocks[block].text for block in desk.issue.articles["a1"].blocks)


def rows_of(dialog, desk):
    """The rows of the grid by what follows the character in print."""
    raw = desk.issue.pages["p1"].raw
    return {
        raw[cell.place.end]: row for row, cell in enumerate(dialog.model.cells) if cell.place.end < len(raw)
    }


def commit(dialog, text):
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(dialog.grid, event)


def test_every_place_read_so_is_shown_with_its_print(printed):
    dialog = opened(printed)
    assert dialog.model.rowCount() == 4
    assert "4 places" in printed.words(dialog)
    pieces = [cell.piece for cell in dialog.model.cells]
    assert all(piece.pixelColor(piece.rect().center()).lightness() < 80 for piece in pieces)
    assert all(piece.pixelColor(2, 2).lightness() > 180 for piece in pieces)


def test_print_of_a_page_that_was_turned_is_turned(printed):
    upright = opened(printed)
    before = {cell.place: cell.piece for cell in upright.model.cells}
    upright.close()
    printed.window.image_pane.view.turn(270)
    dialog = opened(printed)
    assert len(before) == dialog.model.rowCount() == 4
    for cell in dialog.model.cells:
        assert cell.piece == before[cell.place].transformed(QTransform().rotate(270))


def test_what_is_typed_at_odd_ones_is_corrected_as_one_step(printed):
    dialog, before = opened(printed), whole(printed)
    rows = rows_of(dialog, printed)
    assert sorted(rows) == ["动", "经"]
    own = next(row for row, cell in enumerate(dialog.model.cells) if "动手" in cell.context)
    dialog.grid.setFocus()
    dialog.grid.setCurrentIndex(dialog.model.index(0))
    for row in range(4):
        assert dialog.grid.currentIndex().row() == row
        if row == own:
            printed.press("Right", dialog.grid)
        else:
            commit(dialog, "已")
    printed.press("Enter", dialog.grid)
    printed.calm()
    assert whole(printed) == before.replace("己经", "已经")
    assert whole(printed).count("已") == 3
    printed.press("Ctrl+Z")
    assert whole(printed) == before


def test_places_marked_with_space_are_gone_through_one_by_one(printed):
    dialog = opened(printed)
    dialog.grid.setFocus()
    marked = [dialog.model.cells[row].place for row in (1, 3)]
    dialog.grid.setCurrentIndex(dialog.model.index(1))
    printed.press("Space", dialog.grid)
    assert dialog.grid.currentIndex().row() == 2
    printed.press("Right", dialog.grid)
    printed.press("Space", dialog.grid)
    printed.press("Enter", dialog.grid)
    printed.calm()
    block, start, _, end = printed.selected()
    assert (block, start, end) == (marked[0].place.block, marked[0].place.start, marked[0].place.end)
    printed.type("已")
    printed.press("Ctrl+Shift+G")
    block, start, _, end = printed.selected()
    assert (block, start, end) == (marked[1].place.block, marked[1].place.start, marked[1].place.end)
    assert whole(printed).count("己") == 3


def test_backspace_takes_a_mark_back_and_escape_changes_nothing(printed):
    dialog, before = opened(printed), whole(printed)
    printed.press("Space", dialog.grid)
    dialog.grid.setCurrentIndex(dialog.model.index(0))
    printed.press("Backspace", dialog.grid)
    assert not any(cell.is_odd for cell in dialog.model.cells)
    commit(dialog, "已")
    printed.press("Escape", dialog.grid)
    printed.calm()
    assert whole(printed) == before
    assert printed.window.group_checking.dialog is None


def test_a_page_without_boxes_counts_what_cannot_be_shown(tmp_path, make_desk):
    page = printed_page(tmp_path, "A01", LINES, boxes=False)
    desk = make_desk(project_of(tmp_path / "p.annotator", imported(page)))
    desk.calm()
    dialog = opened(desk)
    assert dialog.model.rowCount() == 0
    assert "without print or place in it: 4" in desk.words(dialog)
