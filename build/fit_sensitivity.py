"""Fit the numbers of ``annotator/detect/sensitivity.py`` and print them with how well they hold.

Needs scikit-learn and scipy besides the program's own packages, and the data ``build/fit_judge.py`` is fitted on::

    python build/fit_sensitivity.py newspaper-dev.jsonl faspell_ocr_train.jsonl news-dev.jsonl

Flags count as false if they touch no difference from the gold text. Text the judge was fitted on is flagged by judges
of five folds that have not seen its article, with all other detectors as they are. Texts of one kind are put together
to documents of several lengths; the number of a document's false flags from a score on is taken to be a Poisson
variable whose logarithm of the mean is

    log(characters / 1000) + curve(score) + (a + b·log odds of the score)·log(unsure doubts / usual ones)

Newspaper text read by recognisers weighs five times as much as every other kind of text, and high scores weigh more
than the number of their flags.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fit_judge import WEIGHTS, export, fit_trees
from judge_data import Record, batches, gather, read
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from annotator.detect import runner
from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.lattice.judge import Judge
from annotator.detect.sensitivity import _SCORES, USUAL, threshold_for, unsure_doubts
from annotator.model.flag import Flag

SIZES = (1000, 3000, 20_000)
FOLDS = 5
EVERY_JUDGED, EVERY = 8, 14
"""Of the clean articles, every so many are what the judge was fitted on, and every so many are looked at here: none of
those that went into issues."""
RAISED = 1.1
"""By so much the fitted rates are raised, which keeps sound text as near to what is stated as misread text."""
RATES = (0.5, 1, 2, 3, 5, 10)


class Found(NamedTuple):
    """What was found in a text: its kind and length, the scores of all its flags, and of the false ones."""

    kind: str
    length: int
    scores: tuple[float, ...]
    false: tuple[float, ...]


def records(paths: list[Path]) -> Iterator[Record]:
    """Yield the texts with errors, the same without, and clean articles, some with a few errors."""
    seen: dict[str, list[str]] = {}
    known: set[str] = set()
    for path in paths:
        yield from read(path, EVERY, seen, known)
        for line in path.open(encoding="utf-8"):
            record = json.loads(line)
            if "edits" in record:
                gold = record["gold"]
                yield Record("sound", record["id"].split("-")[1], gold, (), count_ngrams([gold]))


def judges(paths: list[Path], models: runner.Models) -> dict[str, runner.Models]:
    """Return for each article the models with a judge that has not seen it."""
    data = gather(paths, EVERY_JUDGED)
    rows, labels = np.concatenate(data.doubts), np.array(data.labels)
    weights = np.array([WEIGHTS[source] for source in data.sources])
    judge = models.lattice.judge
    assert judge is not None, "the lattice detector has no judge"
    result = {}
    for train, test in GroupKFold(FOLDS).split(rows, labels, data.groups):
        clear = train[labels[train] >= 0]
        trees = fit_trees(rows[clear], labels[clear], weights[clear])
        base = float(np.ravel(trees._baseline_prediction)[0])
        unseen = Judge(*export(trees), base, judge.weights, judge.plain_weights)
        others = replace(models, lattice=replace(models.lattice, judge=unseen))
        result.update({data.groups[place]: others for place in test})
    return result


def flagged(paths: list[Path]) -> Iterator[Found]:
    """Check all texts."""
    models = runner.load_models()
    unseen = judges(paths, models)
    by_judge: dict[int, list[Record]] = defaultdict(list)
    judge_of: dict[int, runner.Models] = {}
    for record in records(paths):
        source = "news" if record.source == "sound" else record.source
        judge = unseen.get(source + record.group, models)
        judge_of[id(judge)] = judge
        by_judge[id(judge)].append(record)
    for key, some in by_judge.items():
        for batch in batches(iter(some)):
            contexts = [CheckContext(counts=record.counts) for record in batch]
            flags = runner.check_texts([record.text for record in batch], contexts, judge_of[key])
            for record, own in zip(batch, flags, strict=True):
                false = [
                    flag.score for flag in own if not any(touch(flag, *error[:2]) for error in record.errors)
                ]
                scores = tuple(flag.score for flag in own)
                yield Found(record.source, len(record.text), scores, tuple(false))


def touch(flag: Flag, start: int, end: int) -> bool:
    """Tell whether a flag is about a difference from the gold text."""
    if flag.start == flag.end or start == end:
        return bool(flag.start <= end + 1 and start <= flag.end + 1)
    return bool(flag.start < end and start < flag.end)


def documents(found: list[Found], size: int) -> Iterator[Found]:
    """Put texts of one kind together."""
    waiting: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        some = waiting[one.kind]
        some.append(one)
        if sum(each.length for each in some) >= size:
            scores = tuple(score for each in some for score in each.scores)
            false = tuple(score for each in some for score in each.false)
            yield Found(one.kind, sum(each.length for each in some), scores, false)
            some.clear()


def fit(found: list[Found]) -> np.ndarray:
    """Return the logarithms of the curve's rates, then a and b."""
    some = [one for size in SIZES for one in documents(found, size)]
    kinds = [one.kind for one in some]
    weight = np.array([1 / sum(each.length for each in some if each.kind == kind) for kind in kinds])
    weight *= np.where(np.array(kinds) == "news", 5.0, 1.0)
    size = np.log([one.length / 1000 for one in some])[:, np.newaxis]
    more = np.log([unsure_doubts(one.scores, one.length) / USUAL for one in some])
    false = np.array([[sum(score >= least for score in one.false) for least in _SCORES] for one in some])
    odds = np.log([least / (1 - least) for least in _SCORES])
    weights = weight[:, np.newaxis] / np.sqrt(weight @ false)
    count = len(_SCORES)

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        a, b = numbers[count:]
        mean = size + numbers[:count] + (a + b * odds) * more[:, np.newaxis]
        over = weights * (np.exp(mean) - false)
        slopes = [more @ over.sum(axis=1), more @ (over @ odds)]
        return float((weights * (np.exp(mean) - false * mean)).sum()), np.append(over.sum(axis=0), slopes)

    begin = np.append(np.log(false.sum(axis=0) / np.exp(size).sum()), [0.0, 0.0])
    return np.asarray(minimize(loss, begin, jac=True, method="BFGS").x)


def report(found: list[Found]) -> None:
    """Print how many false flags the module as it is lets through, by kind of text, length and rate."""
    for size in (500, 3000, 30_000):
        print(f"documents of {size} characters; false flags per 1000 at", *RATES)
        for kind in dict.fromkeys(one.kind for one in found):
            some = [one for one in documents(found, size) if one.kind == kind]
            length = sum(one.length for one in some)
            unsure = [unsure_doubts(one.scores, one.length) for one in some]
            shares = []
            for rate in RATES:
                least = [threshold_for(rate, value) for value in unsure]
                false = sum(
                    sum(score >= limit for score in one.false) for one, limit in zip(some, least, strict=True)
                )
                shares.append(1000 * false / max(1, length))
            print(f"  {kind:6}", *(f"{share:6.2f}" for share in shares))


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="+")
    found = list(flagged(parser.parse_args().data))
    news = [one for one in found if one.kind == "news"]
    scores = [score for one in news for score in one.scores]
    print(f"USUAL = {unsure_doubts(scores, sum(one.length for one in news)):.1f}")
    numbers = fit(found)
    print("_RATES =", *(f"{RAISED * math.exp(value):.3f}," for value in numbers[: len(_SCORES)]))
    print("_BY_UNSURE, _BY_ODDS =", *(f"{value:.3f}," for value in numbers[len(_SCORES) :]))
    report(found)


if __name__ == "__main__":
    main()
