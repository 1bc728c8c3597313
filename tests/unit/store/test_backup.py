"""A copy is whole or not there, and made while the project is in use."""

import os

import pytest
from helpers.desks import Desk, simple_issue

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.store import backup
from annotator.store.project_file import ProjectFile


@pytest.fixture
def project(tmp_path):
    with ProjectFile.create(tmp_path / "a.annotator", "项目") as opened:
        opened.add_issue(simple_issue())
        yield opened


def listing(folder):
    return sorted(
        path.name
        for path in folder.iterdir()
        if not path.name.startswith(("a.annotator", ".a.annotator.lock"))
    )


def test_a_copy_holds_what_the_project_holds_at_that_moment(project, tmp_path):
    desk = Desk(project, simple_issue())
    desk.do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
    target = tmp_path / "copy.annotator"
    project.backup(target)
    held = desk.issue
    desk.do(ReplaceText("b1", 0, 0, "乙", "", "typing"))
    with ProjectFile.open(target) as copy:
        assert copy.load_issue("i1") == held
        assert len(copy.journal().done) == 1
        assert copy.name == project.name
    assert listing(tmp_path) == ["copy.annotator"]


def test_a_snapshot_can_be_copied(project, tmp_path):
    with ProjectFile.open(project.path, read_only=True) as seen:
        seen.backup(tmp_path / "copy.annotator")
    with ProjectFile.open(tmp_path / "copy.annotator") as copy:
        assert copy.load_issue("i1") == simple_issue()


def test_an_existing_file_is_not_overwritten(project, tmp_path):
    target = tmp_path / "copy.annotator"
    target.write_text("notes")
    with pytest.raises(UserError, match=r"project\.exists"):
        project.backup(target)
    assert target.read_text() == "notes"


def test_a_copy_that_could_not_be_finished_leaves_nothing(project, tmp_path, monkeypatch):
    def fail(draft, target):
        assert draft.exists()
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(backup, "put_in_place", fail)
    with pytest.raises(UserError, match=r"project\.write"):
        project.backup(tmp_path / "copy.annotator")
    assert listing(tmp_path) == []
    monkeypatch.undo()
    with pytest.raises(UserError, match=r"project\.write"):
        project.backup(tmp_path / "none" / "copy.annotator")
    project.set_data("key", 1)


def test_names_of_copies_are_free(tmp_path):
    path = tmp_path / "news.annotator"
    assert backup.free_path(path, "v1").name == "news.v1.annotator"
    (tmp_path / "news.v1.annotator").touch()
    (tmp_path / "news.v1-2.annotator").touch()
    assert backup.free_path(path, "v1").name == "news.v1-3.annotator"
