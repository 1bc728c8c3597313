"""Judges doubts by their evidence: boosted trees give probabilities, linear models choose and order candidates.

All are plain numbers in ``resources/models/judge``, fitted by ``build/fit_judge.py``, which documents them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from annotator.detect.lattice.candidate_evidence import CANDIDATE_FEATURES
from annotator.detect.lattice.plain_evidence import PLAIN_FEATURES, Differences, Plain
from annotator.resources import resource_path

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from annotator.detect.lattice.doubts import Doubt
    from annotator.lexicon.ngrams import Floats, Ints


_BENT = [CANDIDATE_FEATURES.index(name) for name in ("posterior", "second", "word", "company", "frequency")]
_POSTERIOR, _WORD = PLAIN_FEATURES.index("posterior"), PLAIN_FEATURES.index("word")

SHORTLIST, SURE = 12, 0.3
"""So many candidates of a doubt at most are weighed with all that costs time; all of those from a score on."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """The fitted models, opened by :func:`load_judge`.

    Attributes:
        features: for each tree (row) and inner node, the number of the feature that is compared.
        limits: what it is compared with: greater values go right. Node ``n`` has the children ``2n+1`` and ``2n+2``.
        leaves: what each tree adds to the log odds, by leaf.
        base: log odds that all trees are added to.
        weights: weight of each feature of a candidate, see :func:`candidate_terms`.
        plain_weights: weight of each plain feature, see :func:`plain_terms`.
    """

    features: NDArray[np.uint8]
    limits: NDArray[np.float32]
    leaves: NDArray[np.float32]
    base: float
    weights: NDArray[np.float32]
    plain_weights: NDArray[np.float32]

    def probabilities(self, doubts: Floats) -> Floats:
        """Return the probability that each doubt, a row of features, is an error."""
        trees, inner = self.features.shape
        node = np.zeros((len(doubts), trees), dtype=np.int64)
        tree, row = np.arange(trees), np.arange(len(doubts))[:, np.newaxis]
        while trees and node[:1, :1].size and node[0, 0] < inner:
            right = doubts[row, self.features[tree, node]] > self.limits[tree, node]
            node = 2 * node + 1 + right
        odds: Floats = self.base + self.leaves[tree, node - inner].sum(axis=1, dtype=np.float64)
        return np.asarray(1 / (1 + np.exp(-odds)))

    def candidate_scores(self, candidates: Floats) -> Floats:
        """Return the log weight of each candidate, a row of features, among those of its doubt."""
        scores: Floats = candidate_terms(candidates) @ self.weights.astype(np.float64)
        return scores


def candidate_terms(candidates: Floats) -> Floats:
    """Return the terms that are weighed: the features, and bends in some of them."""
    posterior, second, word, company, frequency = candidates[:, _BENT].T
    capped = np.maximum(second, -5.0)
    bends = [np.abs(capped) * capped / 10, word <= -19.9, np.where(posterior < -8, posterior, 0.0)]
    bends += [np.maximum(frequency, -12.0), np.maximum(frequency, -9.0), np.sqrt(company)]
    return np.column_stack([candidates, *bends])


def plain_terms(candidates: Floats) -> Floats:
    """Return the terms that are weighed where only plain evidence is known: that, and bends in some of it."""
    posterior, word = candidates[:, _POSTERIOR], candidates[:, _WORD]
    return np.column_stack([candidates, word <= -19.9, np.where(posterior < -8, posterior, 0.0)])


def shortlisted(judge: Judge, doubts: Sequence[Doubt], plain: Plain) -> tuple[list[Doubt], Plain]:
    """Return the doubts with those of their candidates alone that could be the right ones, and their evidence.

    Args:
        judge: weighs the plain evidence.
        doubts: the doubts.
        plain: the plain evidence of all their candidates.
    """
    scores = plain_terms(plain.features) @ judge.plain_weights.astype(np.float64)
    wanted = np.array([doubt.score >= SURE for doubt in doubts], dtype=np.bool_)[plain.owners]
    wanted[best_rows(scores, plain.begins)] = True
    kept = np.flatnonzero(wanted)
    result = []
    for doubt, begin in zip(doubts, plain.begins.tolist(), strict=True):
        own = wanted[begin : begin + len(doubt.candidates)].tolist()
        result.append(replace(doubt, candidates=dict(itertools.compress(doubt.candidates.items(), own))))
    owners = plain.owners[kept]
    begins = np.searchsorted(owners, np.arange(len(doubts)))
    places = np.cumsum(wanted) - 1
    differing = np.flatnonzero(wanted[plain.differences.rows])
    rows, read, true = plain.differences.rows, plain.differences.read, plain.differences.true
    differences = Differences(places[rows[differing]], read[differing], true[differing])
    return result, Plain(plain.features[kept], owners, begins, differences)


def best_rows(scores: Floats, begins: Ints) -> Ints:
    """Return the rows of the ``SHORTLIST`` highest scores of each group, ascending; groups begin at ``begins``."""
    owners = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(scores)))
    order = np.lexsort((-scores, owners))
    rank = np.arange(len(order)) - begins[owners]
    return np.sort(order[rank < SHORTLIST])


def ranked(judge: Judge, doubts: Sequence[Doubt], candidates: Floats) -> list[Doubt]:
    """Return the doubts with their candidates in the order of their weights.

    The candidates' scores are probabilities: they share the doubt's score.

    Args:
        judge: weighs the candidates.
        doubts: doubts with the probabilities the judge gave them.
        candidates: the features of their candidates, one row a candidate.
    """
    weights = judge.candidate_scores(candidates) if doubts else np.zeros(0)
    result = []
    begin = 0
    for doubt in doubts:
        own = weights[begin : begin + len(doubt.candidates)]
        begin += len(own)
        shares = np.exp(own - own.max())
        shares *= doubt.score / shares.sum()
        best_first = sorted(
            zip(doubt.candidates, shares.tolist(), strict=True), key=lambda item: (-item[1], item[0])
        )
        result.append(replace(doubt, candidates=dict(best_first)))
    return result


def load_judge() -> Judge:
    """Open the models that come with the program."""
    return open_judge(resource_path("models", "judge"))


def open_judge(folder: Path) -> Judge:
    """Open the tables in a folder.

    Raises:
        FileNotFoundError: a table is missing.
    """
    features, limits, leaves, linear, plain = (
        np.load(folder / f"{name}.npy") for name in ("features", "limits", "leaves", "linear", "plain")
    )
    return Judge(features, limits, leaves, float(linear[0]), linear[1:], plain)
