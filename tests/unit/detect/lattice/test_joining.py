"""Doubts that touch where both are wrong become one; all others stay apart."""

from __future__ import annotations

from functools import cache

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.joining import runs, union
from annotator.detect.runner import check_text, load_models

TEXT = "甲乙丙丁戊己"


def doubt(start, end, score, **candidates):
    return Doubt(start, end, score, candidates)


@pytest.mark.parametrize(
    ("left", "right", "together"),
    [
        (doubt(0, 2, 0.9, 甲子=0.9), doubt(2, 4, 0.8, 丑丁=0.8), True),
        (doubt(0, 2, 0.9, 子乙=0.9), doubt(2, 4, 0.8, 丑丁=0.8), False),
        (doubt(0, 2, 0.9, 甲子=0.9), doubt(2, 4, 0.8, 丙丑=0.8), False),
        (doubt(0, 2, 0.9, 甲子=0.9), doubt(3, 4, 0.8, 丑=0.8), False),
        (doubt(0, 2, 0.9, 甲子=0.9), doubt(2, 4, 0.01, 丑丁=0.01), False),
        (doubt(0, 2, 0.9, 甲=0.9), doubt(2, 4, 0.8, 丑丁=0.8), False),
    ],
)
def test_only_doubts_about_both_characters_at_the_joint_become_one(left, right, together):
    assert runs(TEXT, [left, right]) == ([[0, 1]] if together else [[0], [1]])


def test_no_run_grows_beyond_a_few_characters():
    doubts = [doubt(at, at + 1, 0.9, 天=0.9) for at in range(8)]
    assert runs("甲乙丙丁戊己庚辛", doubts) == [[0, 1, 2, 3, 4, 5], [6, 7]]


def test_the_whole_has_the_readings_of_both_halves_and_shares_their_score():
    left, right = doubt(0, 2, 0.9, 甲子=0.8, 甲寅=0.1), doubt(2, 4, 0.8, 丑丁=0.8)
    whole = union(TEXT, [left, right])
    assert (whole.start, whole.end) == (0, 4)
    assert next(iter(whole.candidates)) == "甲子丑丁"
    assert {"甲寅丑丁", "甲子丙丁", "甲乙丑丁"} <= set(whole.candidates)
    assert "甲乙丙丁" not in whole.candidates
    assert sum(whole.candidates.values()) == pytest.approx(whole.score) == pytest.approx(0.98)


def test_one_doubt_stays_as_it_is():
    alone = doubt(0, 2, 0.9, 甲子=0.9)
    assert union(TEXT, [alone]) == alone


@cache
def models():
    return load_models()


def test_two_misread_words_that_touch_are_put_right_with_one_key():
    text = "全镇干部认其贲彻会议精神，抓好春耕生产。"
    flags = [flag for flag in check_text(text, CheckContext(), models()) if flag.score > 0.5]
    assert [(flag.text, flag.candidates[0].text) for flag in flags] == [("认其贲彻", "认真贯彻")]
