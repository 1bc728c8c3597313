from __future__ import annotations

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.reading.numbered import numbered_lists


def test_items_of_a_list_are_found_few_lines_apart() -> None:
    rows = [
        "今年的十大新闻：",
        "1.大桥通车",
        "2.图书馆新馆试",
        "开放",
        "3.2024年果园丰收",
        "以上由读者选出。",
    ]
    lines = read_lines(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert list(numbered_lists(lines)) == [[1, 2, 4]]


def test_numbers_of_headings_are_no_list() -> None:
    rows = ["1.加强领导", *(["各单位都要高度重视这项工作。"] * 6), "2.明确分工", "3.5亿元的资金已经到位。"]
    lines = read_lines(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert list(numbered_lists(lines)) == []
