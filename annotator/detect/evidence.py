"""What is known of a doubt of the lattice detector, as numbers: how its probability and its candidates are judged.

The first numbers weigh the doubt as a whole (``DOUBT_FEATURES``), the others each candidate (``CANDIDATE_FEATURES``).
``build/fit_judge.py`` learns from them, ``judge`` applies what was learnt.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice_guards import quoted
from annotator.detect.second_opinion import window, window_scores
from annotator.lexicon.frequencies import LONGEST, load_character_use, load_word_frequencies
from annotator.lexicon.names import GIVEN_NAMES, SURNAMES, before_place_ending, within_name

if TYPE_CHECKING:
    from annotator.lexicon.glyphs import GlyphChannel
    from annotator.lexicon.ngrams import Floats, LanguageModel

DOUBT_FEATURES = (
    "lattice",
    "best_posterior",
    "second_posterior",
    "length",
    "differing",
    "second_best",
    "second_most",
    "observed_window",
    "window_length",
    "glyph",
    "observed_character",
    "best_character",
    "observed_word",
    "best_word",
    "covering_word",
    "observed_count",
    "best_count",
    "name",
    "given",
    "place",
    "quoted",
    "digit",
    "near_doubts",
    "stretch_before",
    "stretch_after",
    "parallel",
    "observed_lift",
    "best_lift",
    "first_use",
    "last_use",
)
CANDIDATE_FEATURES = ("posterior", "second", "glyph", "word", "count", "differing", "character")

_NO_WORD = -20.0
_NEAR = 8
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that is probably wrong, by the lattice alone.

    Attributes:
        start: first code point of the range.
        end: one past its last.
        score: probability that the range is wrong.
        candidates: readings of the range by posterior probability, best first.
    """

    start: int
    end: int
    score: float
    candidates: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Witnesses:
    """The models that are asked about a doubt.

    Attributes:
        model: the language model of the lattice.
        second: another language model.
        channel: how likely one character is read as another.
    """

    model: LanguageModel
    second: LanguageModel
    channel: GlyphChannel


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Features of doubts, one row a doubt, and of their candidates, one row a candidate in the doubts' order."""

    doubts: Floats
    candidates: Floats


def gather_evidence(
    witnesses: Witnesses, text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
) -> Evidence:
    """Compute the features of doubts.

    Args:
        witnesses: the models.
        text: the checked text.
        doubts: doubts in it, ordered by start, each with a candidate at least.
        counts: for each doubt, how often n-grams occur in its issue.
    """
    windows: list[str] = []
    rows: list[int] = []
    for doubt in doubts:
        rows.append(len(windows))
        readings = (text[doubt.start : doubt.end], *doubt.candidates)
        windows += [window(text, doubt.start, doubt.end, reading) for reading in readings]
    second = window_scores(witnesses.second, windows)
    pairs = [_differing(text, doubt, reading) for doubt in doubts for reading in doubt.candidates]
    glyphs = _glyph_scores(witnesses.channel, pairs)
    singles = _Singles(witnesses.model)
    density = _density(text, doubts)
    candidates: list[list[float]] = []
    whole: list[list[float]] = []
    for place, (doubt, row) in enumerate(zip(doubts, rows, strict=True)):
        begin = len(candidates)
        here = text[doubt.start : doubt.end]
        for nth, (reading, posterior) in enumerate(doubt.candidates.items()):
            differing = pairs[begin + nth]
            candidates.append(
                [
                    math.log(max(posterior, _LEAST)),
                    second[row + 1 + nth] - second[row],
                    glyphs[begin + nth],
                    _word(reading),
                    _count(text, doubt, reading, counts[place]),
                    len(differing),
                    sum(singles(true) for _, true in differing),
                ]
            )
        own = np.array(candidates[begin:])
        posteriors = sorted(own[:, 0].tolist(), reverse=True)
        whole.append(
            [
                math.log(max(doubt.score, _LEAST) / max(1 - doubt.score, _LEAST)),
                posteriors[0],
                posteriors[1] if len(posteriors) > 1 else math.log(_LEAST),
                len(here),
                own[0, 5],
                own[0, 1],
                own[:, 1].max(),
                second[row],
                len(windows[row]),
                own[0, 2],
                sum(singles(read) for read, _ in pairs[begin]),
                own[0, 6],
                _word(here),
                own[0, 3],
                _covering_word(text, doubt),
                _count(text, doubt, here, counts[place]),
                own[:, 4].max(),
                within_name(text, doubt.start, doubt.end),
                sum(character in GIVEN_NAMES for character in here)
                + (text[doubt.start - 1 : doubt.start] in SURNAMES),
                before_place_ending(text, doubt.end),
                quoted(text, doubt.start, doubt.end),
                text[doubt.start - 1 : doubt.start].isdigit() or text[doubt.end : doubt.end + 1].isdigit(),
                density[place],
                _stretch(text[max(0, doubt.start - 4) : doubt.start][::-1]),
                _stretch(text[doubt.end : doubt.end + 4]),
                _parallel(text, doubt),
                min(_lift(read, counts[place]) for read, _ in pairs[begin]),
                min(_lift(true, counts[place]) for _, true in pairs[begin]),
                load_character_use().of(here[0])[1],
                load_character_use().of(here[-1])[2],
            ]
        )
    return Evidence(
        np.array(whole, dtype=np.float64).reshape(-1, len(DOUBT_FEATURES)),
        np.array(candidates, dtype=np.float64).reshape(-1, len(CANDIDATE_FEATURES)),
    )


class _Singles:
    """Log probabilities of characters as words, looked up once each."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known: dict[str, float] = {}

    def __call__(self, character: str) -> float:
        if character not in self._known:
            number = self._model.number(character)
            value = float(self._model.log_unigrams[number]) if number >= 0 else _NO_WORD
            self._known[character] = value
        return self._known[character]


def _differing(text: str, doubt: Doubt, reading: str) -> list[tuple[str, str]]:
    """Return the pairs (read, true) of the characters at which a reading differs from the text."""
    here = text[doubt.start : doubt.end]
    return [(read, true) for read, true in zip(here, reading, strict=True) if read != true]


def _glyph_scores(channel: GlyphChannel, pairs: Sequence[Sequence[tuple[str, str]]]) -> list[float]:
    """Return the sum of the channel's scores for each list of pairs."""
    flat = sorted({pair for some in pairs for pair in some})
    scores = channel.scores_of_pairs("".join(read for read, _ in flat), "".join(true for _, true in flat))
    score_of = dict(zip(flat, scores.tolist(), strict=True))
    return [sum(score_of[pair] for pair in some) for some in pairs]


def _word(word: str) -> float:
    found = load_word_frequencies().log_probability(word)
    return _NO_WORD if found is None else found


def _covering_word(text: str, doubt: Doubt) -> float:
    """Return the log probability of the most frequent listed word that reaches over an end of the range."""
    best = _NO_WORD
    for begin in range(max(0, doubt.start - LONGEST + 1), doubt.end):
        for end in range(begin + 2, min(len(text), begin + LONGEST) + 1):
            inside = doubt.start <= begin and end <= doubt.end
            if end > doubt.start and not inside:
                best = max(best, _word(text[begin:end]))
    return best


def _count(text: str, doubt: Doubt, reading: str, counts: Mapping[str, int]) -> float:
    """Return log(1 + how often the issue has the reading with a neighbour, or alone when it is long)."""
    if not counts:
        return 0.0
    before, after = text[max(0, doubt.start - 1) : doubt.start], text[doubt.end : doubt.end + 1]
    forms = (f"{before}{reading}", f"{reading}{after}", reading)
    return math.log1p(max(counts.get(form, 0) if len(form) > 1 else 0 for form in forms))


def _lift(character: str, counts: Mapping[str, int]) -> float:
    """Return the logarithm of how much more often than usual the issue has a character elsewhere."""
    usual = counts.get("", 0) * math.exp(load_character_use().of(character)[0])
    return math.log((counts.get(character, 1) - 0.5) / (usual + 0.5))


def _density(text: str, doubts: Sequence[Doubt]) -> list[float]:
    """Return for each doubt the sum of the other doubts' scores close by in its line."""
    result = []
    for place, doubt in enumerate(doubts):
        total = 0.0
        for others in (reversed(doubts[max(0, place - _NEAR) : place]), doubts[place + 1 : place + _NEAR]):
            for other in others:
                first, last = sorted((doubt, other), key=lambda one: one.start)
                if last.start - first.start > _NEAR or "\n" in text[first.end : last.start]:
                    break
                total += other.score
        result.append(total)
    return result


def _stretch(text: str) -> int:
    """Return how many Han characters a text begins with."""
    count = 0
    for character in text:
        if not "\u4e00" <= character <= "\u9fff":
            break
        count += 1
    return count


def _parallel(text: str, doubt: Doubt) -> bool:
    """Tell whether a character of the range stands at the same place of a neighbouring pair or phrase: 补网、强链."""
    before = text[max(0, doubt.start - 6) : doubt.start]
    after = text[doubt.end : doubt.end + 6]
    return "、" in before[-3:] or "、" in after[:3]
