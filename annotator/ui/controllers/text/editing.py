"""Typing in the article pane becomes operations."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject

from annotator.model.issue import Issue
from annotator.model.operations import JoinBlocks, Operation, ReplaceText, SplitBlock
from annotator.model.origin import TYPING, signed
from annotator.services.editing.joining import join
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.services.project.session import new_id
from annotator.ui.editor.pane_text import PaneBlock
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace

_PAUSE = 1000  # milliseconds; what follows sooner, right behind, is undone together


class Editing(QObject):
    """Turns the article pane's edits and requests into operations, and refused edits back into the truth.

    Attributes:
        is_one_decision: asked whether what is typed now, however slowly, is one decision and one step.
    """

    def __init__(self, workspace: Workspace, view: ArticleView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self.is_one_decision: Callable[[], bool] = lambda: False
        self._last: tuple[str, int] | None = None
        self._since = QElapsedTimer()
        view.text_edited.connect(self._edit)
        view.split_requested.connect(self._split)
        view.join_requested.connect(self._join)
        view.range_replaced.connect(self._replace)
        workspace.changed.connect(self._on_change)

    def _edit(self, block_id: str, start: int, end: int, text: str) -> None:
        issue = self._workspace.issue
        block = issue.blocks.get(block_id) if issue else None
        if block is None:
            return
        operation = self._replacement(block_id, start, end, text, block.text[start:end])
        continued = (
            self._last in ((block_id, start), (block_id, end))
            and self._since.isValid()
            and (self._since.elapsed() < _PAUSE or self.is_one_decision())
        )
        if self._workspace.perform(operation, continued=continued):
            self._last = (block_id, start + len(text))
            self._since.restart()
        else:
            self._view.update_block(PaneBlock(block.id, block.role, block.text))

    def _split(self, block_id: str, position: int) -> None:
        fresh = new_id("b")
        if self._workspace.perform(SplitBlock(block_id, position, fresh)):
            self._view.set_caret(fresh, 0)

    def _join(self, block_id: str) -> None:
        issue = self._workspace.issue
        if issue is None:
            return
        blocks = issue.article_of(block_id).blocks
        index = blocks.index(block_id)
        if index == 0:
            return
        first = blocks[index - 1]
        length = len(issue.blocks[first].text.rstrip())
        if self._workspace.perform(*join(issue, first, block_id)):
            self._view.set_caret(first, length)

    def _replace(self, first: str, start: int, last: str, end: int, text: str) -> None:
        issue = self._workspace.issue
        if issue is None:
            return
        operations, (block_id, position) = replace_over_blocks(
            issue, first, start, last, end, text, self._origin()
        )
        if operations and self._workspace.perform(*operations):
            self._view.set_caret(block_id, position)

    def _replacement(self, block_id: str, start: int, end: int, text: str, expected: str) -> Operation:
        return ReplaceText(block_id, start, end, text, expected, self._origin())

    def _origin(self) -> str:
        return signed(TYPING, self._workspace.who)

    def _on_change(self, event: ChangeEvent) -> None:
        if event.cause is not Cause.MACHINE:
            self._last = None


def replace_over_blocks(
    issue: Issue, first: str, start: int, last: str, end: int, text: str, origin: str
) -> tuple[list[Operation], tuple[str, int]]:
    """Return the operations that put text, line feeds and all, in place of a range over blocks.

    The blocks of the range become one, which is then split at each line feed of the text.

    Args:
        issue: the issue as it is.
        first: the block the range begins in.
        start: first code point, in ``first``.
        last: the block the range ends in, of the same container.
        end: one past the last code point, in ``last``.
        text: what to put there; each line feed begins a new block.
        origin: who does it.

    Returns:
        The operations in order, and the block and position behind the new text.
    """
    blocks = issue.article_of(first).blocks
    covered = blocks[blocks.index(first) : blocks.index(last) + 1]
    operations: list[Operation] = [JoinBlocks(first, block_id) for block_id in covered[1:]]
    joined = "".join(issue.blocks[block_id].text for block_id in covered)
    stop = sum(len(issue.blocks[block_id].text) for block_id in covered[:-1]) + end
    lines = text.split("\n")
    flat = "".join(lines)
    if flat or stop > start:
        operations.append(ReplaceText(first, start, stop, flat, joined[start:stop], origin))
    block_id, position = first, start + len(lines[0])
    for line in lines[1:]:
        fresh = new_id("b")
        operations.append(SplitBlock(block_id, position, fresh))
        block_id, position = fresh, len(line)
    return operations, (block_id, position)
