"""Finding the files of issues: folders of pages, folders of such folders, and METS files that name their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import UserError
from annotator.formats import images
from annotator.services.files.image_pairing import without_paired

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
WEB_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
OCR_SUFFIXES = WEB_SUFFIXES | {".hocr", ".xml"}
SUFFIXES = TEXT_SUFFIXES | OCR_SUFFIXES | {".docx", ".pdf"}
"""Files that a folder is searched for."""
IMAGE_SUFFIXES = images.SUFFIXES
"""Files that are images of pages; those of page files are no pages of their own."""

_MOST_METS = 64 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class IssueFiles:
    """The page files of one issue, in page order.

    Attributes:
        files: the files.
        name: what the issue is called: its folder's or METS file's name; None for files named one by one.
        numbers: printed page numbers by file where a METS file says them.
        found: the files that nobody named by themselves; one of them that cannot be read does not keep the others out.
        images: the image of a page file where a METS file names it.
        pictures: images in the folder that belong to none of the files.
        chosen: places of the pages to read, from 1, in files that have several; all pages of the others.
    """

    files: tuple[Path, ...]
    name: str | None = None
    numbers: tuple[str | None, ...] = ()
    found: frozenset[Path] = frozenset()
    images: dict[Path, Path] = field(default_factory=dict)
    pictures: tuple[Path, ...] = ()
    chosen: dict[Path, frozenset[int]] = field(default_factory=dict)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which ``第2版`` comes before ``第10版``."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts)


def collect_files(paths: Iterable[Path]) -> list[Path]:
    """Return the page files named by files and folders, see ``collect_issue``.

    Raises:
        UserError: see ``collect_issue``.
    """
    return list(collect_issue(paths).files)


def collect_issue(paths: Iterable[Path]) -> IssueFiles:
    """Return the page files named by files and folders as those of one issue.

    Files stand as given, a folder for its page files in natural order, a METS file for the files it names. Images that
    belong to page files are left out; other images are pages of which there is only an image.

    Raises:
        UserError: a path does not exist, a folder has no page files or several issues, or a METS file is of no use.
    """
    parts: list[IssueFiles] = []
    named: set[Path] = set()
    for path in without_paired(paths):
        if path.is_dir():
            inside = _issues_in(path)
            if len(inside) > 1:
                raise UserError("import.several_issues", file=path.name, count=len(inside))
            parts += inside
        else:
            parts.append(_one(path))
            named.add(path)
    if len(parts) == 1:
        return parts[0]
    numbers = [number for part in parts for number in (part.numbers or (None,) * len(part.files))]
    return IssueFiles(
        tuple(file for part in parts for file in part.files),
        None,
        tuple(numbers) if any(numbers) else (),
        frozenset().union(*(part.found for part in parts)) - named,
        {file: image for part in parts for file, image in part.images.items()},
        tuple(picture for part in parts for picture in part.pictures),
    )


def collect_issues(paths: Iterable[Path]) -> list[IssueFiles]:
    """Return the issues named by files and folders: all files together one, each folder and METS file its own.

    A folder without page files stands for the folders in it.

    Raises:
        UserError: see ``collect_issue``.
    """
    issues: list[IssueFiles] = []
    single: list[Path] = []
    for path in paths:
        if path.is_dir():
            issues += _issues_in(path)
        elif _is_mets(path):
            issues.append(_from_mets(path))
        else:
            single.append(path)
    return ([collect_issue(single)] if single else []) + issues


def _one(path: Path) -> IssueFiles:
    if not path.exists():
        raise UserError("import.missing", file=str(path))
    return _from_mets(path) if _is_mets(path) else IssueFiles((path,))


def _issues_in(folder: Path, *, named: bool = True) -> list[IssueFiles]:
    """Return the issues in a folder; one of images only counts where the person has named it."""
    try:
        entries = sorted(
            (entry for entry in folder.iterdir() if not entry.name.startswith(".")),
            key=lambda entry: natural_key(entry.name),
        )
    except OSError as error:
        raise UserError("import.unreadable", file=folder.name, reason=error.strerror or str(error)) from error
    pictures = [entry for entry in entries if entry.is_file() and entry.suffix.lower() in IMAGE_SUFFIXES]
    files = [entry for entry in entries if entry.is_file() and entry.suffix.lower() in SUFFIXES]
    described = [file for file in files if _is_mets(file)]
    if described:
        return [_from_mets(file, folder.name if len(described) == 1 else None) for file in described]
    if files:
        bare = tuple(path for path in without_paired([*files, *pictures]) if path in pictures)
        return [IssueFiles(tuple(files), folder.name, (), frozenset(files), pictures=bare)]
    below: list[IssueFiles] = []
    for entry in entries:
        if entry.is_dir():
            try:
                below += _issues_in(entry, named=False)
            except UserError as error:
                if error.code != "import.empty_folder":
                    raise
    if below:
        return below
    if not pictures or not named:
        raise UserError("import.empty_folder", file=folder.name)
    return [IssueFiles(tuple(pictures), folder.name, (), frozenset(pictures))]


def _is_mets(path: Path) -> bool:
    if path.suffix.lower() != ".xml":
        return False
    from annotator.formats.ocr.mets import looks_like_mets  # the window opens without it

    try:
        with path.open("rb") as file:
            return looks_like_mets(file.read(4096))
    except OSError:
        return False  # reading it will say what is wrong


def _from_mets(path: Path, name: str | None = None) -> IssueFiles:
    from annotator.formats.ocr.mets import read_mets

    try:
        if path.stat().st_size > _MOST_METS:
            raise UserError("import.too_large", file=path.name, limit=_MOST_METS // (1024 * 1024))
        pages = read_mets(path.read_bytes())
    except OSError as error:
        raise UserError("import.unreadable", file=path.name, reason=error.strerror or str(error)) from error
    except UserError as error:
        raise UserError(error.code, **{"file": path.name, **error.values}) from error
    folder = path.resolve().parent
    files, images = [], {}
    for page in pages:
        # A file from anywhere does not get at files outside its folder.
        file = (folder / page.text).resolve()
        if not file.is_relative_to(folder):
            raise UserError("mets.outside", file=path.name, path=page.text)
        files.append(file)
        image = (folder / page.image).resolve() if page.image else None
        if image is not None and image.is_relative_to(folder) and image.is_file():
            images[file] = image
    numbers = tuple(page.number for page in pages)
    return IssueFiles(
        tuple(files), name or path.stem, numbers if any(numbers) else (), frozenset(files), images
    )
