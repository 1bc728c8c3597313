from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.spaces import (
    join_needs_space,
    space_is_noise,
    spaced_stretches,
)
from annotator.text.widths import is_blank

TEXTS = st.text(alphabet="好春𠮷，”“\"'ab12.,-% \u3000가㎡", max_size=30)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The quick", "brown fox"),
        ("Hello,", "world"),
        ("the end.", "Then"),
        ("he said “yes”", "and left"),
        ('he said "yes"', "and left"),
        ("he said", '"yes"'),
        ("he said", "(softly)"),
        ("(softly)", "and"),
        ("iPhone", "15"),
        ("Windows", "10"),
        ("15", "Pro"),
        ("привет", "мир"),
        ("in 2023,", "he"),
        ("see www.hedong.example for", "more"),
        ("one \u3000", " two"),
    ],
)
def test_two_latin_words_at_a_line_end_get_a_space(left: str, right: str) -> None:
    assert join_needs_space(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("网络", "覆盖"),
        ("使用", "Python"),
        ("Python", "语言"),
        ("截至2023", "年"),
        ("共", "15人"),
        ("20", "23年"),
        ("1,", "000"),
        ("增长3.", "5个"),
        ("10:", "30"),
        ("他说,", "ABC"),
        ("ABC", ",他说"),
        ("他说：“", "Hello"),
        ("Hello。”", "he"),
        ("《", "Nature》"),
        ("well-", "known"),
        ("and/", "or"),
        ("网址为www.hedong.exam", "ple/order"),
        ("https://a.example/x", "y"),
        ("邮箱：mail@qinghe.exa", "mple"),
        ("(", "softly)"),
        ("softly", ")"),
        ("yes", ", and"),
        ('he said "', "yes"),
        ('he said "yes', '" and'),
        ("100", "km"),
        ("60", "%"),
        ("12", "km/h的"),
        ("G", "20"),
        ("PM", "2.5"),
        ("约翰·", "史密斯"),
        ("John·", "Smith"),
        ("第一，", "second"),
        ("２０", "23"),
        ("①", "word"),
        ("한국", "어를"),
        ("", "word"),
        ("word", ""),
        ("word", " \u3000"),
    ],
)
def test_all_else_is_joined_without_a_space(left: str, right: str) -> None:
    assert not join_needs_space(left, right)


@given(TEXTS, TEXTS, st.text(alphabet=" \u3000\t", max_size=5))
def test_blanks_at_the_joint_do_not_change_the_answer(left: str, right: str, blanks: str) -> None:
    assert join_needs_space(left + blanks, blanks + right) == join_needs_space(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("形成了", "以直购"),
        ("仅", "6分钟"),
        ("超 24", "亿票"),
        ("“微心愿”", "111 个"),
        ("使用", "Python"),
        ("Python", "语言"),
        ("Hello", "，他"),
        ("10", "km"),
        ("10", "km/h"),
        ("36", "℃"),
        ("60", "%"),
        ("60", "％"),
        ('说"', "好"),
    ],
)
def test_a_space_beside_chinese_or_before_a_unit_is_noise(left: str, right: str) -> None:
    assert space_is_noise(left, right)


@pytest.mark.parametrize(
    ("left", "right", "space"),
    [
        ("Hello", "world", " "),
        ("iPhone", "15", " "),
        ("2023", "11", " "),
        ("10", "kilometres", " "),
        ("10", "mice", " "),
        ("한국", "사람", " "),
        ("王进", "李明", "\u3000"),
        ("王进", "李明", "  "),
        ("结束。", "今年", "\u3000\u3000"),
        ("", "好", " "),
        ("好", "", " "),
    ],
)
def test_a_space_that_may_mean_something_is_kept(left: str, right: str, space: str) -> None:
    assert not space_is_noise(left, right, space)


@given(TEXTS, TEXTS)
def test_a_space_that_a_joint_needs_is_never_noise(left: str, right: str) -> None:
    left, right = left.rstrip(), right.lstrip()
    assert not (join_needs_space(left, right) and space_is_noise(left, right))


@pytest.mark.parametrize(
    "text",
    [
        "珲 春 ：特 色 产 业",
        "2 0 2 3 年 工 作",
        "“ 特 色 ” 产 业",
        " 乡 村 振 兴 的 中国 故 事",
        "乡　村　振　兴",
    ],
)
def test_titles_set_letter_by_letter_are_seen(text: str) -> None:
    assert spaced_stretches(text)


@pytest.mark.parametrize(
    "text",
    [
        "王 进",
        "通 知",
        "A B C D",
        "甲 A B C D",
        "王进 李明 张三",
        "网络覆盖",
        "",
        "1 2 3 4",
    ],
)
def test_names_words_and_lists_are_not_letter_spaced(text: str) -> None:
    assert not spaced_stretches(text)


def test_stretches_are_found_inside_a_line() -> None:
    text = "本报讯 珲 春 ： 特 色 产 业 王进"
    assert [text[start:end] for start, end in spaced_stretches(text)] == ["珲 春 ： 特 色 产 业"]


@given(TEXTS)
def test_stretches_begin_and_end_at_blanks_in_order(text: str) -> None:
    last = 0
    for start, end in spaced_stretches(text):
        assert last <= start < end <= len(text)
        assert not is_blank(text[start])
        assert not is_blank(text[end - 1])
        assert start == 0 or is_blank(text[start - 1])
        assert end == len(text) or is_blank(text[end])
        last = end


@pytest.mark.parametrize(
    "text", ["—" * 20_000 + "好好", " " * 20_000 + "好好", "— " * 20_000 + "好好", "春 " * 20_000 + "好好"]
)
def test_long_rows_of_marks_or_blanks_are_answered(text: str) -> None:
    assert bool(spaced_stretches(text)) == text.startswith("春")
