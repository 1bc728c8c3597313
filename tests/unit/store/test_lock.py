"""Only one program writes a project at a time, and a program that has ended keeps nobody out."""

import getpass
import os
import platform

import pytest
from helpers.desks import simple_issue
from helpers.programs import running

from annotator.errors import UserError
from annotator.store import lock
from annotator.store.project_file import ProjectFile

HOLDING = """
import sys
from pathlib import Path
from annotator.store.project_file import ProjectFile

project = ProjectFile.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
project.close()
print("closed", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.annotator"
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
    return path


def test_a_project_open_in_another_program_is_refused_with_its_owner(path):
    with running(HOLDING, path) as process:
        assert process.stdout.readline() == "open\n"
        with pytest.raises(UserError) as caught:
            ProjectFile.open(path)
        assert caught.value.code == "project.in_use"
        assert caught.value.values == {
            "file": "a.annotator",
            "who": getpass.getuser(),
            "host": platform.node(),
        }
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "closed\n"
        with ProjectFile.open(path) as project:
            assert not project.read_only


def test_a_project_in_use_can_be_read(path):
    with running(HOLDING, path) as process:
        assert process.stdout.readline() == "open\n"
        with ProjectFile.open(path, read_only=True) as project:
            assert project.load_issue("i1") == simple_issue()


def test_a_killed_program_keeps_nobody_out(path):
    with running(HOLDING, path) as process:
        assert process.stdout.readline() == "open\n"
    with ProjectFile.open(path) as project:
        assert project.load_issue("i1") == simple_issue()
    assert [entry.name for entry in path.parent.iterdir()] == ["a.annotator"]


def test_the_same_program_opens_a_project_once(path):
    with ProjectFile.open(path), pytest.raises(UserError, match=r"project\.in_use"):
        ProjectFile.open(path)
    with ProjectFile.open(path):
        pass


def test_a_project_is_one_by_any_name(path, tmp_path):
    if os.name == "posix":  # elsewhere links need special rights
        link = tmp_path / "link.annotator"
        link.symlink_to(path)
        with ProjectFile.open(link), pytest.raises(UserError, match=r"project\.in_use"):
            ProjectFile.open(path)
    (tmp_path / "folder").mkdir()
    with (
        ProjectFile.open(tmp_path / "folder" / ".." / "a.annotator"),
        pytest.raises(UserError, match="in_use"),
    ):
        ProjectFile.open(path)


def test_a_refused_opening_does_not_take_the_lock_file_of_who_has_it(path):
    with ProjectFile.open(path):
        for _ in range(2):
            with pytest.raises(UserError, match=r"project\.in_use"):
                ProjectFile.open(path)
        assert lock.lock_path(path).exists()
    assert not lock.lock_path(path).exists()


def test_an_unreadable_lock_file_leaves_the_owner_unknown(path):
    with ProjectFile.open(path):
        lock.lock_path(path).write_bytes(b"\xff[")
        with pytest.raises(UserError) as caught:
            ProjectFile.open(path)
    assert caught.value.values == {"file": "a.annotator", "who": "", "host": ""}


def test_a_user_without_a_name_can_open_a_project(path, monkeypatch):
    def nameless():
        raise OSError("no such user")

    monkeypatch.setattr(getpass, "getuser", nameless)
    with ProjectFile.open(path) as project:
        assert not project.read_only
