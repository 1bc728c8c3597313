from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.model.article import Role
from annotator.model.page import Page
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.lines import make_line
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.cutting import Cut, Start, Story
from annotator.reconstruct.stories.layout import lay_out
from annotator.reconstruct.stories.orphans import adopt_orphans
from annotator.reconstruct.stories.titles import Title

Stories = dict[str, list[str]]
Typesetter = Callable[..., list[str]]

ORPHAN = (
    "采摘节上，城里的游客带着孩子提着竹篮上山，采摘挂满枝头的红苹果。村民们说，柳溪村的果园每亩能够增收三千多元钱，"
    "农家乐的生意也好了起来，山路上运果的小车更多了。"
)


def page_of(texts: list[str], column: int) -> list[Piece]:
    pieces = []
    for i, text in enumerate(texts):
        line = make_line(0, " " * 500 * i + text, 500 * i, 500 * i + len(text), 0)
        assert line is not None
        pieces.append(Piece(Role.BODY, (replace(line, column=column),), Reading(), None, text))
    return pieces


@pytest.mark.parametrize(("column", "found"), [(1, 0), (0, 1)])
def test_on_a_torn_page_a_story_without_a_title_joins_the_one_of_its_matter(
    stories: Stories, column: int, found: int
) -> None:
    orchard, quay, _ = stories.values()
    pieces = page_of([*orchard, *quay, ORPHAN], column)
    stretches = ((Start.HARD, [0, 1, 2]), (Start.HARD, [3, 4, 5]), (Start.WIDTH, [6]))
    cut = Cut(tuple(Story(*stretch) for stretch in stretches), (), frozenset(), {}, {})
    titles = [Title((), number, 0.9, 0.5) for number in (0, 1)]
    weights = Weights(piece.grams for piece in pieces)
    # Elsewhere a single paragraph is of the story before.
    assert adopt_orphans(pieces, cut, titles, weights) == {2: found}


def test_a_title_at_the_end_of_the_page_splits_the_story_it_speaks_of(
    typeset: Typesetter, stories: Stories
) -> None:
    rows = [line for text in stories.values() for line in typeset(15, *text)]
    rows += ["果园喜获丰收采摘节引来游客", "老码头重新开放旧仓库变身书店", "夜间公交线路延长运营"]
    layout = lay_out(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert len({title.story for title in layout.titles}) == 3
