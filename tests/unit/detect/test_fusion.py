from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.flags import make_flag
from annotator.detect.fusion import FLOOR, MOST_CANDIDATES, fuse

TEXT = "清溪镇的农机合作社春耕忙"


def test_overlapping_flags_become_one_whose_score_is_one_minus_the_product():
    one = make_flag(TEXT, 4, 6, 0.6, "lattice.unlikely", {"衣机": 0.3})
    other = make_flag(TEXT, 4, 5, 0.5, "consistency.term", {"衣": 0.4, "龙": 0.1})
    (flag,) = fuse(TEXT, [other, one])
    assert (flag.start, flag.end, flag.text) == (4, 6, "农机")
    assert flag.score == pytest.approx(1 - 0.4 * 0.5)
    assert (flag.detector, flag.reason) == ("lattice", "lattice.unlikely")
    assert [candidate.text for candidate in flag.candidates] == ["衣机", "龙机"]
    assert flag.candidates[0].score == pytest.approx(1 - 0.7 * 0.6)


def test_flags_that_only_touch_stay_apart():
    flags = [
        make_flag(TEXT, 4, 6, 0.6, "lattice.unlikely"),
        make_flag(TEXT, 6, 8, 0.6, "lattice.unlikely"),
        make_flag(TEXT, 6, 6, 0.6, "punctuation.missing_end", {"，": 0.5}),
    ]
    assert [(flag.start, flag.end) for flag in fuse(TEXT, flags)] == [(4, 6), (6, 6), (6, 8)]


def test_a_place_inside_a_range_is_merged_with_it():
    flags = [
        make_flag(TEXT, 4, 6, 0.6, "lattice.unlikely"),
        make_flag(TEXT, 5, 5, 0.5, "brackets.unclosed", {"”": 0.5}),
    ]
    (flag,) = fuse(TEXT, flags)
    assert flag.candidates[0].text == "农”机"


def test_marks_inside_a_doubt_do_not_crowd_out_its_readings():
    flags = [
        make_flag(TEXT, 4, 6, 0.6, "lattice.unlikely", {"衣机": 0.02, "农具": 0.01}),
        make_flag(TEXT, 5, 5, 0.5, "marks.missing", {"，": 0.2, "、": 0.1, "。": 0.05}),
    ]
    (flag,) = fuse(TEXT, flags)
    assert [candidate.text for candidate in flag.candidates] == ["农，机", "衣机", "农具"]


def test_a_long_stretch_keeps_apart_from_a_word_inside_it():
    flags = [
        make_flag(TEXT, 0, 12, 0.9, "repetition.stretch"),
        make_flag(TEXT, 4, 6, 0.6, "lattice.unlikely"),
    ]
    assert len(fuse(TEXT, flags)) == 2


def test_flags_below_the_floor_are_dropped():
    assert fuse(TEXT, [make_flag(TEXT, 4, 6, FLOOR / 2, "lattice.unlikely")]) == ()


def test_no_more_candidates_than_keys():
    wanted = {chr(0x4E00 + number): 0.01 * number for number in range(20)}
    (flag,) = fuse(TEXT, [make_flag(TEXT, 4, 5, 0.6, "lattice.unlikely", wanted)])
    assert len(flag.candidates) == MOST_CANDIDATES
    assert flag.candidates[0].score >= flag.candidates[-1].score


@st.composite
def some_flags(draw):
    flags = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(TEXT)))
        end = draw(st.integers(start, len(TEXT)))
        reason = draw(st.sampled_from(["lattice.unlikely", "numbers.month"]))
        wanted = draw(
            st.dictionaries(st.sampled_from(["甲", "乙", ""]), st.sampled_from([0.1, 0.5]), max_size=2)
        )
        flags.append(make_flag(TEXT, start, end, draw(st.sampled_from([0.2, 0.5, 0.9])), reason, wanted))
    return flags


@given(some_flags(), st.randoms())
def test_the_order_of_the_detectors_does_not_matter(flags, random):
    shuffled = list(flags)
    random.shuffle(shuffled)
    assert fuse(TEXT, shuffled) == fuse(TEXT, flags)


@given(some_flags())
def test_fused_flags_are_sorted_and_lose_no_doubt(flags):
    fused = fuse(TEXT, flags)
    assert [(flag.start, flag.end) for flag in fused] == sorted((flag.start, flag.end) for flag in fused)
    for flag in flags:
        assert any(
            merged.start <= flag.start and flag.end <= merged.end and merged.score >= flag.score - 1e-9
            for merged in fused
        )
