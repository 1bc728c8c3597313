"""Moving text by hand: paragraphs, stretches of text and raw text, each as operations of one undoable step.

Text is moved with its runs, so that it keeps its provenance, its labels and its decided flags.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.article import Block
from annotator.model.issue import Issue
from annotator.model.operations import JoinBlocks, MoveBlocks, Operation, SetRole, SplitBlock
from annotator.model.provenance import RawIndex
from annotator.services.project.session import new_id


def move_paragraphs(
    issue: Issue, blocks: Sequence[str], article: str, before: str | None = None
) -> list[Operation]:
    """Return what moves blocks before another block of a container (None: to its end); nothing if they are there."""
    moving = tuple(block for block in blocks if block in issue.blocks)
    listed = issue.articles[article].blocks
    if before in moving:
        behind = listed[listed.index(before) :] if before in listed else ()
        before = next((block for block in behind if block not in moving), None)
    rest = [block for block in listed if block not in moving]
    index = rest.index(before) if before is not None else len(rest)
    if not moving or (*rest[:index], *moving, *rest[index:]) == listed:
        return []
    return [MoveBlocks(moving, article, before)]


def step_paragraphs(issue: Issue, blocks: Sequence[str], step: int) -> list[Operation]:
    """Return what moves neighbouring blocks of a container up (-1) or down (1) by one block; nothing at its edge."""
    article = issue.article_of(blocks[0])
    first, last = article.blocks.index(blocks[0]), article.blocks.index(blocks[-1])
    if step < 0:
        before: str | None = article.blocks[first - 1] if first else blocks[0]
    elif last + 1 < len(article.blocks):
        before = article.blocks[last + 2] if last + 2 < len(article.blocks) else None
    else:
        before = blocks[0]
    return move_paragraphs(issue, blocks, article.id, before)


def place_by_page(issue: Issue, article: str, block: Block) -> str | None:
    """Return the block of a container to put a block before, by their places on the page; None for its end."""
    if not block.runs:
        return None
    page, start = block.runs[0].page, block.runs[0].start
    listed = [key for key in issue.articles[article].blocks if key != block.id]
    before = [
        number
        for number, key in enumerate(listed)
        for run in issue.blocks[key].runs
        if run.page == page and run.start <= start
    ]
    if not before:
        return next(
            (key for key in listed if any(run.page == page for run in issue.blocks[key].runs[:1])), None
        )
    return listed[max(before) + 1] if max(before) + 1 < len(listed) else None


def place_raw(
    issue: Issue, page: str, start: int, end: int, article: str, before: str | None = None
) -> list[Operation]:
    """Return what takes raw text from wherever it stands and puts it into a container, in the order of the page.

    Args:
        issue: the issue.
        page: id of the page.
        start: first code point of the raw text.
        end: one past the last.
        article: the container.
        before: the block to put it before, or None for the end.
    """
    index = RawIndex(issue.blocks.values())
    operations: list[Operation] = []
    taken: list[str] = []
    for block_id in index.blocks_at(page, start, end):
        places = [place for place in index.places(issue.blocks, page, start, end) if place.block == block_id]
        first, last = min(place.start for place in places), max(place.end for place in places)
        if first == last:
            continue  # nothing of it is shown
        length = len(issue.blocks[block_id].text)
        if last < length:
            rest = new_id("b")
            operations.append(SplitBlock(block_id, last, rest))
            if before == block_id and not first:
                before = rest
        if first:
            part = new_id("b")
            operations.append(SplitBlock(block_id, first, part))
            taken.append(part)
        else:
            taken.append(block_id)
    if not taken:
        return []
    if before in taken:
        listed = issue.articles[article].blocks
        behind = listed[listed.index(before) :] if before in listed else ()
        before = next((key for key in behind if key not in taken), None)
    move = MoveBlocks(tuple(taken), article, before)
    if not operations and _is_there(issue, move):
        return []
    return [*operations, move]


def _is_there(issue: Issue, move: MoveBlocks) -> bool:
    return not move_paragraphs(issue, move.blocks, move.article, move.before)


class _Cutting:
    """Blocks while they are cut and joined, and the operations that do it."""

    def __init__(self, issue: Issue) -> None:
        self.operations: list[Operation] = []
        self._lengths = {key: len(block.text) for key, block in issue.blocks.items()}
        self._heirs: dict[str, tuple[str, int]] = {}

    def length(self, block: str) -> int:
        return self._lengths[block]

    def cut(self, block: str, at: int) -> str:
        """Split a block, and return the part from there on."""
        rest = new_id("b")
        self.operations.append(SplitBlock(block, at, rest))
        self._lengths[rest] = self._lengths[block] - at
        self._lengths[block] = at
        return rest

    def join(self, first: str, second: str) -> None:
        """Join two blocks, or what they have become part of."""
        first, second = self.find(first)[0], self.find(second)[0]
        if first != second:
            self.operations.append(JoinBlocks(first, second))
            self._heirs[second] = first, self._lengths[first]
            self._lengths[first] += self._lengths[second]

    def find(self, block: str, at: int = 0) -> tuple[str, int]:
        """Return where a position of a block is now, as block and position."""
        while block in self._heirs:
            block, offset = self._heirs[block]
            at += offset
        return block, at


def move_text(
    issue: Issue, first: str, start: int, last: str, end: int, target: str, position: int
) -> tuple[list[Operation], tuple[str, int]]:
    """Return what moves text over one or several blocks to a caret elsewhere, as cutting and pasting it would.

    Args:
        issue: the issue.
        first: the block the text begins in.
        start: first code point, in ``first``.
        last: the block it ends in, of the same container.
        end: one past the last code point, in ``last``.
        target: the block to move it to.
        position: the caret in ``target``.

    Returns:
        The operations, none where the caret is in the text itself or at its edge; and the block and position where
        the text begins then.
    """
    blocks = issue.article_of(first).blocks
    covered = list(blocks[blocks.index(first) : blocks.index(last) + 1])
    nothing: tuple[list[Operation], tuple[str, int]] = ([], (target, position))
    if target in covered:
        low = start if target == first else 0
        high = end if target == last else len(issue.blocks[target].text)
        if low <= position <= high or (target not in (first, last)):
            return nothing
    if (first, start) == (last, end):
        return nothing
    work = _Cutting(issue)
    right = work.cut(last, end) if end < work.length(last) else None
    if target == last and position >= end and right is not None:
        target, position = right, position - end
    left = first if start else None
    if start:
        covered[0] = work.cut(first, start)
    role = issue.blocks[target].role if target in issue.blocks else issue.blocks[last].role
    work.operations.append(SetRole(tuple(covered), role))
    return _paste(issue, work, covered, (left, right), (target, position))


def _paste(
    issue: Issue,
    work: _Cutting,
    moving: list[str],
    source: tuple[str | None, str | None],
    target: tuple[str, int],
) -> tuple[list[Operation], tuple[str, int]]:
    """Move blocks to a caret, join them to what stands there, and close the gap they leave."""
    left, right = source
    block, position = target
    home = issue.article_of(block).id if block in issue.blocks else issue.article_of(left or moving[0]).id
    tail = work.cut(block, position) if 0 < position < work.length(block) else None
    before = tail if tail is not None else block if position == 0 else _next_of(issue, work, home, block)
    work.operations.append(MoveBlocks(tuple(moving), home, before))
    if position:
        work.join(block, moving[0])
    follows = tail if tail is not None else None if position else block
    if follows is not None:
        work.join(moving[-1], follows)
    if left is not None and right is not None:
        work.join(tail if left == block and tail is not None else left, right)
    return work.operations, work.find(block, position) if position else work.find(moving[0])


def _next_of(issue: Issue, work: _Cutting, home: str, block: str) -> str | None:
    """Return the block behind one in its container, cuts made so far included."""
    listed = list(issue.articles[home].blocks)
    for operation in work.operations:
        if isinstance(operation, SplitBlock) and operation.block in listed:
            listed.insert(listed.index(operation.block) + 1, operation.new_id)
    moving = {
        key for operation in work.operations if isinstance(operation, SetRole) for key in operation.blocks
    }
    behind = listed[listed.index(block) + 1 :]
    return next((key for key in behind if key not in moving), None)


__all__ = ["move_paragraphs", "move_text", "place_by_page", "place_raw", "step_paragraphs"]
