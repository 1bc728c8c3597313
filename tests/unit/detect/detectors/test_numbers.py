from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import numbers
from annotator.detect.fusion import DEFAULT_THRESHOLD


def shown(text: str):
    return [flag for flag in numbers.detect(text, CheckContext()) if flag.score >= DEFAULT_THRESHOLD]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("2O24年", "2O24", "2024"),
        ("共l5人", "l5", "15"),
        ("比例为34.8$，", "$", "%"),
        ("5月8曰", "曰", "日"),
        ("2024牟3月", "牟", "年"),
        ("14月开工", "14", "1"),
        ("2月30日", "30", "3"),
        ("2023年2月29日", "29", "2"),
        ("9时75分", "75", "5"),
        ("下午3:82到站", "82", "2"),
        ("球赛28:15开始", "28", "2"),
        ("列车9:74准时出发", "74", "4"),
        ("投入13,5亿元", "13,5", "13.5"),
        ("投入1.3.5亿元", "1.3.5", "1.35"),
        ("1一8月", "一", "—"),
    ],
)
def test_an_impossible_figure_is_flagged_with_a_possible_one(text, wrong, right):
    (flag,) = shown(text)
    assert (flag.text, flag.candidates[0].text) == (wrong, right)


def test_a_share_above_the_whole_is_flagged():
    assert [flag.text for flag in shown("合格率达120%，")] == ["120"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日9时59分，共1,234,567元，24时结束",
        "O2O平台、B2B、H1N1、5G、1.8L",
        "一审13个月，18月龄的牛，增长120%，覆盖率提高130%",
        "18:15开始，比例为25:30，以36:28开局",
        "比分98:87，版本2.3.1，日期2023.11.28",
        "2022，2023年；第1，2，3个；唯一一个",
        "",
    ],
)
def test_possible_figures_are_not_shown(text):
    assert shown(text) == []
