"""``annotator rerun`` keeps what people did, and ``annotator newspaper`` tells what was learnt from it."""

from __future__ import annotations

import pytest
from helpers.hand_made import hand_made_issue

from annotator.cli import main, rerun_command
from annotator.cli.main import DONE, REFUSED
from annotator.model.article import FURNITURE_ID, Role
from annotator.model.check import problems
from annotator.model.operations import AcceptFlag, MoveBlocks, SetRole
from annotator.services.project.session import Session


@pytest.fixture(autouse=True)
def without_models(monkeypatch):
    monkeypatch.setattr(rerun_command, "load_models", lambda: None)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "p.annotator"
    with Session.create(path, "p", who="甲") as session:
        session.add_issue(hand_made_issue())
        flag = session.issue("i1").flags["b1"][0]
        session.perform("i1", AcceptFlag("b1", flag.id, "覆盖", "flag:lattice@甲"))
        session.perform("i1", SetRole(("u1",), Role.SECTION), MoveBlocks(("u1",), FURNITURE_ID))
    return path


def run(capfdbinary, *arguments):
    status = main.main([str(argument) for argument in arguments])
    out, err = capfdbinary.readouterr()
    return status, out.decode("utf-8"), err.decode("utf-8")


def test_a_rerun_keeps_corrections_and_is_one_step(project, capfdbinary):
    with Session.open(project) as session:
        before = session.issue("i1")
    status, out, err = run(capfdbinary, "rerun", project, "--who", "乙")
    assert (status, out) == (DONE, "")
    assert "everything people did was kept" in err
    with Session.open(project) as session:
        issue = session.issue("i1")
        assert problems(issue) == []
        assert any("网络覆盖了全镇" in block.text for block in issue.blocks.values())
        assert any(
            block.text == "角落里的字" and block.role is Role.SECTION
            for block in issue.blocks_of(FURNITURE_ID)
        )
        assert session.recent(1)[0].who == "乙"
        session.undo()
        assert session.issue("i1") == before
        session.redo()
    status, _, err = run(capfdbinary, "rerun", project)
    assert status == DONE
    assert "nothing has changed" in err


def test_an_issue_that_is_not_there_is_refused(project, capfdbinary):
    status, _, err = run(capfdbinary, "rerun", project, "--issue", "无")
    assert status == REFUSED
    assert "无" in err


def test_what_is_known_of_the_newspaper_is_listed_and_forgotten(project, capfdbinary):
    assert run(capfdbinary, "newspaper", project)[:2] == (DONE, "角落里的字\tsection\t角落里的字\n")
    assert run(capfdbinary, "newspaper", project, "--forget", "角落里的字")[:2] == (DONE, "")
    assert run(capfdbinary, "newspaper", project)[1] == ""
    assert run(capfdbinary, "newspaper", project, "--forget", "无")[0] == REFUSED
