"""PAGE XML 2013 to 2019: regions in reading order, lines and words with outlines and numbered texts.

The convention of ``TextEquiv@index``: 0 is the corrected text, what the engine read comes behind it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from annotator.formats.ocr.parsing import local_name, number
from annotator.formats.ocr.scanned import Element, PageMaker, ScannedPage
from annotator.model.layout import Box, Reading, Token
from annotator.text.spaces import join_needs_space


def is_page_xml(root: Element) -> bool:
    """Tell whether a document is PAGE XML."""
    return local_name(root) == "PcGts"


def read_page_xml(root: Element) -> list[ScannedPage]:
    """Return the page of a PAGE document, its regions in the reading order it gives."""
    return [_page(page) for page in root.iter() if local_name(page) == "Page"]


def _page(page: Element) -> ScannedPage:
    maker = PageMaker(
        page.get("imageFilename") or "",
        number(page.get("imageWidth")) or 0.0,
        number(page.get("imageHeight")) or 0.0,
    )
    for region in _regions(page):
        lines = [each for each in region if local_name(each) == "TextLine"]
        for line in lines:
            _line(maker, line)
        if not lines:
            maker.word(region, _text(region), box=_box(region))
        maker.end_block()
    return maker.done()


def _regions(page: Element) -> list[Element]:
    """Return the text regions: those the reading order names first, the others as they stand."""
    regions = [each for each in page.iter() if local_name(each) == "TextRegion"]
    by_id = {each.get("id"): each for each in regions}
    order: list[str] = []
    for group in page:
        if local_name(group) == "ReadingOrder":
            order = list(_ordered(group))
    named = [by_id[name] for name in dict.fromkeys(order) if name in by_id]
    return named + [each for each in regions if each not in named]


def _ordered(group: Element) -> Iterator[str]:
    children = [each for each in group if local_name(each)]
    if any(each.get("index") is not None for each in children):
        children.sort(key=lambda each: number(each.get("index")) or 0.0)
    for each in children:
        if each.get("regionRef"):
            yield each.get("regionRef")
        yield from _ordered(each)


def _line(maker: PageMaker, line: Element) -> None:
    words = [(each, _equivalents(each)) for each in line if local_name(each) == "Word"]
    texts = [_unicode(found[0]) if found else "" for _, found in words]
    if any(texts):
        for (word, found), text in zip(words, texts, strict=True):
            best, *others = found or [None]
            maker.word(
                word,
                text,
                box=_box(word),
                confidence=number(best.get("conf")) if best is not None else None,
                alternatives=_readings(others, text),
                glyphs=_glyphs(word, text),
            )
    else:
        best, *others = _equivalents(line) or [None]
        confidence = number(best.get("conf")) if best is not None else None
        maker.word(line, _text(line).replace("\n", " "), box=_box(line), confidence=confidence)
    maker.end_line(_box(line))


def _glyphs(word: Element, text: str) -> list[Token]:
    found = [each for each in word if local_name(each) == "Glyph"]
    if not found or [_text(each) for each in found] != list(text):
        return []
    tokens = []
    for position, each in enumerate(found):
        best, *others = _equivalents(each)
        tokens.append(
            Token(
                position,
                position + 1,
                _box(each),
                number(best.get("conf")),
                tuple(_readings(others, text[position])),
            )
        )
    return tokens


def _readings(equivalents: list[Element], text: str) -> list[Reading]:
    found = [Reading(_unicode(each), number(each.get("conf"))) for each in equivalents if each is not None]
    return [reading for reading in found if reading.text and reading.text != text]


def _equivalents(element: Element) -> list[Element]:
    """Return the texts of an element, the one that counts first."""
    found = [each for each in element if local_name(each) == "TextEquiv"]
    if len(found) > 1 and any(each.get("index") is not None for each in found):
        found.sort(key=_index)
    return found


def _index(equivalent: Element) -> float:
    found = number(equivalent.get("index"))
    return float("inf") if found is None else found


def _unicode(equivalent: Element) -> str:
    return next((each.text or "" for each in equivalent if local_name(each) == "Unicode"), "")


def _text(element: Element) -> str:
    found = _equivalents(element)
    return _unicode(found[0]) if found else ""


_POINTS = re.compile(r"(?:-?\d{1,9}(?:\.\d{1,9})?,-?\d{1,9}(?:\.\d{1,9})?(?: |$))+")
"""Points as nearly all files write them; others are taken apart with more care."""


def _box(element: Element) -> Box | None:
    coords = next((each for each in element if local_name(each) == "Coords"), None)
    if coords is None:
        return None
    said = coords.get("points") or ""
    if _POINTS.fullmatch(said):
        plain = [float(value) for value in said.replace(",", " ").split()]
        return Box(min(plain[::2]), min(plain[1::2]), max(plain[::2]), max(plain[1::2]))
    points = [pair.split(",") for pair in said.split()]
    points += [[each.get("x"), each.get("y")] for each in coords if local_name(each) == "Point"]  # 2010
    values = [(number(pair[0]), number(pair[1])) for pair in points if len(pair) == 2]
    xs = [x for x, y in values if x is not None and y is not None]
    ys = [y for x, y in values if x is not None and y is not None]
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else None


def set_word(element: Element, text: str) -> None:
    """Put another text into a word, line or region; what was there keeps its place behind it."""
    # The texts of the line and the region around it say the same as their parts.
    around = []
    parent = element.getparent()
    while parent is not None and local_name(parent) in ("TextLine", "TextRegion"):
        parts = [each for each in parent if local_name(each) in ("Word", "TextLine")]
        if _equivalents(parent) and parts:
            lines = local_name(parts[0]) == "TextLine"
            around.append((parent, parts, ["\n"] * (len(parts) - 1) if lines else _joints(parent, parts)))
        parent = parent.getparent()
    _put(element, text)
    for whole, parts, joints in around:
        pieces = [_text(each) for each in parts]
        _put(whole, "".join(piece + joint for piece, joint in zip(pieces, [*joints, ""], strict=True)))


def _joints(line: Element, words: list[Element]) -> list[str]:
    """Return what stands between the words of a line: a space where the engine's own text of the line has one.

    Where that text does not hold the words one after another, there is one where typesetting has one.
    """
    whole, texts = _text(line).strip(), [_text(word).strip() for word in words]
    joints, at = [], 0
    for text in texts:
        behind = whole[at:].lstrip()
        if not behind.startswith(text):
            return [" " if join_needs_space(*pair) else "" for pair in pairwise(texts)]
        joints.append(" " if len(behind) < len(whole) - at else "")
        at = len(whole) - len(behind) + len(text)
    return joints[1:]


def _put(element: Element, text: str) -> None:
    found = _equivalents(element)
    if found and _unicode(found[0]) == text:
        return
    ours = next((each for each in found if each.get("comments") == _OURS), None)
    if ours is None and found and not _has_several(element):
        ours = found[0]
    if ours is not None:
        _unicode_element(ours).text = text
        return
    if found:
        new = copy.deepcopy(found[0])
        new.attrib.pop("conf", None)
        place = element.index(found[0])
    else:
        new = etree.Element(element.tag.rpartition("}")[0] + "}TextEquiv")
        place = len(element)
    for rank, each in enumerate(found, start=1):
        each.set("index", str(rank))
    if _has_several(element):
        new.set("index", "0")
        new.set("comments", _OURS)
    _unicode_element(new).text = text
    element.insert(place, new)


def _has_several(element: Element) -> bool:
    """Tell whether the version of the format has several texts an element, numbered: from 2016 on."""
    year = re.search(r"/(\d{4})-\d\d-\d\d", element.tag)
    return year is None or int(year[1]) >= 2016


_OURS = "corrected"
"""Comment of the texts that are put in here, so that correcting again does not push what the engine read away."""


def _unicode_element(equivalent: Element) -> Element:
    found = next((each for each in equivalent if local_name(each) == "Unicode"), None)
    if found is None:
        found = etree.SubElement(equivalent, equivalent.tag.replace("TextEquiv", "Unicode"))
    return found
