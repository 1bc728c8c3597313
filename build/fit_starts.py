"""Fit what ``annotator.reconstruct.stories.starts`` applies; writes ``resources/models/starts.json``.

Needs nothing but the program's own packages. The texts it learns from are not part of the project::

    python build/fit_starts.py NEWS.jsonl [--part K/N] [--pages N] [--print]

NEWS has one record a line with ``title`` and ``paragraphs``; with ``--part K/N`` only every N-th record, from the K-th,
is used. Pages are made of a few texts cut to the lengths that newspapers have, one behind the other. The weights are
those of a logistic regression with a penalty on their squares, fitted by Newton's method; the bias is that of pages on
which a story starts at every second paragraph. Half of the pages are first kept back, to say how well the weights do.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

import numpy as np

from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.reconstruct.stories.starts import BIAS, evidence

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "starts.json"
LENGTHS = (160, 260, 400, 600, 900, 1500)
TEXTS = (4, 6, 8)
PENALTY = 1.0
ROUNDS = 30

Sample = tuple[dict[str, float], bool]


def main() -> None:
    """Measure, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--print", action="store_true", help="print the figures only")
    chosen = parser.parse_args()
    first, step = map(int, chosen.part.split("/"))
    records = chosen.news.read_text("utf-8").splitlines()[first - 1 :: step]
    news = [[p for p in map(_solid, json.loads(line)["paragraphs"]) if p] for line in records]
    random = Random(1)
    pages = [samples_of(page(news, random)) for _ in range(chosen.pages)]
    names = sorted({name for samples in pages for found, _ in samples for name in found})
    half = len(pages) // 2
    print(f"{len(pages)} pages, {len(names)} weights; kept back:", quality(names, pages[:half], pages[half:]))
    weights = fit(names, pages)
    if not chosen.print:
        rounded = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
        TARGET.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _solid(paragraph: str) -> str:
    return "".join(paragraph.split())


def page(news: list[list[str]], random: Random) -> list[list[str]]:
    """Return the texts of a page, each cut to a length."""
    texts = []
    for _ in range(random.choice(TEXTS)):
        longest, text = random.choice(LENGTHS), list[str]()
        for paragraph in random.choice(news):
            if text and sum(map(len, text)) + len(paragraph) > longest:
                break
            text.append(paragraph)
        texts.append(text)
    return texts


def samples_of(texts: list[list[str]]) -> list[Sample]:
    """Return the evidence at each break of a page, and whether a text starts there."""
    paragraphs = [paragraph for text in texts for paragraph in text]
    starts = set(np.cumsum([len(text) for text in texts]).tolist())
    grams = [bigrams(paragraph) for paragraph in paragraphs]
    weights = Weights(grams)
    samples = []
    for k in range(1, len(paragraphs)):
        before = frozenset().union(*grams[max(0, k - 2) : k])
        like = weights.likeness(before, frozenset().union(*grams[k : k + 2]))
        kin = weights.kinship(before, grams[k])
        samples.append((evidence(paragraphs[k - 1], paragraphs[k], like, kin), k in starts))
    return samples


def fit(names: list[str], pages: list[list[Sample]]) -> np.ndarray:
    """Return the weights under which the starts and their absence are likeliest, at even odds."""
    features, starts = table(names, pages)
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (starts - chance) - PENALTY * weights
        curve = (features * (chance * (1 - chance))[:, None]).T @ features + PENALTY * np.eye(len(names))
        weights += np.linalg.solve(curve, gradient)
    weights[names.index(BIAS)] -= np.log(starts.mean() / (1 - starts.mean()))
    return weights


def table(names: list[str], pages: list[list[Sample]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the evidence as a table ``[breaks, names]`` and whether each break is a start."""
    samples = [sample for samples in pages for sample in samples]
    features = np.array([[found.get(name, 0.0) for name in names] for found, _ in samples])
    return features, np.array([start for _, start in samples], dtype=np.float64)


def quality(names: list[str], fitted: list[list[Sample]], kept: list[list[Sample]]) -> str:
    """Return how well weights fitted on some pages tell the starts of others."""
    weights = fit(names, fitted)
    features, starts = table(names, kept)
    weights[names.index(BIAS)] += np.log(starts.mean() / (1 - starts.mean()))
    scores = features @ weights
    right = ((scores > 0) == (starts > 0)).mean()
    likely = -np.logaddexp(0.0, np.where(starts > 0, -scores, scores)).mean()
    return f"right {right:.3f} (never: {1 - starts.mean():.3f}), mean log-likelihood {likely:.3f}"


if __name__ == "__main__":
    main()
