"""A new reading of the shown page takes its place, and the person goes on where they were."""

import pytest
from helpers.hand_made import PAGE_1
from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox, QTextEdit

from annotator.model.check import problems
from annotator.model.operations import ReplaceText
from annotator.ui.words.errors import sentence


@pytest.fixture
def better(tmp_path):
    """A better reading of the first page, in which one place is right now."""
    path = tmp_path / "better.txt"
    path.write_text(PAGE_1.replace("网络袋盖之后", "网络覆盖之后"), "utf-8")
    return path


def choose(desk, path):
    """Choose the command in the menu, and a file in the dialog that comes."""
    desk.window.actions_["reread"].trigger()
    (dialog,) = [each for each in desk.window.findChildren(QFileDialog) if each.isVisible()]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    desk._qtbot.waitUntil(lambda: not desk.window.rereading.is_busy, timeout=20000)
    desk.settle()


def raw_text(desk):
    focus = desk.window.raw_view.focusProxy()
    assert isinstance(focus, QTextEdit)
    return focus.toPlainText()


def correct(desk):
    at = desk.issue.blocks["b1"].text.index("袋盖")
    desk.workspace.perform(ReplaceText("b1", at, at + 2, "覆盖", "袋盖", "typing@甲"))
    desk.settle()


def test_a_new_reading_is_shown_in_place_and_keeps_all_work(desk, better):
    correct(desk)
    worked = desk.issue
    desk.workspace.page_requested.emit("p1")
    choose(desk, better)
    issue = desk.issue
    assert problems(issue) == []
    assert [page.name for page in issue.pages.values()] == ["better.txt", "02.txt"]
    assert any("网络覆盖了全镇" in block.text for block in issue.blocks.values())
    new = next(iter(issue.pages))
    assert desk.window.linking.page_id == new
    assert "网络覆盖之后" in raw_text(desk)
    heading = next(box for box in desk.window.findChildren(QComboBox) if box.findData(new) >= 0)
    assert (heading.currentData(), heading.count()) == (new, 2)
    desk.window.actions_["undo"].trigger()
    desk.settle()
    assert desk.issue == worked
    assert desk.window.linking.page_id == "p1"
    assert "网络袋盖之后" in raw_text(desk)


def test_a_text_that_looks_like_another_page_is_asked_about(desk, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("晚间天气预报说，明天有小到中雨，出门请带好雨具。\n", "utf-8")
    before = desk.issue
    choose(desk, other)
    (box,) = [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]
    assert "other.txt" in box.text()
    box.button(QMessageBox.StandardButton.No).click()
    desk.settle()
    assert desk.issue is before


def test_reading_the_image_of_a_page_says_how_to_get_the_extra(desk, monkeypatch):
    monkeypatch.setattr("annotator.services.sources.recognizing.find_spec", lambda name: None)
    desk.window.actions_["read_image"].trigger()
    desk.settle()
    (error,) = desk._told
    assert error.code == "ocr.not_installed"
    assert "pip install annotator[ocr]" in sentence(error.code, error.values)


def test_a_page_without_an_image_is_told_of(desk, monkeypatch):
    monkeypatch.setattr("annotator.services.sources.recognizing.find_spec", lambda name: object())
    desk.window.actions_["read_image"].trigger()
    desk.settle()
    assert [error.code for error in desk._told] == ["ocr.no_image"]
