"""hOCR 1.2: pages, lines and words as classes of HTML elements, their properties in ``title``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from annotator.formats.ocr.parsing import local_name
from annotator.formats.ocr.scanned import Element, PageMaker, ScannedPage
from annotator.model.layout import Box, Reading, Token

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_BLOCKS = frozenset({"ocr_carea", "ocrx_block"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_CHOICES = frozenset({"ocrx_cinfo", "ocr_symbol"})
"""Classes of the elements that hold choices, where they hold any; ``lstm_choice_mode`` says which."""
_CHOICE = frozenset({"ocrx_cinfo", "ocr_glyph"})
_READ = "data-ocr"
"""Attribute of a corrected word that keeps what the engine read."""
_NUMBERS = r"((?:\s+-?\d+(?:\.\d+)?)+)"


def read_hocr(root: Element) -> list[ScannedPage]:
    """Return the pages of an hOCR document, in their order."""
    return [_page(element) for element in _of_class(root, frozenset({"ocr_page"}))]


def is_hocr(data: bytes) -> bool:
    """Tell whether a file looks like hOCR."""
    return b"ocr_page" in data and b"<" in data[:200]


def _page(element: Element) -> ScannedPage:
    title = element.get("title") or ""
    image = re.search(r"""(?:^|;)\s*image\s+(?:"([^"]*)"|'([^']*)'|([^;\s]+))""", title)
    box = _box(title)
    maker = PageMaker(
        image=next(filter(None, image.groups()), "") if image else "",
        width=box.right if box else 0.0,
        height=box.bottom if box else 0.0,
    )
    blocks = list(_of_class(element, _BLOCKS))
    for block in blocks or [element]:
        for line in _of_class(block, _LINES):
            _line(maker, line)
        maker.end_block()
    return maker.done()


def _line(maker: PageMaker, line: Element) -> None:
    words = list(_of_class(line, _WORDS))
    title = line.get("title") or ""
    if not words:
        text = " ".join(_text(line).split())
        maker.word(line, text, box=_box(title), glyphs=_glyphs_by_title(title, text))
    for number, word in enumerate(words):
        title = word.get("title") or ""
        text = _word_text(word)
        before = words[number - 1] if number else None
        choices = _choices(word, text)
        glyphs = _glyphs_by_title(title, text) or _glyphs(word, text)
        maker.word(
            word,
            text,
            box=_box(title),
            confidence=_share(_values(title, "x_wconf")),
            alternatives=[] if glyphs else _whole(choices, text),
            glyphs=[
                replace(glyph, alternatives=tuple(choices.get(glyph.start, ()))) if choices else glyph
                for glyph in glyphs
            ],
            spaced=None
            if before is None
            else bool((before.tail or "").strip(" \t\r\n") != (before.tail or "")),
        )
    maker.end_line(_box(line.get("title") or ""))


def _text(element: Element) -> str:
    """Return the text of an element without what the engine might have read instead."""
    parts = [element.text or ""]
    for child in element:
        if local_name(child) and not _is_choice(child):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _word_text(word: Element) -> str:
    text = "".join(_text(word).split())
    if text or word.get(_READ) is not None:
        return text
    # No engine is known that writes choices only; but nothing that was read may disappear.
    return "".join(readings[0].text for readings in _groups(word))


def _is_choice(element: Element) -> bool:
    """Tell whether an element holds what the engine weighed up, as Tesseract writes it, or rejected, as hOCR has it."""
    classes = _classes(element)
    if local_name(element) == "del":
        return "alt" in classes
    return bool(classes & _CHOICES) and any(
        _classes(child) & _CHOICE for child in element if local_name(child)
    )


def _groups(word: Element) -> list[list[Reading]]:
    """Return what the engine weighed up for each character of a word, in their order."""
    groups: list[list[Reading]] = []
    for element in word:
        if not local_name(element) or not _is_choice(element):
            continue
        found = list(_of_class(element, frozenset({"ocr_glyph"})))
        found = found or list(_of_class(element, frozenset({"ocrx_cinfo"})))
        readings = [reading for reading in map(_reading, found) if reading.text]
        if readings:
            groups.append(readings)
    return groups


def _reading(element: Element) -> Reading:
    return Reading("".join(_text(element).split()), _share(_values(element.get("title") or "", "x_confs")))


def _choices(word: Element, text: str) -> dict[int, list[Reading]]:
    """Return the other readings of the characters of a word by their positions, the best first.

    Where the groups are not one a character, nothing says which belong together.
    """
    groups = _groups(word)
    if len(groups) != len(text):
        return {}
    return {
        position: sorted(
            (reading for reading in readings if reading.text != text[position]),
            key=lambda reading: -(reading.confidence or 0.0),
        )
        for position, readings in enumerate(groups)
    }


def _whole(choices: dict[int, list[Reading]], text: str) -> list[Reading]:
    """Return other readings of a word in which one character each is another."""
    return [
        Reading(text[:position] + reading.text + text[position + 1 :], reading.confidence)
        for position, readings in choices.items()
        for reading in readings
    ]


def _glyphs(word: Element, text: str) -> list[Token]:
    """Return the characters of a word where the file has them, one element each."""
    found = [each for each in _of_class(word, frozenset({"ocrx_cinfo"})) if not _is_choice(each)]
    characters = [_text(each).strip() for each in found]
    if "".join(characters) != text or any(len(character) != 1 for character in characters):
        return []
    tokens = []
    for position, each in enumerate(found):
        title = each.get("title") or ""
        box = _values(title, "x_bboxes")
        confidence = _share(_values(title, "x_conf") or _values(title, "x_confs"))
        tokens.append(Token(position, position + 1, Box(*box[:4]) if len(box) >= 4 else None, confidence))
    return tokens


def _glyphs_by_title(title: str, text: str) -> list[Token]:
    """Return the characters of a word or line whose properties list their boxes, as OCRopus writes them."""
    boxes, confidences = _values(title, "x_bboxes"), _values(title, "x_confs")
    places = [position for position, character in enumerate(text) if not character.isspace()]
    if not places or len(boxes) != 4 * len(places):
        return []
    known = len(confidences) == len(places)
    return [
        Token(
            position,
            position + 1,
            Box(*boxes[4 * number : 4 * number + 4]),
            _share(confidences[number:]) if known else None,
        )
        for number, position in enumerate(places)
    ]


def _share(values: list[float]) -> float | None:
    """Return the first of some percentages as a number in [0, 1], or None if there is none."""
    return min(max(values[0] / 100, 0.0), 1.0) if values else None


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _of_class(element: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield the outermost elements below one that have one of the classes, in document order."""
    for child in element:
        if not local_name(child):
            continue
        if wanted & _classes(child):
            yield child
        else:
            yield from _of_class(child, wanted)


def _values(title: str, name: str) -> list[float]:
    if name not in title:
        return []  # most words have few of the properties that are asked for
    found = re.search(rf"(?:^|;)\s*{name}{_NUMBERS}", title)
    return [float(each) for each in found[1].split()] if found else []


def _box(title: str) -> Box | None:
    values = _values(title, "bbox")
    return Box(*values[:4]) if len(values) >= 4 else None


def set_word(word: Element, text: str) -> None:
    """Put another text into a word or line; the engine's reading stays in ``data-ocr``, its choices as they are."""
    if word.get(_READ) is None:
        word.set(_READ, _word_text(word))
    holder = word
    while not (holder.text or "").strip():
        inner = next((each for each in holder if local_name(each) and not _is_choice(each)), None)
        if inner is None:
            break
        holder = inner
    _blank(word)
    holder.text = text


def _blank(element: Element) -> None:
    element.text = None
    for child in element:
        if local_name(child) and not _is_choice(child):
            _blank(child)
        if (child.tail or "").strip():
            child.tail = None
