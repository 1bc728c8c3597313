"""Sensitivity is told in false flags per 1000 characters, and the scale has no jumps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.fusion import DEFAULT_THRESHOLD, FLOOR
from annotator.detect.sensitivity import FEWEST, MOST, rate_for, threshold_for


@given(st.floats(FEWEST, MOST))
def test_rate_and_threshold_are_inverse_to_each_other(rate):
    assert rate_for(threshold_for(rate)) == pytest.approx(rate, rel=1e-6)


@given(st.floats(FEWEST, MOST), st.floats(FEWEST, MOST))
def test_more_false_flags_never_mean_a_higher_score(one, other):
    low, high = sorted((one, other))
    assert threshold_for(high) <= threshold_for(low)


def test_beyond_the_ends_are_the_ends():
    assert threshold_for(1000) == threshold_for(MOST) >= FLOOR
    assert threshold_for(0.001) == threshold_for(FEWEST) < 1
    assert rate_for(0.0) == pytest.approx(MOST)
    assert rate_for(1.0) == pytest.approx(FEWEST)


def test_the_default_bears_about_two():
    assert 1.5 < rate_for(DEFAULT_THRESHOLD) < 3
