from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.detect.words import is_word, word_spans, words_at


@given(st.text(max_size=60))
def test_words_tile_any_text(text):
    spans = word_spans(text)
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert (spans[-1][1] if spans else 0) == len(text)
    assert len(words_at(text)) == len(text)


def test_dictionary_words_are_found():
    assert word_spans("农机合作社") == ((0, 2), (2, 5)) or word_spans("农机合作社") == ((0, 5),)
    assert is_word("合作社")
    assert not is_word("衣机")
    assert not is_word("\ud800")
