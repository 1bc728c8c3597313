"""Fit what ``annotator.detect.lattice.judge`` applies, and write it to ``resources/models/judge``.

Needs scikit-learn and scipy besides the program's own packages. The development data are not part of the project:
newspaper text read by OCR engines (records with ``ocr``, ``edits``; the second file is made by
``read_rendered.py``), FASPell's training split (records with ``src``, ``tgt``; Hong et al. 2019), and clean news text
(records with ``title``, ``paragraphs``)::

    python build/fit_judge.py newspaper-dev.jsonl rendered.jsonl faspell_ocr_train.jsonl news-dev.jsonl

In every second clean article a few characters are replaced by what the engines read for them, lost or put in, so that
errors that stand alone in good text are learnt as well. First it prints cross-validated figures (five folds; all
lines of an article are in one fold), then it fits on everything.

``features``, ``limits``, ``leaves``  uint8 [trees, 15], float32 [trees, 15], float32 [trees, 16]: boosted
              trees of depth at most 4, filled up to full ones
``linear``    float32: the trees' base, then the weights of ``candidate_terms``
``plain``     float32: the weights of ``plain_terms``, which choose the candidates that are weighed further
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.lattice.candidate_evidence import CANDIDATE_FEATURES, weigh_candidates
from annotator.detect.lattice.doubts import Doubt
from annotator.detect.lattice.evidence import gather_evidence
from annotator.detect.lattice.judge import best_rows, candidate_terms, plain_terms
from annotator.detect.lattice.plain_evidence import PLAIN_FEATURES
from annotator.detect.runner import load_models
from annotator.lexicon.compositions import load_compositions

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "judge"
DEPTH = 4
BATCH = 4000
PLAIN = [CANDIDATE_FEATURES.index(name) for name in PLAIN_FEATURES]
WEIGHTS = {"news": 1.0, "rendered": 1.0, "lines": 0.3, "clean": 1.0, "mixed": 1.0}
RANK_WEIGHTS = {"news": 3.0, "rendered": 3.0, "lines": 0.5, "clean": 0.0, "mixed": 1.0}
MIXED_RATE = 1 / 350
LOST_RATE, EXTRA_RATE, DOUBLED_RATE, CUT_RATE = 1 / 1200, 1 / 4000, 1 / 2400, 1 / 2400
MERGED_SHARE = 1 / 5
"""So many of the pairs that look like one character become it."""
OFTEN_EXTRA = "和人一"
"""What engines read where nothing is, at the edges of lines."""
SHARED = 15
"""An article that shares more pieces of twelve characters with the newspaper text is left out."""
ERRORS_BETWEEN = "width_or_quote_variant"


@dataclass(frozen=True)
class Record:
    """A text with its errors as (start, end, right text); differences that are no errors have None."""

    source: str
    group: str
    text: str
    errors: tuple[tuple[int, int, str | None], ...]
    counts: Mapping[str, int]


@dataclass
class Data:
    """Doubts of all records: features, labels (1 error, 0 none, -1 unclear), and per candidate whether it is right."""

    doubts: list[np.ndarray] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    candidates: list[np.ndarray] = field(default_factory=list)
    right: list[np.ndarray] = field(default_factory=list)
    characters: dict[str, int] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)


def read(
    path: Path, every: int, seen: dict[str, list[str]], known: set[str] | None = None
) -> Iterator[Record]:
    """Read a file of records of any of the three forms; of clean articles only some.

    ``seen`` collects what was read for each character, to put into every second clean article; ``known`` collects
    pieces of newspaper text, so that no clean article repeats one.
    """
    known = set() if known is None else known
    random = Random(0)
    for number, line in enumerate(path.open(encoding="utf-8")):
        record = json.loads(line)
        if "edits" in record:
            errors = tuple(
                (e["ocr_start"], e["ocr_end"], None if e["type"] == ERRORS_BETWEEN else e["gold"])
                for e in record["edits"]
            )
            text = record["ocr"]
            known.update(pieces(record["gold"]))
            for start, end, right in filter(is_han, errors):
                for wrong, true in zip(text[start:end], right or "", strict=True):
                    seen.setdefault(true, []).append(wrong)
            source, group = record.get("source", "news"), record["id"].split("-")[1]
            yield Record(source, group, text, errors, count_ngrams([text]))
        elif "src" in record:
            pairs = enumerate(zip(record["src"], record["tgt"], strict=True))
            errors = tuple((at, at + 1, right) for at, (wrong, right) in pairs if wrong != right)
            for start, _, right in filter(is_han, errors):
                seen.setdefault(right or "", []).append(record["src"][start])
            yield Record("lines", record["id"], record["src"], errors, {})
        elif number % every == 0:
            texts = [record["title"], *record["paragraphs"]]
            if len(known & pieces("".join(texts))) > SHARED:
                continue
            if number // every % 2:
                spoilt = [spoil(text, seen, random) for text in texts]
                counts = count_ngrams(text for text, _ in spoilt)
                for text, errors in spoilt:
                    yield Record("mixed", record["id"], text, errors, counts)
            else:
                counts = count_ngrams(texts)
                for text in texts:
                    yield Record("clean", record["id"], text, (), counts)


def pieces(text: str) -> set[str]:
    """Return all pieces of twelve characters."""
    return {text[at : at + 12] for at in range(len(text) - 11)}


def spoil(
    text: str, seen: dict[str, list[str]], random: Random
) -> tuple[str, tuple[tuple[int, int, str | None], ...]]:
    """Replace characters by what an engine read for them, lose, double, cut or join some.

    Returns the text and the errors.
    """
    errors: list[tuple[int, int, str | None]] = []
    characters: list[str] = []
    composed = load_compositions()
    rates = np.cumsum([LOST_RATE, EXTRA_RATE, DOUBLED_RATE, CUT_RATE])
    for place, true in enumerate(text):
        at, chance = len(characters), random.random()
        whole = composed.wholes.get(text[place - 1 : place + 1]) if place else None
        if true in seen and chance < MIXED_RATE * 2:
            errors.append((at, at + 1, true))
            characters.append(random.choice(seen[true]))
        elif true in seen and chance > 1 - rates[0]:
            errors.append((at, at, true))
        elif true in seen and chance > 1 - rates[1]:
            errors.append((at + 1, at + 2, ""))
            characters += [true, random.choice(OFTEN_EXTRA)]
        elif true in seen and chance > 1 - rates[2]:
            errors.append((at + 1, at + 2, ""))
            characters += [true, true]
        elif true in composed.parts and chance > 1 - rates[3]:
            errors.append((at, at + 2, true))
            characters += random.choice(composed.parts[true])
        elif whole and characters[-1] == text[place - 1] and random.random() < MERGED_SHARE:
            errors.append((at - 1, at, text[place - 1 : place + 1]))
            characters[-1] = random.choice(whole)
        else:
            characters.append(true)
    return "".join(characters), tuple(errors)


def batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Gather records into batches of about ``BATCH`` code points."""
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if sum(len(one.text) for one in batch) > BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def gather(paths: list[Path], every: int) -> Data:
    """Run the lattice over all records and compute the evidence of its doubts."""
    detector = load_models().lattice
    data = Data()
    seen: dict[str, list[str]] = {}
    known: set[str] = set()
    for path in paths:
        for batch in batches(read(path, every, seen, known)):
            text = "\n".join(record.text for record in batch)
            starts = np.cumsum([0, *(len(record.text) + 1 for record in batch)])
            reading = detector.read(text, CheckContext())
            assert reading is not None, "a batch without Han characters"
            assert detector.witnesses is not None, "the detector was made without a second opinion"
            doubts = reading.doubts()
            owner = [int(np.searchsorted(starts, doubt.start, side="right")) - 1 for doubt in doubts]
            counts = [batch[number].counts for number in owner]
            gold = [judge_by_gold(batch[o], d, int(starts[o])) for d, o in zip(doubts, owner, strict=True)]
            data.doubts.append(gather_evidence(detector.witnesses, text, doubts, counts).doubts)
            data.labels += [label for label, _ in gold]
            data.groups += [batch[number].source + batch[number].group for number in owner]
            data.sources += [batch[number].source for number in owner]
            # Candidates are learnt from where something is wrong.
            wrong = [place for place, (label, _) in enumerate(gold) if label == 1]
            real = detector.proposed(text, reading.with_all_candidates([doubts[place] for place in wrong]))
            rows = weigh_candidates(
                detector.witnesses, text, real, [counts[place] for place in wrong]
            ).features
            named = {place: list(doubt.candidates) for place, doubt in zip(wrong, real, strict=True)}
            begin = 0
            for place in range(len(doubts)):
                names = named.get(place, [])
                data.candidates.append(rows[begin : begin + len(names)])
                data.right.append(np.array([name == gold[place][1] for name in names], dtype=np.bool_))
                begin += len(names)
            for record in batch:
                characters, errors = data.characters, data.errors
                characters[record.source] = characters.get(record.source, 0) + len(record.text)
                errors[record.source] = errors.get(record.source, 0) + sum(map(is_han, record.errors))
    return data


def is_han(error: tuple[int, int, str | None]) -> bool:
    """Tell whether an error is characters misread as as many others."""
    start, end, right = error
    return right is not None and end > start and len(right) == end - start and right.isalpha()


def judge_by_gold(record: Record, doubt: Doubt, offset: int) -> tuple[int, str | None]:
    """Return the label of a doubt and the right text for its range, if what is wrong lies inside it."""
    start, end = doubt.start - offset, doubt.end - offset
    inside = [
        error
        for error in record.errors
        if (error[0] < end and start < error[1]) or (is_lost(error) and start <= error[0] <= end)
    ]
    real = [error for error in inside if error[2] is not None]
    if not real:
        beside = any(error[0] <= end and start <= error[1] for error in record.errors)
        return (-1 if beside else 0), None
    right, at = "", start
    for first, last, wanted in sorted(real):
        if wanted is None or first < at or last > end:
            return 1, None
        right += record.text[at:first] + wanted
        at = last
    return 1, right + record.text[at:end]


def is_lost(error: tuple[int, int, str | None]) -> bool:
    """Tell whether an error is a lost character (not a mark)."""
    start, end, right = error
    return start == end and right is not None and right.isalpha()


def fit_trees(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> HistGradientBoostingClassifier:
    """Fit the boosted trees."""
    model = HistGradientBoostingClassifier(
        max_iter=220,
        learning_rate=0.06,
        max_leaf_nodes=8,
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
        for source in [name for name in ("news", "rendered", "lines", "mixed") if name in sources]:
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
    for source in [name for name in WEIGHTS if name in data.sources and name != "clean"]:
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
        chosen = set(usable) & set(train.tolist())
        plain, linear = fit_ranked(data, sorted(chosen))
        for place in set(usable) & set(test.tolist()):
            ranked[place] = np.full(len(data.right[place]), -np.inf)
            kept = shortlist(data.candidates[place], plain)
            ranked[place][kept] = candidate_terms(data.candidates[place][kept]) @ linear
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
    """Fit on the doubts at the places what chooses candidates by plain evidence, and what orders the chosen ones."""
    weights = [RANK_WEIGHTS[data.sources[place]] for place in places]
    groups, right = ([some[place] for place in places] for some in (data.candidates, data.right))
    plain = fit_ranking([plain_terms(group[:, PLAIN]) for group in groups], right, weights)
    kept = [shortlist(group, plain) for group in groups]
    there = [nth for nth, own in enumerate(kept) if right[nth][own].any()]
    terms = [candidate_terms(groups[nth][kept[nth]]) for nth in there]
    return plain, fit_ranking(
        terms, [right[nth][kept[nth]] for nth in there], [weights[nth] for nth in there]
    )


def shortlist(candidates: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """Return the rows of the candidates of a doubt that are weighed further."""
    return best_rows(plain_terms(candidates[:, PLAIN]) @ plain, np.zeros(1, dtype=np.int64))


if __name__ == "__main__":
    main()
