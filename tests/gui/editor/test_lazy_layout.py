"""Lines stand where Qt's own layout would put them, although only those are laid out that are looked at."""

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from annotator.model.article import Role
from annotator.ui.editor import block_pane
from annotator.ui.editor.pane_text import Mark, PaneBlock

CHARACTERS = "的一是了不在人有我他这个们中，。、“”（）ABC def 123"
LENGTHS = (0, 1, 5, 40, 300, 2500)


def made_blocks(seed, count=40):
    dice = random.Random(seed)
    return [
        PaneBlock(f"b{n}", dice.choice(list(Role)), "".join(dice.choices(CHARACTERS, k=dice.choice(LENGTHS))))
        for n in range(count)
    ]


def paragraphs(edit):
    block = edit.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def geometry(edit):
    """Return rectangle and line starts of every paragraph."""
    found = []
    for block in paragraphs(edit):
        rect = edit.document().documentLayout().blockBoundingRect(block)
        lines = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
        found.append((rect.getRect(), [(line.textStart(), line.x(), line.y()) for line in lines]))
    return found


def screen_is_right(view):
    """Tell whether what is on the screen is the viewport drawn from nothing."""
    viewport = view.viewport()
    right = viewport.grab().toImage()
    shown = view.screen().grabWindow(view.winId()).toImage().convertToFormat(right.format())
    return shown.copy(QRect(viewport.mapTo(view, QPoint()), right.size())) == right


def qts_own(view, qtbot):
    """Return a plain text edit of the same size with the same text in the same formats."""
    edit = QTextEdit()
    qtbot.addWidget(edit)
    edit.setFrameShape(QTextEdit.Shape.NoFrame)
    edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    edit.document().setDefaultFont(view.document().defaultFont())
    edit.document().setDocumentMargin(view.document().documentMargin())
    edit.resize(view.size())
    edit.show()
    cursor = QTextCursor(edit.document())
    for number, block in enumerate(paragraphs(view)):
        if number:
            cursor.insertBlock()
        cursor.setBlockFormat(QTextBlockFormat(block.blockFormat()))
        cursor.setBlockCharFormat(block.charFormat())
        cursor.insertText(block.text(), block.charFormat())
    return edit


@pytest.mark.parametrize("seed", [1, 2])
def test_lines_stand_where_qts_layout_puts_them(view, qtbot, seed):
    view.set_blocks(made_blocks(seed))
    other = qts_own(view, qtbot)
    qtbot.wait(20)
    for mine, theirs in zip(geometry(view), geometry(other), strict=True):
        assert mine[0] == pytest.approx(theirs[0], abs=0.02)
        assert [start for start, *_ in mine[1]] == [start for start, *_ in theirs[1]]
        assert [y for *_, y in mine[1]] == pytest.approx([y for *_, y in theirs[1]], abs=0.02)
    size = other.document().documentLayout().documentSize()
    assert view.document().documentLayout().documentSize().height() == pytest.approx(size.height(), abs=0.02)


def test_points_on_lines_are_the_characters_qt_finds_there(view, qtbot):
    view.set_blocks(made_blocks(3))
    other = qts_own(view, qtbot)
    qtbot.wait(20)
    for block in paragraphs(view):
        layout = block.layout()
        for number in range(layout.lineCount()):
            middle = layout.position().y() + layout.lineAt(number).rect().center().y()
            if middle > view.viewport().height():
                return
            for x in range(0, view.viewport().width(), 50):
                point = QPoint(x, round(middle))
                assert (
                    view.cursorForPosition(point).position() == other.cursorForPosition(point).position()
                ), point


def test_only_what_is_looked_at_is_laid_out_at_first(view):
    view.set_blocks(made_blocks(4, 400))
    view.grab()
    laid_out = [bool(block.layout().lineCount()) for block in paragraphs(view)]
    assert laid_out[0]
    assert sum(laid_out) < 60


def test_the_rest_follows_while_nothing_else_is_to_be_done(view, qtbot):
    view.set_blocks(made_blocks(4, 120))
    qtbot.waitUntil(lambda: all(block.layout().lineCount() for block in paragraphs(view)))
    assert view.verticalScrollBar().maximum() == pytest.approx(
        view.document().documentLayout().documentSize().height() - view.viewport().height(), abs=1
    )


def test_what_is_read_does_not_move_while_the_rest_is_laid_out(view, qtbot):
    view.set_blocks(
        [PaneBlock(f"b{n}", Role.BODY, "ilI1 " * 80) for n in range(200)]
    )  # much narrower than thought
    view.set_caret("b150", 0)
    view.reveal("b150", 0, 0)
    before = view.range_rect("b150", 0, 0).top()
    assert 0 <= before < view.viewport().height()
    qtbot.waitUntil(lambda: all(block.layout().lineCount() for block in paragraphs(view)))
    assert view.range_rect("b150", 0, 0).top() == pytest.approx(before, abs=1.5)


def test_a_click_between_two_lines_is_a_click_on_the_nearer_one(view):
    view.set_blocks([PaneBlock("b1", Role.BODY, "字" * 200)])
    layout = next(paragraphs(view)).layout()
    first, second = layout.lineAt(0), layout.lineAt(1)
    x = 200
    for y, line in ((first.rect().bottom() + 1, first), (second.y() - 1, second)):
        point = QPointF(x, layout.position().y() + y).toPoint()
        expected = line.xToCursor(x - layout.position().x())
        assert view.cursorForPosition(point).position() == expected


def test_the_screen_shows_the_text_although_text_above_took_other_room_than_was_thought(
    view, qtbot, monkeypatch
):
    monkeypatch.setattr(block_pane, "_SLICE", 0.0001)  # few paragraphs at a time
    view.set_blocks([PaneBlock(f"b{n}", Role.BODY, f"{n} ilI1 " * 40) for n in range(100)])
    view.reveal("b70", 0, 0)
    qtbot.waitUntil(lambda: all(block.layout().lineCount() for block in paragraphs(view)))
    qtbot.wait(20)
    assert screen_is_right(view)


@pytest.mark.parametrize("seed", [6, 31, 40])
def test_the_screen_shows_the_text_although_only_lines_that_changed_are_drawn(view, qtbot, seed):
    dice = random.Random(seed)
    blocks = {f"b{n}": "".join(dice.choices(CHARACTERS, k=180)) for n in range(6)}
    view.set_blocks([PaneBlock(key, Role.BODY, text) for key, text in blocks.items()])
    kinds = ("flag", "correction", "difference", "label", "flag-accepted")
    for _ in range(25):
        key = dice.choice(list(blocks))
        text = blocks[key]
        start = dice.randrange(len(text))
        end = min(start + dice.choice((0, 1, 2, 30)), len(text))
        new = "".join(dice.choices(CHARACTERS, k=dice.choice((0, end - start, 2, 25))))
        blocks[key] = text = text[:start] + new + text[end:]
        marks = []
        for number in range(dice.randrange(5)):
            at = dice.randrange(len(text) - 3)
            marks.append(Mark(at, at + 2, dice.choice(kinds), f"m{number}", "名", note="旧\t"))
        view.update_block(PaneBlock(key, Role.BODY, text), marks)
        qtbot.waitUntil(lambda: screen_is_right(view), timeout=1000)


def test_a_change_that_moves_nothing_draws_its_own_lines_only(view, qtbot):
    text = "字" * 400
    view.set_blocks([PaneBlock("b1", Role.BODY, text)])
    qtbot.wait(20)
    drawn = []
    original = view.paintEvent
    view.paintEvent = lambda event: (drawn.append(event.rect()), original(event))[1]
    view.update_block(PaneBlock("b1", Role.BODY, text[:200] + "词词" + text[202:]), [])
    qtbot.waitUntil(lambda: bool(drawn))
    top, bottom = view.line_span("b1", 200)
    assert max(rect.height() for rect in drawn) < 4 * (bottom - top)
    assert any(rect.top() <= top and rect.bottom() >= bottom for rect in drawn)
