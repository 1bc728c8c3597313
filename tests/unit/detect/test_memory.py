"""What was corrected once is doubted again, what was kept is doubted less."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.detect import memory
from annotator.detect.context import CheckContext
from annotator.detect.flags import make_flag
from annotator.detect.memory import Corrected, kept_key, make_memory, recalled


def context(*corrections, kept=None, counts=None):
    listed = {Corrected(*correction): number for *correction, number in corrections}
    return CheckContext(counts=counts or {}, memory=make_memory(listed, kept or {}))


def test_a_word_that_was_corrected_is_flagged_with_what_replaced_it():
    known = context(("现网络", "袋盖", "覆盖", "全县。", 2))
    (flag,) = memory.detect("信号袋盖山村", known)
    assert (flag.start, flag.text, flag.candidates[0].text) == (2, "袋盖", "覆盖")
    assert flag.values == ("袋盖", "覆盖", "2")
    assert flag.score == pytest.approx(2 / 3)


def test_a_typed_character_teaches_the_word_it_stands_in():
    known = context(("了网络", "袋", "覆", "盖全县", 1))
    assert [flag.candidates[0].text for flag in memory.detect("网络袋盖", known)] == ["覆盖"]
    assert known.memory.confusions == {("袋", "覆"): 1}


def test_a_character_of_a_name_teaches_the_name():
    known = context(("，贾晓", "茄", "茹", "的水稻", 1))
    assert [flag.text for flag in memory.detect("村民贾晓茄种粮", known)] == ["贾晓茄"]


def test_a_word_of_the_dictionary_needs_more_corrections_than_a_string_that_is_none():
    once = context(("群众的", "反应", "反映", "很强烈", 1), counts={"反应": 3})
    often = context(("群众的", "反应", "反映", "很强烈", 9), counts={"反应": 3})
    (flag,) = memory.detect("群众反应强烈", once)
    assert flag.score < 0.2
    assert memory.detect("群众反应强烈", often)[0].score > 0.5


def test_insertions_and_rewordings_teach_nothing():
    known = context(("网络", "信号", "信号塔", "高", 1), ("今天", "来", "", "", 1))
    assert memory.detect("信号塔和信号，来", known) == []


def test_traditional_corrections_teach_the_channel_in_both_scripts():
    assert make_memory({Corrected("", "網路", "網絡", ""): 1}, {}).confusions == {
        ("路", "絡"): 1,
        ("路", "络"): 1,
    }


def test_a_kept_form_is_doubted_less_each_time_and_a_corrected_one_is_not():
    text = "经理贾晓茄说"
    flag = make_flag(text, 2, 5, 0.9, "lattice.unlikely", {"贾晓茹": 0.9})
    scores = [recalled(text, [flag], context(kept={"贾晓茄": times}))[0].score for times in (0, 1, 2)]
    assert scores[0] == 0.9
    assert scores[0] > scores[1] > scores[2] > 0
    assert scores[2] < 0.3
    known = context(("", "贾晓茄", "贾晓茹", "", 1), kept={"贾晓茄": 2})
    assert recalled(text, [flag], known)[0].score == 0.9


def test_house_rules_are_not_forgotten_by_keeping_a_place():
    text = "全球首家"
    rule = replace(make_flag(text, 2, 4, 0.99, "house_rules.forbidden"))
    assert recalled(text, [rule], context(kept={"首家": 5}))[0].score == 0.99


def test_a_single_character_is_remembered_with_its_neighbours():
    assert kept_key("王进、李明", 2, 3) == "进、李"
    assert kept_key("袋盖", 0, 2) == "袋盖"
    assert kept_key("完", 1, 1) == ""
