"""Reading page files: sizes, decoding, names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError
from annotator.formats.images import read_facts
from annotator.model.page import Page
from annotator.model.source import SourceFile
from annotator.services.files.issue_files import IMAGE_SUFFIXES, OCR_SUFFIXES, WEB_SUFFIXES
from annotator.services.sources.arrivals import NOBODY, Arrival, Note, ReadFile, Watch
from annotator.text.encoding import decode
from annotator.text.widths import is_blank_text

MAX_BYTES = 8 * 1024 * 1024
"""Largest page file in bytes: some four hundred printed pages. What is larger is a book or an archive, and checking it
would take an hour, so a clear refusal serves better."""

MAX_PDF_BYTES = 1024 * 1024 * 1024
"""Largest PDF in bytes; its images are not read."""


MAX_IMAGE_BYTES = 1024 * 1024 * 1024
"""Largest image file in bytes."""


def read_file(
    path: Path,
    first: int = 1,
    encoding: str | None = None,
    *,
    chosen: Collection[int] | None = None,
    engine: str | None = None,
    watch: Watch = NOBODY,
) -> ReadFile:
    """Read the pages of one file: text, PDF, a file of an OCR engine, a Word document or a web page.

    Args:
        path: the file.
        first: number of its first page; ids are ``p1``, ``p2`` …
        encoding: encoding to read text with instead of the detected one.
        chosen: places of the pages to read in a file that may have several, from 1; all by default.
        engine: the OCR engine that reads pages of a PDF that are images; without one they are left out.
        watch: who waits for it.

    Raises:
        UserError: the file is missing, unreadable, empty, too large, binary, damaged, not in the encoding, or has none
            of the chosen pages.
    """
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return _read_docx(path, first)
    if suffix == ".pdf":
        from annotator.services.sources.pdf_files import read_pdf_file

        _open_checked(path, MAX_PDF_BYTES).close()
        return read_pdf_file(path, first, chosen, engine, watch)
    if suffix in OCR_SUFFIXES:
        found = _read_ocr(path, first)
        if found is not None:
            return found
    page, notes = read_page(path, f"p{first}", encoding)
    if suffix in WEB_SUFFIXES:
        from annotator.formats.html_reading import html_text

        page = replace(page, raw=html_text(page.raw))
        if is_blank_text(page.raw):
            raise UserError("import.empty", file=path.name)
    return ReadFile((page,), notes)


def _read_ocr(path: Path, first: int) -> ReadFile | None:
    """Read a file of an OCR engine; None for a web page that is none."""
    data = _bytes_of(path)
    if path.suffix.lower() in WEB_SUFFIXES and b"ocr_page" not in data:
        return None
    return _pages_of_ocr(path, path.name, data, first)


def _pages_of_ocr(path: Path, source_name: str, data: bytes, first: int) -> ReadFile:
    """Return the pages of the data of an OCR file, named after the file the person has chosen."""
    from annotator.formats.ocr.files import read_ocr

    try:
        form, scanned = read_ocr(data)
    except UserError as error:
        raise UserError(error.code, file=path.name, **error.values) from error
    pages = tuple(
        Page(
            f"p{first + number}",
            path.name if len(scanned) == 1 else f"{path.name} {number + 1}",
            page.raw,
            page.number,
        )
        for number, page in enumerate(scanned)
    )
    if not pages or all(is_blank_text(page.raw) for page in pages):
        raise UserError("import.empty", file=path.name)
    source = SourceFile(source_name, form, data, tuple(page.id for page in pages))
    layouts = tuple(page.layout for page in scanned)
    return ReadFile(pages, (), (source,), tuple(layout.image for layout in layouts), layouts)


def read_bare_image(path: Path, first: int = 1) -> ReadFile:
    """Return pages without text for an image file, one for each image in it.

    Raises:
        UserError: the file is missing, unreadable or no image.
    """
    _open_checked(path, MAX_IMAGE_BYTES).close()
    try:
        facts = read_facts(path)
    except (OSError, ValueError) as error:
        raise UserError("image.damaged", file=path.name) from error
    pages = tuple(
        Page(f"p{first + number}", path.name if facts.frames == 1 else f"{path.name} {number + 1}", "")
        for number in range(facts.frames)
    )
    return ReadFile(pages, image_names=(path.name,) * len(pages))


def read_image(path: Path, first: int, engine: str, watch: Watch) -> ReadFile:
    """Return the pages of an image file as an OCR engine reads them, one for each image in it.

    Raises:
        UserError: the file is missing, unreadable or no image, holds no text, or the engine is missing or has failed.
    """
    from annotator.services.sources.recognizing import recognize

    _open_checked(path, MAX_IMAGE_BYTES).close()
    data = recognize(path, watch.progress, watch.cancelled, engine)
    return _pages_of_ocr(path, f"{path.stem}.xml", data, first)


def _read_docx(path: Path, first: int) -> ReadFile:
    from annotator.formats.docx_reading import docx_paragraphs

    try:
        text = "".join(f"{paragraph}\n" for paragraph in docx_paragraphs(_bytes_of(path)))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError) as error:
        # What python-docx lets through of a damaged file: the errors of its zip and XML readers.
        raise UserError("import.docx", file=path.name) from error
    if is_blank_text(text):
        raise UserError("import.empty", file=path.name)
    return ReadFile((Page(f"p{first}", path.name, text),))


def _bytes_of(path: Path) -> bytes:
    with _open_checked(path, MAX_BYTES) as file:
        try:
            return file.read()
        except OSError as error:
            raise UserError(
                "import.unreadable", file=path.name, reason=error.strerror or str(error)
            ) from error


def _open_checked(path: Path, limit: int) -> BinaryIO:
    """Open a file that is not larger than a limit in bytes.

    Raises:
        UserError: it is missing, a folder, unreadable or too large.
    """
    try:
        if path.stat().st_size > limit:
            raise UserError("import.too_large", file=path.name, limit=limit // (1024 * 1024))
        return path.open("rb")
    except FileNotFoundError as error:
        raise UserError("import.missing", file=str(path)) from error
    except IsADirectoryError as error:
        raise UserError("import.folder", file=path.name) from error
    except OSError as error:
        raise UserError("import.unreadable", file=path.name, reason=error.strerror or str(error)) from error


def read_page(path: Path, page_id: str, encoding: str | None = None) -> tuple[Page, tuple[Note, ...]]:
    """Read one page file.

    Args:
        path: the file.
        page_id: id for the page.
        encoding: encoding to read it with instead of the detected one.

    Raises:
        UserError: the file is missing, unreadable, empty, too large, binary, or not in the encoding.
    """
    data = _bytes_of(path)
    try:
        decoded = decode(data, encoding)
    except UserError as error:
        nothing_fits = error.code == "encoding.undecodable" and not error.values.get("encoding")
        code = "encoding.none_fits" if nothing_fits else error.code
        raise UserError(code, **{"file": path.name, **error.values}) from error
    if is_blank_text(decoded.text):
        raise UserError("import.empty", file=path.name)
    notes: list[Note] = []
    if not decoded.certain:
        notes.append(Note("import.encoding_guessed", path.name, (("encoding", decoded.encoding),)))
    if decoded.replaced:
        notes.append(Note("import.replaced", path.name, (("count", str(decoded.replaced)),)))
    return Page(page_id, path.name, decoded.text, encoding=decoded.encoding), tuple(notes)


def read_pages(
    files: Sequence[Path],
    encoding: str | None = None,
    *,
    chosen: Mapping[Path, Collection[int]] | None = None,
    found: Collection[Path] = (),
    bare_images: bool = False,
    engine: str | None = None,
    watch: Watch = NOBODY,
) -> list[ReadFile]:
    """Read the pages of one issue; ids are ``p1``, ``p2`` … in the order given.

    Args:
        files: the files in page order.
        encoding: encoding to read text with instead of the detected one.
        chosen: places of the pages to read, from 1, by file; all pages of files that are not in it.
        found: files that nobody named by themselves: one of them that cannot be read has no pages and a note that says
            why, and the others are read.
        bare_images: whether an image becomes a page without text.
        engine: the OCR engine that reads images, see ``recognizing``; without one, images that are not to be bare pages
            and pages of a PDF that are images are left out, and a note says so.
        watch: who waits for it.

    Raises:
        UserError: a file cannot be imported, or none can, or reading was cancelled (``import.cancelled``); nothing is.
    """
    if not files:
        raise UserError("import.no_files")
    read: list[ReadFile] = []
    first_error: UserError | None = None
    for place, path in enumerate(files):
        if place and watch.cancelled():
            raise UserError("import.cancelled")
        part, told = _part(watch, place, len(files))
        first = sum(len(file.pages) for file in read) + 1
        try:
            if path.suffix.lower() in IMAGE_SUFFIXES:
                read.append(_of_image(path, first, bare_images, engine, part))
            else:
                read.append(
                    read_file(
                        path,
                        first,
                        encoding,
                        chosen=(chosen or {}).get(path),
                        engine=engine,
                        watch=part,
                    )
                )
        except UserError as error:
            if path not in found or error.code == "import.cancelled":
                raise
            first_error = first_error or error
            values = {name: str(value) for name, value in error.values.items() if name != "file"}
            read.append(ReadFile((), (Note(error.code, path.name, tuple(values.items())),)))
        pages, layouts = read[-1].pages, read[-1].layouts
        for number in range(len(told), len(pages)):
            part.arrived(Arrival(0, pages[number], layouts[number] if layouts else None, 1.0))
        watch.progress((place + 1) / len(files))
    return _with_what_is_missing(files, read, first_error)


def _of_image(path: Path, first: int, bare: bool, engine: str | None, watch: Watch) -> ReadFile:
    if bare:
        return read_bare_image(path, first)
    return ReadFile(()) if engine is None else read_image(path, first, engine, watch)


def _with_what_is_missing(
    files: Sequence[Path], read: list[ReadFile], first_error: UserError | None
) -> list[ReadFile]:
    """Return what was read, with notes on files that were left out.

    Raises:
        UserError: nothing is left.
    """
    images = [
        place
        for place, file in enumerate(read)
        if not file.pages and not file.notes and files[place].suffix.lower() in IMAGE_SUFFIXES
    ]
    if not any(file.pages for file in read):
        if first_error is not None:
            raise first_error
        if images:
            raise UserError("import.images_only", file=files[images[0]].name, count=len(images))
    if first_error is not None:
        failed = [place for place, file in enumerate(read) if not file.pages and file.notes]
        count = str(len(failed))
        notes = read[failed[-1]].notes
        read[failed[-1]] = ReadFile((), (*notes, Note("import.left_out", notes[0].file, (("count", count),))))
    if images:
        told = Note("import.images_left_out", files[images[0]].name, (("count", str(len(images))),))
        read[images[-1]] = ReadFile((), (told,))
    return read


def _part(watch: Watch, place: int, count: int) -> tuple[Watch, list[Arrival]]:
    """Return who waits for one of several files, and a list that will hold what has arrived of it."""
    told: list[Arrival] = []

    def arrived(arrival: Arrival) -> None:
        told.append(arrival)
        watch.arrived(replace(arrival, file=place, share=(place + arrival.share) / count))

    return Watch(
        lambda share: watch.progress((place + share) / count), watch.cancelled, arrived, watch.password
    ), told
