from __future__ import annotations

from annotator.reconstruct.paragraphs.continuity import word_across


def test_a_word_across_a_break_is_seen() -> None:
    assert word_across("大家讨论经", "济的发展")
    assert not word_across("大家讨论经济", "发展的办法")


def test_a_number_across_a_break_is_seen() -> None:
    assert word_across("全年共12", "00人")


def test_marks_at_a_break_are_no_words() -> None:
    assert not word_across("说完了。", "第二天")
    assert not word_across("", "")
