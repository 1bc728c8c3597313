"""The words of a project go in and out through the command line."""

from __future__ import annotations

from helpers.made import bridge_issue

from annotator.cli.main import main
from annotator.services.project.project_words import project_words
from annotator.services.project.session import Session


def test_words_are_added_listed_and_removed(own_home, tmp_path, capsys):
    project, names = tmp_path / "p.annotator", tmp_path / "names.txt"
    with Session.create(project, "项目") as session:
        session.add_issue(bridge_issue())
    names.write_text("林书禾\n云岭镇\n", "utf-8")
    assert main(["words", str(project), "--add", str(names)]) == 0
    assert capsys.readouterr().out == "云岭镇\n林书禾\n"
    names.write_text("林书禾\n", "utf-8")
    assert main(["words", str(project), "--remove", str(names)]) == 0
    with Session.open(project) as session:
        assert project_words(session) == ("云岭镇",)
        session.undo()
        assert project_words(session) == ("云岭镇", "林书禾")


def test_a_project_without_issues_has_no_words(own_home, tmp_path, capsys):
    project, names = tmp_path / "p.annotator", tmp_path / "names.txt"
    Session.create(project, "项目").close()
    names.write_text("林书禾\n", "utf-8")
    assert main(["words", str(project)]) == 0
    assert main(["words", str(project), "--add", str(names)]) == 1
    assert capsys.readouterr().out == ""
