"""The pages of PDF files: those with a text layer as it is, those that are images as the OCR engine reads them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from annotator.errors import UserError
from annotator.formats.ocr.files import read_ocr
from annotator.formats.ocr.scanned import ScannedPage
from annotator.formats.pdf import LOCKED, PdfPage
from annotator.formats.pdf_places import FORMAT, PackedPage, join_packed, pack_page
from annotator.model.layout import PageLayout
from annotator.model.page import Page
from annotator.model.source import SourceFile
from annotator.services.sources.arrivals import Arrival, Note, ReadFile, Watch
from annotator.services.sources.pdf_pages import read_pdf
from annotator.services.sources.recognizing import recognize
from annotator.text.widths import is_blank_text

_TEXT_LAYER = 0.05
"""Share of the whole work that reading the text layer is taken to be where pages are images, for progress."""


def read_pdf_file(
    path: Path, first: int, chosen: Collection[int] | None, engine: str | None, watch: Watch
) -> ReadFile:
    """Return the pages of a PDF file that have text, or are images that the engine finds text in.

    Args:
        path: the file.
        first: number of its first page; ids are ``p1``, ``p2`` …
        chosen: places of the pages to read, from 1; all by default.
        engine: the OCR engine; without one, pages that are images are told of and left out.
        watch: who waits for it; pages behind the first one that is an image arrive when all of those have been read.

    Raises:
        UserError: the file is locked and the password that was asked for is missing or wrong, it is damaged, no page
            of it has text, or reading was cancelled.
    """
    pages = _Pages(path, first, chosen, engine is not None, watch)
    watching = Watch(pages.tell, watch.cancelled)

    def read(password: str = "") -> list[PdfPage]:
        return read_pdf(
            path,
            watching.progress,
            watch.cancelled,
            chosen,
            pages.take,
            may_be_images=engine is not None,
            password=password,
        )

    password = ""
    try:
        found = read()
    except UserError as error:
        password = watch.password(path) if error.code == LOCKED else ""
        if not password:
            raise
        found = read(password)
    if watch.cancelled():
        raise UserError("import.cancelled")
    images = [page.number for page in found if is_blank_text(page.text) and not page.is_blank]
    scanned: dict[int, ScannedPage] = {}
    if engine is not None and images:
        frames = [number - 1 for number in images]
        data = recognize(path, pages.tell_image, watch.cancelled, engine, frames, password)
        scanned = dict(zip(images, read_ocr(data)[1], strict=True))
        pages.put_scanned(data, scanned)
    if not pages.pages:
        raise UserError("import.empty", file=path.name)
    left_out = len(found) - len(pages.pages)
    notes = (Note("import.pdf_left_out", path.name, (("count", str(left_out)),)),) if left_out else ()
    return ReadFile(tuple(pages.pages), notes, pages.sources(), (), tuple(pages.layouts), tuple(pages.frames))


def read_drawn_page(path: Path, frame: int, engine: str, watch: Watch) -> ReadFile:
    """Return a page of a PDF file as the engine reads it, whatever text layer it has.

    Args:
        path: the file.
        frame: the place of the page in it, from 0.
        engine: the OCR engine.
        watch: who waits for it.

    Raises:
        UserError: the file is locked and the password that was asked for is missing or wrong, it is damaged, the
            engine finds no text or has failed, or reading was cancelled.
    """
    try:
        data = recognize(path, watch.progress, watch.cancelled, engine, (frame,))
    except UserError as error:
        password = watch.password(path) if error.code == LOCKED else ""
        if not password:
            raise
        data = recognize(path, watch.progress, watch.cancelled, engine, (frame,), password)
    (scanned,) = read_ocr(data)[1]
    if is_blank_text(scanned.raw):
        raise UserError("import.empty", file=path.name)
    page = Page("p1", f"{path.name} {frame + 1}", scanned.raw)
    source = SourceFile(f"{path.stem}.xml", "alto", data, (page.id,))
    return ReadFile((page,), (), (source,), (), (scanned.layout,), (frame,))


class _Pages:
    """The pages of one file as they come."""

    def __init__(
        self, path: Path, first: int, chosen: Collection[int] | None, reads_images: bool, watch: Watch
    ) -> None:
        self.pages: list[Page] = []
        self.layouts: list[PageLayout] = []
        self.frames: list[int] = []
        self._path = path
        self._first = first
        self._chosen = chosen
        self._reads_images = reads_images
        self._watch = watch
        self._packed: dict[str, PackedPage] = {}
        self._scanned: SourceFile | None = None
        self._held: list[tuple[int, PdfPage | None]] = []
        self._is_alone = False
        self._told = 0.0

    def take(self, count: int, page: PdfPage) -> None:
        """Take a page whose text layer has been read; one behind an image waits for it."""
        self._is_alone = count == 1 and self._chosen is None
        has_text = not is_blank_text(page.text)
        is_image = self._reads_images and not has_text and not page.is_blank
        if is_image or (has_text and self._held):
            self._held.append((page.number, page if has_text else None))
        elif has_text:
            self._put_text(page)
            share = page.number / count
            if self._chosen is not None:
                share = len(self.pages) / max(len(self._chosen), len(self.pages))
            self._watch.arrived(Arrival(0, self.pages[-1], self.layouts[-1], share))

    def put_scanned(self, data: bytes, scanned: dict[int, ScannedPage]) -> None:
        """Put in the pages that have waited, those that are images as they were read."""
        ids: dict[int, str] = {}
        for number, page in self._held:
            if page is not None:
                self._put_text(page)
            elif not is_blank_text(scanned[number].raw):
                self._put(number, scanned[number].raw, scanned[number].layout)
                ids[number] = self.pages[-1].id
        listed = tuple(ids.get(number, "") for number in scanned)
        self._scanned = SourceFile(f"{self._path.stem}.xml", "alto", data, listed)

    def sources(self) -> tuple[SourceFile, ...]:
        """Return what is to be kept: where the text layer stands, and what the engine read."""
        packed = SourceFile(self._path.name, FORMAT, join_packed([*self._packed.values()]), (*self._packed,))
        return tuple(source for source in (packed if self._packed else None, self._scanned) if source)

    def tell(self, share: float) -> None:
        """Tell the share of the text layer that has been read."""
        waits = any(page is None for _, page in self._held)
        self._tell(share * (_TEXT_LAYER if waits else 1.0))

    def tell_image(self, share: float) -> None:
        """Tell the share of the images that has been read."""
        self._tell(_TEXT_LAYER + (1 - _TEXT_LAYER) * share)

    def _tell(self, share: float) -> None:
        # That a page is an image shows when some have been read.
        self._told = max(self._told, share)
        self._watch.progress(self._told)

    def _put_text(self, page: PdfPage) -> None:
        packed = pack_page(page)
        self._put(page.number, page.text, packed.layout(page.text))
        self._packed[self.pages[-1].id] = packed

    def _put(self, number: int, raw: str, layout: PageLayout) -> None:
        name = self._path.name if self._is_alone else f"{self._path.name} {number}"
        self.pages.append(Page(f"p{self._first + len(self.pages)}", name, raw))
        self.layouts.append(layout)
        self.frames.append(number - 1)
