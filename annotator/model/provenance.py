"""From article text to raw text and back, exact in code points (promise 3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.model.article import Block, Run
from annotator.model.page import RawRange
from annotator.model.runs import is_positional


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A half-open range ``[start, end)`` of a block's text, in code points."""

    block: str
    start: int
    end: int


def raw_ranges(block: Block, start: int, end: int) -> tuple[RawRange, ...]:
    """Return where the characters ``[start, end)`` of a block come from, in the block's order.

    Verbatim characters and replacements of equal length give exactly their own raw characters, other
    replacements the whole range they stand for, insertions nothing. Characters dropped strictly inside the range
    belong to it. An empty range gives the empty raw range at the caret.
    """
    if start == end:
        return (raw_caret(block, start),) if block.runs else ()
    found: list[RawRange] = []
    position = 0
    for run in block.runs:
        begin, position = position, position + run.length()
        if begin >= end:
            break
        raw = (
            _raw_part(run, max(start, begin) - begin, min(end, position) - begin)
            if position > start
            else None
        )
        if raw is None or raw[0] == raw[1] or (begin == position and begin <= start):
            continue
        if found and found[-1].page == run.page and found[-1].end == raw[0]:
            found[-1] = RawRange(run.page, found[-1].start, raw[1])
        else:
            found.append(RawRange(run.page, raw[0], raw[1]))
    return tuple(found)


def _raw_part(run: Run, start: int, end: int) -> tuple[int, int]:
    if is_positional(run):
        return run.start + start, run.start + end
    return run.start, run.end


def raw_caret(block: Block, position: int) -> RawRange:
    """Return the empty raw range at a caret before character ``position`` (its length: behind the last one).

    Raises:
        ValueError: the block has no runs.
    """
    if not block.runs:
        raise ValueError("a block without runs has no place in the raw text")
    begin = 0
    for run in block.runs:
        length = run.length()
        if begin <= position < begin + length:
            at = run.start + (position - begin) if is_positional(run) else run.start
            return RawRange(run.page, at, at)
        begin += length
    last = block.runs[-1]
    return RawRange(last.page, last.end, last.end)


def places_in_block(block: Block, page: str, start: int, end: int) -> list[Place]:
    """Return the ranges of the block's text that stand for the raw characters ``[start, end)`` of a page.

    A replacement of another length is given whole; dropped characters give an empty place.
    """
    places: list[Place] = []
    position = 0
    for run in block.runs:
        begin, position = position, position + run.length()
        if run.page != page or run.start >= end or run.end <= start:
            continue
        if is_positional(run):
            first = begin + max(start, run.start) - run.start
            last = begin + min(end, run.end) - run.start
        else:
            first, last = begin, position
        if places and places[-1].end == first and first != last:
            places[-1] = Place(block.id, places[-1].start, last)
        else:
            places.append(Place(block.id, first, last))
    return places


class RawIndex:
    """Finds the blocks that stand for a raw range; built once for a set of blocks, then O(log n) a query.

    Blocks are values, so an index stays right for as long as the mapping it was built from is current.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        by_page: dict[str, list[tuple[int, int, str]]] = {}
        for block in blocks:
            for run in block.runs:
                if run.end > run.start:
                    by_page.setdefault(run.page, []).append((run.start, run.end, block.id))
        for entries in by_page.values():
            entries.sort()
        self._by_page = by_page

    def blocks_at(self, page: str, start: int, end: int) -> list[str]:
        """Return the ids of the blocks holding raw characters of ``[start, end)``, in raw order, each once."""
        entries = self._by_page.get(page, [])
        # Runs never overlap (promise 2), so their ends rise with their starts.
        index = bisect_left(entries, start, key=lambda entry: entry[1] - 1)
        found: dict[str, None] = {}
        while index < len(entries) and entries[index][0] < end:
            found[entries[index][2]] = None
            index += 1
        return list(found)

    def places(self, blocks: Mapping[str, Block], page: str, start: int, end: int) -> list[Place]:
        """Return all ranges of block text that stand for the raw characters ``[start, end)`` of a page."""
        return [
            place
            for block_id in self.blocks_at(page, start, end)
            for place in places_in_block(blocks[block_id], page, start, end)
        ]
