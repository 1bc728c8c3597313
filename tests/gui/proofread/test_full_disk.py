"""What is shown before it is on disk, and never gets there, is taken back, told and shown again."""

import threading

import pytest

from annotator.errors import UserError
from annotator.model.flag import FlagStatus
from annotator.store.project_file import ProjectFile


@pytest.fixture
def disk(monkeypatch):
    """A disk that can be full, and slow: it writes nothing while it is held."""

    class Disk:
        is_full = False
        may_write = threading.Event()

    begin = ProjectFile.begin_writing

    def begin_on(file, work):
        def careful(database):
            assert Disk.may_write.wait(20)
            if Disk.is_full:
                raise UserError("project.write", file=file.path.name, reason="full", detail="")
            return work(database)

        return begin(file, careful)

    Disk.may_write.set()
    monkeypatch.setattr(ProjectFile, "begin_writing", begin_on)
    return Disk


def test_a_decision_is_shown_while_the_disk_is_still_writing(desk, disk):
    disk.may_write.clear()
    desk.window.proofreading.accept()
    assert desk.shown_text("b1").startswith("网络覆盖")
    assert desk.selected() == ("b2", 2, "b2", 4)
    disk.may_write.set()
    desk.settle()
    assert desk.session.recent(1)[0].operation.flag


def test_a_decision_that_finds_no_room_is_told_taken_back_and_shown_again(desk, disk):
    disk.is_full = True
    desk.press("Enter")
    assert desk.told() == ["project.write"]
    assert desk.shown_text("b1") == desk.text("b1")
    assert desk.text("b1").startswith("网络袋盖")
    assert [flag.status for flag in desk.issue.flags["b1"]] == [FlagStatus.OPEN]
    assert desk.selected() == ("b1", 2, "b1", 4)
    assert not desk.session.can_undo
    disk.is_full = False
    desk.press("Enter", desk.window.article_view)
    assert desk.text("b1").startswith("网络覆盖")
    assert desk.told() == ["project.write"]


def test_of_two_keys_in_a_row_the_second_does_nothing_if_the_first_found_no_room(desk, disk):
    disk.may_write.clear()
    desk.window.proofreading.accept()
    disk.is_full = True
    disk.may_write.set()
    desk.window.proofreading.keep()
    desk.settle()
    assert desk.told() == ["project.write"]
    assert [[flag.status for flag in desk.issue.flags[block]] for block in ("b1", "b2")] == [
        [FlagStatus.OPEN],
        [FlagStatus.OPEN],
    ]
    assert desk.selected() == ("b1", 2, "b1", 4)


def test_typed_text_that_finds_no_room_does_not_stay_on_the_screen(desk, disk):
    desk.click("b1", 0)
    disk.is_full = True
    desk.type("字")
    assert "project.write" in desk.told()
    assert desk.shown_text("b1") == desk.text("b1")
    assert not desk.text("b1").startswith("字")


def test_what_was_done_last_is_on_disk_when_the_window_is_closed(desk, make_desk, disk):
    disk.may_write.clear()
    desk.window.proofreading.accept()
    threading.Timer(0.2, disk.may_write.set).start()
    path, text = desk.session.path, desk.text("b1")
    desk.workspace.open(None)
    assert make_desk(path).text("b1") == text
