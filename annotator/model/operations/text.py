"""Operations that change characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from annotator.model.article import Block, Run, build_block
from annotator.model.issue import Issue
from annotator.model.marks import edit_flags, edit_pieces
from annotator.model.operations.base import Operation, OperationError, block_of, put
from annotator.model.origin import cleanup
from annotator.model.runs import Runs, replace_in_runs, tidy
from annotator.text.spaces import join_needs_space

Value = TypeVar("Value")


def replace_text(issue: Issue, block_id: str, start: int, end: int, text: str, origin: str) -> Issue:
    """Return the issue with ``[start, end)`` of a block replaced; flags and label pieces follow.

    Raises:
        OperationError: there is no such block, or the range lies outside its text.
    """
    block = block_of(issue, block_id)
    if not 0 <= start <= end <= len(block.text):
        raise OperationError("range.outside", block_id)
    runs = replace_in_runs(block.runs, start, end, text, origin, issue.pages)
    return put_runs(issue, block, runs, (start, end, len(text)))


def put_runs(issue: Issue, block: Block, runs: Runs, edit: tuple[int, int, int]) -> Issue:
    """Return the issue with other runs in a block; flags and label pieces follow.

    Args:
        issue: the issue.
        block: the block as it is.
        runs: its new runs.
        edit: first code point that is replaced, one past the last, and how many stand there now.
    """
    changed = build_block(block.id, block.role, runs, issue.pages)
    flags, pieces = issue.flags, issue.pieces
    if block.id in flags:
        flags = put(flags, {block.id: edit_flags(flags[block.id], *edit)})
    if block.id in pieces:
        pieces = put(pieces, {block.id: edit_pieces(pieces[block.id], *edit)})
    return replace(issue, blocks={**issue.blocks, block.id: changed}, flags=flags, pieces=pieces)


def check_expected(block: Block, start: int, end: int, expected: str) -> None:
    """Check that a range of a block holds what somebody saw there.

    Raises:
        OperationError: the range lies outside the text, or something else stands there now.
    """
    if not 0 <= start <= end <= len(block.text):
        raise OperationError("range.outside", block.id)
    if block.text[start:end] != expected:
        raise OperationError("text.changed", block.id)


def _keep(entries: dict[str, tuple[Value, ...]], key: str, values: tuple[Value, ...]) -> None:
    if values:
        entries[key] = values
    else:
        entries.pop(key, None)


@dataclass(frozen=True, slots=True)
class ReplaceText(Operation):
    """Replace the characters ``[start, end)`` of a block.

    Attributes:
        expected: what stands there now; a mismatch is refused, so a stale edit cannot hit the wrong place.
        origin: who does it, see ``annotator.model.origin``.
    """

    block: str
    start: int
    end: int
    text: str
    expected: str
    origin: str

    def apply(self, issue: Issue) -> Issue:
        """Replace the text."""
        if block_of(issue, self.block).text[self.start : self.end] != self.expected:
            raise OperationError("text.changed", self.block)
        return replace_text(issue, self.block, self.start, self.end, self.text, self.origin)


@dataclass(frozen=True, slots=True)
class Replacement:
    """One place of a series: ``[start, end)`` of a block, as it stands before the series is applied."""

    block: str
    start: int
    end: int
    expected: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplaceSeries(Operation):
    """Replace many places at once, as one undoable change (an accepted series, a replace-all)."""

    places: tuple[Replacement, ...]
    origin: str

    def apply(self, issue: Issue) -> Issue:
        """Replace from the last place of each block to the first, so that positions stay right."""
        by_block: dict[str, list[Replacement]] = {}
        for place in sorted(self.places, key=lambda place: (place.start, place.end), reverse=True):
            listed = by_block.setdefault(place.block, [])
            if listed and place.end > listed[-1].start:
                raise OperationError("series.overlap", place.block)
            listed.append(place)
        blocks, flags, pieces = dict(issue.blocks), dict(issue.flags), dict(issue.pieces)
        for block_id, places in by_block.items():
            block = block_of(issue, block_id)
            runs = block.runs
            for place in places:
                check_expected(block, place.start, place.end, place.expected)
                runs = replace_in_runs(runs, place.start, place.end, place.text, self.origin, issue.pages)
                edit = place.start, place.end, len(place.text)
                _keep(flags, block_id, edit_flags(flags.get(block_id, ()), *edit))
                _keep(pieces, block_id, edit_pieces(pieces.get(block_id, ()), *edit))
            blocks[block_id] = build_block(block.id, block.role, runs, issue.pages)
        return replace(issue, blocks=blocks, flags=flags, pieces=pieces)


@dataclass(frozen=True, slots=True)
class RevertChange(Operation):
    """Let raw characters show again where other text stands in their place.

    Attributes:
        block: the block.
        start: code point of the block's text at which the run begins.
        run: the run that is there now; another is refused, so a stale wish cannot hit the wrong place.
        raw: the raw characters it stands for; empty where the run was inserted, which is taken out then. Line ends
            among them vanish as in reconstruction: they become a space between two Latin words only.
    """

    block: str
    start: int
    run: Run
    raw: str

    def apply(self, issue: Issue) -> Issue:
        """Put the verbatim run in place of the changed one; flags and label pieces follow."""
        block = block_of(issue, self.block)
        run = self.run
        starts = accumulate((entry.length() for entry in block.runs), initial=0)
        here = (index for index, at in enumerate(starts) if at == self.start)
        index = next((at for at in here if block.runs[at : at + 1] == (run,)), None)
        if index is None or run.text is None:
            raise OperationError("text.changed", self.block)
        page = issue.pages.get(run.page)
        if page is None or page.raw[run.start : run.end] != self.raw:
            raise OperationError("revert.raw", self.block)
        bare = tuple(_verbatim(run, self.raw)) if self.raw else (replace(run, text=""),)
        if not bare:
            raise OperationError("revert.raw", self.block)
        runs = tidy((*block.runs[:index], *bare, *block.runs[index + 1 :]))
        length = sum(entry.length() for entry in bare)
        return put_runs(issue, block, runs, (self.start, self.start + run.length(), length))


_LINE = re.compile(r"[^\r\n]+")


def _verbatim(run: Run, raw: str) -> Iterator[Run]:
    """Yield runs that show the raw characters of a run, without the line ends among them."""
    before = ""
    for line in _LINE.finditer(raw):
        start = run.start + line.start()
        if before and join_needs_space(before, line.group()):
            yield Run(run.page, start, start, " ", cleanup("join-space"))
        yield Run(run.page, start, run.start + line.end())
        before = line.group()
