"""The history goes as far back as one likes; versions are named and compared."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTextBrowser

from annotator.services.project.versions import versions_of
from annotator.ui.dialogs.versions_dialog import VersionsDialog


@pytest.fixture
def dialog(desk):
    desk.press("Enter")
    desk.workspace.show_article("a1")
    desk.settle()
    desk.press("Ctrl+Shift+E")
    (found,) = desk.window.findChildren(VersionsDialog)
    return found


def shown(dialog):
    return dialog.findChild(QTextBrowser).toPlainText()


def test_the_first_look_is_from_as_read_to_now(dialog):
    assert [combo.currentText() for combo in dialog.findChildren(QComboBox)] == ["As read", "Now"]
    assert dialog._said.text() == "Differences: 1"
    assert "网络袋覆盖了全镇" in shown(dialog)


def test_a_named_version_is_kept_and_equals_now(dialog, desk):
    assert not dialog._keep.isEnabled()
    dialog._name.setText("一校")
    dialog._keep.click()
    (version,) = versions_of(desk.session, "i1", "a1")
    assert version.name == "一校"
    assert dialog.findChildren(QComboBox)[0].currentText().startswith("一校")
    assert dialog._said.text() == "No difference"
    dialog._remove.click()
    assert versions_of(desk.session, "i1", "a1") == ()
    assert not dialog._remove.isEnabled()


def test_enter_behind_a_name_keeps_the_version_and_closes_nothing(dialog, desk):
    dialog._name.setFocus()
    QTest.keyClicks(dialog._name, "first")
    QTest.keyClick(dialog._name, Qt.Key.Key_Return)
    desk.settle()
    assert [version.name for version in versions_of(desk.session, "i1", "a1")] == ["first"]
    assert dialog.isVisible()
    assert dialog._name.text() == ""
    QTest.keyClick(dialog._name, Qt.Key.Key_Return)
    desk.settle()
    assert not desk.window.findChild(VersionsDialog)
    assert len(versions_of(desk.session, "i1", "a1")) == 1


def test_everything_after_a_step_is_taken_back_and_can_be_done_again(desk):
    for _ in range(3):
        desk.press("Enter")
    done = desk.issue
    history = desk.window.history
    desk.window.tabs.setCurrentWidget(history)
    desk.calm()
    assert history._list.topLevelItemCount() == 3
    history._list.setCurrentItem(history._list.topLevelItem(2))
    history._back.trigger()
    desk.calm()
    assert history._list.topLevelItemCount() == 1
    assert [desk.text(block).count("覆盖") for block in ("b1", "b2", "b3")] == [1, 0, 0]
    desk.session.redo()
    desk.session.redo()
    assert desk.session.issue("i1").blocks == done.blocks


def test_nothing_stands_after_the_last_step(desk):
    desk.press("Enter")
    history = desk.window.history
    desk.window.tabs.setCurrentWidget(history)
    desk.calm()
    history._list.setCurrentItem(history._list.topLevelItem(0))
    assert not history._back.isEnabled()


def test_a_long_history_is_shown_piece_by_piece(desk, monkeypatch):
    for _ in range(3):
        desk.press("Enter")
    history = desk.window.history
    history._most = 2
    desk.window.tabs.setCurrentWidget(history)
    desk.calm()
    history._most = 2
    history.refresh()
    assert [history._list.topLevelItem(row).text(0) for row in range(history._list.topLevelItemCount())][
        -1
    ] == ("Show earlier steps…")
    history._go(history._list.topLevelItem(history._list.topLevelItemCount() - 1))
    assert history._list.topLevelItemCount() == 3
