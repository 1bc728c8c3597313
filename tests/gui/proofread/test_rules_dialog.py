"""House rules are edited as lines, for the project or for all, and doubts come and go with them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.detect.context import HouseRule
from annotator.services.project.house_rules import global_rules, project_rules, set_project_rules
from annotator.ui.dialogs.rules_dialog import RulesDialog


@pytest.fixture
def rules(desk, own_home, qtbot, tmp_path):
    dialog = RulesDialog(desk.session, tmp_path)
    qtbot.addWidget(dialog)
    dialog.told, dialog.kept = [], []
    dialog.failed.connect(dialog.told.append)
    dialog.saved.connect(lambda: dialog.kept.append(True))
    return dialog


def test_lines_become_rules_of_the_project(desk, rules):
    rules._edit.setPlainText("帐户,账户,统一用账\n首家→\n")
    rules.save()
    assert project_rules(desk.session) == (HouseRule("帐户", "账户", "统一用账"), HouseRule("首家"))
    assert (rules.kept, rules.told, global_rules()) == ([True], [], ())


def test_rules_for_all_projects_are_kept_apart_and_known_at_once(desk, rules):
    desk.session.lessons()
    rules._edit.setPlainText("高兴,愉快")
    rules._scope.setCurrentIndex(1)
    assert rules._edit.toPlainText() == ""
    rules._edit.setPlainText("首家")
    rules._scope.setCurrentIndex(0)
    assert rules._edit.toPlainText() == "高兴,愉快"
    rules.save()
    assert global_rules() == (HouseRule("首家"),)
    assert {rule.wrong for rule in desk.session.lessons().rules.rules} == {"首家", "高兴"}


def test_a_line_that_is_no_rule_is_told_of_and_nothing_is_kept(desk, rules):
    rules._edit.setPlainText("帐户,账户\n,x")
    rules.save()
    assert [(error.code, error.values["line"]) for error in rules.told] == [("rules.line", 2)]
    assert project_rules(desk.session) == ()


def test_a_file_is_added_and_written(desk, rules, tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("错,对\n帐户,账户\n", "utf-8")
    rules._edit.setPlainText("首家")
    rules.add_file(table)
    assert rules._edit.toPlainText() == "首家,,\n帐户,账户,\n"
    rules.write_file(tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_text("utf-8-sig").splitlines()[1:] == ["首家,,", "帐户,账户,"]
    rules.add_file(tmp_path / "none.csv")
    assert [error.code for error in rules.told] == ["import.missing"]


def test_the_action_shows_the_rules_there_are(desk, own_home):
    set_project_rules(desk.session, [HouseRule("帐户", "账户")])
    desk.window.actions_["house_rules"].trigger()
    (dialog,) = desk.window.findChildren(RulesDialog)
    assert dialog._edit.toPlainText() == "帐户,账户,\n"
    dialog.reject()


def test_variant_spellings_are_added_beside_the_rules_one_has(desk, rules, qtbot):
    rules._edit.setPlainText("澈底,透彻,本报用法")
    button = next(
        button for button in rules.findChildren(QPushButton) if button.text() == "Add variant spellings"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    rules.save()
    kept = {rule.wrong: rule for rule in project_rules(desk.session)}
    assert kept["澈底"] == HouseRule("澈底", "透彻", "本报用法")
    assert kept["帐户"].right == "账户"
    assert len(kept) > 150
