"""Readings: one key marks an article as read and shows the next; the figures are drawn and written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QFileDialog, QLabel

from annotator.model.progress import Stage
from annotator.services.project.session import Session
from annotator.ui.dialogs.dashboard import Dashboard
from annotator.ui.panels.pane_headings import ArticleHeading


def stages(desk):
    return [desk.issue.articles[name].progress.stage for name in desk.issue.order]


def tree_texts(desk):
    tree = desk.window.tree._tree
    found = tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive, 0)
    return {item.text(0): item.text(1) for item in found}


def test_one_key_marks_the_article_as_read_and_shows_the_next(desk):
    desk.press("Ctrl+Shift+Enter")
    assert stages(desk) == [Stage.FIRST, Stage.UNREAD]
    assert desk.workspace.article_id == "a2"
    assert "doubts left open" in desk.window.status.currentMessage()
    desk.press("Ctrl+Shift+Enter")
    assert stages(desk) == [Stage.FIRST, Stage.FIRST]
    assert desk.workspace.article_id == "a2"
    assert tree_texts(desk)["山村通了新网络"].startswith("①")
    desk.press("Ctrl+Z")
    assert stages(desk) == [Stage.FIRST, Stage.UNREAD]


def test_a_stage_is_set_by_its_key_shown_above_the_article_and_on_disk(desk):
    desk.press("Alt+3")
    assert stages(desk)[0] is Stage.FINAL
    assert "final reading" in desk.words(desk.window)
    assert desk.window.actions_["stage_final"].isChecked()
    with Session.open(desk.session.path, read_only=True) as other:
        assert other.issue("i1").articles["a1"].progress.stage is Stage.FINAL
    desk.workspace.show_article("a2")
    desk.settle()
    assert desk.window.actions_["stage_unread"].isChecked()


def test_who_has_given_no_name_is_told_that_a_stage_is_not_signed(desk):
    desk.press("Alt+1")
    assert "not signed" in desk.window.status.currentMessage()
    desk.window.status.clearMessage()
    desk.workspace.set_who("何田")
    desk.press("Alt+2")
    assert desk.window.status.currentMessage() == ""
    assert desk.issue.articles["a1"].progress.who == "何田"
    desk.press("Ctrl+Shift+Enter")
    assert "not signed" not in desk.window.status.currentMessage()


def test_furniture_is_not_read(desk):
    desk.workspace.show_article("furniture")
    desk.settle()
    assert not desk.window.actions_["finish_reading"].isEnabled()
    desk.press("Alt+3")
    assert stages(desk) == [Stage.UNREAD, Stage.UNREAD]


def test_a_read_only_project_cannot_be_marked(desk, make_desk):
    path = desk.session.path
    other = make_desk(path, read_only=True)
    other.press("Alt+2")
    assert stages(other) == [Stage.UNREAD, Stage.UNREAD]
    assert not other.window.actions_["stage_second"].isEnabled()


@pytest.fixture
def dashboard(desk, qtbot):
    desk.press("Enter")
    desk.press("Alt+1")
    desk.press("Ctrl+Shift+D")
    (found,) = desk.window.findChildren(Dashboard)
    qtbot.waitUntil(lambda: bool(found.findChildren(QSvgWidget)), timeout=5000)
    return found


def test_the_dashboard_shows_the_figures_of_the_project(dashboard):
    said = [label.text() for label in dashboard.findChildren(QLabel)]
    assert "0 of 2 articles have had their final reading." in said
    assert "袋盖 → 覆盖" in said
    charts = dashboard.findChildren(QSvgWidget)
    assert [chart.renderer().isValid() for chart in charts] == [True] * 4
    assert "First reading" in charts[0].accessibleDescription()


def test_the_dashboard_is_written_as_a_report(dashboard, desk, qtbot, tmp_path):
    dashboard._save.click()
    (dialog,) = dashboard.findChildren(QFileDialog)
    target = tmp_path / "report.html"
    dialog.fileSelected.emit(str(target))
    qtbot.waitUntil(target.exists, timeout=5000)
    assert "袋盖 → 覆盖" in target.read_text("utf-8")


def test_the_name_above_the_article_is_cut_where_its_room_ends_and_told_whole(desk):
    heading = desk.window.findChild(ArticleHeading)
    assert heading.text() == heading.toolTip() == "山村通了新网络"
    heading.setFixedWidth(60)
    desk.settle()
    assert heading.text().endswith("…")
    assert heading.toolTip() == heading.accessibleName() == "山村通了新网络"
