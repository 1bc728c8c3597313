"""Traditional text is checked by simplified words, and answered in traditional characters."""

from __future__ import annotations

from functools import cache

from annotator.detect.context import CheckContext
from annotator.detect.runner import check_text, load_models
from annotator.detect.traditional import flags_in_either_script, is_traditional
from annotator.model.flag import Candidate, Flag

CLEAN = "昨日上午，縣圖書館舉行讀書會，許多學生和家長參加，會後大家交換了閱讀的心得。"


@cache
def models():
    return load_models()


def test_scripts_are_told_apart():
    assert is_traditional(CLEAN)
    assert not is_traditional("昨日上午，县图书馆举行读书会。")
    assert not is_traditional("他在 1998 年写了“國語”二字，人们至今还记得这件事。")


def test_clean_traditional_text_is_left_alone():
    assert [flag.text for flag in check_text(CLEAN, CheckContext(), models()) if flag.score > 0.9] == []


def test_a_misread_character_is_found_and_answered_in_traditional_characters():
    text = "大雪袋蓋了整個山村，村民們忙著掃雪開路。"
    (flag,) = (flag for flag in check_text(text, CheckContext(), models()) if flag.score > 0.5)
    assert (flag.start, flag.text, flag.candidates[0].text) == (2, "袋蓋", "覆蓋")


def test_each_text_keeps_its_own_script():
    def detector(texts, context, counts=None):
        assert texts == ["县图书馆", "县图书馆"]
        return [[Flag(1, 3, "图书", 0.9, "lattice", "lattice.unlikely", (), (Candidate("读书", 0.5),))]] * 2

    old, new = flags_in_either_script(["縣圖書館", "县图书馆"], CheckContext(), detector)
    assert [(flag.text, flag.candidates[0].text) for flag in (*old, *new)] == [
        ("圖書", "讀書"),
        ("图书", "读书"),
    ]


def test_a_candidate_that_is_the_text_itself_is_left_out():
    def detector(texts, context, counts=None):
        return [[Flag(0, 1, "县", 0.9, "lattice", "lattice.unlikely", (), (Candidate("县", 0.5),))]]

    ((flag,),) = flags_in_either_script(["縣圖書館"], CheckContext(), detector)
    assert flag.candidates == ()


def test_words_of_taiwan_are_no_misreadings():
    text = "資訊展昨日開幕，廠商展出網路設備、軟體和數位相機，許多民眾搭捷運前往參觀。"
    flags = check_text(text, CheckContext(), models())
    assert [flag.text for flag in flags if flag.detector == "lattice" and flag.score > 0.5] == []
