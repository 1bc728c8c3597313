from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from annotator.reconstruct.reading.matching import best_matching


def value(scores: np.ndarray, chosen: list[int]) -> float:
    return sum(float(scores[row, column]) for row, column in enumerate(chosen) if column >= 0)


@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.integers(-3, 9)))
def test_no_other_pairing_scores_better(scores: np.ndarray) -> None:
    rows, columns = scores.shape
    chosen = best_matching(scores)
    best = max(
        sum(max(float(scores[row, column]), 0.0) for row, column in enumerate(order) if column < columns)
        for order in permutations(range(columns + rows), rows)
    )
    assert value(scores, chosen) == best


@given(arrays(np.float64, st.tuples(st.integers(0, 6), st.integers(0, 6)), elements=st.floats(-3, 9)))
def test_pairs_are_made_once_and_only_where_they_gain(scores: np.ndarray) -> None:
    chosen = best_matching(scores)
    taken = [column for column in chosen if column >= 0]
    assert len(taken) == len(set(taken))
    assert all(scores[row, column] > 0 for row, column in enumerate(chosen) if column >= 0)


def test_a_greedy_choice_gives_way_to_the_better_whole() -> None:
    assert best_matching(np.array([[5.0, 4.5], [4.8, 0.0]])) == [1, 0]
