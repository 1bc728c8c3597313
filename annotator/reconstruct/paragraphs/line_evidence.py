"""What the lines of a page say of their places beyond their shape, weighed by learnt numbers.

Rules about widths and marks place most lines. What they leave open is told by the words: a headline speaks of what
other lines speak of and holds few particles, a line torn out of a sentence goes on with another one, debris of pictures
has no words at all. The features are named below; ``build/fit_places.py`` fits their weights on pages with known
places, as a conditional random field on top of the rules' scores.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import FURNITURE_ROLES, Role
from annotator.reconstruct.paragraphs.places import Place, Scores
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.regimes import Blanks, Regime
from annotator.reconstruct.reading.roles import Reading
from annotator.reconstruct.reading.similarity import repeated_shares
from annotator.reconstruct.rows.junctions import Junctions
from annotator.resources import resource_path
from annotator.text.widths import HAN

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINE_FEATURES = (
    "bias",
    "one character",
    "two characters",
    "three or four characters",
    "long",
    "no Han character",
    "particles",
    "comma",
    "colon",
    "ended",
    "opened and not closed",
    "closed and not opened",
    "digits",
    "dangling",
    "debris",
    "repeated",
    "nothing repeated",
    "very short",
    "short",
    "rather short",
    "full",
    "wide",
    "blank before",
    "blank after",
    "blanks around",
    "after an end",
    "before a start",
    "in a column",
    "opening words",
)
"""What is known of a line; its weights speak for a first line, for a last line, and for a headline."""

PAIR_FEATURES = (
    "bias",
    "goes on",
    "goes on surely",
    "does not go on",
    "mark between",
    "other width",
    "blank between",
    "apart",
    "before furniture",
    "before a marker",
    "within brackets",
)
"""What is known of two lines that follow each other; its weights speak for the kinds of moves in ``MOVES``."""

LINE_KINDS = ("first", "last", "headline")

_F, _M, _L, _S, _H, _X = Place
MOVES: tuple[tuple[tuple[Place, Place], ...], ...] = (
    ((_F, _M), (_F, _L), (_M, _M), (_M, _L)),  # a paragraph goes on
    ((_H, _H),),
    ((_H, _F), (_H, _S), (_H, _X)),
    ((_L, _H), (_S, _H), (_X, _H)),
    ((_F, _H), (_M, _H)),  # a paragraph breaks off before a headline
    ((_F, _F), (_F, _S), (_M, _F), (_M, _S)),  # a paragraph breaks off before another
    ((_L, _M), (_L, _L), (_S, _M), (_S, _L)),  # a paragraph begins inside
    ((_H, _M), (_H, _L), (_X, _M), (_X, _L)),
    ((_F, _X), (_M, _X)),
)
_KIND_OF_MOVE = np.zeros((len(MOVES), len(Place) ** 2))
for _number, _kinds in enumerate(MOVES):
    for _before, _after in _kinds:
        _KIND_OF_MOVE[_number, len(Place) * _before + _after] = 1.0

_PLAUSIBLE = 6.0  # how far a headline may score behind another place for a line to be looked at closely
_PARTICLES = re.compile("[的了在是和与将就也已对为从并着等还都而但这那其被把让之]")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
# What a number is written with, raised, lowered or framed too.
_DIGIT = re.compile(r"[\d²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\U0001f100-\U0001f10a]")
_DANGLING = re.compile(r"[，、；,的了和与是为将把被及或在对从]$")
_DEBRIS = re.compile(r"[|_~^\\<>{}=*]|[a-zA-Z]{1,2}(?![a-zA-Z])[^0-9]*[a-zA-Z]{1,2}(?![a-zA-Z])")
_MARK_END = re.compile(r"[，。、；：？！”’）》…—,;:?!)\]]$")
_PAIRS = {"“": "”", "（": "）", "《": "》", "(": ")", "【": "】", "〈": "〉"}
_BRACKETS = re.compile(r"[“”（）《》()【】〈〉]")


@dataclass(frozen=True, slots=True, eq=False)
class LineWeights:
    """The fitted weights.

    Attributes:
        lines: ``[LINE_KINDS, LINE_FEATURES]``
        pairs: ``[MOVES, PAIR_FEATURES]``
    """

    lines: NDArray[np.float64]
    pairs: NDArray[np.float64]


@cache
def load_line_weights() -> LineWeights:
    """Return the weights in ``resources/models/places.json``.

    Raises:
        FileNotFoundError: the resource is missing, which is a fault of the installation.
    """
    data = json.loads(resource_path("models", "places.json").read_text("utf-8"))
    lines = [[data["lines"][kind].get(name, 0.0) for name in LINE_FEATURES] for kind in LINE_KINDS]
    pairs = [[move.get(name, 0.0) for name in PAIR_FEATURES] for move in data["moves"]]
    return LineWeights(np.array(lines), np.array(pairs))


def weigh(
    scores: Scores, lines: Sequence[Line], readings: Sequence[Reading], regime: Regime, weights: LineWeights
) -> Scores:
    """Return the scores of the places of a page's lines with the learnt evidence added."""
    own = line_features(lines, readings, regime) @ weights.lines.T
    first, last, headline = own.T
    added = np.stack(
        [first, np.zeros_like(first), last, first + last, headline, np.zeros_like(first)], axis=1
    )
    between = pair_features(scores, lines, readings, regime) @ weights.pairs.T
    moves = scores.moves + (between @ _KIND_OF_MOVE).reshape(scores.moves.shape)
    return Scores(scores.lines + added, moves, scores.ends)


def line_features(lines: Sequence[Line], readings: Sequence[Reading], regime: Regime) -> NDArray[np.float64]:
    """Return the features of each line, ``[lines, LINE_FEATURES]``."""
    flats = [line.flat for line in lines]
    sizes = np.array([len(flat) for flat in flats])
    cells = np.array([line.cells for line in lines])
    width = np.array([width or np.inf for width in regime.widths])
    ratio = cells / width
    repeated = repeated_shares(flats)
    ended = np.array([line.ended for line in lines])
    blank = np.array([line.gap > 0 for line in lines]) & (regime.blanks is Blanks.BLOCKS)
    blank_after = np.append(blank[1:], False)
    before = ended | np.array([reading.role is not None for reading in readings])
    opening = np.array([_opens(reading) for reading in readings])
    brackets = [_BRACKETS.findall(flat) for flat in flats]
    columns = {
        "bias": np.ones(len(lines)),
        "one character": sizes == 1,
        "two characters": sizes == 2,
        "three or four characters": (sizes >= 3) & (sizes <= 4),
        "long": cells > 26,
        "no Han character": [_HAN_CHARACTER.search(flat) is None for flat in flats],
        "particles": np.minimum(3, [len(_PARTICLES.findall(flat)) for flat in flats]) / 3,
        "comma": ["，" in flat or "," in flat for flat in flats],
        "colon": [flat.endswith(("：", ":")) for flat in flats],
        "ended": ended,
        "opened and not closed": [bool(found) and found[-1] in _PAIRS for found in brackets],
        "closed and not opened": [bool(found) and found[0] not in _PAIRS for found in brackets],
        "digits": np.array([len(_DIGIT.findall(flat)) for flat in flats]) / sizes,
        "dangling": [_DANGLING.search(flat[-1:]) is not None for flat in flats],
        "debris": [_DEBRIS.search(line.text) is not None for line in lines],
        "repeated": repeated,
        "nothing repeated": repeated == 0.0,
        "very short": (ratio > 0) & (ratio < 0.4),
        "short": (ratio >= 0.4) & (ratio < 0.75),
        "rather short": (ratio >= 0.75) & (ratio < 0.93),
        "full": (ratio >= 0.93) & (ratio <= 1.1),
        "wide": ratio > 1.1,
        "blank before": blank,
        "blank after": blank_after,
        "blanks around": blank & blank_after,
        "after an end": np.append(True, before[:-1]),
        "before a start": np.append(opening[1:], False),
        "in a column": [line.column > 0 for line in lines],
        "opening words": [reading.dateline or reading.role is Role.CAPTION for reading in readings],
    }
    return np.array([columns[name] for name in LINE_FEATURES], dtype=np.float64).T


def _opened(flat: str) -> str:
    """Return the closing mark of the last pair that a line opens and does not close, or nothing."""
    marks = _BRACKETS.findall(flat)
    return _PAIRS.get(marks[-1], "") if marks else ""


def _closed(flat: str) -> str:
    """Return the first closing mark of a line whose opening mark is not in it, or nothing."""
    mark = _BRACKETS.search(flat)
    return mark[0] if mark and mark[0] not in _PAIRS else ""


def _opens(reading: Reading) -> bool:
    return reading.dateline or reading.role is Role.BYLINE or reading.way == "in"


def pair_features(
    scores: Scores, lines: Sequence[Line], readings: Sequence[Reading], regime: Regime
) -> NDArray[np.float64]:
    """Return the features of each line and the next one, ``[lines - 1, PAIR_FEATURES]``."""
    if len(lines) < 2:
        return np.zeros((0, len(PAIR_FEATURES)))
    joints = _joints(scores, lines)
    closed = np.array([_MARK_END.search(line.text[-1:]) is not None for line in lines[:-1]])
    goes_on = np.where(closed, 0.0, joints)
    widths = np.array([np.nan if width is None else width for width in regime.widths])
    known = ~np.isnan(widths)
    opened = [_opened(line.flat) for line in lines[:-1]]
    columns = {
        "bias": np.ones(len(lines) - 1),
        "goes on": np.maximum(0.0, goes_on) / 3,
        "goes on surely": goes_on >= 5,
        "does not go on": goes_on < 0,
        "mark between": closed,
        "other width": (known[:-1] != known[1:]) | (np.abs(np.diff(widths)) > 1.25),
        "blank between": [line.gap > (0 if regime.blanks is Blanks.BLOCKS else 1) for line in lines[1:]],
        "apart": [line.column != before.column for before, line in pairwise(lines)],
        "before furniture": [reading.role in FURNITURE_ROLES for reading in readings[1:]],
        "before a marker": [reading.way == "out" for reading in readings[1:]],
        "within brackets": [
            mark != "" and mark == _closed(line.flat) for mark, line in zip(opened, lines[1:], strict=True)
        ],
    }
    return np.array([columns[name] for name in PAIR_FEATURES], dtype=np.float64).T


def _joints(scores: Scores, lines: Sequence[Line]) -> NDArray[np.float64]:
    """Return how well each line goes on with the next one where one of them may be a headline, elsewhere 0."""
    others = scores.lines[:, [_F, _M, _L, _S, _X]].max(axis=1)
    plausible = scores.lines[:, _H] > others - _PLAUSIBLE
    asked = np.flatnonzero(plausible[:-1] | plausible[1:])
    joints = np.zeros(len(lines) - 1)
    if len(asked):
        each, befores = np.arange(len(asked)), asked.tolist()
        junctions = Junctions([lines[i].flat for i in befores], [lines[i + 1].flat for i in befores])
        joints[asked] = junctions.scores(each, each)
    return joints
