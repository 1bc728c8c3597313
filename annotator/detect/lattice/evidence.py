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

from annotator.detect.lattice.lattice_guards import quoted
from annotator.detect.lattice.second_opinion import around, window_scores
from annotator.lexicon.compositions import load_compositions
from annotator.lexicon.frequencies import LONGEST, CharacterUse, load_character_use, load_word_frequencies
from annotator.lexicon.names import GIVEN_NAMES, SURNAMES, before_place_ending, within_name

if TYPE_CHECKING:
    from annotator.lexicon.glyphs import GlyphChannel
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
CANDIDATE_FEATURES = (
    "posterior",
    "second",
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


def best_first(candidates: Mapping[str, float]) -> dict[str, float]:
    """Return candidates in the order of their probabilities."""
    return dict(sorted(candidates.items(), key=lambda item: (-item[1], item[0])))


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
    """Compute the features of doubts and of their candidates.

    Args:
        witnesses: the models.
        text: the checked text.
        doubts: doubts in it, ordered by start, each with a candidate at least.
        counts: for each doubt, how often n-grams occur in its issue.
    """
    weighed = _weigh(witnesses, text, doubts, counts)
    known = _Known(
        load_word_frequencies().log_probabilities(
            {piece for doubt in doubts for piece in _covering_pieces(text, doubt)}
            | {text[doubt.start : doubt.end] for doubt in doubts}
        ),
        weighed.single,
        load_character_use(),
    )
    density = _density(text, doubts)
    whole: list[list[float]] = []
    begin = 0
    for place, doubt in enumerate(doubts):
        own = weighed.rows[begin : begin + len(doubt.candidates)]
        whole.append(
            [
                *_of_best(doubt, own),
                weighed.observed[place],
                weighed.lengths[place],
                density[place],
                *_of_observed(text, doubt, weighed.pairs[begin], known, counts[place]),
                *_of_surroundings(text, doubt),
            ]
        )
        begin += len(own)
    return Evidence(
        np.array(whole, dtype=np.float64).reshape(-1, len(DOUBT_FEATURES)),
        np.array(weighed.rows, dtype=np.float64).reshape(-1, len(CANDIDATE_FEATURES)),
    )


def weigh_candidates(
    witnesses: Witnesses, text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
) -> Floats:
    """Compute the features of the doubts' candidates alone, see :func:`gather_evidence`."""
    rows = _weigh(witnesses, text, doubts, counts).rows
    return np.array(rows, dtype=np.float64).reshape(-1, len(CANDIDATE_FEATURES))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Candidates of doubts.

    Attributes:
        rows: features of each candidate, in the doubts' order.
        pairs: for each candidate, the characters (read, true) at which it differs from the text.
        observed: for each doubt, what the second model says of its window as it stands.
        lengths: for each doubt, the window's length.
        single: log probability of each of the differing characters as a word.
    """

    rows: list[list[float]]
    pairs: list[list[tuple[str, str]]]
    observed: list[float]
    lengths: list[int]
    single: Mapping[str, float]


def _weigh(
    witnesses: Witnesses, text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
) -> _Weighed:
    windows: list[str] = []
    begins: list[int] = []
    for doubt in doubts:
        begins.append(len(windows))
        before, after = around(text, doubt.start, doubt.end)
        windows.append(f"{before}{text[doubt.start : doubt.end]}{after}")
        windows += [f"{before}{reading}{after}" for reading in doubt.candidates]
    second = window_scores(witnesses.second, windows).tolist()
    pairs = [_differing(text, doubt, reading) for doubt in doubts for reading in doubt.candidates]
    glyphs = _glyph_scores(witnesses.channel, pairs)
    words = load_word_frequencies().log_probabilities(
        {reading for doubt in doubts for reading in doubt.candidates}
    )
    single = _singles(witnesses.model, {character for some in pairs for pair in some for character in pair})
    use = load_character_use()
    rows: list[list[float]] = []
    for place, (doubt, begin) in enumerate(zip(doubts, begins, strict=True)):
        own = second[begin]
        line = _line(text, doubt)
        before, after = text[max(0, doubt.start - 1) : doubt.start], text[doubt.end : doubt.end + 1]
        put = {true for some in pairs[len(rows) : len(rows) + len(doubt.candidates)] for _, true in some}
        lift = {true: _lift(true, counts[place], use) for true in put}
        for nth, (reading, posterior) in enumerate(doubt.candidates.items(), begin + 1):
            differing = pairs[len(rows)]
            rows.append(
                [
                    math.log(max(posterior, _LEAST)),
                    second[nth] - own,
                    glyphs[len(rows)],
                    words.get(reading, _NO_WORD),
                    _count(text, doubt, reading, counts[place]),
                    len(differing),
                    sum(single[true] for _, true in differing),
                    _in_line(line, before, reading, after),
                    min((lift[true] for _, true in differing), default=0.0),
                    len(reading) > doubt.end - doubt.start,
                    len(reading) < doubt.end - doubt.start,
                    halves(text, doubt.start, doubt.end, reading),
                    load_compositions().related(text[doubt.start : doubt.end], reading),
                ]
            )
    observed = [second[begin] for begin in begins]
    return _Weighed(rows, pairs, observed, [len(windows[begin]) for begin in begins], single)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of words and characters: log probabilities of listed words, of characters, and their use."""

    words: Mapping[str, float]
    single: Mapping[str, float]
    use: CharacterUse


def _of_best(doubt: Doubt, candidates: list[list[float]]) -> list[float]:
    """Return the features of the lattice's score and of its best candidates."""
    posteriors = sorted((features[0] for features in candidates), reverse=True)
    _, second, glyph, word, _, differing, character, *_ = candidates[0]
    return [
        math.log(max(doubt.score, _LEAST) / max(1 - doubt.score, _LEAST)),
        posteriors[0],
        posteriors[1] if len(posteriors) > 1 else math.log(_LEAST),
        differing,
        second,
        max(features[1] for features in candidates),
        glyph,
        character,
        word,
        max(features[4] for features in candidates),
        max(features[7] for features in candidates),
    ]


def _of_observed(
    text: str, doubt: Doubt, differing: list[tuple[str, str]], known: _Known, counts: Mapping[str, int]
) -> list[float]:
    """Return the features of the characters as they stand, and of what the best candidate changes."""
    here = text[doubt.start : doubt.end]
    alone = math.log1p(counts.get(here, 0)) if len(here) > 1 else 0.0
    twice = _doubled(text, doubt.start, doubt.end)
    covering = [known.words.get(piece, _NO_WORD) for piece in _covering_pieces(text, doubt)]
    return [
        len(here),
        sum(known.single[read] for read, _ in differing),
        known.words.get(here, _NO_WORD),
        max(covering, default=_NO_WORD),
        max(_count(text, doubt, here, counts), alone),
        min((_lift(read, counts, known.use, twice) for read, _ in differing), default=0.0),
        min((_lift(true, counts, known.use) for _, true in differing), default=0.0),
        known.use.of(here[0])[1],
        known.use.of(here[-1])[2],
    ]


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


def halves(text: str, start: int, end: int, reading: str) -> bool:
    """Tell whether a reading of ``text[start:end]`` leaves out one character of two equal ones side by side."""
    if len(reading) != end - start - 1:
        return False
    return any(
        text[at] in (text[at - 1 : at], text[at + 1 : at + 2])
        and text[start:at] + text[at + 1 : end] == reading
        for at in range(start, end)
    )


def _singles(model: LanguageModel, characters: set[str]) -> dict[str, float]:
    """Return the log probabilities of characters as words."""
    some = sorted(characters)
    numbers = model.find_keys(model.encode("".join(some)), 1)
    values = np.where(numbers >= 0, model.log_unigrams[numbers], _NO_WORD)
    return dict(zip(some, values.tolist(), strict=True))


def _differing(text: str, doubt: Doubt, reading: str) -> list[tuple[str, str]]:
    """Return the pairs (read, true) of the characters at which a reading as long as the text differs from it."""
    here = text[doubt.start : doubt.end]
    if len(here) != len(reading):
        return []
    return [(read, true) for read, true in zip(here, reading, strict=True) if read != true]


def _glyph_scores(channel: GlyphChannel, pairs: Sequence[Sequence[tuple[str, str]]]) -> list[float]:
    """Return the sum of the channel's scores for each list of pairs."""
    flat = sorted({pair for some in pairs for pair in some})
    scores = channel.scores_of_pairs("".join(read for read, _ in flat), "".join(true for _, true in flat))
    score_of = dict(zip(flat, scores.tolist(), strict=True))
    return [sum(score_of[pair] for pair in some) for some in pairs]


def _covering_pieces(text: str, doubt: Doubt) -> list[str]:
    """Return the pieces of text that could be words and reach over an end of the range."""
    return [
        text[begin:end]
        for begin in range(max(0, doubt.start - LONGEST + 1), doubt.end)
        for end in range(max(begin + 2, doubt.start + 1), min(len(text), begin + LONGEST) + 1)
        if begin < doubt.start or end > doubt.end
    ]


def _count(text: str, doubt: Doubt, reading: str, counts: Mapping[str, int]) -> float:
    """Return log(1 + how often the issue has the reading with a neighbour)."""
    before, after = text[max(0, doubt.start - 1) : doubt.start], text[doubt.end : doubt.end + 1]
    if not reading:
        return math.log1p(counts.get(before + after, 0))
    left = counts.get(before + reading, 0) if before else 0
    right = counts.get(reading + after, 0) if after else 0
    return math.log1p(max(left, right))


def _line(text: str, doubt: Doubt) -> str:
    """Return the line that holds the doubt."""
    begin = text.rfind("\n", 0, doubt.start) + 1
    end = text.find("\n", doubt.end)
    return text[begin : end if end >= 0 else len(text)]


def _in_line(line: str, before: str, reading: str, after: str) -> float:
    """Return log(1 + how often the line has the reading, one of a single character with a neighbour)."""
    if not reading:
        reading, before, after = before + after, "", ""
    if len(reading) > 1:
        return math.log1p(line.count(reading))
    left = line.count(before + reading) if before and reading else 0
    return math.log1p(max(left, line.count(reading + after) if after else 0))


def _doubled(text: str, start: int, end: int) -> bool:
    """Tell whether the range has two equal characters side by side, its neighbours included."""
    return any(text[at] == text[at + 1] for at in range(max(0, start - 1), min(end, len(text) - 1)))


def _lift(character: str, counts: Mapping[str, int], use: CharacterUse, twice: bool = False) -> float:
    """Return the logarithm of how much more often than usual the issue has a character elsewhere.

    Where it stands ``twice`` by mistake, it is counted once.
    """
    usual = counts.get("", 0) * math.exp(use.of(character)[0])
    return math.log((max(1, counts.get(character, 1) - twice) - 0.5) / (usual + 0.5))


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
