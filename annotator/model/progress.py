"""How far an article has come in proofreading: 未校 一校 二校 终校, and who said so when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The reading an article has behind it; the members are in their order."""

    UNREAD = "unread"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"

    @property
    def rank(self) -> int:
        """0 for an unread article, rising with every reading."""
        return tuple(Stage).index(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage, and who put the article there.

    Attributes:
        stage: the reading the article has behind it.
        who: the person's name; may be empty.
        when: date and time in ISO 8601 with the offset from UTC; empty for an article nobody has read.
    """

    stage: Stage = Stage.UNREAD
    who: str = ""
    when: str = ""


def earlier(first: Progress, second: Progress) -> Progress:
    """Return the progress that is less far: what holds for two articles made one."""
    return second if second.stage.rank < first.stage.rank else first
