from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.rows.columns import read_columns
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def beside(*columns: list[str]) -> str:
    return "\n".join(" ".join(row).strip() for row in zip_longest(*columns, fillvalue=""))


def test_lines_of_several_columns_are_read_column_by_column(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    text = [paragraph for story in stories.values() for paragraph in story]
    rows = typeset(11, *text)
    third = -(-len(rows) // 3)
    raw = beside(rows[:third], rows[third : 2 * third], rows[2 * third :])
    page = Page("p1", "x.txt", raw)
    assert [line.text for line in read_columns(read_lines(page, 0), page)] == rows
    assert [piece.text for piece in read_page(page, 0)[0] if piece.role is Role.BODY] == text


def test_lines_of_one_column_stay_as_they_are(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    raw = "\n".join(line for text in stories.values() for line in typeset(12, *text))
    page = Page("p1", "x.txt", raw)
    lines = read_lines(page, 0)
    assert read_columns(lines, page) == lines


def test_pieces_of_columns_hold_every_character_once(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    left, right = (typeset(10, *stories[title]) for title in ("果园喜获丰收", "夜间公交延长运营"))
    page = Page("p1", "x.txt", beside(left, right, left))
    lines = read_columns(read_lines(page, 0), page)
    assert sorted(i for line in lines for i in range(line.start, line.end) if page.raw[i] != " ") == [
        i for i, char in enumerate(page.raw) if char not in " \n"
    ]


def test_wide_headlines_that_stand_beside_each_other_are_told_apart(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    left, right = (typeset(12, *stories[title]) for title in ("果园喜获丰收", "夜间公交延长运营"))
    rows = [f"{first}    {second}" for first, second in zip(left, right, strict=False)]
    heads = [
        "山村里的果园今年又喜获丰收了" + " " * 20 + "六条夜间公交线路延长运营到凌晨",
        "采摘节接待游客卖出四万多斤苹果" + " " * 18 + "夜班职工和赶路旅客回家方便了",
    ]
    page = Page("p1", "x.txt", "\n".join([*heads, *rows]))
    found = [line.text for line in read_columns(read_lines(page, 0), page)]
    assert found[:4] == [
        "山村里的果园今年又喜获丰收了",
        "采摘节接待游客卖出四万多斤苹果",
        "六条夜间公交线路延长运营到凌晨",
        "夜班职工和赶路旅客回家方便了",
    ]


def test_a_short_text_in_columns_amid_single_lines_is_read_column_by_column(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, quay, buses = (typeset(9, "".join(story)) for story in stories.values())
    half = len(quay) // 2
    raw = "\n\n".join(["\n".join(orchard), beside(quay[:half], quay[half : 2 * half]), "\n".join(buses)])
    page = Page("p1", "x.txt", raw)
    found = [line.text for line in read_columns(read_lines(page, 0), page)]
    assert found == [*orchard, *quay[: 2 * half], *buses]


def test_rows_of_two_phrases_that_belong_together_are_left_alone(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    couplets = [
        "明月照松间，， 清泉流石上。。",
        "竹喧归浣女，， 莲动下渔舟。。",
        "随意春芳歇，， 王孙自可留。。",
        "空山新雨后，， 天气晚来秋。。",
    ]
    raw = "\n".join([*typeset(12, *next(iter(stories.values()))), *couplets])
    page = Page("p1", "x.txt", raw)
    lines = read_lines(page, 0)
    assert read_columns(lines, page) == lines


def test_bands_of_a_page_may_have_columns_of_other_widths(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    first, second, third = stories.values()
    wide, narrow = typeset(18, *first, *second), typeset(9, *third)
    half, part = -(-len(wide) // 2), -(-len(narrow) // 3)
    raw = "\n".join(
        [
            "山村里的果园今年又喜获丰收",
            beside(wide[:half], wide[half:]),
            "六条夜间公交线路延长运营到凌晨",
            beside(narrow[:part], narrow[part : 2 * part], narrow[2 * part :]),
        ]
    )
    page = Page("p1", "x.txt", raw)
    found = [line.text for line in read_columns(read_lines(page, 0), page)]
    assert len({*wide, *narrow} - {*found}) <= 2  # last lines of paragraphs may stand with their neighbours


def test_lines_of_columns_are_divided_around_a_caption_that_is_wider(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    left, right = (typeset(12, *stories[title]) for title in ("果园喜获丰收", "夜间公交延长运营"))
    caption = [
        "图为近日在山脚下的果园里游客正在采摘新近成熟的苹果和",
        "梨，果园接待的游客比去年同期多出三成还多一些的样子。",
    ]
    rows = [f"{first} {second}" for first, second in zip(left, right, strict=False)]
    rows[1:3] = [f"{row} {words}" for row, words in zip(rows[1:3], caption, strict=True)]
    page = Page("p1", "x.txt", "\n".join(rows))
    found = [line.text for line in read_columns(read_lines(page, 0), page)]
    assert {*left[:10], *caption} <= set(found)
