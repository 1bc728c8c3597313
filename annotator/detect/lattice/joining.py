"""Doubts about characters beside each other become one: misreadings come in runs, and are put right in one go.

Where two doubts touch and the best reading of each changes the character at the joint, the same mishap ate both: a
speck, a fold, a faint line. The readings of the whole are those of both halves.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.doubts import best_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.detect.lattice.doubts import Doubt

_LEAST = 0.08
"""Doubts less sure than this stay on their own."""

_LONGEST = 6
"""Code points of the longest range."""

_EACH = 9
"""So many readings of each half are tried together."""


def runs(text: str, doubts: Sequence[Doubt]) -> list[list[int]]:
    """Group the places of judged doubts, ordered by position, that are about one run of misread characters.

    Args:
        text: the checked text.
        doubts: doubts in it, each with its readings, best first.

    Returns:
        The places in ``doubts``, each once; a group of one where a doubt stays alone.
    """
    groups: list[list[int]] = []
    for place, doubt in enumerate(doubts):
        last = groups[-1] if groups else []
        short = last and doubt.end - doubts[last[0]].start <= _LONGEST
        if short and _one_mishap(text, doubts[last[-1]], doubt):
            last.append(place)
        else:
            groups.append([place])
    return groups


def union(text: str, doubts: Sequence[Doubt]) -> Doubt:
    """Return one doubt about the whole range of doubts that touch each other in their order."""
    return reduce(lambda left, right: _both(text, left, right), doubts)


def _one_mishap(text: str, left: Doubt, right: Doubt) -> bool:
    """Tell whether two doubts touch, and the best readings change the characters on both sides of the joint."""
    if left.end != right.start or min(left.score, right.score) < _LEAST:
        return False
    before, behind = next(iter(left.candidates)), next(iter(right.candidates))
    if len(before) != left.end - left.start or len(behind) != right.end - right.start:
        return False
    return before[-1] != text[left.end - 1] and behind[0] != text[right.start]


def _both(text: str, left: Doubt, right: Doubt) -> Doubt:
    """Return one doubt for two; either half may also be right as it stands, but not both."""
    lefts, rights = _readings(text, left), _readings(text, right)
    readings = [f"{one}{other}" for one in lefts for other in rights][1:]
    weights = np.outer(list(lefts.values()), list(rights.values())).ravel()[1:]
    score = 1 - (1 - left.score) * (1 - right.score)
    shares = weights * (score / weights.sum())
    candidates = best_first(dict(zip(readings, shares.tolist(), strict=True)))
    return replace(left, end=right.end, score=score, candidates=candidates)


def _readings(text: str, doubt: Doubt) -> dict[str, float]:
    """Return the characters as they stand and the likeliest readings beside them, with their probabilities."""
    best = itertools.islice(doubt.candidates.items(), _EACH)
    return {text[doubt.start : doubt.end]: 1 - doubt.score, **dict(best)}
