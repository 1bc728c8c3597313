"""The project's words are edited as lines; doubts inside new ones go, and all of it is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPlainTextEdit

from annotator.services.project.project_words import project_words
from annotator.ui.dialogs.words_dialog import WordsDialog


@pytest.fixture
def words(desk):
    desk.window.actions_["project_words"].trigger()
    return desk.window.findChild(WordsDialog)


def accept(qtbot, dialog):
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_word_typed_into_the_list_takes_its_doubts_away_and_undo_brings_them_back(desk, words, qtbot):
    doubted = [flag.text for flag in desk.issue.flags.get("b1", ())]
    assert "袋盖" in doubted
    typed = QInputMethodEvent()
    typed.setCommitString("袋盖")
    QApplication.sendEvent(words.findChild(QPlainTextEdit), typed)
    accept(qtbot, words)
    assert project_words(desk.session) == ("袋盖",)
    assert "袋盖" not in [flag.text for flag in desk.issue.flags.get("b1", ())]
    desk.window.actions_["undo"].trigger()
    assert project_words(desk.session) == ()
    assert [flag.text for flag in desk.issue.flags.get("b1", ())] == doubted


def test_a_word_is_taken_out_of_the_list(desk, qtbot):
    assert desk.workspace.add_word("袋盖")
    desk.window.actions_["project_words"].trigger()
    dialog = desk.window.findChild(WordsDialog)
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "袋盖\n"
    dialog.findChild(QPlainTextEdit).clear()
    accept(qtbot, dialog)
    assert project_words(desk.session) == ()


def test_a_line_that_cannot_be_a_word_is_told_of_and_nothing_is_kept(desk, words, qtbot):
    told = []
    words.failed.connect(told.append)
    words.findChild(QPlainTextEdit).setPlainText("云岭\n字")
    accept(qtbot, words)
    assert [error.code for error in told] == ["word.too_short"]
    assert project_words(desk.session) == ()


def test_a_file_is_added_and_written(desk, words, tmp_path):
    (tmp_path / "a.txt").write_text("云岭\n青山\n", "utf-8")
    words.findChild(QPlainTextEdit).setPlainText("青山\n")
    words.add_file(tmp_path / "a.txt")
    assert words.findChild(QPlainTextEdit).toPlainText() == "青山\n云岭\n"
    words.write_file(tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_text("utf-8") == "青山\n云岭\n"
