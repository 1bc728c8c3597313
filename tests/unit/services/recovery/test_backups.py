"""Backups are made by themselves, thinned out, looked into, and put back; what stood there is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from helpers.desks import simple_issue

from annotator.errors import UserError
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session
from annotator.services.recovery.backups import (
    Reason,
    folder_of,
    list_backups,
    look_into,
    make_backup,
    put_back,
    thin_out,
)
from annotator.services.recovery.removing import remove_issue

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "青河.annotator", "青河", who="林") as opened:
        opened.add_issue(simple_issue())
        yield opened


@pytest.fixture
def folder(session, tmp_path):
    return folder_of(tmp_path / "home", session.path)


def write(session, text):
    session.perform("i1", ReplaceText("b1", 0, 0, text, "", "typing"))


def test_a_backup_holds_the_project_as_it_was_and_can_be_looked_into(session, folder):
    write(session, "甲")
    made = make_backup(session, folder, Reason.WORK, NOON)
    write(session, "乙")
    content = look_into(made)
    assert (content.name, content.issues, content.steps) == ("青河", ("2023-11-28",), 1)
    assert [(type(deed.operation).__name__, deed.who) for deed in content.recent] == [("ReplaceText", "林")]
    assert list_backups(folder) == (made,)


def test_nothing_new_makes_no_backup(session, folder):
    assert make_backup(session, folder, Reason.OPENED, NOON) is not None
    assert make_backup(session, folder, Reason.WORK, NOON) is None
    write(session, "甲")
    assert make_backup(session, folder, Reason.WORK, NOON) is not None
    session.undo()
    assert make_backup(session, folder, Reason.WORK, NOON) is not None


def test_a_clock_that_is_set_back_keeps_the_order(session, folder):
    make_backup(session, folder, Reason.WORK, NOON)
    write(session, "甲")
    later = make_backup(session, folder, Reason.WORK, NOON - timedelta(days=400))
    assert list_backups(folder)[0] == later
    assert look_into(list_backups(folder)[0]).steps == 1


def test_two_generations_and_one_a_day_are_kept(session, folder):
    for number in range(40):
        write(session, "字")
        make_backup(session, folder, Reason.WORK, NOON + timedelta(hours=8 * number))
    kept = [entry.number for entry in list_backups(folder)]
    assert kept[:2] == [40, 39]
    days = {entry.made.date() for entry in list_backups(folder)}
    assert len(days) == 7
    assert len(kept) <= 9


def test_each_of_the_last_removals_can_be_taken_back(session, folder):
    for number in range(2, 9):
        session.add_issue(replace(simple_issue(f"i{number}"), name=f"第{number}期"))
    for number in range(2, 9):
        remove_issue(session, f"i{number}", folder)
    for number in range(30):
        write(session, "字")
        make_backup(session, folder, Reason.WORK, NOON + timedelta(hours=number))
    kept = [look_into(each).issues for each in list_backups(folder) if each.reason is Reason.REMOVE]
    for number in range(2, 9):
        assert any(f"第{number}期" in names for names in kept)


def test_a_backup_of_the_same_does_not_stand_in_for_the_one_before_a_removal(session, folder):
    session.add_issue(simple_issue("i2"))
    make_backup(session, folder, Reason.WORK, NOON)
    remove_issue(session, "i2", folder)
    assert [each.reason for each in list_backups(folder)] == [Reason.REMOVE, Reason.WORK]


def test_another_name_or_another_issue_is_something_new(session, folder):
    assert make_backup(session, folder, Reason.WORK, NOON) is not None
    session.rename_issue("i1", "另名")
    assert make_backup(session, folder, Reason.WORK, NOON) is not None
    session.remove_issue("i1")
    session.add_issue(simple_issue("i2"))
    assert make_backup(session, folder, Reason.WORK, NOON) is not None


def test_an_issue_that_is_not_there_or_cannot_be_removed_makes_no_backup(session, folder):
    with pytest.raises(KeyError):
        remove_issue(session, "i9", folder)
    with (
        Session.open(session.path, read_only=True) as other,
        pytest.raises(UserError, match=r"project\.read_only"),
    ):
        remove_issue(other, "i1", folder)
    assert list_backups(folder) == ()


def test_the_backup_before_a_merge_stays(session, folder):
    merged = make_backup(session, folder, Reason.MERGE, NOON)
    for number in range(30):
        write(session, "字")
        make_backup(session, folder, Reason.WORK, NOON + timedelta(days=number))
    assert merged in list_backups(folder)


def test_other_files_in_the_folder_are_left_alone(session, folder):
    make_backup(session, folder, Reason.WORK, NOON)
    (folder / "notes.txt").write_text("mine", "utf-8")
    (folder / "000002-20260301T120000Z-other.annotator").touch()
    thin_out(folder)
    assert len(list_backups(folder)) == 1
    assert (folder / "notes.txt").exists()


def test_putting_back_keeps_what_stood_there(session, folder, tmp_path):
    write(session, "甲")
    made = make_backup(session, folder, Reason.WORK, NOON)
    write(session, "乙")
    path = session.path
    session.close()
    aside = put_back(made, path)
    with Session.open(path) as restored, Session.open(aside) as kept:
        assert restored.issue("i1").blocks["b1"].text.startswith("甲")
        assert kept.issue("i1").blocks["b1"].text.startswith("乙甲")
        assert restored.can_undo
    assert made.path.exists()


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_a_backup_replaces_a_project_that_is_gone_or_damaged(session, folder, harm):
    made = make_backup(session, folder, Reason.WORK, NOON)
    path = session.path
    session.close()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:5000])
    aside = put_back(made, path)
    assert (aside is None) == (harm == "gone")
    with Session.open(path) as restored:
        assert restored.issues


def test_a_damaged_backup_is_refused_and_nothing_is_touched(session, folder):
    made = make_backup(session, folder, Reason.WORK, NOON)
    path = session.path
    session.close()
    before = path.read_bytes()
    made.path.write_bytes(b"not a project")
    with pytest.raises(UserError):
        put_back(made, path)
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in path.parent.iterdir() if "restore" in entry.name) == []


def test_projects_of_the_same_name_have_folders_of_their_own(tmp_path):
    assert folder_of(tmp_path, tmp_path / "a" / "x.annotator") != folder_of(
        tmp_path, tmp_path / "b" / "x.annotator"
    )
