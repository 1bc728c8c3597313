"""What people did to the paragraphs of an article: where they joined two and where they split one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from annotator.model.article import Block, Role, Run
from annotator.model.corrections import Piece, pieces_of
from annotator.model.issue import Issue


class Break(Enum):
    """The end of a line of a tracked text: there all the time, put in by a person, or taken out by a person."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a block that was one paragraph, or is one now.

    Attributes:
        block: id of the block it stands in now.
        role: its role.
        pieces: what it says, with corrections.
        end: the paragraph mark behind it.
    """

    block: str
    role: Role
    pieces: tuple[Piece, ...]
    end: Break


def tracked_lines(issue: Issue, places: BasePlaces, article_id: str) -> list[Line]:
    """Return an article as lines with the paragraph marks that people joined at or put in.

    Accepting everything gives the article's blocks as they are, rejecting everything the paragraphs of the base, as far
    as they stand in the same order.
    """
    lines: list[Line] = []
    last_paragraph: str | None = None
    for block in issue.blocks_of(article_id):
        for number, runs in enumerate(_by_paragraph(block, places)):
            paragraph = _paragraph_of(runs, places) or places.bare(block.id)
            # What holds nothing of the base is a paragraph by somebody's hand, at the edge of another one.
            inserted = paragraph is None or last_paragraph in (None, paragraph)
            if lines and number:
                lines[-1] = _ending(lines[-1], Break.DELETED)
            elif lines and inserted:
                lines[-1] = _ending(lines[-1], Break.INSERTED)
            part = Block(block.id, block.role, tuple(runs), "")
            pieces = tuple(places.with_clean_ups(piece) for piece in pieces_of(part, issue.pages))
            lines.append(Line(block.id, block.role, pieces, Break.KEPT))
            last_paragraph = paragraph or last_paragraph
    return lines


def _ending(line: Line, end: Break) -> Line:
    return Line(line.block, line.role, line.pieces, end)


def _by_paragraph(block: Block, places: BasePlaces) -> Iterator[list[Run]]:
    """Yield the runs of a block, parted where they come from different paragraphs of the base."""
    part: list[Run] = []
    paragraph: str | None = None
    for run in (cut for whole in block.runs for cut in places.cut(whole)):
        found = places.of(run)
        if part and found is not None and paragraph is not None and found != paragraph:
            yield part
            part = []
        part.append(run)
        paragraph = found or paragraph
    yield part


def _paragraph_of(runs: Iterable[Run], places: BasePlaces) -> str | None:
    return next((found for run in runs if (found := places.of(run)) is not None), None)


class BasePlaces:
    """Which block of the base stands for which raw characters, and what it made of them."""

    def __init__(self, base: Issue) -> None:
        self._pages = base.pages
        self._runs: dict[str, list[Run]] = {}
        for block in base.blocks.values():
            for run in block.runs:
                self._runs.setdefault(run.page, []).append(run)
        for runs in self._runs.values():
            runs.sort(key=lambda run: (run.start, run.end))
        self._ends = {page: [run.end for run in runs] for page, runs in self._runs.items()}
        listed: dict[str, list[tuple[int, int, str]]] = {}
        for block in base.blocks.values():
            for run in block.runs:
                if run.end > run.start:
                    listed.setdefault(run.page, []).append((run.start, run.end, block.id))
        self._ranges = {page: sorted(ranges) for page, ranges in listed.items()}

        self._bare = {
            block.id for block in base.blocks.values() if all(run.end <= run.start for run in block.runs)
        }

    def bare(self, block_id: str) -> str | None:
        """Return the id of a block that stood in the base without holding any raw character; None for others."""
        return block_id if block_id in self._bare else None

    def cut(self, run: Run) -> list[Run]:
        """Return a run cut where the base's blocks met whose raw text it stands for, its text in the first part."""
        ranges = self._ranges.get(run.page, [])
        first = bisect_right(ranges, (run.start, float("inf"), ""))
        owner = ranges[first - 1][2] if first else ""
        cuts = [run.start]
        for start, _, block_id in ranges[first:]:
            if start >= run.end:
                break
            if block_id != owner:
                cuts.append(start)
                owner = block_id
        if len(cuts) == 1:
            return [run]
        ends = [*cuts[1:], run.end]
        text = None if run.text is None else ""
        parts = [replace(run, start=start, end=end, text=text) for start, end in zip(cuts, ends, strict=True)]
        return [replace(parts[0], text=run.text), *parts[1:]]

    def of(self, run: Run) -> str | None:
        """Return the base's block that holds a run's first raw character; None for inserted text."""
        ranges = self._ranges.get(run.page, [])
        if run.end <= run.start or not ranges:
            return None
        at = bisect_right(ranges, (run.start, float("inf"), "")) - 1
        return ranges[at][2] if at >= 0 and ranges[at][0] <= run.start < ranges[at][1] else None

    def with_clean_ups(self, piece: Piece) -> Piece:
        """Return a correction whose ``before`` is what reconstruction made of the raw text, clean-ups included."""
        if not piece.is_correction or piece.start == piece.end:
            return piece
        before = ""
        runs = self._runs.get(piece.page, [])
        # Runs do not overlap, so their ends rise with their starts.
        for run in runs[bisect_right(self._ends.get(piece.page, []), piece.start) :]:
            if run.start >= piece.end:
                break
            if run.text is None:
                raw = self._pages[run.page].raw
                before += raw[max(run.start, piece.start) : min(run.end, piece.end)]
            elif piece.start <= run.start and run.end <= piece.end:
                before += run.text
        return replace(piece, before=before)
