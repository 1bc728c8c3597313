"""ALTO 2 to 4: blocks, lines and strings, with confidences, glyphs and their variants."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from annotator.formats.ocr.parsing import local_name, number
from annotator.formats.ocr.scanned import Element, PageMaker, ScannedPage
from annotator.model.layout import Box, Reading, Token

_BLOCKS = frozenset({"TextBlock"})


def is_alto(root: Element) -> bool:
    """Tell whether a document is ALTO."""
    return local_name(root) == "alto"


def read_alto(root: Element) -> list[ScannedPage]:
    """Return the pages of an ALTO document; boxes are in its own units (pixels, or parts of an inch or millimetre)."""
    image = next((each.text or "" for each in _named(root, "fileName")), "").strip()
    return [_page(page, image) for page in _named(root, "Page")]


def _page(page: Element, image: str) -> ScannedPage:
    maker = PageMaker(
        image, number(page.get("WIDTH")) or 0.0, number(page.get("HEIGHT")) or 0.0, page.get("PRINTED_IMG_NR")
    )
    for block in _named(page, "TextBlock"):
        for line in _named(block, "TextLine"):
            _line(maker, line)
        maker.end_block()
    return maker.done()


def _line(maker: PageMaker, line: Element) -> None:
    spaced: bool | None = None
    strings = [each for each in line if local_name(each) in ("String", "SP", "HYP")]
    has_spaces = any(local_name(each) == "SP" for each in strings)
    for each in strings:
        name = local_name(each)
        if name == "SP":
            spaced = True
            continue
        text = each.get("CONTENT") or ""
        maker.word(
            each,
            text,
            box=_box(each),
            confidence=number(each.get("WC")),
            alternatives=[
                Reading((other.text or "").strip())
                for other in each
                if local_name(other) == "ALTERNATIVE" and other.get("PURPOSE") != _OCR
            ],
            glyphs=_glyphs(each, text),
            spaced=False if name == "HYP" else (spaced if spaced else (False if has_spaces else None)),
        )
        spaced = None
    maker.end_line(_box(line))


def _glyphs(string: Element, text: str) -> list[Token]:
    found = [each for each in string if local_name(each) == "Glyph"]
    if [each.get("CONTENT") for each in found] != list(text):
        return []
    return [
        Token(
            position,
            position + 1,
            _box(each),
            number(each.get("GC")),
            tuple(
                Reading(other.get("CONTENT") or "", number(other.get("VC")))
                for other in each
                if local_name(other) == "Variant" and other.get("CONTENT")
            ),
        )
        for position, each in enumerate(found)
    ]


def _box(element: Element) -> Box | None:
    left, top = number(element.get("HPOS")), number(element.get("VPOS"))
    width, height = number(element.get("WIDTH")), number(element.get("HEIGHT"))
    if left is None or top is None or width is None or height is None:
        return None
    return Box(left, top, left + width, top + height)


def _named(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if local_name(each) == name)


_OCR = "OCR"
"""Purpose of the alternative that keeps what the engine read."""


def set_word(string: Element, text: str) -> None:
    """Put another text into a string; the engine's reading stays as an alternative, glyphs as they are.

    ``CS`` marks it as corrected; hyphens have neither of the two.
    """
    old = string.get("CONTENT") or ""
    string.set("CONTENT", text)
    if local_name(string) != "String":
        return
    string.set("CS", "true")
    if any(local_name(each) == "ALTERNATIVE" and each.get("PURPOSE") == _OCR for each in string):
        return
    kept = etree.Element(string.tag.replace("String", "ALTERNATIVE"))
    kept.set("PURPOSE", _OCR)
    kept.text = old
    # The schema wants shapes first, then alternatives, then glyphs.
    place = sum(local_name(each) in ("Shape", "ALTERNATIVE") for each in string)
    string.insert(place, kept)
