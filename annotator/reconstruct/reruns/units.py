"""What a galley holds: blocks and containers in the making, and where their runs stand in the raw text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import pairwise

from annotator.model.article import Kind, Role, Run
from annotator.model.rulings.rulings import Anchor
from annotator.model.runs import is_positional
from annotator.text.widths import is_blank


@dataclass(slots=True, eq=False)
class Unit:
    """A block in the making. Units are told apart by identity; ``source`` is the block it was made from."""

    role: Role
    runs: list[Run]
    home: Holder
    source: str | None = None
    changed: bool = False


@dataclass(slots=True, eq=False)
class Holder:
    """A container in the making."""

    kind: Kind
    source: str | None = None
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class RunIndex:
    """Runs of one page that stand for raw text, by their start."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def at(self, position: int) -> int | None:
        """Return the entry that holds a position."""
        entry = bisect_right(self.starts, position) - 1
        return entry if entry >= 0 and position < self.ends[entry] else None


def cut_raw(run: Run, position: int, raw: str) -> list[Run]:
    """Cut a run at a place inside its raw range.

    What stands for its raw text as a whole cannot be cut: its characters are shown as they were read again, blanks
    aside.
    """
    if run.text == "":
        return [replace(run, end=position), replace(run, start=position)]
    if is_positional(run):
        at = position - run.start
        left = None if run.text is None else run.text[:at]
        right = None if run.text is None else run.text[at:]
        return [replace(run, end=position, text=left), replace(run, start=position, text=right)]
    parts: list[Run] = []
    edges = [run.start, position, run.end]
    for start, end in pairwise(edges):
        begin = start
        for at in range(start + 1, end + 1):
            if at == end or is_blank(raw[at]) != is_blank(raw[begin]):
                blank = is_blank(raw[begin])
                parts.append(
                    replace(run, start=begin, end=at, text="") if blank else Run(run.page, begin, at)
                )
                begin = at
    return parts


def run_at(unit: Unit, at: Anchor) -> int:
    """Return the number of the unit's run that stands for a character."""
    return next(
        n for n, run in enumerate(unit.runs) if run.page == at.page and run.start <= at.position < run.end
    )
