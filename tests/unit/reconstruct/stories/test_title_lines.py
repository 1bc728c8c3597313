from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.lines import make_line
from annotator.reconstruct.reading.regimes import Blanks
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.stories.cutting import Cut, Heads, Start, Story
from annotator.reconstruct.stories.title_lines import PageTexts, stand_beside, units_of

HEADLINES = [("石桥乡蒲苇编", 1), ("郝莲坞村修缮老戏", 2), ("织社挂牌", 1), ("台用去三年", 2)]
BODY = "蒲苇编织社昨天挂牌。郝莲坞村修缮老戏台用去三年。"


def piece(text: str, role: Role, column: int, start: int) -> Piece:
    line = make_line(0, " " * start + text, start, start + len(text), 0)
    assert line is not None
    return Piece(role, (replace(line, column=column),), Reading(), None, text)


@pytest.fixture
def page() -> PageTexts:
    pieces = [piece(text, Role.TITLE, column, 20 * i) for i, (text, column) in enumerate(HEADLINES)]
    pieces.append(piece(BODY, Role.BODY, 0, 100))
    heads = Heads((0, 1, 2, 3), 0, None)
    cut = Cut((Story(Start.HARD, [4]),), (heads,), frozenset(), {}, {})
    return PageTexts(pieces, cut, Blanks.NONE)


def test_lines_of_headlines_beside_each_other_go_to_the_headline_they_go_on_with(page: PageTexts) -> None:
    assert units_of(page, page.cut.heads[0]) == [[0, 2], [1, 3]]


def test_headlines_in_different_columns_stand_beside_each_other(page: PageTexts) -> None:
    assert stand_beside(page, [0], [1])
    assert not stand_beside(page, [0], [2])


def test_a_title_of_two_lines_that_is_drawn_twice_is_one_unit() -> None:
    texts = ["蒲苇编织社", "昨天挂牌", "郝莲坞村老戏", "台修缮一新", "郝莲坞村老戏", "台修缮一新"]
    pieces = [piece(text, Role.TITLE, 0, 20 * i) for i, text in enumerate(texts)]
    heads = Heads(tuple(range(len(texts))), None, None)
    page = PageTexts(pieces, Cut((), (heads,), frozenset(), {}, {}), Blanks.NONE)
    assert units_of(page, heads)[-1] == [2, 3, 4, 5]
