from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line, read_lines
from annotator.reconstruct.rows.chains import chain

Typesetter = Callable[..., list[str]]

BRIDGE = "石桥镇的新大桥合龙了，桥面铺装同时开工，大桥两端的引道也在加紧施工中。"
BRIDGE_TOO = "石桥镇的人们等这座新大桥等了多年，大桥两端的引道加紧施工，桥面铺装还要一个月。"
MARKET = "早市搬进了室内，菜贩们有了固定的摊位，买菜的人不必再淋雨，菜价也没有涨。"
NEWS = "本报讯石桥镇的新大桥合龙了，桥面铺装同时开工，大桥两端的引道加紧施工中。"


def links(*texts: list[str]) -> set[tuple[int, int]]:
    """Return which of the texts, set as blocks one after the other in columns of ten cells, go on with which."""
    lines = read_lines(Page("p1", "x.txt", "\n\n".join("\n".join(text) for text in texts)), 0)
    fragments: list[list[Line]] = []
    for line in lines:
        if line.gap or not fragments:
            fragments.append([])
        fragments[-1].append(line)
    count = len(fragments)
    chains = chain(fragments, [10.0] * count, np.zeros((count, count)))
    return {pair for course in chains for pair in pairwise(course)}


def test_a_paragraph_goes_on_elsewhere_with_one_that_speaks_of_the_same(typeset: Typesetter) -> None:
    assert (0, 2) in links(*(typeset(10, text) for text in (BRIDGE, MARKET, BRIDGE_TOO)))


def test_a_paragraph_below_a_headline_goes_on_with_nothing_elsewhere(typeset: Typesetter) -> None:
    below = typeset(10, BRIDGE_TOO)
    assert (0, 3) not in links(typeset(10, BRIDGE), typeset(10, MARKET), ["引道施工提速"], below)


def test_a_dateline_goes_on_with_nothing_elsewhere(typeset: Typesetter) -> None:
    assert (0, 2) not in links(*(typeset(10, text) for text in (BRIDGE, MARKET, NEWS)))


def test_columns_go_on_side_by_side_whatever_number_of_paragraphs_stands_between(
    typeset: Typesetter, stories: dict[str, list[str]]
) -> None:
    texts = [[typeset(10, paragraph) for paragraph in story] for story in stories.values()]
    tops = [block for text in texts for block in (text[0], text[1][:2])]
    tails = [block for text in texts for block in (text[1][2:], text[2])]
    assert {(1, 6), (3, 8), (5, 10)} <= links(*tops, *tails)
