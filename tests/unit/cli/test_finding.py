"""`annotator find` and `annotator replace` do what the window does."""

import json
from dataclasses import replace

import pytest
from helpers.made import bridge_issue

from annotator.cli.main import DONE, REFUSED, main
from annotator.services.project.session import Session


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    path = tmp_path / "a.annotator"
    with Session.create(path, "A") as session:
        session.add_issue(bridge_issue())
        session.add_issue(replace(bridge_issue(), id="i2", name="次日"))
    return path


def test_every_place_is_a_line(project, capsys):
    assert main(["find", str(project), "袋盖"]) == DONE
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[:4] for line in lines] == [
        ["青河日报", "新桥今日通车", "b3", "2-4"],
        ["青河日报", "新桥今日通车", "b7", "7-9"],
        ["次日", "新桥今日通车", "b3", "2-4"],
        ["次日", "新桥今日通车", "b7", "7-9"],
    ]
    assert lines[0][4].startswith("网络袋盖")


def test_raw_text_furniture_and_differences_that_do_not_count(project, capsys):
    options = ["--in", "raw", "--in", "furniture", "--ignore-script", "--json"]
    assert main(["find", str(project), "青河日報", *options]) == DONE
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {entry["source"] for entry in found} == {"raw", "furniture"}
    assert {entry["text"] for entry in found} == {"青河日报"}


def test_replacing_is_one_step_of_the_project(project, capsys):
    arguments = ["replace", str(project), "(网络)袋盖", "\\1覆盖", "--regex", "--who", "何田"]
    assert main([*arguments, "--dry-run"]) == DONE
    assert capsys.readouterr().out == "4\n"
    with Session.open(project) as session:
        assert not session.can_undo
    assert main(arguments) == DONE
    assert capsys.readouterr().out == "4\n"
    with Session.open(project) as session:
        assert session.issue("i2").blocks["b7"].text == "纷纷前来。网络覆盖很好。"
        session.undo()
        assert not session.can_undo
        assert session.issue("i1") == bridge_issue()


@pytest.mark.parametrize(
    "arguments",
    [["find", "(", "--regex"], ["replace", "网", "\\9", "--regex"], ["find", "a{99999999}", "--regex"]],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(project, capsys, arguments):
    command, *rest = arguments
    assert main([command, str(project), *rest]) == REFUSED
    assert capsys.readouterr().err.count("\n") == 1
    with Session.open(project) as session:
        assert not session.can_undo
