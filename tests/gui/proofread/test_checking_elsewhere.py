"""What was changed in issues that are not shown is checked again, without anybody going there."""

from dataclasses import replace

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.flag import Flag
from annotator.model.operations import ReplaceText, SetFlags
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Checked, ModelChoice
from annotator.services.project.session import Session


@pytest.fixture
def desk(tmp_path, make_desk, monkeypatch):
    """A desk with two issues of the same text, and a check that flags every 坏."""
    path = tmp_path / "project.annotator"
    with Session.create(path, "Project") as session:
        for number in (1, 2):
            session.add_issue(replace(hand_made_issue(), id=f"i{number}", name=f"第{number}期"))

    def check(_place, issue, _models, block_ids, *_):
        texts = {block_id: issue.blocks[block_id].text for block_id in block_ids}
        flags = {
            block_id: tuple(
                Flag(at, at + 1, "坏", 0.9, "lattice", "lattice.unlikely", id=f"n-{block_id}-{at}")
                for at, character in enumerate(text)
                if character == "坏"
            )
            for block_id, text in texts.items()
        }
        return Checked(SetFlags(flags, texts))

    monkeypatch.setattr(errands, "check", check)
    made = make_desk(path)
    made.window.rechecking.set_models(ModelChoice())
    made.window._elsewhere._calm.setInterval(20)
    return made


def replaced(desk, issue_id):
    text = desk.session.issue(issue_id).blocks["b1"].text
    return {issue_id: (ReplaceText("b1", 0, 1, "坏", text[0], "replace"),)}


def flags(desk, issue_id):
    return [flag.text for flag in desk.session.issue(issue_id).flags.get("b1", ())]


def test_a_changed_block_of_an_issue_that_is_not_shown_gets_new_flags(desk, qtbot):
    desk.workspace.perform_over(replaced(desk, "i2"))
    qtbot.waitUntil(lambda: flags(desk, "i2") == ["坏"])
    assert desk.workspace.issue_id == "i1"
    assert [step.machine for step in desk.session.done_steps] == [False, True]


def test_an_issue_that_is_shown_meanwhile_is_checked_there(desk, qtbot):
    desk.window._elsewhere._calm.setInterval(100_000)
    desk.workspace.perform_over(replaced(desk, "i2"))
    desk.workspace.show_issue("i2")
    qtbot.waitUntil(lambda: flags(desk, "i2") == ["坏"])
