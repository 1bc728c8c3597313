"""Doubtful forms that an issue repeats: new words and names, or one misreading that came back.

What stands several times in an issue is mostly right, and the judge has learnt it. But whatever reads a page misreads
the same characters the same way again. Such a form is judged a second time as if it stood once: where the place itself
speaks strongly enough, that the form is repeated does not settle the matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.evidence import gather_evidence
from annotator.detect.lattice.plain_evidence import count_in_issue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.detect.lattice.doubts import Doubt, Witnesses
    from annotator.detect.lattice.judge import Judge
    from annotator.lexicon.ngrams import Floats

MISREAD_AGAIN = 0.04
"""Factor of the odds of a repeated form that is judged as if it stood once."""

_LEAST = 1e-6
_SURE = 0.8
_PLAIN = 0.2
"""Forms with scores from the one on need no second look; by the lattice alone, those below the other deserve none."""


def as_if_once(
    witnesses: Witnesses,
    judge: Judge,
    text: str,
    doubts: Sequence[Doubt],
    counts: Sequence[Mapping[str, int]],
    scores: Floats,
) -> Floats:
    """Return the judge's scores, higher where a repeated form would be doubted much if it stood once.

    Args:
        witnesses: the models that are asked.
        judge: what makes probabilities of their evidence.
        text: the text.
        doubts: the doubts, ordered by position.
        counts: for each doubt, how often n-grams occur in its issue.
        scores: the probabilities the judge gave the doubts.
    """
    again = [
        place
        for place, (doubt, own) in enumerate(zip(doubts, counts, strict=True))
        if doubt.score >= _PLAIN and scores[place] < _SURE and _is_repeated(text, doubt, own)
    ]
    if not again:
        return scores
    chosen = [doubts[place] for place in again]
    alone = judge.probabilities(gather_evidence(witnesses, text, chosen, [{}] * len(chosen)).doubts)
    alone = _believed_together(alone, [text[doubt.start : doubt.end] for doubt in chosen])
    raised = scores.copy()
    raised[again] = np.maximum(scores[again], alone * MISREAD_AGAIN / (alone * MISREAD_AGAIN + 1.0 - alone))
    return raised


def _believed_together(scores: Floats, forms: Sequence[str]) -> Floats:
    """Return the scores of forms, of equal ones none below their mean (of the logits): they were misread alike."""
    _, number = np.unique(forms, return_inverse=True)
    bounded = np.clip(scores, _LEAST, 1.0 - _LEAST)
    logits = np.log(bounded / (1.0 - bounded))
    means = np.bincount(number, weights=logits) / np.bincount(number)
    believed: Floats = np.maximum(scores, 1.0 / (1.0 + np.exp(-means[number])))
    return believed


def _is_repeated(text: str, doubt: Doubt, counts: Mapping[str, int]) -> bool:
    """Tell whether the issue has the form at a doubt elsewhere; a single character with a neighbour."""
    here = text[doubt.start : doubt.end]
    return (len(here) > 1 and here in counts) or count_in_issue(text, doubt, here, counts) > 0
