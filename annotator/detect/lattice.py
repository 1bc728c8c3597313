"""Detector of misread characters: a noisy channel over a word lattice.

What was printed is a path of words; what was read shows it through a channel that misreads characters as others of
similar shape. Summing over all paths (``lattice_sums``) gives, at each place, the probability of every word that could
have been printed there. A flag's score is one minus the probability that its characters are what was printed; its
candidates are the words that could have been, by posterior probability.
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from annotator.detect.evidence import Doubt, Witnesses, gather_evidence
from annotator.detect.explain import explain
from annotator.detect.flags import make_flag
from annotator.detect.judge import Judge, judged
from annotator.detect.lattice_guards import guarded
from annotator.detect.lattice_sums import sum_paths
from annotator.detect.lattice_words import (
    Entries,
    Settings,
    Stretches,
    choose,
    join,
    make_nodes,
    near_words,
    shown_words,
)
from annotator.detect.memory import EMPTY
from annotator.detect.patterns import HAN_STRETCH
from annotator.lexicon.neighbours import Neighbours, build_neighbours
from annotator.lexicon.ngrams import LONGEST_KEY
from annotator.lexicon.words import LONGEST_PROJECT_WORD, project_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from annotator.detect.context import CheckContext
    from annotator.lexicon.glyphs import GlyphChannel
    from annotator.lexicon.ngrams import Floats, LanguageModel
    from annotator.model.flag import Flag

FLOOR = 0.02
"""Places the lattice doubts less are not looked at."""

LEAST_SCORE = 0.01
"""Nor are flags given that the judge or the guards leave with a lower score."""

MOST_CANDIDATES = 9
_READINGS = 24
"""So many candidates of a doubt are weighed; the best of them are given."""
_PART = 4000
_PLACES = [tuple(at for at in range(LONGEST_KEY) if bits >> at & 1) for bits in range(1 << LONGEST_KEY)]
"""Positions in a word by bit set."""
_LEAST_POSTERIOR = 1e-5
_LEAST_SHARE = 1e-4
"""Readings less likely than this share of a place's doubt are not weighed."""


@dataclass(frozen=True, slots=True, eq=False)
class LatticeDetector:
    """The models the detector works with; made by :func:`make_lattice_detector`.

    Attributes:
        model: the language model.
        neighbours: the index of words near others.
        channel: how likely one character is read as another.
        settings: how much is weighed.
        witnesses: the models that are asked about a doubt, if any.
        judge: what makes probabilities of their evidence, if any; without it, guards lower the lattice's scores.
    """

    model: LanguageModel
    neighbours: Neighbours
    channel: GlyphChannel
    settings: Settings
    witnesses: Witnesses | None = None
    judge: Judge | None = None

    def flags(
        self, text: str, context: CheckContext, counts: Sequence[Mapping[str, int]] | None = None
    ) -> list[Flag]:
        """Return the flags of a text, ordered by position; they do not overlap.

        Args:
            text: the text.
            context: what is known around it.
            counts: for each line of the text its own counts, instead of the context's.
        """
        if context.memory.confusions:
            taught = self._taught(context.memory.confusions)
            return taught.flags(text, replace(context, memory=EMPTY), counts)
        found = []
        line = 0
        for begin, end in _parts(text):
            part = text[begin:end]
            doubts = [
                doubt
                for doubt in self.doubts(part, context)
                if not _known(part, doubt.start, doubt.end, context.known_words)
            ]
            own = [context.counts] * len(doubts)
            if counts is not None:
                breaks = [at for at, character in enumerate(part) if character == "\n"]
                own = [counts[line + bisect.bisect_left(breaks, doubt.start)] for doubt in doubts]
                line += len(breaks)
            weighed = self._weighed(part, doubts, own)
            kept = [place for place, doubt in enumerate(weighed) if doubt.score >= LEAST_SCORE]
            worth, own = [weighed[place] for place in kept], [own[place] for place in kept]
            reasons = explain(self.model, self.channel, part, worth, own)
            found += [_flag(part, begin, doubt, why) for doubt, why in zip(worth, reasons, strict=True)]
        return found

    def flags_of_texts(
        self, texts: Sequence[str], context: CheckContext, counts: Sequence[Mapping[str, int]] | None = None
    ) -> list[list[Flag]]:
        """Return the flags of each text; much faster than one text after another when they are short.

        Args:
            texts: the texts.
            context: what is known around them.
            counts: for each text its own counts, instead of the context's.
        """
        starts = [0, *itertools.accumulate(len(text) + 1 for text in texts)]
        result: list[list[Flag]] = [[] for _ in texts]
        if counts is not None:
            counts = [
                own for own, text in zip(counts, texts, strict=True) for _ in range(text.count("\n") + 1)
            ]
        for flag in self.flags("\n".join(texts), context, counts):
            number = bisect.bisect_right(starts, flag.start) - 1
            moved = replace(flag, start=flag.start - starts[number], end=flag.end - starts[number])
            result[number].append(moved)
        return result

    def _taught(self, confusions: Mapping[tuple[str, str], int]) -> LatticeDetector:
        """Return the detector with a channel that knows people's corrections."""
        channel = self.channel.taught(confusions)
        witnesses = replace(self.witnesses, channel=channel) if self.witnesses else None
        return replace(self, channel=channel, witnesses=witnesses)

    def _weighed(
        self, text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
    ) -> Sequence[Doubt]:
        """Return the doubts with the scores the judge gives them, or the guards where there is no judge."""
        if self.witnesses is None or self.judge is None:
            return [_guarded(text, doubt, own) for doubt, own in zip(doubts, counts, strict=True)]
        return judged(self.judge, doubts, gather_evidence(self.witnesses, text, doubts, counts))

    def doubts(self, text: str, context: CheckContext) -> list[Doubt]:
        """Return the places that are probably wrong by the lattice alone, ordered by position."""
        stretches = _stretches(self.model, text)
        if not len(stretches.begins):
            return []
        shown = shown_words(self.model, stretches, context.known_words)
        nodes, shown = make_nodes(stretches, shown)
        sums = sum_paths(self.model, nodes, stretches.first, stretches.last)
        near = near_words(self.model, self.neighbours, self.channel, stretches, sums, self.settings)
        if not len(near.starts):
            return []
        nodes, entries = make_nodes(stretches, join([shown, near]))
        sums = sum_paths(self.model, nodes, stretches.first, stretches.last)
        places = np.flatnonzero((entries.wrong > 0) & (sums.posterior > _LEAST_POSTERIOR))
        entries, posterior = choose(entries, places), sums.posterior[places]
        doubt = _doubt_by_place(entries, posterior, len(text))
        places = np.flatnonzero(posterior > _worth(entries, doubt))
        return _gather(text, _to_changes(self.model, choose(entries, places), posterior[places]), doubt)


def make_lattice_detector(
    model: LanguageModel,
    channel: GlyphChannel,
    settings: Settings | None = None,
    second: LanguageModel | None = None,
    judge: Judge | None = None,
) -> LatticeDetector:
    """Build what the detector needs besides its models; ``second`` is another language model for the judge."""
    witnesses = Witnesses(model, second, channel) if second is not None else None
    neighbours = build_neighbours(model)
    return LatticeDetector(model, neighbours, channel, settings or Settings(), witnesses, judge)


class _Change(NamedTuple):
    """A substituted word that may be what was printed.

    Attributes:
        start: first code point of the smallest word that holds the differing characters.
        end: one past its last.
        places: positions of the differing characters.
        word: the word for ``[start, end)``.
        posterior: its probability.
    """

    start: int
    end: int
    places: tuple[int, ...]
    word: str
    posterior: float


def _stretches(model: LanguageModel, text: str) -> Stretches:
    found = [match.span() for match in HAN_STRETCH.finditer(text)]
    begins = np.array([begin for begin, _ in found], dtype=np.int64)
    ends = np.array([end for _, end in found], dtype=np.int64)
    number = np.full(len(text), -1, dtype=np.int64)
    for place, (begin, end) in enumerate(found):
        number[begin:end] = place
    return Stretches(text, begins, ends, number, model.encode(text))


def _parts(text: str) -> list[tuple[int, int]]:
    """Cut a text into parts of about ``_PART`` code points; no stretch of Han characters is cut."""
    parts = []
    begin = 0
    while begin < len(text):
        end = min(begin + _PART, len(text))
        while end < len(text) and HAN_STRETCH.match(text[end - 1]) and HAN_STRETCH.match(text[end]):
            end += 1
        parts.append((begin, end))
        begin = end
    return parts


def _doubt_by_place(entries: Entries, posterior: Floats, length: int) -> Floats:
    """Return for each code point the probability that it is not what was printed."""
    doubt = np.zeros(length)
    for position in range(LONGEST_KEY):
        wrong = (entries.wrong >> position & 1).astype(np.bool_)
        doubt += np.bincount(entries.starts[wrong] + position, weights=posterior[wrong], minlength=length)
    return np.minimum(doubt, 1.0)


def _worth(entries: Entries, doubt: Floats) -> Floats:
    """Return for each entry the posterior probability it needs: a share of the doubt at a place it changes."""
    needed = np.where(doubt >= FLOOR, doubt * _LEAST_SHARE, np.inf)
    result = np.full(len(entries.starts), np.inf)
    for position in range(LONGEST_KEY):
        place = np.minimum(entries.starts + position, len(doubt) - 1)
        wrong = (entries.wrong >> position & 1).astype(np.bool_)
        result = np.where(wrong, np.minimum(result, needed[place]), result)
    return result


def _to_changes(model: LanguageModel, entries: Entries, posterior: Floats) -> list[_Change]:
    changes = []
    smallest: dict[tuple[str, int], tuple[int, int]] = {}
    columns = (column.tolist() for column in (entries.starts, entries.wrong, posterior))
    for word, start, wrong, weight in zip(model.spell(entries.words), *columns, strict=True):
        places = _PLACES[wrong]
        span = smallest.get((word, wrong))
        if span is None:
            span = smallest[word, wrong] = _smallest_word(model, word, places)
        begin, end = span
        absolute = tuple(start + position for position in places)
        changes.append(_Change(start + begin, start + end, absolute, word[begin:end], weight))
    return changes


def _smallest_word(model: LanguageModel, word: str, places: Sequence[int]) -> tuple[int, int]:
    """Return the shortest part of a word that is a word of two or more characters and holds the places."""
    for length in range(max(2, places[-1] - places[0] + 1), len(word)):
        for begin in range(max(0, places[-1] - length + 1), min(places[0], len(word) - length) + 1):
            if word[begin : begin + length] in model:
                return begin, begin + length
    return 0, len(word)


def _gather(text: str, changes: list[_Change], doubt: Floats) -> list[Doubt]:
    """Gather changes into doubts: the best change of a place sets the doubt's range."""
    ranked = sorted(changes, key=attrgetter("posterior"), reverse=True)
    by_place: dict[int, list[_Change]] = defaultdict(list)
    for change in ranked:
        by_place[change.places[0]].append(change)
    free = set(np.flatnonzero(doubt >= FLOOR).tolist())
    taken: set[int] = set()
    doubts = []
    for best in ranked:
        if free.isdisjoint(best.places):
            continue
        span = range(best.start, best.end)
        if not taken.isdisjoint(span):
            span = range(best.places[0], best.places[-1] + 1)
            if not taken.isdisjoint(span):
                free.difference_update(best.places)
                continue
        begin, end = span[0], span[-1] + 1
        candidates: dict[str, float] = defaultdict(float)
        for place in span:
            for change in by_place[place]:
                if change.places[-1] < end:
                    candidates[_replaced(text, begin, end, change)] += change.posterior
        best_first = sorted(candidates.items(), key=lambda item: (-item[1], item[0]))
        score = float(doubt[list(best.places)].max())
        doubts.append(Doubt(begin, end, score, dict(best_first[:_READINGS])))
        taken.update(span)
        free.difference_update(span)
    return sorted(doubts, key=lambda found: found.start)


def _flag(text: str, offset: int, doubt: Doubt, why: Sequence[str]) -> Flag:
    """Make the flag of a doubt about ``text``, which begins at ``offset`` of the whole text; ``why`` are its values."""
    best = dict(itertools.islice(doubt.candidates.items(), MOST_CANDIDATES))
    flag = make_flag(text, doubt.start, doubt.end, doubt.score, "lattice.unlikely", best, why)
    return replace(flag, start=offset + flag.start, end=offset + flag.end)


def _guarded(text: str, doubt: Doubt, counts: Mapping[str, int]) -> Doubt:
    """Return the doubt with its score lowered by the guards."""
    best = max(doubt.candidates, key=lambda candidate: doubt.candidates[candidate])
    return replace(doubt, score=guarded(text, doubt.start, doubt.end, doubt.score, counts, best))


def _known(text: str, start: int, end: int, known: Set[str]) -> bool:
    """Tell whether the range lies inside a word the project knows."""
    return any(begin <= start and end <= stop for begin, stop in _known_around(text, start, end, known))


def _known_around(text: str, start: int, end: int, known: Set[str]) -> list[tuple[int, int]]:
    begin = max(0, end - LONGEST_PROJECT_WORD)
    around = project_spans(text[begin : start + LONGEST_PROJECT_WORD], known)
    return [(begin + first, begin + last) for first, last in around]


def _replaced(text: str, begin: int, end: int, change: _Change) -> str:
    """Return ``text[begin:end]`` with the change's differing characters in place."""
    characters = list(text[begin:end])
    for place in change.places:
        characters[place - begin] = change.word[place - change.start]
    return "".join(characters)
