from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.detectors import consistency
from annotator.detect.fusion import DEFAULT_THRESHOLD

MARKET = [
    "口岸的边民互市十分热闹。",
    "记者走进边民互市采访。",
    "边民互市带来商机。",
    "今年边民互市成交额上升。",
    "发展边民互市贸易。",
]
NAME = ["村支书许文婧介绍。", "许文婧说。", "许文婧来到田头。", "大家都信任许文婧。"]
PLACE = ["列车驶向阿斯塔纳。", "抵达阿斯塔纳。", "离开阿斯塔纳后。", "阿斯塔纳下雪了。", "在阿斯塔纳。"]


def flags_of(text: str, others: list[str], **known):
    return consistency.detect(text, CheckContext(counts=count_ngrams([*others, text]), **known))


@pytest.mark.parametrize(
    ("text", "others", "wrong", "right", "reason"),
    [
        ("商户在进民互市里忙碌。", MARKET, "进民互市", "边民互市", "consistency.term"),
        ("许文靖又补充了一句。", NAME, "许文靖", "许文婧", "consistency.name"),
        ("代表团飞往阿斯达纳。", PLACE, "阿斯达纳", "阿斯塔纳", "consistency.transliteration"),
    ],
)
def test_a_rare_variant_is_flagged_and_the_frequent_form_proposed(text, others, wrong, right, reason):
    (flag,) = [flag for flag in flags_of(text, others) if flag.score >= DEFAULT_THRESHOLD]
    assert (flag.text, flag.candidates[0].text, flag.reason) == (wrong, right, reason)
    assert flag.values[0] == wrong
    assert flag.values[2] == right


@pytest.mark.parametrize("text", MARKET)
def test_the_frequent_form_itself_is_not_flagged(text):
    assert flags_of(text, [*MARKET, "商户在进民互市里忙碌。"]) == []


def test_ordinary_different_words_are_not_flagged():
    others = ["今年上半年增长。"] * 6 + ["全市经济向好。"] * 6 + ["中方赞赏黎方。"] * 6
    assert flags_of("去年上半年增长，全县经济向好，中方赞赏韩方。", others) == []


def test_without_clear_contrast_nothing_is_flagged():
    assert flags_of("商户在进民互市里忙碌。", MARKET + ["进民互市里忙碌"] * 4) == []


def test_a_known_word_is_not_flagged():
    assert flags_of("许文靖又补充了一句。", NAME, known_words=frozenset({"许文靖"})) == []


def test_without_counts_nothing_is_flagged():
    assert consistency.detect("许文靖又补充了一句。", CheckContext()) == []
