"""Backups are listed, and one is put back, without a window."""

import pytest
from helpers.desks import simple_issue

from annotator.cli.main import DONE, REFUSED, main
from annotator.model.operations import ReplaceText
from annotator.paths import data_folder
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, folder_of, make_backup


@pytest.fixture
def project(own_home, tmp_path):
    path = tmp_path / "青河.annotator"
    with Session.create(path, "青河") as session:
        session.add_issue(simple_issue())
        make_backup(session, folder_of(data_folder(), path), Reason.WORK)
        session.perform("i1", ReplaceText("b1", 0, 0, "新", "", "typing"))
    return path


def text(path):
    with Session.open(path, read_only=True) as session:
        return session.issue("i1").blocks["b1"].text


def test_backups_are_listed_and_put_back(project, capsys):
    assert main(["backups", str(project)]) == DONE
    number, made, reason, *_ = capsys.readouterr().out.split("\t")
    assert (number, reason) == ("1", "work")
    assert made.endswith("Z")
    assert text(project).startswith("新")
    assert main(["backups", str(project), "--restore", "1"]) == DONE
    assert not text(project).startswith("新")
    assert "青河.before-restore.annotator" in capsys.readouterr().err
    assert text(project.with_name("青河.before-restore.annotator")).startswith("新")


def test_a_number_that_is_not_there_and_a_project_in_use_are_refused(project, capsys):
    assert main(["backups", str(project), "--restore", "9"]) == REFUSED
    with Session.open(project):
        assert main(["backups", str(project), "--restore", "1"]) == REFUSED
    assert text(project).startswith("新")
    assert len(capsys.readouterr().err.splitlines()) == 2
