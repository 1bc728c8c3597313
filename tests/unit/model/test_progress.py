"""How far an article has come in proofreading goes with the article."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.article import FURNITURE_ID
from annotator.model.operations import (
    MergeArticles,
    OperationError,
    SetProgress,
    SplitArticle,
    perform,
)
from annotator.model.progress import Progress, Stage

READ = Progress(Stage.SECOND, "校对员", "2023-11-28T08:00:00+08:00")


def done(issue, *operations):
    for operation in operations:
        issue = perform(issue, operation).issue
    return issue


def test_stages_rise_from_unread_to_final():
    assert [stage.rank for stage in (Stage.UNREAD, Stage.FIRST, Stage.SECOND, Stage.FINAL)] == [0, 1, 2, 3]


def test_several_articles_are_marked_in_one_operation_and_taken_back():
    issue = hand_made_issue()
    change = perform(issue, SetProgress(("a1", "a2"), READ))
    assert [change.issue.articles[name].progress for name in ("a1", "a2")] == [READ, READ]
    assert change.inverse.apply(change.issue) == issue


def test_both_parts_of_a_split_article_have_been_read_as_far_as_the_whole():
    issue = done(hand_made_issue(), SetProgress(("a1",), READ))
    block = issue.articles["a1"].blocks[2]
    issue = done(issue, SplitArticle("a1", block, "a9"))
    assert issue.articles["a9"].progress == issue.articles["a1"].progress == READ


@pytest.mark.parametrize(("first", "second"), [("a1", "a2"), ("a2", "a1")])
def test_a_merged_article_has_been_read_as_far_as_its_less_read_part(first, second):
    issue = done(hand_made_issue(), SetProgress(("a1",), READ), MergeArticles(first, second))
    assert issue.articles[first].progress == Progress()


@pytest.mark.parametrize("articles", [(FURNITURE_ID,), ("a1", FURNITURE_ID), ()])
def test_only_articles_are_read(articles):
    with pytest.raises(OperationError):
        perform(hand_made_issue(), SetProgress(articles, READ))
