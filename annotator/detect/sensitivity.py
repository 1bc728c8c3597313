"""Sensitivity in terms a person can judge: false flags per 1000 characters, and the score they begin at.

How many false flags a score lets through depends on the text. Where the models are not at home (subtitles, dialogue,
verse), and where much is misread beside what is sound, they are unsure of many places. That can be seen in the doubts
without knowing which of them are right: in how many there are of a middling score. ``build/fit_sensitivity.py``
fitted the numbers of this module.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence

DEFAULT_RATE = 1.5
"""False flags per 1000 characters that are borne where nobody has said otherwise."""
FEWEST, MOST = 0.1, 30.0
"""Ends of the scale of rates."""

UNSURE, SURE = 0.2, 0.6
"""Doubts with a score from ``UNSURE`` up to ``SURE`` are unsure, those from ``SURE`` on are firm."""
USUAL = 4.1
"""Unsure doubts per 1000 characters, right ones taken off, of newspaper text as recognisers read it."""
_RIGHT, _LEAST = 0.15, 0.2
# For each firm doubt so many unsure ones are right, which brings sound and misread text alike near what is stated;
# but this part of the unsure ones is wrong at least.

_SCORES = (0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_RATES = (
    *(30.697, 24.368, 21.060, 15.166, 11.743, 7.583, 5.555, 3.496),
    *(2.443, 1.696, 1.223, 0.636, 0.331, 0.097, 0.027),
)
# False flags per 1000 characters from these scores on, where there are ``USUAL`` unsure doubts.
_BY_UNSURE, _BY_ODDS = 1.870, 0.321
# Exponent of how many times more unsure doubts there are; the second number is for each unit of the score's log odds.

_KNOWN = 500
"""So many characters of usual text are added to a text before its unsure doubts are counted."""
_FARTHEST = 8.0
"""A text is taken to have at most so many times the usual number of unsure doubts, and at least that part of it."""


def unsure_doubts(scores: Iterable[float], characters: int) -> float:
    """Return the unsure doubts of a text per 1000 characters that are probably wrong ones.

    The shorter the text, the more the number is drawn towards the usual one.

    Args:
        scores: scores of its flags, of decided ones too.
        characters: length of the text in code points.
    """
    unsure = firm = 0
    for score in scores:
        if score >= SURE:
            firm += 1
        elif score >= UNSURE:
            unsure += 1
    false = max(unsure - _RIGHT * firm, _LEAST * unsure)
    return (1000 * false + _KNOWN * USUAL) / (characters + _KNOWN)


def threshold_for(rate: float, unsure: float = USUAL) -> float:
    """Return the least score of flags to show if about ``rate`` false ones per 1000 characters are borne.

    Between the measured points it is interpolated over the logarithm of the rate; beyond the ends it is the ends'.

    Args:
        rate: false flags per 1000 characters, from ``FEWEST`` to ``MOST``.
        unsure: the unsure doubts of the text per 1000 characters.
    """
    rising = [-value for value in _log_rates(unsure)]
    return _between(-math.log(min(max(rate, FEWEST), MOST)), rising, _SCORES)


def rate_for(threshold: float, unsure: float = USUAL) -> float:
    """Return how many false flags per 1000 characters a least score lets through; inverse of ``threshold_for``."""
    rate = math.exp(_between(threshold, _SCORES, _log_rates(unsure)))
    return min(max(rate, FEWEST), MOST)


def _log_rates(unsure: float) -> list[float]:
    """Return the logarithms of a text's false flags per 1000 characters from each of the scores on; falling."""
    bound = math.log(_FARTHEST)
    more = min(max(math.log(max(unsure, 1e-9) / USUAL), -bound), bound)
    result: list[float] = []
    for score, usual in zip(_SCORES, _RATES, strict=True):
        value = math.log(usual) + (_BY_UNSURE + _BY_ODDS * math.log(score / (1 - score))) * more
        # A higher score never lets more through.
        result.append(min(value, result[-1] - 1e-6) if result else value)
    return result


def _between(at: float, rising: Sequence[float], values: Sequence[float]) -> float:
    """Return the value at a place, along a straight line between two of the rising places; the ends' beyond them."""
    here = min(max(at, rising[0]), rising[-1])
    right = min(max(bisect_left(rising, here), 1), len(rising) - 1)
    share = (here - rising[right - 1]) / (rising[right] - rising[right - 1])
    return values[right - 1] + share * (values[right] - values[right - 1])
