from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import join_lines
from annotator.reconstruct.reading.jump_markers import join_torn_markers
from annotator.reconstruct.reading.lines import Line, make_line, read_lines
from annotator.reconstruct.reading.regimes import estimate
from annotator.reconstruct.reading.roles import mark_torn, read_roles, split_at_markers


def cut(raw: str) -> list[Line]:
    page = Page("p1", "x.txt", raw)
    return split_at_markers(read_lines(page, 0), page)


def in_column(raw: str, *texts: str) -> list[Line]:
    """Return parts of a text as lines of one column, in the order given."""
    lines = []
    for text in texts:
        start = raw.index(text)
        line = make_line(0, raw, start, start + len(text), 0, column=1)
        assert line is not None
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("渠水流进了果园。（下\n转第3版）", ["渠水流进了果园。", "（下\n转第3版）"]),
        ("渠水流进了果园。▶下转第\n3 版", ["渠水流进了果园。", "▶下转第\n3 版"]),
        ("渠水流进了果园。▶\n下转第3版", ["渠水流进了果园。", "▶\n下转第3版"]),
        ("渠水流进了果园。下转\n\n第3版", ["渠水流进了果园。", "下转\n\n第3版"]),
        ("渠水流进了果园。〈(下转A2\n版)", ["渠水流进了果园。", "〈(下转A2\n版)"]),
        ("（上接第1\n版）渠水流进了果园", ["（上接第1\n版）", "渠水流进了果园"]),
        ("渠水流进了\n地里。拓下转第3版", ["渠水流进了", "地里。", "拓下转第3版"]),
        ("本上接第1版渠水流进了果园", ["本上接第1版", "渠水流进了果园"]),
    ],
)
def test_a_torn_or_misread_marker_is_one_line(raw: str, parts: list[str]) -> None:
    lines = cut(raw)
    assert [line.text for line in lines] == parts
    assert sum(reading.role is Role.JUMP for reading in read_roles(lines)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        "农机从坡上\n转到了坡下",
        "这一趟从山下\n转第3版地图上的小路回去",
        "订阅《河湾日报》（下\n半年）的读者",
        "水从渠上\n接第一户人家",
    ],
)
def test_words_that_run_over_a_line_end_are_no_marker(raw: str) -> None:
    assert [line.text for line in cut(raw)] == raw.split("\n")


@pytest.mark.parametrize(
    ("halves", "target"),
    [(("（下", "转第3版）"), "3"), (("（上接第1", "版）"), "1"), (("（下转", "A2版）"), "A2")],
)
def test_halves_that_columns_tore_are_one_paragraph(halves: tuple[str, str], target: str) -> None:
    first, second = halves
    raw = f"渠水流进了果园。{first}\n旁边一栏的字\n{second}\n另外一栏的字"
    page = Page("p1", "x.txt", raw)
    lines = split_at_markers(in_column(raw, f"渠水流进了果园。{first}", second), page)
    assert [line.text for line in lines] == ["渠水流进了果园。", first, second]
    readings = mark_torn(lines, read_roles(lines))
    assert (readings[1].role, readings[1].target, readings[2].way) == (Role.JUMP, target, "on")
    pieces = join_lines(lines, readings, estimate(lines))
    assert [piece.text for piece in pieces if piece.role is Role.JUMP] == [first + second]


def test_the_second_half_may_stand_a_few_lines_below_or_at_the_end_of_another_line() -> None:
    raw = "渠水流进了果园。（下转\n旁边一栏的字说另一件事\n再旁边的也是 第3版）\n村里热闹起来"
    assert [line.text for line in cut(raw)] == [
        "渠水流进了果园。",
        "（下转",
        "第3版）",
        "旁边一栏的字说另一件事",
        "再旁边的也是",
        "村里热闹起来",
    ]


HALVES = [
    "渠水流进。（下",
    "转第3版）",
    "▶下转第",
    "2版",
    "（上接",
    "A1版）到了",
    "村里 第3版）",
    "▶",
    "热闹起来",
]


@given(st.lists(st.sampled_from([*HALVES, *map("".join, permutations(HALVES[:3], 2))]), min_size=1))
def test_no_character_is_lost_at_a_torn_marker(rows: list[str]) -> None:
    raw = "\n".join(rows)
    page = Page("p1", "x.txt", raw)
    lines = join_torn_markers(read_lines(page, 0), page)
    places = sorted(i for line in lines for i in range(line.start, line.end) if not raw[i].isspace())
    assert places == [i for i, char in enumerate(raw) if not char.isspace()]
    assert all(len(line.text) == line.end - line.start for line in lines)
