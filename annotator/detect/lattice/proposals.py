"""Readings of a doubt that the lattice lacks: a character lost, too many, or cut in two; two misread side by side.

The lattice replaces characters one by one. Where it doubts in earnest, more is tried: every word that needs one more
character than the text shows, the text without one of its characters, two characters as the one they look like and the
other way round, and words of two characters that were both misread. The judge's ranking weighs them against the
lattice's own readings.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.doubts import halves
from annotator.detect.lattice.pairs import DOUBLED, JOINED, shorter_readings
from annotator.detect.lattice.second_opinion import around, window_scores
from annotator.detect.patterns import HAN_STRETCH
from annotator.lexicon.compositions import load_compositions
from annotator.lexicon.ngrams import code_points
from annotator.lexicon.word_index import LONGEST_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.detect.lattice.doubts import Doubt
    from annotator.detect.lattice.misreadings import Misreadings, MisreadingTable
    from annotator.lexicon.neighbours import Neighbours, Scores
    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

_LOST, _BOTH = 14, 6
"""So many words are proposed for a doubt's lost characters, and for each pair of misread ones."""

_KEPT = 8
"""So many of a doubt's proposals are weighed, and all that leave a character out."""

_REPLACED = 10
"""So many words are proposed for a character that may be any other."""

_REPLACED_WEIGHT = -12.0
"""Log of the weight of a character that looks like anything."""

_KEPT_ALIKE = 14
"""The same of proposals as long as the range."""

_EXTRA, _LOST_WEIGHT = -9.0, -8.0
"""Log of the weight of a character too many, and of a lost one."""

_LEAST = 1e-4

_LEAST_PAIR = -14.5
"""Rarer words are not proposed for two misread characters."""

_SURER = 1.7
"""Words for two misread characters cost most: a doubt must be so many times surer for them than for the rest."""

_BLOCK = 64

_MANY, _RAREST = 400, -17.0
"""So many words, none of them rarer, are looked at for each way to lose a character."""

_BESIDE = 3
"""The word before and the word behind are looked for up to this length."""


@dataclass(frozen=True, slots=True, eq=False)
class Proposer:
    """What proposals are made of: the language model, the index of near words, and what may have been misread."""

    model: LanguageModel
    neighbours: Neighbours
    misreadings: MisreadingTable

    def added(self, text: str, doubts: Sequence[Doubt], earnest: float = 0.0) -> list[Doubt]:
        """Return the doubts with the likeliest of further readings among their candidates.

        Two characters read as one are tried everywhere, the rest only for doubts with a score of ``earnest`` at least.

        A reading's probability is that of the characters as they stand, times how much likelier the language model
        holds the words with it than without, times that of what must have happened to it.
        """
        found: list[dict[str, float]] = [{} for _ in doubts]
        codes = self.model.encode(text)
        shown = self._shown_from(codes)
        rows = [row for row, doubt in enumerate(doubts) if doubt.score >= earnest]
        some = [doubts[row] for row in rows]
        further = itertools.chain(
            self._shortened(text, some),
            self._parted(text, some),
            self._lengthened(text, codes, shown, some),
            self._both_misread(text, codes, some, earnest * _SURER),
            self._replaced(text, codes, shown, some),
        )
        deep = ((rows[nth], reading, weight) for nth, reading, weight in further)
        for row, reading, weight in itertools.chain(self._paired(text, doubts), deep):
            if reading not in doubts[row].candidates:
                found[row][reading] = max(weight, found[row].get(reading, weight))
        windows: list[str] = []
        for doubt, own in zip(doubts, found, strict=True):
            before, after = around(text, doubt.start, doubt.end)
            windows += [f"{before}{reading}{after}" for reading in (text[doubt.start : doubt.end], *own)]
        scores = window_scores(self.model, windows).tolist()
        result = []
        begin = 0
        for doubt, own in zip(doubts, found, strict=True):
            standing = scores[begin] - math.log(max(1 - sum(doubt.candidates.values()), _LEAST))
            weights = (
                np.array(scores[begin + 1 : begin + 1 + len(own)]) + np.array(list(own.values())) - standing
            )
            weights = np.exp(weights - np.logaddexp.reduce(weights, initial=0.0))
            best = sorted(zip(own, weights.tolist(), strict=True), key=lambda item: -item[1])
            length = doubt.end - doubt.start
            shorter = [item for item in best if len(item[0]) < length]
            alike = [item for item in best if len(item[0]) == length][:_KEPT_ALIKE]
            more = dict(shorter + alike + [item for item in best if len(item[0]) > length][:_KEPT])
            result.append(replace(doubt, candidates={**doubt.candidates, **more}))
            begin += 1 + len(own)
        return result

    def _shortened(self, text: str, doubts: Sequence[Doubt]) -> Iterator[tuple[int, str, float]]:
        """Yield readings without one of the range's characters, which an engine put there."""
        for row, doubt in enumerate(doubts):
            here = text[doubt.start : doubt.end]
            if len(here) == 1 and not any(around(text, doubt.start, doubt.end)):
                continue
            for at in (at for at in range(len(here)) if HAN_STRETCH.match(here[at])):
                reading = here[:at] + here[at + 1 :]
                again = halves(text, doubt.start, doubt.end, reading)
                yield row, reading, DOUBLED if again else _EXTRA

    def _paired(self, text: str, doubts: Sequence[Doubt]) -> Iterator[tuple[int, str, float]]:
        """Yield readings in which two characters beside each other are one."""
        for row, doubt in enumerate(doubts):
            start, end = doubt.start, doubt.end
            for at in range(start, end - 1):
                for reading, weight in shorter_readings(text[at : at + 2]):
                    yield row, text[start:at] + reading + text[at + 2 : end], weight
            for inner, outer in ((start, start - 1), (end - 1, end)):
                if text[outer : outer + 1] == text[inner] and HAN_STRETCH.match(text[inner]):
                    yield row, text[start:inner] + text[inner + 1 : end], DOUBLED

    def _parted(self, text: str, doubts: Sequence[Doubt]) -> Iterator[tuple[int, str, float]]:
        """Yield readings in which a character is the two it looks like."""
        parts = load_compositions().parts
        for row, doubt in enumerate(doubts):
            for at in range(doubt.start, doubt.end):
                for pair in parts.get(text[at], ()):
                    yield row, text[doubt.start : at] + pair + text[at + 1 : doubt.end], JOINED

    def _lengthened(
        self, text: str, codes: Ints, shown: Sequence[Ints], doubts: Sequence[Doubt]
    ) -> Iterator[tuple[int, str, float]]:
        """Yield readings with a character more, which makes a word that goes with what stands around it."""
        rows, gaps, places, words = (
            np.concatenate(part) for part in zip(*self._longer(text, codes, doubts), strict=True)
        )
        lengths = self.model.length(words)
        starts = gaps - places
        worth = self.model.unigram(words)
        worth += self._gain(shown, words, starts, before=True)
        worth += self._gain(shown, words, starts + lengths - 1, before=False)
        order = np.lexsort((-worth, rows))
        rank = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
        order = order[rank < _LOST]
        columns = (column[order].tolist() for column in (rows, gaps, places))
        for row, gap, place, word in zip(*columns, self.model.spell(words[order]), strict=True):
            doubt = doubts[row]
            yield row, text[doubt.start : gap] + word[place] + text[gap : doubt.end], _LOST_WEIGHT

    def _replaced(
        self, text: str, codes: Ints, shown: Sequence[Ints], doubts: Sequence[Doubt]
    ) -> Iterator[tuple[int, str, float]]:
        """Yield readings with another character that makes a word which goes well with those around it.

        The lattice asks for a likeness; here any character may have been printed.
        """
        rows, places, inside, words = (
            np.concatenate(part) for part in zip(*self._fitting(text, codes, doubts), strict=True)
        )
        starts = places - inside
        worth = self.model.unigram(words)
        worth += self._gain(shown, words, starts, before=True)
        worth += self._gain(shown, words, starts + self.model.length(words) - 1, before=False)
        order = np.lexsort((-worth, rows))
        rank = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
        order = order[rank < _REPLACED]
        columns = (column[order].tolist() for column in (rows, places, inside))
        for row, at, place, word in zip(*columns, self.model.spell(words[order]), strict=True):
            doubt = doubts[row]
            yield row, text[doubt.start : at] + word[place] + text[at + 1 : doubt.end], _REPLACED_WEIGHT

    def _fitting(
        self, text: str, codes: Ints, doubts: Sequence[Doubt]
    ) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """Yield words one character away from the text: row of the doubt, its place, place in the word, word."""
        none = np.zeros(0, dtype=np.int64)
        yield none, none, none, none
        for length, place, row, at in _windows(text, doubts, lost=0):
            window = codes[at[:, np.newaxis] - place + np.arange(length)]
            near = self.neighbours.matching(window, place, _RAREST, _MANY)
            spelt = self.model.word_codes(near.words).reshape(-1, length)
            own = spelt[:, place] != window[near.pieces, place]
            pieces = near.pieces[own]
            yield row[pieces], at[pieces], np.full(len(pieces), place), near.words[own]

    def _longer(
        self, text: str, codes: Ints, doubts: Sequence[Doubt]
    ) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """Yield words that show all their characters but one: row of the doubt, gap, place of the lost one, word."""
        none = np.zeros(0, dtype=np.int64)
        yield none, none, none, none
        for length, place, row, gap in _windows(text, doubts, lost=1):
            around = gap[:, np.newaxis] - place + np.arange(length) - (np.arange(length) > place)
            around[:, place] = gap - place  # any character: it may be another
            near = self.neighbours.matching(codes[around], place, _RAREST, _MANY)
            yield row[near.pieces], gap[near.pieces], np.full(len(near.pieces), place), near.words

    def _gain(self, shown: Sequence[Ints], words: Ints, at: Ints, *, before: bool) -> Floats:
        """Return by how much the likeliest word beside each place raises the log probability of a word there.

        ``shown`` is what ``_shown_from`` says of the text.
        """
        model = self.model
        result = np.zeros(len(words))
        for length, numbers in enumerate(shown, 1):
            first = at - length if before else at
            inside = np.flatnonzero((first >= 0) & (first < len(numbers)))
            beside = numbers[first[inside]]
            known = inside[beside >= 0]
            beside = beside[beside >= 0]
            pair = (beside, words[known]) if before else (words[known], beside)
            hit, value = model.bigram_hits(*pair)
            hit_places = known[hit]
            alone = model.backoff(pair[0][hit]) + model.unigram(pair[1][hit])
            result[hit_places] = np.maximum(result[hit_places], value - alone)
        return result

    def _shown_from(self, codes: Ints) -> list[Ints]:
        """Return for each length up to ``_BESIDE`` the word of that length that begins at each code point, or -1."""
        pieces = (
            codes[np.arange(max(0, len(codes) - more))[:, np.newaxis] + np.arange(more + 1)]
            for more in range(_BESIDE)
        )
        return [self.model.find(piece) for piece in pieces]

    def _both_misread(
        self, text: str, codes: Ints, doubts: Sequence[Doubt], least: float
    ) -> Iterator[tuple[int, str, float]]:
        """Yield readings of the surer doubts in which two characters beside each other make another word."""
        pairs = _common_pairs(self.model)
        asked = [
            (row, at)
            for row, doubt in enumerate(doubts)
            if doubt.score >= least
            for at in range(doubt.start, doubt.end - 1)
        ]
        asked = [(row, at) for row, at in asked if HAN_STRETCH.fullmatch(text, at, at + 2)]
        points, place = np.unique(
            code_points("".join(text[at : at + 2] for _, at in asked)), return_inverse=True
        )
        table, rows = self.misreadings.rows(points)
        for nth, (row, at) in enumerate(asked):
            best, weights = pairs.likeliest(table, rows[place[2 * nth : 2 * nth + 2]], codes[at : at + 2])
            head, tail = text[doubts[row].start : at], text[at + 2 : doubts[row].end]
            for word, weight in zip(self.model.spell(best), weights.tolist(), strict=True):
                yield row, head + word + tail, weight


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Common words of two characters: their numbers, the codes of their characters, and their log probabilities."""

    words: Ints
    first: Ints
    second: Ints
    priors: Scores

    def likeliest(self, table: Misreadings, rows: Ints, codes: Ints) -> tuple[Ints, Scores]:
        """Return the likeliest words for two characters that were both misread, and the weights of the misreadings.

        Args:
            table: what each character may have been read for.
            rows: the rows of the two characters in it.
            codes: their codes.
        """
        weights = np.zeros(len(self.words), dtype=np.float32)
        for row, code, own in zip(rows, codes, (self.first, self.second), strict=True):
            scores = table.scores(row, np.arange(table.levels.shape[1]))
            scores[code] = -np.inf
            weights += scores.take(own)
        best = _highest(self.priors + weights, _BOTH)
        return self.words[best], weights[best]


def _highest(values: Scores, count: int) -> Ints:
    """Return the places of the highest values, best first."""
    whole = len(values) // _BLOCK * _BLOCK
    some = np.arange(len(values))
    if whole >= count * _BLOCK:
        # The highest values of so many blocks are at least as high as the last one that is wanted.
        tops = values[:whole].reshape(-1, _BLOCK).max(axis=1)
        some = np.flatnonzero(values >= np.partition(tops, -count)[-count])
    return some[np.argsort(-values[some], kind="stable")[:count]]


@lru_cache(maxsize=2)
def _common_pairs(model: LanguageModel) -> _Pairs:
    """Return the words of two characters that are common enough to be proposed for two misread ones."""
    words = model.words_of_length(2)
    words = words[model.log_unigrams[words] >= _LEAST_PAIR]
    first, second = model.word_codes(words).reshape(-1, 2).T
    return _Pairs(words, first.astype(np.int32), second.astype(np.int32), model.log_unigrams[words])


def _windows(text: str, doubts: Sequence[Doubt], *, lost: int) -> Iterator[tuple[int, int, Ints, Ints]]:
    """Yield where words of Han characters can stand that have one of their characters at a doubt.

    Args:
        text: the paragraph.
        doubts: its doubtful stretches.
        lost: how many characters of the word the text lacks, 0 or 1.

    Yields:
        The word's length, the place of that character in it, and for each way the row of the doubt and the code point
        at which the character stands or is missing.
    """
    for length in range(2, LONGEST_KEY + 1):
        shown = length - lost
        for place in range(length):
            asked = [
                (row, at)
                for row, doubt in enumerate(doubts)
                for at in range(doubt.start, doubt.end + lost)
                if place <= at <= len(text) - shown + place
                and HAN_STRETCH.fullmatch(text, at - place, at - place + shown)
            ]
            if asked:
                row, at = np.array(asked).T
                yield length, place, row, at
