from __future__ import annotations

import pytest

from annotator.detect.context import CheckContext
from annotator.detect.detectors import misspellings
from annotator.detect.words import is_word
from annotator.lexicon.misspellings import load_misspellings


def found(text: str, *known: str) -> list[tuple[int, str, str]]:
    flags = misspellings.detect(text, CheckContext(known_words=frozenset(known)))
    return [(flag.start, flag.text, flag.candidates[0].text) for flag in flags]


def test_a_form_that_dictionaries_hold_although_it_is_wrong_is_found():
    assert is_word("复盖")
    assert found("灌溉管网复盖了九个乡镇") == [(4, "复盖", "覆盖")]


def test_every_place_of_it_is_found():
    assert [start for start, *_ in found("网络复盖率提高，复盖面扩大")] == [2, 8]


@pytest.mark.parametrize("text", ["这份材料要反复盖章", "专家正研究竞争规则", "全校按装备要求训练"])
def test_two_words_that_meet_are_no_misspelling(text: str):
    assert found(text) == []


def test_a_word_of_the_project_is_left_alone():
    assert found("复盖村的灯亮了", "复盖村") == []
    assert found("复盖村的灯亮了") != []


def test_longer_forms_are_found_whole():
    assert found("大家一愁莫展") == [(2, "一愁莫展", "一筹莫展")]


def test_no_form_is_listed_twice_or_holds_a_right_one():
    forms = load_misspellings()
    assert len(forms) > 600
    assert not [wrong for wrong, right in forms.items() if wrong in forms.values() or wrong in right]
    assert not [wrong for wrong, right in forms.items() if abs(len(wrong) - len(right)) > 1]
