from __future__ import annotations

from collections.abc import Callable

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.reading.measure import settle_widths, spaced
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def lines_of(raw: str) -> list[Line]:
    return read_lines(Page("p1", "x.txt", raw), 0)


def test_spaces_beside_figures_take_a_quarter_of_a_cell_and_shown_ones_half() -> None:
    assert [spaced(line) for line in lines_of("修了86公里路\n修了 86 公里路\n修了一段路")] == [0.5, 1.0, 0.0]


def test_a_neighbour_one_cell_narrower_gets_its_own_width(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf, _ = stories.values()
    wide, narrow = typeset(15, *orchard * 2), typeset(14, *wharf * 2)
    lines = lines_of("\n".join(wide + narrow))
    settled = settle_widths(lines, [15.0] * len(lines))
    assert set(settled[: len(wide) - 3]) == {15.0}
    assert set(settled[len(wide) + 3 :]) == {14.0}


def test_an_estimate_one_cell_too_small_is_put_right(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    lines = lines_of("\n".join(typeset(16, *stories["果园喜获丰收"])))
    assert set(settle_widths(lines, [15.0] * len(lines))) == {16.0}


def test_marks_set_narrow_do_not_widen_a_column() -> None:
    rows = [
        "村里的果园，今年迎来丰收，",
        "山路上，小车一辆接着一辆。",
        "村民提着竹篮上山采摘苹果",
        "游客带着孩子来到果园体验",
    ]
    lines = lines_of("\n".join(rows * 3))
    assert set(settle_widths(lines, [12.0] * len(lines))) == {12.0}


def test_joined_text_has_no_width() -> None:
    lines = lines_of("一段话。\n又一段话。")
    assert settle_widths(lines, [None, None]) == (None, None)


def test_paragraphs_of_neighbours_of_two_widths_are_told_apart(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    orchard, wharf, bus = stories.values()
    text = [*orchard, *bus, *wharf]
    rows = typeset(17, *orchard, *bus) + typeset(16, *wharf)
    pieces = read_page(Page("p1", "x.txt", "\n".join(rows)), 0)[0]
    assert [piece.text for piece in pieces if piece.role is Role.BODY] == text
