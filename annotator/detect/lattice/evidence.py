"""What is known of a doubt of the lattice detector, as numbers: how its probability is judged.

The first numbers are of the doubt's candidates (``candidate_evidence``), the others of the characters as they stand and
of what stands around. ``build/fit_judge.py`` learns from them, ``judge`` applies what was learnt.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.candidate_evidence import Weighed, weigh_candidates
from annotator.detect.lattice.lattice_guards import quoted
from annotator.detect.lattice.plain_evidence import (
    LEAST,
    NO_WORD,
    count_in_issue,
    least,
    lifts,
    single_scores,
    summed,
)
from annotator.lexicon.compositions import load_compositions
from annotator.lexicon.frequencies import LONGEST, load_character_use, load_word_frequencies, piece_keys
from annotator.lexicon.names import GIVEN_NAMES, SURNAMES, before_place_ending, within_name
from annotator.lexicon.ngrams import code_points

if TYPE_CHECKING:
    from annotator.detect.lattice.doubts import Doubt, Witnesses
    from annotator.lexicon.ngrams import Floats, LanguageModel

DOUBT_FEATURES = (
    # of the lattice and its best candidates
    "lattice",
    "best_posterior",
    "second_posterior",
    "differing",
    "second_best",
    "second_most",
    "glyph",
    "best_character",
    "best_word",
    "best_count",
    "best_line",
    "observed_window",
    "window_length",
    "near_doubts",
    # of the characters as they stand
    "length",
    "observed_character",
    "observed_word",
    "covering_word",
    "observed_count",
    "observed_lift",
    "best_lift",
    "first_use",
    "last_use",
    # of what stands around
    "name",
    "given",
    "place",
    "quoted",
    "digit",
    "doubled",
    "joined",
    "stretch_before",
    "stretch_after",
    "enumeration",
)

_LIFT = DOUBT_FEATURES.index("observed_lift")
_NEAR = 8


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Features of doubts, one row a doubt, and of their candidates, one row a candidate in the doubts' order.

    Attributes:
        doubts: the features of doubts.
        candidates: the features of their candidates.
        elsewhere: for each doubt, its ``observed_lift`` if its form stood here alone: what the form's other places add
            to the use of its characters is taken off.
        heard: what the second model said of windows of the text.
    """

    doubts: Floats
    candidates: Floats
    elsewhere: Floats
    heard: Mapping[str, float]

    def counted_elsewhere(self, places: Sequence[int]) -> Floats:
        """Return the features of the doubts at some places as if their forms were not repeated."""
        rows = self.doubts[places]
        rows[:, _LIFT] = self.elsewhere[places]
        return rows


def gather_evidence(
    witnesses: Witnesses, text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
) -> Evidence:
    """Compute the features of doubts and of their candidates.

    Args:
        witnesses: the models.
        text: the checked text.
        doubts: doubts in it, ordered by start, each with a candidate at least.
        counts: for each doubt, how often n-grams occur in its issue.
    """
    weighed = weigh_candidates(witnesses, text, doubts, counts, firm=math.inf)
    if not doubts:
        return Evidence(np.zeros((0, len(DOUBT_FEATURES))), weighed.features, np.zeros(0), weighed.heard)
    observed, elsewhere = _of_observed(witnesses.model, text, doubts, weighed, counts)
    whole = np.column_stack(
        (
            *_of_best(doubts, weighed),
            weighed.observed,
            weighed.lengths,
            _density(text, doubts),
            *observed,
            [_of_surroundings(text, doubt) for doubt in doubts],
        )
    )
    return Evidence(whole.astype(np.float64), weighed.features, elsewhere, weighed.heard)


def _of_best(doubts: Sequence[Doubt], weighed: Weighed) -> list[Floats]:
    """Return the features of the lattice's score and of its best candidates."""
    features, begins = weighed.features, weighed.begins
    owners = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(features)))
    by_posterior = features[np.lexsort((-features[:, 0], owners)), 0]
    alone = np.diff(begins, append=len(features)) == 1
    following = by_posterior[np.minimum(begins + 1, len(features) - 1)]
    score = np.array([doubt.score for doubt in doubts])
    _, second, glyph, word, _, differing, character = features[begins, :7].T
    return [
        np.log(np.maximum(score, LEAST) / np.maximum(1 - score, LEAST)),
        by_posterior[begins],
        np.where(alone, math.log(LEAST), following),
        differing,
        second,
        np.maximum.reduceat(features[:, 1], begins),
        glyph,
        character,
        word,
        np.maximum.reduceat(features[:, 4], begins),
        np.maximum.reduceat(features[:, 7], begins),
    ]


def _of_observed(
    model: LanguageModel,
    text: str,
    doubts: Sequence[Doubt],
    weighed: Weighed,
    counts: Sequence[Mapping[str, int]],
) -> tuple[list[Floats], Floats]:
    """Return the features of the characters as they stand, and of what the best candidate changes.

    The other result is ``Evidence.elsewhere``.
    """
    heres = [text[doubt.start : doubt.end] for doubt in doubts]
    doubt_of = np.full(len(weighed.features), -1)
    doubt_of[weighed.begins] = np.arange(len(doubts))
    owners = doubt_of[weighed.differences.rows]
    first = np.flatnonzero(owners >= 0)
    owners, read = owners[first], weighed.differences.read[first]
    twice = np.array([_doubled(text, doubt.start, doubt.end) for doubt in doubts], dtype=np.bool_)
    use = load_character_use()
    firsts, lasts = (code_points("".join(here[at] for here in heres)) for at in (0, -1))
    observed = [
        max(count_in_issue(text, doubt, here, own), math.log1p(own.get(here, 0)) if len(here) > 1 else 0.0)
        for doubt, here, own in zip(doubts, heres, counts, strict=True)
    ]
    own_counts = [counts[owner] for owner in owners.tolist()]
    others = np.maximum(np.round(np.expm1(observed)) - 1.0, 0.0)[owners]
    apart = least(owners, lifts(read, own_counts, np.maximum(twice[owners], others)), len(doubts))
    features = [
        np.array(list(map(len, heres)), dtype=np.float64),
        summed(owners, single_scores(model, read), len(doubts)),
        load_word_frequencies().values(heres, NO_WORD),
        _covering(text, doubts),
        np.array(observed),
        least(owners, lifts(read, own_counts, twice[owners]), len(doubts)),
        weighed.features[weighed.begins, 8],
        use.log_first[use.places(firsts)],
        use.log_last[use.places(lasts)],
    ]
    return features, apart


def _covering(text: str, doubts: Sequence[Doubt]) -> Floats:
    """Return the log probability of the likeliest listed word that reaches over an end of each doubt."""
    table, points = load_word_frequencies(), code_points(text)
    starts = np.array([doubt.start for doubt in doubts])
    ends = np.array([doubt.end for doubt in doubts])
    result = np.full(len(doubts), NO_WORD)
    for length in range(2, LONGEST + 1):
        # The words of this length, by where they begin; with room on both sides of the text.
        words = np.full(len(text) + 2 * LONGEST, NO_WORD)
        found, values = table.find(piece_keys(points, length))
        words[found + LONGEST] = values
        for reach in range(1, length):
            np.maximum(result, words[starts - reach + LONGEST], out=result)
            np.maximum(result, words[ends - reach + LONGEST], out=result)
    return result


def _of_surroundings(text: str, doubt: Doubt) -> list[float]:
    """Return the features of what stands around: names, quotes, digits, doubles, ends of stretches and so on."""
    start, end = doubt.start, doubt.end
    wholes = load_compositions().wholes
    given = sum(character in GIVEN_NAMES for character in text[start:end])
    return [
        within_name(text, start, end),
        given + (text[start - 1 : start] in SURNAMES),
        before_place_ending(text, end),
        quoted(text, start, end),
        text[start - 1 : start].isdigit() or text[end : end + 1].isdigit(),
        _doubled(text, start, end),
        any(text[at : at + 2] in wholes for at in range(max(0, start - 1), end)),
        _stretch(text[max(0, start - 4) : start][::-1]),
        _stretch(text[end : end + 4]),
        "、" in text[max(0, start - 3) : start] or "、" in text[end : end + 3],
    ]


def _doubled(text: str, start: int, end: int) -> bool:
    """Tell whether the range has two equal characters side by side, its neighbours included."""
    return any(text[at] == text[at + 1] for at in range(max(0, start - 1), min(end, len(text) - 1)))


def _density(text: str, doubts: Sequence[Doubt]) -> list[float]:
    """Return for each doubt the sum of the other doubts' scores close by in its line."""
    result = []
    for place, doubt in enumerate(doubts):
        total = 0.0
        for others in (reversed(doubts[max(0, place - _NEAR) : place]), doubts[place + 1 : place + _NEAR]):
            for other in others:
                first, last = (other, doubt) if other.start < doubt.start else (doubt, other)
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
