"""Lines that begin anew whatever stands above: items, rows of tables, quotations, questions, verses of poems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import repeated_shares

_OPENS = re.compile(r"(?:[-+*•][ \u3000]+|>[ ]?|[问答][:：])(?=\S)")
_BULLET = re.compile("[●○◆▲△★☆※▶][^●○◆▲△★☆※▶]")
_NUMBER = re.compile("[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])")
_SAID = re.compile("[。！？…]”$")
_ROW = re.compile(r"\|.*\|$")
_VERSES = 4  # lines of a stanza that show it is one
_LONGEST_VERSE = 18.0  # cells
_OWN_WORDS = 0.4  # at most so much of a poem stands elsewhere on its page, of a list of headlines more
_INSIDE = re.compile("[，。；：！？、][^，。；：！？、”’」』）]")


def another_speaks(before: Line, line: Line) -> bool:
    """Tell whether a line is what another person says than the line before it: both are quotations of sentences."""
    return line.text[0] == "“" and _SAID.search(before.text[-3:]) is not None


def begins_anew(text: str) -> bool:
    """Tell whether a line opens an item of a list or a quotation of Markdown, a question or an answer."""
    return _OPENS.match(text) is not None


def has_bullet(text: str, joined: bool) -> bool:
    """Tell whether a line begins with a bullet or a number of a list, as items and headlines do.

    Args:
        text: of the line.
        joined: whether it is a whole paragraph; the line of a column may begin inside 一、二、三.
    """
    return _BULLET.match(text) is not None or (joined and _NUMBER.match(text) is not None)


def is_table_row(text: str) -> bool:
    """Tell whether a line is a row of a Markdown table."""
    return text[0] == "|" and _ROW.match(text) is not None


def verses(
    lines: Sequence[Line], readings: Sequence[Reading], widths: Sequence[float | None]
) -> Iterator[int]:
    """Yield the verses of poems: short lines below each other, of several widths and not broken from a column.

    Headlines that an extractor wrote down together look the same, but speak of what the rest of the page speaks of.

    Args:
        lines: the lines of a page.
        readings: what their wording says.
        widths: the column width at each in cells, or None where lines are paragraphs.
    """
    begin = 0
    repeated = None  # asked for once, and only where there may be a poem
    for i in range(len(lines) + 1):
        if i < len(lines) and widths[i] is None and readings[i] == Reading() and _may_be_verse(lines[i]):
            if i == begin or not lines[i].gap:
                continue
            stop, following = i, i
        else:
            stop, following = i, i + 1
        stanza = lines[begin:stop]
        if len(stanza) >= _VERSES and len({line.cells for line in stanza}) > 1:
            if repeated is None:
                repeated = repeated_shares([line.flat for line in lines])
            if repeated[begin:stop].mean() <= _OWN_WORDS:
                yield from range(begin, stop)
        begin = following


def _may_be_verse(line: Line) -> bool:
    text = line.text
    return line.cells <= _LONGEST_VERSE and not _INSIDE.search(text) and not begins_anew(text)
