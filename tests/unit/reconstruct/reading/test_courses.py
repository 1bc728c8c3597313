from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from annotator.reconstruct.reading.courses import cheapest_course

COSTS = st.integers(1, 3).flatmap(
    lambda states: st.lists(
        st.lists(st.integers(0, 9), min_size=states, max_size=states), min_size=1, max_size=5
    )
)


def price(course: tuple[int, ...], costs: list[list[int]], change: int) -> int:
    return sum(row[state] for state, row in zip(course, costs, strict=True)) + change * sum(
        left != right for left, right in pairwise(course)
    )


@given(COSTS, st.integers(0, 6))
def test_no_course_is_cheaper(costs: list[list[int]], change: int) -> None:
    found = tuple(cheapest_course(costs, change))
    every = product(range(len(costs[0])), repeat=len(costs))
    assert price(found, costs, change) == min(price(course, costs, change) for course in every)


def test_a_change_that_gains_nothing_is_not_made() -> None:
    assert cheapest_course([[0.0, 9.0], [1.0, 0.0], [1.0, 0.0]], 2.0) == [0, 0, 0]
    assert cheapest_course([], 1.0) == []
