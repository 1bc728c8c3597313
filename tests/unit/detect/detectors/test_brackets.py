from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.context import CheckContext
from annotator.detect.detectors import brackets
from annotator.detect.fusion import DEFAULT_THRESHOLD


def shown(text: str):
    return [flag for flag in brackets.detect(text, CheckContext()) if flag.score >= DEFAULT_THRESHOLD]


def repaired(text: str) -> str:
    (flag,) = shown(text)
    return text[: flag.start] + flag.candidates[0].text + text[flag.end :]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("他说：“这是‘好事’，大家都知道。", "他说：“这是‘好事’”，大家都知道。"),
        ("站长说：“车来了，大家上车。站长还说，“别急。”", "站长说：“车来了，大家上车。”站长还说，“别急。”"),
        ("开展”春雨行动”以来", "开展“春雨行动”以来"),
        ("开展“春雨行动“以来", "开展“春雨行动”以来"),
        ("自从开展”春雨行动“以来", "自从开展“春雨行动”以来"),
        ("”春雨行动“和“秋收行动”", "“春雨行动”和“秋收行动”"),
        ("他读了“《春雨”》一书", "他读了“《春雨》”一书"),
        ("他读了“《春雨”一书", "他读了“《春雨》”一书"),
        ("开展春雨行动”以来", "开展“春雨行动”以来"),
        ("开展“春雨行动以来", "开展“春雨行动”以来"),
        ("他回答：好的。”说完就走", "他回答：“好的。”说完就走"),
        ("镇上（今属青河县，有座桥", "镇上（今属青河县），有座桥"),
    ],
)
def test_a_broken_pair_is_flagged_and_its_repair_comes_first(text, right):
    assert repaired(text) == right


def test_the_two_ends_of_a_mixed_pair_are_flagged():
    assert [flag.text for flag in shown("今天（5月1日〉开幕")] == ["（", "〉"]


def test_a_straight_quote_among_curly_ones_is_turned():
    assert repaired('开展“春雨行动"以来') == "开展“春雨行动”以来"


def test_an_odd_number_of_straight_quotes_is_flagged():
    assert [flag.reason for flag in shown('他说:"走吧。"大家说:"好。')] == ["brackets.odd"]


@pytest.mark.parametrize(
    "text",
    [
        "“一‘二’三”，《四〈五〉六》（七（八）九）【十】",
        "“他说的话有好几段。",
        "步骤：1）开闸；2）放水；a）关闸",
        "It’s 5 o’clock，大家说好",
        '他说:"走吧。"',
        "",
    ],
)
def test_sound_pairs_are_not_shown(text):
    assert shown(text) == []


@given(st.text(alphabet='“”‘’（）《》〈〉()"春雨，。：说', max_size=40))
def test_any_text_is_read_to_its_end_with_flags_inside_it(text):
    for flag in brackets.detect(text, CheckContext()):
        assert 0 <= flag.start <= flag.end <= len(text)
        assert flag.text == text[flag.start : flag.end]
        assert all(candidate.text != flag.text for candidate in flag.candidates)
