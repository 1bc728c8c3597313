"""Reading lines: raw pages as line records that keep their place in the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from annotator.model.page import Page
from annotator.reconstruct.reading.characters import ends_sentence, flat_widths, strip_blanks
from annotator.text.radicals import fold_radicals
from annotator.text.widths import HAN, trim_blank

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_VERTICAL = 4  # so many lines of one character are vertical print
_VERTICAL_MARKS = "：，、！？·—“”《》"
_HAN = re.compile(f"[{HAN}]")
_DIGITS = re.compile("[0-9A-Za-z%.]{1,2}$")
_MOST_DIGITS = 6  # of a number in vertical print


@dataclass(slots=True)  # not frozen, as that makes it several times as slow to make; its attributes are final
class Line:
    """A line of a page, or a part of one, with its place. Never changed; see ``changed``.

    Attributes:
        page: index of the page in the issue.
        start: first code point in the page's raw text, not blank.
        end: one past the last code point that is not blank.
        text: the raw characters ``[start, end)`` with radicals read as the Han characters they stand for, so of the
            same length; may hold a line break where one printed line was torn in two.
        gap: number of blank lines before it; 0 for the first line of a page and for parts of a torn line.
        indent: width of the blanks before it, in cells of one Han character.
        cells: width of its characters in cells of one Han character, blanks left out.
        least: the same with full-width marks squeezed to half a cell; a full line lies between the two.
        lead: width in cells of the earlier parts of the same raw line, when it was split.
        part: True when an earlier part of the same raw line was split off before it.
        column: place of its column on the page (from 1) when the raw line held several columns, else 0.
        fresh: whether it begins a column or fragment that goes on with no other.
        size: of its type, 1 for that of the page's text; 0 where the source does not say where lines stand in print.
        opens: whether print shows that a story begins here: its head stands above.
        flat: the text without any blanks.
        ended: whether it stops with an end mark.
    """

    page: Final[int]
    start: Final[int]
    end: Final[int]
    text: Final[str]
    gap: Final[int]
    indent: Final[float]
    cells: Final[float]
    least: Final[float]
    lead: Final[float] = 0.0
    part: Final[bool] = False
    column: Final[int] = 0
    fresh: Final[bool] = False
    size: Final[float] = 0.0
    opens: Final[bool] = False
    flat: str = field(init=False, repr=False, compare=False)
    ended: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what every stage asks for again and again beside the text."""
        self.flat = strip_blanks(self.text)
        self.ended = ends_sentence(self.text)

    def placed(
        self,
        *,
        gap: int | None = None,
        indent: float | None = None,
        lead: float | None = None,
        column: int | None = None,
        fresh: bool | None = None,
    ) -> Line:
        """Return the line with another place on its page; ``dataclasses.replace`` takes many times as long."""
        return Line(
            self.page,
            self.start,
            self.end,
            self.text,
            self.gap if gap is None else gap,
            self.indent if indent is None else indent,
            self.cells,
            self.least,
            self.lead if lead is None else lead,
            self.part,
            self.column if column is None else column,
            self.fresh if fresh is None else fresh,
            self.size,
            self.opens,
        )


def make_line(
    page: int, raw: str, start: int, end: int, gap: int, *, part: bool = False, column: int = 0
) -> Line | None:
    """Return the line for ``raw[start:end]`` trimmed of blanks, or None if nothing is left."""
    first = start
    start, end = trim_blank(raw, start, end)
    if start == end:
        return None
    text = fold_radicals(raw[start:end])
    indent = 0.5 * (start - first + raw.count("\u3000", first, start)) if start > first else 0.0
    return Line(page, start, end, text, gap, indent, *flat_widths(strip_blanks(text)), 0.0, part, column)


def read_lines(page: Page, index: int) -> list[Line]:
    """Return the lines of a page that are not blank, in raw order.

    Args:
        page: the page.
        index: its index in the issue.
    """
    lines: list[Line] = []
    position, breaks = 0, 0
    for match in _LINE.finditer(page.raw):
        between = match.start() - position
        breaks += between - page.raw.count("\r\n", position, match.start()) if between > 1 else between
        position = match.end()
        gap = max(breaks - 1, 0) if lines else 0
        line = make_line(index, page.raw, match.start(), match.end(), gap)
        if line is not None:
            lines.append(line)
            breaks = 0
    return lines


def follows(before: Line, line: Line) -> bool:
    """Tell whether nothing but blanks stands between two lines in the raw text, so that one range may span both.

    Lines taken apart into columns do not follow each other there.
    """
    return before.column == line.column == 0 and before.end <= line.start


def join_vertical(lines: Sequence[Line], page: Page) -> list[Line]:
    """Join vertical print, which comes as lines of one character, into one line for each run of four or more."""
    joined: list[Line] = []
    begin = 0
    for i in range(1, len(lines) + 1):
        if (
            i < len(lines)
            and (_is_glyph(lines[i]) or _is_digit_inside(lines, i))
            and _is_glyph(lines[begin])
            and _HAN.match(lines[begin].text)
            and lines[i].gap <= 1
            and follows(lines[i - 1], lines[i])
        ):
            continue
        if i - begin >= _VERTICAL:
            first, last = lines[begin], lines[i - 1]
            text = fold_radicals(page.raw[first.start : last.end])
            cells, least = flat_widths(strip_blanks(text))
            joined.append(replace(first, end=last.end, text=text, cells=cells, least=least))
        else:
            joined.extend(lines[begin:i])
        begin = i
    return joined


def _is_glyph(line: Line) -> bool:
    if len(line.flat) == 1 and line.flat in _VERTICAL_MARKS:
        return True
    return len(line.flat) <= 2 and bool(_HAN.match(line.text)) and not _HAN.match(line.flat[1:])


def _is_digit_inside(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line is a digit or letter between characters of vertical print."""
    below = next((line for line in lines[i : i + _MOST_DIGITS + 1] if not _DIGITS.match(line.flat)), None)
    return bool(_DIGITS.match(lines[i].flat)) and below is not None and _is_glyph(below)


def split_line(line: Line, raw: str, cuts: Sequence[int]) -> Iterator[Line]:
    """Yield the parts of a line cut at offsets of its text (code points from the line's start)."""
    bounds = [0, *cuts, line.end - line.start]
    first, lead = True, line.lead
    for left, right in pairwise(bounds):
        part = make_line(
            line.page,
            raw,
            line.start + left,
            line.start + right,
            line.gap if first else 0,
            part=line.part or not first,
            column=line.column,
        )
        if part is not None:
            yield part.placed(indent=line.indent if first else None, lead=lead)
            first = False
            lead += part.cells
