"""Text is typed over a doubt or elsewhere, and deciding goes on from there."""

from annotator.model.provenance import Place


def test_typing_replaces_the_doubt_and_enter_goes_on(desk):
    desk.type("全")
    desk.type("罩")
    assert desk.text("b1").startswith("网络全罩了")
    desk.press("Enter")
    assert desk.selected() == ("b2", 2, "b2", 4)
    assert len(desk.issue.articles["a1"].blocks) == 7


def test_keys_of_an_input_method_decide_nothing(desk):
    desk.compose("fugai")
    for key in ("1", "Space", "Enter", "Backspace"):
        desk.press(key)
    assert desk.session.recent() == ()
    desk.compose("", commit="覆盖")
    assert desk.text("b1").startswith("网络覆盖了")


def test_f2_opens_the_text_and_escape_returns_to_the_doubt(desk):
    desk.press("F2")
    desk.press("Space")
    assert desk.text("b1") == "网络 了全镇，村民用上𠮷祥牌手机。"
    desk.press("Escape")
    assert not desk.window.modes.is_typing
    assert desk.window.proofreading.doubt.block == "b2"


def test_after_a_click_elsewhere_keys_type_there(desk):
    desk.click("b4" if desk.workspace.article_id == "a2" else "b2", 7)
    desk.press("Backspace")
    assert desk.text("b2").startswith("网络袋盖之后老人")
    desk.press("Enter")
    assert len(desk.issue.articles["a1"].blocks) == 8
    desk.press("Escape")
    assert not desk.window.modes.is_typing


def test_who_has_only_looked_elsewhere_comes_back_to_the_doubt(desk, qtbot):
    desk.press("Tab")
    here = desk.selected()
    desk.click("b1", 12)
    assert desk.window.modes.is_typing
    desk.press("Escape")
    assert desk.selected() == here
    desk.press("Ctrl+F")
    desk.window.find_bar.fields.words.setText("手机")
    desk.calm()
    desk.press("Enter")
    qtbot.waitUntil(lambda: desk.selected() != here)
    desk.press("Escape")
    desk.press("Escape")
    assert desk.selected() == here
    assert not desk.window.modes.is_typing


def test_who_has_typed_elsewhere_goes_on_behind_the_caret(desk):
    desk.press("Tab")
    desk.press("Tab")
    assert desk.selected()[0] not in ("b1", "b2")
    desk.click("b1", 12)
    desk.type("字")
    desk.press("Escape")
    assert desk.selected() == ("b2", 2, "b2", 4)


def test_the_panes_stay_as_high_as_they_are_when_keys_begin_to_type(desk):
    height = desk.window.article_view.height()
    desk.type("全")
    assert desk.window.modes.is_typing
    assert desk.window.article_view.height() == height


def test_a_place_that_is_no_doubt_is_open_to_typing(desk):
    desk.workspace.go_to(Place("b2", 7, 9))
    desk.press("Enter")
    assert desk.session.recent()[0].operation.__class__.__name__ != "AcceptFlag"
    assert desk.text("b1").startswith("网络袋盖")


def test_the_strip_tells_apart_whether_keys_decide_or_type(desk):
    strip = desk.window.strip
    assert "1  覆盖   90%" in desk.words(strip)
    assert "Space" in desk.words(strip)
    desk.press("F2")
    assert "覆盖   90%" in desk.words(strip)
    assert "1  覆盖" not in desk.words(strip)
    assert "Space" not in desk.words(strip)
    assert "typing" in desk.words(strip)
    desk.press("Escape")
    assert "1  覆盖   90%" in desk.words(strip)
    assert "typing" not in desk.words(strip)


def test_a_composition_that_is_given_up_leaves_the_doubt_as_it_was(desk):
    desk.compose("fu")
    desk.compose("fug")
    desk.compose("")
    assert desk.text("b1") == desk.shown_text("b1") == "网络袋盖了全镇，村民用上𠮷祥牌手机。"
    assert desk.session.recent() == ()
    assert desk.selected() == ("b1", 2, "b1", 4)
    desk.press("Enter")
    assert desk.text("b1").startswith("网络覆盖了")


def test_a_composition_is_one_step_and_the_next_doubt_comes_with_enter(desk):
    desk.compose("fugai")
    desk.compose("", commit="覆盖")
    assert len(desk.session.recent()) == 1
    desk.press("Enter")
    assert desk.selected() == ("b2", 2, "b2", 4)
    assert not desk.window.modes.is_typing


def test_backspace_takes_a_typed_correction_back_and_shows_the_doubt_again(desk):
    desk.type("覆")
    desk.settle(1100)  # a pause for thought does not make two decisions of one
    desk.type("罩")
    desk.press("Enter")
    assert desk.text("b1").startswith("网络覆罩了")
    assert desk.selected()[0] == "b2"
    desk.press("Backspace")
    assert desk.text("b1").startswith("网络袋盖了")
    assert desk.selected() == ("b1", 2, "b1", 4)
    assert desk.window.proofreading.doubt.block == "b1"
    assert not desk.window.modes.is_typing


def test_backspace_takes_back_what_was_typed_elsewhere_and_goes_on_deciding(desk):
    desk.press("Enter")
    desk.press("F2")
    desk.press("End")
    desk.type("好的")
    desk.press("Enter")
    assert desk.selected() == ("b3", 11, "b3", 13)
    desk.press("Backspace")
    assert "好的" not in desk.text("b2")
    assert not desk.window.modes.is_typing
    assert desk.selected()[0] == "b3"  # the doubt behind what changed
    desk.press("Backspace")
    assert desk.text("b2") == "网络袋盖之后，老人也学会了视频通话。"
    assert desk.text("b1").startswith("网络袋盖")  # the decision before
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_undo_while_typing_at_will_goes_on_typing(desk):
    desk.click("b2", 7)
    desk.type("又")
    desk.press("Ctrl+Z")
    assert desk.text("b2").startswith("网络袋盖之后，老")
    assert desk.window.modes.is_typing


def test_delete_and_paste_replace_the_doubt_and_enter_goes_on(desk, qapp):
    desk.press("Delete")
    assert desk.text("b1").startswith("网络了")
    desk.press("Enter")
    assert desk.selected()[0] == "b2"
    qapp.clipboard().setText("覆盖")
    desk.press("Ctrl+V")
    assert desk.text("b2").startswith("网络覆盖之后")
    desk.press("Enter")
    assert desk.selected()[0] == "b3"
