from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct

Typesetter = Callable[..., list[str]]

WIDTH = 16
FISH = [
    "石门水库昨天放流一百万尾鱼苗，渔民自发组成的护鱼小队守在岸边，看着鲢鱼和鳙鱼从滑道进入水中。",
    "往年有人偷偷下网，小队的渔民每天夜里轮流划船巡查，劝走了不少垂钓的人，水库的鱼群渐渐多了起来。",
]
# Headlines over narrow columns, the first line of each beside the last line of the one before it.
LISTED = [
    "柳溪村果园",
    "喜获丰收采",
    "摘节引来游客 青石镇老码",
    "头修缮开放",
    "旧仓库变书店 六条夜间公",
    "交延长运营",
    "末班车推迟",
    "到凌晨一点",
    "石门水库放流鱼苗",
    "渔民组成护鱼小队",
]
TITLES = [
    "柳溪村果园喜获丰收采摘节引来游客",
    "青石镇老码头修缮开放旧仓库变书店",
    "六条夜间公交延长运营末班车推迟到凌晨一点",
    "石门水库放流鱼苗渔民组成护鱼小队",
]
PHRASES = [
    "柳溪村果园喜获丰收",
    "采摘节引来两千游客",
    "青石镇老码头修缮开放",
    "旧仓库变成书店和茶馆",
    "六条夜间公交延长运营",
    "末班车推迟到凌晨一点",
    "石门水库放流百万鱼苗",
    "渔民自发 组成护鱼小队",
]


@pytest.fixture
def news(stories: dict[str, list[str]]) -> list[list[str]]:
    return [*stories.values(), FISH]


def titles_of(raw: str) -> list[str]:
    issue = reconstruct([Page("p1", "x.txt", raw)], "i1")
    heads = (Role.KICKER, Role.TITLE, Role.SUBTITLE)
    found = (
        "".join(block.text for block in issue.blocks_of(name) if block.role in heads) for name in issue.order
    )
    return ["".join(title.split()) for title in found]


def test_titles_that_share_a_line_of_a_list_go_each_to_its_story(
    typeset: Typesetter, news: list[list[str]]
) -> None:
    text = [line for paragraphs in news for line in typeset(WIDTH, *paragraphs)]
    assert titles_of("\n".join(text + LISTED)) == TITLES


def test_a_blank_inside_a_title_does_not_part_it(typeset: Typesetter, news: list[list[str]]) -> None:
    text = [line for paragraphs in news for line in typeset(WIDTH, *paragraphs)]
    pairs = zip(PHRASES[::2], PHRASES[1::2], strict=True)
    assert titles_of("\n".join(text + PHRASES)) == ["".join(f"{a}{b}".split()) for a, b in pairs]


def test_every_character_of_parted_lines_is_in_one_run(typeset: Typesetter, news: list[list[str]]) -> None:
    text = [line for paragraphs in news for line in typeset(WIDTH, *paragraphs)]
    page = Page("p1", "x.txt", "\n".join(text + LISTED))
    issue = reconstruct([page], "i1")
    places = [i for block in issue.blocks.values() for run in block.runs for i in range(run.start, run.end)]
    solid = [i for i, character in enumerate(page.raw) if not character.isspace()]
    assert sorted(i for i in places if not page.raw[i].isspace()) == solid
