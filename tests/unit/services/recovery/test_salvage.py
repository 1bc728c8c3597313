"""Of a damaged project is saved what a backup holds, and every later step that can still be read."""

import random
import sqlite3
from pathlib import Path

import pytest
from helpers.desks import simple_issue

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, folder_of, make_backup
from annotator.services.recovery.doctor import examine
from annotator.services.recovery.salvage import salvage
from annotator.store.connection import location


def write(session, text, issue="i1"):
    session.perform(issue, ReplaceText("b1", 0, 0, text, "", "typing"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "青河.annotator"


@pytest.fixture
def folder(path, tmp_path):
    return folder_of(tmp_path / "home", path)


def worked(path, folder, backup=True):
    """A project with five steps before a backup and seven after it, one of them taken back."""
    with Session.create(path, "青河", who="林") as session:
        session.add_issue(simple_issue())
        for number in range(5):
            write(session, f"{number}")
        if backup:
            make_backup(session, folder, Reason.WORK)
        for number in range(5, 12):
            write(session, f"{number}")
        session.undo()
        return session.issue("i1")


def damage(path, table, **options):
    """Overwrite the first page of a table with noise."""
    with sqlite3.connect(location(path, **options), uri=True) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = random.Random(1).randbytes(size)
    path.write_bytes(content)


@pytest.mark.parametrize("table", ["blocks", "articles", "flags", "pages", "bases"])
def test_steps_after_the_backup_are_done_again(path, folder, table):
    after = worked(path, folder)
    damage(path, table)
    before = path.read_bytes()
    saved = salvage(path, folder)
    assert (saved.backup.number, saved.redone, saved.lost) == (1, 6, 0)
    assert path.read_bytes() == before
    with Session.open(saved.target) as session:
        assert session.issue("i1") == after
        assert {entry.who for entry in session.recent()} == {"林"}
    assert examine(saved.target).findings == ()


def killed(path, tmp_path, log_of=None):
    """What a program leaves behind that was killed behind 30 steps and whose file was damaged then."""
    left = tmp_path / "left.annotator"
    with Session.create(path, "青河") as session:
        session.add_issue(simple_issue())
    with Session.open(path) as session:
        for number in range(30):
            write(session, f"{number}" * 50)
        left.write_bytes(path.read_bytes())
        log = log_of or Path(f"{path}-wal")
        Path(f"{left}-wal").write_bytes(log.read_bytes())
        after = session.issue("i1")
    damage(left, "articles", immutable=1)
    return left, after


def test_steps_that_a_killed_program_left_in_the_log_are_saved_from_there(path, folder, tmp_path):
    left, after = killed(path, tmp_path)
    files = {each.name: each.read_bytes() for each in tmp_path.glob("left*")}
    with pytest.raises(UserError, match=r"project\.damaged"):
        Session.open(left)
    saved = salvage(left, folder)
    assert (saved.redone, saved.lost) == (30, 0)
    with Session.open(saved.target) as session:
        assert session.issue("i1") == after
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def test_a_log_that_is_noise_or_of_another_file_does_no_harm(path, folder, tmp_path):
    noise = tmp_path / "noise"
    noise.write_bytes(random.Random(2).randbytes(50_000))
    left, _ = killed(path, tmp_path, log_of=noise)
    saved = salvage(left, folder)
    assert (saved.issues, saved.redone) == (("2023-11-28",), 0)


def test_a_journal_that_cannot_be_read_leaves_the_backup(path, folder):
    worked(path, folder)
    damage(path, "journal")
    saved = salvage(path, folder)
    with Session.open(saved.target) as session:
        assert session.issue("i1").blocks["b1"].text.startswith("43210")
    assert saved.redone == 0


def test_without_a_backup_the_journal_is_followed_from_the_beginning(path, folder):
    after = worked(path, folder, backup=False)
    damage(path, "blocks")
    saved = salvage(path, folder)
    assert (saved.backup, saved.redone) == (None, 11)
    with Session.open(saved.target) as session:
        assert session.issue("i1") == after
    assert examine(saved.target).findings == ()


def test_a_file_cut_in_two_gives_what_is_left(path, folder):
    worked(path, folder)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    saved = salvage(path, folder)
    with Session.open(saved.target) as session:
        assert session.issue("i1").blocks["b1"].text.startswith(("43210", "5", "6", "7", "8", "9", "1"))
    assert examine(saved.target).findings == ()


def test_steps_taken_back_after_the_backup_stay_taken_back(path, folder):
    with Session.create(path, "青河") as session:
        session.add_issue(simple_issue())
        write(session, "甲")
        write(session, "乙")
        make_backup(session, folder, Reason.WORK)
        session.undo()
        write(session, "丙")
        after = session.issue("i1")
    damage(path, "blocks")
    saved = salvage(path, folder)
    with Session.open(saved.target) as session:
        assert session.issue("i1") == after


def test_nothing_to_save_is_told(path, folder):
    path.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    with pytest.raises(UserError) as caught:
        salvage(path, folder)
    assert caught.value.code == "project.hopeless"
    assert not list(path.parent.glob("*salvaged*"))
