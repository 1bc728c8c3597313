from __future__ import annotations

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.rows.link_evidence import Home
from annotator.reconstruct.rows.links import link_columns


def columns_of(*texts: list[str]) -> list[list[Line]]:
    page = Page("p1", "x.txt", "\n".join(line for text in texts for line in text))
    lines = read_lines(page, 0)
    ends = [sum(map(len, texts[: n + 1])) for n in range(len(texts))]
    return [lines[end - len(text) : end] for end, text in zip(ends, texts, strict=True)]


LEFT = ["果园负责人说，今年雨", "水充足，果树的长势比"]
MIDDLE = ["往年都要好，预计每亩", "果园能够增收三千元。"]
HEAD = ["采摘节迎客"]
RIGHT = ["城里的游客来到果", "园，体验采摘的乐趣。"]


def test_columns_beside_each_other_follow_from_left_to_right() -> None:
    homes = [Home(0, place, 2) for place in range(2)]
    assert link_columns(columns_of(LEFT, MIDDLE), homes, [(10.0, 10.0)] * len(homes)) == [[0, 1]]


def test_a_headline_stays_above_what_begins_below_it() -> None:
    homes = [Home(0, 0, 2), Home(0, 1, 2), Home(1, 0, 1, alone=True), Home(2, 0, 1)]
    assert link_columns(columns_of(LEFT, MIDDLE, HEAD, RIGHT), homes, [(10.0, 10.0)] * len(homes)) == [
        [0, 1],
        [2, 3],
    ]


def test_a_column_cut_by_a_headline_beside_it_goes_on_below() -> None:
    homes = [Home(0, 0, 1), Home(1, 0, 1, alone=True), Home(2, 0, 1)]
    assert link_columns(columns_of(LEFT, HEAD, MIDDLE), homes, [(10.0, 10.0)] * len(homes)) == [[0, 2], [1]]


def test_a_single_column_is_a_chain_and_none_is_none() -> None:
    assert link_columns(columns_of(LEFT), [Home(0, 0, 1)], [(10.0, 10.0)]) == [[0]]
    assert link_columns([], [], []) == []
