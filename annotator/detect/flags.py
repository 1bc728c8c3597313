"""How detectors make flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.model.flag import Candidate, Flag


def make_flag(
    text: str,
    start: int,
    end: int,
    score: float,
    reason: str,
    candidates: Mapping[str, float] | None = None,
    values: Iterable[str] = (),
) -> Flag:
    """Make a flag on ``text[start:end]``.

    Args:
        text: the checked text.
        start: first code point of the range.
        end: one past the last; ``start == end`` marks a place where something is missing.
        score: probability that the place is wrong.
        reason: code from ``annotator.detect.reasons``; the part before the dot is the detector's name.
        candidates: replacement of the whole range → probability that it is the right one. What equals the range
            itself is left out.
        values: values for the sentence of the reason.

    Returns:
        The flag, its candidates best first.
    """
    here = text[start:end]
    ranked = sorted(
        (Candidate(wanted, weight) for wanted, weight in (candidates or {}).items() if wanted != here),
        key=lambda candidate: (-candidate.score, candidate.text),
    )
    return Flag(start, end, here, score, reason.partition(".")[0], reason, tuple(values), tuple(ranked))
