from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from annotator.model.page import Page
from annotator.reconstruct.paragraphs.line_evidence import load_line_weights, weigh
from annotator.reconstruct.paragraphs.paragraphs import settle
from annotator.reconstruct.paragraphs.places import Place, Scores, best_course, score_places
from annotator.reconstruct.reading.lines import read_lines
from annotator.reconstruct.reading.regimes import estimate
from annotator.reconstruct.reading.roles import read_roles
from annotator.reconstruct.stories.layout import read_page

Typesetter = Callable[..., list[str]]

values = st.integers(-5, 5).map(float)


@given(
    arrays(np.float64, (3, len(Place)), elements=values),
    arrays(np.float64, (2, len(Place), len(Place)), elements=values),
    arrays(np.float64, len(Place), elements=values),
)
def test_no_other_reading_scores_better(lines: np.ndarray, moves: np.ndarray, ends: np.ndarray) -> None:
    first, middle, last, single = Place.FIRST, Place.MIDDLE, Place.LAST, Place.SINGLE
    moves[:, :, last] = moves[:, :, middle]
    moves[:, middle, [first, single, Place.HEADLINE, Place.FIXED]] = moves[
        :, first, [first, single, Place.HEADLINE, Place.FIXED]
    ]
    moves[:, single] = moves[:, last]

    def score(course: tuple[Place, ...]) -> float:
        own = sum(lines[i, place] for i, place in enumerate(course))
        between = sum(moves[i, course[i], course[i + 1]] for i in range(2))
        return float(own + between + ends[course[-1]])

    found = tuple(best_course(Scores(lines, moves, ends)))
    assert score(found) == max(score(course) for course in product(Place, repeat=3))


@given(st.text("讯本报日，。（）《》 \n1a图为记者王刚", max_size=60))
def test_the_rules_treat_places_alike_as_the_scores_promise(raw: str) -> None:
    lines = read_lines(Page("p1", "x.txt", raw), 0)
    if len(lines) < 2:
        return
    regime = settle(lines, estimate(lines))
    readings = read_roles(lines)
    scores = score_places(lines, readings, regime)
    moves = weigh(scores, lines, readings, regime, load_line_weights()).moves
    others = [Place.FIRST, Place.SINGLE, Place.HEADLINE, Place.FIXED]
    assert (moves[:, :, Place.LAST] == moves[:, :, Place.MIDDLE]).all()
    assert (moves[:, Place.FIRST, others] == moves[:, Place.MIDDLE, others]).all()
    assert (moves[:, Place.SINGLE] == moves[:, Place.LAST]).all()


def places(raw: str) -> list[Place]:
    lines = read_lines(Page("p1", "x.txt", raw), 0)
    readings = read_roles(lines)
    return best_course(score_places(lines, readings, settle(lines, estimate(lines))))


def test_lines_of_a_column_get_their_places(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = typeset(15, *stories["老码头变身文化街区"][1:])
    assert [len(row) for row in rows[:6]] == [13, 15, 15, 15, 5, 13]
    assert places("\n".join(rows))[:6] == [
        Place.FIRST,
        Place.MIDDLE,
        Place.MIDDLE,
        Place.MIDDLE,
        Place.LAST,
        Place.FIRST,
    ]


def test_a_line_whose_wording_is_known_has_no_place_in_a_paragraph() -> None:
    assert places("（下转第3版）") == [Place.FIXED]


def test_print_set_downwards_is_a_headline(typeset: Typesetter, stories: dict[str, list[str]]) -> None:
    rows = [
        *typeset(15, *stories["果园喜获丰收"]),
        *"老码头变身街区",
        *typeset(15, *stories["老码头变身文化街区"]),
    ]
    pieces, _ = read_page(Page("p1", "x.txt", "\n".join(rows)), 0)
    assert [piece.text for piece in pieces if piece.role.value == "title"] == ["老码头变身街区"]
