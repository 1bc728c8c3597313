from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, zip_longest

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.rows.turns import take_turns

Typesetter = Callable[..., list[str]]


def in_turn(columns: Sequence[Sequence[str]]) -> list[str]:
    return [line for row in zip_longest(*columns) for line in row if line is not None]


def columns_of(rows: Sequence[str], count: int) -> list[Sequence[str]]:
    size = -(-len(rows) // count)
    return [rows[begin : begin + size] for begin in range(0, len(rows), size)]


def test_columns_whose_lines_take_turns_are_read_column_by_column(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    rows = typeset(11, *[paragraph for story in stories.values() for paragraph in story])
    head = "山村里的果园今年又喜获丰收采摘节接待游客"
    page = Page("p1", "x.txt", "\n\n".join([head, *in_turn(columns_of(rows, 3))]))
    assert [line.text for line in take_turns(read_lines(page, 0))] == [head, *rows]


def test_turns_of_other_columns_begin_below_another_headline(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    first, second, third = stories.values()
    heads = ["山村里的果园今年又喜获丰收采摘节接待游客", "六条夜间公交线路延长运营到凌晨方便职工回家"]
    text = [columns_of(typeset(11, *first, *second), 4), columns_of(typeset(11, *third), 2)]
    raw = [line for head, columns in zip(heads, text, strict=True) for line in (head, *in_turn(columns))]
    lines = [line.text for line in take_turns(read_lines(Page("p1", "x.txt", "\n".join(raw)), 0))]
    found = set(pairwise(lines))
    wanted = [pair for columns in text for column in columns for pair in pairwise(column)]
    assert sum(pair in found for pair in wanted) >= 0.9 * len(wanted)


def test_lines_that_go_on_with_the_next_stay_in_order(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    raw = "\n".join(line for story in stories.values() for line in typeset(12, *story))
    lines = read_lines(Page("p1", "x.txt", raw), 0)
    assert take_turns(lines) == lines


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_turns_leave_out_no_line_and_double_none(data: st.DataObject) -> None:
    text = st.text(st.sampled_from("果园今年喜获丰收，。（）公交延长运营 12a"), min_size=1, max_size=24)
    soup = data.draw(st.lists(text, max_size=60))
    lines = read_lines(Page("p1", "x.txt", "\n".join(soup)), 0)
    assert sorted(line.start for line in take_turns(lines)) == [line.start for line in lines]
