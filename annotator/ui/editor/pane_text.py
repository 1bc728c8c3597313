"""What a pane shows, and where each of its characters stands in the pane's document.

A pane shows blocks. A block longer than ``LIMIT`` code points is shown as several display paragraphs, because one
very long paragraph makes Qt slow; the soft breaks between them are not in the text. Characters a paragraph of a
Qt document cannot hold are shown as visible substitutes of the same length and are never written back.

Positions of blocks are code points. Document positions are UTF-16 units, with one unit between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.model.article import Role
from annotator.text.offsets import to_code_point, to_utf16, utf16_length

FLAG, ACCEPTED, KEPT = "flag", "flag-accepted", "flag-kept"
CORRECTION, CLEANUP, LABEL, SEARCH = "correction", "cleanup", "label", "search"
HIGHLIGHT, FURNITURE, UNPLACED, DIFFERENCE = "highlight", "furniture", "unplaced", "difference"
SUGGESTION = "suggestion"

KINDS = (
    *(FLAG, ACCEPTED, KEPT, CORRECTION, CLEANUP, LABEL, SUGGESTION, SEARCH, HIGHLIGHT),
    *(FURNITURE, UNPLACED, DIFFERENCE),
)
"""Kinds of marks a pane can draw."""

BADGES = frozenset((LABEL, SUGGESTION))
"""Kinds of marks that have a bar and a name below the line."""
BEFORE, BEHIND = 1, 2
"""Where other marks of the same thing stand: see ``Mark.linked``."""

LIMIT = 2000
"""Code points of a display paragraph when a block is laid out."""

SLACK = 500
"""Code points a display paragraph may grow beyond ``LIMIT`` by typing before it is broken again."""


@dataclass(frozen=True, slots=True)
class PaneBlock:
    """A block as a pane shows it: identifier, role and text."""

    id: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to see at ``[start, end)`` of a block, in code points of the block.

    Attributes:
        start: first code point.
        end: one past the last; equal to ``start`` for a mark between two characters.
        kind: which of ``KINDS`` it is, such as ``"flag"`` or ``"label"``.
        tag: the caller's name for it, given back when it is clicked; empty for marks that cannot be clicked.
        label: a short text: the badge of a label, the name beside furniture, the tooltip of others.
        color: a colour of the caller's as ``#rrggbb``, or empty for the palette's colour of the kind.
        active: whether it is the one being decided.
        weight: how serious it is: 1, 2 or 3. Shown by thickness. For differences, whose they are: a rule's, the
            person's own, or another person's.
        note: for differences, what stood there and, behind a tab, who changed it; shown small above the text.
        linked: for labels, whether marks with the same tag stand ``BEFORE`` or ``BEHIND`` it in the block, or both.
    """

    start: int
    end: int
    kind: str
    tag: str = ""
    label: str = ""
    color: str = ""
    active: bool = False
    weight: int = 1
    note: str = ""
    linked: int = 0


class MarkPiece(NamedTuple):
    """The part of a mark inside one display paragraph, in code points of the paragraph.

    Attributes:
        start: first code point.
        end: one past the last.
        mark: the whole mark as it was given.
        opens: whether the mark begins here.
        closes: whether the mark ends here.
    """

    start: int
    end: int
    mark: Mark
    opens: bool = True
    closes: bool = True


@dataclass(slots=True)
class Paragraph:
    """A display paragraph: a whole block, or the part of a long one between two soft breaks.

    Attributes:
        block_id: the block.
        role: the block's role.
        text: its own part of the block's text.
        first: whether it is the block's first.
        last: whether it is the block's last.
        pieces: the marks in it.
        units: length in UTF-16 units.
        lanes: how many labels stand above each other where most do.
    """

    block_id: str
    role: Role
    text: str
    first: bool
    last: bool
    pieces: list[MarkPiece] = field(default_factory=list)
    units: int = -1
    lanes: int = 0

    def __post_init__(self) -> None:
        self.units = utf16_length(self.text)

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 offset of a code point offset in this paragraph."""
        return position if self.units == len(self.text) else to_utf16(self.text, position)

    def to_code_point(self, units: int) -> int:
        """Return the code point offset of a UTF-16 offset in this paragraph."""
        return units if self.units == len(self.text) else to_code_point(self.text, units)


@dataclass(frozen=True, slots=True)
class Change:
    """Display paragraphs ``[first, first + len(old))`` become ``new``; both lists hold texts as shown."""

    first: int
    old: tuple[str, ...]
    new: tuple[str, ...]


_UNHOLDABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]"
)


def _substitute(match: re.Match[str]) -> str:
    character = match.group()
    if character < "\x20":
        return chr(0x2400 + ord(character))
    return {"\x7f": "␡", "\x85": "␤", "\u2028": "␊", "\u2029": "␊"}.get(character, "\ufffd")


def shown(text: str) -> str:
    """Return the text as a pane shows it: control characters as visible signs, position for position."""
    return _UNHOLDABLE.sub(_substitute, text)


def typed(text: str) -> str:
    """Return text from outside as it may enter a block: line ends as LF, without what cannot be shown."""
    lines = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return "\n".join(_UNHOLDABLE.sub("", line) for line in lines.split("\n"))


def shift_piece(piece: MarkPiece, start: int, end: int, length: int) -> MarkPiece | None:
    """Return the piece after ``[start, end)`` became ``length`` code points, or None if its text is gone."""
    if piece.end <= start and piece.start < start:
        return piece
    moved = length - (end - start)
    if piece.start >= end:
        return piece._replace(start=piece.start + moved, end=piece.end + moved)
    new_start = min(piece.start, start)
    new_end = piece.end + moved if piece.end >= end else start + length
    return piece._replace(start=new_start, end=new_end) if new_end > new_start else None


def count_lanes(pieces: Iterable[MarkPiece]) -> int:
    """Return how many lanes the labels among the pieces need, if each name takes at least its characters' room."""
    ends: list[float] = []
    for start, end, mark, _, _ in pieces:
        if mark.kind not in BADGES:
            continue
        reach = max(end, start + 0.62 * len(mark.label) + 0.5)
        for lane, busy in enumerate(ends):
            if busy <= start:
                ends[lane] = reach
                break
        else:
            ends.append(reach)
    return len(ends)
