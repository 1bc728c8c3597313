"""Line starts of a raw text and the way from a position to its line and back.

A line ends with LF, CR LF, CR, vertical tab, form feed (a page break of a text layer), NEL, U+2028 or U+2029. Raw
text keeps whatever its file had, so all of them occur.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


class Lines:
    """The lines of one text, numbered from 0; each look-up takes O(log n).

    Attributes:
        text: the text.
        count: number of its lines, at least 1: a text that ends with a line end has an empty last line, as in every
            editor.
    """

    __slots__ = ("_ends", "_starts", "count", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = [match.span() for match in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in breaks)]
        self._ends = [*(start for start, _ in breaks), len(text)]
        self.count = len(self._starts)

    def number_at(self, position: int) -> int:
        """Return the number of the line that holds a position; a line end belongs to the line it ends.

        Raises:
            ValueError: the position is not in ``[0, len(text)]``.
        """
        if not 0 <= position <= len(self.text):
            raise ValueError(f"position {position} is outside a text of {len(self.text)} code points")
        return bisect_right(self._starts, position) - 1

    def range_of(self, line: int) -> tuple[int, int]:
        """Return the half-open range of a line without its line end.

        Raises:
            IndexError: there is no such line.
        """
        if not 0 <= line < self.count:
            raise IndexError(f"no line {line} among {self.count}")
        return self._starts[line], self._ends[line]

    def text_of(self, line: int) -> str:
        """Return the characters of a line without its line end.

        Raises:
            IndexError: there is no such line.
        """
        start, end = self.range_of(line)
        return self.text[start:end]

    def ranges(self) -> list[tuple[int, int]]:
        """Return the half-open ranges of all lines without their line ends."""
        return list(zip(self._starts, self._ends, strict=True))
