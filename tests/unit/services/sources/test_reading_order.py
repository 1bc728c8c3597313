"""Lines are put in the order of columns, each once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.ocr.alto_writing import ReadCharacter, ReadLine
from annotator.model.layout import Box
from annotator.services.sources.reading_order import blocks_of


def line(text, left, top, height=20):
    return ReadLine(text, Box(left, top, left + height * len(text), top + height), 0.9)


def texts(blocks):
    return [[each.text for each in block] for block in blocks]


@given(st.permutations(range(10)))
def test_columns_under_a_headline_are_read_one_after_the_other(order):
    page = [
        line("新桥今日正式建成通车", 20, 10, 60),
        *(line(f"左栏第{row}行的文字", 20, 100 + 30 * row) for row in range(4)),
        *(line(f"右栏第{row}行的文字", 320, 100 + 30 * row) for row in range(4)),
        line("茶园", 320, 300, 40),
    ]
    assert texts(blocks_of([page[place] for place in order])) == [
        ["新桥今日正式建成通车"],
        [f"左栏第{row}行的文字" for row in range(4)],
        [f"右栏第{row}行的文字" for row in range(4)],
        ["茶园"],
    ]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(10, 40)), max_size=30))
def test_every_line_comes_exactly_once(places):
    page = [line(f"第{n}", *place) for n, place in enumerate(places)]
    found = [each.text for block in blocks_of(page) for each in block]
    assert sorted(found) == sorted(each.text for each in page)


def characters(text, left, top, size=20):
    return tuple(
        ReadCharacter(each, Box(left + n * size, top, left + (n + 1) * size, top + size), 0.9)
        for n, each in enumerate(text)
    )


def test_a_line_that_was_read_across_a_gutter_is_cut_there():
    left, right = characters("左栏第二行文字", 20, 160), characters("右栏第二行文字", 200, 160)
    crossed = ReadLine("左栏第二行文字右栏第二行文字", left[0].box.joined(right[-1].box), 0.9, left + right)
    page = [
        *(line(f"左栏第{row}行文字", 20, 100 + 30 * row) for row in range(2)),
        crossed,
        *(line(f"右栏第{row}行文字", 200, 100 + 30 * row) for row in range(2)),
    ]
    assert texts(blocks_of(page)) == [
        ["左栏第0行文字", "左栏第1行文字", "左栏第二行文字"],
        ["右栏第0行文字", "右栏第1行文字", "右栏第二行文字"],
    ]


def test_a_name_set_wide_is_no_gutter():
    wide = characters("王", 20, 10) + characters("进", 100, 10)
    page = [ReadLine("王 进", wide[0].box.joined(wide[1].box), 0.9, wide), line("记者的名字", 20, 40)]
    assert texts(blocks_of(page)) == [["王 进", "记者的名字"]]


def test_columns_that_stand_upright_are_read_from_the_right():
    page = [
        ReadLine(text, Box(left, 20, left + 20, 20 + 20 * len(text)), 0.9)
        for text, left in (("第三列的文字", 20), ("第一列的文字", 80), ("第二列的文字", 50))
    ]
    assert texts(blocks_of(page)) == [["第一列的文字", "第二列的文字", "第三列的文字"]]


def test_headlines_above_and_below_do_not_mix_the_columns_between_them():
    columns = [
        [line(f"第{column}栏第{row}行的文字", 20 + 260 * column, 100 + 30 * row) for row in range(5)]
        for column in range(3)
    ]
    page = [
        line("通栏的大标题在上面", 20, 10, 60),
        *(each for row in zip(*columns, strict=True) for each in row),
        line("通栏的大标题在下面", 20, 300, 60),
    ]
    found = [each.text for block in blocks_of(page) for each in block]
    assert found == [
        "通栏的大标题在上面",
        *(each.text for column in columns for each in column),
        "通栏的大标题在下面",
    ]
