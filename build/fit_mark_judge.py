"""Fit how ``annotator.detect.detectors.marks`` weighs network and rules; writes ``resources/models/marks/judge.npy``.

The data are newspaper text read by OCR engines (records with ``ocr``, ``edits``, ``gold``) and clean news text (records
with ``paragraphs``), which are no part of the project::

    python build/fit_mark_judge.py newspaper-dev.jsonl news-dev.jsonl

Clean articles the network has learnt from would make it look better than it is. It has not learnt from those that
share text with the newspaper data, nor from every fiftieth of the others.
First it prints cross-validated figures (five folds, all lines of an article in one), then it fits on everything.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from annotator.detect.context import CheckContext
from annotator.detect.detectors import punctuation
from annotator.detect.detectors.mark_network import MARKS, open_mark_network
from annotator.detect.detectors.marks import FEATURES, KINDS, Place, doubtful_places, mark_shares

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "marks"
FOLDS = 5
NEUTRAL = "width_or_quote_variant"
SHARED = 15
CLEAN_WEIGHT = 0.2
"""The judge is made for pages that have errors; sound ones have a smaller say."""
Rows = list[tuple[str, str, str, list[float], int]]


def touches(place: Place, start: int, end: int) -> bool:
    """Tell whether a place and an edit are about the same characters."""
    if place.start == place.end or start == end:
        return place.start <= end + 1 and start <= place.end + 1
    return place.start < end and start < place.end


def pieces(text: str) -> set[str]:
    """Return all pieces of twelve characters."""
    return {text[at : at + 12] for at in range(len(text) - 11)}


def records(news: Path, clean: Path) -> Iterator[tuple[str, str, str, list[tuple[int, int, bool]]]]:
    """Yield source, group, text and edits (start, end, whether a mark was printed there)."""
    known: set[str] = set()
    for line in news.open(encoding="utf-8"):
        record = json.loads(line)
        known |= pieces(record["gold"])
        edits = [
            (e["ocr_start"], e["ocr_end"], e["type"] != NEUTRAL and bool(set(e["gold"]) & set(MARKS)))
            for e in record["edits"]
        ]
        yield "news", record["id"].split("-")[1], record["ocr"], edits
    apart = 0
    for line in clean.open(encoding="utf-8"):
        record = json.loads(line)
        shared = len(pieces("\n".join(record["paragraphs"])) & known) > SHARED
        if shared or apart % 50 == 0:
            for text in record["paragraphs"]:
                yield "clean", record["id"], text, []
        apart += not shared


def gather(news: Path, clean: Path) -> tuple[Rows, dict[str, int]]:
    """Return a row for each doubtful place (source, group, kind, features, label), and characters by source."""
    network = open_mark_network(TARGET)
    rows: Rows = []
    characters: dict[str, int] = {}
    context = CheckContext()
    for source, group, text, edits in records(news, clean):
        characters[source] = characters.get(source, 0) + len(text)
        for place in doubtful_places(
            text, punctuation.detect(text, context), mark_shares(network, [text])[0]
        ):
            near = [mark for start, end, mark in edits if touches(place, start, end)]
            if place.start < place.end:
                near = [True] * len(near)
            # A gap beside another error is neither.
            if not near or any(near):
                rows.append((source, group, place.kind, list(place.features), int(any(near))))
    return rows, characters


def fit(features: np.ndarray, labels: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Fit a logistic regression (Newton's method with shortened steps, a little ridge towards equal witnesses)."""
    prior, ridge = np.array([1.0, 1.0, 0.0, 0.0]), np.array([1.0, 1.0, 5.0, 1.0])
    weights = prior.copy()

    def cost(some: np.ndarray) -> float:
        odds = features @ some
        return float(
            (shares * (np.logaddexp(0, odds) - labels * odds)).sum() + (ridge * (some - prior) ** 2).sum() / 2
        )

    for _ in range(50):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (shares * (chance - labels)) + ridge * (weights - prior)
        curve = (features * (shares * chance * (1 - chance))[:, np.newaxis]).T @ features + np.eye(
            len(weights)
        )
        step = np.linalg.solve(curve, slope)
        while cost(weights - step) > cost(weights) + 1e-9:
            step = step / 2
        weights = weights - step
    return weights


def fit_all(rows: Rows) -> np.ndarray:
    """Fit the weights of every kind."""
    result = np.zeros((len(KINDS), len(FEATURES)))
    for number, kind in enumerate(KINDS):
        own = [row for row in rows if row[2] == kind]
        shares = np.array([CLEAN_WEIGHT if row[0] == "clean" else 1.0 for row in own])
        result[number] = fit(np.array([row[3] for row in own]), np.array([row[4] for row in own]), shares)
    return result


def main() -> None:
    """Cross-validate, fit on everything, write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("clean", type=Path)
    arguments = parser.parse_args()
    rows, characters = gather(arguments.news, arguments.clean)
    groups = sorted({group for _, group, *_ in rows})
    fold = {group: number % FOLDS for number, group in enumerate(groups)}
    scores = np.zeros(len(rows))
    for number in range(FOLDS):
        weights = fit_all([row for row in rows if fold[row[1]] != number])
        for place, (_, group, kind, features, _) in enumerate(rows):
            if fold[group] == number:
                scores[place] = 1 / (1 + np.exp(-weights[KINDS.index(kind)] @ np.array(features)))
    labels = np.array([row[4] for row in rows])
    for kind in KINDS:
        for low, high in ((0.02, 0.05), (0.05, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.1)):
            found = [p for p, row in enumerate(rows) if row[2] == kind and low <= scores[p] < high]
            here = [place for place in found if rows[place][0] == "news"]
            clean = 1000 * (len(found) - len(here)) / characters["clean"]
            if here:
                print(
                    f"{kind:5} said {scores[here].mean():.2f}, are {labels[here].mean():.2f} "
                    f"({len(here)}; {clean:.2f} per 1000 of clean text)"
                )
    np.save(TARGET / "judge.npy", fit_all(rows))
    print(np.round(fit_all(rows), 2))


if __name__ == "__main__":
    main()
