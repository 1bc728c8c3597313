"""A person finds and replaces: in the article by the bar, over issue and project by the panel."""

from dataclasses import replace

import pytest
from helpers.hand_made import hand_made_issue
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.model.check import problems
from annotator.services.editing.finding import Source
from annotator.services.project.session import Session
from annotator.ui.controllers.find.searching import Reach


def enter(desk, words, field=None):
    """Type words into a line of text; an input method commits what no key has."""
    target = field or QApplication.focusWidget()
    for character in words:
        if character.isascii():
            QTest.keyClicks(target, character)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(character)
            QApplication.sendEvent(target, event)
    answer(desk)


def answer(desk):
    """Wait until every search has its answer."""
    searches = desk.window.find_bar.searching, desk.window.find_panel.searching
    for _ in range(2000):
        desk.settle(15)
        if not any(searching.is_busy for searching in searches):
            return
    raise AssertionError("a search never ended")


def lit(desk):
    """Return the texts that are lit as hits in the article."""
    view, found = desk.window.article_view, []
    for stage in view._stages(view.viewport().rect()):
        found += [stage.paragraph.text[p.start : p.end] for p in stage.pieces if p.mark.kind == "search"]
    return found


def button(widget, name):
    return next(each for each in widget.findChildren(QPushButton) if each.text() == name)


@pytest.fixture
def two_issues(tmp_path, make_desk):
    """A desk with two issues of the same words."""
    path = tmp_path / "two.annotator"
    with Session.create(path, "Two") as session:
        session.add_issue(hand_made_issue())
        session.add_issue(replace(hand_made_issue(), id="i2"))
    return make_desk(path)


@pytest.mark.parametrize(("keys", "place"), [("Ctrl+H", "find_bar"), ("Ctrl+Shift+F", "find_panel")])
def test_tab_leads_from_the_words_to_their_replacement_and_on_to_switches_that_show_it(desk, keys, place):
    desk.press(keys)
    fields = getattr(desk.window, place).fields
    fields.words.setFocus()
    desk.press("Tab")
    assert QApplication.focusWidget() is fields.new
    for switch in (fields.regular, fields.case, fields.widths, fields.scripts):
        before = switch.grab().toImage()
        desk.press("Tab")
        assert QApplication.focusWidget() is switch
        assert switch.grab().toImage() != before


def test_a_single_hit_is_not_counted_in_the_plural(desk):
    desk.press("Ctrl+Shift+F")
    enter(desk, "，", desk.window.find_panel.fields.words)
    fields, (several, *_) = desk.window.find_panel.fields, desk.window.find_panel._model.counts()
    assert several > 1
    assert f"Hits {several} · " in desk.words(desk.window.find_panel)
    fields.words.clear()
    enter(desk, desk.text("b1"), fields.words)
    assert "Hits 1 · Places 1 · Ticked 1" in desk.words(desk.window.find_panel)


def test_the_bar_lights_every_hit_and_goes_from_one_to_the_next(desk):
    desk.press("Ctrl+F")
    enter(desk, "袋盖")
    count = desk.words(desk.window.find_bar)
    assert lit(desk) == ["袋盖"] * len(lit(desk))
    assert len(lit(desk)) >= 2
    assert str(len(lit(desk))) in count
    desk.press("Enter")
    first = desk.selected()
    desk.press("Enter")
    assert desk.selected() != first
    desk.press("Shift+Enter")
    assert desk.selected() == first
    assert desk.window.article_view.selected_text() == "袋盖"


def test_f3_goes_on_from_the_caret_without_leaving_the_text(desk):
    desk.press("Ctrl+F")
    enter(desk, "袋盖")
    desk.window.article_view.setFocus()
    desk.window.article_view.set_caret("b2", 0)
    desk.press("F3")
    assert desk.selected()[0] == "b2"
    assert desk.window.article_view.hasFocus()
    desk.press("Shift+F3")
    assert desk.selected()[0] != "b2"


def test_escape_closes_the_bar_and_puts_the_light_out(desk):
    desk.press("Ctrl+F")
    enter(desk, "袋盖")
    desk.press("Escape")
    assert not desk.window.find_bar.isVisible()
    assert lit(desk) == []
    assert desk.window.article_view.hasFocus()


def test_selected_words_are_what_is_looked_for(desk):
    desk.window.article_view.select("b2", 2, "b2", 4)
    desk.press("Ctrl+F")
    answer(desk)
    assert desk.window.find_bar.fields.words.text() == "袋盖"
    assert "袋盖" in lit(desk)


def test_replacing_one_after_the_other(desk):
    before = desk.text("b2")
    desk.press("Ctrl+H")
    enter(desk, "袋盖")
    enter(desk, "覆盖", desk.window.find_bar.fields.new)
    desk.window.find_bar.fields.new.setFocus()
    desk.press("Enter")  # goes to the first
    block = desk.selected()[0]
    desk.press("Enter")  # replaces it and goes on
    answer(desk)
    assert "覆盖" in desk.text(block)
    assert desk.window.article_view.selected_text() == "袋盖"
    desk.window.article_view.setFocus()
    desk.press("Ctrl+Z")
    assert desk.text("b2") == before


def test_replacing_all_is_one_step_that_keeps_labels_and_provenance(desk):
    desk.press("Ctrl+2")
    desk.select("b2", 0, 4)
    desk.press("P")
    desk.press("Ctrl+1")
    desk.window.article_view.set_caret("b1", 0)
    texts = {block_id: block.text for block_id, block in desk.issue.blocks.items()}
    desk.press("Ctrl+H")
    enter(desk, "袋盖")
    enter(desk, "覆盖", desk.window.find_bar.fields.new)
    button(desk.window.find_bar, "Replace all").click()
    answer(desk)
    assert "袋盖" not in "".join(b.text for b in desk.window.article_view.blocks())
    piece = desk.issue.pieces["b2"][0]
    assert desk.text("b2")[piece.start : piece.end] == "网络覆盖"
    changed = [run for run in desk.issue.blocks["b2"].runs if run.origin == "replace"]
    assert [run.text for run in changed] == ["覆"]
    assert problems(desk.issue) == []
    desk.window.article_view.setFocus()
    desk.press("Ctrl+Z")
    assert {block_id: block.text for block_id, block in desk.issue.blocks.items()} == texts


def test_an_expression_that_never_ends_is_given_up_and_said(desk):
    issue = desk.issue
    block = next(iter(issue.articles[desk.workspace.article_id].blocks))
    desk.window.article_view.set_caret(block, 0)
    desk.window.article_view.insert("x" * 3000)
    desk.settle()
    desk.press("Ctrl+F")
    desk.window.find_bar.fields.regular.click()
    enter(desk, "(x+x+)+y")
    assert "too long" in desk.words(desk.window.find_bar)


def test_a_wrong_expression_is_said_while_it_is_typed(desk):
    desk.press("Ctrl+F")
    desk.window.find_bar.fields.regular.click()
    enter(desk, "网(")
    assert "a parenthesis lacks its other half" in desk.words(desk.window.find_bar)
    enter(desk, "络)")
    assert lit(desk)


def test_the_panel_lists_hits_of_the_issue_with_context_and_goes_there(desk):
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    assert panel.isVisible()
    enter(desk, "袋盖")
    desk.press("Down")
    assert panel.view.hasFocus()
    texts = [panel.view.model().data(panel.view.currentIndex())]
    assert "袋盖" in texts[0]
    desk.press("Enter")
    assert desk.window.article_view.hasFocus()
    assert desk.window.article_view.selected_text() == "袋盖"


def test_what_is_unticked_is_not_replaced(desk):
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    enter(desk, "袋盖")
    enter(desk, "覆盖", panel.fields.new)
    panel.fields.words.setFocus()
    desk.press("Down")
    desk.press("Space")
    spared = panel._model.hit_at(panel.view.currentIndex())
    button(panel, "Replace ticked").click()
    answer(desk)
    hits = [(p.block, h) for p in panel.searching.found.passages for h in p.hits]
    assert hits == [(spared[0].block, spared[1])]


def test_the_project_is_replaced_in_one_step_over_its_issues(two_issues):
    desk = two_issues
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    panel.reach.setCurrentIndex(2)
    panel.reach.activated.emit(2)
    assert panel.searching.reach is Reach.PROJECT
    enter(desk, "袋盖", panel.fields.words)
    found = {passage.issue for passage in panel.searching.found.passages}
    assert found == {"i1", "i2"}
    steps = len(desk.session.recent())
    enter(desk, "覆盖", panel.fields.new)
    button(panel, "Replace ticked").click()
    answer(desk)
    for issue_id in ("i1", "i2"):
        issue = desk.session.issue(issue_id)
        article = [issue.blocks[b].text for a in issue.order for b in issue.articles[a].blocks]
        assert "袋盖" not in "".join(article)
        assert problems(issue) == []
    groups = {entry.step.group for entry in desk.session.recent()[: len(desk.session.recent()) - steps]}
    assert len(groups) == 1
    desk.window.article_view.setFocus()
    desk.press("Ctrl+Z")
    for issue_id in ("i1", "i2"):
        assert desk.session.issue(issue_id) == replace(hand_made_issue(), id=issue_id)


def test_undo_goes_to_the_issue_it_changed(two_issues):
    desk = two_issues
    desk.workspace.show_issue("i2")
    desk.window.article_view.setFocus()
    desk.window.article_view.set_caret("b2", 0)
    desk.type("新")
    desk.workspace.show_issue("i1")
    desk.settle()
    desk.window.article_view.setFocus()
    desk.press("Ctrl+Z")
    assert desk.workspace.issue_id == "i2"
    assert not desk.text("b2").startswith("新")


def test_a_hit_in_another_issue_is_shown_there(two_issues):
    desk = two_issues
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    panel.reach.setCurrentIndex(2)
    panel.reach.activated.emit(2)
    enter(desk, "袋盖", panel.fields.words)
    last = panel.view.model().index(panel.view.model().rowCount() - 1, 0)
    panel.view.setCurrentIndex(panel.view.model().index(0, 0, last))
    panel.view.setFocus()
    desk.press("Enter")
    assert desk.workspace.issue_id == "i2"
    assert desk.window.article_view.selected_text() == "袋盖"


def test_raw_text_is_searched_over_its_line_ends_and_shown_there(desk):
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    for action in panel._sources.menu().actions():
        action.setChecked(action.data() == Source.RAW.value)
    page = next(iter(desk.issue.pages.values()))
    at = page.raw.index("\n", page.raw.index("网络"))
    words = page.raw[at - 2 : at] + page.raw[at + 1 : at + 3]
    enter(desk, words, panel.fields.words)
    assert panel.searching.found.count >= 1
    assert not button(panel, "Replace ticked").isEnabled()
    panel.fields.words.setFocus()
    desk.press("Down")
    desk.press("Enter")
    assert desk.window.raw_view.selection() == (at - 2, at + 3)


def test_a_hit_gone_to_in_raw_text_is_forgotten_with_its_page(desk):
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    for action in panel._sources.menu().actions():
        action.setChecked(action.data() == Source.RAW.value)
    enter(desk, "网络", panel.fields.words)
    panel.fields.words.setFocus()
    desk.press("Down")
    desk.press("Enter")
    desk.workspace.open(None)  # what is shown now is shorter than the hit stands far on its page
    desk.settle()
    assert desk.window.raw_view.selection() == (0, 0)


def test_nothing_can_be_replaced_in_a_project_that_is_only_read(desk, make_desk):
    path = desk.session.path
    desk.window.close()
    reading = make_desk(path, read_only=True)
    reading.press("Ctrl+Shift+F")
    enter(reading, "袋盖")
    assert reading.window.find_panel.searching.found.count
    assert not button(reading.window.find_panel, "Replace ticked").isEnabled()


def test_the_answer_follows_the_text(desk):
    desk.press("Ctrl+F")
    enter(desk, "很新")
    assert desk.window.find_bar.searching.found.count == 0
    desk.window.article_view.setFocus()
    desk.window.article_view.set_caret("b2", 0)
    desk.type("很新")
    answer(desk)
    assert desk.window.find_bar.searching.found.count == 1


def test_a_list_nobody_sees_is_renewed_when_it_is_seen_again(desk):
    desk.press("Ctrl+Shift+F")
    panel = desk.window.find_panel
    enter(desk, "很新")
    desk.window.tabs.setCurrentWidget(desk.window.history)
    desk.window.article_view.setFocus()
    desk.window.article_view.set_caret("b2", 0)
    desk.type("很新")
    desk.calm()
    assert not panel.searching.is_busy
    assert panel.searching.found.count == 0
    desk.press("Ctrl+Shift+F")
    answer(desk)
    assert panel.searching.found.count == 1
