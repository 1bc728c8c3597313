"""An issue of the project gets another name, or is removed after a backup, from the tree and from the File menu."""

from dataclasses import replace

import pytest
from helpers.hand_made import hand_made_issue
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTreeWidget,
)

from annotator.paths import data_folder
from annotator.services.editing.finding import Query, find_in_project, prepare
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, folder_of, list_backups, put_back


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "project.annotator"
    with Session.create(path, "Project") as session:
        for number in (1, 2, 3):
            session.add_issue(replace(hand_made_issue(), id=f"i{number}", name=f"第{number}期"))
    return path


@pytest.fixture
def desk(project, make_desk):
    return make_desk(project)


@pytest.fixture
def menus(monkeypatch):
    """The menus that were opened; without a screen there is none to look at."""
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: opened.append(menu))
    return opened


def tree(desk):
    return desk.window.tree.findChild(QTreeWidget)


def names(desk):
    return [tree(desk).topLevelItem(row).text(0) for row in range(tree(desk).topLevelItemCount())]


def go_to(desk, row):
    """Walk with the keys to an issue in the tree."""
    tree(desk).setFocus()
    desk.press("Home")
    while tree(desk).currentItem() is not tree(desk).topLevelItem(row):
        desk.press("Down")


def shown(desk, kind):
    return next(each for each in desk.window.findChildren(kind) if each.isVisible())


def confirm(desk):
    box = shown(desk, QMessageBox)
    button = next(each for each in box.buttons() if box.buttonRole(each) is QMessageBox.ButtonRole.AcceptRole)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.window.activateWindow()  # nobody else does without a window manager
    desk.calm()


def backups(desk):
    return list_backups(folder_of(data_folder(), desk.session.path))


def test_f2_in_the_tree_gives_an_issue_another_name(desk):
    go_to(desk, 1)
    assert desk.workspace.issue_id == "i2"
    desk.press("F2")
    line = shown(desk, QInputDialog).findChild(QLineEdit)
    assert (line.text(), bool(line.accessibleName())) == ("第2期", True)
    line.selectAll()
    QTest.keyClicks(line, " 2023-11-28 ")
    desk.press("Enter", line)
    assert names(desk) == ["第1期", "2023-11-28", "第3期"]
    assert desk.issue.name == "2023-11-28"
    assert desk.window.focusWidget() is tree(desk)
    assert tree(desk).currentItem().text(0) == "2023-11-28"
    desk.workspace.open(None)
    with Session.open(desk.session.path) as again:
        assert [name for _, name in again.issue_names] == ["第1期", "2023-11-28", "第3期"]
        assert again.base("i2").name == again.issue("i2").name


def test_delete_asks_once_and_removes_after_a_backup(desk):
    desk.press("Enter")
    tree(desk).setFocus()
    desk.press("Home")
    desk.press("Delete")
    said = shown(desk, QMessageBox).text()
    assert "第1期" in said
    assert "2" in said
    assert "1 correction?" in said
    confirm(desk)
    assert names(desk) == ["第2期", "第3期"]
    assert desk.workspace.issue_id == "i2"
    assert desk.window.focusWidget() is tree(desk)
    assert tree(desk).currentItem().text(0) == "第2期"
    made = backups(desk)[0]
    assert made.reason is Reason.REMOVE
    path = desk.session.path
    desk.workspace.open(None)
    put_back(made, path)
    with Session.open(path) as again:
        assert [name for _, name in again.issue_names] == ["第1期", "第2期", "第3期"]
        assert again.issue("i1").blocks["b1"].text.startswith("网络覆盖")


def test_what_was_done_to_other_issues_can_still_be_undone(desk):
    desk.press("Enter")
    desk.workspace.show_issue("i2")
    desk.window.article_view.setFocus()
    desk.settle()
    desk.press("Enter")
    assert desk.text("b1").startswith("网络覆盖")
    desk.workspace.show_issue("i1")
    desk.settle()
    desk.window.actions_["remove_issue"].trigger()
    confirm(desk)
    assert desk.workspace.issue_id == "i2"
    desk.press("Ctrl+Z")
    assert desk.shown_text("b1").startswith("网络袋盖")
    assert not desk.window.actions_["undo"].isEnabled()
    desk.press("Ctrl+Y")
    assert desk.shown_text("b1").startswith("网络覆盖")


def test_a_question_that_is_put_away_removes_nothing(desk):
    go_to(desk, 2)
    desk.press("Delete")
    box = shown(desk, QMessageBox)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    desk.press("Enter", box.defaultButton())
    desk.calm()
    assert names(desk) == ["第1期", "第2期", "第3期"]
    assert not [each for each in backups(desk) if each.reason is Reason.REMOVE]


def test_the_menu_of_the_tree_opens_with_the_keys(desk, menus):
    go_to(desk, 0)
    desk.press("Shift+F10")
    (menu,) = menus
    assert [action.text() for action in menu.actions()] == ["Rename issue…", "Remove issue…"]
    assert [action.shortcut().toString() for action in menu.actions()] == ["F2", "Del"]
    menu.actions()[1].trigger()
    confirm(desk)
    assert names(desk) == ["第2期", "第3期"]


def test_the_right_button_on_an_article_is_about_its_issue(desk, menus):
    item = tree(desk).topLevelItem(0).child(0).child(0)
    spot = tree(desk).visualItemRect(item).center()
    tree(desk).customContextMenuRequested.emit(spot)
    (menu,) = menus
    menu.actions()[0].trigger()
    assert shown(desk, QInputDialog).textValue() == "第1期"


def test_the_last_issue_goes_too_and_leaves_an_empty_window(desk):
    desk.window.article_view.setFocus()
    for _ in range(3):
        desk.window.actions_["remove_issue"].trigger()
        confirm(desk)
    assert names(desk) == []
    assert desk.workspace.issue is None
    assert desk.window.article_view.blocks() == []
    assert not desk.window.actions_["remove_issue"].isEnabled()
    kept = [each for each in backups(desk) if each.reason is Reason.REMOVE]
    assert len(kept) == 3
    desk.workspace.add_issue(replace(hand_made_issue(), id="i9", name="新"))
    desk.settle()
    assert names(desk) == ["新"]
    assert desk.window.article_view.blocks()


def test_a_search_does_not_find_what_was_removed(desk):
    desk.workspace.session.library.index_pending(100)
    desk.workspace.remove_issue("i1")
    found = find_in_project(desk.session.library, prepare(Query("山村")))
    assert {passage.issue for passage in found.passages} == {"i2", "i3"}
    desk.calm()


def test_series_over_the_project_go_on_without_the_removed_issue(desk):
    from annotator.services.doubts.stream import Scope

    desk.workspace.choose(replace(desk.workspace.choice, scope=Scope.PROJECT))
    desk.calm()
    desk.press("Ctrl+Enter")
    desk.calm()
    desk.workspace.remove_issue("i1")
    desk.calm()
    assert desk.workspace.session.issue("i3").blocks["b1"].text.startswith("网络覆盖")
    desk.window.article_view.setFocus()
    desk.press("Ctrl+Z")
    desk.calm()
    for issue_id in ("i2", "i3"):
        assert desk.session.issue(issue_id).blocks["b1"].text.startswith("网络袋盖")
    assert desk.told() == []


def test_a_project_to_read_only_keeps_its_issues(project, make_desk, menus):
    desk = make_desk(project, read_only=True)
    go_to(desk, 0)
    desk.press("Delete")
    desk.press("F2")
    assert not [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]
    assert not desk.window.actions_["rename_issue"].isEnabled()
    desk.press("Shift+F10")
    (menu,) = menus
    assert not any(action.isEnabled() for action in menu.actions())


def test_f2_in_the_text_still_edits_it(desk):
    desk.window.article_view.setFocus()
    desk.press("F2")
    assert not [each for each in desk.window.findChildren(QInputDialog) if each.isVisible()]
