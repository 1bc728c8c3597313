"""What is no sound project is refused, with file and folder as they were."""

import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from helpers.desks import Desk, simple_issue
from helpers.programs import WITHOUT_RIGHTS, output_of, running

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.store import opening
from annotator.store.lock import lock_path
from annotator.store.project_file import ProjectFile

KILLED = """
import sys
from pathlib import Path
from helpers.desks import Desk, simple_issue
from annotator.model.operations import ReplaceText
from annotator.store.project_file import ProjectFile

project = ProjectFile.open(Path(sys.argv[1]))
issue = project.load_issue("i1")
Desk(project, issue).do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
print("done", flush=True)
sys.stdin.read()
"""

OPENED_WITHOUT_RIGHTS = (
    WITHOUT_RIGHTS
    + """
import sys, tempfile
from pathlib import Path
from annotator.errors import UserError
from annotator.store.project_file import ProjectFile

path = Path(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    ProjectFile.create(Path(folder, "a.annotator"), "x").close()
    ProjectFile.open(Path(folder, "a.annotator"), read_only=True).close()
give_up_rights()
try:
    with ProjectFile.open(path) as project:
        print(project.read_only, project.load_issue("i1").blocks["b1"].text[:2])
except UserError as error:
    print(error.code)
"""
)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "projects"
    folder.mkdir()
    path = folder / "晚报.annotator"
    with ProjectFile.create(path, "晚报") as project:
        project.add_issue(simple_issue(text="网络袋盖" * 3000))
    return path


@pytest.fixture
def open_folder():
    """A folder that every user may enter, unlike those pytest makes."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-open-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def other_database(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (text)")


def changed(path, at, data):
    content = bytearray(path.read_bytes())
    content[at : at + len(data)] = data
    path.write_bytes(content)


def truncated(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


def tampered(path, *statements):
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


SPOILT = {
    "with a trigger of somebody else's": (
        lambda path: tampered(path, "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM blocks; END"),
        "project.damaged",
    ),
    "with a trigger of ours that does something else": (
        lambda path: tampered(
            path,
            "DROP TRIGGER search_inserted",
            "CREATE TRIGGER search_inserted AFTER INSERT ON blocks BEGIN DELETE FROM pages; END",
        ),
        "project.damaged",
    ),
    "with a view in place of a table": (
        lambda path: tampered(
            path, "ALTER TABLE words RENAME TO w", "CREATE VIEW words AS SELECT issue, id, who FROM w"
        ),
        "project.damaged",
    ),
    "with a virtual table": (
        lambda path: tampered(path, "CREATE VIRTUAL TABLE v USING fts5(x)"),
        "project.damaged",
    ),
    "text": (lambda path: path.write_text("网络袋盖", "utf-8"), "project.not_project"),
    "long text": (lambda path: path.write_text("网络袋盖" * 1000, "utf-8"), "project.not_project"),
    "picture": (
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        "project.not_project",
    ),
    "empty": (lambda path: path.write_bytes(b""), "project.not_project"),
    "other database": (lambda path: (path.unlink(), other_database(path)), "project.not_project"),
    "other program's": (lambda path: changed(path, 68, b"Othr"), "project.not_project"),
    "newer": (lambda path: changed(path, 60, (99).to_bytes(4, "big")), "project.newer"),
    "of no version": (lambda path: changed(path, 60, bytes(4)), "project.damaged"),
    "cut in its header": (lambda path: truncated(path, 0.0002), "project.not_project"),
    "cut in a page": (lambda path: truncated(path, 0.33), "project.damaged"),
    "cut at half": (lambda path: truncated(path, 0.5), "project.damaged"),
    "cut near its end": (lambda path: truncated(path, 0.99), "project.damaged"),
    "zeros in its schema": (lambda path: changed(path, 100, bytes(1500)), "project.damaged"),
    "zeros in its pages": (lambda path: changed(path, 4096 * 5, bytes(4096 * 20)), "project.damaged"),
}


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_no_sound_project_is_refused_and_untouched(path, spoil, read_only):
    make, code = SPOILT[spoil]
    make(path)
    before = contents(path.parent)
    with pytest.raises(UserError) as caught:
        ProjectFile.open(path, read_only=read_only)
    assert caught.value.code == code
    assert caught.value.values["file"] == path.name
    assert contents(path.parent) == before


def test_the_version_of_a_newer_project_is_told(path):
    changed(path, 60, (99).to_bytes(4, "big"))
    with pytest.raises(UserError) as caught:
        ProjectFile.open(path)
    assert caught.value.values["version"] == 99


def test_a_missing_file_is_told_and_not_made(tmp_path):
    for missing in (tmp_path / "none.annotator", tmp_path / "none" / "a.annotator"):
        with pytest.raises(UserError, match=r"project\.missing"):
            ProjectFile.open(missing)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_told(tmp_path):
    with pytest.raises(UserError, match=r"project\.folder"):
        ProjectFile.open(tmp_path)


def test_a_project_is_read_where_it_cannot_be_written(path, monkeypatch):
    monkeypatch.setattr(opening.os, "access", lambda *_: False)
    before = contents(path.parent)
    with ProjectFile.open(path) as project:
        assert project.read_only
        assert project.load_issue("i1").blocks["b1"].text.startswith("网络袋盖")
        assert contents(path.parent) == before
    assert contents(path.parent) == before


def test_a_project_is_read_where_no_lock_file_can_be_made(path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "denied")

    monkeypatch.setattr("annotator.store.lock.FileLock.acquire", refuse)
    with ProjectFile.open(path) as project:
        assert project.read_only


def test_permissions_are_kept_to(open_folder):
    path = open_folder / "a.annotator"
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
    path.chmod(0o444)
    open_folder.chmod(0o555)
    assert output_of(OPENED_WITHOUT_RIGHTS, path).split() == ["True", "网络"]
    assert [entry.name for entry in open_folder.iterdir()] == ["a.annotator"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    path.chmod(0o644)


@pytest.mark.parametrize("with_index", [True, False], ids=["with its index", "without its index"])
@pytest.mark.parametrize("writable", [True, False], ids=["to write", "to read"])
def test_work_left_in_the_log_by_a_killed_program_is_found(open_folder, with_index, writable):
    path = open_folder / "a.annotator"
    with ProjectFile.create(path, "项目") as project:
        project.add_issue(simple_issue())
    with running(KILLED, path) as process:
        assert process.stdout.readline() == "done\n"
    assert path.with_name("a.annotator-wal").stat().st_size > 0
    lock_path(path).unlink()
    if not with_index:
        path.with_name("a.annotator-shm").unlink()
    before = contents(open_folder)
    with ProjectFile.open(path, read_only=True) as project:
        assert project.load_issue("i1").blocks["b1"].text.startswith("甲网")
    after = contents(open_folder)
    assert after.keys() == before.keys()
    assert all(after[name] == before[name] for name in before if not name.endswith("-shm"))
    if writable:
        with ProjectFile.open(path) as project:
            assert project.load_issue("i1").blocks["b1"].text.startswith("甲网")
            assert not project.read_only
        assert [entry.name for entry in open_folder.iterdir()] == ["a.annotator"]
        return
    for entry in open_folder.iterdir():
        entry.chmod(0o444)
    open_folder.chmod(0o555)
    assert output_of(OPENED_WITHOUT_RIGHTS, path).split() == ["True", "甲网"]
    assert contents(open_folder).keys() == before.keys()


def test_a_damaged_project_with_a_log_is_refused_and_untouched(path):
    with running(KILLED, path) as process:
        assert process.stdout.readline() == "done\n"
    lock_path(path).unlink()
    changed(path, 4096 * 20, bytes(4096 * 20))
    before = contents(path.parent)
    with pytest.raises(UserError, match=r"project\.damaged"):
        ProjectFile.open(path)
    after = contents(path.parent)
    assert {name: data for name, data in after.items() if not name.endswith("-shm")} == {
        name: data for name, data in before.items() if not name.endswith("-shm")
    }


def test_a_snapshot_does_not_change_while_the_project_goes_on(path):
    with ProjectFile.open(path) as project:
        desk = Desk(project, project.load_issue("i1"))
        desk.do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
        with ProjectFile.open(path, read_only=True) as seen:
            desk.do(ReplaceText("b1", 0, 0, "乙", "", "typing"))
            assert seen.load_issue("i1").blocks["b1"].text.startswith("甲网")
            assert len(seen.journal().done) == 1
        assert project.load_issue("i1").blocks["b1"].text.startswith("乙甲")
        assert len(project.journal().done) == 2


def test_a_snapshot_is_taken_again_when_writing_began_meanwhile(path, monkeypatch):
    copied = []
    copy = opening._copy_through

    def interrupted(source, memory, **options):
        copy(source, memory, **options)
        copied.append(options)
        if len(copied) == 1:
            with ProjectFile.open(path) as other:
                other.set_data("key", "new")

    monkeypatch.setattr(opening, "_copy_through", interrupted)
    with ProjectFile.open(path, read_only=True) as project:
        assert project.get_data("key") == "new"
    assert len(copied) == 2
