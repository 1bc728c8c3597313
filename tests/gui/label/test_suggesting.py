"""The program suggests labels it has learnt; one key takes a suggestion or refuses it, and the next one comes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton

from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.labels.gazetteers import Gazetteer, set_project_gazetteers
from annotator.services.labels.labelling import listed_spans
from annotator.ui.controllers.label.suggesting import Suggesting
from annotator.ui.controllers.label.suggestions_found import SuggestionsFound
from annotator.ui.panels.suggestion_strip import SuggestionStrip


@pytest.fixture
def desk(desk):
    desk.press("Ctrl+2")
    desk.calm()
    return desk


def spans(desk):
    return [(entry.span.label, entry.text) for entry in listed_spans(desk.issue) if not entry.span.suggested]


def strip(desk):
    return desk.window.findChild(SuggestionStrip)


def dashed(desk, block_id):
    view = desk.window.article_view
    return [(mark.start, mark.end, mark.label) for mark in view.marks(block_id) if mark.kind == "suggestion"]


def wait_for(qtbot, desk, block_id, count=1):
    qtbot.waitUntil(lambda: len(dashed(desk, block_id)) == count, timeout=5000)
    desk.settle()


@pytest.fixture
def taught(desk, qtbot):
    """A desk where 网络 was labelled once: it stands three more times."""
    desk.select("b1", 0, 2)
    desk.press("O")
    wait_for(qtbot, desk, "b3")
    return desk


def test_what_was_labelled_once_is_suggested_wherever_it_stands(taught):
    assert dashed(taught, "b2") == [(0, 2, "机构")]
    assert dashed(taught, "b3") == [(9, 11, "机构")]
    assert spans(taught) == [("ORG", "网络")]


def test_enter_takes_a_suggestion_and_the_next_one_comes(taught):
    taught.press("Tab")
    assert taught.selected() == ("b2", 0, "b2", 2)
    taught.press("Enter")
    assert taught.selected() == ("b3", 9, "b3", 11)
    taught.press("Enter")
    assert spans(taught).count(("ORG", "网络")) == 3


def test_the_text_keeps_its_place_when_a_suggestion_comes_or_goes(taught):
    assert strip(taught).isVisible()
    before = taught.window.article_view.height()
    taught.press("Tab")
    assert taught.window.article_view.height() == before
    taught.press("Left")
    assert taught.window.article_view.height() == before


def test_a_suggestion_is_shown_in_its_context(taught):
    assert not strip(taught).context.isVisible()
    taught.press("Tab")
    assert strip(taught).context.isVisible()
    block = taught.text("b2")
    assert strip(taught).context.accessibleName().startswith(block[:10])


def test_a_decision_is_told_of_when_the_next_suggestion_is_there(taught):
    taught.press("Tab")
    heard = []
    suggesting = taught.window.findChild(Suggesting)
    suggesting.changed.connect(lambda: heard.append(suggesting.current.place.block))
    taught.press("Space")
    assert heard[0] == "b3"


def test_a_digit_takes_another_label(taught):
    taught.press("Tab")
    first = next(each for each in strip(taught).findChildren(QToolButton) if "机构" in each.text())
    assert first.isVisible()
    assert first.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    taught.press("2")
    assert spans(taught)[1] == (taught.window.scheme().labels[0].id, "网络")


def test_a_labels_own_key_decides_a_suggestion_too(taught):
    taught.press("Tab")
    taught.press("L")
    assert spans(taught)[1] == ("LOC", "网络")
    assert taught.selected() == ("b3", 9, "b3", 11)


def test_what_was_refused_never_comes_again(taught, qtbot):
    taught.press("Tab")
    taught.press("Space")
    assert taught.selected() == ("b3", 9, "b3", 11)
    assert dashed(taught, "b2") == []
    taught.window.article_view.set_caret("y1", 0)
    taught.press("Ctrl+PgDown")
    taught.press("Ctrl+PgUp")
    qtbot.wait(400)
    assert dashed(taught, "b2") == []
    assert spans(taught) == [("ORG", "网络")]


def test_backspace_takes_a_refusal_back(taught, qtbot):
    taught.press("Tab")
    taught.press("Space")
    taught.press("Backspace")
    wait_for(qtbot, taught, "b2")
    assert taught.selected()[0] == "b2"


def test_a_refusal_follows_its_text(taught, qtbot):
    taught.press("Tab")
    taught.press("Space")
    taught.press("F2")
    taught.window.article_view.set_caret("b2", 0)
    taught.type("好")
    taught.press("Escape")
    qtbot.wait(400)
    assert taught.text("b2").startswith("好网络")
    assert dashed(taught, "b2") == []


def test_names_of_a_kind_that_was_labelled_are_suggested(desk, qtbot):
    with_names = "记者王小明说，镇长李建国说，村民赵志强说。"
    desk.press("F2")
    desk.window.article_view.set_caret("b2", 0)
    desk.compose("", commit=with_names)
    desk.press("Escape")
    for name in ("王小明", "李建国"):
        at = desk.text("b2").index(name)
        desk.select("b2", at, at + 3)
        desk.press("P")
    qtbot.waitUntil(lambda: any(mark[2] == "人物" for mark in dashed(desk, "b2")), timeout=5000)
    start, end, _ = next(mark for mark in dashed(desk, "b2") if mark[2] == "人物")
    assert desk.text("b2")[start:end] == "赵志强"


def test_a_word_list_is_suggested_from(desk, qtbot):
    set_project_gazetteers(desk.session, [Gazetteer("places", "地点", (("全镇", ""), ("手机", "MISC")))])
    desk.press("Ctrl+1")
    desk.workspace.session_changed.emit()
    desk.press("Ctrl+2")
    wait_for(qtbot, desk, "b1", 2)
    assert [label for *_, label in dashed(desk, "b1")] == ["地点", "其他"]


def test_what_a_model_brought_is_taken_or_refused_like_the_rest(desk, qtbot):
    brought = [
        PlacedSpan(LabelSpan(f"m{at}", "LOC", "model", score=0.6, suggested=True), (Place("b1", at, at + 2),))
        for at in (0, 9)
    ]
    desk.workspace.perform(AddLabels(tuple(brought)))
    desk.calm()
    assert [mark[:2] for mark in dashed(desk, "b1")] == [(0, 2), (9, 11)]
    assert spans(desk) == []
    desk.window.article_view.set_caret("t1", 0)
    desk.press("Tab")
    desk.press("Enter")
    assert spans(desk) == [("LOC", "网络")]
    desk.press("Space")
    assert dashed(desk, "b1") == []
    assert spans(desk) == [("LOC", "网络")]


def test_suggestions_can_be_switched_off(taught):
    taught.press("Ctrl+Alt+S")
    assert dashed(taught, "b2") == []


def test_a_label_whose_text_is_gone_is_put_elsewhere(desk):
    desk.select("b2", 2, 4)
    desk.press("P")
    desk.press("F2")
    desk.press("Delete")
    desk.press("Escape")
    desk.settle(250)
    panel = desk.window.labels
    panel._spans.clicked.emit(panel._spans.model().index(0, 0))
    assert "Select where it belongs" in desk.words(strip(desk))
    desk.select("y1", 5, 7)
    desk.press("Enter")
    assert spans(desk) == [("PER", "何田")]
    desk.press("Ctrl+Z")
    assert spans(desk) == [("PER", "")]


def test_a_label_whose_text_is_gone_is_removed(desk):
    desk.select("b2", 2, 4)
    desk.press("P")
    desk.press("F2")
    desk.press("Delete")
    desk.press("Escape")
    desk.settle(250)
    panel = desk.window.labels
    panel._spans.clicked.emit(panel._spans.model().index(0, 0))
    desk.press("Delete", desk.window.article_view)
    assert spans(desk) == []


def test_a_word_list_is_chosen_and_forgotten_in_the_menu(desk, qtbot, tmp_path):
    path = tmp_path / "places.txt"
    path.write_text("# label: LOC\n全镇\n", encoding="utf-8")
    desk.window.actions_["add_gazetteer"].trigger()
    dialog = desk.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    wait_for(qtbot, desk, "b1")
    desk.window.actions_["forget_gazetteers"].trigger()
    wait_for(qtbot, desk, "b1", 0)


def test_tab_goes_from_suggestion_to_suggestion_and_around_both_ways(taught):
    view, found = taught.window.article_view, taught.window.findChild(SuggestionsFound)
    places = [each.place for listed in found.open.values() for each in listed]
    order = taught.issue.articles[taught.window.workspace.article_id].blocks
    places.sort(key=lambda place: (order.index(place.block), place.start))
    assert len(places) >= 2
    view.set_caret(order[0], 0)
    gone = []
    for key in ["Tab"] * (len(places) + 1) + ["Shift+Tab"] * (len(places) + 1):
        taught.press(key)
        gone.append(Place(*view.selection()[:2], view.selection()[3]))
    forward = [*places, places[0]]
    back = [places[-1], *reversed(places[:-1]), places[-1]]
    assert gone == [*forward, *back]
