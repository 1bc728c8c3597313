"""Pages of a PDF are chosen before it is imported; a folder of folders comes in as several issues."""

import pytest
from helpers.pdf_files import made_pdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from annotator.ui.dialogs.import_dialog import ImportDialog
from annotator.ui.dialogs.pages_dialog import PagesDialog


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "6月3日.pdf"
    path.write_bytes(made_pdf([[(50, 700, 12, f"这是第{name}页的文字。")] for name in "一二三四"]))
    return path


def shown(window, kind):
    return next(each for each in window.findChildren(kind) if each.isVisible())


def asked(desk, qtbot, pdf):
    desk.window.projects.set_models(None)
    desk.window.files_dropped.emit([pdf])
    importing = shown(desk.window, ImportDialog)
    QTest.mouseClick(importing._some, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.window.findChildren(PagesDialog)))
    pages = shown(desk.window, PagesDialog)
    qtbot.waitUntil(lambda: pages._list.count() == 4 and pages._job is None, timeout=30_000)
    return importing, pages


def test_typed_ranges_and_ticks_say_the_same_and_only_those_pages_come_in(desk, qtbot, pdf):
    importing, pages = asked(desk, qtbot, pdf)
    assert pages._ticked() == {1, 2, 3, 4}
    assert not pages._list.item(0).icon().isNull()
    QTest.keyClicks(pages._ranges, "2-3")
    assert pages._ticked() == {2, 3}
    pages._list.item(3).setCheckState(Qt.CheckState.Checked)
    assert pages._ranges.text() == "2-4"
    pages._list.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert pages._ranges.text() == "2,4"
    pages._buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert importing._files.item(0).text() == "6月3日.pdf  (2,4)"
    importing._accept()
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2, timeout=30_000)
    assert [page.name for page in desk.issue.pages.values()] == ["6月3日.pdf 2", "6月3日.pdf 4"]


def test_what_is_no_range_or_no_page_cannot_be_chosen(desk, qtbot, pdf):
    _, pages = asked(desk, qtbot, pdf)
    ok = pages._buttons.button(QDialogButtonBox.StandardButton.Ok)
    for text, ready in (("x", False), ("9", False), ("1", True), ("", True)):
        pages._ranges.selectAll()
        QTest.keyClick(pages._ranges, Qt.Key.Key_Delete)
        QTest.keyClicks(pages._ranges, text)
        assert ok.isEnabled() is ready, text
        assert bool(pages._wrong.text()) is not ready, text


def test_a_damaged_file_is_told_of_in_one_sentence(desk, qtbot, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"junk")
    desk.window.projects.set_models(None)
    desk.window.files_dropped.emit([tmp_path / "a.pdf"])
    importing = shown(desk.window, ImportDialog)
    QTest.mouseClick(importing._some, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: importing._wrong.isVisible(), timeout=30_000)
    assert "a.pdf" in importing._wrong.text()


def test_a_dropped_folder_of_folders_comes_in_as_several_issues(desk, qtbot, tmp_path):
    for name in ("6月4日", "6月5日", "6月6日"):
        (tmp_path / "年" / name).mkdir(parents=True)
        (tmp_path / "年" / name / "A01.txt").write_text("文字。", "utf-8")
    (tmp_path / "年" / "6月5日" / "A01.txt").write_bytes(b"")
    desk.window.projects.set_models(None)
    told = []
    desk.window.projects.failed.disconnect()
    desk.window.projects.failed.connect(told.append)
    desk.window.files_dropped.emit([tmp_path / "年"])
    qtbot.waitUntil(lambda: len(desk.session.issues) == 3, timeout=30_000)
    assert [info.name for info in desk.session.issues][1:] == ["6月4日", "6月6日"]
    assert [error.code for error in told] == ["import.empty"]
