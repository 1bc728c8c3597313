"""Changed places: what stands in a block in place of raw characters, who or what put it there, and its reverting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.model.article import Run
from annotator.model.issue import Issue
from annotator.model.operations import (
    AcceptFlag,
    Operation,
    ReplaceSeries,
    ReplaceText,
    RevertChange,
)
from annotator.model.origin import is_correction


@dataclass(frozen=True, slots=True)
class Change:
    """A run that does not show its raw characters.

    Attributes:
        block: id of its block.
        run: the run.
        start: first code point of it in the block's text.
        end: one past the last; equal to ``start`` where characters were dropped.
        raw: the raw characters it stands for; empty where text was inserted.
    """

    block: str
    run: Run
    start: int
    end: int
    raw: str

    @property
    def is_correction(self) -> bool:
        """Whether a person decided it; else a clean-up rule did."""
        return is_correction(self.run.origin)

    @property
    def can_be_reverted(self) -> bool:
        """Whether any of the raw characters can stand in a block: line ends cannot."""
        return not self.raw or bool(self.raw.strip("\r\n"))

    def core(self) -> tuple[int, int, str]:
        """Return the range of the text that differs from the raw characters, and those that differ from it."""
        text, raw = self.run.text or "", self.raw
        head = _common(text, raw)
        tail = _common(text[head:][::-1], raw[head:][::-1])
        return self.start + head, self.end - tail, raw[head : len(raw) - tail]


def changes_of(issue: Issue, block_id: str) -> Iterator[Change]:
    """Yield the changed places of a block in order, empty insertions that only keep a place left out."""
    position = 0
    for run in issue.blocks[block_id].runs:
        start, position = position, position + run.length()
        if run.text is None or run.origin is None or (run.start == run.end and not run.text):
            continue
        raw = issue.pages[run.page].raw[run.start : run.end]
        yield Change(block_id, run, start, position, raw)


def changes_in(issue: Issue, block_id: str, start: int, end: int) -> list[Change]:
    """Return the changed places that reach into a range of a block, or touch a caret if the range is empty."""
    return [
        change
        for change in changes_of(issue, block_id)
        if (
            change.start <= end and start <= change.end
            if start == end or change.start == change.end
            else change.start < end and start < change.end
        )
    ]


def revert(change: Change) -> Operation:
    """Return the operation that lets the raw characters of a changed place show again."""
    return RevertChange(change.block, change.start, change.run, change.raw)


def made_by(change: Change, operation: Operation) -> bool:
    """Tell whether an operation may have made a change: by the same person, in the same way, with that text.

    A change whose block was split or joined since is known by its text alone, so the block is not asked for.
    """
    origin, text = change.run.origin, change.run.text or ""
    match operation:
        case AcceptFlag(text=put, origin=how) | ReplaceText(text=put, origin=how):
            return how == origin and _holds(text, put)
        case ReplaceSeries(places=places, origin=how):
            return how == origin and any(_holds(text, place.text) for place in places)
    return False


def maker_of(change: Change, operations: Iterable[tuple[Operation, str]]) -> str:
    """Return when a change was made, given operations of its issue with their times, the latest first; or empty."""
    found = [(operation, when) for operation, when in operations if made_by(change, operation)]
    here = (when for operation, when in found if change.block in _blocks(operation))
    return next(here, found[0][1] if found else "")


def _blocks(operation: Operation) -> set[str]:
    match operation:
        case AcceptFlag(block=block) | ReplaceText(block=block):
            return {block}
        case ReplaceSeries(places=places):
            return {place.block for place in places}
    return set()


def _holds(text: str, put: str) -> bool:
    """Tell whether a run's text may come from a put text: runs are merged, and cut."""
    return put == text or bool(put and text and (put in text or text in put))


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
