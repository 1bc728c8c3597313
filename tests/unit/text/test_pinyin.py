"""Chinese words are found by what people type for them in an input method."""

import pytest

from annotator.text.pinyin import find_by_pinyin, first_letters


@pytest.mark.parametrize("typed", ["cz", "chazhao", "chazh", "chaz", "czhao", "c", "cha"])
def test_a_word_is_found_by_first_letters_by_syllables_and_by_both_mixed(typed):
    assert find_by_pinyin(typed, "查找…") == 0


@pytest.mark.parametrize("typed", ["zc", "czz", "cx", "chachao", "cv", "查找", "c z", ""])
def test_another_word_is_not(typed):
    assert find_by_pinyin(typed, "查找…") == -1


def test_words_in_the_middle_are_found_where_they_stand_and_marks_are_passed_over():
    assert find_by_pinyin("tihuan", "在本期或整个项目中查找、替换…") == 12
    assert find_by_pinyin("chth", "“查”、“替换”") == -1
    assert find_by_pinyin("cth", "“查”、“替换”") == 1


def test_letters_and_figures_of_a_title_are_themselves():
    assert find_by_pinyin("xhocr", "写回 OCR 文件") == 0
    assert find_by_pinyin("ocrwenjian", "写回 OCR 文件") == 3
    assert find_by_pinyin("d3b", "转到第3版") == 2


def test_characters_read_in_two_ways_are_found_by_both():
    assert find_by_pinyin("jiaodui", "校对") == find_by_pinyin("xuexiao", "学校") == 0
    assert find_by_pinyin("chongzuo", "重做") == find_by_pinyin("zhongdian", "重点") == 0


def test_every_letter_begins_where_its_first_syllable_does():
    told = "啊八擦大饿发嘎哈机卡拉妈那哦怕七然撒他挖西压杂"
    assert "".join(first_letters(character)[0] for character in told) == "abcdefghjklmnopqrstwxyz"
    assert first_letters("座") == "z"


def test_rare_characters_and_marks_have_no_letters():
    assert [first_letters(character) for character in "𠮷亍龘，(…"] == [""] * 6
