"""A locked PDF asks for its password politely, remembers it until the window is closed, and writes it nowhere."""

import pytest
from helpers.pdf_files import locked_pdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QMessageBox, QPushButton

from annotator.services.rebuilding.imported import write_project
from annotator.services.rebuilding.importing import import_issue
from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.dialogs.pages_dialog import PagesDialog
from annotator.ui.dialogs.password_dialog import PasswordDialog
from annotator.ui.image.library import State

SECRET = "hen3-mi4"
PAGES = [
    [(100, 700, 24, "新桥今日通车"), (100, 650, 12, "本报讯 新桥今日上午通车，市民纷纷前来参观。")],
    [(100, 700, 24, "茶农忙采茶"), (100, 650, 12, "本报讯 连日来，茶农们抢抓时节采摘春茶。")],
]


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "pages" / "6月3日.pdf"
    path.parent.mkdir()
    path.write_bytes(locked_pdf(PAGES, SECRET))
    return path


@pytest.fixture
def desk(desk, qtbot):
    desk.window.projects.set_models(None)
    qtbot.waitUntil(lambda: not desk._jobs.is_busy)
    return desk


def dialogs(desk, kind=PasswordDialog):
    return [each for each in desk.window.findChildren(kind) if each.isVisible()]


def asked(desk):
    """Wait for the question."""
    desk._qtbot.waitUntil(lambda: bool(dialogs(desk)))
    (dialog,) = dialogs(desk)
    return dialog


def says(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def answer(desk, password):
    """Type a password and press Enter."""
    dialog = asked(desk)
    (field,) = dialog.findChildren(QLineEdit)
    QTest.keyClicks(field, password)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk._qtbot.waitUntil(lambda: dialog not in dialogs(desk))


def refuse(desk):
    dialog = asked(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk._qtbot.waitUntil(lambda: dialog not in dialogs(desk))


def bring(desk, *files):
    """Drop files onto the window and press Import."""
    desk.window.files_dropped.emit(list(files))
    (importing,) = dialogs(desk, ImportDialog)
    importing._go.click()
    return importing


def message(desk):
    desk._qtbot.waitUntil(lambda: bool(dialogs(desk, QMessageBox)))
    (box,) = dialogs(desk, QMessageBox)
    return box


def test_the_password_is_asked_for_masked_a_wrong_one_again_and_is_written_nowhere(
    desk, qtbot, locked, own_home
):
    bring(desk, locked)
    dialog = asked(desk)
    assert "6月3日.pdf is locked by a password." in says(dialog)
    (field,) = dialog.findChildren(QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert not dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    answer(desk, "wrong")
    assert "does not open 6月3日.pdf" in says(asked(desk))
    answer(desk, SECRET)
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2)
    assert any("市民纷纷前来参观" in block.text for block in desk.issue.blocks.values())
    desk.window.workspace.page_requested.emit("p1")
    qtbot.waitUntil(lambda: desk.window.page_image.page.state is State.READY)
    assert dialogs(desk) == []
    desk.calm()
    folders = (desk.session.path.parent, own_home)
    kept = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert desk.session.path in kept
    assert not any(SECRET.encode() in path.read_bytes() for path in kept)
    assert SECRET not in repr(desk.window.unlocking.passwords)


def test_without_a_password_the_rest_comes_in_and_alone_it_is_refused_in_one_sentence(
    desk, qtbot, locked, tmp_path
):
    text = tmp_path / "pages" / "6月4日.txt"
    text.write_text("晚间天气预报说，明天有小到中雨，出门请带好雨具。\n", "utf-8")
    bring(desk, locked, text)
    refuse(desk)
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2)
    assert [page.name for page in desk.issue.pages.values()] == ["6月4日.txt"]
    box = message(desk)
    assert "6月3日.pdf is locked by a password." in box.text()
    box.close()
    bring(desk, locked)
    refuse(desk)
    qtbot.waitUntil(lambda: any("locked" in each.text() for each in dialogs(desk, QMessageBox)))
    assert len(desk.session.issues) == 2


def test_one_password_is_asked_for_once_however_many_files_it_opens(desk, qtbot, locked, tmp_path):
    other, third = locked.with_name("6月4日.pdf"), locked.with_name("6月5日.pdf")
    other.write_bytes(locked_pdf(PAGES[1:], SECRET))
    third.write_bytes(locked_pdf(PAGES[1:], "another"))
    bring(desk, locked, other, third)
    skip = next(each for each in asked(desk).findChildren(QPushButton) if each.text() == "Skip this file")
    skip.click()  # nobody knows the first; with the second goes what is known of it
    qtbot.waitUntil(lambda: bool(dialogs(desk)) and "6月4日.pdf" in says(dialogs(desk)[0]))
    answer(desk, SECRET)
    qtbot.waitUntil(lambda: bool(dialogs(desk)) and "6月5日.pdf" in says(dialogs(desk)[0]))
    answer(desk, "another")
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2)
    assert [page.name for page in desk.issue.pages.values()] == ["6月4日.pdf", "6月5日.pdf"]


def test_the_pages_of_a_locked_file_are_chosen_after_its_password_was_said(desk, qtbot, locked):
    desk.window.files_dropped.emit([locked])
    (importing,) = dialogs(desk, ImportDialog)
    QTest.mouseClick(importing._some, Qt.MouseButton.LeftButton)
    answer(desk, SECRET)
    qtbot.waitUntil(lambda: bool(dialogs(desk, PagesDialog)))
    (pages,) = dialogs(desk, PagesDialog)
    qtbot.waitUntil(lambda: pages._list.count() == 2 and pages._job is None)
    QTest.keyClicks(pages._ranges, "2")
    pages._buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    importing._go.click()
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2)
    assert [page.name for page in desk.issue.pages.values()] == ["6月3日.pdf 2"]
    assert dialogs(desk) == []


def test_in_a_later_session_the_image_asks_once_and_the_pane_offers_it_again(
    make_desk, qtbot, locked, tmp_path
):
    path, other = tmp_path / "p.annotator", tmp_path / "other.annotator"
    for each in (path, other):
        write_project(import_issue([locked], password=lambda _path: SECRET), each, "甲").close()
    desk = make_desk(path)
    refuse(desk)
    desk.calm()
    pane = desk.window.image_pane
    assert "6月3日.pdf is locked by a password." in desk.words(pane)
    desk.window.workspace.page_requested.emit("p2")
    desk.calm()
    assert dialogs(desk) == []
    (unlock,) = [each for each in pane.findChildren(QPushButton) if "password" in each.text()]
    assert unlock.isVisible()
    QTest.mouseClick(unlock, Qt.MouseButton.LeftButton)
    answer(desk, SECRET)
    qtbot.waitUntil(lambda: desk.window.page_image.page.state is State.READY)
    assert pane.view.isVisible()
    desk.window.workspace.page_requested.emit("p1")
    qtbot.waitUntil(lambda: desk.window.page_image.page.state is State.READY)
    desk.window.projects.open(other)
    qtbot.waitUntil(lambda: desk.window.page_image.page.state is State.READY)
    assert dialogs(desk) == []


def test_a_locked_file_is_read_anew_and_compared_in_print_with_its_password(
    make_desk, qtbot, locked, tmp_path
):
    path = tmp_path / "p.annotator"
    write_project(import_issue([locked], password=lambda _path: SECRET), path, "甲").close()
    desk = make_desk(path)
    refuse(desk)
    desk.calm()
    article = desk.issue.articles[desk.workspace.article_id]
    block = next(block for each in article.blocks if "新桥" in (block := desk.issue.blocks[each]).text)
    desk.press("F2")
    desk.window.article_view.set_caret(block.id, block.text.index("桥") + 1)
    desk.press("Ctrl+G")
    grid = desk.window.group_checking.dialog
    answer(desk, SECRET)
    desk.calm()
    assert grid.model.rowCount() > 1
    grid.close()
    desk.settle()
    before = set(desk.issue.pages)
    desk.window.rereading.set_models(None)
    desk.window.rereading.read(locked, page="p1")
    qtbot.waitUntil(lambda: set(desk.issue.pages) != before)
    assert dialogs(desk) == []
