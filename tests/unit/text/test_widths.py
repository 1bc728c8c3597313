from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.widths import (
    BLANK,
    CHINESE_PUNCTUATION,
    CJK,
    HAN,
    display_width,
    is_blank,
    is_blank_text,
    is_chinese_punctuation,
    is_cjk,
    is_fullwidth,
    is_han,
    non_blank_count,
    to_fullwidth,
    to_halfwidth,
    to_halfwidth_words,
    trim_blank,
)

EVERY_CHARACTER = [chr(code) for code in range(sys.maxunicode + 1)]
ASCII = "".join(map(chr, range(0x20, 0x7F)))
BLANKS = [character for character in EVERY_CHARACTER if is_blank(character)]
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(BLANKS), st.sampled_from("好𠮷a1，，Ａ５　￥\u200d\u0301"))
)


def members(pattern: str) -> set[str]:
    return set(re.findall(f"[{pattern}]", "".join(EVERY_CHARACTER)))


@pytest.mark.parametrize(
    ("pattern", "predicate"),
    [(HAN, is_han), (CJK, is_cjk), (BLANK, is_blank), (CHINESE_PUNCTUATION, is_chinese_punctuation)],
    ids=["han", "cjk", "blank", "punctuation"],
)
def test_each_class_is_the_same_as_a_pattern_and_as_a_question(pattern: str, predicate: object) -> None:
    assert callable(predicate)
    assert members(pattern) == {character for character in EVERY_CHARACTER if predicate(character)}


def test_blank_is_white_space_controls_and_a_few_invisible_characters() -> None:
    spaces = {character for character in EVERY_CHARACTER if character.isspace()}
    controls = {chr(code) for code in [*range(0x20), 0x7F]}
    assert set(BLANKS) == spaces | controls | set("\u180e\u200b\u2060\ufeff")
    assert {" ", "\u3000", "\xa0", "\x0c", "\x00", "\ufeff"} <= set(BLANKS)
    assert is_blank("") is False


def test_every_ideograph_unicode_names_is_han_and_no_other_letter() -> None:
    for character in EVERY_CHARACTER:
        name = unicodedata.name(character, "")
        if name.startswith(("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH", "KANGXI RADICAL")):
            assert is_han(character)
        elif name.startswith(("HIRAGANA", "KATAKANA", "HANGUL", "LATIN", "BOPOMOFO", "FULLWIDTH", "DIGIT")):
            assert not is_han(character)


def test_chinese_typesetting_holds_marks_and_full_width_forms_but_no_latin_or_korean() -> None:
    assert all(map(is_cjk, "好𠮷々〇，。！（）《》「」、：；０Ａ％￥①㎡㈱かナㄅ"))
    assert not any(map(is_cjk, "aZ9,.!\"'“”‘’—…·가é\u3000 "))
    assert all(map(is_chinese_punctuation, "，。！？；：、（）《》〈〉「」『』【】〔〕“”‘’—…·～％"))
    assert not any(map(is_chinese_punctuation, "好a1,.!\"'()\u3000０Ａ々〇"))


def test_full_width_forms_are_those_with_a_narrow_twin() -> None:
    for character in EVERY_CHARACTER:
        decomposition = unicodedata.decomposition(character)
        expected = decomposition.startswith("<wide>") and character != "\uff5f" and character != "\uff60"
        assert is_fullwidth(character) == expected


@given(TEXTS)
def test_changing_widths_keeps_every_position(text: str) -> None:
    for changed in (to_halfwidth(text), to_fullwidth(text), to_halfwidth_words(text)):
        assert len(changed) == len(text)
    assert to_halfwidth(to_fullwidth(text)) == to_halfwidth(text)


def test_width_changes_agree_with_unicode() -> None:
    assert unicodedata.normalize("NFKC", to_fullwidth(ASCII)) == ASCII
    assert all(map(is_fullwidth, to_fullwidth(ASCII)))
    assert to_halfwidth(to_fullwidth(ASCII)) == ASCII
    assert to_halfwidth("２０２３年，Ａ　￥５") == "2023年,A ¥5"
    assert to_halfwidth_words("２０２３年，Ａ　￥５") == "2023年，A　￥5"
    assert to_fullwidth("｢2023｣､a") == "「２０２３」、ａ"
    assert to_halfwidth_words("，") == "，"


def test_a_han_character_is_two_cells_wide_and_a_letter_one() -> None:
    assert display_width("网络a1") == 6
    assert display_width("“好”……——·") == 16
    assert display_width("２０２３，") == 10
    assert display_width("e\u0301\u200b\ufeff\n") == 1
    assert display_width("\t\x00abc") == 3
    assert display_width("𠮷") == 2
    assert display_width("\ud842") >= 0
    assert display_width("") == 0


@given(TEXTS, TEXTS)
def test_widths_add_up(left: str, right: str) -> None:
    assert display_width(left + right) == display_width(left) + display_width(right)


@given(TEXTS)
def test_what_is_not_blank_is_counted_and_trimmed_to(text: str) -> None:
    visible = [position for position, character in enumerate(text) if not is_blank(character)]
    assert non_blank_count(text) == len(visible)
    assert is_blank_text(text) == (not visible)
    assert trim_blank(text) == ((visible[0], visible[-1] + 1) if visible else (0, 0))


@given(TEXTS, st.data())
def test_trimming_a_range_never_leaves_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = trim_blank(text, start, end)
    inside, _ = trim_blank(text[start:end])
    assert start <= first <= last <= end
    assert first == start + inside
    assert non_blank_count(text[first:last]) == non_blank_count(text[start:end])
