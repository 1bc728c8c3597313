"""Charts as SVG 1.1, for the report and the window: stacked bars by name, stacked columns by day, matrices.

Only shapes and texts that Qt's SVG Tiny renderer draws as a browser does. Lengths are in pixels. A part that has
room for it carries its number, so that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from annotator.text.widths import display_width

_FONT_SIZE = 12
_ROW = 24
_LABEL = 150
_TOTAL = 56
_LEGEND = 26
_CAPTION = 20
_CELL = 6.5  # pixels of half a Han character at the font's size, a little on the safe side


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as ``#rrggbb`` and the face of the texts.

    Attributes:
        ink: texts.
        faded: texts of little weight, lines of the grid.
        inside: texts on the colours of the series.
        series: one colour for each part of a bar, in order; used again when there are more parts.
        face: a font family, or several as CSS has them.
    """

    ink: str = "#26231e"
    faded: str = "#8a8378"
    inside: str = "#ffffff"
    series: tuple[str, ...] = ("#2f6690", "#b5651d", "#2f7f5f", "#8c5a9e", "#6a645a")
    face: str = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or column: its name and the sizes of its parts, none below 0; ``tip`` is told under the pointer."""

    name: str
    parts: tuple[float, ...]
    tip: str = ""

    @property
    def total(self) -> float:
        """The size of all parts together."""
        return sum(self.parts)


def bars(rows: Sequence[Bar], series: Sequence[str], look: Look, *, width: int = 640, digits: int = 0) -> str:
    """Return horizontal stacked bars below each other, the names before them and the totals behind.

    Args:
        rows: the bars, the first on top.
        series: names of the parts, for the legend.
        look: colours and face.
        width: of the whole drawing, in pixels.
        digits: decimals of the numbers.
    """
    room = width - _LABEL - _TOTAL
    largest = max((row.total for row in rows), default=0) or 1
    drawn: list[str] = []
    for number, row in enumerate(rows):
        top = _LEGEND + number * _ROW
        drawn.append(_text(_LABEL - 8, top + 16, _short(row.name, _LABEL - 8), look.ink, anchor="end"))
        left = float(_LABEL)
        for part, size in enumerate(row.parts):
            long = room * size / largest
            if long > 0:
                drawn.append(_box(left, top + 4, long, _ROW - 8, _color(look, part), row.tip or row.name))
                drawn.append(_inside(left, top + 16, long, _number(size, digits), look))
            left += long
        drawn.append(_text(left + 6, top + 16, _number(row.total, digits), look.faded))
    return _drawing(width, _LEGEND + len(rows) * _ROW + 4, [_legend(series, look, _LABEL), *drawn], look)


def columns(
    days: Sequence[Bar], series: Sequence[str], look: Look, *, width: int = 640, height: int = 220
) -> str:
    """Return vertical stacked columns beside each other over a scale, the names of some below."""
    left, bottom = 44, height - 24
    largest = max((day.total for day in days), default=0)
    step = nice_step(largest)
    ceiling = step * max(1, -(-largest // step))
    scale = (bottom - _LEGEND - 4) / ceiling
    drawn: list[str] = []
    for line in range(round(ceiling / step) + 1):
        y = bottom - line * step * scale
        drawn.append(
            f'<line x1="{left}" y1="{y:.1f}" x2="{width}" y2="{y:.1f}" stroke="{look.faded}" stroke-opacity="0.35"/>'
        )
        drawn.append(_text(left - 6, y + 4, _number(line * step, 0), look.faded, anchor="end"))
    pitch = (width - left) / max(len(days), 1)
    thick = min(pitch * 0.7, 40)
    every = max(1, -(-round(display_width(days[0].name) * _CELL + 8) // max(int(pitch), 1))) if days else 1
    for number, day in enumerate(days):
        x, y = left + pitch * (number + 0.5), float(bottom)
        for part, size in enumerate(day.parts):
            if size > 0:
                y -= size * scale
                drawn.append(
                    _box(x - thick / 2, y, thick, size * scale, _color(look, part), day.tip or day.name)
                )
        if number % every == 0:
            drawn.append(_text(x, height - 8, day.name, look.ink, anchor="middle"))
    return _drawing(width, height, [_legend(series, look, left), *drawn], look)


def matrix(
    names: Sequence[str],
    counts: Mapping[tuple[str, str], float],
    look: Look,
    *,
    none: str,
    captions: tuple[str, str],
    width: int = 640,
) -> str:
    """Return a table of squares, the darker the larger their count, with the count in each.

    Args:
        names: of rows and columns alike, in order; an empty name is shown as ``none``.
        counts: by row and column.
        look: colours and face.
        none: what stands for the empty name.
        captions: what the rows are, written beside them, and what the columns are, written above them.
        width: of the whole drawing, in pixels; squares do not get larger than 64.
    """
    side = min(64.0, (width - _LABEL) / max(len(names), 1))
    top = 24.0 + _CAPTION
    middle = side * len(names) / 2
    room = max(2 * middle, 96.0)  # a little more than the squares of a small table
    largest = max(counts.values(), default=0) or 1
    shown = [name or none for name in names]
    drawn = [
        _text(_LABEL + middle, 13, _short(captions[1], room), look.ink, anchor="middle", bold=True),
        f'<g transform="translate(13 {top + middle:.1f}) rotate(-90)">'
        f"{_text(0, 0, _short(captions[0], room), look.ink, anchor='middle', bold=True)}</g>",
    ]
    drawn += [
        _text(_LABEL + side * (at + 0.5), top - 8, _short(name, side), look.ink, anchor="middle")
        for at, name in enumerate(shown)
    ]
    for row, name in enumerate(shown):
        y = top + row * side
        label = _short(name, _LABEL - _CAPTION - 8)
        drawn.append(_text(_LABEL - 8, y + side / 2 + 4, label, look.ink, anchor="end"))
        for column, other in enumerate(shown):
            count = counts.get((names[row], names[column]), 0)
            share = count / largest
            x = _LABEL + column * side
            drawn.append(
                f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{side - 2:.1f}" height="{side - 2:.1f}" '
                f'fill="{_color(look, 0 if row == column else 1)}" fill-opacity="{0.08 + 0.92 * share:.2f}">'
                f"<title>{_clean(f'{name} / {other}')}: {_number(count, 0)}</title></rect>"
            )
            if count and display_width(_number(count, 0)) * _CELL + 4 <= side:
                color = look.inside if share > 0.5 else look.ink
                drawn.append(_text(x + side / 2, y + side / 2 + 4, _number(count, 0), color, anchor="middle"))
    height = round(top + max(len(shown) * side, middle + room / 2) + 4)
    return _drawing(width, height, drawn, look)


def nice_step(largest: float) -> float:
    """Return the distance of grid lines, 1, 2 or 5 times a power of ten, that gives at most five of them."""
    if largest <= 5:
        return 1
    power = 10.0 ** (len(str(int(largest))) - 2)
    return next(power * times for times in (1, 2, 5, 10, 20) if power * times * 5 >= largest)


def _drawing(width: float, height: float, parts: Sequence[str], look: Look) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{escape(look.face)}" font-size="{_FONT_SIZE}">'
        f"{''.join(parts)}</svg>"
    )


def _legend(series: Sequence[str], look: Look, left: float) -> str:
    drawn = []
    for part, name in enumerate(series):
        drawn.append(_box(left, 5, 10, 10, _color(look, part), name))
        drawn.append(_text(left + 15, 14, name, look.ink))
        left += 15 + display_width(name) * _CELL + 18
    return "".join(drawn)


def _color(look: Look, part: int) -> str:
    return look.series[part % len(look.series)]


def _box(x: float, y: float, width: float, height: float, color: str, tip: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{color}">'
        f"<title>{_clean(tip)}</title></rect>"
    )


def _inside(x: float, y: float, room: float, text: str, look: Look) -> str:
    fits = display_width(text) * _CELL + 6 <= room
    return _text(x + room / 2, y, text, look.inside, anchor="middle") if fits else ""


def _text(x: float, y: float, text: str, color: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}"{weight}>{_clean(text)}</text>'
    )


def _number(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}"


def _short(text: str, room: float) -> str:
    if display_width(text) * _CELL <= room:
        return text
    while text and (display_width(text) + 1) * _CELL > room:
        text = text[:-1]
    return f"{text}…"


def _clean(text: str) -> str:
    """Return text that XML can hold: control characters and lone surrogates shown as U+FFFD."""
    kept = (char if char.isprintable() or char == " " else "\ufffd" for char in text)
    return escape("".join(kept))
