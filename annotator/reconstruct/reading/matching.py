"""Assignment problems with a few hundred rows: which of all pairings of two sides scores best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def best_matching(scores: NDArray[np.float64]) -> list[int]:
    """Return for each row the column given to it so that the sum of scores is greatest, -1 for none.

    Only pairs that score more than 0 are made. Pairs no other solution can beat are settled first; the rest is
    solved by the Hungarian method with potentials.

    Args:
        scores: score of each pair of row and column.
    """
    rows, columns = scores.shape
    result = np.full(rows, -1, dtype=np.int64)
    if not rows or not columns:
        return result.tolist()
    gains = np.maximum(scores, 0.0)
    best = gains.argmax(axis=1)
    top = gains[np.arange(rows), best]
    rival_row = _second(gains, axis=1)
    rival_column = _second(gains, axis=0)
    first_of_column = gains.argmax(axis=0)
    # Such a pair belongs to some best solution: whatever the two could gain elsewhere together is no more.
    sure = (top > 0) & (first_of_column[best] == np.arange(rows)) & (top >= rival_row + rival_column[best])
    result[sure] = best[sure]
    left = np.flatnonzero(~sure & (top > 0))
    free = np.ones(columns, dtype=bool)
    free[best[sure]] = False
    right = np.flatnonzero(free & (gains.max(axis=0) > 0))
    if len(left) and len(right):
        for row, column in enumerate(_hungarian(-gains[np.ix_(left, right)])):
            if column >= 0 and gains[left[row], right[column]] > 0:
                result[left[row]] = right[column]
    return result.tolist()


def _second(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    if values.shape[axis] < 2:
        return np.zeros(values.shape[1 - axis])
    part = np.partition(values, -2, axis=axis)
    second: NDArray[np.float64] = part[:, -2] if axis == 1 else part[-2, :]
    return second


def _hungarian(cost: NDArray[np.float64]) -> list[int]:
    """Return the column of each row in an assignment of least cost; leaving a row without costs 0."""
    rows, columns = cost.shape
    cost = np.concatenate([np.zeros((rows, 1)), cost, np.zeros((rows, rows))], axis=1)
    width = columns + rows
    u = np.zeros(rows + 1)
    v = np.zeros(width + 1)
    match = np.zeros(width + 1, dtype=np.int64)
    for row in range(1, rows + 1):
        match[0] = row
        column = 0
        least = np.full(width + 1, np.inf)
        used = np.zeros(width + 1, dtype=bool)
        way = np.zeros(width + 1, dtype=np.int64)
        while match[column]:
            used[column] = True
            here = match[column]
            reduced = cost[here - 1] - u[here] - v
            better = ~used & (reduced < least)
            least[better] = reduced[better]
            way[better] = column
            open_ = np.where(used, np.inf, least)
            open_[0] = np.inf
            following = int(open_.argmin())
            delta = open_[following]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            column = following
        while column:
            match[column] = match[way[column]]
            column = int(way[column])
    result = [-1] * rows
    for column in range(1, columns + 1):
        if match[column]:
            result[match[column] - 1] = column - 1
    return result
