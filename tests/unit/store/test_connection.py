"""A failed write writes nothing, is told in the person's words, and can be tried again."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import SimpleNamespace

import pytest
from helpers.desks import Desk, simple_issue

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.store import connection
from annotator.store.connection import Connection, location
from annotator.store.project_file import ProjectFile


@pytest.fixture
def project(tmp_path):
    with ProjectFile.create(tmp_path / "a.annotator", "项目") as opened:
        opened.add_issue(simple_issue())
        yield opened


def limit_pages(project, extra):
    def work(database):
        (used,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {used + extra if extra else 2**31 - 2}")

    project._connection.run(work)


def test_a_full_disk_is_told_changes_nothing_and_can_be_tried_again(project):
    desk = Desk(project, simple_issue())
    desk.do(ReplaceText("b1", 0, 0, "甲", "", "typing"))
    limit_pages(project, 2)
    large = ReplaceText("b1", 0, 0, "大" * 200_000, "", "typing")
    for _ in range(2):
        with pytest.raises(UserError) as caught:
            desk.do(large)
        assert (caught.value.code, caught.value.values["reason"]) == ("project.write", "full")
        assert project.journal() == desk.journal
        assert project.load_issue("i1") == desk.issue
    desk.do(ReplaceText("b1", 0, 0, "乙", "", "typing"))
    limit_pages(project, 0)
    desk.do(large)
    assert project.load_issue("i1") == desk.issue
    assert project.journal() == desk.journal


def test_a_file_held_by_a_foreign_program_is_told_and_can_be_tried_again(tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "_BUSY_TIMEOUT", 0.01)
    with ProjectFile.create(tmp_path / "a.annotator", "项目") as project:
        with closing(sqlite3.connect(project.path, isolation_level=None)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            with pytest.raises(UserError) as caught:
                project.set_data("key", 1)
            foreign.execute("ROLLBACK")
        assert (caught.value.code, caught.value.values["reason"]) == ("project.write", "busy")
        project.set_data("key", 2)
        assert project.get_data("key") == 2


def test_a_file_that_is_gone_is_not_written_into_nothing(tmp_path):
    gone = Connection(tmp_path / "gone.annotator", lambda: sqlite3.connect(":memory:", isolation_level=None))
    try:
        with pytest.raises(UserError) as caught:
            gone.write(lambda database: database.execute("CREATE TABLE t (x)"))
        assert caught.value.code == "project.gone"
    finally:
        gone.close()


def test_whatever_raises_the_transaction_is_rolled_back(project):
    class Interrupted(BaseException):
        pass

    def work(database):
        database.execute("DELETE FROM blocks")
        raise Interrupted

    with pytest.raises(Interrupted):
        project.write(work)
    assert project.load_issue("i1") == simple_issue()


def test_a_bug_is_not_told_as_a_failure_of_the_disk(project):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        project.write(lambda database: database.execute("DELETE FROM other"))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_CORRUPT, "project.damaged"),
        (sqlite3.SQLITE_NOTADB, "project.damaged"),
        (sqlite3.SQLITE_IOERR_FSYNC, "io"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "read_only"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "busy"),
        (sqlite3.SQLITE_MISUSE, None),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, None),
    ],
)
def test_errors_of_sqlite_are_told_by_their_kind(code, told):
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    found = connection.user_error(error, "project.write", Path("a.annotator"))
    assert (found and found.values.get("reason", found.code)) == told


def test_no_room_for_the_index_of_the_log_is_told_as_a_full_disk(monkeypatch, tmp_path):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    for free, reason in ((0, "full"), (1 << 30, "io")):
        monkeypatch.setattr(connection.shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        found = connection.user_error(error, "project.write", tmp_path / "a.annotator")
        assert found.values["reason"] == reason


def test_all_threads_write_through_one_connection(project):
    def write(number):
        for index in range(20):
            project.set_data(f"{number}", index)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [project.get_data(str(number)) for number in range(4)] == [19] * 4


def test_a_connection_that_cannot_be_made_leaves_no_thread(tmp_path):
    before = threading.active_count()
    with pytest.raises(sqlite3.OperationalError):
        Connection(tmp_path, lambda: connection.connect_writing(tmp_path / "none.annotator"))
    assert threading.active_count() == before


class _Posix(PurePosixPath):
    def absolute(self):
        return self


class _Windows(PureWindowsPath):
    def absolute(self):
        return self


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (_Posix("/a b/c%?#.annotator"), "file:///a%20b/c%25%3F%23.annotator?mode=rw"),
        (_Windows(r"C:\报\a.annotator"), "file:///C:/%E6%8A%A5/a.annotator?mode=rw"),
        (_Windows(r"\\server\share\a.annotator"), "file:////server/share/a.annotator?mode=rw"),
    ],
)
def test_the_address_of_a_file_is_that_file_on_every_system(path, expected):
    assert location(path, mode="rw") == expected
