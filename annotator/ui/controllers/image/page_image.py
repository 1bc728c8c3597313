"""The page image beside the text: which page is shown, the place of the caret on it, and clicks that lead back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.provenance import Place, RawIndex, raw_ranges
from annotator.services.sources.page_images import set_image
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.controllers.text.linking import Linking
from annotator.ui.controllers.unlocking import Unlocking
from annotator.ui.editor.raw_view import RawView
from annotator.ui.image.library import PageImages, PageView, State
from annotator.ui.image.page_area import Marks
from annotator.ui.image.pane import ImagePane
from annotator.ui.image.places import character_at, line_height, marks_of
from annotator.ui.preferences.settings import Settings
from annotator.ui.preferences.stored import PAGE_IMAGE, Preferences
from annotator.ui.workspace import Workspace


class PageImageControl(QObject):
    """Keeps the image pane in step with the raw text.

    Signals:
        marked: other places of the page are marked, more of its image can be seen, or it was turned.
    """

    marked = Signal()

    def __init__(
        self,
        workspace: Workspace,
        images: PageImages,
        pane: ImagePane,
        raw: RawView,
        linking: Linking,
        proofreading: Proofreading,
        settings: Settings,
        unlocking: Unlocking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._images = images
        self._pane = pane
        self._raw = raw
        self._linking = linking
        self._proofreading = proofreading
        self._settings = settings
        self._unlocking = unlocking
        self._asked: set[Path] = set()
        self._ranges: tuple[tuple[int, int], ...] = ()
        self._insisted = False
        self._shown: PageView | None = None
        # Keys in a row are one look at the image: it is the last place that counts.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._mark)
        linking.page_changed.connect(self._on_page)
        linking.lit.connect(self._on_lit)
        workspace.issue_changed.connect(self._on_issue)
        proofreading.doubt_changed.connect(self._soon.start)
        images.changed.connect(self._on_image)
        workspace.session_changed.connect(self._asked.clear)
        pane.unlocking_wanted.connect(self._unlock)
        pane.shown.connect(self._ask_once)
        pane.view.clicked.connect(self._on_click)
        pane.view.was_turned.connect(self.marked)
        settings.changed.connect(self._on_settings)
        self._arrange()

    @property
    def page(self) -> PageView | None:
        """What can be seen of the shown page, or None."""
        return self._shown

    @property
    def marks(self) -> Marks:
        """What is marked on the image of the shown page."""
        return self._pane.view.marks

    def cycle(self) -> None:
        """Show the image above the raw text, in its place, or not at all, in turn."""
        shown = self._pane.isVisibleTo(self._pane.window())
        if not shown and self._settings.value.page_image != "hidden":
            self._insisted = True  # there is no image here, and the person wants to see that
            self._arrange()
            return
        self._insisted = False
        at = PAGE_IMAGE.index(self._settings.value.page_image)
        self._settings.update(page_image=PAGE_IMAGE[(at + 1) % len(PAGE_IMAGE)])
        self._arrange()

    def show(self) -> None:
        """Show the image if it was hidden."""
        self._insisted = True
        if self._settings.value.page_image == "hidden":
            self._settings.update(page_image="above")
        self._arrange()

    def choose(self, path: Path) -> None:
        """Take a file for the image of the shown page."""
        session, issue, page_id = self._workspace.session, self._workspace.issue, self._linking.page_id
        if session is None or issue is None or page_id not in issue.pages:
            return
        try:
            found = set_image(session, issue.id, page_id, path)
        except UserError as error:
            self._workspace.failed.emit(error)
            return
        for each in found:
            self._images.forget(each)
        self.show()
        self._on_page()

    def _ask_once(self) -> None:
        """Ask for the password of the shown page's file when it is first seen that it is locked."""
        view = self._shown
        if view is None or view.state is not State.LOCKED or view.file is None or not self._pane.isVisible():
            return
        if view.file.path not in self._asked:
            self._unlock()

    def _unlock(self) -> None:
        view = self._shown
        if view is None or view.file is None:
            return
        path = view.file.path
        self._asked.add(path)

        def go_on(locked: frozenset[Path]) -> None:
            if path not in locked:
                self._images.forget_locked()
                self._on_page()

        self._unlocking.unlock((path,), go_on)

    def _on_issue(self) -> None:
        self._ranges = ()
        self._insisted = False

    def _on_page(self) -> None:
        self._ranges = ()
        page_id = self._linking.page_id
        self._shown = self._images.view(page_id) if page_id else None
        self._show()

    def _on_image(self, page_id: str) -> None:
        if self._shown is not None and page_id == self._shown.page:
            self._show()
            if self._shown.state is State.READY and self._settings.value.page_image != "hidden":
                self._read_ahead(page_id)

    def _read_ahead(self, page_id: str) -> None:
        """Read the next page's image while the person is busy with this one."""
        issue = self._workspace.issue
        pages = list(issue.pages) if issue is not None else []
        if page_id in pages[:-1]:
            self._images.view(pages[pages.index(page_id) + 1])

    def _show(self) -> None:
        view = self._shown
        self._pane.tell(view)
        self._arrange()
        self._pane.view.show_page(view, line_height(view) if view is not None else 0.0)
        self._mark()
        self._ask_once()

    def _on_lit(self, page_id: str, ranges: Sequence[tuple[int, int]]) -> None:
        if page_id == self._linking.page_id:
            self._ranges = tuple(ranges)
            self._soon.start()

    def _mark(self) -> None:
        issue, view = self._workspace.issue, self._shown
        if issue is not None and view is not None and view.page in issue.pages:
            raw = issue.pages[view.page].raw
            marks = marks_of(view, raw, self._ranges, is_doubt=self._is_doubt(issue))
            if marks != self._pane.view.marks:
                self._pane.view.set_marks(marks, reveal=not self._pane.view.hasFocus())
        self.marked.emit()

    def _is_doubt(self, issue: Issue) -> bool:
        """Tell whether what is marked is the doubt being decided, and not where the person types."""
        doubt = self._proofreading.doubt
        if doubt is None or doubt.block not in issue.blocks:
            return False
        ranges = raw_ranges(
            issue.blocks[doubt.block], doubt.flag.start, max(doubt.flag.end, doubt.flag.start)
        )
        return any((entry.start, entry.end) in self._ranges for entry in ranges)

    def _on_click(self, x: float, y: float) -> None:
        issue, view = self._workspace.issue, self._shown
        if issue is None or view is None or view.page not in issue.pages:
            return
        at = character_at(view, issue.pages[view.page].raw, x, y)
        if at is None:
            return
        self._raw.select(at, at + 1)
        index = RawIndex(issue.blocks.values())
        places = index.places(issue.blocks, view.page, at, at + 1)
        if places:
            self._workspace.go_to(Place(places[0].block, places[0].start, places[0].end))
        else:
            self._on_lit(view.page, ((at, at + 1),))

    def _on_settings(self, _before: Preferences) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Show what is wanted of image and raw text; a page without an image needs no room for one."""
        view, wanted = self._shown, self._settings.value.page_image
        something = view is not None and view.state not in (State.NONE,)
        loading = view is not None and view.state is State.LOADING and view.file is None
        visible = wanted != "hidden" and view is not None and (self._insisted or (something and not loading))
        self._pane.setVisible(visible)
        self._raw.setVisible(not (visible and wanted == "instead" and view is not None and view.has_image))
