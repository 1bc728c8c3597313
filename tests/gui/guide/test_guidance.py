"""Everything can be found and every key can be changed without leaving the keyboard."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QWidget,
)

from annotator.ui.actions.place_help import PLACES
from annotator.ui.actions.shortcuts import DEFAULTS, effective, problem_with
from annotator.ui.actions.table import ACTIONS, Mode
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.guide import GuideDialog
from annotator.ui.dialogs.help import HelpDialog, KeysDialog, place_html
from annotator.ui.dialogs.palette import CommandPalette, Entry, find
from annotator.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from annotator.ui.preferences.stored import Preferences, load

ROOT = Path(__file__).resolve().parents[3]


def opened(desk, kind):
    desk.settle()
    return next((found for found in desk.window.findChildren(kind) if found.isVisible()), None)


def back(desk):
    """Give the window the focus that a closed dialog had; the offscreen platform does not."""
    desk.window.activateWindow()
    desk.window.article_view.setFocus()
    desk.settle()


def open_palette(desk, typed=""):
    desk.press("Ctrl+Shift+P")
    palette = opened(desk, CommandPalette)
    event = QInputMethodEvent("", [])
    event.setCommitString(typed)
    QApplication.sendEvent(palette.findChild(QLineEdit), event)
    return palette


def titles(palette):
    tree = palette.findChild(QTreeWidget)
    return [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]


def test_a_command_is_found_by_a_few_letters_and_done_by_enter(desk):
    palette = open_palette(desk, "arr")
    assert titles(palette)[0] == "Arrange"
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    desk.settle()
    assert desk.window.modes.mode is Mode.ARRANGE
    assert opened(desk, CommandPalette) is None


def test_the_arrows_choose_and_escape_does_nothing(desk):
    palette = open_palette(desk, "mark as")
    assert titles(palette)[0] == "Mark as unread"
    field = palette.findChild(QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    assert desk.issue.articles["a1"].progress.stage == "first"
    back(desk)
    QTest.keyClick(open_palette(desk, "unread").findChild(QLineEdit), Qt.Key.Key_Escape)
    desk.settle()
    assert opened(desk, CommandPalette) is None
    assert desk.issue.articles["a1"].progress.stage == "first"


def test_what_cannot_be_done_now_is_not_offered_and_what_was_done_last_comes_first(desk):
    assert "Undo" not in titles(open_palette(desk))
    palette = opened(desk, CommandPalette)
    QTest.keyClicks(palette.findChild(QLineEdit), "larger")
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    back(desk)
    desk.press("Enter")
    offered = titles(open_palette(desk))
    assert offered[0] == "Larger text"
    assert "Undo" in offered


def test_articles_are_places_to_go_to(desk):
    palette = open_palette(desk, "茶园")
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    assert desk.workspace.article_id == "a2"


def test_nothing_found_says_so_and_does_nothing(desk):
    palette = open_palette(desk, "qqq")
    assert titles(palette) == ["Nothing is called that."]
    QTest.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)
    assert opened(desk, CommandPalette) is palette


def test_entries_are_ranked_by_where_the_words_stand():
    made = [Entry(title, "View", "Ctrl+J", lambda: None, words) for title, words in (
        ("下一篇", "Next article"), ("Text size", ""), ("Next text", ""), ("ＮＥＸＴ", ""))]  # fmt: skip
    assert [entry.title for entry in find("next", made)] == ["Next text", "ＮＥＸＴ", "下一篇"]
    assert [entry.title for entry in find("next art", made)] == ["下一篇"]
    assert [entry.title for entry in find("下篇", made)] == ["下一篇"]
    assert len(find("ctrl+j", made)) == len(find("", made)) == 4


def test_entries_are_found_by_their_pinyin_behind_those_that_hold_the_letters(desk):
    made = [
        Entry(title, "视图", "", lambda: None) for title in ("版面图像", "Select by MT", "下一篇", "缩小文字")
    ]
    assert [entry.title for entry in find("bmt", made)] == ["版面图像"]
    assert [entry.title for entry in find("mt", made)] == ["Select by MT", "版面图像"]
    assert [entry.title for entry in find("xiayip", made)] == ["下一篇"]
    assert [entry.title for entry in find("x w", made)] == []
    assert titles(open_palette(desk, "chay")) == ["茶园迎来丰收"]


@pytest.mark.parametrize(
    ("go", "place"),
    [
        (lambda desk: None, "proofread"),
        (lambda desk: desk.press("Ctrl+2"), "label"),
        (lambda desk: desk.press("Ctrl+3"), "arrange"),
        (lambda desk: desk.press("F2"), "typing"),
        (lambda desk: desk.window.raw_view.setFocus(), "raw"),
        (lambda desk: desk.window.tree.setFocus(), "tree"),
        (lambda desk: desk.window.flags.setFocus(), "flags"),
    ],
)
def test_f1_tells_of_the_place_one_is_in(desk, go, place):
    go(desk)
    desk.press("F1")
    shown = opened(desk, HelpDialog).findChild(QTextBrowser).toPlainText()
    assert PLACES[place].title in shown
    assert PLACES[place].text in shown


def test_the_question_mark_shows_all_keys_while_deciding_and_types_while_typing(desk):
    desk.type("?")
    assert opened(desk, KeysDialog)
    opened(desk, KeysDialog).close()
    back(desk)
    text = desk.text("b1")
    desk.click("b1", 0)
    desk.press("F2")
    desk.type("?")
    assert desk.text("b1") == f"?{text}"
    assert opened(desk, KeysDialog) is None


def press_new_keys(dialog, action, keys):
    tree = dialog.findChild(QTreeWidget)
    tree.setCurrentItem(dialog._items[action])
    field = dialog.findChild(QKeySequenceEdit)
    field.setKeySequence(QKeySequence(keys))
    field.editingFinished.emit()


@pytest.mark.parametrize("place", [place for place in PLACES.values() if place.typed])
def test_help_names_no_key_that_types_where_characters_are_typed(desk, place):
    named = place_html(place, desk.window.theme, DEFAULTS)
    assert "<b>?</b>" not in named
    assert "<b>Ctrl+Shift+P</b>" in named
    assert "<b>?</b>" in place_html(PLACES["raw"], desk.window.theme, DEFAULTS)


def test_changed_keys_act_at_once_and_after_a_restart(desk, settings):
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)
    press_new_keys(dialog, "mode_label", "Ctrl+J")
    dialog._accept()
    back(desk)
    desk.press("Ctrl+2")
    assert desk.window.modes.mode is Mode.PROOFREAD
    desk.press("Ctrl+J")
    assert desk.window.modes.mode is Mode.LABEL
    assert load(settings.folder).shortcuts == {"mode_label": ("Ctrl+J",)}
    desk.press("?")
    assert "Ctrl+J" in opened(desk, KeysDialog).findChild(QTextBrowser).toPlainText()


def test_a_command_to_give_keys_to_is_found_by_its_name_or_its_keys(desk):
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)

    def listed():
        return [name for name, item in dialog._items.items() if not item.isHidden()]

    dialog._sought.setText("series")
    assert listed() == ["repair_series", "list_series"]
    assert dialog._chosen_id() == "repair_series"
    assert not dialog._items["repair_series"].parent().isHidden()
    assert dialog._items["export"].parent().isHidden()
    QTest.keyClick(dialog._sought, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog._keys == DEFAULTS
    assert dialog._field.hasFocus()
    dialog._sought.setText("ctrl+e")
    assert "export" in listed()
    dialog._sought.clear()
    assert listed() == [spec.id for spec in ACTIONS]


def test_keys_taken_from_another_action_are_said_and_no_keys_act_twice(desk, settings):
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)
    press_new_keys(dialog, "mode_label", "Ctrl+3")
    assert "Arrange" in dialog._said.text()
    dialog._accept()
    keys = [keys for listed in desk.window.actions_.keys().values() for keys in listed]
    assert len(keys) == len(set(keys))
    assert settings.value.shortcuts == {"mode_label": ("Ctrl+3",), "mode_arrange": ()}


def test_keys_that_were_only_tried_go_back_to_the_action_that_lost_them(desk, settings):
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)
    press_new_keys(dialog, "mode_label", "Ctrl+Y")  # one of two that redo has
    press_new_keys(dialog, "mode_label", "Ctrl+E")
    assert dialog._keys["redo"] == DEFAULTS["redo"]
    assert dialog._keys["export"] == ()
    press_new_keys(dialog, "mode_label", "Ctrl+J")
    dialog._accept()
    assert settings.value.shortcuts == {"mode_label": ("Ctrl+J",)}


def test_keys_that_were_tried_do_not_come_in_the_way_of_new_ones(desk, settings):
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)
    press_new_keys(dialog, "mode_label", "Ctrl+E")
    press_new_keys(dialog, "export", "Ctrl+J")
    press_new_keys(dialog, "mode_label", "Ctrl+F9")
    dialog._accept()
    assert settings.value.shortcuts == {"mode_label": ("Ctrl+F9",), "export": ("Ctrl+J",)}


@pytest.mark.parametrize(
    ("keys", "problem"),
    [("A", "plain"), ("Shift+A", "plain"), ("Space", "plain"), ("Ctrl+C", "editing"), ("Ctrl+Space", "editing"),
     ("F9", ""), ("Ctrl+J", ""), ("Alt+Shift+X", "")],
)  # fmt: skip
def test_keys_that_type_or_edit_are_not_given_away(desk, keys, problem):
    assert problem_with(keys) == problem
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)
    press_new_keys(dialog, "export", keys)
    assert (dialog._keys["export"] == (keys,)) is (problem == "")


def test_the_delivered_keys_can_be_had_back(desk):
    desk.window.actions_["change_keys"].trigger()
    dialog = opened(desk, ShortcutsDialog)
    press_new_keys(dialog, "mode_label", "Ctrl+3")
    dialog._restore()
    assert dialog._keys["mode_label"] == DEFAULTS["mode_label"]
    dialog._restore_all()
    assert dialog._keys == DEFAULTS


def test_unknown_actions_and_broken_entries_in_the_settings_are_passed_over():
    assert effective({"gone": ("Ctrl+J",)}) == DEFAULTS
    assert Preferences().shortcuts == {}
    assert all(spec.id in DEFAULTS for spec in ACTIONS)


@pytest.mark.parametrize(("language", "words"), [("en", "Proofread"), ("zh_CN", "校对")])
def test_the_guide_is_read_in_the_windows_language_with_its_pictures(qtbot, language, words):
    dialog = GuideDialog(language)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert words in dialog.text
    folder = ROOT / "docs" / "guide"
    named = re.findall(r"\]\((images/[^)]+)\)", (folder / f"{language}.md").read_text("utf-8"))
    assert named
    assert [name for name in named if not (folder / name).exists()] == []
    width = dialog._page.viewport().width()
    image = dialog._page.loadResource(QTextDocument.ResourceType.ImageResource.value, named[0])
    assert 0 < image.width() < width


def test_f1_leads_on_to_the_guide(desk):
    desk.press("F1")
    (shown,) = [each for each in desk.window.findChildren(HelpDialog) if each.isVisible()]
    next(button for button in shown.findChildren(QPushButton) if "guide" in button.text().lower()).click()
    assert [each for each in desk.window.findChildren(GuideDialog) if each.isVisible()]


def test_help_in_a_dialog_opens_the_guide_at_its_chapter(desk, qtbot):
    desk.window.actions_["export"].trigger()
    dialog = desk.window.findChild(ExportDialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() in dialog.findChildren(QWidget))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: dialog.findChild(GuideDialog) is not None)
    guide = dialog.findChild(GuideDialog)
    qtbot.waitUntil(lambda: guide.chapter != "")
    assert guide.chapter == "6. Export"
    guide.close()
    dialog.close()
