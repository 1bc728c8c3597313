"""A galley: an issue taken apart into units that are cut at raw characters, moved and put together again.

Compositors keep set type in galleys before it is made up into pages. Units are blocks on their way to another shape;
every character of the pages that some run stands for is found by its place in the raw text at any time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping

from annotator.model.article import Kind, Run
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.model.rulings.rulings import Anchor, Extent
from annotator.reconstruct.reruns.units import Holder, RunIndex, Unit, cut_raw, run_at
from annotator.text.widths import is_blank, is_blank_text


class Galley:
    """The units of an issue in their containers.

    Attributes:
        pages: the raw pages.
        articles: containers of kind article in reading order.
        furniture: the container of furniture.
        tray: the container of unplaced text.
    """

    def __init__(self, issue: Issue) -> None:
        self.pages: Mapping[str, Page] = issue.pages
        self._index: dict[str, RunIndex] = {page: RunIndex() for page in issue.pages}
        entries: list[tuple[str, int, int, Unit]] = []
        holders: dict[str, Holder] = {}
        for article in issue.articles.values():
            holder = holders[article.id] = Holder(article.kind, article.id)
            for block in issue.blocks_of(article.id):
                unit = Unit(block.role, list(block.runs), holder, block.id)
                holder.units.append(unit)
                entries += [(run.page, run.start, run.end, unit) for run in unit.runs if run.start < run.end]
        for page, start, end, unit in sorted(entries, key=lambda entry: entry[:2]):
            index = self._index[page]
            index.starts.append(start)
            index.ends.append(end)
            index.units.append(unit)
        self.articles = [holders[article_id] for article_id in issue.order]
        self.furniture = next(entry for entry in holders.values() if entry.kind is Kind.FURNITURE)
        self.tray = next(entry for entry in holders.values() if entry.kind is Kind.UNPLACED)
        self._joined: dict[Unit, Unit] = {}

    def holders(self) -> list[Holder]:
        """Return all containers: articles in reading order, furniture, tray."""
        return [*self.articles, self.furniture, self.tray]

    def units(self) -> Iterator[Unit]:
        """Yield all units in the order of their containers."""
        return (unit for holder in self.holders() for unit in holder.units)

    # Finding -------------------------------------------------------------------------------------------

    def find(self, at: Anchor) -> Unit | None:
        """Return the unit with a run that stands for a character, or None."""
        return self.holder_of(at.page, at.position)

    def holder_of(self, page: str, position: int) -> Unit | None:
        """Return the unit with a run that stands for the raw character at a position, blank or not, or None."""
        index = self._index[page]
        entry = index.at(position)
        return None if entry is None else index.units[entry]

    def owners(self, extent: Extent) -> list[Unit]:
        """Return the units that stand for characters of an extent, in its order."""
        found: dict[Unit, None] = {}
        for part in extent:
            index = self._index[part.page]
            entry = max(bisect_right(index.starts, part.start) - 1, 0)
            while entry < len(index.starts) and index.starts[entry] < part.end:
                if index.ends[entry] > part.start:
                    unit = index.units[entry]
                    raw = self.pages[part.page].raw
                    shared = raw[max(part.start, index.starts[entry]) : min(part.end, index.ends[entry])]
                    if not is_blank_text(shared):
                        found[unit] = None
                entry += 1
        return list(found)

    def comes_after(self, last: Anchor, first: Anchor) -> bool:
        """Tell whether ``first`` is the next character behind ``last`` in a container, blanks aside."""
        unit = self.find(last)
        if unit is None:
            return False
        position = last.position
        found = False
        for run in unit.runs:
            if not found:
                if run.page == last.page and run.start <= position < run.end:
                    found = True
                    following = self._first_in(run, position + 1)
                    if following is not None:
                        return following == first
                continue
            following = self._first_in(run, run.start)
            if following is not None:
                return following == first
        units = unit.home.units
        for other in units[units.index(unit) + 1 :]:
            opening = self.first(other)
            if opening is not None:
                return opening == first
        return False

    def first(self, unit: Unit) -> Anchor | None:
        """Return a unit's first character that is not blank, or None."""
        anchors = (self._first_in(run, run.start) for run in unit.runs)
        return next((anchor for anchor in anchors if anchor is not None), None)

    def _first_in(self, run: Run, position: int) -> Anchor | None:
        raw = self.pages[run.page].raw
        while position < run.end and is_blank(raw[position]):
            position += 1
        return Anchor(run.page, position) if position < run.end else None

    def says_something(self, run: Run) -> bool:
        """Tell whether a run has text, or stands for raw characters that are not blank."""
        return bool(run.length()) or not is_blank_text(self.pages[run.page].raw[run.start : run.end])

    def heir(self, unit: Unit) -> Unit:
        """Return the unit that a unit was joined to, or itself."""
        while unit in self._joined:
            unit = self._joined[unit]
        return unit

    # Cutting -------------------------------------------------------------------------------------------

    def begin(self, at: Anchor, beside: Collection[int] = ()) -> Unit | None:
        """Make a unit begin with a character, and return it; None if no run stands for the character.

        Inserted runs right before it stay with it if their ``id`` is in ``beside``.
        """
        unit = self.find(at)
        if unit is None:
            return None
        self._cut_between(unit, at.page, at.position)
        number = run_at(unit, at)
        while number and (id(unit.runs[number - 1]) in beside):
            number -= 1
        if any(self.says_something(run) for run in unit.runs[:number]):
            return self._divide(unit, number)
        return unit

    def end(self, at: Anchor, beside: Collection[int] = ()) -> Unit | None:
        """Make a unit end with a character, and return it; None if no run stands for the character.

        Inserted runs right behind it stay with it if their ``id`` is in ``beside``.
        """
        unit = self.find(at)
        if unit is None:
            return None
        self._cut_between(unit, at.page, at.position + 1)
        number = run_at(unit, at) + 1
        while number < len(unit.runs) and (
            id(unit.runs[number]) in beside or not self.says_something(unit.runs[number])
        ):
            number += 1
        if number < len(unit.runs):
            self._divide(unit, number)
        return unit

    def cut(self, unit: Unit, page: str, position: int) -> None:
        """Cut the unit's run that stands for raw text on both sides of a position, if there is one."""
        for number, run in enumerate(unit.runs):
            if run.page == page and run.start < position < run.end:
                parts = cut_raw(run, position, self.pages[page].raw)
                unit.runs[number : number + 1] = parts
                unit.changed = True
                index = self._index[page]
                entry = bisect_left(index.starts, run.start)
                ranges = [(part.start, part.end) for part in parts]
                index.starts[entry : entry + 1] = [start for start, _ in ranges]
                index.ends[entry : entry + 1] = [end for _, end in ranges]
                index.units[entry : entry + 1] = [unit] * len(ranges)
                return

    def _cut_between(self, unit: Unit, page: str, position: int) -> None:
        """Cut as ``cut`` does, unless only blanks of the run would be on one side."""
        raw = self.pages[page].raw
        for run in unit.runs:
            if run.page == page and run.start < position < run.end:
                if not is_blank_text(raw[run.start : position]) and not is_blank_text(
                    raw[position : run.end]
                ):
                    self.cut(unit, page, position)
                return

    def _divide(self, unit: Unit, number: int) -> Unit:
        rest = Unit(unit.role, unit.runs[number:], unit.home, None, changed=True)
        unit.runs, unit.changed = unit.runs[:number], True
        self._claim(rest)
        units = unit.home.units
        units.insert(units.index(unit) + 1, rest)
        return rest

    def _claim(self, unit: Unit) -> None:
        for run in unit.runs:
            if run.start < run.end:
                index = self._index[run.page]
                index.units[bisect_left(index.starts, run.start)] = unit

    # Moving --------------------------------------------------------------------------------------------

    def join(self, first: Unit, second: Unit) -> None:
        """Append the runs of one unit to another; it goes."""
        first.runs += second.runs
        first.changed = True
        for run in second.runs:
            if run.start < run.end:
                index = self._index[run.page]
                index.units[bisect_left(index.starts, run.start)] = first
        self._joined[second] = first
        self.take(second)

    def take(self, unit: Unit) -> None:
        """Take a unit out of its container; an article left empty goes."""
        holder = unit.home
        holder.units.remove(unit)
        if not holder.units and holder.kind is Kind.ARTICLE:
            self.articles = [entry for entry in self.articles if entry is not holder]

    def put(self, unit: Unit, holder: Holder, number: int) -> None:
        """Put a unit that was taken out into a container."""
        unit.home = holder
        holder.units.insert(number, unit)

    def hold(self, extent: Extent) -> Unit | None:
        """Make the characters of an extent one unit, apart from all others; None if nothing stands for them."""
        parts: list[Unit] = []
        for owner in self.owners(extent):
            for part in extent:
                self._cut_between(owner, part.page, part.start)
                self._cut_between(owner, part.page, part.end)
            parts += self._isolated(owner, extent)
        ranked = sorted(parts, key=lambda unit: self._rank(unit, extent))
        if not ranked:
            return None
        for unit in ranked[1:]:
            self.join(ranked[0], unit)
        return ranked[0]

    def _isolated(self, owner: Unit, extent: Extent) -> list[Unit]:
        """Divide a unit where the extent begins and ends in it, and return what is inside."""
        wanted: list[Unit] = []
        unit, inside = owner, None
        number = 0
        while number < len(unit.runs):
            run = unit.runs[number]
            first = self._first_in(run, run.start)
            if first is not None:
                within = any(p.page == run.page and p.start <= first.position < p.end for p in extent)
                if inside is None:
                    inside = within
                elif within is not inside:
                    rest = self._divide(unit, number)
                    if inside:
                        wanted.append(unit)
                    unit, inside, number = rest, within, 0
            number += 1
        if inside:
            wanted.append(unit)
        return wanted

    def _rank(self, unit: Unit, extent: Extent) -> tuple[int, int]:
        first = self.first(unit)
        assert first is not None
        number = next(
            n
            for n, part in enumerate(extent)
            if part.page == first.page and part.start <= first.position < part.end
        )
        return number, first.position

    def split_article(self, holder: Holder, number: int) -> Holder:
        """Make the units of an article from a number on an article of its own, right behind it."""
        rest = Holder(Kind.ARTICLE, None, holder.units[number:])
        holder.units = holder.units[:number]
        for unit in rest.units:
            unit.home = rest
        self.articles.insert(self.articles.index(holder) + 1, rest)
        return rest

    def new_article(self, behind: Holder | None) -> Holder:
        """Add an empty article behind another one (None, or what is no article: at the end)."""
        holder = Holder(Kind.ARTICLE)
        number = len(self.articles)
        if behind is not None and behind in self.articles:
            number = self.articles.index(behind) + 1
        self.articles.insert(number, holder)
        return holder

    # Other text ----------------------------------------------------------------------------------------

    def clear(self, page: str, start: int, end: int) -> tuple[Unit, int] | None:
        """Take the runs that stand for ``[start, end)`` of a page out, and return where the first of them was.

        The place is a unit and the number of the run in it that a new run is to be put before; None where no run
        stood for any of these characters.
        """
        place: tuple[Unit, int] | None = None
        index = self._index[page]
        while True:
            entry = max(bisect_right(index.starts, start) - 1, 0)
            while entry < len(index.starts) and index.ends[entry] <= start:
                entry += 1
            if entry >= len(index.starts) or index.starts[entry] >= end:
                return place
            unit = index.units[entry]
            self.cut(unit, page, start)
            self.cut(unit, page, end)
            numbers = [
                n
                for n, run in enumerate(unit.runs)
                if run.page == page and start <= run.start < run.end <= end
            ]
            if place is None:
                place = unit, numbers[0]
            for n in reversed(numbers):
                run = unit.runs.pop(n)
                found = bisect_left(index.starts, run.start)
                del index.starts[found], index.ends[found], index.units[found]
                if place[0] is unit and n < place[1]:
                    place = unit, place[1] - 1
            unit.changed = True

    def insert(self, unit: Unit, number: int, run: Run) -> None:
        """Put a run into a unit before its run ``number``; what it stands for must be free, see ``clear``."""
        unit.runs.insert(number, run)
        unit.changed = True
        if run.start < run.end:
            index = self._index[run.page]
            entry = bisect_left(index.starts, run.start)
            index.starts.insert(entry, run.start)
            index.ends.insert(entry, run.end)
            index.units.insert(entry, unit)
