"""Fit what ``annotator.reconstruct.rows.link_evidence`` applies; writes ``resources/models/links.json``.

Needs nothing but the program's own packages. The pages it learns from are not part of the project: page records with
their raw text and, character by character, the block each is of (folders of JSON files), as ``typeset_pages.py`` makes
them from news texts::

    python build/fit_links.py FOLDER[=TIMES]... [--print]

With TIMES the pages of a folder count as so many. The weights are those of a conditional logit (McFadden 1974) whose
prior are the likelihoods that were counted, with a penalty on how far the weights move from them. A column whose true
successor begins inside another column says nothing and is left out. What is written goes half the way from the prior to
the fit: with all of it links are right oftener, but the wrong ones join articles. First it prints cross-validated
figures (all pages of an issue are in one fold), then it fits on everything.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from annotator.model.page import Page
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.rows import strips
from annotator.reconstruct.rows.link_evidence import COUNTED, Evidence, Home, evidence, evidence_of_none
from annotator.reconstruct.rows.links import counted_scores, heads_among, link_columns
from annotator.reconstruct.stories.layout import order_lines

TARGET = Path(__file__).resolve().parent.parent / "resources" / "models" / "links.json"
PENALTY = 3.0
ROUNDS = 150
RATE = 0.05
FOLDS = 4
HALF = 0.5
PURE = 0.7  # of a line's characters that must be known
MISSING = 3  # characters that may be missing between two columns
TEXTS = ("body", "section_head", "jump_marker", "byline", "caption")
LEAST = -30.0

Ends = list[tuple[int, int] | None]
"""Of each column block and place of the first or the last character, or None where they are not known."""


@dataclass(frozen=True)
class Sample:
    """The choices of one column: features ``[choices, weights]``, the last one none, and which one is right."""

    issue: str
    features: np.ndarray
    right: int


def main() -> None:
    """Cross-validate, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--print", action="store_true", help="print the figures only")
    chosen = parser.parse_args()
    names: dict[str, int] = {COUNTED: 0}
    drafts = []
    for name in chosen.folders:
        folder, _, times = name.partition("=")
        drafts += int(times or 1) * list(read_choices(Path(folder), names))
    samples = [
        Sample(issue, np.pad(table, ((0, 0), (0, len(names) - table.shape[1]))), right)
        for issue, table, right in drafts
    ]
    prior = np.zeros(len(names))
    prior[0] = 1.0
    issues = sorted({sample.issue for sample in samples})
    folds = {issue: number % FOLDS for number, issue in enumerate(issues)}
    print(
        f"{len(samples)} columns, {len(names)} weights; counted likelihoods alone: {right_of(samples, prior)}"
    )
    for fold in sorted(set(folds.values())):
        fitted = fit([sample for sample in samples if folds[sample.issue] != fold], prior)
        print(f"fold {fold}:", right_of([s for s in samples if folds[s.issue] == fold], fitted))
    weights = prior + HALF * (fit(samples, prior) - prior)
    if not chosen.print:
        found = {name: round(float(weights[place]), 2) for name, place in names.items()}
        kept = {name: value for name, value in sorted(found.items()) if value}
        TARGET.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_choices(folder: Path, names: dict[str, int]) -> Iterator[tuple[str, np.ndarray, int]]:
    """Yield issue, features and right choice of each column of the pages of a folder."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if not isinstance(record, dict) or "char_blocks" not in record:
            continue
        calls: list[tuple[list[list[Line]], list[Home], list[tuple[float, float]]]] = []

        def listen(
            fragments: list[list[Line]],
            homes: list[Home],
            widths: list[tuple[float, float]],
            calls: list[Any] = calls,
        ) -> list[list[int]]:
            calls.append((fragments, homes, widths))
            return link_columns(fragments, homes, widths)

        with patch.object(strips, "link_columns", listen):
            order_lines(Page(record["id"], record["id"], record["raw"]), 0)
        for fragments, homes, widths in calls:
            if len(fragments) > 1:
                for features, right in choices(record, fragments, homes, widths, names):
                    yield record.get("issue") or record["id"], features, right


def choices(
    record: Mapping[str, Any],
    fragments: Sequence[Sequence[Line]],
    homes: Sequence[Home],
    widths: Sequence[tuple[float, float]],
    names: dict[str, int],
) -> Iterator[tuple[np.ndarray, int]]:
    """Yield for each column what there is to choose from and which choice is right."""
    count = len(fragments)
    heads = heads_among(fragments, homes, widths)
    targets = successors(record, fragments, heads)
    counted = np.maximum(counted_scores(fragments, homes, widths), LEAST)
    tables = list(evidence(fragments, homes, widths))
    nothing = list(evidence_of_none(fragments, homes, widths))
    for i, target in enumerate(targets):
        if target is None:
            continue
        rest = [j for j in range(count) if j != i and not heads[j]]
        features = np.zeros((len(rest) + 1, 400))
        features[:-1, 0] = counted[i, rest]
        for piece in tables:
            add(features[:-1], piece, row_of(piece, i, rest, count), names)
        for piece in nothing:
            add(features[-1:], piece, (piece.table[[i]], None), names)
        yield features[:, : len(names)].astype(np.float32), rest.index(target) if target >= 0 else len(rest)


def row_of(piece: Evidence, i: int, rest: list[int], count: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the part of a table that is about one column and others."""
    table = np.broadcast_to(piece.table, (count, count))[i, rest]
    unless = None if piece.unless is None else np.broadcast_to(piece.unless, (count, count))[i, rest]
    return table, unless


def add(
    features: np.ndarray, piece: Evidence, row: tuple[np.ndarray, np.ndarray | None], names: dict[str, int]
) -> None:
    """Write down which weights count how much for each choice."""
    table, unless = row
    for number, name in enumerate(piece.names):
        if not name:
            continue
        there = (
            np.interp(table, piece.knots, np.eye(len(piece.names))[number])
            if piece.knots
            else table == number
        )
        place = names.setdefault(name, len(names))
        features[:, place] = there if unless is None else np.where(unless, 0.0, there)


def successors(
    record: Mapping[str, Any], fragments: Sequence[Sequence[Line]], heads: Sequence[bool]
) -> list[int | None]:
    """Return for each column the one that truly goes on with it, -1 for none, None where that is not known."""
    begins = ends_of(record, [lines[0] for lines in fragments], 0)
    closes = ends_of(record, [lines[-1] for lines in fragments], -1)
    articles = [block["article"] for block in record["blocks"]]
    lengths: dict[str, int] = {}
    position = 0
    for block in record["blocks"]:
        position += len("".join(block["text"].split()))
        if block["role"] in TEXTS and block["article"]:
            lengths[block["article"]] = position
    starts = sorted((end[1], j) for j, end in enumerate(begins) if end and not heads[j])
    targets: list[int | None] = []
    for i, close in enumerate(closes):
        if close is None or heads[i]:
            targets.append(None)
            continue
        block, place = close
        k = bisect_right(starts, (place, len(fragments)))
        follows = k < len(starts) and starts[k][0] - place <= MISSING + 1 and starts[k][1] != i
        other = begins[starts[k][1]] if follows else None
        if other is not None and articles[other[0]] == articles[block]:
            targets.append(starts[k][1])
        else:
            more = lengths.get(articles[block], 0) > place + MISSING + 1
            targets.append(None if more else -1)
    return targets


def ends_of(record: Mapping[str, Any], lines: Sequence[Line], end: int) -> Ends:
    """Return block and place of the first or last known character of each line, None where too few are known."""
    blocks = [block for block, count in record["char_blocks"] for _ in range(count)]
    golds = [place + n if place >= 0 else -1 for place, count in record["char_gold"] for n in range(count)]
    marks = [i for i, char in enumerate(record["raw"]) if not (char.isspace() or char in "\ufeff\u200b\x0c")]
    known = {
        mark: pair for mark, pair in zip(marks, zip(blocks, golds, strict=True), strict=True) if pair[1] >= 0
    }
    found: Ends = []
    for line in lines:
        told = [known[i] for i in range(line.start, line.end) if i in known]
        fit_for_use = told and len(told) >= PURE * len(line.flat)
        block = record["blocks"][told[end][0]] if fit_for_use else None
        found.append(told[end] if block and block["article"] and block["role"] in TEXTS else None)
    return found


def fit(samples: Sequence[Sample], prior: np.ndarray) -> np.ndarray:
    """Return the weights under which the right choices are likeliest (gradient ascent with momentum: Adam)."""
    features = np.concatenate([sample.features for sample in samples])
    starts = np.cumsum([0, *(len(sample.features) for sample in samples)])[:-1]
    owners = np.repeat(np.arange(len(samples)), [len(sample.features) for sample in samples])
    right = features[starts + np.array([sample.right for sample in samples])].sum(axis=0)
    weights = prior.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        scores = features @ weights.astype(np.float32)
        scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owners])
        shares = (scores / np.add.reduceat(scores, starts)[owners]).astype(np.float32)
        gradient = right - shares @ features - 2 * PENALTY * (weights - prior)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights += RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    return weights


def right_of(samples: Sequence[Sample], weights: np.ndarray) -> str:
    """Return how many choices the weights get right, and how likely they find the right ones."""
    hits, likely = 0, 0.0
    for sample in samples:
        scores = sample.features @ weights
        hits += int(scores.argmax() == sample.right)
        likely += scores[sample.right] - np.logaddexp.reduce(scores)
    return f"right {hits / len(samples):.3f}, mean log-likelihood {likely / len(samples):.3f}"


if __name__ == "__main__":
    main()
