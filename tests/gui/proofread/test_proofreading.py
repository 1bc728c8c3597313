"""A person proofreads with single keys; what is stored and what is shown agree."""

from dataclasses import replace

from helpers.hand_made import hand_made_issue

from annotator.model.flag import Candidate, Flag, FlagStatus
from annotator.model.operations import AcceptFlag
from annotator.services.doubts.stream import Choice, DoubtKind, Order
from annotator.services.project.session import Session
from annotator.ui.actions.table import ACTIONS


def statuses(desk, block_id):
    return [flag.status for flag in desk.issue.flags.get(block_id, ())]


def test_the_first_doubt_is_selected_on_opening(desk):
    assert desk.selected() == ("b1", 2, "b1", 4)
    assert desk.window.article_view.selected_text() == "袋盖"


def test_enter_takes_the_first_candidate_and_the_next_doubt_comes(desk):
    desk.press("Enter")
    assert desk.text("b1") == "网络覆盖了全镇，村民用上𠮷祥牌手机。"
    assert desk.shown_text("b1") == desk.text("b1")
    assert statuses(desk, "b1") == [FlagStatus.ACCEPTED]
    assert desk.selected() == ("b2", 2, "b2", 4)


def test_a_key_that_is_held_down_decides_once(desk):
    desk.hold("Enter")
    assert statuses(desk, "b1") + statuses(desk, "b2") == [FlagStatus.ACCEPTED, FlagStatus.OPEN]
    desk.hold("Space")
    assert statuses(desk, "b2") + statuses(desk, "b3") == [FlagStatus.KEPT, FlagStatus.OPEN]
    desk.hold("Backspace")
    assert statuses(desk, "b1") + statuses(desk, "b2") == [FlagStatus.ACCEPTED, FlagStatus.OPEN]
    assert desk.text("b2").startswith("网络袋盖")


def test_a_key_held_down_in_the_list_of_doubts_decides_once(desk):
    desk.press("Shift+Enter")
    desk.hold("Enter")  # repairs the series and goes back to the text, where another doubt waits
    assert desk.window.article_view.hasFocus()
    assert desk.text("b3").count("覆盖") == 1
    assert desk.text("b4").startswith("今年春茶产量更加容出")
    desk.press("Shift+Enter")
    desk.hold("Space", times=2)
    assert statuses(desk, "b4")[0] is FlagStatus.KEPT
    assert not desk.window.proofreading.doubt


def test_going_on_repeats_while_its_key_is_held_down_and_deciding_does_not(desk):
    desk.hold("Tab", times=2)
    assert desk.selected()[0] == "b3"
    repeated = {spec.id for spec in ACTIONS if desk.window.actions_[spec.id].autoRepeat()}
    assert {"next_doubt", "find_next", "undo", "zoom_in"} <= repeated
    assert not repeated & {"repair_series", "keep_alike", "finish_reading", "stage_final", "rebuild_issue"}


def test_a_word_that_is_added_leads_on_to_the_next_series(tmp_path, make_desk):
    issue = hand_made_issue()
    flags = {
        block: (*issue.flags[block], Flag(0, 2, "网络", 0.8, "lattice", "lattice.unlikely", (),
                                          (Candidate("网路", 0.9),), id=f"w-{block}"))
        for block in ("b1", "b2")
    }  # fmt: skip
    with Session.create(tmp_path / "project.annotator", "Project") as session:
        session.add_issue(replace(issue, flags={**issue.flags, **flags}))
    desk = make_desk(tmp_path / "project.annotator")
    desk.workspace.choose(Choice(0.5, order=Order.SERIES))
    desk.press("+")
    assert desk.selected() == ("b1", 0, "b1", 2)


def test_space_keeps_the_text(desk):
    desk.press("Space")
    assert desk.text("b1").startswith("网络袋盖")
    assert statuses(desk, "b1") == [FlagStatus.KEPT]
    assert desk.selected() == ("b2", 2, "b2", 4)


def test_shift_space_keeps_all_alike_as_one_step(desk):
    desk.press("Shift+Space")
    assert [statuses(desk, block) for block in ("b1", "b2", "b3")] == [[FlagStatus.KEPT_ALIKE]] * 3
    assert desk.selected()[0] == "b4"
    desk.press("Backspace")
    assert [statuses(desk, block) for block in ("b1", "b2", "b3")] == [[FlagStatus.OPEN]] * 3


def test_backspace_takes_the_last_decision_back_and_shows_it_again(desk):
    desk.press("Enter")
    desk.press("Backspace")
    assert desk.text("b1").startswith("网络袋盖")
    assert desk.shown_text("b1") == desk.text("b1")
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_tab_and_f8_go_on_without_deciding(desk):
    desk.press("Tab")
    assert desk.selected()[0] == "b2"
    desk.press("F8")
    assert desk.selected()[0] == "b3"
    desk.press("Shift+Tab")
    assert desk.selected()[0] == "b2"
    desk.press("Shift+F8")
    assert desk.selected()[0] == "b1"
    assert desk.session.recent() == ()


def test_the_stream_goes_over_into_the_next_article_and_the_page_follows(desk):
    for _ in range(3):
        desk.press("Enter")
    assert desk.workspace.article_id == "a2"
    assert desk.selected() == ("b4", 8, "b4", 10)
    assert desk.window.linking.page_id == "p2"


def test_when_all_is_decided_the_strip_says_so(desk):
    for _ in range(4):
        desk.press("Space")
    assert desk.window.proofreading.doubt is None
    desk.settle()
    assert "All doubts are decided" in desk.words(desk.window.strip)


def test_doubts_below_the_threshold_are_not_asked(desk):
    asked = set()
    for _ in range(8):
        asked.add(desk.window.proofreading.doubt.flag.text)
        desk.press("Tab")
    assert asked == {"袋盖", "容出"}
    desk.workspace.choose(Choice(0.1))
    desk.press("Shift+Tab")
    assert desk.window.proofreading.doubt.flag.text == "高兴"


def test_a_series_is_repaired_with_one_key_and_undone_with_one(desk):
    desk.press("Ctrl+Return")
    assert [desk.text(block)[:4] for block in ("b1", "b2")] == ["网络覆盖", "网络覆盖"]
    assert "网络覆盖" in desk.text("b3")
    assert desk.selected()[0] == "b4"
    desk.press("Ctrl+Z")
    assert all("袋盖" in desk.text(block) for block in ("b1", "b2", "b3"))
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_undo_and_redo_go_to_the_place_that_changed(desk):
    for _ in range(4):
        desk.press("Enter")
    desk.workspace.show_article("a1")
    desk.press("Ctrl+Z")
    assert desk.workspace.article_id == "a2"
    assert desk.text("b4").startswith("今年春茶产量更加容出")
    desk.workspace.show_article("a1")
    desk.press("Ctrl+Y")
    assert desk.workspace.article_id == "a2"
    assert desk.text("b4").startswith("今年春茶产量更加突出")
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Shift+Z")
    assert desk.text("b4").startswith("今年春茶产量更加突出")


def test_the_signature_of_the_person_is_on_what_was_accepted(desk):
    desk.workspace.set_who("何田")
    desk.press("Enter")
    entry = desk.session.recent()[0]
    assert isinstance(entry.operation, AcceptFlag)
    assert entry.who == "何田"
    assert entry.operation.origin == "flag:lattice@何田"


def test_a_read_only_project_lets_nothing_be_decided(desk, make_desk):
    path = desk.session.path
    desk.window.close()
    desk = make_desk(path, read_only=True)
    desk.press("Enter")
    assert desk.text("b1").startswith("网络袋盖")
    assert desk.told() == ["project.read_only"]
    desk.type("x")
    assert desk.shown_text("b1") == desk.text("b1")


def test_the_doubt_being_decided_is_marked_and_named(desk):
    marks = [mark for mark in desk.window.article_view.marks("b1") if mark.kind == "flag"]
    assert [mark.active for mark in marks] == [True]
    desk.press("Tab")
    marks = [mark for mark in desk.window.article_view.marks("b1") if mark.kind == "flag"]
    assert [mark.active for mark in marks] == [False]
    assert "袋盖" in desk.words(desk.window.strip)


def test_another_article_begins_with_its_own_first_doubt(desk):
    desk.workspace.show_article("a2")
    assert desk.selected() == ("b4", 8, "b4", 10)


def test_what_cannot_be_seen_is_not_decided(desk):
    desk.workspace.show_article("furniture")
    for key in ("Enter", "Space", "1", "Shift+Space"):
        desk.press(key, desk.window.article_view)
    assert desk.session.recent() == ()
    assert "No doubt here" in desk.words(desk.window.strip)
    desk.press("Tab", desk.window.article_view)
    assert desk.workspace.article_id == "a1"
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_waves_are_shown_only_where_they_are_decided(desk):
    assert "flag" in desk.window.article_view._kinds
    desk.press("Ctrl+2")
    assert "flag" not in desk.window.article_view._kinds
    desk.press("Ctrl+1")
    assert "flag" in desk.window.article_view._kinds


def test_who_does_a_decision_again_goes_on_deciding(desk):
    desk.press("Enter")
    desk.press("Backspace")
    desk.press("Ctrl+Y")
    assert desk.text("b1").startswith("网络覆盖")
    assert not desk.window.modes.is_typing
    desk.press("Enter")
    assert desk.text("b2") == "网络覆盖之后，老人也学会了视频通话。"
    desk.workspace.choose(Choice(0.5, order=Order.SCORE))
    desk.press("Backspace")
    desk.press("Ctrl+Y")
    assert not desk.window.modes.is_typing
    assert "Tab goes to the next one" in desk.words(desk.window.strip)
    desk.press("Tab")
    assert desk.selected() == ("b3", 11, "b3", 13)


def test_plus_adds_the_doubts_word_to_the_project_and_goes_on(desk):
    desk.press("+")
    assert desk.session.words() == {"袋盖"}
    assert all(not desk.issue.flags.get(block) for block in ("b1", "b2", "b3"))
    assert desk.selected()[0] == "b4"
    desk.press("Backspace")
    assert desk.session.words() == frozenset()
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_doubts_come_in_the_chosen_order_and_the_choice_is_remembered(desk, settings):
    chooser = desk.window.flags.chooser
    chooser._order.setFocus()
    desk.press("Down")
    assert desk.workspace.choice.order is Order.SCORE
    assert settings.value.order == "score"
    desk.window.article_view.setFocus()
    desk.workspace.choose(Choice(0.1, order=Order.SERIES))
    desk.workspace.show_article("a2")
    assert desk.window.proofreading.doubt.flag.text == "容出"
    desk.press("Tab")
    assert desk.window.proofreading.doubt.flag.text == "高兴"
    desk.press("Space")
    assert desk.selected() == ("b1", 2, "b1", 4)
    desk.press("Enter")
    assert desk.selected() == ("b2", 2, "b2", 4)


def test_a_kind_that_is_hidden_is_not_asked_and_can_be_shown_again(desk, settings):
    chip = desk.window.flags.chooser._kinds[DoubtKind.MISREAD]
    assert chip.text() == "Misread 4"
    chip.setFocus()
    desk.press("Space")
    assert desk.window.proofreading.doubt is None
    assert settings.value.hidden_kinds == ("misread",)
    assert "flag" not in {mark.kind for mark in desk.window.article_view.marks("b1")}
    assert chip.isVisibleTo(desk.window.flags)
    chip.setFocus()
    desk.press("Space")
    assert desk.window.proofreading.doubt is not None
    assert settings.value.hidden_kinds == ()


def test_shift_enter_lists_the_series_and_enter_repairs_what_is_ticked(desk):
    desk.press("Shift+Enter")
    desk.press("Down")
    desk.press("Down")
    assert desk.window.proofreading.doubt.block == "b2"
    desk.press("Space")
    desk.press("Enter")
    assert [desk.text(block)[:4] for block in ("b1", "b2")] == ["网络覆盖", "网络袋盖"]
    assert "网络覆盖" in desk.text("b3")
    assert desk.window.article_view.hasFocus()
    assert len({entry.step.group for entry in desk.session.recent()}) == 1
