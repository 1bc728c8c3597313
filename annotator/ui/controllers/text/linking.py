"""Raw text and article side by side: which page is shown, what became of it, and the same characters in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.article import Block, Kind
from annotator.model.issue import Issue
from annotator.model.page import RawRange
from annotator.model.provenance import Place, RawIndex, raw_ranges
from annotator.services.editing.changes import changes_of
from annotator.services.project.changes import ChangeEvent
from annotator.ui.controllers.text.article_pane import ArticlePane
from annotator.ui.editor.linked_scroll import Link, LinkedScroll
from annotator.ui.editor.pane_text import CLEANUP, CORRECTION, Mark
from annotator.ui.editor.raw_view import RawView
from annotator.ui.editor.ribbons import Ribbons
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.words.sentences import origin_sentence, role_name
from annotator.ui.workspace import Workspace


def page_marks(issue: Issue, page_id: str) -> list[Mark]:
    """Return what became of a page's characters, where it is not article text."""
    marks = []
    for article in issue.articles.values():
        if article.kind is Kind.ARTICLE:
            continue
        for block in issue.blocks_of(article.id):
            for start, end in page_stretches(block, page_id):
                marks.append(Mark(start, end, article.kind.value, block.id, role_name(block.role)))
    return marks


def changed_marks(issue: Issue, page_id: str) -> list[Mark]:
    """Return which characters of a page stand otherwise in the articles, line ends that were joined left out."""
    return [
        Mark(
            change.run.start,
            change.run.end,
            CORRECTION if change.is_correction else CLEANUP,
            label=origin_sentence(change.run.origin or "", change.raw, change.run.text or ""),
        )
        for article_id in issue.order
        for block_id in issue.articles[article_id].blocks
        for change in changes_of(issue, block_id)
        if change.run.page == page_id and change.raw.strip("\r\n")
    ]


def page_stretches(block: Block, page_id: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a page a block stands for; stretches with only a line end between are one."""
    start = end = -1
    for run in block.runs:
        if run.page != page_id or run.start == run.end:
            continue
        if start >= 0 and 0 <= run.start - end <= 3:
            end = run.end
            continue
        if start >= 0:
            yield start, end
        start, end = run.start, run.end
    if start >= 0:
        yield start, end


Standing = list[tuple[str, tuple[tuple[int, int], ...]]]
"""Ids of blocks with the stretches of a page they stand for."""


def links_of(standing: Standing) -> list[Link]:
    """Return the links between a page and blocks, neighbours in different colours."""
    return [
        Link(start, end, block_id, number)
        for number, (block_id, stretches) in enumerate(standing)
        for start, end in stretches
    ]


class Linking(QObject):
    """Keeps the raw pane, the ribbons and the lit characters in step with the article pane, and back.

    Signals:
        page_changed: another page is shown in the raw pane, or none.
        lit(page, ranges): the caret or selection of either pane stands for these ranges of the page's raw text.
    """

    page_changed = Signal()
    lit = Signal(str, object)

    def __init__(
        self,
        workspace: Workspace,
        raw: RawView,
        article: ArticleView,
        ribbons: Ribbons,
        pane: ArticlePane,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._raw = raw
        self._article = article
        self._ribbons = ribbons
        self._scroll = LinkedScroll(raw, article, self)
        self._page_id = ""
        self._page_of: tuple[object, str] = (None, "")
        self._page_place = 0
        self._index: RawIndex | None = None
        self._linked: Standing | None = None
        self._stretches: dict[str, tuple[Block, str, tuple[tuple[int, int], ...]]] = {}
        self._raw_leads = False
        self._changes = False
        # Several changes of one event loop are one look: links are laid over all blocks of the article.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._relink)
        # What is lit comes into view last, when the panes have done following each other.
        self._lit: tuple[int, int] | None = None
        self._reveal_soon = QTimer(self, singleShot=True, interval=0)
        self._reveal_soon.timeout.connect(self._reveal)
        # The text being decided or typed comes first: this follows when that has been painted.
        self._light_soon = QTimer(self, singleShot=True, interval=0)
        self._light_soon.timeout.connect(self._light_selected)
        raw.reflowed.connect(self._reveal_soon.start)
        article.reflowed.connect(self._reveal_soon.start)
        workspace.issue_changed.connect(self._on_issue)
        workspace.page_requested.connect(self.show_page)
        workspace.changed.connect(self._on_change)
        pane.shown.connect(self._soon.start)
        article.caret_moved.connect(self._on_article_caret)
        article.selection_changed.connect(self._on_article_caret)
        raw.selection_changed.connect(self._on_raw_selection)
        raw.caret_moved.connect(self._on_raw_caret)
        raw.marker_activated.connect(self._on_raw_marker)

    @property
    def page_id(self) -> str:
        """The id of the page in the raw pane, or an empty string."""
        return self._page_id

    def show_changes(self, shown: bool) -> None:
        """Mark in the raw text what stands otherwise in the articles, or do not."""
        if shown is not self._changes:
            self._changes = shown
            self._mark_page()

    def _mark_page(self) -> None:
        issue = self._workspace.issue
        if issue is not None and self._page_id in issue.pages:
            self._raw.set_ranges(self._page_marks(issue))

    def _page_marks(self, issue: Issue) -> list[Mark]:
        changed = changed_marks(issue, self._page_id) if self._changes else []
        return page_marks(issue, self._page_id) + changed

    def show_page(self, page_id: str) -> None:
        """Show a page in the raw pane."""
        issue = self._workspace.issue
        if issue is None or page_id == self._page_id or page_id not in issue.pages:
            return
        self._page_id = page_id
        self._page_place = list(issue.pages).index(page_id)
        self._lit = self._linked = None
        self._raw.set_page(issue.pages[page_id].raw, self._page_marks(issue))
        self._relink(follow=False)  # a page that a person has asked for stays, whatever is on it
        self._scroll.align()
        self.page_changed.emit()

    def _on_issue(self) -> None:
        self._page_id = ""
        self._page_of = self._workspace.session, self._workspace.issue_id
        self._index = self._linked = None
        self._stretches = {}
        self._lit = None
        issue = self._workspace.issue
        if issue is not None and issue.pages:
            self.show_page(self._first_page(issue) or next(iter(issue.pages)))
            # The first doubt may have been chosen before the page was there.
            self._light_soon.start()
        else:
            self._raw.set_page("")
            self.page_changed.emit()

    def _first_page(self, issue: Issue) -> str:
        article = issue.articles.get(self._workspace.article_id)
        runs = (
            run for block_id in (article.blocks if article else ()) for run in issue.blocks[block_id].runs
        )
        return next((run.page for run in runs), "")

    def _relink(self, *, follow: bool = True) -> None:
        """Lay the links anew; ``follow``: show another page where the article has nothing on this one."""
        issue, article_id = self._workspace.issue, self._workspace.article_id
        if issue is None or article_id not in issue.articles or not self._page_id:
            self._linked = []
            self._ribbons.set_links([])
            self._scroll.set_links([])
            return
        standing = self._standing_of(issue, article_id)
        if standing == self._linked:
            return
        links = links_of(standing)
        if not links and follow:
            page = self._first_page(issue)
            if page and page != self._page_id:
                self.show_page(page)
                return
        self._linked = standing
        self._ribbons.set_links(links)
        self._scroll.set_links(links)

    def _standing_of(self, issue: Issue, article_id: str) -> Standing:
        """Return which stretches of the page each block of an article stands for.

        Blocks are values, so one that was looked at needs no second look; most keys change no stretch at all.
        """
        page, known, found = self._page_id, self._stretches, []
        for block_id in issue.articles[article_id].blocks:
            block, entry = issue.blocks[block_id], known.get(block_id)
            if entry is None or entry[0] is not block or entry[1] != page:
                entry = (block, page, tuple(page_stretches(block, page)))
                known[block_id] = entry
            found.append((block_id, entry[2]))
        return found

    def _on_change(self, event: ChangeEvent) -> None:
        self._index = None
        issue = self._workspace.issue
        if issue is not None and event.patch.page_order is not None:
            self._follow_pages(issue)
        moved = event.patch.articles or any(
            issue is None or self._is_aside(issue, block_id) for block_id in event.patch.blocks
        )
        if moved or (self._changes and event.patch.blocks):
            self._mark_page()

    def _follow_pages(self, issue: Issue) -> None:
        """Show the page that has come into the shown one's place."""
        pages = list(issue.pages)
        if self._page_id not in issue.pages and pages:
            self.show_page(pages[min(self._page_place, len(pages) - 1)])

    def _is_aside(self, issue: Issue, block_id: str) -> bool:
        return block_id in issue.blocks and issue.article_of(block_id).kind is not Kind.ARTICLE

    # From the article to the raw text.

    def _on_article_caret(self, *_place: object) -> None:
        """The caret or the selection of the article is another one."""
        if not self._raw_leads:
            self._article.highlight([])
            self._light_soon.start()

    def _light_selected(self) -> None:
        """Light where in the raw text the caret or the selection of the article comes from."""
        issue, selection = self._workspace.issue, self._article.selection()
        if issue is None or selection is None:
            return
        first, start, last, end = selection
        self._ribbons.set_active(last)
        if first not in issue.blocks or last not in issue.blocks:
            return
        if first == last:
            self._light_raw([(first, max(end - 1, 0) if start == end else start, end)])
            return
        blocks = issue.article_of(first).blocks
        self._light_raw(
            [
                (
                    entry,
                    start if entry == first else 0,
                    end if entry == last else len(issue.blocks[entry].text),
                )
                for entry in blocks[blocks.index(first) : blocks.index(last) + 1]
            ]
        )

    def _light_raw(self, places: Sequence[tuple[str, int, int]]) -> None:
        issue = self._workspace.issue
        if issue is None or self._page_of != (self._workspace.session, issue.id):
            return  # the article of another issue comes before its page; what is lit comes with that
        found: list[RawRange] = []
        for block_id, start, end in places:
            block = issue.blocks.get(block_id)
            if block is not None and end <= len(block.text):
                found += raw_ranges(block, start, end)
        if found and all(entry.page != self._page_id for entry in found):
            self.show_page(found[0].page)
        here = [(entry.start, entry.end) for entry in found if entry.page == self._page_id]
        self._raw.highlight(here, reveal=not self._raw.hasFocus())
        self._lit = here[0] if here else None
        self._reveal_soon.start()
        if here:
            self.lit.emit(self._page_id, here)

    def _reveal(self) -> None:
        """Show the raw line of the place in the article, which a scrolling article may have led away from."""
        if self._lit is not None and not self._raw.hasFocus():
            self._raw.reveal(*self._lit)

    # From the raw text to the article.

    def _on_raw_caret(self, position: int) -> None:
        if self._raw.selection()[0] == self._raw.selection()[1]:
            self._light_article(max(position - 1, 0), position)

    def _on_raw_selection(self, start: int, end: int) -> None:
        if start < end:
            self._light_article(start, end)

    def _light_article(self, start: int, end: int) -> None:
        """Light what a raw range became; if it is in another container, that is shown."""
        issue = self._workspace.issue
        if issue is None or not self._page_id or start >= end:
            return
        self._light_soon.stop()
        if self._index is None:
            self._index = RawIndex(issue.blocks.values())
        places = self._index.places(issue.blocks, self._page_id, start, end)
        self.lit.emit(self._page_id, [(start, end)])
        self._raw.highlight([])
        self._lit = None
        if places and not any(place.block in self._article for place in places):
            self._raw_leads = (
                True  # the other article begins with a place of its own, which must not lead back
            )
            try:
                self._workspace.show_article(issue.article_of(places[0].block).id)
            finally:
                self._raw_leads = False
        self._article.highlight([(p.block, p.start, p.end) for p in places], reveal=True)
        if places:
            self._ribbons.set_active(places[0].block)

    def _on_raw_marker(self, block_id: str) -> None:
        self._workspace.go_to(Place(block_id, 0, 0))
