"""Moving text by hand: dragging, and the keys that move paragraphs, split and merge articles; one step each."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.model.article import FURNITURE_ID, FURNITURE_ROLES, Kind, Role
from annotator.model.operations import MergeArticles, MoveBlocks, Operation, SetRole, SplitArticle
from annotator.model.provenance import Place, RawIndex
from annotator.services.editing.moving import (
    move_paragraphs,
    move_text,
    place_by_page,
    place_raw,
    step_paragraphs,
)
from annotator.services.project.session import new_id
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.text.linking import Linking
from annotator.ui.editor.dragging import Dragged, DraggedRaw, ParagraphDrops
from annotator.ui.editor.grip import ParagraphGrip
from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace


class Moving(QObject):
    """Turns drags and keys into operations on paragraphs and articles."""

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        raw: RawView,
        linking: Linking,
        modes: Modes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._raw = raw
        self._linking = linking
        self._modes = modes
        self._drops = ParagraphDrops(view)
        self._drops.dropped.connect(self.drop_before)
        self._grip = ParagraphGrip(view)
        raw.page_name = lambda: linking.page_id
        view.text_moved.connect(self._move_text)
        modes.changed.connect(self._on_mode)
        self._on_mode()

    def paragraphs(self) -> tuple[str, ...]:
        """Return the shown blocks that the selection touches, or the one the caret is in."""
        selection = self._view.selection()
        if selection is None:
            return ()
        ids = [block.id for block in self._view.blocks()]
        first, last = ids.index(selection[0]), ids.index(selection[2])
        if selection[3] == 0 and last > first:
            last -= 1  # selected up to its beginning
        return tuple(ids[first : last + 1])

    def step(self, step: int) -> None:
        """Move the paragraphs up (-1) or down (1)."""
        issue, blocks = self._workspace.issue, self.paragraphs()
        if issue is not None and blocks:
            self._do(step_paragraphs(issue, blocks, step), blocks[0])

    def split_article(self) -> None:
        """Let a new article begin with the paragraph of the caret."""
        issue, blocks = self._workspace.issue, self.paragraphs()
        if issue is None or not blocks:
            return
        article = issue.article_of(blocks[0])
        if article.kind is Kind.ARTICLE and article.blocks[0] != blocks[0]:
            self._do([SplitArticle(article.id, blocks[0], new_id("a"))], blocks[0])

    def merge_article(self) -> None:
        """Append the shown article to the one before it."""
        issue, article_id = self._workspace.issue, self._workspace.article_id
        if issue is None or article_id not in issue.order[1:]:
            return
        before = issue.order[issue.order.index(article_id) - 1]
        self._do([MergeArticles(before, article_id)], issue.articles[article_id].blocks[0])

    def put_aside(self, container: str) -> None:
        """Move the paragraphs to the furniture or to the unplaced text."""
        issue, blocks = self._workspace.issue, self.paragraphs()
        if issue is None or not blocks:
            return
        operations: list[Operation] = list(move_paragraphs(issue, blocks, container))
        plain = tuple(key for key in blocks if issue.blocks[key].role not in FURNITURE_ROLES)
        if operations and container == FURNITURE_ID and plain:
            operations.append(SetRole(plain, Role.SECTION))
        self._do(operations, self._neighbour(blocks))

    def set_role(self, role: Role) -> None:
        """Give the paragraphs a role."""
        issue, blocks = self._workspace.issue, self.paragraphs()
        if issue is not None and any(issue.blocks[key].role is not role for key in blocks):
            self._do([SetRole(blocks, role)], blocks[0])

    def place_raw(self) -> None:
        """Put the raw text that is selected behind the paragraph of the caret."""
        start, end = self._raw.selection()
        blocks = self.paragraphs()
        shown = [block.id for block in self._view.blocks()]
        behind = shown[shown.index(blocks[-1]) + 1 :] if blocks else []
        if start < end:
            self.drop_before(DraggedRaw(self._linking.page_id, start, end), next(iter(behind), ""))

    def drop_before(self, dragged: Dragged, before: str) -> None:
        """Put what was dragged before a block of the shown article, or at its end."""
        issue, article = self._workspace.issue, self._workspace.article_id
        if issue is None or article not in issue.articles:
            return
        if isinstance(dragged, DraggedRaw):
            operations = place_raw(issue, dragged.page, dragged.start, dragged.end, article, before or None)
        else:
            operations = move_paragraphs(
                issue, self._between(dragged.first, dragged.last), article, before or None
            )
        self._do(operations, _first_moved(operations))

    def drop_into(self, dragged: Dragged, article: str) -> None:
        """Put what was dragged into a container, at its place on the page."""
        issue = self._workspace.issue
        if issue is None or article not in issue.articles:
            return
        if isinstance(dragged, DraggedRaw):
            found = RawIndex(issue.blocks.values()).blocks_at(dragged.page, dragged.start, dragged.end)
            before = place_by_page(issue, article, issue.blocks[found[0]]) if found else None
            operations = place_raw(issue, dragged.page, dragged.start, dragged.end, article, before)
            self._do(operations, _first_moved(operations))
            return
        blocks = self._between(dragged.first, dragged.last)
        if blocks and issue.article_of(blocks[0]).id != article:
            before = place_by_page(issue, article, issue.blocks[blocks[0]])
            self._do(move_paragraphs(issue, blocks, article, before), self._neighbour(blocks))

    def _between(self, first: str, last: str) -> tuple[str, ...]:
        issue = self._workspace.issue
        if issue is None or first not in issue.blocks or last not in issue.blocks:
            return ()
        listed = issue.article_of(first).blocks
        return listed[listed.index(first) : listed.index(last) + 1] if last in listed else ()

    def _neighbour(self, blocks: tuple[str, ...]) -> str:
        """Return the block to look at when blocks have left: the next one of their container, else the one before."""
        issue = self._workspace.issue
        assert issue is not None
        listed = issue.article_of(blocks[0]).blocks
        rest = [*listed[listed.index(blocks[-1]) + 1 :], *reversed(listed[: listed.index(blocks[0])])]
        return next(iter(rest), "")

    def _move_text(self, first: str, start: int, last: str, end: int, target: str, position: int) -> None:
        issue = self._workspace.issue
        if issue is None:
            return
        operations, (block, at) = move_text(issue, first, start, last, end, target, position)
        if operations and self._workspace.perform(*operations):
            self._view.set_caret(block, at)

    def _do(self, operations: list[Operation], look_at: str) -> None:
        if not operations or not self._workspace.perform(*operations):
            return
        issue = self._workspace.issue
        if issue is not None and look_at in issue.blocks:
            self._workspace.go_to(Place(look_at, 0, 0))

    def _on_mode(self) -> None:
        whole = self._modes.mode is Mode.ARRANGE and not self._modes.is_typing
        self._drops.takes_text = whole
        self._grip.offer(whole)


def _first_moved(operations: list[Operation]) -> str:
    return next((each.blocks[0] for each in operations if isinstance(each, MoveBlocks)), "")
