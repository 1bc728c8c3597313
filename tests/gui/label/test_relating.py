"""Labels are related to each other with the keyboard or the mouse; relations are listed and drawn."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QTreeWidget

from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, RemoveLabels
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.ui.controllers.label.relation_arcs import RelationArcs
from annotator.ui.editor.arcs import Arc, lay_arcs
from annotator.ui.panels.relation_list import RelationList
from annotator.ui.panels.relation_strip import RelationStrip

# b1 reads 网络袋盖了全镇，村民用上𠮷祥牌手机。
SPANS = [
    ("p1", "PER", "y1", 5, 7),
    ("o1", "ORG", "b1", 12, 15),
    ("l1", "LOC", "b1", 5, 7),
    ("o2", "ORG", "b1", 0, 2),
    ("t1", "TITLE", "y1", 2, 4),
]


@pytest.fixture
def desk(desk):
    placed = [PlacedSpan(LabelSpan(n, label), (Place(b, s, e),)) for n, label, b, s, e in SPANS]
    desk.workspace.perform(AddLabels(tuple(placed)))
    desk.press("Ctrl+2")
    desk.window.tabs.setCurrentWidget(desk.window.labels)
    desk.window.show()
    return desk


def go(desk, block_id, start, end):
    desk.window.article_view.select(block_id, start, block_id, end)
    desk.settle()


def strip(desk):
    return desk.window.findChild(RelationStrip)


def offered(desk):
    buttons = strip(desk).findChildren(QToolButton)
    return [button.text() for button in buttons if button.isVisible()]


def relations(desk):
    return [(each.type, each.source, each.target) for each in desk.issue.relations.values()]


def test_a_person_is_related_to_an_organisation_by_chord_key_and_number(desk):
    go(desk, "y1", 5, 7)
    desk.press("Ctrl+L")
    assert QApplication.focusWidget() is strip(desk)
    desk.press("W")
    assert [text for text in offered(desk) if text[0].isdigit()] == ["1  网络", "2  𠮷祥牌"]
    desk.press("2")
    assert relations(desk) == [("works_for", "p1", "o1")]
    assert strip(desk).isHidden()
    assert QApplication.focusWidget() is desk.window.article_view
    assert desk.window.article_view.selection() == ("y1", 5, "y1", 7)
    assert "任职于" in desk.window.status.currentMessage()
    desk.press("Backspace")
    assert relations(desk) == []


def test_the_kind_is_asked_for_only_where_several_fit(desk):
    go(desk, "b1", 12, 15)
    desk.press("Ctrl+L")
    desk.press("Right")
    desk.press("Right")
    assert desk.window.article_view.selection()[:2] == ("y1", 5)
    desk.press("Enter")
    assert relations(desk) == [("same_as", "o1", "p1")]
    go(desk, "b1", 12, 15)
    desk.press("Ctrl+L")
    while desk.window.article_view.selection()[:2] != ("b1", 0):
        desk.press("Right")
    desk.press("Enter")
    assert [text[:1] for text in offered(desk)] == ["P", "S"]
    desk.press("P")
    assert relations(desk)[-1] == ("part_of", "o1", "o2")


def test_a_click_on_a_label_chooses_it(desk):
    go(desk, "y1", 5, 7)
    desk.press("Ctrl+L")
    desk.press("W")
    desk.click("b1", 13)
    assert relations(desk) == [("works_for", "p1", "o1")]


def test_a_label_that_does_not_fit_is_refused_and_escape_leads_back(desk):
    go(desk, "y1", 5, 7)
    desk.press("Ctrl+L")
    desk.press("W")
    desk.click("b1", 6)
    assert relations(desk) == []
    desk.press("Escape", strip(desk))
    assert strip(desk).isHidden()
    assert desk.window.article_view.selection() == ("y1", 5, "y1", 7)


def test_the_same_relation_is_not_put_twice(desk):
    for _ in range(2):
        go(desk, "y1", 5, 7)
        desk.press("Ctrl+L")
        desk.press("W")
        desk.press("1")
    assert relations(desk) == [("works_for", "p1", "o2")]


@pytest.fixture
def related(desk):
    go(desk, "y1", 5, 7)
    desk.press("Ctrl+L")
    desk.press("W")
    desk.press("2")
    return desk


@pytest.fixture
def listed(related):
    panel = related.window.findChild(RelationList)
    related.window.labels.lists.setCurrentWidget(panel)
    related.settle()
    return panel, panel.findChild(QTreeWidget)


def test_relations_are_listed_and_lead_to_their_ends(related, listed):
    _, tree = listed
    item = tree.topLevelItem(0)
    assert (item.text(0), item.text(1)) == ("任职于", "何田 → 𠮷祥牌")
    related.window.article_view.set_caret("b2", 0)
    tree.itemClicked.emit(item, 0)
    assert related.selected() == ("y1", 5, "y1", 7)
    tree.itemActivated.emit(item, 0)
    assert related.selected() == ("b1", 12, "b1", 15)


def test_a_relation_is_changed_turned_round_noted_and_removed(related, listed):
    panel, tree = listed
    (relation,) = related.issue.relations.values()
    actions = {action.text(): action for action in panel.menu(relation).actions()}
    kinds = actions["Change to"].menu().actions()
    assert [action.text() for action in kinds] == ["任职于", "同指"]
    kinds[1].trigger()
    assert relations(related) == [("same_as", "p1", "o1")]
    (relation,) = related.issue.relations.values()
    next(each for each in panel.menu(relation).actions() if each.text() == "Turn round").trigger()
    assert relations(related) == [("same_as", "o1", "p1")]
    related.settle()
    tree.topLevelItem(0).setText(2, "存疑")
    assert [each.note for each in related.issue.relations.values()] == ["存疑"]
    related.settle()
    tree.setCurrentItem(tree.topLevelItem(0))
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert relations(related) == []


def test_removing_a_label_takes_its_relations_from_list_and_text(related, listed):
    _, tree = listed
    arcs = related.window.findChild(RelationArcs)
    assert [(arc.source, arc.target, arc.name, arc.active) for arc in arcs.arcs()] == [
        (("y1", 5, 7), ("b1", 12, 15), "任职于", True)
    ]
    related.workspace.perform(RemoveLabels(("o1",)))
    related.settle()
    assert (arcs.arcs(), tree.topLevelItemCount()) == ([], 0)


def point_at(view, spot):
    """Move the pointer, as the window system would tell it."""
    button = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        spot,
        view.viewport().mapToGlobal(spot),
        button,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_arcs_are_drawn_in_label_mode_and_told_to_the_pointer(related):
    view, arcs = related.window.article_view, related.window.findChild(RelationArcs)
    view.grab()
    (drawn,) = arcs._drawn
    assert (drawn.name, drawn.head is not None) == ("任职于", True)
    assert view.viewport().rect().contains(drawn.rect.center().toPoint())
    with_arc = view.grab().toImage()
    related.window.article_view.set_caret("b2", 0)
    related.settle()
    view.grab()
    (drawn,) = arcs._drawn
    point_at(view, drawn.path.pointAtPercent(0.5))
    assert arcs._hovered == next(iter(related.issue.relations))
    point_at(view, QPoint(1, 1).toPointF())
    assert arcs._hovered == ""
    assert arcs._words(drawn.arc).split("\n")[:2] == ["何田 → 𠮷祥牌", "任职于"]
    related.press("Ctrl+1")
    assert arcs.arcs() == []
    assert view.grab().toImage() != with_arc


def test_an_arc_that_leads_out_of_sight_says_where(related):

    view = related.window.article_view
    related.window.resize(1200, 420)
    related.settle()
    view.verticalScrollBar().setValue(0)
    numbers = view.visible_numbers()
    hidden = [block.id for block in view.blocks() if view.paragraph_of(block.id, 0) > numbers[1]]
    assert hidden
    arc = Arc("r", ("t1", 0, 2), (hidden[-1], 0, 1), "位于", "#0072b2", "山村", "网络")
    (drawn,) = lay_arcs(view, [arc])
    assert drawn.name == "位于 → 网络 ↓"
    assert lay_arcs(view, [Arc("r", (hidden[-1], 0, 1), (hidden[-1], 1, 2), "位于", "#0072b2")]) == []
    assert drawn.contains(drawn.rect.center())
    assert not drawn.contains(QPoint(2, 2).toPointF())
