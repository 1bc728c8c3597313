"""Keeps the article pane in step with the workspace: its blocks, its marks, the place asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import is_
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.model.operations import AddLabels, RemoveLabels
from annotator.model.provenance import Place
from annotator.model.spans import blocks_of_spans
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.text.marks import marks_of
from annotator.ui.editor.pane_text import Mark, PaneBlock
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace, container_kind


class _Made(NamedTuple):
    """The marks of a block, and the objects and values they were made of."""

    parts: tuple[object, ...]
    how: tuple[Kind, str, str]
    marks: tuple[Mark, ...]


class ArticlePane(QObject):
    """Shows the workspace's article.

    Attributes:
        more_marks: gives marks of a block beyond those that follow from the issue; by default none.
        before_change: is told of a change before it is shown, so that ``more_marks`` may know of it.

    Signals:
        shown: other text, or text elsewhere, is in the pane; what is linked to it must look again.
    """

    shown = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        scheme: Callable[[], LabelScheme],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._scheme = scheme
        self._active = ("", "")
        self._moving = False
        self.before_change: Callable[[ChangeEvent], None] = lambda _event: None
        self.more_marks: Callable[[str], Iterable[Mark]] = lambda _block_id: ()
        self._made: dict[str, _Made] = {}
        workspace.article_changed.connect(self.show_all)
        workspace.issue_changed.connect(self._made.clear)
        workspace.changed.connect(self._on_change)
        workspace.choice_changed.connect(self.show_marks)
        workspace.place_requested.connect(self.go_to)

    @property
    def is_moving(self) -> bool:
        """Whether the caret moves now because the program puts it somewhere, and not the person."""
        return self._moving

    def set_active(self, block_id: str, flag_id: str) -> None:
        """Show a flag as the one being decided; empty texts for none."""
        before, self._active = self._active, (block_id, flag_id)
        if before == self._active:
            return
        issue = self._workspace.issue
        for changed in {before[0], block_id} - {""}:
            if issue is not None and self._shows(issue, changed):
                self._view.set_marks(changed, self._marks(issue, changed))

    def go_to(self, place: Place) -> None:
        """Select a range and bring it into view."""
        issue = self._workspace.issue
        if issue is None or not self._shows(issue, place.block):
            return
        length = len(issue.blocks[place.block].text)
        self._moving = True
        try:
            start, end = min(place.start, length), min(place.end, length)
            self._view.select(place.block, start, place.block, end, centred=True)
        finally:
            self._moving = False

    def show_all(self) -> None:
        """Show the article anew."""
        issue, article_id = self._workspace.issue, self._workspace.article_id
        self._moving = True
        try:
            if issue is None or article_id not in issue.articles:
                self._view.set_blocks([])
            else:
                blocks = [_pane_block(issue, block_id) for block_id in issue.articles[article_id].blocks]
                self._view.set_blocks(blocks, {block.id: self._marks(issue, block.id) for block in blocks})
        finally:
            self._moving = False
        self.shown.emit()

    def show_marks(self) -> None:
        """Show all marks anew: a choice of other doubts, another label scheme."""
        issue = self._workspace.issue
        if issue is None or self._workspace.article_id not in issue.articles:
            return
        self.show_marks_of(issue.articles[self._workspace.article_id].blocks)

    def show_marks_of(self, block_ids: Iterable[str]) -> None:
        """Show the marks of some blocks anew."""
        issue = self._workspace.issue
        if issue is not None:
            shown = [each for each in block_ids if each in issue.blocks and each in self._view]
            self._view.set_marks_of({block_id: self._marks(issue, block_id) for block_id in shown})

    def _on_change(self, event: ChangeEvent) -> None:
        self.before_change(event)
        issue, article_id = self._workspace.issue, self._workspace.article_id
        if issue is None or article_id not in issue.articles:
            return
        patch = event.patch
        if article_id in patch.articles:
            self.show_all()
            return
        touched = {*patch.blocks, *patch.flags, *patch.pieces}
        # Where labels were put or taken away, the pieces tell all of it; else a span may look otherwise elsewhere too.
        told = event.operations and all(
            isinstance(each, AddLabels | RemoveLabels) for each in event.operations
        )
        if patch.spans and not told:
            touched |= blocks_of_spans(issue, patch.spans)
        listed = frozenset(issue.articles[article_id].blocks)
        here = [block_id for block_id in touched if block_id in listed]
        self._moving = True
        try:
            for block_id in here:
                if block_id in patch.blocks:
                    self._view.update_block(_pane_block(issue, block_id), self._marks(issue, block_id))
            only_marks = [block_id for block_id in here if block_id not in patch.blocks]
            self._view.set_marks_of({block_id: self._marks(issue, block_id) for block_id in only_marks})
        finally:
            self._moving = False
        if any(block_id in patch.blocks for block_id in here):
            self.shown.emit()

    def _shows(self, issue: Issue, block_id: str) -> bool:
        article = issue.articles.get(self._workspace.article_id)
        return article is not None and block_id in article.blocks

    def _marks(self, issue: Issue, block_id: str) -> tuple[Mark, ...]:
        """Return the marks of a block, made anew only if something they are made of is another object."""
        kind = container_kind(issue, self._workspace.article_id) or Kind.ARTICLE
        active = self._active[1] if self._active[0] == block_id else ""
        scheme, choice, who = self._scheme(), self._workspace.choice, self._workspace.who
        flags, pieces = issue.flags.get(block_id), issue.pieces.get(block_id)
        parts = (issue.blocks[block_id], flags, pieces, pieces and issue.spans, scheme, choice)
        made = self._made.get(block_id)
        if made is None or made.how != (kind, active, who) or not all(map(is_, parts, made.parts)):
            marks = marks_of(issue, block_id, kind, scheme, choice, active, who)
            made = self._made[block_id] = _Made(parts, (kind, active, who), marks)
        return (*made.marks, *self.more_marks(block_id))


def _pane_block(issue: Issue, block_id: str) -> PaneBlock:
    block = issue.blocks[block_id]
    return PaneBlock(block.id, block.role, block.text)
