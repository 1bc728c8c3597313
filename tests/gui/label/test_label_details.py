"""Attributes, notes, doubts, labels of whole articles and discontinuous spans, with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit

from annotator.model.labels import (
    Attribute,
    AttributeKind,
    DocumentLabel,
    Label,
    LabelScheme,
    Level,
)
from annotator.model.spans import texts_of_span
from annotator.services.labels.labelling import listed_spans
from annotator.services.labels.schemes import Schemes, schemes_of, set_schemes

ROLE = Attribute("role", "身份", AttributeKind.CHOICE, ("记者", "编辑"), "记者")
SURE = Attribute("sure", "确定", AttributeKind.YES_NO)
NATION = Attribute("nation", "国别")
SCHEME = LabelScheme(
    "own",
    "自定",
    (
        Label("PER", "人物", "#d55e00", "p", attributes=(ROLE, SURE, NATION), overlaps_itself=False),
        Label("SHIP", "船舶", "#0072b2", "sh"),
        Label("SHOW", "展览", "#009e73", "sw"),
        Label("NEWS", "消息", "#cc79a7", "n", attributes=(NATION,), level=Level.DOCUMENT),
        Label("TEA", "茶叶", "#e69f00", level=Level.DOCUMENT),
    ),
)


@pytest.fixture
def desk(desk):
    set_schemes(desk.session, Schemes((SCHEME,), "own"))
    desk.window.show_schemes()
    desk.window.tabs.setCurrentWidget(desk.window.labels)
    desk.window.show()
    desk.press("Ctrl+2")
    return desk


@pytest.fixture
def span(desk):
    """A span on 何田."""
    select(desk, "y1", 5, 7)
    desk.press("P")
    return lambda: next(iter(desk.issue.spans.values()))


def field(desk, name, kind=QLineEdit):
    found = desk.window.labels.inspector.findChildren(kind)
    return next(each for each in found if each.accessibleName() == name)


def write(widget, text):
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def select(desk, block_id, start, end):
    desk.window.article_view.select(block_id, start, block_id, end)
    desk.settle()


def spans(desk):
    return [(entry.span.label, entry.text) for entry in listed_spans(desk.issue)]


def test_a_new_span_begins_with_the_defaults(desk, span):
    assert span().attributes == (("role", "记者"),)


def test_attributes_are_filled_in_with_the_keyboard_alone(desk, span):
    desk.press("Ctrl+T")
    role = QApplication.focusWidget()
    assert isinstance(role, QComboBox)
    QTest.keyClick(role, Qt.Key.Key_Down)
    QTest.keyClick(role, Qt.Key.Key_Tab)
    sure = QApplication.focusWidget()
    assert isinstance(sure, QCheckBox)
    QTest.keyClick(sure, Qt.Key.Key_Space)
    QTest.keyClick(sure, Qt.Key.Key_Tab)
    write(QApplication.focusWidget(), "中国")
    desk.press("Enter")
    assert span().attributes == (("nation", "中国"), ("role", "编辑"), ("sure", "yes"))
    assert QApplication.focusWidget() is desk.window.article_view
    desk.workspace.undo()
    assert span().attributes == (("role", "编辑"), ("sure", "yes"))


def test_a_note_is_written_kept_and_shown(desk, span):
    desk.press("Ctrl+M")
    write(QApplication.focusWidget(), "待查")
    desk.press("Enter")
    assert span().note == "待查"
    (mark,) = (mark for mark in desk.window.article_view.marks("y1") if mark.kind == "label")
    assert mark.label == "人物*"
    assert desk.window.article_view.describe("y1", mark).split("\n")[:3] == ["人物", "身份: 记者", "待查"]


def test_escape_gives_up_what_was_typed(desk, span):
    desk.press("Ctrl+M")
    write(QApplication.focusWidget(), "不要")
    desk.press("Escape")
    assert span().note == ""
    assert field(desk, "Note").text() == ""
    assert QApplication.focusWidget() is desk.window.article_view


def test_one_chord_marks_as_doubtful_and_takes_it_back(desk, span):
    desk.press("Ctrl+U")
    assert span().doubtful
    (mark,) = (mark for mark in desk.window.article_view.marks("y1") if mark.kind == "label")
    assert mark.label == "人物？"
    model = desk.window.labels._spans.model()
    desk.settle(250)
    assert model.index(0, 1).data() == "人物 · 记者？"
    desk.press("Ctrl+U")
    assert not span().doubtful


def test_an_attribute_the_scheme_no_longer_has_is_kept_and_shown(desk, span):
    bare = LabelScheme("own", "自定", (Label("PER", "人物", "#d55e00", "p"),))
    set_schemes(desk.session, Schemes((bare,), "own"))
    desk.window.show_schemes()
    desk.press("Ctrl+M")
    write(QApplication.focusWidget(), "还在")
    desk.press("Enter")
    assert (span().attributes, span().note) == ((("role", "记者"),), "还在")


def test_codes_of_two_keys_wait_for_the_second(desk):
    select(desk, "b1", 0, 2)
    desk.press("S")
    assert spans(desk) == []
    assert "展览" in desk.window.status.currentMessage()
    desk.press("W")
    assert spans(desk) == [("SHOW", "网络")]
    assert desk.window.status.currentMessage() == ""
    select(desk, "b1", 4, 6)
    desk.press("S")
    desk.press("Backspace")
    desk.press("S")
    desk.press("X")
    desk.press("P")
    assert spans(desk) == [("SHOW", "网络"), ("PER", "了全")]


def test_a_label_that_must_not_overlap_itself_is_refused_on_itself(desk):
    select(desk, "b1", 0, 4)
    desk.press("P")
    select(desk, "b1", 2, 6)
    desk.press("P")
    assert spans(desk) == [("PER", "网络袋盖")]
    select(desk, "b1", 2, 6)
    desk.press("S")
    desk.press("H")
    assert spans(desk) == [("PER", "网络袋盖"), ("SHIP", "袋盖了全")]


def test_the_selection_is_put_to_the_label_before(desk):
    select(desk, "b1", 0, 2)
    desk.press("P")
    select(desk, "b1", 5, 7)
    desk.press("Ctrl+B")
    (only,) = desk.issue.spans
    assert texts_of_span(desk.issue, only) == ["网络", "全镇"]
    assert "网络 … 全镇" in desk.window.status.currentMessage()
    linked = [mark.linked for mark in desk.window.article_view.marks("b1") if mark.kind == "label"]
    assert linked == [2, 1]
    select(desk, "b2", 0, 2)
    desk.press("Ctrl+B")
    assert len(texts_of_span(desk.issue, only)) == 3
    select(desk, "b1", 6, 7)
    desk.press("Ctrl+Shift+B")
    assert texts_of_span(desk.issue, only) == ["网络", "全", "网络"]
    desk.workspace.undo()
    desk.workspace.undo()
    assert texts_of_span(desk.issue, only) == ["网络", "全镇"]


def test_selected_text_inside_another_label_goes_to_the_label_before(desk):
    select(desk, "b1", 4, 8)
    desk.press("S")
    desk.press("H")
    select(desk, "b1", 0, 2)
    desk.press("P")
    select(desk, "b1", 5, 7)
    desk.press("Ctrl+B")
    person = next(span.id for span in desk.issue.spans.values() if span.label == "PER")
    assert texts_of_span(desk.issue, person) == ["网络", "全镇"]


def test_nothing_is_put_where_no_label_was(desk):
    select(desk, "b1", 0, 2)
    desk.press("Ctrl+B")
    assert desk.issue.spans == {}
    desk.press("P")
    select(desk, "b1", 0, 2)
    desk.press("Ctrl+Shift+B")
    assert spans(desk) == [("PER", "网络")]


def test_articles_are_labelled_as_a_whole_with_the_keyboard(desk):
    desk.press("Ctrl+Shift+A")
    box = QApplication.focusWidget()
    assert (type(box), box.text()) == (QCheckBox, "消息  N")
    QTest.keyClick(box, Qt.Key.Key_Space)
    who = desk.workspace.who
    assert desk.issue.document_labels == {"a1": (DocumentLabel("NEWS", who),)}
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    write(QApplication.focusWidget(), "外国")
    desk.press("Enter")
    assert desk.issue.document_labels["a1"] == (DocumentLabel("NEWS", who, "", (("nation", "外国"),)),)
    assert QApplication.focusWidget() is desk.window.article_view


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_a_key_leads_from_the_boxes_of_an_article_back_to_its_text(desk, key):
    desk.press("Ctrl+Shift+A")
    desk.press("Space")
    desk.press(key)
    assert QApplication.focusWidget() is desk.window.article_view
    assert [entry.label for entry in desk.issue.document_labels["a1"]] == ["NEWS"]


def test_the_key_of_a_label_of_articles_labels_the_article(desk):
    desk.press("N")
    assert [entry.label for entry in desk.issue.document_labels["a1"]] == ["NEWS"]
    desk.workspace.show_article("a2")
    boxes = desk.window.labels.article_labels.findChildren(QCheckBox)
    assert [box.isChecked() for box in boxes if box.accessibleName() in ("消息", "茶叶")] == [False, False]
    desk.workspace.show_article("a1")
    desk.press("N")
    assert desk.issue.document_labels == {}


def test_labels_of_articles_are_not_listed_among_those_of_text_unless_they_are_sought(desk):
    labels = desk.window.labels.labels

    def listed():
        items = (labels._list.item(row) for row in range(labels._list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if not item.isHidden()]

    assert "NEWS" not in listed()
    assert "PER" in listed()
    labels._sought.setText("消息")
    assert listed() == ["NEWS"]
    labels._sought.clear()
    assert "NEWS" not in listed()


def test_another_scheme_is_chosen_in_the_panel(desk):
    many = LabelScheme("many", "很多", tuple(Label(f"L{n}", f"类{n}", "#0072b2") for n in range(20)))
    set_schemes(desk.session, Schemes((SCHEME, many), "own"))
    desk.window.show_schemes()
    labels = desk.window.labels.labels
    (chooser,) = labels.findChildren(QComboBox)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    assert schemes_of(desk.session).current.id == "many"
    (sought,) = labels.findChildren(QLineEdit)
    assert sought.isVisible()
    select(desk, "b1", 0, 2)
    sought.setFocus()
    write(sought, "类17")
    QTest.keyClick(sought, Qt.Key.Key_Return)
    assert spans(desk) == [("L17", "网络")]


def test_the_menu_of_a_label_offers_what_can_be_said_of_it(desk, span):
    titles = [action.text() for action in desk.window.mouse.article_menu().actions()]
    assert "Mark the label as doubtful" in titles
    select(desk, "b2", 0, 1)
    assert "Mark the label as doubtful" not in [
        action.text() for action in desk.window.mouse.article_menu().actions()
    ]
