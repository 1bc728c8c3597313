"""What a lattice says of a text: where it doubts, and which readings of a doubtful place it holds possible."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.detect.lattice.evidence import Doubt
from annotator.detect.lattice.lattice_words import Entries, choose
from annotator.detect.lattice.pairs import with_pairs
from annotator.lexicon.ngrams import LONGEST_KEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

FLOOR = 0.03
"""Places the lattice doubts less are not looked at."""

FEW, SOME, MANY = 4, 8, 40
"""So many candidates of a doubt are looked at first, where the doubt is believed, and where it is firm."""

_LEAST_OF_BEST = 0.02
"""Readings less likely than this share of a place's best are not among the few."""
_LEAST_SHARE = 1e-4
"""Readings less likely than this share of a place's doubt are not weighed at all."""
_LEAST_OF_FAINT = 2e-3
"""The same where the doubt is faint."""

_PLACES = [tuple(at for at in range(LONGEST_KEY) if bits >> at & 1) for bits in range(1 << LONGEST_KEY)]
"""Positions in a word by bit set."""


class _Change(NamedTuple):
    """A substituted word that may be what was printed.

    Attributes:
        start: first code point of the word.
        places: positions of the differing characters.
        word: the word.
        posterior: its probability.
    """

    start: int
    places: tuple[int, ...]
    word: str
    posterior: float


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
        changes = self._changes(np.flatnonzero(self.posterior > self._least(needed)))
        return with_pairs(self.model, self.text, _gathered(self.model, self.text, changes, self.doubt), FLOOR)

    def with_all_candidates(self, doubts: Sequence[Doubt], firm: float = 0.0) -> list[Doubt]:
        """Return the doubts with all candidates that are worth weighing, the likeliest first.

        Doubts with a score below ``firm`` get fewer.
        """
        shares = np.zeros(len(self.text))
        for doubt in doubts:
            shares[doubt.start : doubt.end] = _LEAST_SHARE if doubt.score >= firm else _LEAST_OF_FAINT
        needed = np.where(shares > 0, self.doubt * shares, np.inf)
        by_place: dict[int, list[_Change]] = defaultdict(list)
        chosen = (shares[self.first] > 0) & (self.posterior > self._least(needed))
        for change in self._changes(np.flatnonzero(chosen)):
            by_place[change.places[0]].append(change)
        return [
            replace(
                doubt,
                candidates=_candidates(
                    self.text, doubt.start, doubt.end, by_place, MANY if doubt.score >= firm else SOME
                ),
            )
            for doubt in doubts
        ]

    def _least(self, needed: Floats) -> Floats:
        """Return for each word the least of what is needed at the places it changes."""
        result = np.full(len(self.posterior), np.inf)
        for position, wrong in _wrong(self.entries):
            result[wrong] = np.minimum(result[wrong], needed[self.entries.starts[wrong] + position])
        return result

    def _changes(self, chosen: Ints) -> list[_Change]:
        some = choose(self.entries, chosen)
        columns = (column.tolist() for column in (some.starts, some.wrong, self.posterior[chosen]))
        return [
            _Change(start, tuple(start + position for position in _PLACES[wrong]), word, weight)
            for word, start, wrong, weight in zip(self.model.spell(some.words), *columns, strict=True)
        ]


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


def _gathered(model: LanguageModel, text: str, changes: list[_Change], doubt: Floats) -> list[Doubt]:
    """Gather changes into doubts."""
    by_posterior = sorted(changes, key=attrgetter("posterior"), reverse=True)
    by_place: dict[int, list[_Change]] = defaultdict(list)
    for change in by_posterior:
        by_place[change.places[0]].append(change)
    free = set(np.flatnonzero(doubt >= FLOOR).tolist())
    taken: set[int] = set()
    doubts = []
    for best in by_posterior:
        if free.isdisjoint(best.places):
            continue
        span = _smallest_word(model, best)
        if not taken.isdisjoint(span):
            span = range(best.places[0], best.places[-1] + 1)
            if not taken.isdisjoint(span):
                free.difference_update(best.places)
                continue
        begin, end = span[0], span[-1] + 1
        score = float(doubt[list(best.places)].max())
        doubts.append(Doubt(begin, end, score, _candidates(text, begin, end, by_place, FEW)))
        taken.update(span)
        free.difference_update(span)
    return sorted(doubts, key=attrgetter("start"))


def _smallest_word(model: LanguageModel, change: _Change) -> range:
    """Return the places of the shortest part of the word that is a word too and holds what differs."""
    word, places = change.word, [place - change.start for place in change.places]
    for length in range(max(2, places[-1] - places[0] + 1), len(word)):
        for begin in range(max(0, places[-1] - length + 1), min(places[0], len(word) - length) + 1):
            if word[begin : begin + length] in model:
                return range(change.start + begin, change.start + begin + length)
    return range(change.start, change.start + len(word))


def _candidates(
    text: str, begin: int, end: int, by_place: dict[int, list[_Change]], most: int
) -> dict[str, float]:
    """Return the likeliest readings of a range, best first, from the changes that lie inside it."""
    result: dict[str, float] = defaultdict(float)
    for change in _inside(by_place, begin, end):
        result[_replaced(text, begin, end, change)] += change.posterior
    return dict(sorted(result.items(), key=lambda item: (-item[1], item[0]))[:most])


def _inside(by_place: dict[int, list[_Change]], begin: int, end: int) -> Iterable[_Change]:
    return (
        change for place in range(begin, end) for change in by_place.get(place, ()) if change.places[-1] < end
    )


def _replaced(text: str, begin: int, end: int, change: _Change) -> str:
    """Return ``text[begin:end]`` with the change's differing characters in place."""
    characters = list(text[begin:end])
    for place in change.places:
        characters[place - begin] = change.word[place - change.start]
    return "".join(characters)
