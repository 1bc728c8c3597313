"""Every occurrence of every phrase is found, however they overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.text.phrases import Phrases

LETTERS = st.text(alphabet="网络覆𠮷", max_size=40)


@given(st.lists(st.text(alphabet="网络覆𠮷", max_size=4)), LETTERS)
def test_what_is_found_is_what_a_search_for_each_phrase_finds(phrases, text):
    expected = sorted(
        (start, start + len(phrase))
        for phrase in set(phrases) - {""}
        for start in range(len(text))
        if text.startswith(phrase, start)
    )
    assert list(Phrases(phrases).spans(text)) == expected


def test_no_phrases_find_nothing():
    assert not Phrases([])
    assert not Phrases([""])
    assert list(Phrases([]).spans("网络")) == []
