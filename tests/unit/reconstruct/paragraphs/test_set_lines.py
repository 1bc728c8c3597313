from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.set_lines import begins_anew, has_bullet, is_table_row
from annotator.reconstruct.pipeline import reconstruct

Typesetter = Callable[..., list[str]]


def texts(raw: str, *roles: Role) -> list[str]:
    issue = reconstruct([Page("p1", "x.txt", raw)], "i1")
    return [block.text for name in issue.order for block in issue.blocks_of(name) if block.role in roles]


MARKDOWN = """# 青河一中办起种子图书馆

青河一中的图书馆里，有一排特别的抽屉，里面装的不是卡片，而是种子。

- 番茄
- 黄瓜
- 向日葵

| 种子 | 借出 |
| --- | --- |
| 番茄 | 36 |

> 我种的向日葵比我还高。——七年级 小雨

问：种子不发芽怎么办？

答：老师会帮你看看土壤，再借一次也没关系。
"""


def test_items_rows_and_quotations_stay_apart() -> None:
    found = [text.replace(" ", "") for text in texts(MARKDOWN, Role.BODY)]
    assert found[1:] == [
        "-番茄",
        "-黄瓜",
        "-向日葵",
        "|种子|借出|",
        "|---|---|",
        "|番茄|36|",
        ">我种的向日葵比我还高。——七年级小雨",
    ]


def test_a_question_begins_anew_behind_an_open_line() -> None:
    assert texts(MARKDOWN, Role.QUESTION) == ["问：种子不发芽怎么办？"]


def test_the_verses_of_a_poem_stay_apart() -> None:
    poem = ["柳枝垂到水面", "风从桥下走过", "我的小船", "装满了整个下午的光"]
    raw = "\n".join(["春天的河", "", *poem, "", "——选自《河边集》"])
    assert texts(raw, Role.BODY) == poem
    assert texts(raw, Role.TITLE) == ["春天的河"]


def test_headlines_that_stand_together_are_no_poem() -> None:
    story = (
        "青河大桥的维修工程昨天通过了验收，将于下周一恢复通车。市图书馆的新馆本月底试开放，可以同时容纳八百名读者。"
        "柳溪村的果园采摘节开幕，三天接待游客两千人。"
    )
    heads = ["维修工程通过了验收", "青河大桥恢复通车", "图书馆新馆本月底试开放", "果园采摘节开幕"]
    found = texts("\n".join([story, *heads]), Role.BODY)
    assert found == [story]


@pytest.mark.parametrize(
    ("text", "anew", "row"),
    [
        ("- 番茄", True, False),
        ("-5℃的早晨", False, False),
        ("—— 选自", False, False),
        ("> 引文", True, False),
        ("问：为什么", True, False),
        ("问他为什么", False, False),
        ("| 番茄 | 36 |", False, True),
        ("| 一道竖线", False, False),
    ],
)
def test_what_begins_anew(text: str, anew: bool, row: bool) -> None:
    assert (begins_anew(text), is_table_row(text)) == (anew, row)


def test_items_with_bullets_stay_apart_though_no_stop_ends_them() -> None:
    items = [
        "●青河大桥维修工程通过验收，将于下周一恢复通车（王小刚）",
        "●市图书馆新馆本月底试开放，可同时容纳八百名读者（李晓云）",
        "●柳溪村果园采摘节开幕，三天接待游客两千人（周明明）",
    ]
    assert texts("\n".join(items), Role.BODY) == items


def test_numbered_items_are_paragraphs_and_no_headlines(typeset: Callable[..., list[str]]) -> None:
    items = [
        "1.青河大桥维修工程通过验收并恢复通车",
        "2.市图书馆新馆试开放同时容纳八百名读者",
        "3.2024年果园采摘节接待游客两千人",
        "4.石门水库放流百万鱼苗",
    ]
    story = [
        "本报讯 市广播电视台昨天晚上发布了今年全市的十大新闻，由两万多名观众和听众投票选出。",
        *items,
        "投票从上个月初开始，共收到有效选票两万三千张，其中一半以上来自各乡镇的观众。",
    ]
    raw = "\n".join(["电视台发布年度新闻", "", *typeset(14, *story)])
    assert texts(raw, Role.BODY) == story
    assert texts(raw, Role.TITLE) == ["电视台发布年度新闻"]


@pytest.mark.parametrize(
    ("text", "joined", "bullet"),
    [
        ("●青河大桥", False, True),
        ("●●●", False, False),
        ("二、关于值班", True, True),
        ("二、关于值班", False, False),
        ("二、三产业", True, False),
    ],
)
def test_what_has_a_bullet(text: str, joined: bool, bullet: bool) -> None:
    assert has_bullet(text, joined) == bullet


def test_what_another_person_answers_is_a_paragraph_of_its_own(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    first, other, *_ = stories.values()
    said = ["“您好，这里是青河公交调度中心。”", "“您好，我的伞忘在车上了。”"]
    assert len(said[0]) == 17  # the line is full, so nothing but the quotations tells
    lines = ["雨伞找到了", "本报记者 王小刚", *said, *typeset(17, *first, *other)]
    assert texts("\n\n".join(lines), Role.BODY) == [*said, *first, *other]


def test_a_reporter_below_a_dateline_begins_no_other_paragraph(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    first, other, *_ = stories.values()
    report = [
        "新华社青河12月27日电",
        "（记者王小刚、李 云）今年以来",
        "青河县新修了六座便民小桥，沿河",
        "的村民赶集不用再绕远路。",
    ]
    lines = [
        "果园喜获丰收",
        *typeset(15, *first),
        "青河县六座便民小桥完工通车啦",
        *report,
        *typeset(15, *other),
    ]
    found = texts("\n\n".join(lines), Role.BODY)
    assert found == [*first, "".join(report).replace(" ", ""), *other]
