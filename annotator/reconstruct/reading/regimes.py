"""How a stretch of a page was written down: column widths, blank lines, indents.

Everything is estimated from the lines themselves. A printed column shows as many lines of one width; text that was
already joined shows as lines of any width. A change of width is evidence of another column or article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np

from annotator.model.page import Page
from annotator.reconstruct.reading.characters import flat_widths, strip_blanks
from annotator.reconstruct.reading.courses import cheapest_course
from annotator.reconstruct.reading.lines import Line, follows, split_line
from annotator.reconstruct.reading.newspaper import UNKNOWN, Newspaper
from annotator.reconstruct.reading.roles import begins_anew
from annotator.text.patterns import compiled_later
from annotator.text.widths import HAN

_MAX_WIDTHS = 12
_MIN_LINES = 3  # a width seen less often is no column
_WIDEST_COLUMN = 70.0  # cells; anything longer is a joined paragraph
_WIDE = 24.0  # cells; two neighbouring lines of such a width are a column of their own
# A printed line never starts with one of these: what follows belongs to the line before.
_NEVER_FIRST = compiled_later(r"[，。、；：！？”’）》」』】〉％,;:!?)](?![A-Za-z0-9])")
_TORN = compiled_later("[”’》）、，][“‘《（]|[”’》）][\u4e00-\u9fff]")
# A signature of its own that a narrow column breaks: the rest of a name and the bracket.
_SIGNED = compiled_later(rf"[（(](?:本报|特约)?(?:记者|通讯员)[{HAN}、]{{0,8}}$")
_SIGNED_END = compiled_later(rf"[{HAN}]{{1,4}}[）)]$")
_STOP_AND_BLANK = compiled_later(rf"(?<=[{HAN}]{{4}})。[ \u3000]+(?=[{HAN}“]{{2}})")
_STOP_BEFORE_HEADLINE = compiled_later(
    rf"(?<=[{HAN}]{{2}})[。！？][”’」』）]*[ \u3000]+(?=[{HAN}“0-9A-Z][^。！？；\s]{{3,}}(?:[ \u3000][^。！？；\s]+)?$)"
)
_MOST_HEADLINES = 6  # lines
_STOPS = compiled_later("[，。；,;]")
_RUN_ON = 1.5  # cells by which a line is wider than its column when it holds more
_RARE = 0.25  # share of a page's full stops
_CHANGE = 2.5  # cost of a change of column width between two lines


SAME_WIDTH = 1.25
"""Column widths that differ by no more cells may be of one column."""


class Blanks(StrEnum):
    """What blank lines mean on a page."""

    EVERY = "every"  # one follows every line: they mean nothing, their absence does
    BLOCKS = "blocks"  # they set off blocks
    NONE = "none"


class Indents(StrEnum):
    """How the first line of a paragraph shows."""

    KEPT = "kept"  # blanks before it
    LOST = "lost"  # it is two cells shorter than a full line
    ABSENT = "absent"  # it is as wide as any line


@dataclass(frozen=True, slots=True)
class Regime:
    """How a page was written down.

    Attributes:
        blanks: what blank lines mean.
        indents: how first lines of paragraphs show.
        widths: estimated column width in cells for each line, or None where the text is already joined.
        markdown: whether headings carry Markdown marks.
        joined: whether the text is mostly joined already, so that a line is a whole paragraph or headline.
    """

    blanks: Blanks
    indents: Indents
    widths: tuple[float | None, ...]
    markdown: bool
    joined: bool


def estimate(lines: Sequence[Line], newspaper: Newspaper = UNKNOWN) -> Regime:
    """Estimate how the lines of one page were written down."""
    widths = newspaper.settle(lines, _without_headlines(lines, column_widths(lines)))
    markdown = sum(1 for line in lines if line.text.startswith(("#", "**"))) >= 2
    joined = 2 * sum(width is None for width in widths) > len(widths)
    return Regime(blank_lines(lines), indents(lines, widths), tuple(widths), markdown, joined)


def _without_headlines(lines: Sequence[Line], widths: Sequence[float | None]) -> list[float | None]:
    """Return the widths with those of the text below where lines of one width are a headline rather than a column."""
    settled = list(widths)
    if blank_lines(lines) is not Blanks.BLOCKS:
        return settled
    begin = 0
    for end in range(1, len(lines)):
        if widths[end] == widths[begin] and not (lines[end].gap and end - begin <= _MOST_HEADLINES):
            continue
        block = lines[begin:end]
        if (
            len(block) <= _MOST_HEADLINES
            and (block[0].gap or not begin)
            and lines[end].gap
            and not any(line.ended or _STOPS.search(line.text) for line in block)
        ):
            settled[begin:end] = [widths[end]] * len(block)
        begin = end
    return settled


def split_joined(lines: Sequence[Line], page: Page) -> list[Line]:
    """Split lines of joined text where two paragraphs were written behind each other with a blank between them.

    A blank behind a full stop says so where few other full stops inside the page's lines have one.
    """
    long = [line for line in lines if line.cells > _WIDEST_COLUMN and not line.column]
    blanks = {line.start: [match.end() for match in _STOP_AND_BLANK.finditer(line.text)] for line in long}
    stops = sum(line.text.count("。", 0, -1) for line in lines)
    found = sum(map(len, blanks.values()))
    if not found or found > _RARE * stops:
        return list(lines)
    parts: list[Line] = []
    for line in lines:
        cuts = blanks.get(line.start)
        parts.extend(split_line(line, page.raw, cuts) if cuts else [line])
    return parts


def split_run_on(lines: Sequence[Line], page: Page) -> list[Line]:
    """Split lines where the end of a column and the headline that comes next were written on one line.

    Extractors that go by the height of what they draw put a blank there instead of a line break. Such a line is wider
    than its column; the sentence that ends before the blank fits into it, and what follows is no sentence.
    """
    cuts: dict[int, list[int]] = {}
    for line, width in zip(lines, column_widths(lines), strict=True):
        if width is None or line.cells <= width + _RUN_ON or line.column or line.ended:
            continue
        found = list(_STOP_BEFORE_HEADLINE.finditer(line.text))
        if len(found) == 1 and flat_widths(strip_blanks(line.text[: found[0].end()]))[1] <= width + 0.75:
            cuts[line.start] = [found[0].end()]
    parts: list[Line] = []
    for line in lines:
        if line.start not in cuts:
            parts.append(line)
            continue
        # What is printed in two places is no part of one line.
        parts.extend(
            replace(part, part=line.part, lead=line.lead)
            for part in split_line(line, page.raw, cuts[line.start])
        )
    return parts


def rejoin_pieces(lines: Sequence[Line], widths: Sequence[float | None]) -> list[Line]:
    """Join pieces of one printed line that an extractor tore at quotes, brackets and hanging marks.

    Squeezed and hanging marks make some extractors break a line beside them; the pieces together fill the column. The
    joined record spans the break.
    """
    joined: list[Line] = []
    for line, width in zip(lines, widths, strict=True):
        before = joined[-1] if joined else None
        if before is None or line.part or line.gap > 1 or not follows(before, line):
            joined.append(line)
        elif _is_torn(before, line, width):
            joined[-1] = replace(
                before,
                end=line.end,
                text=before.text + "\n" * (line.start - before.end) + line.text,
                cells=before.cells + line.cells,
                least=before.least + line.least,
            )
        else:
            joined.append(line)
    return joined


def _is_torn(before: Line, line: Line, width: float | None) -> bool:
    if _SIGNED_END.match(line.flat):
        return _SIGNED.match(before.flat) is not None
    if _NEVER_FIRST.match(line.text):
        hanging = line.cells <= 2
        return hanging or (width is not None and before.least + line.least <= width + 0.75)
    return (
        width is not None
        and _TORN.search(before.text[-1] + line.text[0]) is not None
        and not before.ended
        and not _is_bracketed(before)
        and not _is_bracketed(line)
        and not begins_anew(line)
        and before.least + line.least <= width + 0.75
        and before.cells + line.cells >= width - 3.0
    )


def _is_bracketed(line: Line) -> bool:
    """Tell whether a line is all in brackets, as markers, signatures and notes are."""
    return line.text[0] in "（(" and line.text[-1] in "）)"


def blank_lines(lines: Sequence[Line]) -> Blanks:
    """Tell what blank lines mean: a separator after (nearly) every line carries no meaning."""
    gaps = [line.gap for line in lines[1:] if not line.part]
    if not gaps or not any(gaps):
        return Blanks.NONE
    return Blanks.EVERY if sum(1 for gap in gaps if gap) >= 0.7 * len(gaps) else Blanks.BLOCKS


def column_widths(lines: Sequence[Line]) -> list[float | None]:
    """Estimate the column width at each line, as the cheapest piecewise constant course.

    A short line costs little (it ends a paragraph), a line wider than its column much, a change of width more.
    """
    return list(
        _column_widths(
            tuple([line.cells for line in lines]),
            tuple([line.least for line in lines]),
            tuple([line.ended for line in lines]),
        )
    )


@lru_cache(maxsize=8)  # most pages are asked about again and again, as their lines did not change in between
def _column_widths(
    widths: tuple[float, ...], squeezed: tuple[float, ...], ended: tuple[bool, ...]
) -> tuple[float | None, ...]:
    """Return the column width at each line from the lines' widths in cells and whether they end a sentence."""
    cells, ends = np.array(widths), np.array(ended)
    candidates = [
        width
        for width in (_candidate_widths(cells) if widths else ())
        if not _is_paragraph_length(cells, ends, width)
    ]
    if not candidates:
        return (None,) * len(widths)
    state = _cheapest_widths(cells, np.array(squeezed), np.array(candidates))
    return tuple(candidates[s] if s < len(candidates) else None for s in state)


def _candidate_widths(cells: np.ndarray) -> list[float]:
    """Return the widths shared by enough lines, most frequent first."""
    halves = np.rint(cells * 2).astype(np.int64)
    size = 2 * int(_WIDEST_COLUMN) + 2
    counts = np.bincount(halves[(cells >= 4) & (cells <= _WIDEST_COLUMN)], minlength=size)
    narrow, wide = np.minimum(cells[:-1], cells[1:]), np.maximum(cells[:-1], cells[1:])
    beside = (narrow >= _WIDE) & (wide - narrow <= 1.6) & (wide <= _WIDEST_COLUMN)
    # Captions set over several columns are short.
    counts += 2 * np.bincount(np.maximum(halves[:-1], halves[1:])[beside], minlength=size)
    mass = counts.copy()
    mass[1:] += counts[:-1]
    mass[:-1] += counts[1:]
    shared = np.flatnonzero((mass >= _MIN_LINES) & (counts > 0))
    chosen: list[float] = []
    for half in shared[np.lexsort((-shared, -counts[shared]))].tolist():
        if len(chosen) < _MAX_WIDTHS and all(abs(half / 2 - other) > 0.8 for other in chosen):
            chosen.append(half / 2)
    return chosen


def _is_paragraph_length(cells: np.ndarray, ended: np.ndarray, width: float) -> bool:
    """Tell whether the lines of a width are whole paragraphs of a like length: most of them end a sentence."""
    full = ended[np.abs(cells - width) <= 0.75]
    return int(full.sum()) > 0.6 * len(full)


def _cheapest_widths(cells: np.ndarray, least: np.ndarray, widths: np.ndarray) -> list[int]:
    """Return for each line the index of its width; ``len(widths)`` stands for joined text (Viterbi)."""
    short = widths[None, :] - cells[:, None]
    short = np.where(short < 0, np.minimum(widths[None, :] - least[:, None], 0.0), short)
    cost = np.select(
        [np.abs(short) <= 0.6, (short > 0) & (short <= 1.1), short > 0, short >= -1.5],
        [0.0, 0.05, np.where((short > 1.4) & (short < 3.1), 0.5, 0.7), 1.0],
        2.0,
    )
    # Marks are squeezed now and then, but a column that has most of its lines squeezed is wider than thought.
    cost = cost + np.where(cells[:, None] > widths[None, :] + 0.6, 0.1, 0.0)
    joined = np.where(cells > 0.8 * _WIDEST_COLUMN, 0.0, 0.65)[:, None]
    rows: list[list[float]] = np.concatenate([cost, joined], axis=1).tolist()
    return cheapest_course(rows, _CHANGE)


def indents(lines: Sequence[Line], widths: Sequence[float | None]) -> Indents:
    """Tell how first lines of paragraphs show, from the lines after a clearly ended paragraph."""
    kept = lost = absent = 0
    for before, line, width in zip(lines, lines[1:], widths[1:], strict=False):
        if width is None or before.cells > width - 2.5 or not before.text.endswith(("。", "！", "？", "”")):
            continue
        if line.indent >= 1.5:
            kept += 1
        elif 1.4 <= width - line.cells <= 3.1:
            lost += 1
        elif abs(width - line.cells) <= 1.1:
            absent += 1
    if kept >= max(2, 0.6 * (lost + absent)):
        return Indents.KEPT
    return Indents.ABSENT if absent > 2 * lost + 2 else Indents.LOST


def same_width(left: float | None, right: float | None) -> bool:
    """Tell whether two column widths in cells may be of one column."""
    if left is None or right is None:
        return left is right
    return abs(left - right) <= SAME_WIDTH
