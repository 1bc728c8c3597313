"""Where the characters of PDF pages stand, packed to be kept beside their text, and unpacked as layouts.

A packed file is one line of JSON with a list of its pages (``number``, ``width``, ``height`` in points, ``unit`` in
points, ``characters``), and behind it for each page five rows of unsigned 16 bit numbers, little end first: left, top,
right and bottom of the characters' boxes and the sizes of their type, in units; boxes begin ``_MARGIN`` units
outside the page. 65535 stands for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.formats.pdf import PdfPage
from annotator.model.layout import Box, Line, PageLayout, Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = "pdf"
"""The format of source files that hold packed places."""

_NOTHING = 65535
_MOST = 65534
_MARGIN = 6000  # units; characters may stand a little outside the page
_ROWS = 5
_GAP = 1.2  # ems between two characters beside each other from which on they are of two columns
_RISE = 0.6  # ems between the middles of two characters that are not of one line


@dataclass(frozen=True, slots=True)
class PackedPage:
    """Where the characters of one page stand: what is said of the page, and five rows of packed numbers."""

    described: Mapping[str, float]
    rows: bytes

    def layout(self, raw: str) -> PageLayout:
        """Return the layout of the page, whose raw text is given."""
        return _layout(self.described, self.rows, 0, raw)


def pack_page(page: PdfPage) -> PackedPage:
    """Return the places of the characters of one page, packed."""
    import numpy as np  # the window opens without it

    unit = max(page.width, page.height, 1.0) / (_MOST - 2 * _MARGIN)
    described = {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "unit": unit,
        "characters": len(page.text),
    }
    rows = np.array(page.places, np.float64).reshape(-1, _ROWS).T / unit
    margins = np.array([[_MARGIN]] * (_ROWS - 1) + [[0]])
    packed = np.where(np.isnan(rows), _NOTHING, np.clip(np.rint(rows) + margins, 0, _MOST))
    return PackedPage(described, packed.astype("<u2").tobytes())


def join_packed(pages: Sequence[PackedPage]) -> bytes:
    """Return packed pages as the data of a source file."""
    head = {"version": 1, "pages": [page.described for page in pages]}
    return b"".join([json.dumps(head).encode(), b"\n", *(page.rows for page in pages)])


def pack_places(pages: Sequence[PdfPage]) -> bytes:
    """Return the places of the characters of some pages, packed."""
    return join_packed([pack_page(page) for page in pages])


def page_numbers(data: bytes) -> list[int]:
    """Return the places of the packed pages in their PDF, from 1."""
    return [int(page["number"]) for page in _described(data)[0]]


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
    begin += 2 * _ROWS * sum(int(page["characters"]) for page in described[:place])
    return _layout(described[place], data, begin, raw)


def _layout(described: Mapping[str, float], data: bytes, begin: int, raw: str) -> PageLayout:
    import numpy as np

    packed = np.frombuffer(data, "<u2", _ROWS * len(raw), begin).reshape(_ROWS, len(raw))
    shown = np.flatnonzero(packed[0] != _NOTHING)
    shown = shown[[not raw[index].isspace() for index in shown.tolist()]]
    numbers = packed[:, shown].astype(np.float64)
    numbers[:4] -= _MARGIN
    numbers *= described["unit"]
    numbers[4][packed[4, shown] == _NOTHING] = 0.0
    tokens = tuple(
        Token(index, index + 1, Box(left, top, right, bottom))
        for index, left, top, right, bottom in zip(shown.tolist(), *numbers[:4].tolist(), strict=True)
    )
    return PageLayout("", described["width"], described["height"], tuple(_lines(raw, shown, numbers)), tokens)


def _lines(raw: str, shown: NDArray[np.int64], numbers: NDArray[np.float64]) -> Iterator[Line]:
    """Yield the printed lines: those of the text layer, cut where it goes on in another column.

    Args:
        raw: the raw text.
        shown: positions of the characters that have boxes.
        numbers: their boxes and sizes, ``[left, top, right, bottom, size]`` by character.
    """
    import numpy as np

    if not len(shown):
        return
    left, top, right, bottom, size = numbers
    em = np.maximum(np.maximum(size[1:], size[:-1]), 1.0)
    beside = (left[1:] - right[:-1] > _GAP * em) | (right[1:] < left[:-1] - _GAP * em)
    below = np.abs(np.diff(top + bottom)) > 2 * _RISE * em
    down = np.abs(np.diff(left)) < 0.5 * em  # print set downwards goes on below
    breaks = np.fromiter((character == "\n" for character in raw), np.int64, len(raw)).cumsum()
    cuts = beside | (below & ~down) | (np.diff(breaks[shown]) > 0)
    begins = np.concatenate([[0], np.flatnonzero(cuts) + 1])
    ends = np.append(begins[1:], len(shown))
    edges = (
        np.minimum.reduceat(left, begins),
        np.minimum.reduceat(top, begins),
        np.maximum.reduceat(right, begins),
        np.maximum.reduceat(bottom, begins),
    )
    for begin, end, *box in zip(
        begins.tolist(), ends.tolist(), *(edge.tolist() for edge in edges), strict=True
    ):
        yield Line(int(shown[begin]), int(shown[end - 1]) + 1, Box(*box), float(size[(begin + end) // 2]))


def _described(data: bytes) -> tuple[list[dict[str, float]], int]:
    end = data.index(b"\n")
    return json.loads(data[:end])["pages"], end + 1
