"""What is known of the candidates of doubts, as numbers: ``judge`` orders them by these.

All candidates of a part of a text are weighed together, in arrays with one row a candidate, in the doubts' order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.candidate_context import CONTEXT_FEATURES, context_features
from annotator.detect.lattice.plain_evidence import PLAIN_FEATURES, Differences, Plain, plain_evidence
from annotator.detect.lattice.second_opinion import around, window_scores

if TYPE_CHECKING:
    from annotator.detect.lattice.doubts import Doubt, Witnesses
    from annotator.lexicon.ngrams import Floats, Ints, LanguageModel

CANDIDATE_FEATURES = (PLAIN_FEATURES[0], "second", *PLAIN_FEATURES[1:], *CONTEXT_FEATURES)


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Candidates of doubts.

    Attributes:
        features: one row a candidate, in the doubts' order.
        begins: where each doubt's candidates begin.
        differences: where they differ from the text.
        observed: for each doubt, what the second model says of its window as it stands.
        lengths: for each doubt, the window's length.
        heard: what the second model says of each window.
    """

    features: Floats
    begins: Ints
    differences: Differences
    observed: Floats
    lengths: list[int]
    heard: Mapping[str, float]


def weigh_candidates(
    witnesses: Witnesses,
    text: str,
    doubts: Sequence[Doubt],
    counts: Sequence[Mapping[str, int]],
    firm: float = 0.0,
) -> Weighed:
    """Compute the features of doubts' candidates.

    Args:
        witnesses: the models.
        text: the checked text.
        doubts: doubts in it, each with a candidate at least.
        counts: for each doubt, how often n-grams occur in its issue.
        firm: the words around are only asked about where a doubt has this score at least; elsewhere all candidates of
            a doubt have the same numbers there.
    """
    return weigh_further(witnesses, text, doubts, plain_evidence(witnesses, text, doubts, counts), firm)


def weigh_further(
    witnesses: Witnesses,
    text: str,
    doubts: Sequence[Doubt],
    plain: Plain,
    firm: float = 0.0,
    heard: Mapping[str, float] | None = None,
) -> Weighed:
    """Add to the plain evidence of doubts' candidates what the second model and the words around say of them.

    Arguments as for :func:`weigh_candidates`; ``heard`` is what the second model has said of windows before.
    """
    windows: list[str] = []
    for doubt in doubts:
        before, after = around(text, doubt.start, doubt.end)
        here = text[doubt.start : doubt.end]
        windows += [f"{before}{reading}{after}" for reading in (here, *doubt.candidates)]
    observed = plain.begins + np.arange(len(doubts))
    known = dict(heard or {})
    new = [window for window in dict.fromkeys(windows) if window not in known]
    known.update(zip(new, window_scores(witnesses.second, new).tolist(), strict=True))
    second = np.array([known[window] for window in windows])
    readings = [reading for doubt in doubts for reading in doubt.candidates]
    features = np.column_stack(
        (
            plain.features[:, :1],
            np.delete(second, observed) - second[observed][plain.owners],
            plain.features[:, 1:],
            _context(witnesses.model, text, doubts, readings, plain.owners, firm),
        )
    )
    lengths = [len(windows[at]) for at in observed.tolist()]
    return Weighed(features, plain.begins, plain.differences, second[observed], lengths, known)


def _context(
    model: LanguageModel,
    text: str,
    doubts: Sequence[Doubt],
    readings: Sequence[str],
    owners: Ints,
    firm: float,
) -> Floats:
    """Return ``CONTEXT_FEATURES`` of the candidates of firm doubts, zeros for the others."""
    result = np.zeros((len(readings), len(CONTEXT_FEATURES)))
    rows = np.flatnonzero(np.array([doubt.score >= firm for doubt in doubts], dtype=np.bool_)[owners])
    if len(rows):
        some = [readings[row] for row in rows.tolist()]
        result[rows] = context_features(model, text, doubts, some, owners[rows])
    return result
