"""From a character to its place on the image and back: exactly where the source says so, by its share elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.layout import Box, Line, PageLayout, Token
from annotator.model.page_geometry import line_at, position_at, spot_of, turned_layout

RAW = "网络袋盖\n全县\n"
LAYOUT = PageLayout(
    "a.png",
    400,
    200,
    (Line(0, 4, Box(0, 0, 160, 40)), Line(5, 7, Box(0, 50, 80, 90))),
    (Token(0, 2, Box(0, 0, 80, 40)), Token(2, 3, Box(82, 2, 118, 38)), Token(3, 4, Box(122, 2, 158, 38))),
)


def test_a_character_with_a_box_of_its_own_is_exact():
    spot = spot_of(LAYOUT, RAW, 2, 3)
    assert (spot.box, spot.exact) == (Box(82, 2, 118, 38), True)


def test_a_character_of_a_word_gets_its_share_of_the_word():
    spot = spot_of(LAYOUT, RAW, 1, 2)
    assert (spot.box, spot.exact) == (Box(40, 0, 80, 40), False)


def test_a_range_is_where_its_characters_are():
    assert spot_of(LAYOUT, RAW, 2, 4).box == Box(82, 2, 158, 38)


def test_a_range_over_a_line_end_is_shown_on_its_first_line():
    assert spot_of(LAYOUT, RAW, 3, 7).box == Box(122, 2, 158, 38)


def test_a_line_that_has_a_box_only_shares_it_among_its_characters():
    spot = spot_of(LAYOUT, RAW, 6, 7)
    assert (spot.box, spot.exact) == (Box(40, 50, 80, 90), False)


def test_what_is_written_from_top_to_bottom_is_shared_from_top_to_bottom():
    layout = PageLayout(lines=(Line(0, 4, Box(0, 0, 40, 160)),))
    assert spot_of(layout, "网络覆盖", 1, 2).box == Box(0, 40, 40, 80)
    assert position_at(layout, "网络覆盖", 20, 100) == 2


def test_latin_letters_take_less_room_than_han():
    layout = PageLayout(lines=(Line(0, 4, Box(0, 0, 310, 40)),))
    assert round(spot_of(layout, "网络5G", 2, 3).box.left) == 200


def test_a_page_without_boxes_says_nothing():
    layout = PageLayout(lines=(Line(0, 4),), tokens=(Token(0, 2),))
    assert spot_of(layout, RAW, 0, 1) is None
    assert line_at(layout, 0) is None
    assert position_at(layout, RAW, 3, 3) is None


def test_a_point_leads_to_its_character_and_one_beside_it_to_the_nearest():
    assert position_at(LAYOUT, RAW, 100, 20) == 2
    assert position_at(LAYOUT, RAW, 50, 20) == 1
    assert position_at(LAYOUT, RAW, 119, 20) == 2
    assert position_at(LAYOUT, RAW, 390, 190) is None


def test_of_boxes_that_overlap_the_smaller_one_counts():
    layout = PageLayout(tokens=(Token(0, 4, Box(0, 0, 160, 90)), Token(5, 6, Box(20, 20, 60, 60))))
    assert position_at(layout, RAW, 30, 30) == 5


def test_the_end_of_a_line_belongs_to_it():
    assert line_at(LAYOUT, 4) == LAYOUT.lines[0]
    assert line_at(LAYOUT, 5) == LAYOUT.lines[1]


@given(st.text("网络袋盖5G“。", min_size=1, max_size=12), st.booleans(), st.data())
def test_the_middle_of_every_character_leads_back_to_it(text, vertical, data):
    length, across = 40 * len(text) + 20, 20
    box = Box(0, 0, across, length) if vertical else Box(0, 0, length, across)
    layout = PageLayout(lines=(Line(0, len(text), box),))
    at = data.draw(st.integers(0, len(text) - 1))
    spot = spot_of(layout, text, at, at + 1).box
    found = position_at(layout, text, (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2)
    assert found == at


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_can_be_turned_with_all_that_stands_on_it(turns):
    box = Box(10, 20, 30, 25)
    layout = PageLayout("a.png", 200, 100, (Line(0, 2, box, 5.0),), (Token(0, 2, box), Token(2, 3)))
    by_quarters = layout
    for _ in range(turns):
        by_quarters = turned_layout(by_quarters, 90)
    assert turned_layout(layout, 90 * turns) == by_quarters
    assert turned_layout(by_quarters, 360 - 90 * turns) == layout
    assert turned_layout(layout, 90).lines[0].box == Box(75, 10, 80, 30)
