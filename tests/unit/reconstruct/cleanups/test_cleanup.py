from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Role, build_block
from annotator.model.page import Page
from annotator.reconstruct.cleanups.cleanup import RULES, Stretch, runs_of
from annotator.reconstruct.cleanups.cleanup_rules import SIGNS
from annotator.reconstruct.cleanups.doubling import doubled_parts
from annotator.text.widths import is_blank


def clean(raw: str, role: Role = Role.BODY) -> str:
    page = Page("p1", "x.txt", raw)
    runs = runs_of([Stretch("p1", raw, 0, len(raw))], role)
    return build_block("b1", role, runs, {"p1": page}).text


def rules(raw: str, role: Role = Role.BODY) -> set[str]:
    return {run.origin for run in runs_of([Stretch("p1", raw, 0, len(raw))], role) if run.origin}


@pytest.mark.parametrize(
    ("raw", "text", "role", "rule"),
    [
        ('他说,"好的",然后走了', "他说，“好的”，然后走了", Role.BODY, "punctuation"),
        ("小镇(在河边)很美", "小镇（在河边）很美", Role.BODY, "punctuation"),
        ("大家都说好.", "大家都说好。", Role.BODY, "punctuation"),
        ("他说“都说好.”然后走了", "他说“都说好。”然后走了", Role.BODY, "punctuation"),
        ("一共 12 个村", "一共12个村", Role.BODY, "space"),
        ("形成了 新的格局", "形成了新的格局", Role.BODY, "space"),
        ("春 风 又 绿 江 南 岸", "春风又绿江南岸", Role.TITLE, "letter-spacing"),
        ("本报记者 王 刚", "本报记者 王刚", Role.BYLINE, "letter-spacing"),
        ("果园迎来果园迎来丰收季丰收季", "果园迎来丰收季", Role.TITLE, "doubled"),
        ("今年⼗⽉", "今年十月", Role.BODY, "radical"),
        ("## 春耕开始", "春耕开始", Role.HEADING, "markdown"),
        ("**春耕**开始", "春耕开始", Role.BODY, "markdown"),
        ("共2０23人", "共2023人", Role.BODY, "digits"),
        ("全长 12 km 的水渠", "全长12km的水渠", Role.BODY, "space"),
        ("水渠修好了？ 大家都说好", "水渠修好了？大家都说好", Role.BODY, "space"),
        ("春 风 又 绿　江 南 岸", "春风又绿　江南岸", Role.TITLE, "letter-spacing"),
        ("使用open\nsource软件", "使用open source软件", Role.BODY, "join-space"),
    ],
)
def test_each_rule_mends_what_it_is_for(raw: str, text: str, role: Role, rule: str) -> None:
    assert clean(raw, role) == text
    assert rules(raw, role) == {f"cleanup:{rule}"}


@pytest.mark.parametrize(
    ("raw", "role"),
    [
        ("本报讯 近日，全市春耕开始", Role.BODY),
        ("做强通道 赋能产业", Role.TITLE),
        ("比分是3:2，时间是8:30", Role.BODY),
        ("版本为1,234.5", Role.BODY),
        ('the "open" door', Role.BODY),
        ("他说：“今天的苹果真甜。”", Role.BODY),
        ("（记者 周洋）会议", Role.BODY),
        ("天天向上好好学习", Role.TITLE),
        ("责编 孙 立 美编 周 敏", Role.IMPRINT),
        ("共２０２３人", Role.BODY),
    ],
)
def test_what_is_right_is_left_alone(raw: str, role: Role) -> None:
    assert clean(raw, role) == raw
    assert not rules(raw, role)


def test_a_quote_without_its_partner_is_left_to_the_editor() -> None:
    assert clean('他说:"好的') == '他说："好的'


def test_dropped_copies_and_spaces_stay_runs_with_empty_text() -> None:
    raw = "一共 12 个"
    dropped = [run for run in runs_of([Stretch("p1", raw, 0, len(raw))], Role.BODY) if run.text == ""]
    assert [(run.start, run.end) for run in dropped] == [(2, 3), (5, 6)]


@given(
    st.text(alphabet="春耕今年12０９,\"'()[]。“”（） \u3000\n\r⼗*#ab\u200b", max_size=40),
    st.sampled_from([Role.BODY, Role.TITLE, Role.BYLINE, Role.IMPRINT, Role.HEADING]),
)
def test_every_character_that_is_not_blank_is_in_exactly_one_run(raw: str, role: Role) -> None:
    runs = runs_of([Stretch("p1", raw, 0, len(raw))], role)
    held = [i for run in runs for i in range(run.start, run.end)]
    assert held == sorted(set(held))
    assert {i for i, char in enumerate(raw) if not is_blank(char)} <= set(held)
    assert all((run.text is None) == (run.origin is None) for run in runs)


@given(st.lists(st.text(alphabet="春夏秋冬山水", min_size=2, max_size=6), min_size=1, max_size=5))
def test_text_drawn_twice_part_by_part_is_found_and_kept_once(parts: list[str]) -> None:
    flat = "".join(part * 2 for part in parts)
    copies = doubled_parts(flat)
    if len(flat) < 8:
        assert copies == []
        return
    dropped = {i for start, end in copies for i in range(start, end)}
    assert 2 * len(dropped) == len(flat)


@pytest.mark.parametrize(
    ("raw", "cleaned", "rule"),
    [
        ("渠修好了--水来了。", "渠修好了——水来了。", "dash"),
        ("渠修好了— —水来了。", "渠修好了——水来了。", "dash"),
        ("一路上说说笑笑......到家了。", "一路上说说笑笑……到家了。", "dash"),
        ("苹果，，梨、、桃都熟了。", "苹果，梨、桃都熟了。", "repeated"),
        ("\uf06c果园增收", "●果园增收", "bullet"),
    ],
)
def test_dashes_repeated_marks_and_bullets_are_mended(raw: str, cleaned: str, rule: str) -> None:
    assert clean(raw) == cleaned
    assert rules(raw) == {f"cleanup:{rule}"}


@pytest.mark.parametrize(
    "raw",
    [
        "2020-2023年，航班CA-1234于8:30起飞，比分3:2。",
        "网址是https://www.example.com/a--b?c=1，请查看。",
        "●果园增收——村民的好日子……真好！！",
        "增长8.5%，约1,200人。",
    ],
)
def test_numbers_times_addresses_and_good_marks_stay(raw: str) -> None:
    assert clean(raw) == raw


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_can_be_left_out(rule: str) -> None:
    raw = '\uf06c他说:"⻓渠修好了--水来了"，，共１2 处。**好**消息Hello\nWorld 通讯员 王 进，全 民 修 渠 好。'
    title = "果园喜获丰收果园喜获丰收"
    used = {
        run.origin
        for text, role in ((raw, Role.BODY), (title, Role.TITLE))
        for run in runs_of([Stretch("p1", text, 0, len(text))], role)
    }
    kept = {
        run.origin
        for text, role in ((raw, Role.BODY), (title, Role.TITLE))
        for run in runs_of([Stretch("p1", text, 0, len(text))], role, RULES - {rule})
    }
    assert f"cleanup:{rule}" in used
    assert f"cleanup:{rule}" not in kept


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("柳溪村果园迎来柳溪村果园迎来丰收", "柳溪村果园迎来丰收"),
        ("今年柳溪村果园迎来柳溪村果园迎来", "今年柳溪村果园迎来"),
        ("年年岁岁花相似岁岁年年人不同", "年年岁岁花相似岁岁年年人不同"),
        ("常回家看看常回家坐坐", "常回家看看常回家坐坐"),
    ],
)
def test_a_long_part_of_a_headline_drawn_twice_stands_once(raw: str, title: str) -> None:
    assert clean(raw, Role.TITLE) == title
    assert clean(raw) == raw


MARKS = "春耕。，、；：？！“”…·—－- .,;:?!()\"'#*\u3000\t2２⼗\uf06c\u200ba王"


@given(st.text(MARKS, max_size=30), st.sampled_from(Role))
def test_a_rule_is_left_out_only_where_it_has_nothing_to_do(raw: str, role: Role) -> None:
    found = runs_of([Stretch("p1", raw, 0, len(raw))], role)
    anything = dict.fromkeys(SIGNS, re.compile(""))
    with patch.multiple(
        "annotator.reconstruct.cleanups.cleanup", SIGNS=anything, has_signs=lambda _text: True
    ):
        assert found == runs_of([Stretch("p1", raw, 0, len(raw))], role)


def test_a_text_longer_than_any_headline_is_not_taken_for_one_drawn_twice() -> None:
    part = "春耕开始农民下田忙"
    assert doubled_parts(2 * part)
    assert doubled_parts(2 * 20 * part) == []
