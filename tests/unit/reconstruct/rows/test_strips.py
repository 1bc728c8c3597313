from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, zip_longest

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.rows.columns import read_columns
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def read(raw: str) -> list[str]:
    page = Page("p1", "x.txt", raw)
    return [line.text for line in read_columns(read_lines(page, 0), page)]


def rows_of(*columns: list[str]) -> list[str]:
    return [" ".join(piece for piece in row if piece) for row in zip_longest(*columns, fillvalue="")]


def thirds(rows: list[str]) -> tuple[list[str], list[str], list[str]]:
    size = len(rows) // 3
    return rows[:size], rows[size : 2 * size], rows[2 * size :]


def test_rows_of_two_texts_that_alternate_are_told_apart(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard = typeset(10, *stories["果园喜获丰收"])[:18]
    bus = typeset(10, *stories["夜间公交延长运营"])[:12]
    first, second = rows_of(*thirds(orchard)), rows_of(bus[:6], bus[6:])
    raw = "\n".join(row for pair in zip(first, second, strict=True) for row in pair)
    assert read(raw) == orchard + bus


def test_a_column_that_ends_early_does_not_shift_the_ones_beside_it(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    left = typeset(10, stories["果园喜获丰收"][0])
    right = typeset(10, *stories["老码头变身文化街区"])
    middle = typeset(10, *stories["夜间公交延长运营"])[: len(left) + 3]
    raw = "\n".join(rows_of(left, middle, right))
    assert read(raw) == left + middle + right


def test_columns_whose_lines_share_raw_lines_in_turns_stay_whole(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    columns = [typeset(10, *story)[:16] for story in stories.values()]
    upper, lower = ((0, 1), (2,)), ((0,), (1, 2))
    raw = []
    for number, row in enumerate(zip(*columns, strict=True)):
        raw += [" ".join(row[c] for c in line) for line in (upper if number % 4 < 2 else lower)]
        raw += [""] * (number % 3 == 2)
    joints = {pair for column in columns for pair in pairwise(column)}
    assert joints <= set(pairwise(read("\n".join(raw))))


def test_a_heading_moves_the_rest_of_its_column_to_rows_of_its_own(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, bus = typeset(10, *stories["果园喜获丰收"]), typeset(10, *stories["夜间公交延长运营"])
    left, right = orchard[:12], bus[:12]
    above = typeset(10, stories["老码头变身文化街区"][0])
    below = typeset(10, stories["老码头变身文化街区"][1])[: 12 - len(above) - 1]
    rows = rows_of(left, above, right)
    raw = [*rows[: len(above)], "旧仓库变书店"]
    for number, row in enumerate(rows[len(above) :]):
        raw += [row, *below[number : number + 1]]
    assert read("\n".join(raw)) == [*left, *above, "旧仓库变书店", *below, *right]


def test_the_first_line_below_the_last_column_of_an_article_is_known_for_fresh(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, bus = typeset(10, *stories["果园喜获丰收"][:2]), typeset(10, *stories["夜间公交延长运营"])
    half = (len(orchard) + 2) // 2
    raw = "\n".join(rows_of(orchard[:half], orchard[half:], bus[:half], bus[half : 2 * half]))
    page = Page("p1", "x.txt", raw)
    lines = read_columns(read_lines(page, 0), page)
    assert [line.text for line in lines if line.fresh] == [bus[0]]


@given(
    st.lists(st.lists(st.text("果园喜获丰收，。一二三", min_size=1, max_size=12), max_size=6), max_size=25)
)
def test_rows_of_any_pieces_lose_no_character_and_hold_none_twice(rows: list[list[str]]) -> None:
    page = Page("p1", "x.txt", "\n".join(" ".join(row) for row in rows))
    lines = read_columns(read_lines(page, 0), page)
    places = sorted(i for line in lines for i in range(line.start, line.end) if page.raw[i] not in " \n")
    assert places == [i for i, char in enumerate(page.raw) if char not in " \n"]


def test_the_text_below_a_headline_over_all_columns_is_read_after_the_text_above_it(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    above = typeset(9, *stories["果园喜获丰收"])[:18]
    below = typeset(9, *stories["夜间公交延长运营"])[:18]
    raw = "\n".join(
        [*rows_of(*thirds(above)), "夜间公交延长运营到凌晨一点方便夜班职工回家", *rows_of(*thirds(below))]
    )
    assert read(raw) == [*above, "夜间公交延长运营到凌晨一点方便夜班职工回家", *below]


def test_a_line_that_is_moved_takes_nothing_along() -> None:
    raw = (
        "果园喜获丰收\n村里热闹起来。 （下转第2版）\n左栏的字一二三 中栏的字四五六 右栏的字七八九\n"
        "社址：长江路9号 邮编：100000 零售每份1.00元\n，"
    )
    page = Page("p1", "x.txt", raw)
    lines = read_page(page, 0)[0]
    texts = "".join(line.flat for piece in lines for line in piece.lines)
    assert sorted(texts) == sorted("".join(raw.split()))
