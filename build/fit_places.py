"""Fit what ``annotator.reconstruct.paragraphs.line_evidence`` applies; writes ``resources/models/places.json``.

Needs nothing but the program's own packages. The pages it learns from are not part of the project: page records with
their raw text and, character by character, the block each is of (folders of JSON files), as ``typeset_pages.py`` makes
them from news texts::

    python build/fit_places.py FOLDER[=TIMES]... [--half] [--print]

With TIMES the pages of a folder count as so many. With ``--half`` the weights go only half the way from those in use
to the fitted ones: what was learnt from other pages is not thrown over by pages of new kinds.

The weights are those of a linear-chain conditional random field on top of the rules' scores (Lafferty, McCallum and
Pereira 2001): they are moved until the expected features given the known places equal those the model expects by
itself, with a penalty on their squares. Lines whose place is not known for sure may be anything. First it prints
cross-validated figures (all pages of an issue are in one fold), then it fits on everything.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from annotator.model.page import Page
from annotator.reconstruct.paragraphs.line_evidence import (
    LINE_FEATURES,
    LINE_KINDS,
    MOVES,
    PAIR_FEATURES,
    LineWeights,
    line_features,
    load_line_weights,
    pair_features,
)
from annotator.reconstruct.paragraphs.paragraphs import settle
from annotator.reconstruct.paragraphs.places import Place, Scores, best_course, score_places
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.regimes import estimate
from annotator.reconstruct.reading.roles import read_roles
from annotator.reconstruct.stories.layout import order_lines

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "places.json"
PENALTY = 1.0
ROUNDS = 120
RATE = 0.1
FOLDS = 6
PURE = 0.8  # of a line's characters that must be of one block
HEADLINES = ("title", "kicker", "subtitle", "section_head", "caption_title")
TEXTS = ("body", "caption")


@dataclass(frozen=True)
class Sample:
    """A page: its rules' scores, its features, and which places each line may have."""

    issue: str
    scores: Scores
    lines: np.ndarray
    pairs: np.ndarray
    allowed: np.ndarray  # bool [lines, places]


def main() -> None:
    """Cross-validate, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--half", action="store_true", help="go half the way from the weights in use")
    parser.add_argument("--print", action="store_true", help="print the figures only")
    chosen = parser.parse_args()
    samples = []
    for name in chosen.folders:
        folder, _, times = name.partition("=")
        samples += int(times or 1) * list(read_samples(Path(folder)))
    issues = sorted({sample.issue for sample in samples})
    report("rules alone", samples, [np.zeros(count_weights())] * len(samples))
    folds = {issue: number % FOLDS for number, issue in enumerate(issues)}
    fitted = {
        fold: fit([sample for sample in samples if folds[sample.issue] != fold])
        for fold in sorted(set(folds.values()))
    }
    report("cross-validated", samples, [fitted[folds[sample.issue]] for sample in samples])
    weights = fit(samples)
    if chosen.half:
        weights = (weights + packed(load_line_weights())) / 2
    report("on all", samples, [weights] * len(samples))
    if not chosen.print:
        TARGET.write_text(as_json(unpack(weights)), "utf-8")


def read_samples(folder: Path) -> Iterator[Sample]:
    """Yield the pages of a folder."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if isinstance(record, dict) and "char_blocks" in record:
            yield read_sample(record)


def read_sample(record: Mapping[str, Any]) -> Sample:
    """Return the page of a record with the places its lines may have."""
    page = Page(record["id"], record["id"], record["raw"])
    lines = order_lines(page, 0)
    readings = read_roles(lines)
    regime = settle(lines, estimate(lines))
    scores = score_places(lines, readings, regime)
    return Sample(
        record.get("issue") or record["id"],
        scores,
        line_features(lines, readings, regime),
        pair_features(scores, lines, readings, regime),
        known_places(record, lines, scores),
    )


def known_places(record: Mapping[str, Any], lines: Sequence[Line], scores: Scores) -> np.ndarray:
    """Return which places each line may have; those the rules rule out stay so."""
    possible = scores.lines > -25
    blocks = [block for block, count in record["char_blocks"] for _ in range(count)]
    golds = [place for place, count in record["char_gold"] for place in spread(place, count)]
    marks = [i for i, char in enumerate(record["raw"]) if not (char.isspace() or char in "\ufeff\u200b\x0c")]
    known = dict(zip(marks, zip(blocks, golds, strict=True), strict=True))
    begins, position = [], 0
    for block in record["blocks"]:
        size = len("".join(block["text"].split()))
        begins.append((position, position + size))
        position += size
    for i, line in enumerate(lines):
        place = known_place([known[j] for j in range(line.start, line.end) if j in known], record, begins)
        if place is not None and possible[i, place]:
            possible[i] = [other is place for other in Place]
    return possible


def spread(place: int, count: int) -> Iterator[int]:
    """Yield the places of a stretch of characters; -1 for characters that have none."""
    for offset in range(count):
        yield -1 if place < 0 else place + offset


def known_place(
    chars: Sequence[tuple[int, int]], record: Mapping[str, Any], begins: Sequence[tuple[int, int]]
) -> Place | None:
    """Return the place of a line with these characters' blocks and places in the page's text, or None."""
    if not chars:
        return None
    (block, count), *_ = Counter(block for block, _ in chars).most_common(1)
    if block < 0 or count < PURE * len(chars):
        return None
    role = record["blocks"][block]["role"]
    if role in HEADLINES:
        return Place.HEADLINE
    places = [gold for owner, gold in chars if owner == block and gold >= 0]
    if role not in TEXTS or not places:
        return None
    first, last = min(places) <= begins[block][0] + 1, max(places) >= begins[block][1] - 2
    if first:
        return Place.SINGLE if last else Place.FIRST
    return Place.LAST if last else Place.MIDDLE


def count_weights() -> int:
    """Return the number of weights."""
    return len(LINE_KINDS) * len(LINE_FEATURES) + len(MOVES) * len(PAIR_FEATURES)


def unpack(weights: np.ndarray) -> LineWeights:
    """Return the weights in their two tables."""
    split = len(LINE_KINDS) * len(LINE_FEATURES)
    return LineWeights(weights[:split].reshape(len(LINE_KINDS), -1), weights[split:].reshape(len(MOVES), -1))


def packed(weights: LineWeights) -> np.ndarray:
    """Return the two tables as ``unpack`` takes them."""
    return np.concatenate([weights.lines.ravel(), weights.pairs.ravel()])


LINE_MAP = np.zeros((len(LINE_KINDS), len(Place)))  # which kinds of line evidence speak for which place
LINE_MAP[0, [Place.FIRST, Place.SINGLE]] = 1
LINE_MAP[1, [Place.LAST, Place.SINGLE]] = 1
LINE_MAP[2, Place.HEADLINE] = 1
MOVE_MAP = np.zeros((len(MOVES), len(Place), len(Place)))
for number, kinds in enumerate(MOVES):
    for before, after in kinds:
        MOVE_MAP[number, before, after] = 1


@dataclass(frozen=True)
class Batch:
    """Pages side by side, filled up to the length of the longest: ``[pages, lines, ...]``."""

    own: np.ndarray
    moves: np.ndarray
    lines: np.ndarray
    pairs: np.ndarray
    allowed: np.ndarray
    real: np.ndarray  # bool [pages, lines]

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> Batch:
        """Return the batch of some pages."""
        longest = max(len(sample.lines) for sample in samples)

        def filled(rows: Sequence[np.ndarray], length: int) -> np.ndarray:
            whole = np.zeros((len(rows), length, *rows[0].shape[1:]), dtype=rows[0].dtype)
            for page, row in zip(whole, rows, strict=True):
                page[: len(row)] = row
            return whole

        return cls(
            filled([own_scores(sample.scores) for sample in samples], longest),
            filled([sample.scores.moves for sample in samples], longest - 1),
            filled([sample.lines for sample in samples], longest),
            filled([sample.pairs for sample in samples], longest - 1),
            filled([sample.allowed for sample in samples], longest),
            filled([np.ones(len(sample.lines), dtype=bool) for sample in samples], longest),
        )

    def weighed(self, weights: LineWeights) -> tuple[np.ndarray, np.ndarray]:
        """Return the scores of lines and moves under weights."""
        own = self.own + self.lines @ weights.lines.T @ LINE_MAP
        return own, self.moves + np.einsum("pik,kab->piab", self.pairs @ weights.pairs.T, MOVE_MAP)

    def expected(self, own: np.ndarray, moves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the probabilities of places and moves (forward and backward)."""
        ahead, behind = own.copy(), np.zeros_like(own)
        for i in range(1, own.shape[1]):
            reached = own[:, i] + log_sum(ahead[:, i - 1, :, np.newaxis] + moves[:, i - 1], 1)
            ahead[:, i] = np.where(self.real[:, i, np.newaxis], reached, ahead[:, i - 1])
        for i in range(own.shape[1] - 2, -1, -1):
            back = log_sum(moves[:, i] + (own + behind)[:, i + 1, np.newaxis], 2)
            behind[:, i] = np.where(self.real[:, i + 1, np.newaxis], back, 0.0)
        whole = log_sum(ahead[:, -1], 1)[:, np.newaxis, np.newaxis]
        steps = ahead[:, :-1, :, np.newaxis] + moves + (own + behind)[:, 1:, np.newaxis, :]
        places = np.exp(ahead + behind - whole) * self.real[..., np.newaxis]
        return places, np.exp(steps - whole[..., np.newaxis]) * self.real[:, 1:, np.newaxis, np.newaxis]

    def slope(self, weights: LineWeights) -> np.ndarray:
        """Return the slope of the loss: what the model expects by itself less what the known places let it expect."""
        own, moves = self.weighed(weights)
        free, free_moves = self.expected(own, moves)
        bound, bound_moves = self.expected(np.where(self.allowed, own, -1e4), moves)
        lines = np.einsum("kb,pib,pif->kf", LINE_MAP, free - bound, self.lines, optimize=True)
        pairs = np.einsum("kab,piab,pif->kf", MOVE_MAP, free_moves - bound_moves, self.pairs, optimize=True)
        return np.concatenate([lines.ravel(), pairs.ravel()])


def own_scores(scores: Scores) -> np.ndarray:
    """Return the scores of lines with those of the last line's place added."""
    own = scores.lines.copy()
    own[-1] += scores.ends
    return own


def log_sum(values: np.ndarray, axis: int) -> np.ndarray:
    """Return the logarithm of the sum of exponentials."""
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis))


def fit(samples: Sequence[Sample]) -> np.ndarray:
    """Return the weights that fit the samples best (Adam; Kingma and Ba 2015)."""
    batch = Batch.of(samples)
    weights = np.zeros(count_weights())
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, ROUNDS + 1):
        slope = PENALTY * weights + batch.slope(unpack(weights))
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        step = RATE * (1 - turn / (ROUNDS + 1))
        weights -= step * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
    return weights


def report(name: str, samples: Sequence[Sample], weights: Sequence[np.ndarray]) -> None:
    """Print how many lines with a known place get it, and how well headlines are told."""
    right = known = hits = found = heads = 0
    for sample, fitted in zip(samples, weights, strict=True):
        own, moves = Batch.of([sample]).weighed(unpack(fitted))
        course = best_course(Scores(own[0], moves[0], np.zeros(len(Place))))
        sure = sample.allowed.sum(axis=1) == 1
        for place, allowed, certain in zip(course, sample.allowed, sure, strict=True):
            if not certain or allowed[Place.FIXED]:
                continue
            known += 1
            right += bool(allowed[place])
            heads += bool(allowed[Place.HEADLINE])
            found += place is Place.HEADLINE
            hits += place is Place.HEADLINE and bool(allowed[place])
    headlines = f"precision {hits / found:.3f}, recall {hits / heads:.3f} of {heads}"
    print(f"{name:16} places {right / known:.4f} of {known}; headlines {headlines}")


def as_json(weights: LineWeights) -> str:
    """Return the weights as readable JSON; names stand for columns, so that a new feature weighs nothing."""
    data = {
        "lines": {
            kind: named(LINE_FEATURES, row) for kind, row in zip(LINE_KINDS, weights.lines, strict=True)
        },
        "moves": [named(PAIR_FEATURES, row) for row in weights.pairs],
    }
    return json.dumps(data, indent=1) + "\n"


def named(names: Sequence[str], row: np.ndarray) -> dict[str, float]:
    """Return weights by name."""
    return {name: round(float(value), 3) for name, value in zip(names, row, strict=True)}


if __name__ == "__main__":
    main()
