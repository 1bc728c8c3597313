"""Sensitivity is told in false flags per 1000 characters, and the scale has no jumps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.fusion import FLOOR
from annotator.detect.sensitivity import FEWEST, MOST, USUAL, rate_for, threshold_for, unsure_doubts

RATES = st.floats(FEWEST, MOST)
UNSURE = st.floats(0, 200)


@given(RATES, UNSURE)
def test_rate_and_threshold_are_inverse_to_each_other(rate, unsure):
    lowest, highest = rate_for(1.0, unsure), rate_for(0.0, unsure)
    assert rate_for(threshold_for(rate, unsure), unsure) == pytest.approx(
        min(max(rate, lowest), highest), rel=1e-4
    )


@given(RATES, RATES, UNSURE)
def test_more_false_flags_never_mean_a_higher_score(one, other, unsure):
    low, high = sorted((one, other))
    assert FLOOR <= threshold_for(high, unsure) <= threshold_for(low, unsure) < 1


@given(RATES, UNSURE, UNSURE)
def test_where_more_is_unsure_a_flag_must_be_surer(rate, one, other):
    low, high = sorted((one, other))
    assert threshold_for(rate, low) <= threshold_for(rate, high) + 1e-9


def test_beyond_the_ends_are_the_ends():
    assert threshold_for(1000) == threshold_for(MOST)
    assert threshold_for(0.001) == threshold_for(FEWEST)


def test_a_short_text_is_taken_to_be_of_the_usual_kind():
    assert unsure_doubts([], 0) == pytest.approx(USUAL)
    assert unsure_doubts([0.4] * 3, 50) < unsure_doubts([0.4] * 300, 5000)
    assert unsure_doubts([0.1, 0.9] * 50, 10_000) < 1
