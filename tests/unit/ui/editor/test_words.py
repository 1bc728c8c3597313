"""A double click means a word, not a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.editor.words import word_at, word_step


@pytest.mark.parametrize(
    ("text", "inside", "word"),
    [
        ("村民们在记者面前说，今年收成好。", "记者", "记者"),
        ("村民们在记者面前说，今年收成好。", "，", "，"),
        ("共12.5万亩耕地", "12", "12"),
        ("使用APP扫码", "PP", "APP"),
        ("使用 APP 扫码", " ", " "),
        ("今年" * 3000 + "记者来了", "记者", "记者"),
        ("他买了𠮷祥牌", "𠮷", "𠮷"),
    ],
)
def test_the_word_under_the_pointer_is_meant(text, inside, word):
    start, end = word_at(text, text.index(inside))
    assert text[start:end] == word


def test_the_end_of_the_text_means_its_last_word():
    assert word_at("", 0) == (0, 0)
    assert word_at("他是记者", 4) == (2, 4)


@given(
    st.text(alphabet=st.characters() | st.sampled_from("记者采访村民，a1 \ud800"), min_size=1, max_size=120),
    st.data(),
)
def test_a_word_always_holds_its_character(text, data):
    position = data.draw(st.integers(0, len(text) - 1))
    start, end = word_at(text, position)
    assert 0 <= start <= position < end <= len(text)


@given(st.text(alphabet=st.characters() | st.sampled_from("记者采访村民，a1 \ud800"), max_size=60))
def test_steps_by_words_pass_through_the_whole_text_both_ways(text):
    for forward, place, goal in ((True, 0, len(text)), (False, len(text), 0)):
        for _ in range(len(text)):
            if place == goal:
                break
            step = word_step(text, place, forward=forward)
            assert step > place if forward else step < place
            place = step
        assert place == goal


def test_a_step_passes_over_the_spaces_behind_a_word():
    assert word_step("记者  采访", 0, forward=True) == 4
    assert word_step("记者  采访", 4, forward=False) == 0
