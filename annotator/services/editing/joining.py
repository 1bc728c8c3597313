"""Joining two paragraphs by hand, with what reconstruction does at a line end: a space only between Latin words."""

from __future__ import annotations

from annotator.model.issue import Issue
from annotator.model.operations import JoinBlocks, Operation, ReplaceText
from annotator.model.origin import cleanup
from annotator.text.spaces import join_needs_space
from annotator.text.widths import trim_blank


def join(issue: Issue, first: str, second: str) -> tuple[Operation, ...]:
    """Return the operations that append a block to another one of the same container and tidy up their joint."""
    before, behind = issue.blocks[first].text, issue.blocks[second].text
    joined = JoinBlocks(first, second)
    if not before or not behind:
        return (joined,)
    start = trim_blank(before)[1]
    end = len(before) + trim_blank(behind)[0]
    gap = (before + behind)[start:end]
    wanted = " " if join_needs_space(before, behind) else ""
    if gap == wanted:
        return (joined,)
    return joined, ReplaceText(first, start, end, wanted, gap, cleanup("join-space"))
