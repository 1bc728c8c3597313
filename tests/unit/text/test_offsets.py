from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.offsets import Utf16Index, to_code_point, to_utf16, utf16_length

PIECES = ["a", "好", "𠮷", "😀", "\ud842", "\udfb7", "\ufeff", "\r\n", "\u3000", "é", "\uffff", "\U0010ffff"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def units_before(text: str, position: int) -> int:
    """Count by the definition, one character at a time."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text[:position])


@given(TEXTS)
def test_every_position_converts_as_defined_and_back(text: str) -> None:
    index = Utf16Index(text)
    assert utf16_length(text) == index.utf16_length == units_before(text, len(text))
    for position in range(len(text) + 1):
        units = units_before(text, position)
        assert to_utf16(text, position) == index.to_utf16(position) == units
        assert to_code_point(text, units) == index.to_code_point(units) == position


@given(TEXTS)
def test_a_position_inside_a_pair_rounds_down_to_the_pair(text: str) -> None:
    index = Utf16Index(text)
    for position, character in enumerate(text):
        if ord(character) > 0xFFFF:
            inside = units_before(text, position) + 1
            assert to_code_point(text, inside) == index.to_code_point(inside) == position


def test_two_lone_surrogates_side_by_side_stay_two_characters() -> None:
    text = "甲\ud842\udfb7乙"
    assert utf16_length(text) == 4
    assert [to_code_point(text, units) for units in range(5)] == [0, 1, 2, 3, 4]
    assert [Utf16Index(text).to_code_point(units) for units in range(5)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("text", ["", "abc", "好𠮷", "好"])
def test_positions_outside_the_text_are_refused(text: str) -> None:
    index = Utf16Index(text)
    for position in (-1, len(text) + 1):
        with pytest.raises(ValueError, match="outside"):
            to_utf16(text, position)
        with pytest.raises(ValueError, match="outside"):
            index.to_utf16(position)
    for units in (-1, utf16_length(text) + 1):
        with pytest.raises(ValueError, match="outside"):
            to_code_point(text, units)
        with pytest.raises(ValueError, match="outside"):
            index.to_code_point(units)


def test_positions_behind_a_rare_character_differ_by_one_as_qt_counts_them() -> None:
    text = "我在𠮷野家"
    assert to_utf16(text, text.index("野")) == text.index("野") + 1
    assert Utf16Index(text).to_code_point(5) == 4
