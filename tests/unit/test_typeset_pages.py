"""Pages that are typeset for learning: what is on them, and which printed character an extracted one is."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from random import Random

import numpy as np
import pytest
from page_alignment import NONE, Print, align, solid
from page_layouts import Composer, choose_style, page_html

NEWS = [
    {
        "id": str(number),
        "title": f"第{number}条消息说的是{subject}",
        "paragraphs": [
            f"{subject}的事情要从{number}年前的第{part}天讲起，那天风很大。" * 3 for part in range(1, 11)
        ],
    }
    for number, subject in enumerate(
        ("渡口", "果园", "灯塔", "磨坊", "集市", "茶馆", "木桥", "水渠", "山路"), start=3
    )
]


def known(*lines: str) -> Print:
    """Return printed lines of which no heights are known."""
    starts = np.array([place == 0 for line in lines for place in range(len(line))])
    return Print("".join(lines), starts, np.full(len(starts), np.nan), 15.0)


class Text(HTMLParser):
    """Collects the text of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_data(self, data: str) -> None:
        self.found += data


@pytest.fixture(params=range(6))
def composer(request: pytest.FixtureRequest) -> Composer:
    random = Random(request.param)
    supply = (NEWS[i % len(NEWS)] for i in range(10_000))
    return Composer("N1", random, choose_style(random), supply)


def test_pieces_of_columns_in_one_raw_line_go_to_their_places() -> None:
    printed = known("渡口旁边住", "着一位老人", "他每天清晨", "都要去看船")
    places = align(["渡口旁边住 他每天清晨", "着一位老人 都要去看船"], printed)
    assert places.tolist() == [*range(5), *range(10, 15), *range(5, 10), *range(15, 20)]


def test_a_title_drawn_twice_is_the_same_title_twice() -> None:
    places = align(["灯塔重新亮起", "灯塔重新亮起", "渔民们很高兴"], known("灯塔重新亮起", "渔民们很高兴"))
    assert places.tolist() == [*range(6), *range(12)]


def test_characters_that_were_misread_or_are_none_of_the_page_disturb_no_others() -> None:
    places = align(["果囩里的苹~果熟了"], known("果园里的苹果熟了"), recognised=True)
    assert places.tolist() == [0, 1, 2, 3, 4, NONE, 5, 6, 7]


def test_every_block_of_a_page_is_printed(composer: Composer) -> None:
    sheet = composer.page(1, [2])
    reader = Text()
    reader.feed(page_html(sheet, composer.style).split("</style>")[1])
    printed = solid(reader.found)
    missing = Counter(solid(block["text"]) for block in sheet.blocks if solid(block["text"]) not in printed)
    assert not missing
    assert {block["article"] for block in sheet.blocks if block["article"]} >= {a.id for a in sheet.articles}


def test_an_article_that_was_cut_goes_on_on_the_next_page(composer: Composer) -> None:
    first, second = composer.page(1, [2]), composer.page(2, [])
    ends = {article.id: article for article in second.articles}
    assert composer.links
    for link in composer.links:
        start = next(article for article in first.articles if article.id == link["from"])
        assert start.continued_to == link["to"]
        assert ends[link["to"]].continued_from == link["from"]
        assert start.jump_to == link["marker_from"]
