"""ALTO 4.2 made from what an engine read: blocks, lines, strings and glyphs with their places and confidences.

Schema: Library of Congress, ALTO XML 4.2. Strings are the words of a line, which in Chinese are mostly whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from annotator.formats.ocr.scanned import Element
from annotator.formats.xml_text import xml_text
from annotator.model.layout import Box

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class ReadCharacter:
    """A character as an engine read it, with its place in pixels and the engine's confidence in [0, 1]."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as an engine read it.

    Attributes:
        text: what it says.
        box: its place in pixels.
        confidence: the engine's for the whole line, in [0, 1].
        characters: the characters of the text without its blanks, in order; empty where the engine gave none.
    """

    text: str
    box: Box
    confidence: float
    characters: tuple[ReadCharacter, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as an engine read it: its size in pixels, and its lines by blocks, both in reading order."""

    width: int
    height: int
    blocks: tuple[tuple[ReadLine, ...], ...]


def made_alto(image: str, software: str, pages: Sequence[ReadPage]) -> bytes:
    """Return an ALTO file with pages of one image file.

    Args:
        image: the image file's name.
        software: the engine's name.
        pages: one for each frame of the image.
    """
    root = etree.Element(f"{{{NAMESPACE}}}alto", nsmap={None: NAMESPACE})
    description = _add(root, "Description")
    _add(description, "MeasurementUnit").text = "pixel"
    _add(_add(description, "sourceImageInformation"), "fileName").text = xml_text(image)
    step = _add(_add(description, "OCRProcessing", ID="OCR_1"), "ocrProcessingStep")
    _add(_add(step, "processingSoftware"), "softwareName").text = xml_text(software)
    layout = _add(root, "Layout")
    for number, page in enumerate(pages, start=1):
        whole = {"WIDTH": str(page.width), "HEIGHT": str(page.height)}
        each = _add(layout, "Page", ID=f"P{number}", PHYSICAL_IMG_NR=str(number), **whole)
        space = _add(each, "PrintSpace", HPOS="0", VPOS="0", **whole)
        for place, lines in enumerate(page.blocks, start=1):
            _block(space, f"P{number}B{place}", lines)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)


def _block(space: Element, name: str, lines: Sequence[ReadLine]) -> None:
    box = lines[0].box
    for line in lines[1:]:
        box = box.joined(line.box)
    block = _add(space, "TextBlock", ID=name, **_place(box))
    for number, line in enumerate(lines, start=1):
        element = _add(block, "TextLine", ID=f"{name}L{number}", **_place(line.box))
        _strings(element, f"{name}L{number}", line)


def _strings(parent: Element, name: str, line: ReadLine) -> None:
    """Put in the words of a line with blanks between them, and the glyphs of words whose characters are known."""
    known = "".join(each.text for each in line.characters) == "".join(line.text.split())
    at = 0
    for number, word in enumerate(_WORD.findall(line.text), start=1):
        characters = line.characters[at : at + len(word)] if known else ()
        at += len(word)
        box, confidence = line.box, line.confidence
        if characters:
            box = characters[0].box
            for each in characters[1:]:
                box = box.joined(each.box)
            confidence = sum(each.confidence for each in characters) / len(characters)
        if number > 1:
            _add(parent, "SP")
        string = _add(
            parent,
            "String",
            ID=f"{name}S{number}",
            CONTENT=xml_text(word),
            WC=_share(confidence),
            **_place(box),
        )
        for place, each in enumerate(characters, start=1):
            _add(
                string,
                "Glyph",
                ID=f"{name}S{number}G{place}",
                CONTENT=xml_text(each.text),
                GC=_share(each.confidence),
                **_place(each.box),
            )


def _share(confidence: float) -> str:
    return f"{min(max(confidence, 0.0), 1.0):.4f}"


def _place(box: Box) -> dict[str, str]:
    return {
        "HPOS": f"{box.left:.0f}",
        "VPOS": f"{box.top:.0f}",
        "WIDTH": f"{max(box.right - box.left, 0):.0f}",
        "HEIGHT": f"{max(box.bottom - box.top, 0):.0f}",
    }
