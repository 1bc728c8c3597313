"""What the lines of a page say of their places beyond their shape, weighed by learnt numbers.

Rules about widths and marks place most lines. What they leave open is told by the words: a headline speaks of what
other lines speak of and holds few particles, a line torn out of a sentence goes on with another one, debris of pictures
has no words at all. The features are named below; ``build/fit_places.py`` fits their weights on pages with known
places, as a conditional random field on top of the rules' scores.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.model.article import FURNITURE_ROLES, Role
from annotator.reconstruct.characters import ends_sentence
from annotator.reconstruct.junctions import Junctions
from annotator.reconstruct.lines import Line
from annotator.reconstruct.places import Place, Scores
from annotator.reconstruct.regimes import Blanks, Regime
from annotator.reconstruct.roles import Reading
from annotator.reconstruct.similarity import bigrams
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

_PLAUSIBLE = 6.0  # how far a headline may score behind another place for a line to be looked at closely
_PARTICLES = re.compile("[的了在是和与将就也已对为从并着等还都而但这那其被把让之]")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_DANGLING = re.compile(r"[，、；,的了和与是为将把被及或在对从]$")
_DEBRIS = re.compile(r"[|_~^\\<>{}=*]|[a-zA-Z]{1,2}(?![a-zA-Z])[^0-9]*[a-zA-Z]{1,2}(?![a-zA-Z])")
_MARK_END = re.compile(r"[，。、；：？！”’）》…—,;:?!)\]]$")
_PAIRS = {"“": "”", "（": "）", "《": "》", "(": ")", "【": "】", "〈": "〉"}


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
    moves = scores.moves.copy()
    for number, kinds in enumerate(MOVES):
        for before, after in kinds:
            moves[:, before, after] += between[:, number]
    return Scores(scores.lines + added, moves, scores.ends)


def line_features(lines: Sequence[Line], readings: Sequence[Reading], regime: Regime) -> NDArray[np.float64]:
    """Return the features of each line, ``[lines, LINE_FEATURES]``."""
    repeated = _repeated(lines)
    blocks = regime.blanks is Blanks.BLOCKS
    rows = []
    for i, line in enumerate(lines):
        flat = line.flat
        han = len(_HAN_CHARACTER.findall(flat))
        width = regime.widths[i]
        ratio = line.cells / width if width else 0.0
        before = blocks and line.gap > 0
        after = blocks and i + 1 < len(lines) and lines[i + 1].gap > 0
        ended = ends_sentence(line.text)
        rows.append(
            (
                1.0,
                len(flat) == 1,
                len(flat) == 2,
                3 <= len(flat) <= 4,
                line.cells > 26,
                han == 0,
                min(3, len(_PARTICLES.findall(flat))) / 3,
                flat.count("，") + flat.count(",") > 0,
                flat.endswith(("：", ":")),
                ended,
                _opened(flat) != "",
                _closed(flat) != "",
                sum(char.isdigit() for char in flat) / len(flat),
                _DANGLING.search(flat) is not None,
                _DEBRIS.search(line.text) is not None,
                repeated[i],
                repeated[i] == 0.0,
                0 < ratio < 0.4,
                0.4 <= ratio < 0.75,
                0.75 <= ratio < 0.93,
                0.93 <= ratio <= 1.1,
                ratio > 1.1,
                before,
                after,
                before and after,
                i == 0 or ends_sentence(lines[i - 1].text) or readings[i - 1].role is not None,
                i + 1 < len(lines) and _opens(readings[i + 1]),
                line.column > 0,
                readings[i].dateline or readings[i].role is Role.CAPTION,
            )
        )
    return np.array(rows, dtype=np.float64)


def _opened(flat: str) -> str:
    """Return the closing mark of the last pair that a line opens and does not close, or nothing."""
    for char in reversed(flat):
        if char in _PAIRS:
            return _PAIRS[char]
        if char in _PAIRS.values():
            break
    return ""


def _closed(flat: str) -> str:
    """Return the first closing mark of a line whose opening mark is not in it, or nothing."""
    for char in flat:
        if char in _PAIRS:
            break
        if char in _PAIRS.values():
            return char
    return ""


def _opens(reading: Reading) -> bool:
    return reading.dateline or reading.role is Role.BYLINE or reading.way == "in"


def _repeated(lines: Sequence[Line]) -> list[float]:
    """Return for each line which share of its bigrams, the rare ones first, other lines of the page have, too."""
    grams = [bigrams(line.flat) for line in lines]
    counts = Counter(gram for line in grams for gram in line)
    total = math.log(len(lines) + 1)
    shares = []
    for line in grams:
        weights = [(total - math.log(counts[gram]), counts[gram] > 1) for gram in line]
        whole = sum(weight for weight, _ in weights)
        shares.append(sum(weight for weight, again in weights if again) / whole if whole else 0.0)
    return shares


def pair_features(
    scores: Scores, lines: Sequence[Line], readings: Sequence[Reading], regime: Regime
) -> NDArray[np.float64]:
    """Return the features of each line and the next one, ``[lines - 1, PAIR_FEATURES]``."""
    found = np.zeros((max(len(lines) - 1, 0), len(PAIR_FEATURES)))
    if not len(found):
        return found
    found[:, 0] = 1.0
    joints = _joints(scores, lines)
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        row = found[i - 1]
        closed = _MARK_END.search(before.text) is not None
        if not closed:
            row[1] = max(0.0, joints[i - 1]) / 3
            row[2] = joints[i - 1] >= 5
            row[3] = joints[i - 1] < 0
        old, new = regime.widths[i - 1], regime.widths[i]
        row[4] = closed
        row[5] = (old is None) != (new is None) or (
            old is not None and new is not None and abs(old - new) > 1.25
        )
        row[6] = line.gap > (0 if regime.blanks is Blanks.BLOCKS else 1)
        row[7] = line.column != before.column
        row[8] = readings[i].role in FURNITURE_ROLES
        row[9] = readings[i].way == "out"
        row[10] = _opened(before.flat) != "" and _opened(before.flat) == _closed(line.flat)
    return found


def _joints(scores: Scores, lines: Sequence[Line]) -> NDArray[np.float64]:
    """Return how well each line goes on with the next one where one of them may be a headline, elsewhere 0."""
    others = scores.lines[:, [_F, _M, _L, _S, _X]].max(axis=1)
    plausible = scores.lines[:, _H] > others - _PLAUSIBLE
    asked = np.flatnonzero(plausible[:-1] | plausible[1:])
    joints = np.zeros(len(lines) - 1)
    if len(asked):
        places, index = np.unique(np.concatenate([asked, asked + 1]), return_inverse=True)
        junctions = Junctions([lines[place].flat for place in places.tolist()])
        joints[asked] = junctions.scores(index[: len(asked)], index[len(asked) :])
    return joints
