"""Text is dragged, and paragraphs and articles are moved by keys, each in one step."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Role
from annotator.model.check import problems
from annotator.ui.editor.dragging import DraggedText, decoded


@pytest.fixture
def drag(desk):
    """Drag what is selected in a pane to a point of another widget's viewport."""

    class Drop(QDropEvent):
        """A drop whose source is known, as it is inside one program."""

        def source(self):
            return self.origin

    def go(source, viewport, point):
        action = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        data = source.createMimeDataFromSelection()
        made = QMimeData()
        for name in data.formats():
            made.setData(name, data.data(name))
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        spot = QPointF(point)
        results = []
        for kind in (QDragEnterEvent, QDragMoveEvent):
            event = kind(spot.toPoint(), action, made, left, none)
            QApplication.sendEvent(viewport, event)
            results.append(event.isAccepted())
        event = Drop(spot, action, made, left, none)
        event.origin = source
        event.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(viewport, event)
        desk.settle()
        return [*results, event.isAccepted(), event.dropAction()]

    return go


def top_of(desk, block_id):
    return desk.window.article_view.range_rect(block_id, 0, 1).topLeft() + QPointF(2, 2).toPoint()


def article(desk, name="a1"):
    return desk.issue.articles[name].blocks


def one_step(desk, before):
    desk.press("Ctrl+Z")
    assert desk.issue == before


def test_paragraphs_are_reordered_by_dragging(desk, drag):
    desk.press("Ctrl+3")
    desk.workspace.show_article("a1")
    desk.settle()
    before = desk.issue
    view = desk.window.article_view
    view.select("b2", 0, "b2", 3)
    results = drag(view, view.viewport(), top_of(desk, "b1"))
    # The pane must not be asked to take the text away itself.
    assert results == [True, True, True, Qt.DropAction.CopyAction]
    assert article(desk) == ("t1", "y1", "b2", "b1", "j1", "j2", "b3")
    assert problems(desk.issue) == []
    one_step(desk, before)


def test_paragraphs_are_dragged_to_another_article_in_the_tree(desk, drag):
    desk.press("Ctrl+3")
    desk.workspace.show_article("a1")
    desk.settle()
    before = desk.issue
    view, tree = desk.window.article_view, desk.window.tree._tree
    view.select("b3", 0, "b3", 2)
    item = desk.window.tree._items["article:a2"]
    drag(view, tree.viewport(), tree.visualItemRect(item).center())
    assert desk.issue.article_of("b3").id == "a2"
    assert article(desk, "a2") == ("b3", "t2", "b4")  # its place on the page
    one_step(desk, before)


def test_raw_text_is_dragged_into_the_article(desk, drag):
    desk.workspace.show_article("a2")
    desk.window.linking.show_page("p2")
    desk.settle()
    before = desk.issue
    view, raw = desk.window.article_view, desk.window.raw_view
    start = desk.issue.pages["p2"].raw.index("角落")
    raw.select(start, start + 5)
    desk.workspace.show_article("a2")
    desk.settle()
    drag(raw._pane, view.viewport(), top_of(desk, "b4"))
    assert article(desk, "a2") == ("t2", "u1", "b4")
    assert desk.issue.articles[UNPLACED_ID].blocks == ()
    one_step(desk, before)


def test_raw_text_is_placed_by_a_key(desk):
    desk.workspace.show_article("a2")
    desk.window.linking.show_page("p2")
    desk.settle()
    start = desk.issue.pages["p2"].raw.index("角落")
    desk.window.raw_view.select(start, start + 2)
    desk.workspace.show_article("a2")
    desk.window.article_view.set_caret("b4", 1)
    desk.press("Ctrl+Alt+V")
    assert [desk.text(key) for key in article(desk, "a2")][-1] == "角落"
    assert [desk.text(key) for key in article(desk, UNPLACED_ID)] == ["里的字"]


def test_text_dragged_in_the_pane_is_one_step_and_keeps_its_raw_characters(desk, drag):
    before = desk.issue
    view = desk.window.article_view
    view.select("b1", 1, "b1", 3)
    desk.settle()
    text = desk.text("b1")
    target = view.range_rect("b2", 2, 2)
    drag(view, view.viewport(), target.center().toPoint())
    assert desk.text("b1") == text[:1] + text[3:]
    assert desk.text("b2").startswith(before.blocks["b2"].text[:2] + text[1:3])
    assert all(run.text is None for run in desk.issue.blocks["b2"].runs)
    assert desk.shown_text("b2") == desk.text("b2")
    one_step(desk, before)


def test_keys_move_paragraphs_and_articles(desk):
    before = desk.issue
    desk.window.article_view.set_caret("b2", 1)
    desk.press("Alt+Up")
    assert article(desk)[2:4] == ("b2", "b1")
    desk.press("Alt+Down")
    assert desk.issue.articles == before.articles
    desk.press("Ctrl+Alt+Enter")
    split = desk.workspace.article_id
    assert split not in ("a1", "a2")
    assert article(desk, split)[0] == "b2"
    desk.press("Ctrl+Alt+Backspace")
    assert desk.issue.order == ("a1", "a2")
    assert article(desk) == before.articles["a1"].blocks


def test_paragraphs_are_put_aside(desk):
    desk.window.article_view.set_caret("y1", 1)
    desk.press("Ctrl+Alt+U")
    assert desk.issue.articles[UNPLACED_ID].blocks == ("u1", "y1")
    desk.window.article_view.set_caret("j1", 1)
    desk.press("Ctrl+Alt+F")
    assert desk.issue.articles[FURNITURE_ID].blocks == ("m1", "j1")
    assert desk.issue.blocks["j1"].role is Role.SECTION


def test_the_menu_gives_a_role(desk):
    desk.window.article_view.set_caret("b1", 1)
    menu = desk.window.mouse.article_menu()
    roles = next(action.menu() for action in menu.actions() if action.text() in ("Role", "角色"))
    chosen = list(Role).index(Role.HEADING)
    roles.actions()[chosen].trigger()
    assert desk.issue.blocks["b1"].role is Role.HEADING


@pytest.fixture
def hold(desk, monkeypatch):
    """Go over a paragraph with the mouse, press on its grip, and pull; returns the paragraphs that would go."""
    pulled = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: pulled.append(decoded(drag.mimeData())))

    def go(block_id, far=60):
        away = QPoint(0, far)
        viewport, grip = desk.window.article_view.viewport(), desk.window.moving._grip
        QTest.mouseMove(viewport, top_of(desk, block_id).toPoint() + QPoint(30, 3))
        desk.settle()
        if not grip.isVisible():
            return None
        spot = grip.rect().center()
        QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=spot)
        held = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(spot + away),
            QPointF(grip.mapToGlobal(spot + away)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(grip, held)
        QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=spot + away)
        desk.settle()
        return pulled[-1] if pulled else ()

    return go


def test_a_paragraph_is_dragged_by_its_grip_without_being_selected_before(desk, drag, hold):
    desk.press("Ctrl+3")
    desk.workspace.show_article("a1")
    desk.settle()
    view = desk.window.article_view
    view.set_caret("b1", 2)
    assert hold("b2") == DraggedText("b2", 0, "b2", len(desk.issue.blocks["b2"].text))
    drag(view, view.viewport(), top_of(desk, "b1"))
    assert article(desk) == ("t1", "y1", "b2", "b1", "j1", "j2", "b3")


def test_a_grip_takes_all_that_is_selected_along(desk, hold):
    desk.press("Ctrl+3")
    desk.workspace.show_article("a1")
    desk.settle()
    desk.window.article_view.select("b1", 1, "b2", 2)
    assert hold("b1") == DraggedText("b1", 1, "b2", 2)


def test_a_press_on_a_grip_that_pulls_nowhere_only_selects(desk, hold):
    desk.press("Ctrl+3")
    desk.workspace.show_article("a1")
    desk.settle()
    before = desk.issue
    assert hold("b2", far=1) == ()
    assert desk.window.article_view.selection() == ("b2", 0, "b2", len(desk.issue.blocks["b2"].text))
    assert desk.issue == before


def test_there_is_no_grip_where_paragraphs_do_not_move(desk, hold):
    desk.workspace.show_article("a1")
    desk.settle()
    assert hold("b2") is None
