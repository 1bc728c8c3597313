"""hOCR 1.2: pages, lines and words as classes of HTML elements, their properties in ``title``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.formats.ocr.parsing import local_name
from annotator.formats.ocr.scanned import Element, PageMaker, ScannedPage
from annotator.model.layout import Box, Token

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_BLOCKS = frozenset({"ocr_carea", "ocrx_block"})
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
    words = list(_of_class(line, frozenset({"ocrx_word", "ocr_word"})))
    if not words:
        maker.word(line, " ".join("".join(line.itertext()).split()), box=_box(line.get("title") or ""))
    for number, word in enumerate(words):
        title = word.get("title") or ""
        text = "".join("".join(word.itertext()).split())
        before = words[number - 1] if number else None
        confidence = _values(title, "x_wconf")
        maker.word(
            word,
            text,
            box=_box(title),
            confidence=min(max(confidence[0] / 100, 0.0), 1.0) if confidence else None,
            glyphs=_glyphs(word, text),
            spaced=None
            if before is None
            else bool((before.tail or "").strip(" \t\r\n") != (before.tail or "")),
        )
    maker.end_line(_box(line.get("title") or ""))


def _glyphs(word: Element, text: str) -> list[Token]:
    """Return the characters of a word where the file has them, one element each."""
    found = list(_of_class(word, frozenset({"ocrx_cinfo"})))
    characters = ["".join(each.itertext()).strip() for each in found]
    if "".join(characters) != text or any(len(character) != 1 for character in characters):
        return []
    tokens = []
    for position, each in enumerate(found):
        title = each.get("title") or ""
        box, confidence = _values(title, "x_bboxes"), _values(title, "x_conf") or _values(title, "x_confs")
        tokens.append(
            Token(
                position,
                position + 1,
                Box(*box[:4]) if len(box) >= 4 else None,
                min(max(confidence[0] / 100, 0.0), 1.0) if confidence else None,
            )
        )
    return tokens


def _of_class(element: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield the outermost elements below one that have one of the classes, in document order."""
    for child in element:
        if not local_name(child):
            continue
        if wanted & set((child.get("class") or "").split()):
            yield child
        else:
            yield from _of_class(child, wanted)


def _values(title: str, name: str) -> list[float]:
    found = re.search(rf"(?:^|;)\s*{name}{_NUMBERS}", title)
    return [float(each) for each in found[1].split()] if found else []


def _box(title: str) -> Box | None:
    values = _values(title, "bbox")
    return Box(*values[:4]) if len(values) >= 4 else None


def set_word(word: Element, text: str) -> None:
    """Put another text into a word or line element; the engine's reading stays in ``data-ocr``."""
    old = "".join("".join(word.itertext()).split())
    if word.get("data-ocr") is None:
        word.set("data-ocr", old)
    holder = word
    while len(holder) and not (holder.text or "").strip():
        holder = holder[0]
    for each in word.iter():
        if local_name(each):
            each.text = None
            if each is not word:
                each.tail = None
    holder.text = text
