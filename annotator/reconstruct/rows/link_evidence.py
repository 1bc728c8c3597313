"""What speaks for one column of a page going on with another: evidence, and the weights that were fitted for it.

Each piece of evidence is a table over all pairs of columns. The weights are those of a conditional logit on top of
likelihoods that were counted: of all columns a column might go on with, or none, which does it go on with?
``build/fit_links.py`` fits them on pages whose articles are known. Without any weight the counted likelihoods decide.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.regimes import SAME_WIDTH
from annotator.reconstruct.rows.chains import kinship, room
from annotator.reconstruct.rows.joints import NEWS, STOPS
from annotator.reconstruct.rows.junctions import Trigrams
from annotator.reconstruct.rows.wordings import Wordings
from annotator.resources import resource_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_NEAR = 4  # stretches that are near
_GAPS = (1, 2, 4, 8, 16)  # rows between two columns that stand one below the other
_STEPS = (-8, -1, 2, 8)  # rows by which one column begins below the top of another
_ODDS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0)
_KINSHIPS = (0.0, 0.01, 0.03, 0.06, 0.1)
_ROOMS = (1.4, 2.6, 3.6)  # cells left in a line: full, first of a paragraph, nearly so, short
_SHAPE_NAMES = ("full", "first", "nearly", "short", "full.", "first.", "nearly.", "short.")
_SAME_PLACE = 2.5  # cells between the left edges of two pieces of one column
_COLUMN_BESIDE = (0.7, 1.6)  # the same of columns beside each other, in widths
_STRETCHES = ("next stretch", "near stretch", "far stretch", "near stretch before", "far stretch before")
_WAYS = ("wrapped", "under", "under others", "right", "left")
_SIDES = ("beside", "right", "left")
_MANY_GAPS, _MANY_STEPS = len(_GAPS) + 1, len(_STEPS) + 1
_FEW = 2  # lines of a column that may be anything

COUNTED = "counted"
"""Name of the weight of the likelihoods that were counted."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a column stands.

    Attributes:
        stretch: number of its stretch from the top of the page.
        place: its place there, from 0 on the left.
        columns: how many columns the stretch has.
        alone: whether it is a raw line of its own rather than a column.
        early: whether it ends above the columns beside it with the end of a paragraph, as the last of an article does.
        top: the row of its first line.
        bottom: the row of its last line.
        left: distance of its first line from the left edge in cells, or None where the raw text keeps no places.
        left_below: the same of its last line.
    """

    stretch: int
    place: int
    columns: int
    alone: bool = False
    early: bool = False
    top: int = 0
    bottom: int = 0
    left: float | None = None
    left_below: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence over all pairs of columns, or over all columns.

    Attributes:
        names: of the weights it has.
        table: for each pair which of the names it is, or a value where there are knots; broadcast over all pairs.
        knots: values at which the weights stand; between them they are interpolated.
        unless: where it says nothing.
    """

    names: tuple[str, ...]
    table: Ints | Floats
    knots: tuple[float, ...] = ()
    unless: Bools | None = None

    def score(self, weights: Mapping[str, float]) -> Floats:
        """Return what it says of each pair."""
        own = np.array([weights.get(name, 0.0) for name in self.names])
        said: Floats = (
            np.interp(self.table, self.knots, own) if self.knots else own[self.table.astype(np.int64)]
        )
        return said if self.unless is None else np.where(self.unless, 0.0, said)


def learnt_scores(
    counted: Floats,
    fragments: Sequence[Sequence[Line]],
    homes: Sequence[Home],
    widths: Sequence[tuple[float, float]],
) -> Floats:
    """Return for each pair of columns the logarithm of the odds that the second goes on with the first, against none.

    Args:
        counted: what likelihoods that were counted say of each pair.
        fragments: the lines of each column.
        homes: where each stands.
        widths: the column width in cells at the first and at the last line of each.
    """
    weights = load_link_weights()
    scores = weights[COUNTED] * counted
    for piece in evidence(fragments, homes, widths):
        scores += piece.score(weights)
    for piece in evidence_of_none(fragments, homes, widths):
        scores -= piece.score(weights)[:, None]
    return scores


@cache
def load_link_weights() -> dict[str, float]:
    """Return the weights of the evidence by name."""
    weights: dict[str, float] = json.loads(resource_path("models", "links.json").read_text("utf-8"))
    return weights


def evidence_of_none(
    fragments: Sequence[Sequence[Line]], homes: Sequence[Home], widths: Sequence[tuple[float, float]]
) -> Iterator[Evidence]:
    """Yield what speaks for a column going on with none, over all columns."""
    lasts = [lines[-1] for lines in fragments]
    under = np.array([width for _, width in widths])
    yield Evidence(tuple(f"none {name}" for name in _SHAPE_NAMES), _shape(lasts, under))
    yield _flag("none stopped", [bool(STOPS.search(line.flat)) for line in lasts])
    yield _flag("none alone", [home.alone for home in homes])


def evidence(
    fragments: Sequence[Sequence[Line]], homes: Sequence[Home], widths: Sequence[tuple[float, float]]
) -> Iterator[Evidence]:
    """Yield what speaks for one column going on with another, over all pairs of columns.

    Args:
        fragments: the lines of each column.
        homes: where each stands.
        widths: the column width in cells at the first and at the last line of each.
    """
    firsts, lasts = [lines[0] for lines in fragments], [lines[-1] for lines in fragments]
    over, under = (np.array(part) for part in zip(*widths, strict=True))
    yield from _relations(homes)
    yield _places(homes, under)
    yield from _words(fragments, firsts, lasts)
    shapes = _shape(lasts, under)[:, None]
    rooms = np.digitize(room(firsts, over), _ROOMS)[None, :]
    names = tuple(f"{name}, {other}" for name in _SHAPE_NAMES for other in _SHAPE_NAMES[: len(_ROOMS) + 1])
    yield Evidence(names, (len(_ROOMS) + 1) * shapes + rooms)
    closed = np.array([line.ended for line in firsts])[None, :]
    yield Evidence(tuple(f"{name}, closed" for name in _SHAPE_NAMES), shapes, unless=~closed)
    yield _flag("other width", np.abs(under[:, None] - over[None, :]) > SAME_WIDTH)
    yield _flag("next", np.eye(len(fragments), k=1, dtype=np.bool_))
    few, alone = [len(lines) <= _FEW for lines in fragments], [home.alone for home in homes]
    yield _flag("few lines", np.array(few)[:, None])
    yield _flag("few lines behind", np.array(few)[None, :])
    yield _flag("alone", np.array(alone)[:, None])
    yield _flag("alone behind", np.array(alone)[None, :])
    yield _flag("news", np.array([bool(NEWS.match(line.flat)) for line in firsts])[None, :])
    yield _flag("stopped", np.array([bool(STOPS.search(line.flat)) for line in lasts])[:, None])


def _flag(name: str, given: Bools | Sequence[bool]) -> Evidence:
    """Return evidence that is there or not."""
    return Evidence(("", name), np.array(given, dtype=np.int64))


def _relations(homes: Sequence[Home]) -> Iterator[Evidence]:
    """Yield in which stretch and which place of it the second column stands, seen from the first."""
    stretch = np.array([home.stretch for home in homes])
    place = np.array([home.place for home in homes])
    columns = np.array([home.columns for home in homes])
    apart, step = stretch[None, :] - stretch[:, None], place[None, :] - place[:, None]
    wraps = (place == columns - 1)[:, None] & (place == 0)[None, :] & (columns > 1)[:, None]
    under = np.where(columns[None, :] == columns[:, None], 1, 2)
    way = np.where(wraps, 0, np.where(step == 0, under, np.where(step > 0, 3, 4)))
    where = np.where(apart > 0, np.digitize(apart, (2, _NEAR + 1)), np.where(apart >= -_NEAR, 3, 4))
    same = np.where(step == 1, 0, np.where(step > 1, 1, 2))
    beside = ("beside", "further right", "left")
    names = tuple(f"{there}, {which}" for there in _STRETCHES for which in _WAYS)
    yield Evidence((*beside, *names), np.where(apart == 0, same, len(beside) + len(_WAYS) * where + way))
    early = np.array([home.early for home in homes])[:, None]
    yield _flag("beside early", (apart == 0) & (step == 1) & early)


def _places(homes: Sequence[Home], under: Floats) -> Evidence:
    """Return where the second column stands on the page, seen from the first."""
    top = np.array([home.top for home in homes])
    bottom = np.array([home.bottom for home in homes])
    gaps = np.digitize(top[None, :] - bottom[:, None], _GAPS)
    steps = np.digitize(top[None, :] - top[:, None], _STEPS)
    lefts = np.array([np.nan if home.left is None else home.left for home in homes])
    ends = np.array([np.nan if home.left_below is None else home.left_below for home in homes])
    if np.isnan(lefts).any() or np.isnan(ends).any():
        names = tuple(f"gap {gap}, step {step}" for gap in range(_MANY_GAPS) for step in range(_MANY_STEPS))
        return Evidence(names, _MANY_STEPS * gaps + steps)
    apart = lefts[None, :] - ends[:, None]
    low, high = _COLUMN_BESIDE
    beside = (apart >= low * under[:, None]) & (apart <= high * under[:, None])
    side = np.where(beside, 0, np.where(apart > 0, 1, 2))
    same = tuple(f"located same, gap {gap}" for gap in range(_MANY_GAPS))
    others = tuple(f"located {name}, step {step}" for name in _SIDES for step in range(_MANY_STEPS))
    inside = np.abs(apart) <= _SAME_PLACE
    return Evidence((*same, *others), np.where(inside, gaps, _MANY_GAPS + _MANY_STEPS * side + steps))


def _words(
    fragments: Sequence[Sequence[Line]], firsts: Sequence[Line], lasts: Sequence[Line]
) -> Iterator[Evidence]:
    """Yield what the words at the break say, and those the two columns share."""
    count = len(fragments)
    left, right = (part.ravel() for part in np.meshgrid(np.arange(count), np.arange(count), indexing="ij"))
    trigrams = Trigrams(line.text for lines in fragments for line in lines)
    wordings = Wordings([line.flat for line in lasts], [line.flat for line in firsts], trigrams)
    ended = np.array([line.ended for line in lasts])[:, None]
    names = tuple(f"odds {odds:g}" for odds in _ODDS)
    yield Evidence(names, wordings.odds(left, right).reshape(count, count), _ODDS, unless=ended)
    yield Evidence(tuple(f"kinship {share:g}" for share in _KINSHIPS), kinship(fragments), _KINSHIPS)


def _shape(lines: Sequence[Line], width: Floats) -> Ints:
    """Return of each line what it leaves of its column, and whether it ends a sentence."""
    ended = np.array([line.ended for line in lines])
    shape: Ints = np.digitize(room(lines, width), _ROOMS) + (len(_ROOMS) + 1) * ended
    return shape
