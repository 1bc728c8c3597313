from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import punctuation
from annotator.detect.fusion import DEFAULT_THRESHOLD

TITLE = CheckContext(title=True)


def shown(text: str, context: CheckContext = TITLE):
    return [flag for flag in punctuation.detect(text, context) if flag.score >= DEFAULT_THRESHOLD]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("勤劳、的品格", "、的", "的"),
        ("完成，了任务", "，了", "了"),
        ("丰收了。。", "。。", "。"),
        ("说到这里。。。", "。。。", "……"),
        ("水稻，。小麦", "，。", "，"),
        ("水稻，·小麦", "，·", "，"),
        ("叫作“水稻、”", "、", ""),
        ("水稻，小麦,玉米", ",", "，"),
        ("水稻 ，小麦", " ", ""),
        ("清淤完成*渠水畅流", "*", "。"),
        ("清淤完成·渠水畅流", "·", "。"),
    ],
)
def test_marks_that_cannot_stand_there_are_flagged_with_a_repair(text, wrong, right):
    (flag,) = shown(text)
    assert (flag.text, flag.candidates[0].text) == (wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "真的吗？！他说：“走！”于是，的确走了……",
        "坚持、着力、了解、得失",
        "迈克尔·乔丹，《春天·花会》，“九·一八”",
        "他说，“好。”——大家笑了",
        "访问www.example.cn，比分2:1，约1.5万人",
        "",
    ],
)
def test_usual_punctuation_is_not_shown(text):
    assert shown(text) == []


def test_a_text_all_in_ascii_marks_is_doubted_less_than_one_stray_mark():
    stray = punctuation.detect("水稻，小麦，玉米,大豆", TITLE)
    habit = punctuation.detect("水稻,小麦,玉米,大豆", TITLE)
    assert max(flag.score for flag in habit) < DEFAULT_THRESHOLD <= max(flag.score for flag in stray)


def test_a_paragraph_that_does_not_end_is_flagged_behind_its_last_character():
    text = "渠道修好了，水流到田头。村民们都来帮忙，干劲十足"
    (flag,) = shown(text, CheckContext())
    assert (flag.start, flag.end, flag.candidates[0].text) == (len(text), len(text), "。")
    (flag,) = shown(text + "，", CheckContext())
    assert (flag.text, flag.candidates[0].text) == ("，", "。")


@pytest.mark.parametrize("end", ["。", "！", "？", "……", "：", "”", "）"])
def test_a_paragraph_that_ends_is_not_flagged(end):
    assert shown("渠道修好了，水流到田头，村民们都来帮忙" + end, CheckContext()) == []


def test_titles_and_single_words_need_no_end_mark():
    assert shown("渠道修好了，水流到田头，村民们都来帮忙", TITLE) == []
    assert shown("春天的田野", CheckContext()) == []


def test_a_mark_that_cannot_begin_a_paragraph_is_flagged():
    (flag,) = shown("，渠道修好了，村民们干劲十足。", CheckContext())
    assert (flag.start, flag.text, flag.reason) == (0, "，", "punctuation.start")
