"""Label schemes are edited by filling in fields; spans follow what becomes of their labels."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QTreeWidget,
)

from annotator.model.labels import Attribute, AttributeKind, LabelSpan
from annotator.model.operations import AddLabels
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.labels.schemes import schemes_of
from annotator.ui.dialogs.scheme_dialog import SchemeDialog
from annotator.ui.dialogs.used_label import UsedLabelDialog


class Editor:
    """The dialog, and what a person does in it."""

    def __init__(self, dialog, desk):
        self.dialog = dialog
        self.desk = desk
        self.told = []
        dialog.failed.connect(self.told.append)
        dialog.saved.connect(desk.window.show_schemes)

    def field(self, name, kind=QLineEdit):
        return next(w for w in self.dialog.findChildren(kind) if w.accessibleName() == name and w.isVisible())

    def fill(self, name, text):
        line = self.field(name)
        line.selectAll()
        if text.isascii():
            QTest.keyClicks(line, text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(line, event)

    def choose(self, row):
        tree = next(w for w in self.dialog.findChildren(QTreeWidget) if w.isVisible())
        tree.setCurrentItem(tree.topLevelItem(row))
        return tree

    def rows(self):
        tree = next(w for w in self.dialog.findChildren(QTreeWidget) if w.isVisible())
        return [
            tuple(tree.topLevelItem(n).text(c) for c in range(3)) for n in range(tree.topLevelItemCount())
        ]

    def press(self, text):
        button = next(w for w in self.dialog.findChildren(QPushButton) if w.text() == text and w.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def problem(self):
        return self.dialog._problem.text()

    def ok(self):
        button = self.dialog._buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle()
        return schemes_of(self.desk.session).current


@pytest.fixture
def labelled(desk):
    spans = [("s1", "PER"), ("s2", "PER"), ("s3", "LOC")]
    placed = [
        PlacedSpan(LabelSpan(n, label), (Place("b1", at, at + 1),)) for at, (n, label) in enumerate(spans)
    ]
    desk.workspace.perform(AddLabels(tuple(placed)))
    return desk


@pytest.fixture
def editor(labelled, qtbot, tmp_path):
    dialog = SchemeDialog(labelled.session, tmp_path)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return Editor(dialog, labelled)


def labels_used(desk):
    return [desk.issue.spans[name].label for name in sorted(desk.issue.spans)]


def test_the_list_tells_keys_and_uses(editor):
    assert editor.rows()[:3] == [("人物", "P", "2"), ("地点", "L", "1"), ("机构", "O", "")]


def test_a_renamed_label_keeps_its_spans(editor):
    editor.fill("Name", "姓名")
    editor.fill("Name in files", "NAME")
    editor.fill("Key", "n")
    scheme = editor.ok()
    assert [(label.id, label.name, label.key) for label in scheme.labels[:1]] == [("NAME", "姓名", "n")]
    assert scheme.relations[0].sources == ("NAME",)
    assert labels_used(editor.desk) == ["NAME", "NAME", "LOC"]
    marks = [mark.label for mark in editor.desk.window.article_view.marks("b1") if mark.kind == "label"]
    assert marks == ["姓名", "姓名", "地点"]


def test_a_key_that_is_taken_is_told_at_once_and_cannot_be_kept(editor):
    editor.fill("Key", "l")
    assert "L" in editor.problem
    assert not editor.dialog._buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    editor.fill("Key", "la")
    assert editor.problem
    editor.fill("Key", "pa")
    assert not editor.problem


def test_a_new_label_has_a_key_and_a_colour_of_its_own(editor):
    editor.press("Add")
    editor.fill("Name", "Ship")
    editor.fill("Name in files", "SHIP")
    label = editor.ok().labels[1]
    assert (label.id, label.name) == ("SHIP", "Ship")
    others = [entry for entry in schemes_of(editor.desk.session).current.labels if entry.id != "SHIP"]
    assert label.color not in {entry.color for entry in others}
    assert label.key
    assert not any(entry.key.startswith(label.key) for entry in others)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("Give it to", ["LOC", "LOC", "LOC"]),
        ("Remove it too (can be undone)", ["LOC"]),
        ("Leave it as it is, in grey", ["PER", "PER", "LOC"]),
    ],
)
def test_removing_a_used_label_asks_what_becomes_of_its_spans(editor, choice, expected):
    QTest.keyClick(editor.choose(0), Qt.Key.Key_Delete)
    (question,) = editor.dialog.findChildren(UsedLabelDialog)
    assert [question.findChild(QComboBox).itemText(n) for n in range(2)] == ["地点", "机构"]
    next(b for b in question.findChildren(QRadioButton) if b.text() == choice).click()
    question.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert editor.rows()[0] == ("地点", "L", "1")
    assert editor.ok().label("PER") is None
    assert labels_used(editor.desk) == expected
    if expected != ["PER", "PER", "LOC"]:
        editor.desk.workspace.undo()
        assert labels_used(editor.desk) == ["PER", "PER", "LOC"]


def test_a_label_nobody_used_goes_without_a_question(editor):
    QTest.keyClick(editor.choose(2), Qt.Key.Key_Delete)
    assert editor.dialog.findChildren(UsedLabelDialog) == []
    scheme = editor.ok()
    assert scheme.label("ORG") is None
    assert scheme.relation("works_for").targets == ()


def test_labels_are_put_in_order_with_the_keyboard(editor):
    QTest.keyClick(editor.choose(0), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row[0] for row in editor.rows()[:2]] == ["地点", "人物"]
    assert [label.id for label in editor.ok().labels[:2]] == ["LOC", "PER"]


def test_attributes_are_typed_into_a_table(editor):
    table = editor.dialog._label_form._attributes
    table.show_attributes(())
    table.add()
    table._item(0, 0).setText("身份")
    table._table.cellWidget(0, 1).setCurrentIndex(0)
    table._item(0, 2).setText("记者，编辑;读者")
    table._item(0, 3).setText("编辑")
    table._item(0, 4).setText("role")
    assert editor.ok().labels[0].attributes == (
        Attribute("role", "身份", AttributeKind.CHOICE, ("记者", "编辑", "读者"), "编辑"),
    )


def test_another_scheme_is_chosen_and_spans_of_the_first_keep_their_names(editor):
    editor.dialog._schemes.setCurrentIndex(2)
    assert editor.ok().id == "quotations"
    assert labels_used(editor.desk) == ["PER", "PER", "LOC"]
    marks = [mark.label for mark in editor.desk.window.article_view.marks("b1") if mark.kind == "label"]
    assert marks == ["人物", "人物", "地点"]
    assert [label.name for label in editor.desk.window.scheme().labels[:1]] == ["直接引语"]


def test_schemes_of_other_programs_are_read_and_ours_is_written(editor, tmp_path):
    source = tmp_path / "doccano.json"
    source.write_text(json.dumps([{"text": "PER", "suffixKey": "p"}, {"text": "SHIP"}]), "utf-8")
    editor.dialog.read_file(source)
    assert [row[:2] for row in editor.rows()] == [("PER", "P"), ("SHIP", "")]
    editor.dialog.write_file(tmp_path / "own.json")
    editor.dialog.read_file(tmp_path / "own.json")
    editor.dialog.read_file(tmp_path / "none.json")
    assert [error.code for error in editor.told] == ["import.missing"]
    assert (editor.ok().id, len(schemes_of(editor.desk.session).all)) == ("doccano_2", 6)


def test_relation_types_are_edited_like_labels(editor):
    editor.dialog.findChild(QTabWidget).setCurrentIndex(1)
    assert editor.rows()[0][:2] == ("任职于", "W")
    editor.fill("Name", "供职")
    editor.dialog._relation_form._targets.item(0).setCheckState(Qt.CheckState.Checked)
    relation = editor.ok().relations[0]
    assert (relation.name, relation.targets) == ("供职", ("PER", "ORG"))


def test_giving_up_changes_nothing(editor):
    before = schemes_of(editor.desk.session)
    editor.fill("Name", "别的")
    QTest.keyClick(editor.dialog, Qt.Key.Key_Escape)
    assert schemes_of(editor.desk.session) == before
