"""Where the characters of PDF pages stand, packed to be kept beside their text, and unpacked as layouts.

A packed file is one line of JSON with a list of its pages (``number``, ``width``, ``height`` in points, ``unit`` in
points, ``characters``), and behind it for each page five rows of unsigned 16 bit numbers, little end first: left, top,
right and bottom of the characters' boxes and the sizes of their type, in units; boxes begin ``_MARGIN`` units
outside the page. 65535 stands for nothing.
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Iterator, Sequence
from statistics import median

from annotator.formats.pdf import PdfPage
from annotator.model.layout import Box, Line, PageLayout, Token

FORMAT = "pdf"
"""The format of source files that hold packed places."""

_NOTHING = 65535
_MOST = 65534
_MARGIN = 6000  # units; characters may stand a little outside the page
_ROWS = 5
_GAP = 1.2  # ems between two characters beside each other from which on they are of two columns
_RISE = 0.6  # ems between the middles of two characters that are not of one line


def pack_places(pages: Sequence[PdfPage]) -> bytes:
    """Return the places of the characters of some pages, packed."""
    described, body = [], bytearray()
    for page in pages:
        unit = max(page.width, page.height, 1.0) / (_MOST - 2 * _MARGIN)
        described.append(
            {
                "number": page.number,
                "width": page.width,
                "height": page.height,
                "unit": unit,
                "characters": len(page.text),
            }
        )
        for row in range(_ROWS):
            margin = 0 if row == 4 else _MARGIN
            body += _little(
                array(
                    "H",
                    [
                        _NOTHING if math.isnan(value) else min(max(round(value / unit) + margin, 0), _MOST)
                        for value in page.places[row::_ROWS]
                    ],
                )
            )
    return json.dumps({"version": 1, "pages": described}).encode() + b"\n" + bytes(body)


def page_numbers(data: bytes) -> list[int]:
    """Return the places of the packed pages in their PDF, from 1."""
    return [page["number"] for page in _described(data)[0]]


def unpack_layout(data: bytes, place: int, raw: str) -> PageLayout | None:
    """Return the layout of a packed page, or None if it is not of this text.

    Args:
        data: the packed places.
        place: the page's place among the packed pages, from 0.
        raw: its raw text.
    """
    described, begin = _described(data)
    if not 0 <= place < len(described) or described[place]["characters"] != len(raw):
        return None
    begin += 2 * _ROWS * sum(page["characters"] for page in described[:place])
    size = 2 * len(raw)
    rows = [_native(data[begin + row * size : begin + (row + 1) * size]) for row in range(_ROWS)]
    unit = described[place]["unit"]
    boxes: list[Box | None] = [
        None
        if left == _NOTHING
        else Box(
            (left - _MARGIN) * unit,
            (top - _MARGIN) * unit,
            (right - _MARGIN) * unit,
            (bottom - _MARGIN) * unit,
        )
        for left, top, right, bottom in zip(*rows[:4], strict=True)
    ]
    sizes = [0.0 if value == _NOTHING else value * unit for value in rows[4]]
    tokens = tuple(
        Token(index, index + 1, box)
        for index, box in enumerate(boxes)
        if box is not None and not raw[index].isspace()
    )
    return PageLayout(
        "",
        described[place]["width"],
        described[place]["height"],
        tuple(_lines(raw, boxes, sizes)),
        tokens,
    )


def _lines(raw: str, boxes: Sequence[Box | None], sizes: Sequence[float]) -> Iterator[Line]:
    """Yield the printed lines: those of the text layer, cut where it goes on in another column."""
    held: list[int] = []
    for index, character in enumerate(raw):
        if character == "\n":
            if held:
                yield _line(held, boxes, sizes)
            held = []
            continue
        box = boxes[index]
        if box is None or character.isspace():
            continue
        before = boxes[held[-1]] if held else None
        if before is not None and _parted(before, box, sizes[held[-1]], sizes[index]):
            yield _line(held, boxes, sizes)
            held = []
        held.append(index)
    if held:
        yield _line(held, boxes, sizes)


def _parted(before: Box, box: Box, size: float, other: float) -> bool:
    em = max(size, other, 1.0)
    beside = box.left - before.right > _GAP * em or box.right < before.left - _GAP * em
    below = abs((box.top + box.bottom) - (before.top + before.bottom)) / 2 > _RISE * em
    down = abs(box.left - before.left) < 0.5 * em  # print set downwards goes on below
    return beside or (below and not down)


def _line(held: Sequence[int], boxes: Sequence[Box | None], sizes: Sequence[float]) -> Line:
    box: Box | None = None
    for index in held:
        own = boxes[index]
        box = own if box is None or own is None else box.joined(own)
    return Line(held[0], held[-1] + 1, box, median(sizes[index] for index in held))


def _described(data: bytes) -> tuple[list[dict[str, int]], int]:
    end = data.index(b"\n")
    return json.loads(data[:end])["pages"], end + 1


def _little(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def _native(data: bytes) -> array[int]:
    values = array("H")
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values
