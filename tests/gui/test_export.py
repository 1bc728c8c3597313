"""The export dialog says how a format will look and what it cannot hold, and writes where it is told to."""

import pytest
from helpers.ocr_files import ALTO
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.formats.docx_reading import docx_paragraphs
from annotator.services.export.export_formats import FORMATS, Loss
from annotator.ui.dialogs.export_dialog import FORMAT_NAMES, LOSS_WORDS, ExportDialog


@pytest.fixture
def dialog(desk):
    desk.press("Enter")
    desk.press("Ctrl+E")
    (found,) = desk.window.findChildren(ExportDialog)
    return found


def choose(dialog, name):
    dialog.choose(name)


def answer(dialog, path):
    dialog._go.click()
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(path))


def test_every_format_and_every_loss_has_its_words():
    assert FORMAT_NAMES.keys() == {form.name for form in FORMATS}
    assert LOSS_WORDS.keys() == set(Loss)


def test_every_format_is_listed_once_below_a_heading(dialog):
    rows = [dialog._list.item(row) for row in range(dialog._list.count())]
    names = [row.data(Qt.ItemDataRole.UserRole) for row in rows]
    assert sorted(filter(None, names)) == sorted(form.name for form in FORMATS)
    heads = [row for row, name in zip(rows, names, strict=True) if name is None]
    assert rows[0] in heads
    assert not any(head.flags() & Qt.ItemFlag.ItemIsSelectable for head in heads)


def test_the_preview_shows_the_first_article_and_what_will_be_lost(dialog):
    choose(dialog, "text")
    assert dialog._preview.toPlainText().startswith("山村通了新网络\n")
    assert "4 characters of furniture" in dialog._lost.text()
    choose(dialog, "html-marked")
    assert "<ins>覆盖</ins>" in dialog._preview.toPlainText()
    assert not dialog._lost.text().count("before")
    choose(dialog, "json")
    assert dialog._lost.text() == "This format holds everything."
    assert not dialog._each.isEnabled()


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_has_a_preview(dialog, form):
    choose(dialog, form.name)
    assert dialog._preview.toPlainText()


def test_a_word_file_with_tracked_changes_is_written(dialog, desk, qtbot, tmp_path):
    choose(dialog, "docx-tracked")
    target = tmp_path / "out.docx"
    answer(dialog, target)
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert "网络覆盖了全镇，村民用上𠮷祥牌手机。" in docx_paragraphs(target.read_bytes())
    assert "网络袋盖了全镇，村民用上𠮷祥牌手机。" in docx_paragraphs(target.read_bytes(), accept=False)


def test_a_file_for_each_article_and_the_choice_is_remembered(dialog, desk, settings, qtbot, tmp_path):
    choose(dialog, "markdown")
    dialog._each.setChecked(True)
    folder = tmp_path / "out"
    folder.mkdir()
    answer(dialog, folder)
    qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 2, timeout=20_000)
    assert (settings.value.export_format, settings.value.export_articles) == ("markdown", True)


def test_corrected_text_goes_back_into_ocr_files(desk, qtbot, tmp_path):
    page = tmp_path / "A01.xml"
    page.write_text(ALTO, "utf-8")
    desk.window.projects.set_models(None)
    desk.window.projects.import_pages([page])
    qtbot.waitUntil(lambda: len(desk.session.issues) == 2, timeout=20_000)
    desk.settle()
    block = next(block for block in desk.issue.blocks.values() if "袋盖" in block.text)
    desk.select(block.id, block.text.index("袋盖"), block.text.index("袋盖") + 2)
    desk.type("覆盖")
    desk.window.actions_["export_back"].trigger()
    (asked,) = desk.window.findChildren(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "out"))
    target = tmp_path / "out" / "A01.xml"
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert 'CONTENT="覆盖"' in target.read_text("utf-8")


def test_text_pages_have_nothing_to_go_back_into_and_that_is_said(desk, qtbot, tmp_path):
    desk.window.exporting.export_back(tmp_path / "out")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(QMessageBox)), timeout=20_000)
    assert "OCR" in desk.window.findChildren(QMessageBox)[0].text()
