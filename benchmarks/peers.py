"""How do the detectors compare with pycorrector's n-gram corrector, and with an older version of the program?

    python benchmarks/peers.py BENCH [--arpa lm_sc.arpa] [--previous TREE] [--first N]

BENCH is a folder with ``ocr/newspaper-dev.jsonl``, ``ocr/faspell_ocr_train.jsonl`` and the scorer ``ocr/run.py``. Every
system reads the same texts and is scored by the same program.

* pycorrector is measured with the language model that ours was made of, in its ARPA form (``data/lm_sc.arpa`` of the
  Debian source package libime). It needs the packages pycorrector, kenlm, jieba, pypinyin, pyahocorasick and
  loguru; their folder may be named in ``PYTHONPATH``. Its package initialiser, which asks for torch, is passed over.
* TREE is a checkout of an older version; its command line is run.

What is not there is left out with a word. pycorrector is slow: ``--first`` takes only so many texts of each file.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import shlex
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("pycorrector", "kenlm", "jieba", "pypinyin", "ahocorasick", "loguru")
FITTED_LINES = 3000
"""The glyph channel was fitted on the first lines of FASPell's training split."""
SHOWN = ("AP", "  at  2", "  at  5", "  default", "hit@1")


def data_sets(bench: Path, first: int | None, folder: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """Write the texts that are read; yield a title, the file, and options of the scorer."""
    news = _records(bench / "ocr" / "newspaper-dev.jsonl")[:first]
    lines = _records(bench / "ocr" / "faspell_ocr_train.jsonl")[FITTED_LINES:][:first]
    sound = [{"id": record["id"], "src": record["gold"], "tgt": record["gold"]} for record in news]
    read = _written(folder / "newspaper.jsonl", news)
    yield "newspaper text read by OCR engines, Han substitutions", read, ["--han"]
    yield "newspaper text read by OCR engines, all kinds of error", read, []
    yield "video subtitles (FASPell), lines not fitted on", _written(folder / "lines.jsonl", lines), ["--han"]
    yield "the same newspaper text without errors", _written(folder / "sound.jsonl", sound), []


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _written(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def systems(arpa: Path | None, previous: Path | None) -> Iterator[tuple[str, str, Path]]:
    """Yield a name, the command, and the folder its package is imported from; say what is missing."""
    yield "this version", shlex.join([sys.executable, "-m", "annotator", "check"]), ROOT
    if previous is not None:
        yield "previous version", shlex.join([sys.executable, "-m", "annotator", "check"]), previous
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing or arpa is None:
        why = f"not installed: {', '.join(missing)}" if missing else "no --arpa given"
        print(f"pycorrector is left out, {why}")
        return
    own = [sys.executable, str(Path(__file__).resolve()), "--as-pycorrector", str(arpa)]
    yield "pycorrector, n-grams", shlex.join(own), ROOT


def compare(bench: Path, arpa: Path | None, previous: Path | None, first: int | None) -> None:
    """Print the scores of every system on every data set."""
    with tempfile.TemporaryDirectory() as folder:
        sets = list(data_sets(bench, first, Path(folder)))
        for name, command, package in systems(arpa, previous):
            environment = {
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")]),
            }
            print(f"\n{name}")
            for title, file, options in sets:
                scorer = [
                    sys.executable,
                    str(bench / "ocr" / "run.py"),
                    str(file),
                    "--cmd",
                    command,
                    *options,
                ]
                done = subprocess.run(
                    scorer,
                    check=False,
                    env=environment,
                    cwd=folder,
                    capture_output=True,
                    encoding="utf-8",
                    text=True,
                )
                print(f"  {title}")
                if done.returncode:
                    print(f"    failed: {done.stderr.strip()[-300:]}")
                    continue
                said = done.stdout.splitlines()
                wanted = [said[0], *(line for line in said if line.startswith(SHOWN))]
                if title.endswith("without errors"):
                    wanted = [said[0], *(line for line in said if "default" in line)]
                print("\n".join(f"    {line.strip()}" for line in wanted), flush=True)


def run_pycorrector(arpa: Path, file: Path) -> None:
    """Do with pycorrector what ``annotator check --jsonl FILE --all`` does."""
    found = importlib.util.find_spec("pycorrector")
    assert found is not None
    assert found.submodule_search_locations is not None
    package = types.ModuleType("pycorrector")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["pycorrector"] = package
    with tempfile.TemporaryDirectory() as folder:
        model = _with_sentence_marks(arpa, Path(folder, "marked.arpa"))
        corrector = importlib.import_module("pycorrector.corrector").Corrector(language_model_path=str(model))
        for record in _records(file):
            flags = _flags_of(corrector, record["text"])
            sys.stdout.write(json.dumps({"id": record["id"], "flags": flags}) + "\n")


def _with_sentence_marks(arpa: Path, target: Path) -> Path:
    """Write the model with the marks of sentences that kenlm asks for, as improbable as unknown words."""
    with arpa.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as copy:
        for line in source:
            if line.startswith("ngram 1="):
                copy.write(f"ngram 1={int(line.partition('=')[2]) + 2}\n")
                continue
            copy.write(line)
            if "<unk>" in line:
                unknown = line.split("\t")[0]
                copy.write(f"-99\t<s>\t0\n{unknown}\t</s>\t0\n")
    return target


def _flags_of(corrector: Any, text: str) -> list[dict[str, Any]]:
    """Return what pycorrector detects; what it would also correct scores higher."""
    flags = {
        (start, end): {"start": start, "end": end, "text": text[start:end], "score": 0.5, "candidates": []}
        for _, start, end, _ in corrector.detect(text)
    }
    for wrong, right, start in corrector.correct(text)["errors"]:
        place = (start, start + len(wrong))
        flag = {"start": place[0], "end": place[1], "text": wrong, "score": 1.0}
        flags[place] = {**flag, "candidates": [{"text": right}]}
    return [{**flag, "shown": True} for flag in flags.values()]


def main() -> None:
    """Compare, or be pycorrector."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, nargs="?")
    parser.add_argument("--arpa", type=Path)
    parser.add_argument("--previous", type=Path, metavar="TREE")
    parser.add_argument("--first", type=int, metavar="N")
    parser.add_argument("--as-pycorrector", type=Path, metavar="ARPA", help=argparse.SUPPRESS)
    parser.add_argument("--jsonl", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--all", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.as_pycorrector is not None:
        run_pycorrector(arguments.as_pycorrector, arguments.jsonl)
    elif arguments.bench is None:
        parser.error("name the folder with the data")
    else:
        compare(arguments.bench, arguments.arpa, arguments.previous, arguments.first)


if __name__ == "__main__":
    main()
