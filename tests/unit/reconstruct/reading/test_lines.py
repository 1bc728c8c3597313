from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import join_vertical, read_lines, split_line
from annotator.text.widths import is_blank


def page(raw: str) -> Page:
    return Page("p1", "x.txt", raw)


@given(st.text(alphabet="甲乙1a，。 \u3000\n\r\f\u2028\u200b\ufeff", max_size=60))
def test_lines_hold_every_character_that_is_not_blank_once(raw: str) -> None:
    lines = read_lines(page(raw), 0)
    held = [i for line in lines for i in range(line.start, line.end)]
    assert len(held) == len(set(held))
    assert {i for i, char in enumerate(raw) if not is_blank(char)} <= set(held)
    for line in lines:
        assert len(line.text) == line.end - line.start
        assert not is_blank(line.text[0])
        assert not is_blank(line.text[-1])


def test_gaps_count_blank_lines_and_indents_count_cells() -> None:
    first, second, third = read_lines(page("\n\n甲甲\n\n\n\u3000\u3000乙乙\r\n  丙"), 0)
    assert (first.gap, second.gap, third.gap) == (0, 2, 0)
    assert (first.indent, second.indent, third.indent) == (0.0, 2.0, 1.0)


def test_ascii_takes_half_a_cell_and_squeezed_marks_too() -> None:
    (line,) = read_lines(page("共12家，都在。"), 0)
    assert line.cells == 7.0
    assert line.least == 6.0


def test_radicals_are_read_as_characters_at_the_same_places() -> None:
    (line,) = read_lines(page("今年⼗⽉"), 0)
    assert line.text == "今年十月"


def test_vertical_print_becomes_one_line() -> None:
    raw = "大\n河\n两\n岸\n春\n来早了的消息"
    joined = join_vertical(read_lines(page(raw), 0), page(raw))
    assert [line.flat for line in joined] == ["大河两岸春", "来早了的消息"]


def test_parts_of_a_line_know_what_stands_before_them() -> None:
    raw = "（上接第1版）其余的话"
    (line,) = read_lines(page(raw), 0)
    first, second = split_line(line, raw, [7])
    assert (first.text, second.text) == ("（上接第1版）", "其余的话")
    assert (first.part, second.part) == (False, True)
    assert second.lead == first.cells


def test_marks_stand_inside_vertical_print_but_do_not_begin_it() -> None:
    raw = "。\n云\n岭\n：\n新\n渠\n通\n水\n本报讯 昨天，新渠通水。"
    joined = join_vertical(read_lines(page(raw), 0), page(raw))
    assert [line.flat for line in joined] == ["。", "云岭：新渠通水", "本报讯昨天，新渠通水。"]


def test_digits_stand_inside_vertical_print_but_do_not_end_it() -> None:
    raw = "第\n1\n3\n届\n展\n会\n今\n天\n开\n幕\n3\n"
    joined = join_vertical(read_lines(page(raw), 0), page(raw))
    assert [line.flat for line in joined] == ["第13届展会今天开幕", "3"]
