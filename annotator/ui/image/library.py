"""The images of the shown issue's pages: read beside the window, and given back when others need the room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from annotator.errors import UserError
from annotator.model.layout import PageLayout
from annotator.services.project.changes import ChangeEvent
from annotator.services.sources.page_images import ImageFile, LostImage, image_of_page
from annotator.services.sources.pdf_locks import LOCKS, Passwords
from annotator.ui.image.pyramid import Address, Pyramid
from annotator.ui.image.reading import Look, Opened, first_look, open_image, read_pyramid
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace

_PACKED = 96 * 1024 * 1024
"""Bytes of packed tiles that are kept: four pages of 70 megapixels or dozens of smaller ones."""

_PAINTED = 64 * 1024 * 1024
"""Bytes of tiles ready for painting that are kept: a screen of 4K twice over."""


class State(StrEnum):
    """How far the image of a page has come."""

    LOADING = "loading"
    LOOK = "look"
    READY = "ready"
    NONE = "none"
    LOST = "lost"
    DAMAGED = "damaged"
    LOCKED = "locked"


@dataclass(slots=True)
class PageView:
    """What can be seen of a page.

    Attributes:
        page: its id.
        state: how far it has come.
        layout: where its characters stand, or None.
        size: of the image in pixels.
        turned: clockwise turn in degrees that the person gave it.
        look: the image small, until the tiles are there.
        pyramid: the image as tiles, or None.
        lost: what is known of an image that is nowhere.
        file: the image's file, or None.
        is_layout_read: whether ``layout`` says what there is.
    """

    page: str
    state: State = State.LOADING
    layout: PageLayout | None = None
    size: QSize = field(default_factory=QSize)
    turned: int = 0
    look: QImage = field(default_factory=QImage)
    pyramid: Pyramid | None = None
    lost: LostImage | None = None
    file: ImageFile | None = None
    is_layout_read: bool = False

    @property
    def has_image(self) -> bool:
        """Whether something of the image can be shown."""
        return self.state in (State.LOOK, State.READY)

    @property
    def unit(self) -> tuple[float, float]:
        """Pixels of the image by unit of the layout, across and down."""
        layout = self.layout
        across = self.size.width() / layout.width if layout and layout.width > 0 else 1.0
        down = self.size.height() / layout.height if layout and layout.height > 0 else 1.0
        return across, down


class PageImages(QObject):
    """Reads images when they are asked for.

    Signals:
        changed: the id of a page of which more can be seen than before.
    """

    changed = Signal(str)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, passwords: Passwords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._passwords = passwords
        self._views: OrderedDict[str, PageView] = OrderedDict()
        self._painted: OrderedDict[tuple[str, Address], QImage] = OrderedDict()
        self._painted_cost = 0
        self._unpacking = False
        workspace.session_changed.connect(self.forget)
        workspace.issue_changed.connect(self.forget)
        workspace.changed.connect(self._on_change)

    def forget(self, page_id: str = "") -> None:
        """Forget what was read of a page, or of all pages; what is being read is dropped when it comes."""
        if page_id:
            self._views.pop(page_id, None)
        else:
            self._views.clear()
        self._painted.clear()
        self._painted_cost = 0

    def forget_locked(self) -> None:
        """Forget pages that were locked, now that somebody may have said a password."""
        for page_id in [key for key, view in self._views.items() if view.state is State.LOCKED]:
            self.forget(page_id)

    def view(self, page_id: str) -> PageView | None:
        """Return what can be seen of a page of the shown issue, and begin to read it if nothing was read yet."""
        issue = self._workspace.issue
        if issue is None or page_id not in issue.pages:
            return None
        view = self._views.get(page_id)
        if view is None:
            view = self._views[page_id] = PageView(page_id)
            self._open(view)
        elif view.state is State.READY and view.pyramid is None:
            self._read(view, QImage())
        self._views.move_to_end(page_id)
        return view

    def turned_of(self, page_id: str) -> int:
        """Return how far the person turned a page's image clockwise, in degrees."""
        view = self._views.get(page_id)
        return view.turned if view is not None else 0

    def tile(self, view: PageView, address: Address) -> QImage | None:
        """Return a tile ready for painting if there is one, else None."""
        key = (view.page, address)
        found = self._painted.get(key)
        if found is not None:
            self._painted.move_to_end(key)
        return found

    def keep_tile(self, page_id: str, address: Address, image: QImage) -> None:
        """Keep a tile ready for painting; those that were not painted for the longest time are given back."""
        if (page_id, address) in self._painted:
            return
        self._painted[page_id, address] = image
        self._painted_cost += image.sizeInBytes()
        while self._painted_cost > _PAINTED and len(self._painted) > 1:
            _, old = self._painted.popitem(last=False)
            self._painted_cost -= old.sizeInBytes()

    def unpack(self, view: PageView, addresses: list[Address]) -> None:
        """Make tiles ready for painting beside the window; ``changed`` tells when they are."""
        pyramid = view.pyramid
        if pyramid is None or self._unpacking:
            return  # what is missing then is asked for again when these have come

        def keep(found: list[tuple[Address, QImage]]) -> None:
            self._unpacking = False
            for address, image in found:
                self.keep_tile(view.page, address, image)
            self.changed.emit(view.page)

        self._unpacking = True
        job = self._start(view, lambda _stopped: [(each, pyramid.unpack(each)) for each in addresses], keep)
        job.ended.connect(self._end_unpacking)

    def tile_now(self, view: PageView, address: Address) -> QImage:
        """Return a tile ready for painting, made ready at once if need be; a null image if there is none."""
        found = self.tile(view, address)
        if found is None and view.pyramid is not None:
            found = view.pyramid.unpack(address)
            self.keep_tile(view.page, address, found)
        return found if found is not None else QImage()

    @property
    def is_unpacking(self) -> bool:
        """Whether tiles are being made ready for painting."""
        return self._unpacking

    @property
    def painted_cost(self) -> int:
        """Bytes the tiles take that are ready for painting."""
        return self._painted_cost

    def _on_change(self, event: ChangeEvent) -> None:
        """Forget pages that were read anew: their characters stand elsewhere."""
        for page_id in event.patch.pages:
            self.forget(page_id)

    # Reading.

    def _open(self, view: PageView) -> None:
        session, issue = self._workspace.session, self._workspace.issue
        if session is None or issue is None:
            return
        page = issue.pages[view.page]

        def work(
            stopped: Callable[[], bool],
        ) -> tuple[ImageFile | LostImage | None, Opened | None, PageLayout | None]:
            from annotator.services.sources.page_layouts import layout_of_page

            file = image_of_page(session, issue.id, page.id)
            opened = None
            try:
                if isinstance(file, ImageFile):
                    opened = open_image(file, stopped, self._passwords.of(file.path))
            except UserError as error:
                if error.code not in LOCKS:
                    raise
            return file, opened, layout_of_page(session, issue.id, page) if opened else None

        def take(found: tuple[ImageFile | LostImage | None, Opened | None, PageLayout | None]) -> None:
            file, opened, layout = found
            view.layout, view.is_layout_read = layout, True
            if isinstance(file, ImageFile) and opened is not None:
                view.layout = opened.upright(layout) if layout is not None else None
                view.file, view.size = file, opened.size
                self.read(view, opened)
                return
            view.lost = file if isinstance(file, LostImage) else None
            view.state = State.LOST if view.lost else State.NONE
            if isinstance(file, ImageFile):
                view.file, view.state = file, State.LOCKED
            self.changed.emit(view.page)

        self._start(view, work, take)

    def read(self, view: PageView, opened: Opened) -> None:
        """Read the image of a page whose file is known: small first, then all of it."""
        file = view.file
        if file is None:
            return
        self._views[view.page] = view

        def take(look: Look) -> None:
            if not look.image.isNull():
                view.look, view.state = look.image, State.LOOK
                self.changed.emit(view.page)
            self._read(view, look.decoded)

        self._start(view, lambda _stopped: first_look(file, opened), take)

    def _read(self, view: PageView, decoded: QImage) -> None:
        file = view.file
        if file is None:
            return

        def take(pyramid: Pyramid) -> None:
            view.pyramid, view.state, view.look = pyramid, State.READY, QImage()
            self._make_room()
            self.changed.emit(view.page)

        password = self._passwords.of(file.path)
        view.state = State.LOOK if not view.look.isNull() else State.LOADING
        self._start(view, lambda stopped: read_pyramid(file, stopped, decoded, password), take)

    def _start(
        self, view: PageView, work: Callable[[Callable[[], bool]], Any], take: Callable[[Any], None]
    ) -> Job:
        def is_current() -> bool:
            return self._views.get(view.page) is view

        def failed(error: Exception) -> None:
            if not is_current():
                return
            if not isinstance(error, UserError):
                self._jobs.failed.emit(error)
            view.state = State.DAMAGED
            self.changed.emit(view.page)

        # A page that nobody looks at any more is not read to its end.
        return self._jobs.start(
            lambda _progress, cancelled: work(lambda: cancelled() or not is_current()),
            take,
            failed=failed,
            is_current=is_current,
        )

    def _end_unpacking(self) -> None:
        self._unpacking = False

    def _make_room(self) -> None:
        """Give back the tiles of pages that were not looked at for the longest time; the last two always stay."""
        cost = sum(view.pyramid.cost for view in self._views.values() if view.pyramid)
        for view in list(self._views.values())[:-2]:
            if cost <= _PACKED:
                return
            if view.pyramid is not None:
                cost -= view.pyramid.cost
                view.pyramid = None
