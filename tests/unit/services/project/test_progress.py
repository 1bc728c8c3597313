"""An editor marks articles as read, and is taken to the next one that is not."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.operations import SetProgress, perform
from annotator.model.progress import Progress, Stage
from annotator.services.project.progress import count_stages, following, mark, next_behind
from annotator.services.project.session import Session


@pytest.fixture
def session(tmp_path):
    with Session.create(tmp_path / "p.annotator", "P", who="李编辑") as made:
        made.add_issue(hand_made_issue())
        yield made


def test_a_mark_is_signed_stored_and_taken_back_in_one_step(session):
    mark(session, "i1", ["a1", "a2"], Stage.FIRST)
    found = session.issue("i1").articles["a1"].progress
    assert (found.stage, found.who, found.when[:2]) == (Stage.FIRST, "李编辑", "20")
    with Session.open(session.path, read_only=True) as other:
        assert count_stages(other.issue("i1")) == {Stage.FIRST: 2}
    session.undo()
    assert count_stages(session.issue("i1")) == {Stage.UNREAD: 2}


def test_an_article_marked_as_unread_again_is_as_if_nobody_had_read_it(session):
    mark(session, "i1", ["a1"], Stage.FINAL)
    mark(session, "i1", ["a1"], Stage.UNREAD)
    assert session.issue("i1").articles["a1"].progress == Progress()


def test_every_reading_is_followed_by_the_next_and_the_final_one_by_itself():
    assert [following(stage) for stage in Stage] == [Stage.FIRST, Stage.SECOND, Stage.FINAL, Stage.FINAL]


def test_the_next_article_is_the_first_that_has_not_come_as_far_and_never_the_same_one():
    issue = hand_made_issue()
    assert next_behind(issue, "a1", Stage.FIRST) == "a2"
    assert next_behind(issue, "a2", Stage.FIRST) == "a1"
    issue = perform(issue, SetProgress(("a2",), Progress(Stage.FIRST))).issue
    assert next_behind(issue, "a1", Stage.FIRST) is None
    assert next_behind(issue, "a1", Stage.SECOND) == "a2"
    assert next_behind(issue, "furniture", Stage.FIRST) == "a1"
