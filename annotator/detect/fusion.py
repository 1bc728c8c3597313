"""Several detectors' flags on one place become one flag.

Detectors are taken as independent witnesses: the place is right only if all of them are wrong, so the fused score is
1 - ∏(1 - score), and a candidate that several of them name gains in the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from annotator.model.flag import Candidate, Flag

DEFAULT_THRESHOLD = 0.45
"""Flags from this score on are taken seriously where no sensitivity is at hand, see ``sensitivity``."""
FLOOR = 0.01
"""Flags with a lower score are not given at all."""
MOST_CANDIDATES = 9
"""As many as there are keys to choose one."""

_WIDE = 10
"""A flag this much longer than another, in code points, is about something else and stays apart."""


def fuse(text: str, flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Merge overlapping flags of a text.

    Args:
        text: the checked text.
        flags: flags of any detectors, in any order.

    Returns:
        The flags from ``FLOOR`` on, sorted by start and then by end. Detector, reason and values of a merged flag
        are those of the flag with the highest score. The same flags in another order give the same result.
    """
    ordered = sorted(
        (flag for flag in flags if flag.score >= FLOOR),
        key=lambda flag: (flag.start, flag.end, -flag.score, flag.detector, flag.reason, flag.values),
    )
    groups: list[list[Flag]] = []
    for flag in ordered:
        group = next(
            (group for group in reversed(groups[-_WIDE:]) if any(_together(flag, other) for other in group)),
            None,
        )
        if group is None:
            groups.append([flag])
        else:
            group.append(flag)
    return tuple(sorted((_merge(text, group) for group in groups), key=lambda flag: (flag.start, flag.end)))


def _together(one: Flag, other: Flag) -> bool:
    """Tell whether two flags are about the same place."""
    if one.start == one.end or other.start == other.end:
        inside = one.start < other.start < one.end or other.start < one.start < other.end
        return inside or (one.start, one.end) == (other.start, other.end)
    overlap = one.start < other.end and other.start < one.end
    return overlap and abs((one.end - one.start) - (other.end - other.start)) < _WIDE


def _merge(text: str, group: list[Flag]) -> Flag:
    """Merge flags about the same place, best first."""
    if len(group) == 1:
        return _limited(group[0])
    start, end = min(flag.start for flag in group), max(flag.end for flag in group)
    against: dict[str, float] = defaultdict(lambda: 1.0)
    right = 1.0
    best = max(group, key=lambda flag: (flag.score, flag.detector, flag.reason))
    for flag in group:
        right *= 1 - flag.score
        # A mark missing inside doubtful characters is one more reading of them, not five.
        crowds = flag is not best and flag.start == flag.end
        for candidate in _limited(flag).candidates[: 1 if crowds else None]:
            whole = text[start : flag.start] + candidate.text + text[flag.end : end]
            against[whole] *= 1 - candidate.score
    candidates = tuple(
        Candidate(wanted, 1 - weight) for wanted, weight in against.items() if wanted != text[start:end]
    )
    return _limited(
        Flag(start, end, text[start:end], 1 - right, best.detector, best.reason, best.values, candidates)
    )


def _limited(flag: Flag) -> Flag:
    """Return the flag with its best candidates in order."""
    ranked = sorted(flag.candidates, key=lambda candidate: (-candidate.score, candidate.text))[
        :MOST_CANDIDATES
    ]
    return Flag(
        flag.start,
        flag.end,
        flag.text,
        flag.score,
        flag.detector,
        flag.reason,
        flag.values,
        tuple(ranked),
        flag.status,
        flag.id,
    )
