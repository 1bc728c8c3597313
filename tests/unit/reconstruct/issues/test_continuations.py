from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.issues.continuations import Loose, uncover
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.stories.layout import Layout, lay_out

Typesetter = Callable[..., list[str]]


REST = (
    "采摘节上，果园负责人忙着招呼游客。村民们说，今年雨水充足，柳溪村的红苹果又大又甜，游客提着竹篮上山采摘，小车运走了"
    "四万多斤苹果，每亩果园都能增收三千多元。"
)


@pytest.fixture
def inside(typeset: Typesetter, stories: dict[str, list[str]]) -> str:
    """A page on which the rest of the fruit article looks like a part of the bus article."""
    bus = stories["夜间公交延长运营"]
    return "\n".join(["夜间公交延长运营", *typeset(15, *bus), "果园迎来采摘节", *typeset(15, REST)])


def text_of(layout: Layout, story: int) -> str:
    return "".join(layout.pieces[i].text for i in layout.cut.stories[story].pieces)


def test_a_continuation_behind_a_heading_is_split_off(inside: str, stories: dict[str, list[str]]) -> None:
    layout = lay_out(Page("p2", "x.txt", inside), 0)
    assert len(layout.cut.stories) == 1
    changed = uncover([layout], [Loose("".join(stories["果园喜获丰收"][:2]), (0,))])
    assert changed is not None
    (new,) = changed[0].split
    assert text_of(changed[0], new) == REST
    assert [changed[0].pieces[title.pieces[0]].text for title in changed[0].titles if title.story == new] == [
        "果园迎来采摘节"
    ]
    assert not changed[0].cut.headings


def test_an_article_on_another_matter_splits_nothing(inside: str, stories: dict[str, list[str]]) -> None:
    layout = lay_out(Page("p2", "x.txt", inside), 0)
    assert uncover([layout], [Loose(stories["老码头变身文化街区"][0], (0,))]) is None
    assert uncover([layout], [Loose(stories["果园喜获丰收"][0], ())]) is None
    assert uncover([layout], []) is None


def test_the_split_part_joins_its_article(
    inside: str, typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    front = ["果园喜获丰收", "本报记者 李晓", *typeset(18, *stories["果园喜获丰收"][:2]), "（下转第3版）"]
    issue = reconstruct([Page("p1", "A.txt", "\n".join(front), "1"), Page("p2", "B.txt", inside, "3")], "i1")
    assert [issue.title_of(article) for article in issue.order] == ["果园喜获丰收", "夜间公交延长运营"]
    assert issue.texts_of_role("a1", Role.BODY) == [*stories["果园喜获丰收"][:2], REST]
    assert {decision.kind.value for decision in issue.decisions.values()} >= {"jump", "split"}
