"""Detector of misread characters: a noisy channel over a word lattice.

What was printed is a path of words; what was read shows it through a channel that misreads characters as others of
similar shape. Summing over all paths (``lattice_sums``) gives, at each place, the probability of every word that could
have been printed there. A flag's score is one minus the probability that its characters are what was printed; its
candidates are the words that could have been, by posterior probability.
"""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.flags import make_flag
from annotator.detect.lattice.candidate_evidence import weigh_further
from annotator.detect.lattice.doubts import Doubt, Witnesses, best_first
from annotator.detect.lattice.evidence import gather_evidence
from annotator.detect.lattice.explain import explain
from annotator.detect.lattice.joining import runs, union
from annotator.detect.lattice.judge import Judge, ranked, shortlisted
from annotator.detect.lattice.lattice_guards import guarded, lowered, softened
from annotator.detect.lattice.lattice_reading import Reading, make_reading
from annotator.detect.lattice.lattice_sums import sum_paths
from annotator.detect.lattice.lattice_words import (
    Settings,
    Stretches,
    choose,
    join,
    make_nodes,
    near_words,
    shown_words,
)
from annotator.detect.lattice.lost import with_lost
from annotator.detect.lattice.misreadings import MisreadingTable
from annotator.detect.lattice.plain_evidence import plain_evidence
from annotator.detect.lattice.proposals import Proposer
from annotator.detect.lattice.repeats import believed_together
from annotator.detect.memory import EMPTY, Memory
from annotator.detect.patterns import HAN_STRETCH
from annotator.lexicon.neighbours import Neighbours, build_neighbours
from annotator.lexicon.words import reach_of_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.detect.context import CheckContext
    from annotator.lexicon.glyphs import GlyphChannel
    from annotator.lexicon.ngrams import LanguageModel
    from annotator.model.flag import Flag

LEAST_SCORE = 0.01
"""Nor are flags given that the judge or the guards leave with a lower score."""

LEAST_LOST = 0.1
"""Doubts about lost characters are given from this score on."""

_BELIEVED, _FIRM, _EARNEST = 0.02, 0.05, 0.15
"""Doubts with these probabilities at least get more of their candidates weighed, all of them, and others proposed."""

MOST_CANDIDATES = 9
_PART = 6000
_LEAST_POSTERIOR = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class LatticeDetector:
    """The models the detector works with; made by :func:`make_lattice_detector`.

    Attributes:
        model: the language model.
        neighbours: the index of words near others.
        channel: how likely one character is read as another.
        misreadings: what each character may have been read for, by the channel.
        settings: how much is weighed.
        witnesses: the models that are asked about a doubt, if any.
        judge: what makes probabilities of their evidence, if any; without it, guards lower the lattice's scores.
    """

    model: LanguageModel
    neighbours: Neighbours
    channel: GlyphChannel
    misreadings: MisreadingTable
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
            return _taught(self, context.memory).flags(text, replace(context, memory=EMPTY), counts)
        found = []
        line = 0
        for begin, end in _parts(text):
            part = text[begin:end]
            reading = self.read(part, context)
            reach = reach_of_words(part, context.known_words)
            doubts = [
                doubt
                for doubt in (reading.doubts() if reading is not None else ())
                if reach[doubt.start] < doubt.end
            ]
            own = [context.counts] * len(doubts)
            if counts is not None:
                breaks = [at for at, character in enumerate(part) if character == "\n"]
                own = [counts[line + bisect.bisect_left(breaks, doubt.start)] for doubt in doubts]
                line += len(breaks)
            if reading is None:
                continue
            worth, own = self._weighed(reading, doubts, own)
            softer = [_softened(part, doubt) for doubt in worth]
            left = [place for place, doubt in enumerate(softer) if doubt.score >= LEAST_SCORE]
            worth, own = [softer[place] for place in left], [own[place] for place in left]
            if self.witnesses is not None:
                groups = runs(part, worth)
                worth = [union(part, [worth[place] for place in group]) for group in groups]
                own = [own[group[0]] for group in groups]
                more = with_lost(self.model, part, worth, LEAST_LOST)
                by_start = {doubt.start: counted for doubt, counted in zip(worth, own, strict=True)}
                worth, own = more, [by_start.get(doubt.start, context.counts) for doubt in more]
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

    def _weighed(
        self, reading: Reading, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]]
    ) -> tuple[list[Doubt], list[Mapping[str, int]]]:
        """Return the doubts that are worth a flag with the scores the judge gives them, and their counts.

        Where there is no judge, the guards lower the lattice's scores. The judge sees a doubt's likeliest candidates;
        all others are weighed where it agrees that something is wrong.
        """
        if self.witnesses is None or self.judge is None:
            # Readings of another length are the doubts' own: the lattice holds none.
            doubts = [
                replace(doubt, candidates=best_first({**doubt.candidates, **more.candidates}))
                for doubt, more in zip(doubts, reading.with_all_candidates(doubts), strict=True)
            ]
            smaller = [_guarded(reading.text, doubt, own) for doubt, own in zip(doubts, counts, strict=True)]
            kept = [place for place, doubt in enumerate(smaller) if doubt.score >= LEAST_SCORE]
            return [smaller[place] for place in kept], [counts[place] for place in kept]
        if not doubts:
            return [], []
        evidence = gather_evidence(self.witnesses, reading.text, doubts, counts)
        scores = self.judge.probabilities(evidence.doubts)
        scores = believed_together(self.judge, reading.text, doubts, counts, evidence, scores)
        worth = np.flatnonzero(scores >= LEAST_SCORE).tolist()
        left = [replace(doubts[place], score=float(scores[place])) for place in worth]
        own = [counts[place] for place in worth]
        more = [nth for nth, doubt in enumerate(left) if doubt.score >= _BELIEVED]
        believed = self._all_candidates(reading, [left[nth] for nth in more])
        plain = plain_evidence(self.witnesses, reading.text, believed, [own[nth] for nth in more])
        believed, plain = shortlisted(self.judge, believed, plain)
        weighed = weigh_further(self.witnesses, reading.text, believed, plain, _FIRM, evidence.heard)
        for nth, doubt in zip(more, believed, strict=True):
            left[nth] = doubt
        ends = np.cumsum([len(doubt.candidates) for doubt in doubts])
        rows = [evidence.candidates[:0]]
        begins = iter(weighed.begins.tolist())
        for place, doubt in zip(worth, left, strict=True):
            size = len(doubt.candidates)
            if doubt.score >= _BELIEVED:
                begin = next(begins)
                rows.append(weighed.features[begin : begin + size])
            else:
                rows.append(evidence.candidates[ends[place] - size : ends[place]])
        return ranked(self.judge, left, np.concatenate(rows)), own

    def _all_candidates(self, reading: Reading, doubts: Sequence[Doubt]) -> list[Doubt]:
        """Return the doubts with all the lattice holds possible, and with proposals where the judge is in earnest."""
        return self.proposed(reading.text, reading.with_all_candidates(doubts, _FIRM), _EARNEST)

    def proposed(self, text: str, doubts: Sequence[Doubt], earnest: float = 0.0) -> list[Doubt]:
        """Return the doubts with readings beside their candidates that the lattice does not hold.

        Most are only looked for where a doubt's score is ``earnest`` at least.
        """
        proposer = Proposer(self.model, self.neighbours, self.misreadings)
        return proposer.added(text, doubts, earnest) if doubts else []

    def read(self, text: str, context: CheckContext) -> Reading | None:
        """Sum over the lattice of a text; None where it has no Han characters or no doubts."""
        stretches = _stretches(self.model, text)
        if not len(stretches.begins):
            return None
        shown = shown_words(self.model, stretches, context.known_words)
        nodes, shown = make_nodes(stretches, shown)
        sums = sum_paths(self.model, nodes, stretches.first, stretches.last)
        near = near_words(self.model, self.neighbours, self.misreadings, stretches, sums, self.settings)
        if not len(near.starts):
            return None
        nodes, entries = make_nodes(stretches, join([shown, near]))
        sums = sum_paths(self.model, nodes, stretches.first, stretches.last)
        places = np.flatnonzero((entries.wrong > 0) & (sums.posterior > _LEAST_POSTERIOR))
        return make_reading(self.model, text, choose(entries, places), sums.posterior[places])

    def doubts(self, text: str, context: CheckContext) -> list[Doubt]:
        """Return the places that are probably wrong by the lattice alone, with their likeliest candidates."""
        reading = self.read(text, context)
        return [] if reading is None else reading.doubts()


def make_lattice_detector(
    model: LanguageModel,
    channel: GlyphChannel,
    settings: Settings | None = None,
    second: LanguageModel | None = None,
    judge: Judge | None = None,
) -> LatticeDetector:
    """Build what the detector needs besides its models; ``second`` is another language model for the judge."""
    witnesses = Witnesses(model, second, channel) if second is not None else None
    settings = settings or Settings()
    misreadings = MisreadingTable(model, channel, settings.misread, settings.per_span)
    return LatticeDetector(model, build_neighbours(model), channel, misreadings, settings, witnesses, judge)


@lru_cache(maxsize=1)
def _taught(detector: LatticeDetector, memory: Memory) -> LatticeDetector:
    """Return the detector with a channel that knows people's corrections; made once for the same memory."""
    channel, settings = detector.channel.taught(memory.confusions), detector.settings
    return replace(
        detector,
        channel=channel,
        misreadings=MisreadingTable(detector.model, channel, settings.misread, settings.per_span),
        witnesses=replace(detector.witnesses, channel=channel) if detector.witnesses else None,
    )


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


def _flag(text: str, offset: int, doubt: Doubt, why: Sequence[str]) -> Flag:
    """Make the flag of a doubt about ``text``, which begins at ``offset`` of the whole text; ``why`` are its values."""
    best = dict(itertools.islice(doubt.candidates.items(), MOST_CANDIDATES))
    flag = make_flag(text, doubt.start, doubt.end, doubt.score, "lattice.unlikely", best, why)
    return replace(flag, start=offset + flag.start, end=offset + flag.end)


def _softened(text: str, doubt: Doubt) -> Doubt:
    """Return the judged doubt with a lower score where guards say that the judge cannot know the form."""
    factor = softened(text, doubt.start, doubt.end, next(iter(doubt.candidates)))
    if factor == 1.0:
        return doubt
    score = lowered(doubt.score, factor)
    share = score / doubt.score if doubt.score else 0.0
    candidates = {reading: weight * share for reading, weight in doubt.candidates.items()}
    return replace(doubt, score=score, candidates=candidates)


def _guarded(text: str, doubt: Doubt, counts: Mapping[str, int]) -> Doubt:
    """Return the doubt with its score lowered by the guards."""
    best = max(doubt.candidates, key=lambda candidate: doubt.candidates[candidate])
    return replace(doubt, score=guarded(text, doubt.start, doubt.end, doubt.score, counts, best))
