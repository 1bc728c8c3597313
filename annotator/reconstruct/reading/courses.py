"""The cheapest course through a few states, one for each line, where every change of state costs the same (Viterbi)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add


def cheapest_course(costs: Sequence[Sequence[float]], change: float) -> list[int]:
    """Return the state of each line in the course with the least sum of costs.

    As any state may be left for any other at one price, only the cheapest one is ever worth changing from: a line
    costs as many steps as there are states. Of courses that cost the same, the one that stays longer wins, then the
    one through earlier states.

    Args:
        costs: for each line the cost of each state, in the same order for all lines.
        change: cost of a change of state between two lines.
    """
    if not costs:
        return []
    total = list(costs[0])
    totals = [total]
    bounds: list[float] = []
    for row in costs[1:]:
        bound = min(total) + change
        if max(total) > bound:
            total = [value if value <= bound else bound for value in total]
        total = list(map(add, total, row))
        totals.append(total)
        bounds.append(bound)
    total = totals.pop()
    state = total.index(min(total))
    course = [state]
    for total, bound in zip(reversed(totals), reversed(bounds), strict=True):
        if total[state] > bound:
            state = total.index(min(total))
        course.append(state)
    course.reverse()
    return course
