"""Comparing in print: all places read alike are shown together, the odd ones corrected at once or one by one.

The dialog, and what cuts images, is imported when somebody asks for it: the window must not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QWidget

from annotator.errors import UserError
from annotator.formats.pdf import LOCKED
from annotator.model.issue import Issue
from annotator.model.origin import TYPING, signed
from annotator.model.page_geometry import spot_of
from annotator.services.doubts.alike import (
    ReadPlace,
    corrections,
    places_read_as,
    present_place,
    surroundings,
)
from annotator.services.project.session import Session
from annotator.services.sources.page_images import ImageFile, image_of_page
from annotator.services.sources.pdf_locks import LOCKS, Passwords
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.proofread.proofreading import Proofreading
from annotator.ui.controllers.unlocking import Unlocking
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.image.library import PageImages, PageView
from annotator.ui.image.places import pixels
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.dialogs.group_dialog import GroupDialog

_LONGEST = 8
"""Longest text that is compared, in characters."""
_AROUND = 0.14
"""What is shown around a character, in parts of its height."""
_REACH = 30

Piece = tuple[ReadPlace, QImage, bytes]
"""A place, its print, and that as a thumbnail."""


class LockedPageError(UserError):
    """A page is on a locked file."""

    def __init__(self, path: Path) -> None:
        super().__init__(LOCKED, file=path.name)
        self.path = path


class GroupChecking(QObject):
    """Shows all places read like the one the person is at.

    Signals:
        told: a sentence's code and values, for the status bar.
    """

    told = Signal(str, object)

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        view: ArticleView,
        proofreading: Proofreading,
        modes: Modes,
        images: PageImages,
        unlocking: Unlocking,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._jobs = jobs
        self._view = view
        self._proofreading = proofreading
        self._modes = modes
        self._images = images
        self._unlocking = unlocking
        self._window = window
        self._left: list[ReadPlace] = []
        self._job: Job | None = None
        self._dialog: GroupDialog | None = None
        workspace.issue_changed.connect(self._left.clear)

    @property
    def dialog(self) -> GroupDialog | None:
        """The grid, while it is open."""
        return self._dialog

    def start(self) -> None:
        """Show the places read like what is selected, doubted, or before the caret."""
        issue, text = self._workspace.issue, self._text()
        if issue is None:
            return
        if not text:
            self.told.emit("group.nothing", {})
            return
        places = places_read_as(issue, text)
        if not places:
            self.told.emit("group.none", {"text": text})
            return
        from annotator.ui.dialogs.group_dialog import GroupDialog

        dialog = self._dialog = GroupDialog(text, tuple(issue.pages), len(places), self._window)
        dialog.decided.connect(lambda decided: self._take(text, decided))
        dialog.finished.connect(self._end)
        dialog.open()
        by_page: dict[str, list[ReadPlace]] = {}
        for place in places:
            by_page.setdefault(place.page, []).append(place)
        self._read(issue, list(by_page.items()))

    def go_on(self) -> None:
        """Go to the next place that was marked as odd and not yet decided."""
        issue = self._workspace.issue
        while issue is not None and self._left:
            place = present_place(issue, self._left.pop(0))
            if place is not None:
                self._modes.set_typing(True)
                self._workspace.go_to(place)
                self._view.setFocus()
                self.told.emit("group.left", {"count": len(self._left)})
                return
        self.told.emit("group.all_seen", {})

    def _text(self) -> str:
        """Return what is selected in one paragraph, else the doubt, else the character before the caret."""
        issue, selection = self._workspace.issue, self._view.selection()
        if issue is None or selection is None:
            return ""
        block_id, start, last, end = selection
        if block_id not in issue.blocks:
            return ""
        doubt = self._proofreading.doubt
        if (block_id, start) == (last, end):
            if doubt is not None:
                return doubt.flag.text
            start = max(start - 1, 0)
        if block_id != last:
            return ""
        text = issue.blocks[block_id].text[start:end]
        return text if len(text) <= _LONGEST and text.strip() == text else ""

    # Reading the print, page by page.

    def _read(
        self, issue: Issue, waiting: list[tuple[str, list[ReadPlace]]], left: frozenset[Path] = frozenset()
    ) -> None:
        """Read the print of the next page; ``left`` are files that stay locked by the person's word."""
        session, dialog = self._workspace.session, self._dialog
        if dialog is None or session is None:
            return
        if not waiting:
            dialog.end()
            return
        page_id, places = waiting[0]
        turned = self._images.turned_of(page_id)

        def take(pieces: list[Piece]) -> None:
            if self._dialog is not dialog:
                return
            from annotator.ui.image.snippet_grid import Cell

            contexts = [surroundings(issue, place, _REACH) for place, *_ in pieces]
            cells = [
                Cell(place, piece, thumb, context="".join(context))
                for (place, piece, thumb), context in zip(pieces, contexts, strict=True)
            ]
            dialog.add(cells, contexts, len(places))
            self._read(issue, waiting[1:], left)

        def failed(error: Exception) -> None:
            if isinstance(error, LockedPageError) and error.path not in left and self._dialog is dialog:
                self._unlocking.unlock(
                    (error.path,), lambda locked: self._read(issue, waiting, left | locked), dialog
                )
                return
            if not isinstance(error, UserError):
                self._jobs.failed.emit(error)
            take([])

        self._job = self._jobs.start(
            lambda _progress, cancelled: pieces_of(
                session, issue, page_id, places, cancelled, turned, self._unlocking.passwords
            ),
            take,
            failed=failed,
        )

    def _end(self) -> None:
        dialog, self._dialog = self._dialog, None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if dialog is not None:
            dialog.deleteLater()
            self._window.activateWindow()
            self._view.setFocus()

    def _take(self, text: str, decided: Mapping[ReadPlace, str]) -> None:
        issue = self._workspace.issue
        if issue is None or not decided:
            return
        right = {place: new for place, new in decided.items() if new and new != text}
        operations = corrections(issue, right, text, signed(TYPING, self._workspace.who))
        if operations and not self._workspace.perform(*operations):
            return
        self._left = [place for place, new in decided.items() if not new]
        if self._left:
            self.go_on()
        elif operations:
            self.told.emit("group.corrected", {"count": len(operations)})


def pieces_of(
    session: Session,
    issue: Issue,
    page_id: str,
    places: list[ReadPlace],
    cancelled: Callable[[], bool],
    turned: int = 0,
    passwords: Passwords | None = None,
) -> list[Piece]:
    """Return the print of places of one page; those whose place in print is not known are left out.

    Args:
        session: the project.
        issue: the issue of the page.
        page_id: the page.
        places: what is wanted.
        cancelled: asked now and then.
        turned: clockwise turn in degrees the person gave the page.
        passwords: what opens files that are locked.

    Raises:
        UserError: the image cannot be read.
    """
    from annotator.services.sources.page_layouts import layout_of_page
    from annotator.ui.image.reading import open_image
    from annotator.ui.image.snippet_grid import PIECE
    from annotator.ui.image.snippets import cut_many, thumbnail

    page = issue.pages[page_id]
    file = image_of_page(session, issue.id, page_id)
    layout = layout_of_page(session, issue.id, page) if isinstance(file, ImageFile) else None
    if layout is None or not isinstance(file, ImageFile):
        return []
    try:
        opened = open_image(file, cancelled, passwords.of(file.path) if passwords is not None else "")
    except UserError as error:
        if error.code not in LOCKS:
            raise
        raise LockedPageError(file.path) from error
    layout = opened.upright(layout)
    view = PageView(page_id, layout=layout, size=opened.size)
    known: list[ReadPlace] = []
    areas: list[QRectF] = []
    for place in places:
        spot = spot_of(layout, page.raw, place.start, place.end)
        if spot is not None:
            rect = pixels(view, spot.box)
            margin = _AROUND * min(rect.width(), rect.height())
            known.append(place)
            areas.append(rect.adjusted(-margin, -margin, margin, margin))
    cuts = cut_many(file, areas, PIECE * 3 // 2, cancelled, opened)
    if turned:
        cuts = [piece.transformed(QTransform().rotate(turned)) for piece in cuts]
    return [(place, piece, thumbnail(piece)) for place, piece in zip(known, cuts, strict=True)]
