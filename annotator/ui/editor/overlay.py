"""What lies over the text of a pane for a while: characters that are lit, and the hits of a search.

Neither belongs to the text, so both are cut to display paragraphs only while these are painted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from annotator.ui.editor.pane_text import SEARCH, Mark, MarkPiece

Range = tuple[int, int]


class Overlay:
    """Ranges by block, in code points of the block."""

    def __init__(self) -> None:
        self._lit: dict[str, list[Range]] = {}
        self._found: Mapping[str, Sequence[Range]] = {}
        self._active: tuple[str, int, int] = ("", 0, 0)

    def light(self, ranges: Iterable[tuple[str, int, int]]) -> set[tuple[str, int, int]]:
        """Light these and no others; returns those that look otherwise than before."""
        before, self._lit = self._all_lit(), {}
        for block_id, start, end in ranges:
            self._lit.setdefault(block_id, []).append((start, end))
        return before ^ self._all_lit()

    def _all_lit(self) -> set[tuple[str, int, int]]:
        return {(block_id, *each) for block_id, ranges in self._lit.items() for each in ranges}

    def set_found(
        self, found: Mapping[str, Sequence[Range]], active: tuple[str, int, int]
    ) -> set[tuple[str, int, int]] | None:
        """Show hits, in order in each block, and the one the search stands at.

        Returns:
            The hits that look otherwise than before, or None if other ones are shown.
        """
        before, self._active = self._active, active
        if found != self._found:
            self._found = found
            return None
        return {hit for hit in {before, active} if before != active and hit[1:] in found.get(hit[0], ())}

    def lit(self, block_id: str, offset: int, length: int) -> list[Range]:
        """Return what is lit of a display paragraph, in code points of the paragraph.

        Args:
            block_id: its block.
            offset: where it begins in the block.
            length: its length.
        """
        ranges = self._lit.get(block_id, ())
        cut = [(max(start - offset, 0), min(end - offset, length)) for start, end in ranges]
        return [(start, end) for start, end in cut if start < end]

    def found(self, block_id: str, offset: int, length: int) -> list[MarkPiece]:
        """Return the hits in a display paragraph as marks, in code points of the paragraph; see ``lit``."""
        hits = self._found.get(block_id, ())
        pieces = []
        # Hits do not overlap, so the first that reaches into the paragraph is at most one before.
        first = max(bisect_left(hits, (offset, 0)) - 1, 0)
        for start, end in hits[first:]:
            if start >= offset + length and start > offset:
                break
            low, high = max(start - offset, 0), min(end - offset, length)
            if low < high or (start == end and low == high):
                mark = Mark(start, end, SEARCH, active=self._active == (block_id, start, end))
                pieces.append(MarkPiece(low, high, mark))
        return pieces
