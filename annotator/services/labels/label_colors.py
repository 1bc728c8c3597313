"""Colours for labels that can be told apart, also by colour-blind eyes.

The first eight are the set of Okabe and Ito, "Color Universal Design" (2008), with grey in place of black; those
behind them are from Paul Tol's technical note SRON/EPS/TN/09-002, "Colour Schemes" (2021): "muted", and two of
"vibrant". Which of them comes next is measured: as people with full colour vision, with protanopia and with
deuteranopia see them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

OKABE_ITO = ("#d55e00", "#0072b2", "#009e73", "#e69f00", "#56b4e9", "#cc79a7", "#f0e442", "#7f7f7f")
TOL = (
    *("#332288", "#882255", "#117733", "#88ccee", "#ddcc77", "#cc6677", "#44aa99", "#999933", "#aa4499"),
    *("#ee3377", "#cc3311"),
)
PALETTE = (*OKABE_ITO, *TOL)
"""The colours offered for labels, the best ones first."""

# What is left of linear RGB for eyes that lack a kind of cones: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.
_VIEWS = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
)
_WHITE = (0.95047, 1.0, 1.08883)
_ENOUGH = 12.0
"""Distance in CIELAB from which two colours are taken as told apart beside each other."""


def next_color(used: Sequence[str]) -> str:
    """Return a colour for one more label.

    The first colour of the palette that is told apart from all used ones; when there is none, of the palette and of a
    grid over the whole of RGB, the one farthest from its nearest neighbour.
    """
    taken = [color.lower() for color in used]
    for color in PALETTE:
        if all(distance(color, other) >= _ENOUGH for other in taken):
            return color
    choices = [color for color in (*PALETTE, *_grid()) if color not in taken]
    return max(choices, key=lambda color: min(distance(color, other) for other in taken))


@lru_cache(maxsize=65536)
def distance(first: str, second: str) -> float:
    """Return how far two colours ``#rrggbb`` are from each other for the eyes that tell them apart least.

    The measure is the distance in CIELAB (CIE 1976) under D65.
    """
    return min(math.dist(_lab(first, view), _lab(second, view)) for view in range(len(_VIEWS)))


@lru_cache(maxsize=4096)
def _lab(color: str, view: int) -> tuple[float, float, float]:
    seen = _linear(color)
    red, green, blue = (
        min(max(sum(weight * part for weight, part in zip(row, seen, strict=True)), 0.0), 1.0)
        for row in _VIEWS[view]
    )
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    fx, fy, fz = (_cube_root(value / white) for value, white in zip((x, y, z), _WHITE, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(color: str) -> list[float]:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _cube_root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


@lru_cache(maxsize=1)
def _grid() -> tuple[str, ...]:
    # Neither nearly white, nearly black nor grey: a bar must be seen on light and on dark paper.
    steps = (0x10, 0x40, 0x70, 0xA0, 0xD0)
    made = (f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in product(steps, repeat=3))
    return tuple(color for color in made if 25 <= _lab(color, 0)[0] <= 80 and _chroma(color) >= 20)


def _chroma(color: str) -> float:
    _, a, b = _lab(color, 0)
    return math.hypot(a, b)
