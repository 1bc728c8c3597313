"""Doubts about two characters side by side that the lattice does not see: one written twice, two halves of one.

Leaving out one of two equal characters, or reading two as the one they look like together, makes a text shorter, which
the lattice cannot weigh. Such places are few; each is tried in its window.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.detect.lattice.doubts import Doubt, best_first
from annotator.detect.lattice.second_opinion import around, window_scores
from annotator.detect.patterns import HAN_STRETCH
from annotator.lexicon.compositions import load_compositions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.lexicon.ngrams import LanguageModel

DOUBLED, JOINED = -6.0, -9.0
"""Log of the weight of a character that stands twice, and of two that are one."""

_LONGEST = 6
"""Doubts of up to so many code points become one with a doubt about a pair they touch."""


def shorter_readings(pair: str) -> list[tuple[str, float]]:
    """Return what two characters side by side may stand for together, with the log of its weight."""
    found = [(pair[0], DOUBLED)] if pair[0] == pair[1] else []
    return found + [(whole, JOINED) for whole in load_compositions().wholes.get(pair, ())]


def with_pairs(model: LanguageModel, text: str, doubts: Sequence[Doubt], floor: float) -> list[Doubt]:
    """Return the doubts and those about pairs, ordered by position; overlapping ones become one.

    Args:
        model: weighs the windows.
        text: the text.
        doubts: doubts in it, ordered by position, none overlapping another.
        floor: the least probability of a doubt about a pair.
    """
    result = list(doubts)
    for doubt in _doubtful_pairs(model, text, floor):
        touching = [other for other in result if other.start < doubt.end and doubt.start < other.end]
        start = min([doubt.start, *(other.start for other in touching)])
        end = max([doubt.end, *(other.end for other in touching)])
        if touching and end - start > _LONGEST:
            continue
        result = [other for other in result if other not in touching]
        result.append(_union(text, start, end, [doubt, *touching]))
    return sorted(result, key=lambda doubt: doubt.start)


def _doubtful_pairs(model: LanguageModel, text: str, floor: float) -> list[Doubt]:
    """Return the doubts about pairs, the surest first."""
    wholes = load_compositions().wholes
    places = [
        at
        for at in range(len(text) - 1)
        if (text[at] == text[at + 1] and HAN_STRETCH.match(text[at])) or text[at : at + 2] in wholes
    ]
    windows: list[str] = []
    asked: list[tuple[int, list[tuple[str, float]]]] = []
    for at in places:
        before, after = around(text, at, at + 2)
        if before or after:
            readings = shorter_readings(text[at : at + 2])
            asked.append((at, readings))
            windows.append(f"{before}{text[at : at + 2]}{after}")
            windows += [f"{before}{reading}{after}" for reading, _ in readings]
    scores = window_scores(model, windows).tolist()
    found = []
    begin = 0
    for at, readings in asked:
        candidates = {}
        for nth, (reading, weight) in enumerate(readings, begin + 1):
            gain = scores[nth] - scores[begin] + weight
            candidates[reading] = 1 / (1 + math.exp(-max(-30.0, min(30.0, gain))))
        begin += 1 + len(readings)
        if max(candidates.values()) >= floor:
            found.append(Doubt(at, at + 2, max(candidates.values()), candidates))
    return sorted(found, key=lambda doubt: -doubt.score)


def _union(text: str, start: int, end: int, doubts: Sequence[Doubt]) -> Doubt:
    """Make one doubt of several that overlap; each one's candidates are spelt out over the whole range."""
    if len(doubts) == 1:
        return doubts[0]
    candidates: dict[str, float] = {}
    for doubt in doubts:
        for reading, weight in doubt.candidates.items():
            whole = text[start : doubt.start] + reading + text[doubt.end : end]
            candidates[whole] = max(weight, candidates.get(whole, 0.0))
    score = max(doubt.score for doubt in doubts)
    return replace(doubts[0], start=start, end=end, score=score, candidates=best_first(candidates))
