"""What was corrected once is doubted again, what was kept is doubted less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import recall
from annotator.detect.detectors.recall import recalled
from annotator.detect.flags import make_flag
from annotator.detect.memory import Corrected, Kept, make_memory


def context(*corrections, kept=None, counts=None, proofread=()):
    listed = {Corrected(*correction): number for *correction, number in corrections}
    places = {Kept(*place): number for *place, number in kept or ()}
    return CheckContext(counts=counts or {}, memory=make_memory(listed, places, proofread))


def test_a_word_that_was_corrected_is_flagged_with_what_replaced_it():
    known = context(("现网络", "袋盖", "覆盖", "全县。", 2))
    (flag,) = recall.detect("信号袋盖山村", known)
    assert (flag.start, flag.text, flag.candidates[0].text) == (2, "袋盖", "覆盖")
    assert flag.values == ("袋盖", "覆盖", "2")
    assert flag.score == pytest.approx(2 / 3)


def test_a_typed_character_teaches_the_word_it_stands_in():
    known = context(("了网络", "袋", "覆", "盖全县", 1))
    assert [flag.candidates[0].text for flag in recall.detect("网络袋盖", known)] == ["覆盖"]
    assert known.memory.confusions == {("袋", "覆"): 1}


def test_a_character_of_a_name_teaches_the_name():
    known = context(("，贾晓", "茄", "茹", "的水稻", 1))
    assert [flag.text for flag in recall.detect("村民贾晓茄种粮", known)] == ["贾晓茄"]


def test_a_word_of_the_dictionary_needs_more_corrections_than_a_string_that_is_none():
    once = context(("群众的", "反应", "反映", "很强烈", 1), counts={"反应": 3})
    often = context(("群众的", "反应", "反映", "很强烈", 9), counts={"反应": 3})
    (flag,) = recall.detect("群众反应强烈", once)
    assert flag.score < 0.2
    assert recall.detect("群众反应强烈", often)[0].score > 0.5


def test_insertions_and_rewordings_teach_nothing():
    known = context(("网络", "信号", "信号塔", "高", 1), ("今天", "来", "", "", 1))
    assert recall.detect("信号塔和信号，来", known) == []


def test_words_put_in_place_of_unlike_ones_teach_only_when_that_comes_back():
    reworded = {Corrected("", "通讯员", "ab", ""): 1, Corrected("", "小卖部", "新超市", ""): 1}
    assert not make_memory(reworded, {}).corrected
    again = {Corrected("", "小卖部", "新超市", "开"): 1, Corrected("去", "小卖部", "新超市", ""): 1}
    assert make_memory(again, {}).corrected == {"小卖部": {"新超市": 2}}


def test_traditional_corrections_teach_the_channel_in_both_scripts():
    assert make_memory({Corrected("", "網路", "網絡", ""): 1}, {}).confusions == {
        ("路", "絡"): 1,
        ("路", "络"): 1,
    }


def test_a_kept_form_is_doubted_less_each_time_and_a_corrected_one_is_not():
    text = "经理贾晓茄说"
    flag = make_flag(text, 2, 5, 0.9, "lattice.unlikely", {"贾晓茹": 0.9})
    scores = [
        recalled(text, [flag], context(kept=[("，", "贾晓茄", "表示", times)]))[0].score
        for times in (0, 1, 2)
    ]
    assert scores[0] == 0.9
    assert scores[0] > scores[1] > scores[2] > 0
    assert scores[2] < 0.3
    known = context(("", "贾晓茄", "贾晓茹", "", 1), kept=[("", "贾晓茄", "", 2)])
    assert recalled(text, [flag], known)[0].score == 0.9


def test_house_rules_are_not_forgotten_by_keeping_a_place():
    text = "全球首家"
    rule = replace(make_flag(text, 2, 4, 0.99, "house_rules.forbidden"))
    assert recalled(text, [rule], context(kept=[("", "首家", "", 5)]))[0].score == 0.99


def test_a_name_kept_once_is_known_however_it_is_cut():
    known = context(kept=[("村支书", "凤岐", "告诉记", 1)])
    for text, start, end in [("村支书凤岐说", 3, 5), ("在支书凤岐家", 2, 4), ("的书凤岐", 1, 4)]:
        flag = make_flag(text, start, end, 0.9, "lattice.unlikely", {"某某某"[: end - start]: 0.9})
        assert recalled(text, [flag], known)[0].score < 0.5, text
    flag = make_flag("歧路凤凰", 2, 4, 0.9, "lattice.unlikely", {"风凰": 0.9})
    assert recalled("歧路凤凰", [flag], known)[0].score == 0.9


def test_a_single_character_is_remembered_with_its_neighbours():
    known = context(kept=[("王进", "、", "李明", 1), ("说完", "", "", 1)])
    for text, score in [("进、李", 0.5), ("王、李", 0.9)]:
        flag = make_flag(text, 1, 2, 0.9, "punctuation.clash", {"，": 0.9})
        assert (recalled(text, [flag], known)[0].score < 0.9) == (score < 0.9)


def test_what_was_read_over_several_times_is_doubted_less():
    text = "戢守垠忙着装车"
    flag = make_flag(text, 2, 3, 0.8, "lattice.unlikely", {"很": 0.8})
    scores = [
        recalled(text, [flag], context(proofread=["戢守垠说，好。"] * times))[0].score for times in (0, 1, 2)
    ]
    assert scores[0] == scores[1] == 0.8
    assert scores[2] < 0.5
    mark = make_flag("好，。来", 1, 3, 0.8, "punctuation.clash")
    assert recalled("好，。来", [mark], context(proofread=["好，。来"] * 3))[0].score == 0.8
