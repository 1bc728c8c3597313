from __future__ import annotations

from collections.abc import Callable

import pytest

from annotator.model.article import Role
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct

Typesetter = Callable[..., list[str]]

NOTICES = [
    ["遗失声明", "周大宝遗失身份证，证号尾数1234，声明作废。"],
    [
        "柳溪市清泉商贸有限公司减资公告",
        "经股东会决议，本公司决定减少注册资本，请债权人自公告之日起四十五日内申报债权。特此公告。",
    ],
    ["招聘启事", "本店诚聘店员两名，月薪面议。联系电话：87654321，联系人：王经理。"],
    ["招租", "本人有临街商铺一间，面积六十平方米，欲租者请来人洽谈。联系人：李先生，电话：87654321。"],
    ["拍卖公告", "定于六月一日公开拍卖旧车一批，竞买人须交保证金五千元，报名电话：87654321。"],
]


def furniture_of(issue: Issue) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in issue.blocks_of("furniture")]


@pytest.mark.parametrize("notice", NOTICES, ids=[rows[0] for rows in NOTICES])
def test_a_notice_between_stories_is_furniture(
    notice: list[str], typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows: list[str] = []
    for title, text in stories.items():
        rows += [title, "本报记者 李晓", *typeset(15, *text)]
        if len(rows) < 25:
            rows += [notice[0], *typeset(15, *notice[1:])]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    assert furniture_of(issue) == [(Role.ADVERTISEMENT, text) for text in notice]


def test_papers_lost_need_no_heading(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    lost = "遗失柳溪市清泉商贸有限公司营业执照副本，声明作废。"
    rows = [*typeset(15, *stories["果园喜获丰收"]), *typeset(15, lost)]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    assert furniture_of(issue) == [(Role.ADVERTISEMENT, lost)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("商务部门发布公告", "商务部门今天发布公告，对进口苹果的检查方式作出调整，自下月起实行。"),
        ("外交部门发表声明", "本报讯 外交部门发言人就有关问题发表声明，表明了一贯的立场和主张。"),
    ],
)
def test_news_of_an_announcement_stays_news(
    title: str, text: str, typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = [title, *typeset(15, text), "果园喜获丰收", *typeset(15, *stories["果园喜获丰收"])]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    assert furniture_of(issue) == []


def test_all_lines_of_a_small_notice_are_of_it() -> None:
    rows = ["招 租", "本人有商铺一间，位于解放路12号，", "欲租者请电话联系：5551234", "", "联系人：李先生"]
    issue = reconstruct([Page("p1", "x.txt", "\n".join(rows))], "i1")
    assert {role for role, _ in furniture_of(issue)} == {Role.ADVERTISEMENT}
    assert not issue.order
