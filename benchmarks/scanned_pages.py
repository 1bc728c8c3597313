"""Writing the pages of a benchmark as engines of text recognition would: ALTO, hOCR, PAGE."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sheets import Drawn, Sheet, cells


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as an engine would read it: its text, escaped, and its box in pixels."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


_SCALE = 3.0
"""Pixels of an engine's page by point of the sheet."""


def scanned_page(
    sheet: Sheet, lines: Sequence[Sequence[Drawn]], chance: random.Random, form: str
) -> tuple[bytes, list[Drawn]]:
    """Return a page as an engine would write it, and its characters in the order of the file.

    Boxes are those of words of up to four characters, in pixels, and a little off.

    Args:
        sheet: the page.
        lines: its lines in the order they are written.
        chance: decides how words are cut and how far boxes are off.
        form: ``alto``, ``hocr`` or ``page``.
    """
    rows: list[list[_Word]] = []
    written: list[Drawn] = []
    for line in lines:
        down = len(line) > 1 and line[1].x == line[0].x
        for row in [[each] for each in line] if down else [list(line)]:
            words, place = [], 0
            while place < len(row):
                word = row[place : place + chance.randint(1, 4)]
                word = (
                    word[: next((k for k, each in enumerate(word) if each.text in " \u3000"), len(word))]
                    or word[:1]
                )
                place += len(word)
                if word[0].text in " \u3000":
                    continue
                words.append(_word(word, chance))
                written += word
            rows.append(words)
    size = round(sheet.width * _SCALE), round(sheet.height * _SCALE)
    return _WRITERS[form](rows, *size).encode(), written


def _word(word: Sequence[Drawn], chance: random.Random) -> _Word:
    first, last = word[0], word[-1]
    off = [chance.uniform(-0.05, 0.05) * first.size for _ in range(4)]
    left, right = first.x + off[0], last.x + last.size * cells(last.text) + off[1]
    top, bottom = first.y - 0.84 * first.size + off[2], first.y + 0.08 * first.size + off[3]
    sides = [round(side * _SCALE) for side in (left, top, right, bottom)]
    return _Word(escape("".join(each.text for each in word), quote=True), *sides)


def _alto(rows: Sequence[Sequence[_Word]], width: int, height: int) -> str:
    lines = (
        "".join(
            f'<String CONTENT="{word.text}" HPOS="{word.left}" VPOS="{word.top}"'
            f' WIDTH="{word.right - word.left}" HEIGHT="{word.bottom - word.top}" WC="0.9"/>'
            for word in row
        )
        for row in rows
    )
    body = "".join(f"<TextLine>{line}</TextLine>" for line in lines)
    return (
        f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page WIDTH="{width}" HEIGHT="{height}">'
        f"<PrintSpace><TextBlock>{body}</TextBlock></PrintSpace></Page></Layout></alto>"
    )


def _hocr(rows: Sequence[Sequence[_Word]], width: int, height: int) -> str:
    lines = (
        "".join(
            f'<span class="ocrx_word" title="bbox {word.left} {word.top} {word.right} {word.bottom}; x_wconf 90">'
            f"{word.text}</span>"
            for word in row
        )
        for row in rows
    )
    body = "".join(f'<span class="ocr_line">{line}</span>' for line in lines)
    return (
        f'<html><body><div class="ocr_page" title="bbox 0 0 {width} {height}"><div class="ocr_carea">{body}</div>'
        "</div></body></html>"
    )


def _page(rows: Sequence[Sequence[_Word]], width: int, height: int) -> str:
    lines = (
        "".join(
            f'<Word><Coords points="{word.left},{word.top} {word.right},{word.top} {word.right},{word.bottom}'
            f' {word.left},{word.bottom}"/><TextEquiv conf="0.9"><Unicode>{word.text}</Unicode></TextEquiv></Word>'
            for word in row
        )
        for row in rows
    )
    body = "".join(f"<TextLine>{line}</TextLine>" for line in lines)
    return (
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
        f'<Page imageWidth="{width}" imageHeight="{height}"><TextRegion>{body}</TextRegion></Page></PcGts>'
    )


_WRITERS = {"alto": _alto, "hocr": _hocr, "page": _page}
SCANNED = tuple(_WRITERS)
"""Formats of OCR engines a page can be written in."""
