from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.lines import Lines

ENDS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]
TEXTS = st.lists(st.sampled_from([*ENDS, "好", "𠮷", " ", "\x1c", "ab"]), max_size=30).map("".join)


@given(TEXTS)
def test_lines_and_their_ends_make_up_the_text(text: str) -> None:
    lines = Lines(text)
    ranges = lines.ranges()
    assert lines.count == len(ranges)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(text)
    for (_, end), (start, _) in itertools.pairwise(ranges):
        assert text[end:start] in ENDS
    for number, (start, end) in enumerate(ranges):
        assert not any(mark in text[start:end] for mark in ENDS)
        assert lines.range_of(number) == (start, end)
        assert lines.text_of(number) == text[start:end]


@given(TEXTS)
def test_every_position_lies_in_the_line_that_is_named_for_it(text: str) -> None:
    lines = Lines(text)
    starts = [*(start for start, _ in lines.ranges()), len(text) + 1]
    for position in range(len(text) + 1):
        number = lines.number_at(position)
        assert starts[number] <= position < starts[number + 1]


def test_carriage_return_and_line_feed_are_one_line_end() -> None:
    assert [start for start, _ in Lines("甲\r\n乙\r丙\n\r丁").ranges()] == [0, 3, 5, 7, 8]
    assert Lines("甲\r\n").number_at(2) == 0
    assert Lines("甲\r\n").number_at(3) == 1


def test_places_outside_are_refused() -> None:
    lines = Lines("甲\n乙")
    for position in (-1, 4):
        with pytest.raises(ValueError, match="outside"):
            lines.number_at(position)
    for number in (-1, 2):
        with pytest.raises(IndexError, match="no line"):
            lines.range_of(number)
