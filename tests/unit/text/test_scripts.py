from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.scripts import (
    ScriptShares,
    is_simplified_only,
    is_traditional_only,
    keep_length,
    script_of,
    to_simplified,
    to_traditional,
)

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("头发发展网络網絡滑鼠𠮷a1，。\n\r\x00\ud842\u2028 "),
    ),
    max_size=60,
)


@given(TEXTS)
def test_conversion_keeps_every_position(text: str) -> None:
    for converted in (to_simplified(text), to_traditional(text)):
        assert len(converted) == len(text)
        for old, new in zip(text, converted, strict=True):
            assert old == new or "\u3400" <= old <= "\u9fff" or old > "\uffff"


def test_words_decide_how_a_character_is_converted() -> None:
    assert to_traditional("理发店的发展，头发") == "理髮店的發展，頭髮"
    assert to_simplified("乾隆年間的網絡") == "乾隆年间的网络"


def test_a_converter_that_changes_the_length_is_asked_character_by_character() -> None:
    def convert(text: str) -> str:
        return text.replace("芯片", "晶片組").replace("网", "網").replace("滑", "")

    assert keep_length("网络芯片", convert) == "網络芯片"
    assert keep_length("网滑", convert) == "網滑"
    assert keep_length("网络", convert) == "網络"


def test_a_character_used_in_both_scripts_belongs_to_neither_alone() -> None:
    assert all(map(is_traditional_only, "網絡車門風髮發裡餘"))
    assert not any(map(is_traditional_only, "网络车门风乾著於后里的一"))
    assert all(map(is_simplified_only, "网络车门风发"))
    assert not any(map(is_simplified_only, "網絡車門風后里干台松的一"))


@given(TEXTS)
def test_no_character_is_of_both_scripts_only(text: str) -> None:
    assert not any(is_traditional_only(character) and is_simplified_only(character) for character in text)
    assert to_simplified("".join(filter(is_simplified_only, text))) == "".join(
        filter(is_simplified_only, text)
    )


def test_shares_count_han_characters_only() -> None:
    assert script_of("网络abc，。") == ScriptShares(2, 0.0, 1.0)
    assert script_of("網絡的人 ABC") == ScriptShares(4, 0.5, 0.0)
    assert script_of("abc") == ScriptShares(0, 0.0, 0.0)
    assert script_of("") == ScriptShares(0, 0.0, 0.0)
