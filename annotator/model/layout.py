"""Where the characters of a page stand on its image, how sure the engine was of them, and what else it read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page's image, in the units of the layout's width and height; the origin is at the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a token, with the engine's confidence in [0, 1], or None where it gave none."""

    text: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A word or character as the engine read it.

    Attributes:
        start: first code point in the page's raw text.
        end: one past the last.
        box: where it stands, or None.
        confidence: the engine's, in [0, 1], or None.
        alternatives: other readings of the whole token, the best first.
    """

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Attributes:
        start: first code point in the page's raw text.
        end: one past the last.
        box: where it stands, or None.
        size: of its type, in the units of the layout; 0 where the source does not say.
    """

    start: int
    end: int
    box: Box | None = None
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page.

    Attributes:
        spans: start, end and number of the column, from 1, of stretches of the raw text, in its order; what lies
            between them stands in no column, as headlines do.
    """

    spans: tuple[tuple[int, int, int], ...] = ()

    @property
    def count(self) -> int:
        """How many columns there are."""
        return max((number for *_, number in self.spans), default=0)

    def at(self, position: int) -> int:
        """Return the number of the column a raw character stands in; 0 for none."""
        place = bisect_right(self.spans, position, key=lambda span: span[0]) - 1
        if place < 0 or position >= self.spans[place][1]:
            return 0
        return self.spans[place][2]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What the source of a page knows beside its text.

    Attributes:
        image: name or path of the page's image as the source gives it; may be empty.
        width: of the page, in the units of the boxes; 0 if unknown.
        height: of the page.
        lines: the printed lines in the order of the raw text.
        tokens: words or characters in the order of the raw text; they do not overlap.
    """

    image: str = ""
    width: float = 0.0
    height: float = 0.0
    lines: tuple[Line, ...] = ()
    tokens: tuple[Token, ...] = ()

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that hold a character of a raw range, or that an empty range stands in."""
        first = bisect_right(self.tokens, start, key=lambda token: token.end)
        found = []
        for token in self.tokens[first:]:
            if token.start >= max(end, start + 1):
                break
            found.append(token)
        return tuple(found)
