"""What befalls a project while it is open costs nothing that was finished, and is told in a sentence."""

import shutil
import sys

import pytest
from helpers.desks import simple_issue
from helpers.programs import running

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session
from annotator.services.recovery.doctor import examine
from annotator.store.project_file import ProjectFile

LIMITED = """
import resource, sys
from pathlib import Path
from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session

path, room = Path(sys.argv[1]), int(sys.argv[2])
session = Session.open(path)
largest = max(part.stat().st_size for part in path.parent.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))
for number in range(400):
    try:
        session.perform("i1", ReplaceText("b1", 0, 0, f"字{number}" * 40, "", "typing"))
    except UserError as error:
        print("refused", error.code, flush=True)
        break
    print(number, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
session.perform("i1", ReplaceText("b1", 0, 0, "又", "", "typing"))
print("again", flush=True)
session.close()
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "project" / "青河.annotator"
    path.parent.mkdir()
    with Session.create(path, "青河") as session:
        session.add_issue(simple_issue())
    return path


def write(session, text):
    session.perform("i1", ReplaceText("b1", 0, 0, text, "", "typing"))


def texts(path):
    with ProjectFile.open(path) as project:
        return project.load_issue("i1").blocks["b1"].text, len(project.journal().done)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX's")
@pytest.mark.parametrize("room", [0, 1, 4096, 4120, 9000, 30_000, 70_000, 150_000])
def test_no_room_at_whatever_write_loses_nothing_and_work_goes_on_when_there_is_room(path, room):
    with running(LIMITED, path, room) as program:
        lines = program.stdout.read().split("\n")
    finished = [line for line in lines if line.isdecimal()]
    assert "refused project.write" in lines
    assert "again" in lines
    text, steps = texts(path)
    assert text.startswith("又")
    assert steps == len(finished) + 1
    assert examine(path).findings == ()


def test_a_file_removed_while_open_is_told_and_nothing_is_written_into_nothing(path):
    with Session.open(path) as session:
        write(session, "甲")
        path.unlink()
        with pytest.raises(UserError) as caught:
            write(session, "乙")
        assert caught.value.code.startswith("project.")
        assert session.issue("i1").blocks["b1"].text.startswith("甲")
    assert not path.exists()


def test_a_file_replaced_while_open_is_not_written_into(path, tmp_path):
    other = tmp_path / "other.annotator"
    with Session.create(other, "另一份") as session:
        session.add_issue(simple_issue())
    content = other.read_bytes()
    with Session.open(path) as session:
        write(session, "甲")
        other.replace(path)
        with pytest.raises(UserError):
            write(session, "乙")
    with ProjectFile.open(path, read_only=True) as project:
        assert project.name == "另一份"
    assert path.read_bytes() == content


def test_a_file_cut_while_open_is_told(path):
    with Session.open(path) as session:
        write(session, "甲" * 5000)
        with path.open("r+b") as file:
            file.truncate(6000)
        told = None
        try:
            for _ in range(300):
                write(session, "乙" * 500)
        except UserError as error:
            told = error.code
    if told is None:
        # All of it had gone through the log and came back from there.
        assert examine(path).findings == ()
    else:
        assert told in {"project.damaged", "project.write", "project.read"}


def test_two_programs_cannot_write_one_project(path):
    program = "import sys; from pathlib import Path; from annotator.services.project.session import Session\n"
    program += "s = Session.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    with running(program, path) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(UserError) as caught:
            Session.open(path)
        assert caught.value.code == "project.in_use"
        with Session.open(path, read_only=True) as session, pytest.raises(UserError) as caught:
            write(session, "甲")
        assert caught.value.code == "project.read_only"


def test_a_copy_of_a_project_in_use_is_a_project_of_its_own(path, tmp_path):
    with Session.open(path) as session:
        write(session, "甲")
        copy = tmp_path / "copy.annotator"
        shutil.copyfile(path, copy)
        shutil.copyfile(f"{path}-wal", f"{copy}-wal")
        with Session.open(copy) as other:
            assert other.issue("i1").blocks["b1"].text.startswith("甲")
