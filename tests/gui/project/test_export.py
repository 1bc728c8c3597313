"""The export dialog says how a format will look and what it cannot hold, and writes where it is told to."""

import pytest
from helpers.ocr_files import ALTO
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from annotator.formats.docx_reading import docx_paragraphs
from annotator.formats.plain_text import Breaks
from annotator.services.export.export_choice import Unit, choice_of
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


def test_the_formats_have_the_keys_and_enter_exports(dialog, qtbot):
    qtbot.waitUntil(dialog._list.hasFocus)
    assert dialog._go.isDefault()


def test_the_preview_shows_the_first_article_and_what_will_be_lost(dialog):
    choose(dialog, "text")
    assert dialog._preview.toPlainText().startswith("山村通了新网络\n")
    assert "4 characters of furniture" in dialog._lost.text()
    choose(dialog, "html-marked")
    assert "<ins>覆盖</ins>" in dialog._preview.toPlainText()
    assert not dialog._lost.text().count("before")
    choose(dialog, "json")
    assert dialog._lost.text() == "This format holds everything."
    assert not dialog._options._unit.isEnabled()


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
    dialog._options._unit.setCurrentIndex(1)
    folder = tmp_path / "out"
    folder.mkdir()
    answer(dialog, folder)
    qtbot.waitUntil(lambda: len(list(folder.iterdir())) == 2, timeout=20_000)
    last = choice_of(settings.value.export_choice)
    assert (last.form, last.unit) == ("markdown", Unit.ARTICLE)


def test_plain_text_has_the_breaks_of_the_page_and_a_file_for_each_if_wished(
    dialog, desk, settings, qtbot, tmp_path
):
    choose(dialog, "html")
    assert dialog._options._breaks.isHidden()
    choose(dialog, "text")
    assert not dialog._options._breaks.isHidden()
    joined = dialog._preview.toPlainText()
    dialog._options._breaks.setCurrentIndex(1)
    dialog._options._blank_lines.click()
    assert dialog._preview.toPlainText().count("\n") > joined.count("\n") + 1
    dialog._options._unit.setCurrentIndex(2)
    folder = tmp_path / "out"
    folder.mkdir()
    answer(dialog, folder)
    qtbot.waitUntil(lambda: len(list(folder.iterdir())) == len(desk.issue.pages), timeout=20_000)
    last = choice_of(settings.value.export_choice)
    assert (last.unit, last.layout.breaks, last.layout.blank_lines) == (Unit.PAGE, Breaks.PRINTED, True)
    desk.calm()
    desk.window.actions_["export"].trigger()
    again = next(each for each in desk.window.findChildren(ExportDialog) if each.isVisible())
    assert again._options.choice(again._form()) == last


def save_preset(dialog, name):
    dialog._presets._save.click()
    asked = next(each for each in dialog.findChildren(QInputDialog) if each.isVisible())
    asked.setTextValue(name)
    asked.accept()


def test_presets_are_named_taken_again_and_deleted(dialog, settings, tmp_path):
    choose(dialog, "markdown")
    dialog._options._unit.setCurrentIndex(1)
    elsewhere = tmp_path / "网站"
    elsewhere.mkdir()
    dialog._go_to(elsewhere)
    save_preset(dialog, "网站")
    choose(dialog, "json")
    save_preset(dialog, "存档")
    assert [each["name"] for each in settings.value.export_presets] == ["存档", "网站"]
    row = dialog._presets._names.findText("网站")
    dialog._presets._names.setCurrentIndex(row)
    dialog._presets._names.activated.emit(row)
    assert dialog._form().name == "markdown"
    assert dialog._choice().unit is Unit.ARTICLE
    assert dialog._choice().folder == str(elsewhere)
    assert [each["name"] for each in settings.value.export_presets] == ["网站", "存档"]
    dialog._presets._delete.click()
    assert [each["name"] for each in settings.value.export_presets] == ["存档"]
    assert not dialog._presets._delete.isEnabled()


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
