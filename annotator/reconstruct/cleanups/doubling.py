"""Text drawn twice, for boldness or shadow: which parts of a headline are second drawings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_SHORTEST_PART = 6  # code points; a shorter repetition may be meant
LONGEST = 200
"""Code points; nothing longer is a headline drawn twice."""


@lru_cache(maxsize=1024)  # the headlines of a page are asked about again and again
def doubled_parts(flat: str) -> Sequence[tuple[int, int]]:
    """Return the ranges of second drawings in a text made of parts drawn twice, else nothing.

    ``甲乙丙甲乙丙丁戊丁戊`` gives ``[(3, 6), (8, 10)]``. A long part at the start or the end may be drawn twice alone.
    """
    if len(flat) > LONGEST:
        return []
    return _all_doubled(flat) or _part_doubled(flat)


def _part_doubled(flat: str) -> list[tuple[int, int]]:
    for size in range(len(flat) // 2, _SHORTEST_PART - 1, -1):
        if flat[:size] == flat[size : 2 * size]:
            return [(size, 2 * size)]
        if flat[-size:] == flat[-2 * size : -size]:
            return [(len(flat) - size, len(flat))]
    return []


def _all_doubled(flat: str) -> list[tuple[int, int]]:
    size = len(flat)
    if size < 8 or size % 2:
        return []
    # best[i] holds the fewest parts that explain flat[i:], with the length of the first part.
    best: list[tuple[int, int] | None] = [None] * size + [(0, 0)]
    for i in range(size - 2, -1, -1):
        for length in range(1, (size - i) // 2 + 1):
            rest = best[i + 2 * length]
            if rest is None or flat[i : i + length] != flat[i + length : i + 2 * length]:
                continue
            here = best[i]
            if here is None or rest[0] + 1 < here[0]:
                best[i] = (rest[0] + 1, length)
    if best[0] is None:
        return []
    parts, i = [], 0
    while i < size:
        step = best[i]
        assert step is not None
        parts.append((i + step[1], i + 2 * step[1]))
        i += 2 * step[1]
    singles = sum(1 for start, end in parts if end - start == 1)
    return parts if singles <= len(parts) / 2 or singles == len(parts) else []
