"""Flags: places that are likely wrong, with ranked candidates, a score and a reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FlagStatus(StrEnum):
    """What has been decided about a flag; ``KEPT_ALIKE``: the text is right wherever it stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    KEPT = "kept"
    KEPT_ALIKE = "kept_alike"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A replacement for the whole flagged range; ``score`` is a probability in [0, 1]."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubtful place 疑错 in a block's text.

    Attributes:
        start: first code point of the range in the block's text.
        end: one past the last; ``start == end`` marks a place where something is missing.
        text: the flagged characters, ``block.text[start:end]``.
        score: probability in [0, 1] that the place is wrong.
        detector: name of the detector, e.g. ``"lattice"``.
        reason: code of the sentence that explains the flag, e.g. ``"lattice.unlikely"``.
        values: values for that sentence, as text.
        candidates: replacements of the whole range, best first; may be empty.
        status: what has been decided.
        id: identifier, unique in the issue; empty while the flag is not yet part of an issue.
    """

    start: int
    end: int
    text: str
    score: float
    detector: str
    reason: str
    values: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    status: FlagStatus = FlagStatus.OPEN
    id: str = ""
