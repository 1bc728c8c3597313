from __future__ import annotations

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.reading.regimes import Regime, estimate
from annotator.reconstruct.reading.roles import read_roles
from annotator.reconstruct.reading.similarity import bigrams
from annotator.reconstruct.stories.heads import head_drafts

STORY = (
    "柳溪村的果园今年迎来了丰收季节，村民们上山采摘红苹果，果农的收入比去年多了三成，合作社的冷库也装满了。"
)


def head(*rows: str, between: str = "\n") -> list[tuple[Role, str]]:
    """Roles and texts of a head made of these headline lines, above a story on an orchard."""
    lines = read_lines(Page("p1", "x.txt", between.join(rows)), 0)
    pieces = [
        Piece(reading.role or Role.TITLE, (line,), reading, 15.0, line.flat)
        for line, reading in zip(lines, read_roles(lines), strict=True)
    ]
    regime: Regime = estimate(lines)
    drafts = head_drafts(pieces, range(len(pieces)), regime, bigrams(STORY))
    return [(draft.role, "".join(line.flat for line in draft.lines)) for draft in drafts]


def test_a_title_in_two_lines_stays_one_title() -> None:
    assert head("果园今年迎来丰收", "果农收入多了三成") == [(Role.TITLE, "果园今年迎来丰收果农收入多了三成")]


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        (("柳溪村请来专家办起果树学堂——", "果园今年迎来丰收"), [Role.KICKER, Role.TITLE]),
        (("果园今年迎来丰收", "——柳溪村合作社见闻"), [Role.TITLE, Role.SUBTITLE]),
        (
            ("### 柳溪村请来专家", "# 果园今年迎来丰收", "## 果农收入多了三成"),
            [Role.KICKER, Role.TITLE, Role.SUBTITLE],
        ),
        (
            ("柳溪村请来农科院专家手把手教村民剪枝疏果带动果农增收", "果园今年迎来丰收"),
            [Role.KICKER, Role.TITLE],
        ),
    ],
)
def test_marks_and_lengths_tell_kicker_and_subtitle(rows: tuple[str, ...], roles: list[Role]) -> None:
    assert [role for role, _ in head(*rows)] == roles


@pytest.mark.parametrize(
    "rows",
    [
        ("柳溪村请来农科院专家手把手教村民剪枝疏果果园今年迎", "来丰收季节"),  # the story has 迎来
        ("柳溪村请来农科院专家手把手教村民剪枝疏果技术员期待与", "更多果农交流"),
    ],
)
def test_a_long_line_whose_phrase_goes_on_is_no_kicker(rows: tuple[str, ...]) -> None:
    assert head(*rows) == [(Role.TITLE, "".join(rows))]


def test_a_slogan_the_story_does_not_speak_of_is_a_kicker() -> None:
    assert head("春风又绿江南岸", "柳溪村果园迎来丰收季节") == [
        (Role.KICKER, "春风又绿江南岸"),
        (Role.TITLE, "柳溪村果园迎来丰收季节"),
    ]


def test_a_short_phrase_opens_the_title() -> None:
    assert head("硕果累累", "柳溪村果园迎来丰收季节")[0] == (Role.TITLE, "硕果累累柳溪村果园迎来丰收季节")


def test_the_byline_stands_below_the_title() -> None:
    assert head("果园今年迎来丰收", "本报记者 李晓") == [
        (Role.TITLE, "果园今年迎来丰收"),
        (Role.BYLINE, "本报记者李晓"),
    ]


def test_where_paragraphs_are_joined_kicker_title_and_subtitle_are_lines_of_their_own():
    raw = (
        "在开港三十年的青河口岸，往来货车每天从清早排到傍晚\n\n青河口岸再添“绿色快车道”\n\n走基层看变化\n\n"
        "本报记者 王 进\n\n"
        + "\n\n".join(
            f"{day}日清早，青河口岸的绿色快车道上，第{day}辆货车经过不到两分钟的查验就驶出了关口，司机说以前要等半天。"
            "口岸的工作人员介绍，绿色快车道开通以后，鲜货过关再也不用卸车，每天可以多走八十辆车，老乡们的菜卖得更远了。"
            for day in ("三", "五", "八")
        )
        + "\n"
    )
    issue = reconstruct([Page("p1", "1.txt", raw)], "i1", "i")
    roles = [(block.role, block.text) for block in issue.blocks_of(issue.order[0])][:4]
    assert roles == [
        (Role.KICKER, "在开港三十年的青河口岸，往来货车每天从清早排到傍晚"),
        (Role.TITLE, "青河口岸再添“绿色快车道”"),
        (Role.SUBTITLE, "走基层看变化"),
        (Role.BYLINE, "本报记者 王进"),
    ]
