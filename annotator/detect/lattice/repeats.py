"""Doubtful forms that an issue repeats: new words and names, or one misreading that came back.

What stands several times in an issue is mostly right. But whatever reads a page misreads the same characters the same
way again, so that equal forms are right or wrong together: each of their places says something about all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.plain_evidence import count_in_issue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.detect.lattice.doubts import Doubt
    from annotator.lexicon.ngrams import Floats

_LEAST = 1e-6
"""Nothing is surer than this."""


def believed_together(
    text: str, doubts: Sequence[Doubt], counts: Sequence[Mapping[str, int]], scores: Floats
) -> Floats:
    """Return the scores of doubts, of equal forms that are repeated none below their mean (of the logits).

    Args:
        text: the text.
        doubts: doubts in it.
        counts: for each doubt, how often n-grams occur in its issue.
        scores: the probabilities the judge gave the doubts.
    """
    again = [
        place
        for place, (doubt, own) in enumerate(zip(doubts, counts, strict=True))
        if _is_repeated(text, doubt, own)
    ]
    if not again:
        return scores
    forms = [text[doubts[place].start : doubts[place].end] for place in again]
    _, number = np.unique(forms, return_inverse=True)
    bounded = np.clip(scores[again], _LEAST, 1.0 - _LEAST)
    logits = np.log(bounded / (1.0 - bounded))
    means = np.bincount(number, weights=logits) / np.bincount(number)
    raised = scores.copy()
    raised[again] = np.maximum(scores[again], 1.0 / (1.0 + np.exp(-means[number])))
    return raised


def _is_repeated(text: str, doubt: Doubt, counts: Mapping[str, int]) -> bool:
    """Tell whether the issue has the form at a doubt elsewhere; a single character with a neighbour."""
    here = text[doubt.start : doubt.end]
    return (len(here) > 1 and here in counts) or count_in_issue(text, doubt, here, counts) > 0
