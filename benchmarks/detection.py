"""How many errors are found, and how many sound places are flagged: tables and ablations of the detectors.

    python benchmarks/detection.py BENCH [--clean N] [--ablations]

BENCH is a folder with ``ocr/newspaper-dev.jsonl``, ``ocr/faspell_ocr_train.jsonl``, the scorer ``ocr/run.py`` and
``text/news-dev.jsonl``. The judge was fitted on part of these data: its cross-validated figures are those that
``build/fit_judge.py`` prints, the figures here are a little better than it is on text it has not seen.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from annotator.detect import runner
from annotator.detect.context import CheckContext, count_ngrams
from annotator.detect.fusion import DEFAULT_THRESHOLD
from annotator.detect.sensitivity import threshold_for
from annotator.model.flag import Flag
from annotator.services.checks.checking import check_texts, load_models

Models = runner.Models | None


class Judged(NamedTuple):
    """A flag's detector and score, and whether it touches an error."""

    detector: str
    score: float
    right: bool


BATCH = 4000
FITTED_LINES = 3000
"""The glyph channel was fitted on the first lines of FASPell's training split."""
LINES_SHOWN = ("AP", "  at  2", "  at  5", "  default", "hit@1", "reliability")


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Gather texts into batches of about ``BATCH`` code points."""
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if sum(map(len, batch)) > BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def read(path: Path) -> list[dict[str, object]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def flag_line(record_id: object, flags: Sequence[Flag]) -> str:
    """Return flags as ``annotator check --all`` prints them."""
    given = [
        {
            "start": flag.start,
            "end": flag.end,
            "score": flag.score,
            "shown": flag.score >= DEFAULT_THRESHOLD,
            "candidates": [{"text": candidate.text} for candidate in flag.candidates],
        }
        for flag in flags
    ]
    return json.dumps({"id": record_id, "flags": given}, ensure_ascii=False) + "\n"


def score(bench: Path, name: str, models: Models, han: bool, first: int = 0) -> None:
    """Check the texts of a file from record ``first`` on and print what ``run.py`` says."""
    records = read(bench / "ocr" / name)[first:]
    texts = [str(record.get("ocr") or record.get("src")) for record in records]
    found = [flags for batch in batches(texts) for flags in check_texts(batch, models)]
    with tempfile.TemporaryDirectory() as folder:
        gold, saved = Path(folder, "gold.jsonl"), Path(folder, "flags.jsonl")
        gold.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        lines = [flag_line(record["id"], flags) for record, flags in zip(records, found, strict=True)]
        saved.write_text("".join(lines), "utf-8")
        command = [sys.executable, str(bench / "ocr" / "run.py"), str(gold), "--flags", str(saved)]
        done = subprocess.run(
            command + ["--han"] * han, capture_output=True, check=True, encoding="utf-8", text=True
        )
    print(f"{name}, {'Han substitutions' if han else 'all kinds'}")
    for line in done.stdout.splitlines():
        if line.startswith(LINES_SHOWN):
            print("  " + line)


def count_clean(bench: Path, models: Models, every: int) -> None:
    """Print how many places of clean articles are flagged, by detector, each article in its own context."""
    characters = 0
    kinds: Counter[str] = Counter()
    for article in read(bench / "text" / "news-dev.jsonl")[::every]:
        paragraphs = article["paragraphs"]
        assert isinstance(paragraphs, list)
        context = CheckContext(counts=count_ngrams(paragraphs))
        characters += sum(map(len, paragraphs))
        for flags in runner.check_texts(paragraphs, [context] * len(paragraphs), models):
            kinds.update(flag.reason for flag in flags if flag.score >= DEFAULT_THRESHOLD)
    total = 1000 * sum(kinds.values()) / characters
    parts = ", ".join(f"{kind} {1000 * count / characters:.2f}" for kind, count in kinds.most_common(6))
    print(f"clean news, {characters} characters: {total:.2f} flags per 1000 ({parts})")


def print_sensitivity(bench: Path, models: Models) -> None:
    """Print which score lets how many false flags through: the table of ``annotator/detect/sensitivity.py``.

    A flag is false that touches no edit, neutral ones of width and quotes included.
    """
    records = read(bench / "ocr" / "newspaper-dev.jsonl")
    texts = [str(record["ocr"]) for record in records]
    found = [flags for batch in batches(texts) for flags in check_texts(batch, models)]
    false = []
    for record, flags in zip(records, found, strict=True):
        edits = [(edit["ocr_start"], edit["ocr_end"]) for edit in record["edits"]]  # type: ignore[attr-defined]
        false += [flag.score for flag in flags if not any(touch(flag, *edit) for edit in edits)]
    false.sort(reverse=True)
    characters = sum(map(len, texts))
    parts = []
    for rate in (0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30):
        at = min(round(rate * characters / 1000), len(false) - 1)
        parts.append(f"{rate:g}: {false[at]:.3f}")
    print("score for false flags per 1000 characters: " + ", ".join(parts))


def touch(flag: Flag, start: int, end: int) -> bool:
    """Tell whether a flag is about an edit."""
    if flag.start == flag.end or start == end:
        return flag.start <= end + 1 and start <= flag.end + 1
    return flag.start < end and start < flag.end


def judged_flags(bench: Path, name: str, models: Models, first: int = 0) -> tuple[list[Judged], int]:
    """Return what every flag on the texts of a file says and whether an error is there, and the texts' length."""
    scorer = load_scorer(bench)
    records = scorer.records(str(bench / "ocr" / name), "lines" if first else "")[first:]
    texts = [text for _, text, _, _ in records]
    found = [flags for batch in batches(texts) for flags in check_texts(batch, models)]
    judged = []
    for (_, _, errors, neutral), flags in zip(records, found, strict=True):
        for flag in flags:
            right = any(scorer.touches(flag.start, flag.end, error[0], error[1]) for error in errors)
            if right or not any(scorer.touches(flag.start, flag.end, *place) for place in neutral):
                judged.append(Judged(flag.detector, flag.score, right))
    return judged, sum(map(len, texts))


def load_scorer(bench: Path) -> Any:
    """Import the scorer that comes with the data."""
    spec = importlib.util.spec_from_file_location("ocr_scorer", bench / "ocr" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reliability(bench: Path, models: Models) -> None:
    """Print for each detector what its flags say and how many are right, by tenths of the score; and all together.

    Then the sensitivities: how many false flags per 1000 characters each stated rate lets through.
    """
    news, length = judged_flags(bench, "newspaper-dev.jsonl", models)
    print("\nreliability on newspaper text: said → right (flags), by tenths of the score")
    for detector in [*sorted({flag.detector for flag in news}), ""]:
        own = [flag for flag in news if detector in ("", flag.detector)]
        cells = []
        for tenth in range(10):
            here = [flag for flag in own if min(9, int(flag.score * 10)) == tenth]
            if here:
                said = sum(flag.score for flag in here) / len(here)
                right = sum(flag.right for flag in here) / len(here)
                cells.append(f"{said:.2f}→{right:.2f} ({len(here)})")
        print(f"  {detector or 'all':12} " + "  ".join(cells))
    lines, short = judged_flags(bench, "faspell_ocr_train.jsonl", models, FITTED_LINES)
    print("sensitivity: false flags per 1000 characters, stated: on newspaper text, on video subtitles")
    for rate in (0.5, 1, 2, 3, 5, 10):
        least = threshold_for(rate)
        false = [
            1000 * sum(not flag.right and flag.score >= least for flag in flags) / characters
            for flags, characters in ((news, length), (lines, short))
        ]
        print(f"  {rate:4}: {false[0]:5.2f} {false[1]:6.2f}   (score from {least:.3f})")


def measure_speed(bench: Path, models: Models) -> None:
    """Print characters per second of processor time for texts of growing size."""
    articles = read(bench / "text" / "news-dev.jsonl")
    paragraphs = [str(text) for article in articles for text in article["paragraphs"]]  # type: ignore[attr-defined]
    for size in (1_000, 10_000, 100_000, 1_000_000):
        some, length = [], 0
        for text in paragraphs:
            some.append(text)
            length += len(text)
            if length >= size:
                break
        start = time.process_time()
        for batch in batches(some):
            check_texts(batch, models)
        seconds = time.process_time() - start
        print(f"{length} characters in {seconds:.2f} s of processor time: {length / seconds:.0f} a second")


def ablations(bench: Path, models: runner.Models) -> None:
    """Print what is left without the judge, without the lattice, and without each of the other detectors."""
    newspaper = "newspaper-dev.jsonl"
    print("\nguards instead of the judge")
    guarded = replace(models, lattice=replace(models.lattice, judge=None))
    score(bench, newspaper, guarded, han=True)
    print("\nwithout the network of marks")
    score(bench, newspaper, replace(models, marks=None), han=False)
    print("\nwithout any model")
    score(bench, newspaper, None, han=False)
    detectors: tuple[Callable[..., object], ...] = runner.DETECTORS
    for left_out in detectors:
        print(f"\nwithout {left_out.__module__.rpartition('.')[2]}")
        kept = tuple(detector for detector in detectors if detector is not left_out)
        with patch.object(runner, "DETECTORS", kept):
            score(bench, newspaper, models, han=False)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--clean", type=int, default=25, metavar="N", help="take every N-th clean article")
    parser.add_argument("--ablations", action="store_true", help="leave parts out, one after another")
    arguments = parser.parse_args()
    start = time.perf_counter()
    models = load_models()
    print(f"models loaded in {time.perf_counter() - start:.2f} s")
    score(arguments.bench, "newspaper-dev.jsonl", models, han=True)
    score(arguments.bench, "newspaper-dev.jsonl", models, han=False)
    score(arguments.bench, "faspell_ocr_train.jsonl", models, han=True, first=FITTED_LINES)
    count_clean(arguments.bench, models, arguments.clean)
    print_sensitivity(arguments.bench, models)
    reliability(arguments.bench, models)
    measure_speed(arguments.bench, models)
    if arguments.ablations:
        ablations(arguments.bench, models)


if __name__ == "__main__":
    main()
