"""Lessons: what the people of a project have taught the program, for every further check of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model.flag import Flag, FlagStatus

if TYPE_CHECKING:
    from annotator.services.session import Session


@dataclass(frozen=True, slots=True)
class Lessons:
    """What has been learnt; a value.

    Attributes:
        words: the project's words, added one by one.
        kept: texts that are kept wherever they stand (keep all like this).
    """

    words: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        """All texts that are held to be right wherever they stand."""
        return self.words | self.kept


NOTHING_LEARNT = Lessons()


def lessons_of(session: Session) -> Lessons:
    """Return what the people of a project have taught up to now; what was taken back is forgotten."""
    return Lessons(words=session.words(), kept=session.flagged_texts(FlagStatus.KEPT_ALIKE))


def is_rule(flag: Flag) -> bool:
    """Tell whether a flag is no doubt but a rule of the house, which no known word silences."""
    return flag.detector == "house_rules"
