"""Decisions and jumps: what reconstruction chose, open to a person's overruling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class DecisionKind(StrEnum):
    """What was chosen; ``REPAIR``: what a re-run could not keep as it was, for a person to put right."""

    JOIN = "join"
    SPLIT = "split"
    ROLE = "role"
    TITLE = "title"
    JUMP = "jump"
    ORDER = "order"
    PAGE = "page"
    REPAIR = "repair"


class DecisionStatus(StrEnum):
    """Whether a person has looked at it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice of reconstruction 待定.

    Attributes:
        id: identifier, unique in the issue.
        kind: what was chosen.
        confidence: estimated probability in [0, 1] that the choice is right.
        reason: code of the sentence that explains the choice, e.g. ``"title.similarity"``.
        values: values for that sentence, as text.
        blocks: ids of the blocks it is about, the main one first.
        alternatives: what else was possible, best first (ids or role names, depending on the kind).
        status: whether a person has confirmed or overruled it.
    """

    id: str
    kind: DecisionKind
    confidence: float
    reason: str
    values: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    status: DecisionStatus = DecisionStatus.OPEN


@dataclass(frozen=True, slots=True)
class Jump:
    """A link 转接 between the two ends of an article continued elsewhere.

    Attributes:
        id: identifier, unique in the issue.
        marker: the printed words, e.g. ``"下转第3版"``.
        source: id of the block where the article breaks off (its marker), or None if that page is missing.
        target: id of the block where it is taken up, or None if that page is missing.
    """

    id: str
    marker: str
    source: str | None
    target: str | None


def waiting(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions nobody has looked at, the least certain first; so what is to be repaired comes first."""
    still_open = (entry for entry in decisions if entry.status is DecisionStatus.OPEN)
    return sorted(still_open, key=lambda entry: (entry.confidence, entry.id))
