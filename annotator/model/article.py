"""Articles, blocks and runs: the text rebuilt from raw pages, each character with its place of origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.model.page import Page
from annotator.model.progress import Progress


class Role(StrEnum):
    """What a block is in its article, or what a piece of furniture is on its page."""

    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    JUMP = "jump"
    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"
    SIGNATURE = "signature"
    MASTHEAD = "masthead"
    FOLIO = "folio"
    IMPRINT = "imprint"
    SECTION = "section"
    ADVERTISEMENT = "advertisement"

    __hash__ = (
        str.__hash__
    )  # roles are asked for in sets all the time; an enumeration's own hash takes many times as long


FURNITURE_ROLES = frozenset({Role.MASTHEAD, Role.FOLIO, Role.IMPRINT, Role.SECTION, Role.ADVERTISEMENT})


class Kind(StrEnum):
    """What a container of blocks is. An issue has exactly one of each kind but articles."""

    ARTICLE = "article"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"


FURNITURE_ID = "furniture"
UNPLACED_ID = "unplaced"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block that stands for the stretch ``[start, end)`` of a page's raw text.

    Attributes:
        page: id of the page.
        start: first code point in the page's raw text.
        end: one past the last; ``start == end`` marks inserted text.
        text: None for verbatim text; otherwise what stands in the block instead (empty: dropped characters).
        origin: None for verbatim text; otherwise who did it, see ``annotator.model.origin``.
    """

    page: str
    start: int
    end: int
    text: str | None = None
    origin: str | None = None

    def spell(self, pages: Mapping[str, Page]) -> str:
        """Return the run's text in the block."""
        if self.text is not None:
            return self.text
        return pages[self.page].raw[self.start : self.end]

    def length(self) -> int:
        """Return the number of code points the run has in the block."""
        return self.end - self.start if self.text is None else len(self.text)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like unit of an article (段).

    ``text`` is the concatenation of the runs, kept beside them so that reading needs no pages; make blocks with
    ``build_block`` so that the two agree.
    """

    id: str
    role: Role
    runs: tuple[Run, ...]
    text: str


def build_block(block_id: str, role: Role, runs: Iterable[Run], pages: Mapping[str, Page]) -> Block:
    """Make a block whose text is spelt from its runs."""
    kept = tuple(runs)
    return Block(block_id, role, kept, "".join(run.spell(pages) for run in kept))


@dataclass(frozen=True, slots=True)
class Article:
    """A container of blocks in reading order: an article (成稿), the issue's furniture, or its tray 未归.

    Attributes:
        id: identifier, unique in the issue (``FURNITURE_ID`` and ``UNPLACED_ID`` are fixed).
        kind: what the container is.
        blocks: ids of its blocks in order.
        progress: how far an article has come in proofreading.
    """

    id: str
    kind: Kind
    blocks: tuple[str, ...] = ()
    progress: Progress = field(default_factory=Progress)
