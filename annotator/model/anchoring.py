"""Where ranges of a block's text lie in another issue of the same pages (promise 6).

A character is told by the raw character it stands for; one that stands for none (inserted text), or only together with
others, by the run it belongs to. So a range is found again after any change of blocks, as long as its runs were kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.model.article import Block, Run
from annotator.model.provenance import Place
from annotator.model.runs import is_positional

_Entry = tuple[int, int, str, int, Run]  # raw start and end, block, position in its text, run


class Locator:
    """Finds characters of one issue's blocks in another's."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._by_page: dict[str, list[_Entry]] = {}
        self._inserted: dict[Run, list[tuple[str, int]]] = {}
        for block in blocks:
            position = 0
            for run in block.runs:
                if run.start < run.end:
                    entry = (run.start, run.end, block.id, position, run)
                    self._by_page.setdefault(run.page, []).append(entry)
                else:
                    self._inserted.setdefault(run, []).append((block.id, position))
                position += run.length()
        self._starts: dict[str, list[int]] = {}
        for page, entries in self._by_page.items():
            entries.sort(key=lambda entry: entry[:2])
            self._starts[page] = [entry[0] for entry in entries]

    def places(self, block: Block, start: int, end: int) -> list[Place]:
        """Return where the characters ``[start, end)`` of a block's text lie, in their order; neighbours are one place.

        Characters that are nowhere are left out.
        """
        places: list[Place] = []
        position = 0
        for run in block.runs:
            length = run.length()
            first, last = max(start - position, 0), min(end - position, length)
            position += length
            if first >= last:
                continue
            for place in self._run_places(run, first, last):
                before = places[-1] if places else None
                if before is not None and (before.block, before.end) == (place.block, place.start):
                    places[-1] = Place(place.block, before.start, place.end)
                elif before is None or not before.start <= place.start <= place.end <= before.end:
                    places.append(place)
        return places

    def block_at(self, page: str, position: int) -> str | None:
        """Return the block with a run that stands for a raw character, or None."""
        entries = self._entries(page, position, position + 1)
        return entries[0][2] if entries else None

    def shares(self, run: Run) -> list[tuple[str, int]]:
        """Return the blocks that stand for raw characters of a run, each with how many."""
        if run.start == run.end:
            return []
        return [
            (block, min(end, run.end) - max(start, run.start))
            for start, end, block, _, _ in self._entries(run.page, run.start, run.end)
        ]

    def _run_places(self, run: Run, first: int, last: int) -> list[Place]:
        """Return where characters ``[first, last)`` of a run's text lie."""
        if run.start == run.end:
            return [
                Place(block, position + first, position + last)
                for block, position in self._inserted.get(run, ())[:1]
            ]
        start, end = (run.start + first, run.start + last) if is_positional(run) else (run.start, run.end)
        found = []
        for other_start, other_end, block, position, other in self._entries(run.page, start, end):
            if other == run:
                found.append(Place(block, position + first, position + last))
            elif is_positional(other):
                begin = position + max(start, other_start) - other_start
                found.append(Place(block, begin, position + min(end, other_end) - other_start))
            elif other.length():
                found.append(Place(block, position, position + other.length()))
        return found

    def _entries(self, page: str, start: int, end: int) -> Sequence[_Entry]:
        entries = self._by_page.get(page, [])
        number = max(bisect_right(self._starts.get(page, []), start) - 1, 0)
        found = []
        while number < len(entries) and entries[number][0] < end:
            if entries[number][1] > start:
                found.append(entries[number])
            number += 1
        return found

    def caret(self, block: Block, position: int) -> Place | None:
        """Return the empty place at a caret of a block: behind the character before it, else before the one after."""
        if position > 0:
            before = self.places(block, position - 1, position)
            if before:
                return Place(before[-1].block, before[-1].end, before[-1].end)
        after = self.places(block, position, position + 1)
        if after:
            return Place(after[0].block, after[0].start, after[0].start)
        return self._raw_caret(block, position)

    def _raw_caret(self, block: Block, position: int) -> Place | None:
        """Return where the raw characters around a caret are, dropped ones too, the nearest first."""
        reached = 0
        ranked = []
        for run in block.runs:
            distance = min(abs(reached - position), abs(reached + run.length() - position))
            reached += run.length()
            if run.start < run.end:
                ranked.append((distance, run))
        for _, run in sorted(ranked, key=lambda entry: entry[0]):
            for _, _, other, begin, found in self._entries(run.page, run.start, run.end):
                at = begin + (max(run.start, found.start) - found.start if is_positional(found) else 0)
                return Place(other, at, at)
        return None
