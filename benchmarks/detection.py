"""How many errors are found, and how many sound places are flagged: tables and ablations of the detectors.

    python benchmarks/detection.py BENCH [--clean N] [--ablations] [--worst FILE]

BENCH is a folder with ``ocr/newspaper-dev.jsonl``, ``ocr/faspell_ocr_train.jsonl``, the scorer ``ocr/run.py`` and
``text/news-dev.jsonl``. The judge was fitted on part of these data: its cross-validated figures are those that
``build/fit_judge.py`` prints, the figures here are a little better than it is on text it has not seen.

``--ablations`` leaves out one detector, guard or model after another. ``--worst`` writes the most confident false flags
and the errors that are not shown to a file, each with its context; keep it out of the project, it holds the texts.
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
from annotator.detect.sensitivity import DEFAULT_RATE, threshold_for, unsure_doubts
from annotator.model.flag import Flag
from annotator.services.checks import checking
from annotator.services.checks.checking import check_texts, load_models

Models = runner.Models | None


class Judged(NamedTuple):
    """A flag's detector and score, and whether it touches an error."""

    detector: str
    score: float
    right: bool


BATCH = 4000
PLOT = 50
"""Width of the reliability plot in characters."""
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


def flag_line(record_id: object, flags: Sequence[Flag], least: float) -> str:
    """Return flags as ``annotator check --all`` prints them."""
    given = [
        {
            "start": flag.start,
            "end": flag.end,
            "score": flag.score,
            "shown": flag.score >= least,
            "candidates": [{"text": candidate.text} for candidate in flag.candidates],
        }
        for flag in flags
    ]
    return json.dumps({"id": record_id, "flags": given}, ensure_ascii=False) + "\n"


def default_threshold(texts: Sequence[str], found: Sequence[Sequence[Flag]]) -> float:
    """Return the least score of the flags that are shown at the default sensitivity."""
    return checking.default_threshold(list(zip(texts, found, strict=True)))


def score(bench: Path, name: str, models: Models, han: bool, first: int = 0) -> None:
    """Check the texts of a file from record ``first`` on and print what ``run.py`` says."""
    records = read(bench / "ocr" / name)[first:]
    texts = [str(record.get("ocr") or record.get("src")) for record in records]
    found = [flags for batch in batches(texts) for flags in check_texts(batch, models)]
    with tempfile.TemporaryDirectory() as folder:
        gold, saved = Path(folder, "gold.jsonl"), Path(folder, "flags.jsonl")
        gold.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        least = default_threshold(texts, found)
        lines = [flag_line(record["id"], flags, least) for record, flags in zip(records, found, strict=True)]
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
    texts, found = clean_flags(bench, models, every)
    least = default_threshold(texts, found)
    characters = sum(map(len, texts))
    kinds = Counter(flag.reason for flags in found for flag in flags if flag.score >= least)
    total = 1000 * sum(kinds.values()) / characters
    parts = ", ".join(f"{kind} {1000 * count / characters:.2f}" for kind, count in kinds.most_common(6))
    print(f"clean news, {characters} characters: {total:.2f} flags per 1000 from {least:.2f} on ({parts})")


def clean_flags(bench: Path, models: Models, every: int) -> tuple[list[str], list[tuple[Flag, ...]]]:
    """Return the paragraphs of every so many clean articles, and their flags."""
    texts: list[str] = []
    found: list[tuple[Flag, ...]] = []
    for article in read(bench / "text" / "news-dev.jsonl")[::every]:
        paragraphs = article["paragraphs"]
        assert isinstance(paragraphs, list)
        context = CheckContext(counts=count_ngrams(paragraphs))
        texts += paragraphs
        found += runner.check_texts(paragraphs, [context] * len(paragraphs), models)
    return texts, found


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


def reliability(bench: Path, models: Models, every: int) -> None:
    """Print for each detector what its flags say and how many are right, by tenths of the score; and all together.

    Then the sensitivities: how many false flags per 1000 characters each stated rate lets through.
    """
    news, length = judged_flags(bench, "newspaper-dev.jsonl", models)
    print("\nreliability on newspaper text: said → right (flags), by tenths of the score")
    for detector in [*sorted({flag.detector for flag in news}), ""]:
        own = [flag for flag in news if detector in ("", flag.detector)]
        cells = [f"{said:.2f}→{right:.2f} ({count})" for _, said, right, count in tenths(own)]
        print(f"  {detector or 'all':12} " + "  ".join(cells))
    draw(news)
    lines, short = judged_flags(bench, "faspell_ocr_train.jsonl", models, FITTED_LINES)
    texts, clean = clean_flags(bench, models, every)
    sound = [Judged(flag.detector, flag.score, False) for flags in clean for flag in flags]
    print("sensitivity: false flags per 1000 characters, stated: newspaper text, video subtitles, clean news")
    for rate in (0.5, DEFAULT_RATE, 2, 3, 5, 10):
        cells = []
        for flags, characters in ((news, length), (lines, short), (sound, sum(map(len, texts)))):
            least = threshold_for(rate, unsure_doubts((flag.score for flag in flags), characters))
            false = 1000 * sum(not flag.right and flag.score >= least for flag in flags) / characters
            cells.append(f"{false:6.2f} (from {least:.2f})")
        print(f"  {rate:5}: " + "  ".join(cells))


def tenths(flags: Sequence[Judged]) -> Iterator[tuple[int, float, float, int]]:
    """Yield for each tenth of the score that has flags: which, what they say, how many are right, their number."""
    for tenth in range(10):
        here = [flag for flag in flags if min(9, int(flag.score * 10)) == tenth]
        if here:
            said = sum(flag.score for flag in here) / len(here)
            yield tenth, said, sum(flag.right for flag in here) / len(here), len(here)


def draw(flags: Sequence[Judged]) -> None:
    """Draw the share of right flags by tenths of the score; the bar should end where the mark stands."""
    print("  score      flags  said  right  0 " + "·" * (PLOT - 4) + " 1")
    for tenth, said, right, count in tenths(flags):
        bar = ["█" if place < round(right * PLOT) else " " for place in range(PLOT)]
        bar[min(PLOT - 1, round(said * PLOT))] = "┃"
        print(f"  {tenth / 10:.1f}–{(tenth + 1) / 10:.1f} {count:9} {said:5.2f} {right:6.2f}  {''.join(bar)}")
    off = sum(abs(said - right) * count for _, said, right, count in tenths(flags)) / max(1, len(flags))
    print(f"  mean distance {off:.3f}; ┃ is what the flags say, the bar how many are right")


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


def ablations(bench: Path, models: runner.Models, every: int) -> None:
    """Print what each detector, guard and model adds: the figures with it left out, the whole first."""
    print(
        "\nleft out                AP     recall at 2, 5   hit@1, 5      flags per 1000 clean   seconds a 100,000"
    )
    print_row("nothing", bench, models, every)
    guarded = replace(models, lattice=replace(models.lattice, judge=None))
    print_row("judge (guards instead)", bench, guarded, every)
    print_row("network of marks", bench, replace(models, marks=None), every)
    print_row("all models", bench, None, every)
    for name, target, without in (
        ("newspaper terms", "annotator.lexicon.news_terms.load_news_terms", frozenset),
        ("guards of the judge", "annotator.detect.lattice.lattice.softened", lambda *_: 1.0),
        ("proposals", "annotator.detect.lattice.lattice._EARNEST", 2.0),
        (
            "doubts about pairs",
            "annotator.detect.lattice.lattice_reading.with_pairs",
            lambda _, __, doubts, ___: doubts,
        ),
        (
            "joining",
            "annotator.detect.lattice.lattice.runs",
            lambda _, doubts: [[at] for at in range(len(doubts))],
        ),
        ("lost characters", "annotator.detect.lattice.lattice.with_lost", lambda _, __, doubts, ___: doubts),
        ("repeats", "annotator.detect.lattice.lattice.believed_together", lambda *given: given[-1]),
        ("shortlist", "annotator.detect.lattice.judge.SURE", 0.0),
        ("announcing colons", "annotator.detect.detectors.marks._announces", lambda *_: False),
    ):
        with patch(target, without):
            print_row(name, bench, models, every)
    detectors: tuple[Callable[..., object], ...] = runner.DETECTORS
    for left_out in detectors:
        kept = tuple(detector for detector in detectors if detector is not left_out)
        with patch.object(runner, "DETECTORS", kept):
            print_row(left_out.__module__.rpartition(".")[2], bench, models, every)


def print_row(name: str, bench: Path, models: Models, every: int) -> None:
    """Print a row of the table of what is left out."""
    scorer = load_scorer(bench)
    records = scorer.records(str(bench / "ocr" / "newspaper-dev.jsonl"), "")
    texts = [text for _, text, _, _ in records]
    start = time.process_time()
    found = [flags for batch in batches(texts) for flags in check_texts(batch, models)]
    seconds = (time.process_time() - start) * 100_000 / sum(map(len, texts))
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder, "flags.jsonl")
        lines = [flag_line(one[0], flags, 1.0) for one, flags in zip(records, found, strict=True)]
        saved.write_text("".join(lines), "utf-8")
        gold = str(bench / "ocr" / "newspaper-dev.jsonl")
        command = [sys.executable, str(bench / "ocr" / "run.py"), gold, "--flags", str(saved), "--json"]
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    paragraphs, clean = clean_flags(bench, models, every)
    shown = sum(flag.score >= DEFAULT_THRESHOLD for flags in clean for flag in flags)
    sound = 1000 * shown / sum(map(len, paragraphs))
    print(
        f"{name:22} {said['ap']:.4f}   {said['recall_at_2']:.3f}  {said['recall_at_5']:.3f}"
        f"   {said['hit@1']:.3f} {said['hit@5']:.3f}"
        f"   {sound:10.2f}           {seconds:8.2f}",
        flush=True,
    )


def write_worst(bench: Path, models: Models, every: int, target: Path) -> None:
    """Write the fifty most confident false flags and fifty errors that are not shown, with a count by kind."""
    scorer = load_scorer(bench)
    records = scorer.records(str(bench / "ocr" / "newspaper-dev.jsonl"), "")
    texts = [text for _, text, _, _ in records]
    found = [flags for batch in batches(texts) for flags in check_texts(batch, models)]
    least = default_threshold(texts, found)
    false, missed = [], []
    kinds: Counter[str] = Counter()
    for (_, text, errors, neutral), flags in zip(records, found, strict=True):
        places = [(error[0], error[1]) for error in errors] + list(neutral)
        false += [(flag, text) for flag in flags if not any(touch(flag, *place) for place in places)]
        for start, end, right, kind in errors:
            best = max((flag.score for flag in flags if touch(flag, start, end)), default=0.0)
            if best < least:
                kinds[kind] += 1
                missed.append((kind, best, in_context(text, start, end, right)))
    paragraphs, clean = clean_flags(bench, models, every)
    false += [(flag, text) for text, flags in zip(paragraphs, clean, strict=True) for flag in flags]
    false.sort(key=lambda one: -one[0].score)
    lines = ["false flags"]
    for flag, text in false[:50]:
        right = flag.candidates[0].text if flag.candidates else ""
        lines.append(f"{flag.score:.2f}  {flag.reason:24} {in_context(text, flag.start, flag.end, right)}")
    lines.append(f"not shown at {least:.2f}: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    step = max(1, len(missed) // 50)
    lines += [f"{best:.2f}  {kind:24} {context}" for kind, best, context in sorted(missed)[::step][:50]]
    target.write_text("\n".join(lines) + "\n", "utf-8")


def in_context(text: str, start: int, end: int, right: str) -> str:
    """Return a place with what should stand there, between its neighbours."""
    return f"{text[max(0, start - 12) : start]}【{text[start:end]}→{right}】{text[end : end + 12]}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--clean", type=int, default=25, metavar="N", help="take every N-th clean article")
    parser.add_argument("--ablations", action="store_true", help="leave parts out, one after another")
    parser.add_argument("--worst", type=Path, metavar="FILE", help="write the worst false flags and misses")
    arguments = parser.parse_args()
    start = time.perf_counter()
    models = load_models()
    print(f"models loaded in {time.perf_counter() - start:.2f} s")
    score(arguments.bench, "newspaper-dev.jsonl", models, han=True)
    score(arguments.bench, "newspaper-dev.jsonl", models, han=False)
    score(arguments.bench, "faspell_ocr_train.jsonl", models, han=True, first=FITTED_LINES)
    count_clean(arguments.bench, models, arguments.clean)
    reliability(arguments.bench, models, arguments.clean)
    measure_speed(arguments.bench, models)
    if arguments.ablations:
        ablations(arguments.bench, models, arguments.clean)
    if arguments.worst:
        write_worst(arguments.bench, models, arguments.clean, arguments.worst)


if __name__ == "__main__":
    main()
