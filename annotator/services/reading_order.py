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

_GUTTER = 0.6
"""Narrowest white space between columns, in heights of a line."""
_LEADING = 1.5
"""Widest white space between two lines of one block, in heights of a line."""
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
    if len(lines) < 2:
        return lines
    across, where = _widest_gap(lines, lambda line: (line.box.left, line.box.right))
    if across >= _GUTTER * height:
        return _cut(lines, lambda line: line.box.left < where, height)
    down, where = _widest_gap(lines, lambda line: (line.box.top, line.box.bottom))
    if down > 0:
        return _cut(lines, lambda line: line.box.top < where, height)
    return sorted(lines, key=lambda line: (round(line.box.top / max(height, 1)), line.box.left))


def _cut(lines: list[_Laid], is_first: Callable[[_Laid], bool], height: float) -> list[_Laid]:
    first = [line for line in lines if is_first(line)]
    second = [line for line in lines if not is_first(line)]
    return _ordered(first, height) + _ordered(second, height)


def _widest_gap(lines: Sequence[_Laid], side: Callable[[_Laid], tuple[float, float]]) -> tuple[float, float]:
    """Return the widest white space along one direction, and where it ends."""
    spans = sorted(map(side, lines))
    reached = spans[0][1]
    gap, where = 0.0, 0.0
    for start, end in spans[1:]:
        if start - reached > gap:
            gap, where = start - reached, start
        reached = max(reached, end)
    return gap, where


def _goes_on(last: _Laid, line: _Laid, height: float) -> bool:
    overlap = min(last.box.right, line.box.right) - max(last.box.left, line.box.left)
    beside = overlap > 0.5 * min(last.width, line.width)
    alike = max(last.height, line.height) < 1.4 * min(last.height, line.height)
    return beside and alike and -height < line.box.top - last.box.bottom < _LEADING * height
