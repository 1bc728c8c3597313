"""Jump markers 下转第3版 and 上接第1版: how they are written, and those that a line end tears in two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line, split_line
from annotator.text.patterns import compiled_later
from annotator.text.widths import HAN

_DIGITS = "0-9０-９〇一二三四五六七八九十"
_OPENING = "（(〈《<\\[【CＣ▶►◀◁▷→←"
_OPENERS = "（(〈《<[【CＣ▶►◀◁▷→←"
_BRACKETS = "（(〈《<[【"
_CLOSERS = "）)〉》>]】"
_ARROWS = "▶►◀◁▷→←"
# Text recognition reads 下 as F or 卜, 1 as l or I, 0 as O, an arrow as some character; brackets of all kinds stand
# around a marker.
_WAY = r"(?P<way>[下卜F]\s*转|[上止]\s*接|紧\s*接)"
_PAGE = rf"[A-Za-z]?\s*[{_DIGITS}lIO\]]{{1,4}}"
MARKER = compiled_later(
    rf"(?:[{_OPENING}]{{1,2}}\s*)?{_WAY}\s*"
    rf"(?:第?\s*(?P<number>{_PAGE})\s*[版页]|第?\s*(?P<bare>[A-Za-z]?[{_DIGITS}]{{1,3}}))"
    r"\s*[①②③④⑤⑥⑦⑧⑨]?\s*[）)〉》>\]】▶►◀◁]?"
)
"""A jump marker: which ``way`` it points, and the ``number`` of the page, or a ``bare`` number without 版."""

# What stands of a marker at the end of a line.
_HEAD = compiled_later(
    rf"(?:[{_OPENING}]{{1,2}}\s*)?(?:[下上]|[下卜F]\s*转|[上止]\s*接)(?:\s*第?\s*(?:{_PAGE})?|\s*[A-Za-z])\s*$|[{_ARROWS}]$"
)
_REST_ALONE = compiled_later(rf"(?:[转接]\s*)?(?:第\s*)?(?:{_PAGE})?\s*[版页]\s*[）)〉》>\]】]")
_MISREAD_ARROW = compiled_later(rf"(?:(?<=[。！？”…])|^)[{HAN}]$")
_REACH = 10  # lines that may stand between the halves of a torn marker
_LONGEST = 10  # code points of half a marker
_LONGEST_LINE = 20_000  # code points that are looked through for markers


def marker_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where printed markers stand in a line, apart from the same words in a sentence."""
    if len(text) > _LONGEST_LINE or not ("转" in text or "接" in text):
        return
    for match in MARKER.finditer(text):
        start, end = match.span()
        if match["number"] is not None and text[start] not in _OPENERS:
            # Text recognition reads the arrow before a marker as some character.
            if not text[end:].strip() and _MISREAD_ARROW.search(text, max(0, start - 2), start):
                start -= 1
            elif start == 1 and "第" in match[0] and _MISREAD_ARROW.match(text, 0, 1):
                start = 0
        if start < match.start() or _stands_apart(text, match):
            yield start, end


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Tell a printed marker from the same words in a sentence."""
    bracketed = match[0].strip()[0] in _OPENERS
    at_edge = not text[: match.start()].strip() or not text[match.end() :].strip()
    if match["bare"] and match["number"] is None:
        return bracketed or (at_edge and len(text.strip()) == len(match[0].strip()))
    return bracketed or at_edge or text[match.start() - 1 : match.start()].isspace()


def read_marker(flat: str) -> re.Match[str] | None:
    """Return the match of a line that is a marker and nothing else, a misread arrow before it left out."""
    if "转" not in flat and "接" not in flat:
        return None
    match = MARKER.fullmatch(flat)
    if match is None and flat[1:2] not in _OPENERS and _MISREAD_ARROW.match(flat, 0, 1):
        match = MARKER.fullmatch(flat, 1)
        if match is not None and (match["number"] is None or "第" not in flat):
            return None
    return match


def join_torn_markers(lines: Sequence[Line], page: Page) -> list[Line]:
    """Join the halves of markers that a line end tore, or bring them together where columns stand between them.

    What stands before the first half and behind the second one in their lines become lines of their own.
    """
    joined = list(lines)
    place = 0
    while place < len(joined) - 1:
        head = _head_of(joined[place])
        found = _rest_of(joined, place, head) if head is not None else None
        if head is not None and found is not None:
            other, start, end = found
            *ahead, first = _parted(joined[place], page, [head])
            parts = _parted(joined.pop(other), page, [start, end])
            second = parts.pop(1 if start else 0)
            joined[other:other] = parts
            whole = _one_line(first, second, page)
            joined[place : place + 1] = [*ahead, *whole]
            place += len(ahead) + len(whole) - 1
        place += 1
    return joined


def torn_marker(before: Line, line: Line) -> re.Match[str] | None:
    """Return the match of a marker of which two lines are the halves, or None if they are not."""
    if len(before.text) > _LONGEST or len(line.text) > _LONGEST or _head_of(before) != 0:
        return None
    match = MARKER.fullmatch(before.text + line.text)
    return match if match is not None and match["number"] is not None else None


def _head_of(line: Line) -> int | None:
    """Return where in a line half a marker begins that the line ends with, or None."""
    text = line.text
    if text[-1] in _ARROWS:
        return len(text) - 1
    tail = text[-_LONGEST:]
    if not ("下" in tail or "上" in tail or "转" in tail or "接" in tail):
        return None
    match = _HEAD.search(text, max(0, len(text) - _LONGEST))
    return None if match is None else match.start()


def _rest_of(lines: Sequence[Line], place: int, head: int) -> tuple[int, int, int] | None:
    """Return the line with the second half of a marker, and where in it that half begins and ends."""
    first, below = lines[place].text[head:], lines[place + 1]
    end = _fits(first, below.text)
    if end is not None and lines[place].column == below.column:
        closed = below.text[end - 1] in _CLOSERS or below.text[end - 1].isspace()
        if end == len(below.text) or (first[0] in _OPENERS and closed):
            return place + 1, 0, end
    if first[0] not in _BRACKETS:
        return None
    for other in range(place + 1, min(place + 1 + _REACH, len(lines))):
        text = lines[other].text
        if text[-1] not in _CLOSERS:
            continue
        match = _REST_ALONE.search(text, max(0, len(text) - _LONGEST))
        if match is None or (match.start() and not text[match.start() - 1].isspace()):
            continue
        if _fits(first, match[0]) == len(match[0]):
            return other, match.start(), match.end()
    return None


def _fits(first: str, rest: str) -> int | None:
    """Return where the second half of a marker ends in a text that begins with it, or None if it does not."""
    rest = rest[:_LONGEST]
    match = MARKER.match(first + rest)
    if match is None or match["number"] is None:
        return None
    end = match.end() - len(first)
    return end if end > 0 else None


def _parted(line: Line, page: Page, cuts: Sequence[int]) -> list[Line]:
    return list(split_line(line, page.raw, [cut for cut in cuts if 0 < cut < len(line.text)]))


def _one_line(first: Line, second: Line, page: Page) -> list[Line]:
    """Return one line for the halves of a marker with nothing but blanks between them, or else both."""
    between = page.raw[first.end : second.start]
    if first.end > second.start or between.strip():
        return [first, second]
    return [
        replace(
            first,
            end=second.end,
            text=first.text + "\n" * len(between) + second.text,
            cells=first.cells + second.cells,
            least=first.least + second.least,
        )
    ]
