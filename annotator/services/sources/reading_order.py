"""The order of lines on a page of columns, and the blocks they make: cuts along white space (recursive XY cut).

G. Nagy and S. Seth, Hierarchical representation of optically scanned documents, ICPR 1984. This is the order in which
the raw text is written down; articles are found later, from the lines' places too. Columns that stand upright (竖排)
are read from the right to the left: the page is turned in thought, so that they lie like other lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.formats.ocr.alto_writing import ReadCharacter, ReadLine
from annotator.model.layout import Box

_GUTTER = 0.5
"""Narrowest white space between columns, in heights of a line."""
_LEADING = 1.5
"""Widest white space between two lines of one block, in heights of a line."""
_WIDE = 1.5
"""A line this much wider than usual stands over several columns."""
_TORN = 0.8
"""Narrowest white space inside a line, in its heights, that may be a gutter the engine has read across."""
_WITNESSES = 2
"""As many other lines begin behind a gutter."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A line, and its box with lines lying from the left to the right and one below the other."""

    line: ReadLine
    box: Box

    @property
    def height(self) -> float:
        return self.box.bottom - self.box.top

    @property
    def width(self) -> float:
        return self.box.right - self.box.left


def blocks_of(lines: Sequence[ReadLine]) -> tuple[tuple[ReadLine, ...], ...]:
    """Return lines in reading order, those that stand below each other in one column as a block.

    Lines that were read across a gutter are cut there.
    """
    if not lines:
        return ()
    upright = _stand_upright(lines)
    laid = [_Laid(line, _turned(line.box, upright)) for line in _uncrossed(lines, upright)]
    height = median(min(each.height, each.width) for each in laid)
    blocks: list[list[_Laid]] = []
    for each in _ordered(laid, height):
        last = blocks[-1][-1] if blocks else None
        if last is not None and _goes_on(last, each, height):
            blocks[-1].append(each)
        else:
            blocks.append([each])
    return tuple(tuple(each.line for each in block) for block in blocks)


def _stand_upright(lines: Sequence[ReadLine]) -> bool:
    upright = lying = 0
    for line in lines:
        size = len(line.text)
        if line.box.bottom - line.box.top > line.box.right - line.box.left:
            upright += size
        else:
            lying += size
    return upright > lying


def _turned(box: Box, upright: bool) -> Box:
    return Box(box.top, -box.right, box.bottom, -box.left) if upright else box


def _uncrossed(lines: Sequence[ReadLine], upright: bool) -> Iterator[ReadLine]:
    """Yield lines, those that were read across a gutter in their parts."""
    starts = sorted(_turned(line.box, upright).left for line in lines)
    for line in lines:
        yield from _parts(line, starts, upright)


def _parts(line: ReadLine, starts: Sequence[float], upright: bool) -> Iterator[ReadLine]:
    if "".join(each.text for each in line.characters) != "".join(line.text.split()):
        yield line
        return
    box = _turned(line.box, upright)
    thick = box.bottom - box.top
    cuts = [0]
    for number in range(1, len(line.characters)):
        before = _turned(line.characters[number - 1].box, upright).right
        after = _turned(line.characters[number].box, upright).left
        others = sum(before < start and abs(start - after) <= thick for start in starts)
        if after - before >= _TORN * thick and others >= _WITNESSES:
            cuts.append(number)
    if len(cuts) == 1:
        yield line
        return
    places = [place for place, character in enumerate(line.text) if not character.isspace()]
    for first, last in zip(cuts, [*cuts[1:], len(line.characters)], strict=True):
        yield _piece(line.text[places[first] : places[last - 1] + 1], line.characters[first:last])


def _piece(text: str, characters: tuple[ReadCharacter, ...]) -> ReadLine:
    box = characters[0].box
    for each in characters[1:]:
        box = box.joined(each.box)
    return ReadLine(text, box, sum(each.confidence for each in characters) / len(characters), characters)


def _ordered(lines: list[_Laid], height: float) -> list[_Laid]:
    """Return lines column by column where they stand in columns, else what is above before what is below."""
    if len(lines) < 2:
        return lines
    gutter = _gutter(lines, height)
    if gutter is not None:
        return _cut(lines, lambda line: line.box.left + line.box.right < 2 * gutter, height)
    place = _best_cut(lines, height)
    if place is not None:
        return _cut(lines, lambda line: line.box.top < place, height)
    widest = max(lines, key=lambda line: line.width)
    if widest.width > _WIDE * median(line.width for line in lines):
        above = [line for line in lines if line is not widest and line.box.top < widest.box.top]
        below = [line for line in lines if line is not widest and line.box.top >= widest.box.top]
        return [*_ordered(above, height), widest, *_ordered(below, height)]
    return sorted(lines, key=lambda line: (round(line.box.top / max(height, 1)), line.box.left))


def _cut(lines: list[_Laid], is_first: Callable[[_Laid], bool], height: float) -> list[_Laid]:
    first = [line for line in lines if is_first(line)]
    second = [line for line in lines if not is_first(line)]
    return _ordered(first, height) + _ordered(second, height)


def _gutter(lines: Sequence[_Laid], height: float) -> float | None:
    """Return the middle of the widest white space between columns, or None where there are no columns.

    Engines draw boxes wider than the text, some more than others, so boxes count without their outer halves of a
    character.
    """
    trim = height / 2
    spans = sorted(
        (line.box.left + min(trim, line.width / 3), line.box.right - min(trim, line.width / 3))
        for line in lines
    )
    reached = spans[0][1]
    gap, where = 0.0, 0.0
    for start, end in spans[1:]:
        if start - reached > gap:
            gap, where = start - reached, (start + reached) / 2
        reached = max(reached, end)
    return where if gap >= _GUTTER * height else None


def _best_cut(lines: Sequence[_Laid], height: float) -> float | None:
    """Return where to cut across the page so that columns show best above or below; None where none show."""
    ranked = sorted(lines, key=lambda line: line.box.top)
    best: tuple[int, float] | None = None
    place: float | None = None
    reached = ranked[0].box.bottom
    for number in range(1, len(ranked)):
        gap = ranked[number].box.top - reached
        if gap > -height / 3 and ranked[number].box.top > ranked[number - 1].box.top:
            sides = ranked[:number], ranked[number:]
            shown = sum(len(side) for side in sides if _gutter(side, height) is not None)
            if shown and (best is None or (shown, gap) > best):
                best, place = (shown, gap), ranked[number].box.top
        reached = max(reached, ranked[number].box.bottom)
    return place


def _goes_on(last: _Laid, line: _Laid, height: float) -> bool:
    overlap = min(last.box.right, line.box.right) - max(last.box.left, line.box.left)
    beside = overlap > 0.5 * min(last.width, line.width)
    alike = max(last.height, line.height) < 1.4 * min(last.height, line.height)
    return beside and alike and -height < line.box.top - last.box.bottom < _LEADING * height
