"""Reading page files: folders, sizes, decoding, names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from annotator.errors import UserError
from annotator.model.page import Page
from annotator.model.source import SourceFile
from annotator.text.encoding import decode
from annotator.text.widths import is_blank_text

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
WEB_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
OCR_SUFFIXES = WEB_SUFFIXES | {".hocr", ".xml"}
SUFFIXES = TEXT_SUFFIXES | OCR_SUFFIXES | {".docx", ".pdf"}
"""Files that a folder is searched for."""

MAX_BYTES = 8 * 1024 * 1024
"""Largest page file in bytes: some four hundred printed pages. What is larger is a book or an archive, and checking it
would take an hour, so a clear refusal serves better."""

MAX_PDF_BYTES = 1024 * 1024 * 1024
"""Largest PDF in bytes; its images are not read."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person should know about an imported page; ``code`` names the sentence."""

    code: str
    file: str
    values: tuple[tuple[str, str], ...] = ()


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which ``第2版`` comes before ``第10版``."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts)


def collect_files(paths: Iterable[Path]) -> list[Path]:
    """Return the page files named by files and folders: files as given, folders by their page files in natural order.

    Raises:
        UserError: a path does not exist, or a folder has no page files.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [
                entry
                for entry in path.iterdir()
                if entry.is_file() and entry.suffix.lower() in SUFFIXES and not entry.name.startswith(".")
            ]
            if not inside:
                raise UserError("import.empty_folder", file=path.name)
            files += sorted(inside, key=lambda entry: natural_key(entry.name))
        elif path.exists():
            files.append(path)
        else:
            raise UserError("import.missing", file=str(path))
    return files


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file holds.

    Attributes:
        pages: its pages, in order; files of text have one.
        notes: what the person should know.
        source: the file itself, where corrected text can go back into it.
    """

    pages: tuple[Page, ...]
    notes: tuple[Note, ...] = ()
    source: SourceFile | None = None


def read_file(path: Path, first: int = 1, encoding: str | None = None) -> ReadFile:
    """Read the pages of one file: text, a file of an OCR engine, a Word document or a web page.

    Args:
        path: the file.
        first: number of its first page; ids are ``p1``, ``p2`` …
        encoding: encoding to read text with instead of the detected one.

    Raises:
        UserError: the file is missing, unreadable, empty, too large, binary, damaged, or not in the encoding.
    """
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return _read_docx(path, first)
    if suffix == ".pdf":
        return _read_pdf(path, first)
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
    from annotator.formats.ocr.files import read_ocr

    data = _bytes_of(path)
    if path.suffix.lower() in WEB_SUFFIXES and b"ocr_page" not in data:
        return None
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
    return ReadFile(pages, (), SourceFile(path.name, form, data, tuple(page.id for page in pages)))


def _read_docx(path: Path, first: int) -> ReadFile:
    from annotator.formats.docx_reading import docx_paragraphs

    try:
        text = "".join(f"{paragraph}\n" for paragraph in docx_paragraphs(_bytes_of(path)))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        # What python-docx lets through of a damaged file: the errors of its zip and XML readers.
        raise UserError("import.docx", file=path.name) from error
    if is_blank_text(text):
        raise UserError("import.empty", file=path.name)
    return ReadFile((Page(f"p{first}", path.name, text),))


def _read_pdf(path: Path, first: int) -> ReadFile:
    """Read the pages of a PDF that have text; those that are images only are told of and left out."""
    from annotator.services.pdf_pages import read_pdf

    _open_checked(path, MAX_PDF_BYTES).close()
    texts = read_pdf(path)
    kept = [(number, text) for number, text in enumerate(texts, start=1) if not is_blank_text(text)]
    pages = tuple(
        Page(f"p{first + place}", path.name if len(texts) == 1 else f"{path.name} {number}", text)
        for place, (number, text) in enumerate(kept)
    )
    left_out = len(texts) - len(kept)
    notes = (Note("import.pdf_left_out", path.name, (("count", str(left_out)),)),) if left_out else ()
    return ReadFile(pages, notes)


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


def read_pages(files: Sequence[Path], encoding: str | None = None) -> list[ReadFile]:
    """Read the pages of one issue; ids are ``p1``, ``p2`` … in the order given.

    Raises:
        UserError: a file cannot be imported; nothing is.
    """
    if not files:
        raise UserError("import.no_files")
    found: list[ReadFile] = []
    for path in files:
        found.append(read_file(path, sum(len(file.pages) for file in found) + 1, encoding))
    return found
