"""Transplanting: what people wrote goes from the present blocks to those of a new reconstruction.

A correction stands for raw characters and takes their place wherever they are now. Inserted text stands for none; it
goes behind the character it stood behind, or before the one it stood before where it opened its block.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.model.article import Article, Block, Kind, Run
from annotator.model.flag import FlagStatus
from annotator.model.issue import Issue
from annotator.model.origin import is_correction
from annotator.model.page import RawRange
from annotator.model.rulings.rulings import Ruling, Written, extent_of, first_of, last_of
from annotator.reconstruct.reruns.galley import Galley
from annotator.reconstruct.reruns.units import Holder, Unit
from annotator.text.widths import is_blank_text


class Transplanter:
    """Puts what people wrote in an issue into a galley.

    Attributes:
        carried: the present blocks that hold nothing but inserted text, by their units.
        homes: the present articles made of such blocks alone, by their containers.
        lost: blocks and numbers of runs that found no place.
    """

    def __init__(self, present: Issue, galley: Galley, rulings: Iterable[Ruling]) -> None:
        self.carried: dict[Unit, str] = {}
        self.homes: dict[Holder, str] = {}
        self.lost: list[tuple[Block, int]] = []
        self._beside_raw: dict[str, set[int]] = {}  # identities of the runs inserted for a block
        self._present = present
        self._galley = galley
        self._written = _united(
            part for ruling in rulings if isinstance(ruling, Written) for part in ruling.ranges
        )

    def run(self) -> None:
        """Do it, block by block in the present order."""
        for article in self._present.articles.values():
            for block in self._present.blocks_of(article.id):
                if self._has_raw(block):
                    self._block(block)
        for article in self._present.articles.values():
            self._rawless(article)
        for unit in [unit for unit in self._galley.units() if self._is_spent(unit)]:
            self._galley.take(unit)

    def _is_spent(self, unit: Unit) -> bool:
        """Tell whether a unit of the new reconstruction has nothing left that anybody printed or wrote."""
        written = any(is_correction(run.origin) and not is_blank_text(run.text or "") for run in unit.runs)
        return unit not in self.carried and not written and self._galley.first(unit) is None

    def _has_raw(self, block: Block) -> bool:
        return first_of(extent_of(block), self._galley.pages) is not None

    def _block(self, block: Block) -> None:
        done: dict[int, tuple[Unit, Run]] = {}
        for number, run in enumerate(block.runs):
            for part in self._to_keep(run):
                place = self._galley.clear(part.page, part.start, part.end) if part.start < part.end else None
                place = place or self._beside(block.runs, number, done)
                if place is None:
                    self.lost.append((block, number))
                    continue
                self._galley.insert(*place, part)
                done[number] = place[0], part
                if part.start == part.end:
                    self._beside_raw.setdefault(block.id, set()).add(id(part))

    def _to_keep(self, run: Run) -> Sequence[Run]:
        """Return a run if it is a correction, and of a verbatim one what a person has written or approved."""
        if is_correction(run.origin):
            return [run] if run.length() or run.start < run.end else []
        starts, ends = self._written.get(run.page, ([], []))
        number = max(bisect_right(starts, run.start) - 1, 0)
        parts = []
        while number < len(starts) and starts[number] <= run.end:
            start, end = max(starts[number], run.start), min(ends[number], run.end)
            if run.text is not None and (start < end or start == end == run.start == run.end):
                return [run]
            if start < end:
                parts.append(Run(run.page, start, end))
            number += 1
        return parts

    def _beside(
        self, runs: Sequence[Run], number: int, done: dict[int, tuple[Unit, Run]]
    ) -> tuple[Unit, int] | None:
        """Return the place behind the nearest earlier run of the block that has one, else before the next later one."""
        for earlier in range(number, -1, -1):
            unit, run = done.get(earlier, (None, runs[earlier]))
            # Of a verbatim run only a part may have been written; what follows the run follows its end.
            if unit is not None and (earlier == number or run.end == runs[earlier].end):
                return unit, next(n for n, other in enumerate(unit.runs) if other is run) + 1
            if earlier < number:
                place = self._edge(runs[earlier], behind=True)
                if place is not None:
                    return place
        for later in range(number + 1, len(runs)):
            place = self._edge(runs[later], behind=False)
            if place is not None:
                return place
        return None

    def _edge(self, run: Run, *, behind: bool) -> tuple[Unit, int] | None:
        """Return the place behind the last or before the first raw character of a run that stands anywhere."""
        positions = range(run.start, run.end)
        for position in reversed(positions) if behind else positions:
            unit = self._galley.holder_of(run.page, position)
            if unit is None:
                continue
            self._galley.cut(unit, run.page, position + 1 if behind else position)
            number = next(
                n
                for n, other in enumerate(unit.runs)
                if other.page == run.page and other.start <= position < other.end
            )
            return unit, number + 1 if behind else number
        return None

    def _rawless(self, article: Article) -> None:
        """Carry the blocks of a container over that stand for no raw text, each behind the block before it."""
        galley = self._galley
        blocks = [self._present.blocks[block_id] for block_id in article.blocks]
        before: Unit | None = None
        for number, block in enumerate(blocks):
            if self._has_raw(block):
                before = None
                continue
            if is_blank_text(block.text) and not self._is_marked(block):
                continue  # nobody misses an empty paragraph
            previous = next((other for other in reversed(blocks[:number]) if self._has_raw(other)), None)
            if before is None and previous is not None:
                before = self._edge_of(previous, last=True)
            following = next((other for other in blocks[number + 1 :] if self._has_raw(other)), None)
            after = self._edge_of(following, last=False) if before is None and following is not None else None
            unit = self._carry(block)
            if before is not None:
                galley.put(unit, before.home, before.home.units.index(before) + 1)
            elif after is not None:
                galley.put(unit, after.home, after.home.units.index(after))
            else:
                home = self._home(article)
                galley.put(unit, home, len(home.units))
            before = unit

    def _is_marked(self, block: Block) -> bool:
        """Tell whether a label span has a piece in the block, or somebody decided about something in it."""
        flags = self._present.flags.get(block.id, ())
        return bool(self._present.pieces.get(block.id)) or any(f.status is not FlagStatus.OPEN for f in flags)

    def _edge_of(self, block: Block, *, last: bool) -> Unit | None:
        """Make a unit end or begin where a present block does, and return it."""
        extent, beside = extent_of(block), self._beside_raw.get(block.id, ())
        if last:
            at = last_of(extent, self._galley.pages)
            return None if at is None else self._galley.end(at, beside)
        at = first_of(extent, self._galley.pages)
        return None if at is None else self._galley.begin(at, beside)

    def _carry(self, block: Block) -> Unit:
        unit = Unit(block.role, [], self._galley.tray, changed=True)
        self.carried[unit] = block.id
        for run in block.runs:
            if run.start < run.end:
                self._galley.clear(run.page, run.start, run.end)
            self._galley.insert(unit, len(unit.runs), run)
        return unit

    def _home(self, article: Article) -> Holder:
        if article.kind is Kind.FURNITURE:
            return self._galley.furniture
        if article.kind is Kind.UNPLACED:
            return self._galley.tray
        home = Holder(Kind.ARTICLE)
        before = self._article_before(article)
        articles = self._galley.articles
        articles.insert(articles.index(before) + 1 if before is not None and before in articles else 0, home)
        self.homes[home] = article.id
        return home

    def _article_before(self, article: Article) -> Holder | None:
        """Return the container of the nearest article before one in the present reading order that has raw text."""
        present = self._present
        for name in reversed(present.order[: present.order.index(article.id)]):
            for block in present.blocks_of(name):
                first = first_of(extent_of(block), self._galley.pages)
                unit = self._galley.find(first) if first is not None else None
                if unit is not None:
                    return unit.home
        return None


def _united(ranges: Iterable[RawRange]) -> dict[str, tuple[list[int], list[int]]]:
    """Return starts and ends of ranges by page, sorted, overlapping ones as one."""
    by_page: dict[str, list[RawRange]] = {}
    for part in sorted(ranges):
        listed = by_page.setdefault(part.page, [])
        if listed and part.start <= listed[-1].end:
            listed[-1] = RawRange(part.page, listed[-1].start, max(listed[-1].end, part.end))
        else:
            listed.append(part)
    return {
        page: ([part.start for part in listed], [part.end for part in listed])
        for page, listed in by_page.items()
    }
