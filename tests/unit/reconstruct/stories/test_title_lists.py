from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.paragraphs.set_lines import verses
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.reading.roles import Reading, read_roles
from annotator.reconstruct.stories.headlines import free_headlines
from annotator.reconstruct.stories.layout import lay_out

Typesetter = Callable[..., list[str]]

WIDTH = 16
TITLES = {
    "果园喜获丰收": ["柳溪村果园喜获丰收", "采摘节引来两千游客"],
    "老码头变身文化街区": ["青石镇老码头修缮开放", "旧仓库变成书店和茶馆"],
    "夜间公交延长运营": ["六条夜间公交延长运营", "末班车推迟到凌晨一点"],
    "水库鱼苗放流": ["石门水库放流百万鱼苗", "渔民自发组成护鱼小队"],
}
FISH = [
    "石门水库昨天放流一百万尾鱼苗，渔民自发组成的护鱼小队守在岸边，看着鲢鱼和鳙鱼从滑道进入水中。",
    "往年有人偷偷下网，小队的渔民每天夜里轮流划船巡查，劝走了不少垂钓的人，水库的鱼群渐渐多了起来。",
]


@pytest.fixture
def news(stories: dict[str, list[str]]) -> dict[str, list[str]]:
    return stories | {"水库鱼苗放流": FISH}


def titles_and_texts(raw: str) -> dict[str, str]:
    issue = reconstruct([Page("p1", "x.txt", raw)], "i1")
    found = {}
    for name in issue.order:
        blocks = list(issue.blocks_of(name))
        title = "".join(block.text for block in blocks if block.role is Role.TITLE)
        found[title.replace("\n", "")] = "".join(block.text for block in blocks if block.role is Role.BODY)
    return found


def expected(news: dict[str, list[str]]) -> dict[str, str]:
    return {"".join(TITLES[name]): "".join(paragraphs) for name, paragraphs in news.items()}


@pytest.mark.parametrize("ahead", [True, False])
def test_titles_in_a_list_go_to_their_stories(
    typeset: Typesetter, news: dict[str, list[str]], ahead: bool
) -> None:
    text = [line for paragraphs in news.values() for line in typeset(WIDTH, *paragraphs)]
    titles = [line for name in news for line in TITLES[name]]
    lines = titles + text if ahead else text + titles
    assert titles_and_texts("\n".join(lines)) == expected(news)


def test_every_piece_of_a_page_with_a_list_is_in_one_place(
    typeset: Typesetter, news: dict[str, list[str]]
) -> None:
    text = [line for paragraphs in news.values() for line in typeset(WIDTH, *paragraphs)]
    titles = [line for name in news for line in TITLES[name]]
    layout = lay_out(Page("p1", "x.txt", "\n".join(titles + text)), 0)
    places = [i for story in layout.cut.stories for i in story.pieces]
    places += [i for title in layout.titles for i in title.pieces]
    assert sorted(places) == list(range(len(layout.pieces)))


def test_titles_in_another_order_than_their_stories_are_told_by_their_words(
    typeset: Typesetter, news: dict[str, list[str]]
) -> None:
    text = [line for paragraphs in news.values() for line in typeset(WIDTH, "本报讯 " + paragraphs[0])]
    titles = [line for name in reversed(list(news)) for line in TITLES[name]]
    found = titles_and_texts("\n".join(text + titles))
    for name, paragraphs in news.items():
        assert found["".join(TITLES[name])].endswith(paragraphs[0])


def lines_of(*texts: str) -> list[Line]:
    return read_lines(Page("p1", "x.txt", "\n".join(texts)), 0)


def test_titles_that_stand_together_are_no_verses(typeset: Typesetter, news: dict[str, list[str]]) -> None:
    text = [line for paragraphs in news.values() for line in typeset(WIDTH, *paragraphs)]
    poem = ["柳枝垂到水面", "风从桥下走过", "我的小船", "装满了整个下午的光"]
    titles = ["柳溪村果园喜获丰收", "青石镇老码头开放", "夜间公交", "石门水库放流鱼苗"]
    for stanza, verse in ((poem, True), (titles, False)):
        lines = lines_of(*stanza, *text)
        widths = [None] * len(stanza) + [float(WIDTH)] * len(text)
        assert list(verses(lines, read_roles(lines), widths)) == (list(range(4)) if verse else [])


def test_headlines_as_wide_as_each_other_are_no_column_of_text(
    typeset: Typesetter, news: dict[str, list[str]]
) -> None:
    text = [line for paragraphs in news.values() for line in typeset(WIDTH, *paragraphs)]
    title, *rest = lines_of(
        "六条夜间公交延长运营", "柳溪村的果园今年迎", "来丰收季节城里的游", "客来到果园", *text
    )

    def piece(role: Role, lines: list[Line]) -> Piece:
        return Piece(role, tuple(lines), Reading(), 9.0, "".join(line.flat for line in lines))

    spoken_of = [piece(Role.TITLE, [title]), piece(Role.BODY, rest[:3]), piece(Role.BODY, rest[3:])]
    freed = free_headlines(spoken_of)
    assert [(part.role, len(part.lines)) for part in freed[:4]] == [(Role.TITLE, 1)] * 4
    assert freed[4:] == spoken_of[2:]
    torn = [piece(Role.TITLE, [title]), piece(Role.BODY, rest[3:6])]
    assert free_headlines(torn) == torn  # nothing else on the page speaks of it


def test_stories_under_their_bylines_get_their_titles_from_the_list(
    typeset: Typesetter, news: dict[str, list[str]]
) -> None:
    above = {"果园喜获丰收": ["■本报记者 李晓云"], "水库鱼苗放流": ["本报记者 周明明"]}
    text = [line for name in news for line in (*above.get(name, ()), *typeset(WIDTH, *news[name]))]
    titles = [line for name in news for line in TITLES[name]]
    assert titles_and_texts("\n".join(text + titles)) == expected(news)
