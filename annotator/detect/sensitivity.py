"""Sensitivity in terms a person can judge: false flags per 1000 characters, and the score they begin at."""

from __future__ import annotations

import math
from bisect import bisect_left

_CURVE: tuple[tuple[float, float], ...] = (
    (0.1, 0.9),
    (0.25, 0.865),
    (0.5, 0.8),
    (1.0, 0.638),
    (1.5, 0.506),
    (2.0, 0.412),
    (3.0, 0.274),
    (4.0, 0.208),
    (5.0, 0.169),
    (7.0, 0.139),
    (10.0, 0.106),
    (15.0, 0.08),
    (20.0, 0.065),
    (30.0, 0.027),
)
# False flags per 1000 characters of newspaper text as recognisers read it, and the least score that lets so many
# through. ``benchmarks/detection.py`` prints it anew; text that was read well has about half as many.

FEWEST, MOST = _CURVE[0][0], _CURVE[-1][0]
"""False flags per 1000 characters at the ends of the scale."""


def threshold_for(rate: float) -> float:
    """Return the least score of flags to show if about ``rate`` false ones per 1000 characters are borne.

    Between the measured points it is interpolated over the logarithm of the rate; beyond the ends it is the ends'.
    """
    rates = [math.log(point) for point, _ in _CURVE]
    return _between(math.log(min(max(rate, FEWEST), MOST)), rates, [score for _, score in _CURVE])


def rate_for(threshold: float) -> float:
    """Return how many false flags per 1000 characters a least score lets through; inverse of ``threshold_for``."""
    scores = [-score for _, score in _CURVE]
    here = min(max(-threshold, scores[0]), scores[-1])
    return math.exp(_between(here, scores, [math.log(point) for point, _ in _CURVE]))


def _between(at: float, places: list[float], values: list[float]) -> float:
    """Return the value at a place between the ends of rising places, along a straight line between two of them."""
    right = min(max(bisect_left(places, at), 1), len(places) - 1)
    share = (at - places[right - 1]) / (places[right] - places[right - 1])
    return values[right - 1] + share * (values[right] - values[right - 1])
