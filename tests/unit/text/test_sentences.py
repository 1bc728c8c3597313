from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sentences import display_chunks, sentence_breaks

TEXTS = st.text(alphabet="好的𠮷a1。！”」，、（）.\u0301\r\n …", max_size=80)


def cut(text: str) -> list[str]:
    places = [0, *sentence_breaks(text), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(places) if a < b]


@given(TEXTS, st.integers(1, 30))
def test_pieces_tile_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    chunks = display_chunks(text, limit)
    assert chunks[0][0] == 0
    assert chunks[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(chunks))
    assert all(0 < end - start <= limit for start, end in chunks) or chunks == [(0, 0)]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=20), st.integers(30, 60))
def test_short_sentences_are_never_cut(lengths: list[int], limit: int) -> None:
    text = "".join("好" * length + "。”" for length in lengths)
    ends = {0, *sentence_breaks(text)}
    assert all(start in ends and end in ends for start, end in display_chunks(text, limit))


def test_a_sentence_ends_behind_its_closing_quotes() -> None:
    assert cut("他说：“来吧！”我来了。（完。）好") == ["他说：“来吧！”", "我来了。", "（完。）", "好"]
    assert cut("真的？！……”是。") == ["真的？！……”", "是。"]
    assert cut("增长3.5倍，见example.com网站。") == ["增长3.5倍，见example.com网站。"]
    assert cut("He came. (She left.) 好") == ["He came.", " (She left.)", " 好"]


def test_without_sentence_ends_a_cut_is_made_behind_a_comma() -> None:
    text = "好" * 14 + "，" + "好" * 10
    assert display_chunks(text, 20) == [(0, 15), (15, 25)]


def test_a_forced_cut_is_not_made_before_a_closing_or_behind_an_opening_mark() -> None:
    assert display_chunks("好" * 20 + "）好", 20) == [(0, 19), (19, 22)]
    assert display_chunks("好" * 19 + "《好好", 20) == [(0, 19), (19, 22)]
    assert display_chunks("好" * 19 + "e\u0301e", 20) == [(0, 19), (19, 22)]
    assert display_chunks("好" * 19 + "\r\n好", 20) == [(0, 19), (19, 22)]


def test_marks_without_end_are_still_cut() -> None:
    assert display_chunks("”" * 50, 20) == [(0, 20), (20, 40), (40, 50)]


def test_an_empty_text_has_one_empty_piece_and_a_limit_of_nothing_is_refused() -> None:
    assert display_chunks("") == [(0, 0)]
    with pytest.raises(ValueError, match="at most 0"):
        display_chunks("好", 0)
