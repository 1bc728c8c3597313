"""Doubtful forms that an issue repeats: new words and names, or one misreading that came back.

What stands several times in an issue is mostly right. But whatever reads a page misreads the same characters the same
way again, so that equal forms are right or wrong together: each of their places says something about all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.plain_evidence import NO_WORD, count_in_issue
from annotator.lexicon.frequencies import load_word_frequencies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.detect.lattice.doubts import Doubt
    from annotator.detect.lattice.evidence import Evidence
    from annotator.detect.lattice.judge import Judge
    from annotator.lexicon.ngrams import Floats

_LEAST = 1e-6
"""Nothing is surer than this."""

_MOST, _COMMON = 0.5, -12.5
"""A form is read alike where the lattice gives one word so much probability on the average of its places; the word's
log probability is ``_COMMON`` at least."""


def believed_together(
    judge: Judge,
    text: str,
    doubts: Sequence[Doubt],
    counts: Sequence[Mapping[str, int]],
    evidence: Evidence,
    scores: Floats,
) -> Floats:
    """Return the scores of doubts, of equal forms that are repeated none below their mean (of the logits).

    The judge takes it for a sign of soundness that an issue uses a character more than is usual. A misreading that
    comes back brings its rare character along each time and vouches for itself. Where the lattice reads one common
    word in most places of a form, those places are judged as if the character were used no more than elsewhere.

    Args:
        judge: gave the scores.
        text: the text.
        doubts: doubts in it.
        counts: for each doubt, how often n-grams occur in its issue.
        evidence: what is known of the doubts.
        scores: the probabilities the judge gave them.
    """
    again = [
        place
        for place, (doubt, own) in enumerate(zip(doubts, counts, strict=True))
        if _is_repeated(text, doubt, own)
    ]
    if not again:
        return scores
    forms: dict[str, list[int]] = {}
    for place in again:
        forms.setdefault(text[doubts[place].start : doubts[place].end], []).append(place)
    raised = scores.copy()
    alike = [place for places in forms.values() if _read_alike(doubts, places) for place in places]
    if alike:
        apart = judge.probabilities(evidence.counted_elsewhere(alike))
        raised[alike] = np.maximum(scores[alike], apart)
    for places in forms.values():
        bounded = np.clip(raised[places], _LEAST, 1.0 - _LEAST)
        mean = np.log(bounded / (1.0 - bounded)).mean()
        raised[places] = np.maximum(raised[places], 1.0 / (1.0 + np.exp(-mean)))
    return raised


def _read_alike(doubts: Sequence[Doubt], places: Sequence[int]) -> bool:
    """Tell whether the lattice reads one common word in most of a form's places."""
    shares: dict[str, float] = {}
    for place in places:
        for reading, share in doubts[place].candidates.items():
            shares[reading] = shares.get(reading, 0.0) + share / len(places)
    best = max(shares, key=lambda reading: (shares[reading], reading))
    return shares[best] >= _MOST and load_word_frequencies().values([best], NO_WORD)[0] >= _COMMON


def _is_repeated(text: str, doubt: Doubt, counts: Mapping[str, int]) -> bool:
    """Tell whether the issue has the form at a doubt elsewhere; a single character with a neighbour."""
    here = text[doubt.start : doubt.end]
    return (len(here) > 1 and here in counts) or count_in_issue(text, doubt, here, counts) > 0
