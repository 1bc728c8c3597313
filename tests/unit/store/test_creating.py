"""A new project is whole or not there, and nothing that exists is overwritten."""

import os
import sqlite3

import pytest
from helpers.desks import simple_issue

from annotator.errors import UserError
from annotator.store import creating, open_file, schema
from annotator.store.project_file import ProjectFile


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_existing_file_is_refused_and_untouched(tmp_path):
    path = tmp_path / "a.annotator"
    path.write_text("notes")
    with pytest.raises(UserError, match=r"project\.exists"):
        ProjectFile.create(path, "项目")
    assert path.read_text() == "notes"
    assert listing(tmp_path) == ["a.annotator"]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(UserError, match=r"project\.no_folder"):
        ProjectFile.create(tmp_path / "none" / "a.annotator", "项目")


def test_a_project_that_could_not_be_finished_leaves_nothing(tmp_path, monkeypatch):
    def fail(database):
        database.execute("CREATE TABLE half (x)")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(schema, "migrate", fail)
    with pytest.raises(sqlite3.OperationalError):
        ProjectFile.create(tmp_path / "a.annotator", "项目")
    assert listing(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(open_file, "take", lambda path: None)
    with pytest.raises(UserError, match=r"project\.permission"):
        ProjectFile.create(tmp_path / "a.annotator", "项目")
    assert listing(tmp_path) == []


def test_a_system_error_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    def fail(draft, target):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(creating, "put_in_place", fail)
    with pytest.raises(UserError, match=r"project\.write"):
        ProjectFile.create(tmp_path / "a.annotator", "项目")
    assert listing(tmp_path) == []


def test_a_log_left_by_a_deleted_project_is_not_taken_for_the_new_ones(tmp_path):
    path = tmp_path / "a.annotator"
    with ProjectFile.create(path, "旧") as old:
        old.add_issue(simple_issue())
        log = path.with_name(path.name + "-wal").read_bytes()
    path.unlink()
    path.with_name(path.name + "-wal").write_bytes(log)
    with ProjectFile.create(path, "新") as project:
        assert project.issues() == ()
        assert project.name == "新"
    set_aside = [name for name in listing(tmp_path) if name.endswith(".wal")]
    assert [tmp_path.joinpath(name).read_bytes() for name in set_aside] == [log]


def test_closing_leaves_one_file(tmp_path):
    path = tmp_path / "a.annotator"
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
    assert listing(tmp_path) == ["a.annotator"]
    project.close()


@pytest.mark.parametrize(
    "name", ["空 格%20#?&.annotator", "𠮷'\"[x].annotator" if os.name == "posix" else "𠮷.annotator"]
)
def test_any_file_name_will_do(tmp_path, name):
    path = tmp_path / name
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
    for read_only in (False, True):
        with ProjectFile.open(path, read_only=read_only) as project:
            assert project.path.name == name
            assert project.load_issue("i1") == simple_issue()
    assert listing(tmp_path) == [name]
