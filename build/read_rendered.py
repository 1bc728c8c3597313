"""Set clean newspaper text in type, let real engines read it, and write down what they made of it.

    python build/read_rendered.py news-dev.jsonl OUT.jsonl [--models MODEL.onnx …] [--not newspaper-dev.jsonl]

The pages are those of ``observe_confusions.py``; the engines are tesseract (Debian's packages tesseract-ocr and
tesseract-ocr-chi-sim) and the recognisers of lines given as models, in turn. The source has records with ``title`` and
``paragraphs``; articles that share text with the records (``gold``) of ``--not`` are left out, as is every 25th, so
that they can measure. Readings with more than a tenth of wrong characters are no text to proofread and left out too.

Each line of OUT is a record for ``judge_data.py``: ``ocr``, ``gold`` and ``edits``. No text of the source gets into the
project.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from judge_data import ERRORS_BETWEEN, SHARED, pieces
from observe_confusions import Recogniser, worn_lines
from PIL import Image
from rapidfuzz.distance import Levenshtein

MEASURING = 25
SHORTEST, LONGEST = 25, 260
MOST_WRONG = 0.1
_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "…": ".", "·": ".", "•": "."})

Engine = Callable[[list[Image.Image]], list[str]]


def tesseract(lines: list[Image.Image]) -> list[str]:
    """Read lines, as one block of print."""
    page = Image.new("L", (max(line.width for line in lines), sum(line.height for line in lines)), 255)
    top = 0
    for line in lines:
        page.paste(line, (0, top))
        top += line.height
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.save(file.name, dpi=(200, 200))
        command = ["tesseract", file.name, "-", "-l", "chi_sim", "--psm", "6"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def recogniser(path: Path) -> Engine:
    """Return an engine that reads line by line."""
    model = Recogniser(path)
    return lambda lines: [text for text, _ in model.read(lines)]


def articles(source: Path, other: Path | None) -> Iterator[tuple[int, list[str]]]:
    """Give number and paragraphs of the articles that may be used."""
    known: set[str] = set()
    if other is not None:
        for line in other.open(encoding="utf-8"):
            known |= pieces(json.loads(line)["gold"])
    for number, line in enumerate(source.open(encoding="utf-8")):
        record = json.loads(line)
        shared = known & pieces("".join([record["title"], *record["paragraphs"]]))
        if number % MEASURING and len(shared) <= SHARED:
            yield number, record["paragraphs"]


def joined(lines: list[str]) -> str:
    """Join read lines, without blanks beside anything but ASCII."""
    return "".join(re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", line.strip()) for line in lines)


def edits(read: str, gold: str) -> list[dict[str, object]]:
    """Return the differences; those of width or quotes alone are named so."""
    spans: list[list[int]] = []
    for step in Levenshtein.opcodes(read, gold):
        if step.tag == "equal":
            continue
        if spans and (spans[-1][1], spans[-1][3]) == (step.src_start, step.dest_start):
            spans[-1][1], spans[-1][3] = step.src_end, step.dest_end
        else:
            spans.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    return [
        {
            "ocr_start": start,
            "ocr_end": end,
            "gold": gold[first:last],
            "type": ERRORS_BETWEEN if plain(read[start:end]) == plain(gold[first:last]) else "error",
        }
        for start, end, first, last in spans
    ]


def plain(text: str) -> str:
    """Return the text without differences of width, quotes and blanks."""
    return unicodedata.normalize("NFKC", text).translate(_SAME).replace(" ", "")


def main() -> None:
    """Read for as long as told."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--models", type=Path, nargs="*", default=[])
    parser.add_argument("--not", type=Path, dest="other")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    arguments = parser.parse_args()
    engines: list[tuple[str, Engine, float]] = [("tesseract", tesseract, 0.15)]
    engines += [(path.stem, recogniser(path), 0.7) for path in arguments.models]
    random, end = Random(1), time.monotonic() + 60 * arguments.minutes
    usable = list(articles(arguments.source, arguments.other))
    random.shuffle(usable)
    with arguments.target.open("w", encoding="utf-8") as target:
        for turn, (number, paragraphs) in enumerate(usable):
            name, engine, worst = engines[turn % len(engines)]
            wear = worst * random.random()
            for gold in paragraphs:
                if not SHORTEST <= len(gold) <= LONGEST:
                    continue
                pictures = [picture for _, picture in worn_lines(gold, random, arguments.fonts, wear)]
                read = joined(engine(pictures))
                if Levenshtein.distance(read, gold) <= MOST_WRONG * len(gold):
                    record = {"id": f"{name}-{number}", "source": "rendered", "ocr": read, "gold": gold}
                    target.write(
                        json.dumps({**record, "edits": edits(read, gold)}, ensure_ascii=False) + "\n"
                    )
            if time.monotonic() > end:
                return


if __name__ == "__main__":
    main()
