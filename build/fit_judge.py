"""Fit what ``annotator.detect.lattice.judge`` applies, and write it to ``resources/models/judge``.

Needs scikit-learn and scipy besides the program's own packages. The development data are not part of the project:
newspaper text read by OCR engines (records with ``ocr``, ``edits``; the second file is made by
``read_rendered.py``), FASPell's training split (records with ``src``, ``tgt``; Hong et al. 2019), and clean news text
(records with ``title``, ``paragraphs``)::

    python build/fit_judge.py newspaper-dev.jsonl rendered.jsonl faspell_ocr_train.jsonl news-dev.jsonl

In every second clean article a few characters are replaced by what the engines read for them, lost or put in, so that
errors that stand alone in good text are learnt as well. Other clean articles are put together to issues
(``misread_issues``): some as they are, some with a few such errors, half of them with words that are misread wherever
they stand. First it prints cross-validated figures (five folds; all lines of an article are in one fold), then it fits
on everything.

``features``, ``limits``, ``leaves``  uint8 [trees, 15], float32 [trees, 15], float32 [trees, 16]: boosted
              trees of depth at most 4, filled up to full ones
``linear``    float32: the trees' base, then the weights of ``candidate_terms``
``plain``     float32: the weights of ``plain_terms``, which choose the candidates that are weighed further
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from judge_data import Data, gather
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from annotator.detect.lattice.candidate_evidence import CANDIDATE_FEATURES
from annotator.detect.lattice.judge import SURE, best_rows, candidate_terms, plain_terms
from annotator.detect.lattice.plain_evidence import PLAIN_FEATURES

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "judge"
DEPTH = 4
PLAIN = [CANDIDATE_FEATURES.index(name) for name in PLAIN_FEATURES]
WEIGHTS = {
    "news": 1.0,
    "rendered": 1.0,
    "lines": 0.4,
    "clean": 1.0,
    "mixed": 1.0,
    "again": 0.5,
    "issue": 0.5,
    "spoilt": 0.5,
}
RANK_WEIGHTS = {"news": 3.0, "rendered": 3.0, "lines": 0.3, "mixed": 0.3}


def fit_trees(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> HistGradientBoostingClassifier:
    """Fit the boosted trees."""
    model = HistGradientBoostingClassifier(
        max_iter=320,
        learning_rate=0.06,
        max_leaf_nodes=12,
        max_depth=DEPTH,
        min_samples_leaf=40,
        l2_regularization=3.0,
        early_stopping=False,
        random_state=0,
    )
    return model.fit(rows, labels, sample_weight=weights)


def fit_ranking(groups: list[np.ndarray], right: list[np.ndarray], weights: list[float]) -> np.ndarray:
    """Fit the weights that make the right candidate of each group the most probable one (conditional logit).

    Args:
        groups: the terms of each group's candidates.
        right: which of them is right.
        weights: of the groups.
    """
    rows = np.concatenate(groups)
    scale = rows.std(axis=0) + 1e-9
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    wanted, weight = np.concatenate(right), np.array(weights)[owner]
    scaled = rows / scale

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        value = scaled @ beta
        most = np.full(len(groups), -np.inf)
        np.maximum.at(most, owner, value)
        share = np.exp(value - most[owner])
        share /= np.bincount(owner, share)[owner]
        cost = -(weight * wanted * np.log(share + 1e-12)).sum() + 0.5 * beta @ beta
        return cost, beta - scaled.T @ (weight * (wanted - share))

    found: np.ndarray = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x / scale
    return found


def export(model: HistGradientBoostingClassifier) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Turn the trees into full ones of depth ``DEPTH``: a leaf above the last level is repeated below it."""
    trees = [tree for (tree,) in model._predictors]
    inner = 2**DEPTH - 1
    features = np.zeros((len(trees), inner), dtype=np.uint8)
    limits = np.full((len(trees), inner), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), inner + 1), dtype=np.float32)
    for number, tree in enumerate(trees):
        waiting = [(0, 0)]
        while waiting:
            place, node = waiting.pop()
            found = tree.nodes[node]
            if place >= inner:
                leaves[number, place - inner] = found["value"]
            elif found["is_leaf"]:
                waiting += [(2 * place + 1, node), (2 * place + 2, node)]
            else:
                features[number, place] = found["feature_idx"]
                limits[number, place] = found["num_threshold"]
                waiting += [(2 * place + 1, found["left"]), (2 * place + 2, found["right"])]
    return features, limits, leaves


def report(data: Data, scores: np.ndarray, raw: np.ndarray) -> None:
    """Print recall against false flags, before and after, and how far the probabilities hold."""
    labels, sources = np.array(data.labels), np.array(data.sources)
    for name, values in (("lattice alone", raw), ("judged", scores)):
        print(name)
        for source in [
            name for name in ("news", "rendered", "lines", "mixed", "spoilt", "again") if name in sources
        ]:
            here = (sources == source) & (labels >= 0)
            order = np.argsort(-values[here])
            hits = np.cumsum(labels[here][order])
            false = np.cumsum(1 - labels[here][order])
            errors, size = data.errors[source], data.characters[source]
            best = (2 * hits / (hits + false + errors)).max()
            recalls = [
                hits[np.searchsorted(false, limit * size / 1000, side="right") - 1] / errors
                for limit in (1, 2, 5)
            ]
            print(f"  {source}: F1 {best:.3f}, recall at 1, 2, 5 per 1000", *(f"{r:.3f}" for r in recalls))
        clean = np.sort(values[sources == "clean"])[::-1]
        for limit in (1, 2, 3):
            at = clean[int(limit * data.characters["clean"] / 1000)]
            found = (values >= at) & (sources == "news")
            false = 1000 * (found & (labels == 0)).sum() / data.characters["news"]
            recall = (found & (labels == 1)).sum() / data.errors["news"]
            print(
                f"  {limit} per 1000 clean: threshold {at:.3f}, news recall {recall:.3f}, false {false:.2f}"
            )
    for low in np.arange(10) / 10:
        here = (scores >= low) & (scores < low + 0.1) & (labels >= 0)
        print(f"  {low:.1f}: said {scores[here].mean():.2f}, are {labels[here].mean():.2f} ({here.sum()})")


def report_ranking(data: Data, usable: list[int], scores: list[np.ndarray]) -> None:
    """Print how often the right candidate is among the first ones, over all errors."""
    for source in [name for name in WEIGHTS if name in data.sources and name not in ("clean", "issue")]:
        ranks = [
            int((score > score[right.argmax()]).sum())
            for place, score in zip(usable, scores, strict=True)
            for right in [data.right[place]]
            if data.sources[place] == source
        ]
        shares = [sum(rank < k for rank in ranks) / data.errors[source] for k in (1, 5, 9)]
        print(f"  {source}: first, among 5, among 9:", *(f"{share:.3f}" for share in shares))


def main() -> None:
    """Cross-validate, fit on everything, write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--every", type=int, default=8, help="take every n-th clean article")
    arguments = parser.parse_args()
    data = gather(arguments.data, arguments.every)
    rows, labels = np.concatenate(data.doubts), np.array(data.labels)
    weights = np.array([WEIGHTS[source] for source in data.sources])
    usable = [place for place, right in enumerate(data.right) if labels[place] == 1 and right.any()]
    judged = np.zeros(len(labels))
    ranked: dict[int, np.ndarray] = {}
    for train, test in GroupKFold(5).split(rows, labels, data.groups):
        clear = train[labels[train] >= 0]
        judged[test] = fit_trees(rows[clear], labels[clear], weights[clear]).predict_proba(rows[test])[:, 1]
        plain, linear = fit_ranked(data, sorted(set(usable) & set(train.tolist())))
        for place in set(usable) & set(test.tolist()):
            kept = shortlist(data.candidates[place], plain, judged[place])
            ranked[place] = np.where(kept, candidate_terms(data.candidates[place]) @ linear, -np.inf)
    report(data, judged, 1 / (1 + np.exp(-rows[:, 0])))
    report_ranking(data, usable, [-np.arange(len(data.right[place]), dtype=float) for place in usable])
    report_ranking(data, usable, [ranked[place] for place in usable])
    clear = np.flatnonzero(labels >= 0)
    model = fit_trees(rows[clear], labels[clear], weights[clear])
    features, limits, leaves = export(model)
    plain, linear = fit_ranked(data, usable)
    linear = np.concatenate([np.ravel(model._baseline_prediction)[:1], linear])
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, table in (("features", features), ("limits", limits), ("leaves", leaves)):
        np.save(TARGET / f"{name}.npy", table, allow_pickle=False)
    for name, table in (("linear", linear), ("plain", plain)):
        np.save(TARGET / f"{name}.npy", table.astype(np.float32), allow_pickle=False)


def fit_ranked(data: Data, places: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Fit on the doubts at the places what chooses candidates by plain evidence, and what orders all of them."""
    places = [place for place in places if data.sources[place] in RANK_WEIGHTS]
    weights = [RANK_WEIGHTS[data.sources[place]] for place in places]
    groups, right = ([some[place] for place in places] for some in (data.candidates, data.right))
    plain = fit_ranking([plain_terms(group[:, PLAIN]) for group in groups], right, weights)
    return plain, fit_ranking([candidate_terms(group) for group in groups], right, weights)


def shortlist(candidates: np.ndarray, plain: np.ndarray, score: float) -> np.ndarray:
    """Tell which candidates of a doubt with this score are weighed further."""
    kept = np.full(len(candidates), score >= SURE)
    kept[best_rows(plain_terms(candidates[:, PLAIN]) @ plain, np.zeros(1, dtype=np.int64))] = True
    return kept


if __name__ == "__main__":
    main()
