"""The issues of a project are listed, renamed and removed without a window."""

import pytest
from helpers.desks import simple_issue

from annotator.cli.main import DONE, REFUSED, USAGE, main
from annotator.cli.messages import CHINESE, ENGLISH
from annotator.model.operations import ReplaceText
from annotator.services.project.session import Session


@pytest.fixture
def project(own_home, tmp_path):
    path = tmp_path / "青河.annotator"
    with Session.create(path, "青河") as session:
        for issue_id in ("i1", "i2"):
            session.add_issue(simple_issue(issue_id))
            session.perform(issue_id, ReplaceText("b1", 0, 0, "新", "", "typing"))
    return path


def listed(project, capsys):
    capsys.readouterr()
    assert main(["issues", str(project)]) == DONE
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_issues_are_listed_with_pages_articles_and_open_doubts(project, capsys):
    with Session.open(project, read_only=True) as session:
        wanted = [
            [info.id, info.name, str(info.n_pages), str(info.n_articles), str(info.n_open_flags)]
            for info in session.issues
        ]
    assert listed(project, capsys) == wanted


def test_an_issue_gets_another_name(project, capsys):
    assert main(["issues", str(project), "--rename", "i2", "2023-11-28"]) == DONE
    assert [row[:2] for row in listed(project, capsys)][1] == ["i2", "2023-11-28"]


def test_an_issue_is_removed_and_its_backup_brings_it_back(project, capsys):
    assert main(["issues", str(project), "--remove", "i1"]) == DONE
    assert "--restore 1" in capsys.readouterr().err
    assert [row[0] for row in listed(project, capsys)] == ["i2"]
    with Session.open(project) as session:
        session.undo()
        assert not session.issue("i2").blocks["b1"].text.startswith("新")
        assert not session.can_undo
    assert main(["backups", str(project)]) == DONE
    assert capsys.readouterr().out.split("\t")[2] == "remove"
    assert main(["backups", str(project), "--restore", "1"]) == DONE
    assert [row[0] for row in listed(project, capsys)] == ["i1", "i2"]


def test_what_cannot_be_done_is_refused_and_changes_nothing(project, capsys):
    before = listed(project, capsys)
    for words, status in (
        (["--remove", "i9"], REFUSED),
        (["--rename", "i9", "名"], REFUSED),
        (["--rename", "i1", "  "], REFUSED),
        (["--rename", "i1", "名", "--remove", "i1"], USAGE),
    ):
        assert main(["issues", str(project), *words]) == status
        assert len(capsys.readouterr().err.splitlines()) >= 1
    with Session.open(project):
        assert main(["issues", str(project), "--remove", "i1"]) == REFUSED
    assert listed(project, capsys) == before


@pytest.mark.parametrize("code", ["issue.name", "issue.missing", "issue.removed"])
def test_the_sentences_are_there_in_both_languages(code):
    assert ENGLISH[code] != CHINESE[code]
