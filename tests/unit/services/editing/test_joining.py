"""Two paragraphs joined by hand meet as two printed lines do: no space but between Latin words."""

import pytest

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.check import problems
from annotator.model.issue import Issue
from annotator.model.operations import perform
from annotator.model.page import Page
from annotator.services.editing.joining import join


def issue_of(first, second):
    page = Page("p1", "a.txt", f"{first}\n{second}")
    ranges = ((0, len(first)), (len(first) + 1, len(page.raw)))
    blocks = {
        f"b{n}": build_block(f"b{n}", Role.BODY, (Run("p1", *each),), {"p1": page})
        for n, each in enumerate(ranges, start=1)
    }
    containers = (
        Article("a1", Kind.ARTICLE, ("b1", "b2")),
        Article(FURNITURE_ID, Kind.FURNITURE),
        Article(UNPLACED_ID, Kind.UNPLACED),
    )
    return Issue("i1", "a", {"p1": page}, {each.id: each for each in containers}, ("a1",), blocks)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("乡里的老渠", "建于上世纪。", "乡里的老渠建于上世纪。"),
        ("乡里的老渠 ", "\u3000\u3000建于上世纪。", "乡里的老渠建于上世纪。"),
        ("the old", "canal", "the old canal"),
        ("the old ", "canal", "the old canal"),
        ("建于20", "23年", "建于2023年"),
    ],
)
def test_the_joint_is_set_as_at_a_line_end(first, second, joined):
    issue = issue_of(first, second)
    for operation in join(issue, "b1", "b2"):
        issue = perform(issue, operation).issue
    assert issue.blocks["b1"].text == joined
    assert problems(issue) == []


def test_an_empty_paragraph_is_joined_as_it_is():
    assert len(join(issue_of("", "建于上世纪。"), "b1", "b2")) == 1
