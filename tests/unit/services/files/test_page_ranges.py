"""Pages are chosen as people type them, and what is no range is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.services.files.page_ranges import parse_ranges, spell_ranges


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1-3,12", {1, 2, 3, 12}), (" 2 ， 4—5；", {2, 4, 5}), ("-2", {1, 2}), ("7", {7}), ("3-3", {3})],
)
def test_western_and_chinese_marks_do(text, pages):
    assert parse_ranges(text) == pages


@pytest.mark.parametrize("text", ["", ",", "3-1", "0", "a", "1-2-3", "5-", "1.5", "2-99999999"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(UserError, match=r"import\.page_ranges"):
        parse_ranges(text)


@given(st.sets(st.integers(1, 300), min_size=1))
def test_spelled_ranges_say_the_same_pages(pages):
    assert parse_ranges(spell_ranges(pages)) == pages
