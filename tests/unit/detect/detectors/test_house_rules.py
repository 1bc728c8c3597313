from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext, HouseRule, RuleBook
from annotator.detect.detectors import house_rules


def flags_of(text: str, *rules: HouseRule):
    return house_rules.detect(text, CheckContext(rules=RuleBook(rules)))


def test_every_place_of_a_forbidden_form_is_flagged_with_the_right_one():
    flags = flags_of("帐户和帐户", HouseRule("帐户", "账户", "统一用账"))
    assert [(flag.start, flag.text, flag.candidates[0].text) for flag in flags] == [
        (0, "帐户", "账户"),
        (3, "帐户", "账户"),
    ]
    assert flags[0].values == ("帐户", "账户", "统一用账")


def test_a_rule_may_only_forbid():
    (flag,) = flags_of("全球首家", HouseRule("首家"))
    assert (flag.reason, flag.candidates) == ("house_rules.forbidden", ())


def test_the_right_form_that_contains_the_wrong_one_is_left_alone():
    rule = HouseRule("青河中学", "青河县青河中学")
    assert flags_of("青河县青河中学", rule) == []
    assert [flag.start for flag in flags_of("青河中学", rule)] == [0]


def test_an_empty_rule_flags_nothing():
    assert flags_of("青河", HouseRule("", "x")) == []


def test_a_rule_does_not_find_itself_half_inside_itself():
    assert [flag.start for flag in flags_of("哈哈哈哈", HouseRule("哈哈", "呵呵"))] == [0, 2]


def test_rules_inside_each_other_are_all_found():
    found = flags_of("人行横道线", HouseRule("人行横道", "斑马线"), HouseRule("横道线", "横道"))
    assert [flag.text for flag in found] == ["人行横道", "横道线"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [("一支解放军来了", HouseRule("支解", "肢解")), ("草原故事多", HouseRule("原故", "缘故"))],
)
def test_a_rule_is_not_about_two_words_that_meet(text: str, rule: HouseRule):
    assert flags_of(text, rule) == []


def test_a_rule_holds_inside_a_longer_word():
    assert [flag.start for flag in flags_of("北京市", HouseRule("北京"))] == [0]
