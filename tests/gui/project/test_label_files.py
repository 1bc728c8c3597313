"""Labels come in from files through a dialog that shows what will come of it, and go out over either text."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog

from annotator.formats.labels.document import document_of
from annotator.formats.labels.reading import REASONS
from annotator.model.operations import ReplaceText
from annotator.services.label_exchange.label_planning import Reason, What
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.label_import_dialog import LabelImportDialog
from annotator.ui.dialogs.pair_import_dialog import PairImportDialog
from annotator.ui.words import label_import as label_import_words


@pytest.fixture
def labelled(desk, tmp_path):
    text = document_of(desk.issue, "a1").text
    lines = [
        {"text": text, "label": [[0, 2, "LOC"], [8, 10, "机关"], [8, 12, "人物"]]},
        {"text": "坏", "label": [[1, 1, "X"]]},
        {"text": "哪里也没有的一段文字"},
    ]
    path = tmp_path / "模型.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


@pytest.fixture
def dialog(desk, labelled, qtbot):
    desk.window.actions_["import_labels"].trigger()
    (found,) = desk.window.findChildren(LabelImportDialog)
    found.add([labelled])
    qtbot.waitUntil(found._go.isEnabled, timeout=20_000)
    return found


def wait_for_plan(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._plan is not None, timeout=20_000)


def said(issue, article="a1"):
    document = document_of(issue, article)
    return [(span.label, span.surface(document.text)) for span in document.spans]


def test_every_reason_has_its_words():
    assert label_import_words.READING.keys() == set(REASONS)
    assert label_import_words.REASONS.keys() == set(Reason)
    assert label_import_words.WHAT.keys() == set(What)


def test_what_will_come_of_it_is_shown_before_anything_is_done(dialog, desk):
    assert "Labels: 3, on articles: 1." in dialog._summary.text()
    assert "New in the scheme: 机关." in dialog._summary.text()
    assert dialog._files.item(0).text() == "模型.jsonl — Labels for doccano"
    lines = dialog._problems.toPlainText().splitlines()
    assert lines == [
        "模型.jsonl, record 2: [1, 1) is no range of the text",
        "模型.jsonl, record 3: “哪里也没有的一段文字”: no article has this text",
    ]
    dialog.reject()
    assert not desk.issue.spans


def test_labels_are_put_renamed_signed_and_taken_back_as_one_step(dialog, desk, qtbot):
    # 人物 is what the scheme calls PER, so that is proposed.
    rows = {dialog._labels.item(row, 0).text(): dialog._labels.cellWidget(row, 2) for row in range(3)}
    assert isinstance(rows["人物"], QComboBox)
    assert rows["人物"].currentData() == "PER"
    rows["机关"].setCurrentIndex(rows["机关"].findData("ORG"))
    dialog._who.setText("模型一")
    dialog._kind.setCurrentIndex(2)
    wait_for_plan(dialog, qtbot)
    dialog._go.click()
    desk.calm()
    assert said(desk.issue) == [("LOC", "山村"), ("PER", "本报记者"), ("ORG", "本报")]
    assert {(span.who, span.suggested) for span in desk.issue.spans.values()} == {("模型一", True)}
    desk.window.actions_["undo"].trigger()
    desk.settle()
    assert not desk.issue.spans


def test_several_annotators_are_shown_and_come_in_apart_or_as_one(dialog, desk, tmp_path, qtbot):
    assert not dialog._annotators.isVisible()
    text = document_of(desk.issue, "a1").text
    for person, spans in (("王", [[0, 2, "LOC"]]), ("李", [[0, 4, "LOC"]]), ("赵", [])):
        (tmp_path / f"{person}.jsonl").write_text(json.dumps({"text": text, "label": spans}), "utf-8")
    dialog._files.selectAll()
    dialog._remove()
    dialog.add([tmp_path / f"{person}.jsonl" for person in "王李赵"])
    wait_for_plan(dialog, qtbot)
    people = dialog._annotators._people
    assert dialog._annotators.isVisible()
    assert [people.item(row, 0).text() for row in range(people.rowCount())] == ["王", "李", "赵"]
    people.item(2, 0).setCheckState(Qt.CheckState.Unchecked)
    people.item(1, 2).setText("李明")
    wait_for_plan(dialog, qtbot)
    assert "Annotators: 李明, 王. Places where they contradict each other: 1" in dialog._summary.text()
    assert "Records of other annotators that do not come in: 1." in dialog._summary.text()
    dialog._annotators._several.setCurrentIndex(1)
    wait_for_plan(dialog, qtbot)
    assert "Records of other annotators that do not come in: 2." in dialog._summary.text()
    dialog._annotators._several.setCurrentIndex(0)
    wait_for_plan(dialog, qtbot)
    dialog._go.click()
    desk.calm()
    assert {span.who for span in desk.issue.spans.values()} == {"王", "李明"}
    assert [conflict.kind.value for conflict in desk.issue.conflicts.values()] == ["label"]


def test_records_become_an_issue_of_their_own(dialog, desk, qtbot):
    dialog._where.setCurrentIndex(1)
    wait_for_plan(dialog, qtbot)
    dialog._go.click()
    desk.calm()
    assert [info.name for info in desk.session.issues][1:] == ["模型"]
    new = desk.session.issue(desk.session.issues[1].id)
    assert [page.raw for page in new.pages.values()][1:] == ["哪里也没有的一段文字"]
    assert said(new) == [("LOC", "山村"), ("PER", "本报记者"), ("机关", "本报")]
    assert desk.window.known_labels().label("机关") is not None


def test_a_change_made_meanwhile_stays_and_the_labels_follow_it(dialog, desk, qtbot):
    # As a check beside the window does it, between the planning and the writing.
    block = desk.issue.blocks["b1"]
    origin = "typing"
    desk.session.perform("i1", ReplaceText("b1", 0, 0, "新", "", origin))
    dialog._go.click()
    desk.calm()
    assert desk.issue.blocks["b1"].text == f"新{block.text}"
    assert ("LOC", "山村") in said(desk.issue)
    desk.window.actions_["undo"].trigger()
    desk.settle()
    assert not desk.issue.spans
    assert desk.issue.blocks["b1"].text == f"新{block.text}"


def test_closing_the_dialog_while_it_works_leaves_everything_as_it_was(dialog, desk):
    dialog._go.click()
    dialog.reject()
    desk.calm()
    assert not desk.issue.spans
    assert not desk.session.can_undo


PAIRS = "网络袋盖了全镇\t网络覆盖了全镇\n没有的句子\t没有得句子\n只有一列\n"


def ask_for_corrections(desk, tmp_path, qtbot):
    path = tmp_path / "对.tsv"
    path.write_text(PAIRS, "utf-8")
    desk.window.actions_["import_corrections"].trigger()
    (found,) = desk.window.findChildren(PairImportDialog)
    found.take(path)
    qtbot.waitUntil(lambda: found._told is not None, timeout=20_000)
    return found


def test_corrections_are_looked_through_and_put_onto_the_paragraphs_as_one_step(desk, tmp_path, qtbot):
    before = {key: block.text for key, block in desk.issue.blocks.items()}
    pairs = ask_for_corrections(desk, tmp_path, qtbot)
    assert pairs._summary.text() == "2 pairs: 1 place will be corrected."
    assert pairs._problems.toPlainText().splitlines() == [
        "record 3: no pair of sentences",
        "record 2: “没有的句子”: no paragraph has this text",
    ]
    pairs._who.setText("丙")
    pairs._who.editingFinished.emit()
    qtbot.waitUntil(pairs._go.isEnabled, timeout=20_000)
    pairs._go.click()
    desk.calm()
    changed = [block.text for key, block in desk.issue.blocks.items() if block.text != before[key]]
    assert len(changed) == 1
    assert "网络覆盖了全镇" in changed[0]
    assert "@丙" in str(desk.issue)
    desk.window.actions_["undo"].trigger()
    desk.settle()
    assert {key: block.text for key, block in desk.issue.blocks.items()} == before


def test_corrections_become_an_issue_of_their_own(desk, tmp_path, qtbot):
    pairs = ask_for_corrections(desk, tmp_path, qtbot)
    pairs._where.setCurrentIndex(1)
    qtbot.waitUntil(pairs._go.isEnabled, timeout=20_000)
    pairs._go.click()
    desk.calm()
    new = desk.session.issues[1]
    assert new.name == "对"
    texts = [block.text for block in desk.session.issue(new.id).blocks.values()]
    assert texts == ["网络覆盖了全镇", "没有得句子"]


def test_a_file_of_no_pairs_is_said(desk, tmp_path, qtbot):
    (tmp_path / "x.tsv").write_text("什么也没有", "utf-8")
    desk.window.actions_["import_corrections"].trigger()
    (found,) = desk.window.findChildren(PairImportDialog)
    found.take(tmp_path / "x.tsv")
    desk.calm()
    assert "x.tsv" in found._summary.text()
    assert not found._go.isEnabled()


def test_a_file_in_no_known_format_is_said(desk, tmp_path, qtbot):
    (tmp_path / "a.txt").write_text("只是文字", "utf-8")
    desk.window.actions_["import_labels"].trigger()
    (found,) = desk.window.findChildren(LabelImportDialog)
    found.add([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: "no format of labels" in found._problems.toPlainText(), timeout=20_000)
    assert not found._go.isEnabled()


def test_labels_go_out_over_the_raw_text_with_a_configuration_beside(desk, qtbot, tmp_path):
    desk.press("Enter")
    desk.press("Ctrl+E")
    (dialog,) = desk.window.findChildren(ExportDialog)
    dialog.choose("text")
    assert dialog._options._layer.isHidden()
    dialog.choose("label-studio")
    assert "覆盖了全镇" in dialog._preview.toPlainText()
    dialog._options._layer.setCurrentIndex(1)
    assert "袋盖了全镇" in dialog._preview.toPlainText()
    assert not dialog._beside.isHidden()
    dialog._go.click()
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "out.json"))
    qtbot.waitUntil((tmp_path / "out.config.xml").exists, timeout=20_000)
    assert "袋盖了全镇" in json.loads((tmp_path / "out.json").read_text("utf-8"))[0]["data"]["text"]
