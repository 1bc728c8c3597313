from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.radicals import fold_radicals, radical_positions

RADICALS = [chr(code) for code in range(0x2E80, 0x2FE0)]
TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(RADICALS), st.sampled_from("十一大好a𠮷⿰\u2e7f")), max_size=20
)


@given(TEXTS)
def test_folding_keeps_every_position_and_changes_only_radicals(text: str) -> None:
    folded = fold_radicals(text)
    assert len(folded) == len(text)
    assert [i for i, (a, b) in enumerate(zip(text, folded, strict=True)) if a != b] == radical_positions(text)
    assert all(text[position] in RADICALS for position in radical_positions(text))
    assert fold_radicals(folded) == folded


def test_every_assigned_radical_but_the_repeat_mark_becomes_an_ideograph() -> None:
    for radical in RADICALS:
        if radical == "\u2e80" or unicodedata.category(radical) == "Cn":
            assert fold_radicals(radical) == radical
        else:
            assert unicodedata.name(fold_radicals(radical)).startswith("CJK UNIFIED IDEOGRAPH-")


@pytest.mark.parametrize(
    "radical", [c for c in RADICALS if unicodedata.normalize("NFKC", c) != c and c != "⼾"]
)
def test_where_unicode_decomposes_a_radical_folding_agrees(radical: str) -> None:
    assert fold_radicals(radical) == unicodedata.normalize("NFKC", radical)


def test_the_door_of_simplified_print_is_simplified() -> None:
    assert fold_radicals("农⼾") == "农户"


def test_text_of_a_pdf_becomes_searchable() -> None:
    assert fold_radicals("⼗⼀⽉⼤⻋站") == "十一月大车站"
    assert fold_radicals("⻅⻓⻔⻚⻛⻢⻥⻦⻬⻰") == "见长门页风马鱼鸟齐龙"
    assert radical_positions("⼗一⽉") == [0, 2]
