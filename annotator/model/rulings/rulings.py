"""Rulings: what people decided about the order of the text, restated in raw positions.

Operations name blocks, and blocks do not outlive a new reconstruction. Raw text does: each raw character that is not
blank stands in exactly one block, today and after every re-run (promise 2). A ruling therefore names characters of the
pages, and can be carried out on any issue built from them. Rulings are kept in the order of deciding; where two
contradict each other the later one holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.model.article import Block, Kind, Role
from annotator.model.page import Page, RawRange
from annotator.text.widths import trim_blank


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """One character of a page's raw text, not blank; ``position`` in code points."""

    page: str
    position: int


Extent = tuple[RawRange, ...]
"""The raw characters of one block in its order; ranges that touch are one."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One thing a person decided."""


@dataclass(frozen=True, slots=True)
class Begins(Ruling):
    """A block begins with this character; a break inside what a clean-up wrote for one falls behind that."""

    at: Anchor


@dataclass(frozen=True, slots=True)
class Flows(Ruling):
    """In one block, ``first`` comes right behind ``last``."""

    last: Anchor
    first: Anchor


@dataclass(frozen=True, slots=True)
class Whole(Ruling):
    """The characters are one block."""

    extent: Extent


@dataclass(frozen=True, slots=True)
class RoleIs(Ruling):
    """The characters have a role."""

    extent: Extent
    role: Role


@dataclass(frozen=True, slots=True)
class Placed(Ruling):
    """The characters stand in a container of a kind, between two others of it.

    Attributes:
        extent: the characters, of one block.
        kind: what the container is.
        behind: the last character of the block before, or None if there is none.
        ahead: the first character of the block after, or None if there is none.
    """

    extent: Extent
    kind: Kind
    behind: Anchor | None = None
    ahead: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Opens(Ruling):
    """An article begins with this character."""

    at: Anchor


@dataclass(frozen=True, slots=True)
class OwnArticle(Ruling):
    """The characters, one extent a block, are an article, which stands behind the one that ``behind`` is in."""

    extents: tuple[Extent, ...]
    behind: Anchor | None


@dataclass(frozen=True, slots=True)
class Ordered(Ruling):
    """The article of a character stands behind the article of another (None: it is the first)."""

    at: Anchor
    behind: Anchor | None


@dataclass(frozen=True, slots=True)
class Linked(Ruling):
    """A jump links the blocks of two characters; None where the other page is missing."""

    id: str
    marker: str
    source: Anchor | None
    target: Anchor | None


@dataclass(frozen=True, slots=True)
class Unlinked(Ruling):
    """No jump links the blocks of these characters."""

    source: Anchor | None
    target: Anchor | None


@dataclass(frozen=True, slots=True)
class Written(Ruling):
    """A person has written or approved how these raw characters are spelt."""

    ranges: tuple[RawRange, ...]


def extent_of(block: Block) -> Extent:
    """Return the raw characters of a block in its order."""
    ranges: list[RawRange] = []
    for run in block.runs:
        if run.start == run.end:
            continue
        if ranges and ranges[-1].page == run.page and ranges[-1].end == run.start:
            ranges[-1] = RawRange(run.page, ranges[-1].start, run.end)
        else:
            ranges.append(RawRange(run.page, run.start, run.end))
    return tuple(ranges)


def first_of(extent: Iterable[RawRange], pages: Mapping[str, Page]) -> Anchor | None:
    """Return the first character that is not blank, or None."""
    for part in extent:
        start, end = trim_blank(pages[part.page].raw, part.start, part.end)
        if start < end:
            return Anchor(part.page, start)
    return None


def last_of(extent: Extent, pages: Mapping[str, Page]) -> Anchor | None:
    """Return the last character that is not blank, or None."""
    for part in reversed(extent):
        start, end = trim_blank(pages[part.page].raw, part.start, part.end)
        if start < end:
            return Anchor(part.page, end - 1)
    return None


def subject_of(ruling: Ruling) -> Extent:
    """Return the raw characters a ruling is about, in the order it names them."""
    match ruling:
        case Whole(extent=extent) | RoleIs(extent=extent) | Placed(extent=extent):
            return extent
        case OwnArticle(extents=extents):
            return tuple(part for extent in extents for part in extent)
        case Begins(at=at) | Opens(at=at) | Ordered(at=at):
            return (_range(at),)
        case Flows(last=last, first=first):
            return (_range(last), _range(first))
        case Linked(source=source, target=target) | Unlinked(source=source, target=target):
            return tuple(_range(anchor) for anchor in (source, target) if anchor is not None)
        case Written(ranges=ranges):
            return ranges
    return ()


def _range(at: Anchor) -> RawRange:
    return RawRange(at.page, at.position, at.position + 1)
