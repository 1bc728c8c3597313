"""What is known of the candidates of doubts without asking how they go with the words around, as numbers.

These numbers cost little. They say which candidates of a doubt deserve the dear ones of ``candidate_evidence``. All
candidates of a part of a text are weighed together, in arrays with one row a candidate, in the doubts' order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.doubts import Doubt, Witnesses, halves
from annotator.lexicon.compositions import load_compositions
from annotator.lexicon.frequencies import load_character_use, load_word_frequencies
from annotator.lexicon.ngrams import code_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from annotator.lexicon.glyphs import GlyphChannel, Points
    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

PLAIN_FEATURES = (
    "posterior",
    "glyph",
    "word",
    "count",
    "differing",
    "character",
    "line",
    "lift",
    "lost",
    "extra",
    "doubled",
    "joined",
)

NO_WORD = -20.0
LEAST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """Characters at which candidates as long as the text differ from it, ordered by candidate.

    Attributes:
        rows: the candidate.
        read: code point of the character as it stands.
        true: code point of the candidate's.
    """

    rows: Ints
    read: Points
    true: Points


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """Plain evidence of the candidates of doubts.

    Attributes:
        features: ``PLAIN_FEATURES``, one row a candidate, in the doubts' order.
        owners: for each candidate, its doubt's place among the doubts.
        begins: where each doubt's candidates begin.
        differences: where they differ from the text.
    """

    features: Floats
    owners: Ints
    begins: Ints
    differences: Differences


def plain_evidence(
    witnesses: Witnesses, text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
) -> Plain:
    """Compute the plain features of doubts' candidates.

    Args:
        witnesses: the models.
        text: the checked text.
        doubts: doubts in it, each with a candidate at least.
        counts: for each doubt, how often n-grams occur in its issue.
    """
    heres = [text[doubt.start : doubt.end] for doubt in doubts]
    sizes = np.array([len(doubt.candidates) for doubt in doubts], dtype=np.int64)
    owners = np.repeat(np.arange(len(doubts)), sizes)
    readings = [reading for doubt in doubts for reading in doubt.candidates]
    posterior = np.array([value for doubt in doubts for value in doubt.candidates.values()])
    changes = np.array(list(map(len, readings)), dtype=np.int64)
    changes -= np.repeat([len(here) for here in heres], sizes).astype(np.int64)
    differences = _differences(heres, readings, owners, changes)
    issue, line = _uses(text, doubts, counts)
    doubled = np.zeros(len(readings))
    joined = np.zeros(len(readings))
    compositions = load_compositions()
    for row in np.flatnonzero(np.abs(changes) == 1).tolist():
        doubt, here = doubts[owners[row]], heres[owners[row]]
        doubled[row] = halves(text, doubt.start, doubt.end, readings[row])
        joined[row] = compositions.related(here, readings[row])
    rows = differences.rows
    features = np.column_stack(
        (
            np.log(np.maximum(posterior, LEAST)),
            _glyph_scores(witnesses.channel, differences, len(readings)),
            load_word_frequencies().values(readings, NO_WORD),
            np.log1p(issue),
            np.bincount(rows, minlength=len(readings)),
            summed(rows, single_scores(witnesses.model, differences.true), len(readings)),
            np.log1p(line),
            least(
                rows, lifts(differences.true, [counts[owners[row]] for row in rows.tolist()]), len(readings)
            ),
            changes > 0,
            changes < 0,
            doubled,
            joined,
        )
    ).astype(np.float64)
    return Plain(features, owners, np.cumsum(sizes) - sizes, differences)


def summed(rows: Ints, values: Floats, count: int) -> Floats:
    """Add up values by their rows; ``count`` rows in all."""
    return np.bincount(rows, weights=values, minlength=count).astype(np.float64)


def least(rows: Ints, values: Floats, count: int) -> Floats:
    """Return the least value of each row, 0 where a row has none."""
    result = np.full(count, np.inf)
    np.minimum.at(result, rows, values)
    result[np.isinf(result)] = 0.0
    return result


def single_scores(model: LanguageModel, points: Points) -> Floats:
    """Return the log probabilities of characters as words."""
    numbers = model.find_keys(model.codes_of(points), 1)
    return np.where(numbers >= 0, model.log_unigrams[numbers].astype(np.float64), NO_WORD)


def lifts(
    points: Points, counts: Sequence[Mapping[str, int]], less: NDArray[np.bool_] | Floats | None = None
) -> Floats:
    """Return the logarithm of how much more often than usual the issue has each character elsewhere.

    Args:
        points: the characters.
        counts: for each of them, the counts of its issue.
        less: so many of each one's places are not counted; of a character that stands twice by mistake, one.
    """
    spelt = spell(points)
    found = [own.get(character, 1) for character, own in zip(spelt, counts, strict=True)]
    times = np.array(found, dtype=np.float64)
    if less is not None:
        times -= less
    whole = np.array([own.get("", 0) for own in counts], dtype=np.float64)
    use = load_character_use()
    usual = whole * np.exp(use.log_frequency[use.places(points)])
    return np.log((np.maximum(times, 1.0) - 0.5) / (usual + 0.5))


def spell(points: Points) -> str:
    """Return the text of code points."""
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _differences(heres: Sequence[str], readings: Sequence[str], owners: Ints, changes: Ints) -> Differences:
    """Find where the readings that are as long as what stands there differ from it."""
    rows = np.flatnonzero(changes == 0)
    some = [readings[row] for row in rows.tolist()]
    here = code_points("".join([heres[owner] for owner in owners[rows].tolist()]))
    there = code_points("".join(some))
    row = np.repeat(rows, np.array(list(map(len, some)), dtype=np.int64))
    differs = np.flatnonzero(here != there)
    return Differences(row[differs], here[differs], there[differs])


def _glyph_scores(channel: GlyphChannel, differences: Differences, count: int) -> Floats:
    """Return the sum of the channel's scores over each candidate's differences."""
    pairs = differences.read.astype(np.int64) << 32 | differences.true
    unique, place = np.unique(pairs, return_inverse=True)
    scores = channel.scores_of_pairs(spell(unique >> 32), spell(unique & 0xFFFFFFFF))
    return summed(differences.rows, scores[place].astype(np.float64), count)


def _uses(
    text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
) -> tuple[list[int], list[int]]:
    """Return how often the issue has each candidate with a neighbour, and how often its line has it.

    In the line, a candidate of a single character is counted with a neighbour too.
    """
    issue: list[int] = []
    lines: list[int] = []
    for doubt, own in zip(doubts, counts, strict=True):
        get, line = own.get, line_of(text, doubt)
        before, after = text[max(0, doubt.start - 1) : doubt.start], text[doubt.end : doubt.end + 1]
        for reading in doubt.candidates:
            if not reading:
                issue.append(get(before + after, 0))
                lines.append(_in_line(line, "", before + after, ""))
                continue
            left = get(before + reading, 0) if before else 0
            right = get(reading + after, 0) if after else 0
            issue.append(max(left, right))
            lines.append(line.count(reading) if len(reading) > 1 else _in_line(line, before, reading, after))
    return issue, lines


def count_in_issue(text: str, doubt: Doubt, reading: str, counts: Mapping[str, int]) -> float:
    """Return log(1 + how often the issue has what stands at a doubt with a neighbour)."""
    before, after = text[max(0, doubt.start - 1) : doubt.start], text[doubt.end : doubt.end + 1]
    left = counts.get(before + reading, 0) if before else 0
    right = counts.get(reading + after, 0) if after else 0
    return math.log1p(max(left, right))


def _in_line(line: str, before: str, reading: str, after: str) -> int:
    """Return how often a line has a reading, one of a single character with a neighbour."""
    if len(reading) > 1:
        return line.count(reading)
    left = line.count(before + reading) if before and reading else 0
    return max(left, line.count(reading + after) if after and reading else 0)


def line_of(text: str, doubt: Doubt) -> str:
    """Return the line that holds a doubt."""
    begin = text.rfind("\n", 0, doubt.start) + 1
    end = text.find("\n", doubt.end)
    return text[begin : end if end >= 0 else len(text)]
