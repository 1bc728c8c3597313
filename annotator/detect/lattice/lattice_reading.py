"""What a lattice says of a text: where it doubts, and which readings of a doubtful place it holds possible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.doubts import Doubt, best_first
from annotator.detect.lattice.lattice_words import Entries
from annotator.detect.lattice.pairs import with_pairs
from annotator.lexicon.word_index import CODE_BITS, LONGEST_KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

FLOOR = 0.015
"""Places the lattice doubts less are not looked at."""

FEW, SOME, MANY = 4, 8, 40
"""So many candidates of a doubt are looked at first, where the doubt is believed, and where it is firm."""

_LEAST_OF_BEST = 0.02
"""Readings less likely than this share of a place's best are not among the few."""
_LEAST_SHARE = 1e-4
"""Readings less likely than this share of a place's doubt are not weighed at all."""
_LEAST_OF_FAINT = 2e-3
"""The same where the doubt is faint."""

_FIRST = np.array([0, *((bits & -bits).bit_length() - 1 for bits in range(1, 1 << LONGEST_KEY))])
_LAST = np.array([0, *(bits.bit_length() - 1 for bits in range(1, 1 << LONGEST_KEY))])
"""The first and the last position in a word of a bit set of one or two positions."""


@dataclass(frozen=True, slots=True, eq=False)
class _Changes:
    """Changes of one character, or of two, ordered by the first one's place; equal ones are one.

    Attributes:
        first: places of the first characters that differ.
        last: places of the last ones, which may be the same.
        before: code points of what may stand at the first ones.
        behind: of what may stand at the last ones.
        posterior: the changes' probabilities.
    """

    first: Ints
    last: Ints
    before: Ints
    behind: Ints
    posterior: Floats

    def candidates(self, text: str, begin: int, end: int, most: int) -> dict[str, float]:
        """Return the likeliest readings of a range, best first, from the changes that lie inside it."""
        low, high = np.searchsorted(self.first, (begin, end)).tolist()
        inside = low + np.flatnonzero(self.last[low:high] < end)
        if len(inside) > most:
            inside = inside[np.argpartition(-self.posterior[inside], most - 1)[:most]]
        columns = (self.first, self.last, self.before, self.behind, self.posterior)
        result: dict[str, float] = {}
        for first, last, before, behind, posterior in zip(
            *(column[inside].tolist() for column in columns), strict=True
        ):
            reading = text[begin:first] + chr(before)
            if last > first:
                reading += text[first + 1 : last] + chr(behind)
            result[reading + text[last + 1 : end]] = posterior
        return best_first(result)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Substituted words of a text with their posterior probabilities; made by :func:`make_reading`.

    Attributes:
        model: spells the words.
        text: the text.
        entries: the words.
        posterior: probability of each.
        doubt: for each code point, the probability that it is not what was printed.
        first: the first code point each word changes.
    """

    model: LanguageModel
    text: str
    entries: Entries
    posterior: Floats
    doubt: Floats
    first: Ints

    def doubts(self) -> list[Doubt]:
        """Return the places that are probably wrong with their likeliest candidates, ordered by position.

        The likeliest change of a place sets the range.
        """
        best = np.zeros(len(self.text))
        for position, wrong in _wrong(self.entries):
            np.maximum.at(best, self.entries.starts[wrong] + position, self.posterior[wrong])
        needed = np.where(self.doubt >= FLOOR, best * _LEAST_OF_BEST, np.inf)
        chosen = np.flatnonzero(self.posterior > self._least(needed))
        return with_pairs(self.model, self.text, self._gathered(chosen), FLOOR)

    def with_all_candidates(self, doubts: Sequence[Doubt], firm: float = 0.0) -> list[Doubt]:
        """Return the doubts with all candidates that are worth weighing, the likeliest first.

        Doubts with a score below ``firm`` get fewer.
        """
        shares = np.zeros(len(self.text))
        for doubt in doubts:
            shares[doubt.start : doubt.end] = _LEAST_SHARE if doubt.score >= firm else _LEAST_OF_FAINT
        needed = np.where(shares > 0, self.doubt * shares, np.inf)
        chosen = (shares[self.first] > 0) & (self.posterior > self._least(needed))
        changes = self._changes(np.flatnonzero(chosen))
        most = [MANY if doubt.score >= firm else SOME for doubt in doubts]
        return [
            replace(doubt, candidates=changes.candidates(self.text, doubt.start, doubt.end, count))
            for doubt, count in zip(doubts, most, strict=True)
        ]

    def _least(self, needed: Floats) -> Floats:
        """Return for each word the least of what is needed at the places it changes."""
        result = np.full(len(self.posterior), np.inf)
        for position, wrong in _wrong(self.entries):
            result[wrong] = np.minimum(result[wrong], needed[self.entries.starts[wrong] + position])
        return result

    def _changes(self, chosen: Ints) -> _Changes:
        """Return what some of the words change, equal changes added up."""
        starts, wrong = self.entries.starts[chosen], self.entries.wrong[chosen]
        before, behind = _FIRST[wrong], _LAST[wrong]
        words, lengths = self.entries.words[chosen], self.entries.lengths[chosen]
        codes = np.zeros((2, len(chosen)), dtype=np.int64)
        for length in np.unique(lengths).tolist():
            some = np.flatnonzero(lengths == length)
            keys = self.model.index.keys_of(words[some], length)
            for row, position in enumerate((before[some], behind[some])):
                codes[row, some] = keys >> CODE_BITS * (length - 1 - position) & ((1 << CODE_BITS) - 1)
        # One number stands for a change; numbers sort by the first place.
        packed = (starts + before) << 2 | (behind - before)
        packed = packed << 2 * CODE_BITS | codes[0] << CODE_BITS | codes[1]
        unique, place = np.unique(packed, return_inverse=True)
        posterior = np.bincount(place, weights=self.posterior[chosen], minlength=len(unique)).astype(
            np.float64
        )
        first = unique >> 2 * CODE_BITS + 2
        last = first + (unique >> 2 * CODE_BITS & 3)
        code = unique >> CODE_BITS & ((1 << CODE_BITS) - 1), unique & ((1 << CODE_BITS) - 1)
        points = [self.model.alphabet[own - 1].astype(np.int64) for own in code]
        return _Changes(first, last, points[0], points[1], posterior)

    def _gathered(self, chosen: Ints) -> list[Doubt]:
        """Gather the changes of some words into doubts."""
        changes = self._changes(chosen)
        order = chosen[np.argsort(-self.posterior[chosen], kind="stable")]
        starts, wrong = self.entries.starts[order], self.entries.wrong[order]
        firsts, lasts = starts + _FIRST[wrong], starts + _LAST[wrong]
        # Only the likeliest change of a place can make a doubt: only their words are spelt.
        likeliest = np.union1d(*(np.unique(own, return_index=True)[1] for own in (firsts, lasts)))
        free = bytearray((self.doubt >= FLOOR).tobytes())
        taken = bytearray(len(self.text))
        doubts = []
        columns = (column[likeliest].tolist() for column in (starts, firsts, lasts))
        words = self.model.spell(self.entries.words[order[likeliest]])
        for start, first, last, word in zip(*columns, words, strict=True):
            if not (free[first] or free[last]):
                continue
            begin, end = _smallest_word(self.model, start, word, first, last)
            if any(taken[begin:end]):
                begin, end = first, last + 1
                if any(taken[begin:end]):
                    free[first] = free[last] = False
                    continue
            score = float(max(self.doubt[first], self.doubt[last]))
            doubts.append(Doubt(begin, end, score, changes.candidates(self.text, begin, end, FEW)))
            taken[begin:end] = b"\1" * (end - begin)
            free[begin:end] = bytes(end - begin)
        return sorted(doubts, key=attrgetter("start"))


def make_reading(model: LanguageModel, text: str, entries: Entries, posterior: Floats) -> Reading:
    """Add up the doubts of each place.

    Args:
        model: the model of the words.
        text: the text.
        entries: words that differ from the text.
        posterior: probability of each.
    """
    doubt = np.zeros(len(text))
    first = np.zeros(len(entries.starts), dtype=np.int64)
    for position, wrong in reversed(_wrong(entries)):
        places = entries.starts[wrong] + position
        doubt += np.bincount(places, weights=posterior[wrong], minlength=len(text))
        first[wrong] = places
    return Reading(model, text, entries, posterior, np.minimum(doubt, 1.0), first)


def _wrong(entries: Entries) -> list[tuple[int, Ints]]:
    """Return for each position in a word which words differ from the text there."""
    return [(position, np.flatnonzero(entries.wrong >> position & 1)) for position in range(LONGEST_KEY)]


def _smallest_word(model: LanguageModel, start: int, word: str, first: int, last: int) -> tuple[int, int]:
    """Return the range of the shortest part of a word that is a word too and holds what differs.

    Args:
        model: knows the words.
        start: the word's first code point.
        word: the word.
        first: the first code point that differs.
        last: the last one.
    """
    places = first - start, last - start
    for length in range(max(2, places[1] - places[0] + 1), len(word)):
        for begin in range(max(0, places[1] - length + 1), min(places[0], len(word) - length) + 1):
            if word[begin : begin + length] in model:
                return start + begin, start + begin + length
    return start, start + len(word)
