"""``annotator decisions`` lists what is open and does what is chosen, as the window does."""

from __future__ import annotations

import pytest
from helpers.hand_made import hand_made_issue

from annotator.cli import main
from annotator.cli.main import DONE, REFUSED
from annotator.model.decision import DecisionStatus
from annotator.services.project.session import Session


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "p.annotator"
    with Session.create(path, "p") as session:
        session.add_issue(hand_made_issue())
    return path


def run(capfdbinary, *arguments):
    status = main.main([str(argument) for argument in arguments])
    out, err = capfdbinary.readouterr()
    return status, out.decode("utf-8"), err.decode("utf-8")


def test_open_decisions_are_listed_the_least_certain_first(project, capfdbinary):
    status, out, _ = run(capfdbinary, "decisions", project)
    lines = out.splitlines()
    assert status == DONE
    assert lines[0] == "d2\ttitle\t0.6\ttitle.similarity\t茶园迎来丰收"
    assert lines[1:3] == ["\t1\tarrange.keep", "\t2\tarrange.title_of\t山村通了新网络"]
    assert [line for line in lines if line.startswith("d1\t")]


def test_a_choice_is_done_and_can_be_undone(project, capfdbinary):
    status, out, _ = run(
        capfdbinary, "decisions", project, "--choose", "d2=2", "--choose", "d1=1", "--who", "甲"
    )
    assert (status, out) == (DONE, "")
    with Session.open(project) as session:
        issue = session.issue("i1")
        assert issue.article_of("t2").id == "a1"
        assert issue.decisions["d1"].status is DecisionStatus.CONFIRMED
        session.undo()
        session.undo()
        assert session.issue("i1") == hand_made_issue()


@pytest.mark.parametrize("order", ["d9=1", "d2=99", "d2", "d2=x"])
def test_a_choice_that_is_not_there_is_refused(project, capfdbinary, order):
    status, _, err = run(capfdbinary, "decisions", project, "--choose", order)
    assert status == REFUSED
    assert order in err
