from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.rows.fragments import restring
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]


def columns(rows: list[str], height: int) -> list[str]:
    return ["\n".join(rows[i : i + height]) for i in range(0, len(rows), height)]


def restrung(raw: str) -> list[str]:
    return [line.text for line in restring(read_lines(Page("p1", "x.txt", raw), 0))]


def test_columns_of_several_texts_that_alternate_are_strung_together(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    texts = [typeset(11, "".join(story))[:15] for story in stories.values()]
    pieces = [columns(text, 5) for text in texts]
    raw = "\n\n".join(column for row in zip(*pieces, strict=True) for column in row)
    assert restrung(raw) == [line for text in texts for line in text]


def test_texts_in_order_stay_in_order(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    raw = "\n\n".join("\n".join(typeset(12, paragraph)) for story in stories.values() for paragraph in story)
    lines = read_lines(Page("p1", "x.txt", raw), 0)
    assert restring(lines) == lines


def test_a_column_set_down_too_late_goes_back_though_the_rest_stands_in_order(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    texts = [columns(typeset(11, "".join(story)), 4) for story in stories.values()]
    order = [column for text in texts for column in text]
    late = [*order[:2], *order[3:5], order[2], *order[5:]]
    assert restrung("\n\n".join(late)) == "\n".join(order).split("\n")


@pytest.mark.parametrize("line_end", ["\n", "\n\n"])
def test_what_surely_goes_on_is_strung_together_also_where_blank_lines_do_not_tell(
    typeset: Typesetter, stories: dict[str, list[str]], line_end: str
) -> None:
    texts = [typeset(11, "".join(story))[:12] for story in stories.values()]
    torn = [line for i in range(0, 12, 3) for text in texts for line in text[i : i + 3]]
    right = {pair for text in texts for pair in pairwise(text)}
    found = restrung(line_end.join(torn))
    assert sorted(found) == sorted(torn)
    assert len(right.intersection(pairwise(found))) >= len(right.intersection(pairwise(torn))) + 5


@pytest.mark.parametrize("line_end", ["\n", "\n\n"])
def test_whole_texts_stay_in_order_where_blank_lines_do_not_tell(
    typeset: Typesetter, stories: dict[str, list[str]], line_end: str
) -> None:
    rows = [row for title, story in stories.items() for row in (title, *typeset(11, *story))]
    assert restrung(line_end.join(rows)) == rows


def test_paragraphs_torn_by_other_texts_come_out_whole(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    texts = list(stories.values())
    pieces = [columns(typeset(11, *text), 5) for text in texts]
    count = min(map(len, pieces))
    raw = "\n\n".join(column for i in range(count) for text in pieces for column in text[i : i + 1])
    raw += "\n\n" + "\n\n".join("\n\n".join(text[count:]) for text in pieces)
    found = [piece.text for piece in read_page(Page("p1", "x.txt", raw), 0)[0]]
    assert texts[0][0] in found
    assert texts[2][1] in found


def test_nothing_is_lost_or_doubled_on_torn_pages(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    pieces = [columns(typeset(9, *story), 3) for story in stories.values()]
    raw = "\n\n".join(column for text in reversed(pieces) for column in text[::2] + text[1::2])
    lines = read_lines(Page("p1", "x.txt", raw), 0)
    assert sorted((line.start, line.end) for line in restring(lines)) == [
        (line.start, line.end) for line in lines
    ]
