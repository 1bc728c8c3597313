"""What is no sound JSON is one kind of error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.json_data import parse_json


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_sound_json_is_what_it_says(value):
    import json

    assert parse_json(json.dumps(value)) == value
    assert parse_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "text",
    ["", "{", "[" * 100_000, '{"a":' * 50_000, "NaN", "[-Infinity]", "1" * 5000, b"\xff\xfe\x00", "\x00"],
)
def test_everything_else_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 (the message is the parser's)
        parse_json(text)
