"""METS: which files hold the text and the images of the pages of an issue, in which order, with which numbers.

See the METS schema 1.12, Library of Congress: files stand in ``fileSec``, the order of the pages in the
``structMap`` of type PHYSICAL, whose ``div`` elements point to the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from annotator.errors import UserError
from annotator.formats.ocr.parsing import local_name, number, parse_xml
from annotator.formats.ocr.scanned import Element

_HREF = "{http://www.w3.org/1999/xlink}href"
_TEXT_USE = re.compile("alto|full.?text|ocr|page.?xml|transcript", re.IGNORECASE)
_TEXT_NAME = re.compile(r"\.(?:xml|hocr|html?|xhtml|txt)$", re.IGNORECASE)
_IMAGE_NAME = re.compile(r"\.(?:tiff?|jpe?g|png|jp2|webp|bmp|gif)$", re.IGNORECASE)
_LABEL = re.compile(r"[\[（(第\s]*(?P<number>[A-Za-z]{0,2}\d{1,4})[\]）)版页\s]*")


@dataclass(frozen=True, slots=True)
class MetsPage:
    """One page of an issue.

    Attributes:
        text: path of the file with its text, relative to the METS file, with slashes.
        image: path of the file with its image, or None.
        number: the printed page number if the source says one.
    """

    text: str
    image: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    is_text: bool
    is_image: bool


def looks_like_mets(data: bytes) -> bool:
    """Tell whether a file begins like METS."""
    return re.search(rb"<(?:\w+:)?mets[\s>]", data[:4096], re.IGNORECASE) is not None


def read_mets(data: bytes) -> tuple[MetsPage, ...]:
    """Return the pages of an issue in their physical order; those without a file of text are left out.

    Raises:
        UserError: it is no XML (``ocr.xml``), declares entities (``ocr.entities``), or names no local file with the
            text of a page (``mets.no_pages``).
    """
    root = parse_xml(data)
    files = dict(_files(root))
    pages: dict[str, MetsPage] = {}
    for division in _divisions(root):
        found = [files[name] for name in _pointed(division) if name in files]
        text = next((file.path for file in found if file.is_text), None)
        if text is not None and text not in pages:
            image = next((file.path for file in found if file.is_image), None)
            pages[text] = MetsPage(text, image, _number(division))
    if not pages:
        # Without a physical structure the files stand in the order of their pages.
        pages = {file.path: MetsPage(file.path) for file in files.values() if file.is_text}
    if not pages:
        raise UserError("mets.no_pages")
    return tuple(pages.values())


def _files(root: Element) -> Iterator[tuple[str, _File]]:
    for group in root.iter():
        if local_name(group) != "fileGrp":
            continue
        for file in group:
            if local_name(file) != "file":
                continue
            path = next(filter(None, (_path(each.get(_HREF) or "") for each in file)), None)
            if path is None:
                continue
            use = f"{group.get('USE') or ''} {file.get('USE') or ''}"
            kind = (file.get("MIMETYPE") or "").lower()
            is_image = kind.startswith("image/") or _IMAGE_NAME.search(path) is not None
            told = _TEXT_USE.search(use) is not None or "xml" in kind or kind.startswith("text/")
            is_text = not is_image and (told or _TEXT_NAME.search(path) is not None)
            yield file.get("ID") or path, _File(path, is_text, is_image)


def _path(href: str) -> str | None:
    """Return the path that a reference names, or None for one that leads out of this machine."""
    if re.match(r"[A-Za-z]:[\\/]", href):
        return None
    parts = urlsplit(href.strip().replace("\\", "/"))
    if parts.scheme not in ("", "file"):
        return None
    # Some writers have file://./alto/1.xml, where the dot stands at the place of a machine's name.
    path = f"{parts.netloc}{parts.path}" if parts.netloc in (".", "..") else parts.path
    return unquote(path) or None


def _divisions(root: Element) -> list[Element]:
    maps = [each for each in root.iter() if local_name(each) == "structMap"]
    physical = [each for each in maps if (each.get("TYPE") or "").lower() == "physical"]
    divisions: list[Element] = []
    for each in physical or maps:
        divisions += [
            division
            for division in each.iter()
            if local_name(division) == "div" and any(local_name(child) == "fptr" for child in division)
        ]
    orders = [number(each.get("ORDER")) for each in divisions]
    siblings = len({each.getparent() for each in divisions}) == 1
    if siblings and all(order is not None for order in orders):
        divisions.sort(key=lambda each: number(each.get("ORDER")) or 0.0)
    return divisions


def _pointed(division: Element) -> Sequence[str]:
    """Return the ids of the files that a division points to; a page is where one points to its parts, too."""
    return [
        each.get("FILEID")
        for child in division
        if local_name(child) == "fptr"
        for each in child.iter()
        if local_name(each) in ("fptr", "area") and each.get("FILEID")
    ]


def _number(division: Element) -> str | None:
    for said in (division.get("ORDERLABEL"), division.get("LABEL")):
        match = _LABEL.fullmatch(said or "")
        if match:
            return match["number"]
    return None
