"""Backups are made while people work; a damaged project offers them, and one is put back with a key."""

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from annotator.paths import data_folder
from annotator.services.recovery.backups import Reason, folder_of, list_backups, make_backup
from annotator.ui.dialogs.restore_dialog import RestoreDialog


def backups(path):
    return list_backups(folder_of(data_folder(), path))


def dialog(desk):
    found = [each for each in desk.window.findChildren(RestoreDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def recovery(desk):
    return next(child for child in desk.window.children() if type(child).__name__ == "Recovery")


def test_opening_a_project_makes_a_backup(desk, qtbot):
    recovery(desk)._pause.setInterval(0)
    recovery(desk)._pause.start()
    qtbot.waitUntil(lambda: [entry.reason for entry in backups(desk.session.path)] == [Reason.OPENED])


def test_work_makes_one_some_minutes_later(desk, qtbot):
    timer = recovery(desk)._pause
    timer.stop()
    desk.press("Enter")
    assert timer.isActive()
    assert timer.interval() == 10 * 60_000
    timer.start(0)
    qtbot.waitUntil(lambda: [entry.reason for entry in backups(desk.session.path)] == [Reason.WORK])


def test_a_backup_is_looked_into_and_put_back(desk):
    path = desk.session.path
    desk.press("Enter")
    make_backup(desk.session, folder_of(data_folder(), path), Reason.WORK)
    desk.press("Enter")
    assert desk.text("b2").startswith("网络覆盖")
    desk.window.actions_["restore"].trigger()
    shown = dialog(desk)
    assert "1" in shown._content.text()
    assert "袋盖" in shown._content.text()
    desk.press("Enter", shown._list)
    desk.calm()
    assert desk.text("b1").startswith("网络覆盖")
    assert desk.text("b2").startswith("网络袋盖")
    assert desk.workspace.session.path == path
    assert backups(path)[0].reason is Reason.RESTORE


def test_a_backup_opened_to_read_changes_nothing(desk):
    path = desk.session.path
    made = make_backup(desk.session, folder_of(data_folder(), path), Reason.WORK)
    before = made.path.read_bytes()
    desk.window.actions_["restore"].trigger()
    dialog(desk)._open.click()
    desk.calm()
    assert desk.workspace.session.read_only
    assert desk.workspace.session.path == made.path
    assert made.path.read_bytes() == before


@pytest.mark.parametrize("harm", ["damaged", "gone"])
def test_a_project_that_cannot_be_opened_offers_its_backups(desk, harm):
    path = desk.session.path
    make_backup(desk.session, folder_of(data_folder(), path), Reason.WORK)
    desk.workspace.open(None)
    path.write_bytes(path.read_bytes()[:9000]) if harm == "damaged" else path.unlink()
    assert not desk.window.projects.open(path)
    shown = dialog(desk)
    assert any(path.name in label.text() for label in shown.findChildren(QLabel))
    shown._restore.click()
    desk.calm()
    assert desk.workspace.session.path == path
    assert desk.text("b1").startswith("网络袋盖")


def test_a_damaged_project_is_salvaged_into_a_new_one(desk):
    path = desk.session.path
    make_backup(desk.session, folder_of(data_folder(), path), Reason.WORK)
    desk.press("Enter")
    desk.workspace.open(None)
    path.write_bytes(path.read_bytes()[:-4000] + bytes(4000))
    content = bytearray(path.read_bytes())
    content[40_000:60_000] = bytes(20_000)
    path.write_bytes(content)
    assert not desk.window.projects.open(path)
    dialog(desk)._salvage.click()
    desk.calm()
    assert desk.workspace.session.path.name == "project.salvaged.annotator"
    assert desk.text("b2").startswith("网络袋盖")
    boxes = [box for box in desk.window.findChildren(QMessageBox) if box.isVisible()]
    assert any("project.salvaged.annotator" in box.text() + box.informativeText() for box in boxes)


def test_without_a_backup_the_error_is_told(desk, tmp_path):
    told = []
    desk.window.projects.unopened.connect(lambda path, error: told.append(error.code))
    assert not desk.window.projects.open(tmp_path / "no.annotator")
    assert told == ["project.missing"]
    assert not [each for each in desk.window.findChildren(RestoreDialog) if each.isVisible()]
