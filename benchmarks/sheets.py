"""What a page of a benchmark is before it is written: drawn characters with places, and the text they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Drawn:
    """A character on the page: left edge, baseline and size in points, and what it belongs to.

    ``article`` is the number of its article or -1 for furniture, ``block`` the number of its block on the page, and
    ``rank`` its place in the block.
    """

    text: str
    x: float
    y: float
    size: float
    article: int
    block: int
    rank: int
    font: str = "song"


@dataclass(slots=True)
class Block:
    """A block of an article: its role, its article (-1 for furniture) and its text."""

    role: str
    article: int
    text: str


@dataclass(slots=True)
class Sheet:
    """A typeset page: its lines in the order of the stories, each a list of characters."""

    width: float
    height: float
    number: int
    lines: list[list[Drawn]] = field(default_factory=list)
    parts: list[tuple[int, str, int]] = field(default_factory=list)
    """For each line its module, its kind (``head``, ``body``, ``caption``, ``furniture``) and its column's number."""
    blocks: list[Block] = field(default_factory=list)


def cells(character: str) -> float:
    """Return the width of a character in widths of a Han character."""
    return 0.5 if character < "\u2000" else 1.0
