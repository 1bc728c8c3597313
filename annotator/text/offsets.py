"""Positions in code points and in UTF-16 units, both ways.

Python counts code points; Qt and some annotation formats count UTF-16 units, where a character outside the
Basic Multilingual Plane (𠮷, most emoji) takes two. This is the only module that speaks UTF-16; everything
else keeps to code points.

A surrogate code point that stands alone in a string counts as one unit, as Qt counts it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 units of the text."""
    if text.isascii():
        return len(text)
    # Encoding runs at memory speed; any look at single characters is many times slower.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_utf16(text: str, position: int) -> int:
    """Return the UTF-16 position of a code point position.

    Raises:
        ValueError: the position is not in ``[0, len(text)]``.
    """
    if not 0 <= position <= len(text):
        raise ValueError(f"code point position {position} is outside a text of {len(text)} code points")
    if text.isascii():
        return position
    return utf16_length(text[:position])


def to_code_point(text: str, utf16_position: int) -> int:
    """Return the code point position of a UTF-16 position; inside a surrogate pair, that of the pair's start.

    Raises:
        ValueError: the position is negative or past the end of the text.
    """
    units = utf16_length(text)
    if not 0 <= utf16_position <= units:
        raise ValueError(f"UTF-16 position {utf16_position} is outside a text of {units} units")
    if units == len(text):
        return utf16_position
    astral_before = 0
    for match in _ASTRAL.finditer(text):
        if match.start() + astral_before >= utf16_position:
            break
        astral_before += 1
    return utf16_position - astral_before


class Utf16Index:
    """Many conversions on one text: O(n) to build, O(log n) each, where n counts the astral characters.

    Attributes:
        length: number of code points of the text.
        utf16_length: number of its UTF-16 units.
    """

    __slots__ = ("_astral", "_astral_utf16", "length", "utf16_length")

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.utf16_length = utf16_length(text)
        self._astral: list[int] = []
        if self.utf16_length != self.length:
            self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._astral_utf16 = [position + index for index, position in enumerate(self._astral)]

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 position of a code point position.

        Raises:
            ValueError: the position is not in ``[0, length]``.
        """
        if not 0 <= position <= self.length:
            raise ValueError(f"code point position {position} is outside a text of {self.length} code points")
        return position + bisect_left(self._astral, position)

    def to_code_point(self, utf16_position: int) -> int:
        """Return the code point position of a UTF-16 position; inside a pair, that of the pair's start.

        Raises:
            ValueError: the position is not in ``[0, utf16_length]``.
        """
        if not 0 <= utf16_position <= self.utf16_length:
            raise ValueError(
                f"UTF-16 position {utf16_position} is outside a text of {self.utf16_length} units"
            )
        return utf16_position - bisect_left(self._astral_utf16, utf16_position)
