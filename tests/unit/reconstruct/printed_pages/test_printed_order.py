"""Where print is known, lines are read as they stand on the page, in whatever order the file has them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.article import Role
from annotator.model.check import problems
from annotator.model.layout import Box, Line, PageLayout, Token
from annotator.model.page import Page
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.printed_pages.columns import columns_of

SCHOOL = (
    "　　职业学校的实训车间里，学",
    "生们正在机床前加工零件，指导",
    "老师手把手地教他们对刀。",
    "　　学校与企业签订协议，学生",
    "在校学理论，到车间练技术，毕",
    "业以前就被预订一空。",
    "　　“学一门手艺，走到哪里都",
    "有饭吃。”焊接专业的学生说。",
)
RIVER = (
    "　　清晨，巡河员撑着小船打捞",
    "水面上的落叶，两岸的居民看着",
    "河水一天天变清。",
    "　　沿河的排污口全部关停，清",
    "出的淤泥做成了花土，白鹭又飞",
    "回来觅食。",
)
SIZE = 10.0


def placed(rows):
    """Return a page and its layout from rows of text: left edge, top, size, text, in the order of the file."""
    raw, lines, tokens = "", [], []
    for left, top, size, text in rows:
        start = len(raw)
        for number, character in enumerate(text):
            if character != "\u3000":
                box = Box(left + number * size, top, left + (number + 1) * size, top + size)
                tokens.append(Token(start + number, start + number + 1, box))
        raw += f"{text}\n"
        lines.append(Line(start, len(raw) - 1, None, size))
    return Page("p1", "a.pdf", raw), PageLayout("", 600, 800, tuple(lines), tuple(tokens))


def column(texts, left, top):
    return [(left, top + 15 * number, SIZE, text) for number, text in enumerate(texts)]


def rows():
    return [
        (40, 40, 14.0, "三年攻坚见成效"),
        (40, 60, 26.0, "产教融合办进车间"),
        *column(SCHOOL[:4], 40, 100),
        *column(SCHOOL[4:], 200, 100),
        (400, 55, 22.0, "河水清了"),
        *column(RIVER, 400, 100),
        (400, 210, 8.0, "图为巡河员在河上。本报记者 王小明 摄"),
    ]


def told(issue):
    return {
        "".join(issue.blocks[key].text for key in article.blocks if issue.blocks[key].role is Role.TITLE): [
            (issue.blocks[key].role, issue.blocks[key].text)
            for key in article.blocks
            if issue.blocks[key].role is not Role.TITLE
        ]
        for article in (issue.articles[key] for key in issue.order)
    }


def rebuilt(order):
    page, layout = placed(order)
    issue = reconstruct([page], "i1", layout_of=lambda _page: layout)
    assert problems(issue) == []
    return issue


@pytest.mark.parametrize("seed", range(4))
def test_articles_are_the_same_in_whatever_order_the_file_draws(seed):
    order = rows() if seed == 0 else random.Random(seed).sample(rows(), len(rows()))
    found = told(rebuilt(order))
    assert [role for role, _ in found["产教融合办进车间"]] == [Role.KICKER, *([Role.BODY] * 3)]
    assert (
        found["产教融合办进车间"][2][1]
        == "学校与企业签订协议，学生在校学理论，到车间练技术，毕业以前就被预订一空。"
    )
    assert [role for role, _ in found["河水清了"]] == [Role.BODY] * 2
    assert "王小明" not in "".join(text for _, text in found["河水清了"])


def test_a_row_of_the_file_that_holds_pieces_of_two_columns_is_taken_apart():
    left, right = column(SCHOOL[:4], 40, 100), column(SCHOOL[4:], 200, 100)
    raw, tokens = "", []
    for one, two in zip(left, right, strict=True):
        for begin, top, size, text in (one, two):
            for number, character in enumerate(text):
                if character != "\u3000":
                    x = begin + number * size
                    tokens.append(
                        Token(len(raw) + number, len(raw) + number + 1, Box(x, top, x + size, top + size))
                    )
            raw += text + (" " if begin == 40 else "\n")
    layout = PageLayout("", 600, 800, (), tuple(tokens))
    issue = reconstruct([Page("p1", "a.xml", raw)], "i1", layout_of=lambda _page: layout)
    assert problems(issue) == []
    bodies = [block.text for block in issue.blocks.values() if block.role is Role.BODY]
    assert bodies[1] == "学校与企业签订协议，学生在校学理论，到车间练技术，毕业以前就被预订一空。"
    assert len(bodies) == 3


def test_a_layout_that_says_little_changes_nothing():
    page, layout = placed(rows())
    few = PageLayout("", 600, 800, layout.lines, layout.tokens[:20])
    assert reconstruct([page], "i1", layout_of=lambda _page: few) == reconstruct([page], "i1")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_nothing_disappears_whatever_a_layout_says(data):
    number = st.floats(-50, 900, allow_nan=False)
    texts = data.draw(st.lists(st.sampled_from([*SCHOOL, *RIVER, "第3版", "（下转第2版）", "7"]), min_size=1))
    drawn = [(data.draw(number), data.draw(number), data.draw(st.floats(1, 60)), text) for text in texts]
    rebuilt(drawn)


def test_a_head_set_downwards_beside_its_text_is_found_with_the_number_in_it():
    down = [(50, 100 + 24 * number, 20.0, character) for number, character in enumerate("修好53里路")]
    order = [*down, *column(SCHOOL[:4], 100, 100), *column(SCHOOL[4:], 260, 100)]
    found = told(rebuilt(random.Random(2).sample(order, len(order))))
    assert [role for role, _ in found["修好53里路"]] == [Role.BODY] * 3


def test_a_line_in_the_middle_of_its_column_is_a_heading():
    order = column((*RIVER[:3], "　　　　一步一个脚印", *RIVER[3:]), 40, 100)
    page, layout = placed([(40, 60, 22.0, "河水清了"), *order])
    issue = reconstruct([page], "i1", layout_of=lambda _page: layout)
    assert [block.text for block in issue.blocks.values() if block.role is Role.HEADING] == ["一步一个脚印"]


def test_columns_are_counted_from_the_left_and_heads_stand_in_none():
    page, layout = placed(rows())
    columns = columns_of(page, layout)
    found = {page.raw[start:end]: number for start, end, number in columns.spans}
    assert {found[text.strip()] for text in SCHOOL[:4]} == {1}
    assert {found[text.strip()] for text in SCHOOL[4:]} == {2}
    assert {found[text.strip()] for text in RIVER} == {columns.count}
    assert columns.at(page.raw.index("产教融合办进车间")) == 0
    assert columns.at(page.raw.index("学一门手艺")) == 2
    assert columns.at(len(page.raw)) == 0


def test_columns_are_not_known_without_places_and_where_print_runs_downwards():
    page, _ = placed(rows())
    assert columns_of(page, PageLayout("", 600, 800)) is None
    text = "职业学校的实训车间里学生们正在机床前加工零件"
    tokens = tuple(
        Token(n, n + 1, Box(500 - 15 * (n // 8), 100 + 10 * (n % 8), 510 - 15 * (n // 8), 110 + 10 * (n % 8)))
        for n in range(len(text))
    )
    raw = "\n".join(text[n : n + 8] for n in range(0, len(text), 8))
    moved = tuple(Token(t.start + t.start // 8, t.end + t.start // 8, t.box) for t in tokens)
    assert columns_of(Page("p1", "a", raw), PageLayout("", 600, 800, (), moved)) is None
