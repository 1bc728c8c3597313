from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import repetition
from annotator.detect.fusion import DEFAULT_THRESHOLD

NOTHING = CheckContext()


def shown(text: str, context: CheckContext = NOTHING) -> list[str]:
    return [flag.text for flag in repetition.detect(text, context) if flag.score >= DEFAULT_THRESHOLD]


@pytest.mark.parametrize(
    ("text", "repeated", "once"),
    [
        ("出台一批利民民民措施", "民民民", "民"),
        ("他的的建议被采纳", "的的", "的"),
        ("会上进行进行了表决", "进行进行", "进行"),
        (
            "冬季蔬菜大棚保供应冬季蔬菜大棚保供应",
            "冬季蔬菜大棚保供应冬季蔬菜大棚保供应",
            "冬季蔬菜大棚保供应",
        ),
    ],
)
def test_repeated_characters_and_stretches_are_flagged_with_the_single_form(text, repeated, once):
    flags = repetition.detect(text, CheckContext())
    assert [flag.text for flag in flags if flag.score >= DEFAULT_THRESHOLD] == [repeated]
    assert flags[0].candidates[0].text == once


@pytest.mark.parametrize(
    "text",
    [
        "民警走遍大街小巷、沟沟峁峁，孩子们蹦蹦跶跶",
        "议长帕帕利说，库库奇和托托洛也来了",
        "大家出去看看，人人高兴，天天如此，他刚刚还在，常常说起",
        "孩子们高高兴兴地来，我们研究研究再说",
        "中国国家图书馆和北京京剧院",
        "一个个箱子一排排码好，绿油油的麦田",
        "哈哈哈哈，他笑了",
        "二〇二三年，百分之三十三三",
        "秦珊珊说，县医疗应急司司长到场",
        "",
    ],
)
def test_legitimate_reduplication_is_not_shown(text):
    assert shown(text) == []


def test_a_form_the_project_knows_is_not_flagged():
    text = "立克拢拢来到村口"
    assert shown(text) == ["拢拢"]
    assert shown(text, CheckContext(known_words=frozenset({"立克拢拢"}))) == []
    assert shown(text, CheckContext(counts={"克拢拢": 4})) == []
