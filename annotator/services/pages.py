"""Reading page files: folders, sizes, decoding, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.model.page import Page
from annotator.text.encoding import decode
from annotator.text.widths import is_blank_text

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
MAX_BYTES = 8 * 1024 * 1024
"""Largest page file in bytes: some four hundred printed pages. What is larger is a book or an archive, and checking it
would take an hour, so a clear refusal serves better."""


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
    """Return the page files named by files and folders: files as given, folders by their text files in natural order.

    Raises:
        UserError: a path does not exist, or a folder has no text files.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [
                entry
                for entry in path.iterdir()
                if entry.is_file()
                and entry.suffix.lower() in TEXT_SUFFIXES
                and not entry.name.startswith(".")
            ]
            if not inside:
                raise UserError("import.empty_folder", file=path.name)
            files += sorted(inside, key=lambda entry: natural_key(entry.name))
        elif path.exists():
            files.append(path)
        else:
            raise UserError("import.missing", file=str(path))
    return files


def read_page(path: Path, page_id: str, encoding: str | None = None) -> tuple[Page, tuple[Note, ...]]:
    """Read one page file.

    Args:
        path: the file.
        page_id: id for the page.
        encoding: encoding to read it with instead of the detected one.

    Raises:
        UserError: the file is missing, unreadable, empty, too large, binary, or not in the encoding.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError("import.too_large", file=path.name, limit=MAX_BYTES // (1024 * 1024))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("import.missing", file=str(path)) from error
    except IsADirectoryError as error:
        raise UserError("import.folder", file=path.name) from error
    except OSError as error:
        raise UserError("import.unreadable", file=path.name, reason=error.strerror or str(error)) from error
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


def read_pages(files: Sequence[Path], encoding: str | None = None) -> tuple[list[Page], tuple[Note, ...]]:
    """Read the pages of one issue; ids are ``p1``, ``p2`` … in the order given.

    Raises:
        UserError: a file cannot be imported; nothing is.
    """
    if not files:
        raise UserError("import.no_files")
    pages: list[Page] = []
    notes: list[Note] = []
    for number, path in enumerate(files, start=1):
        page, found = read_page(path, f"p{number}", encoding)
        pages.append(page)
        notes += found
    return pages, tuple(notes)
