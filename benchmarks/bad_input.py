"""What damaged, hostile and senseless input does: every reader, the opener of projects, options, expressions, schemes.

    python benchmarks/bad_input.py                 20,000 cases
    python benchmarks/bad_input.py --cases 500 --seed 7

Sound files of every kind are made here and then harmed: bytes turned, cut out, doubled, swapped with parts of other
files, and what breaks readers put in (NUL, entities, enormous numbers, deep nesting, lone surrogates, marks that turn
the direction of writing). Each case runs in a process beside this one. A case may be taken in or refused with a
``UserError`` that has one sentence; everything else is a fault: another exception, no end within 10 s, a process that
died, more than 1 GB. Faults are printed with the seed that makes them again.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from annotator.cli.messages import sentence
from annotator.errors import UserError

PATIENCE = 10.0  # seconds a case may take
MOST_MEGABYTES = 1024

POISON = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"&lol;",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"]]>",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"NaN",
    b"[" * 3000,
    b'{"a":' * 2000,
    b"<a>" * 3000,
    b"\\ud800",
    "\u202e\u2066\u200b\u0301".encode(),
    "\U0001f5de𠮷".encode(),
    b"..\\..\\",
    b"../../../etc/passwd",
    b"=HYPERLINK(1)",
    b"<script>",
    b"\r",
    b'"',
    b"%s%n",
)
WORDS = (
    "--out",
    "--json",
    "-",
    "--format",
    "text",
    "--pages",
    "9-1",
    "--encoding",
    "utf-7",
    "--numbers",
    ",",
    "",
    "\udc80",
)
PATTERNS = (
    "(",
    "(a+)+$",
    "[",
    "(?P<a",
    "\\",
    "(.*)*(.*)*x",
    "(?<=a+)b",
    "{9999999}",
    "a{99999}{99999}",
    "\\p{Han}++",
    "(?R)",
)


def harm(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return data harmed in one to six ways."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = min(int(chance.expovariate(0.02)) + 1, len(data))
        match chance.randrange(7):
            case 0 if data:
                at = min(at, len(data) - 1)
                data = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[at + length :]
            case 2:
                data = data[:at] + data[at : at + length] * chance.choice((2, 2, 50)) + data[at + length :]
            case 3:
                data = data[:at]
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data = data[:at] + other[start : start + length * 4] + data[at:]
            case _:
                data = data[:at] + chance.choice(POISON) + data[at:]
    return data


# Sound files ----------------------------------------------------------------------------------------------


def make_seeds(folder: Path) -> dict[str, list[Path]]:
    """Write sound files of every kind; return them by the name of what reads them."""
    from annotator.resources import resource_path
    from annotator.services.export.export_formats import FORMATS
    from annotator.services.export.export_material import Material
    from annotator.services.export.exporting import export_data
    from annotator.services.files.sample_pages import sample_files
    from annotator.services.project.session import Session
    from annotator.services.rebuilding.importing import import_issue

    issue = import_issue(sample_files()[:1], models=None).issue
    pages, labels = [], []
    for form in FORMATS:
        if form.name == "spacy":
            continue  # its library is an extra
        path = folder / f"{form.name}{form.suffix}"
        path.write_bytes(export_data(Material(issue), form.name))
        (labels if form.labels is not None else pages).append(path)
    pages += _page_files(folder)
    project = folder / "project.annotator"
    with Session.create(project, "青河") as session:
        session.add_issue(issue)
    rules = folder / "rules.csv"
    rules.write_text("wrong,right,note\n帐户,账户,统一\n部份,部分,\n", "utf-8")
    gazetteer = folder / "list.txt"
    gazetteer.write_text("# 地名\n青河\t地点\n林晓梅\tPER\n", "utf-8")
    return {
        "page": pages,
        "labels": labels,
        "project": [project],
        "rules": [rules],
        "gazetteer": [gazetteer],
        "scheme": sorted(resource_path("label_schemes").glob("*.json")),
    }


def _page_files(folder: Path) -> list[Path]:
    import docx

    paths = []
    for path in sorted((Path(__file__).parent / "bad_input_seeds").iterdir()):
        paths.append(folder / path.name)
        paths[-1].write_bytes(path.read_bytes())
    document = docx.Document()
    document.add_paragraph("青河两岸的茶园陆续开采。")
    document.save(str(folder / "page.docx"))
    return [*paths, folder / "page.docx"]


# What reads them ------------------------------------------------------------------------------------------


def read_page_file(path: Path, _chance: random.Random) -> None:
    """Import a file as an issue, without the large models."""
    from annotator.services.files.issue_files import collect_issue
    from annotator.services.rebuilding.importing import import_issue

    found = collect_issue([path])
    import_issue(found.files, numbers=found.numbers, found=found.found, images=found.images, models=None)


def read_labels(path: Path, _chance: random.Random) -> None:
    """Read a file of labels in the format it seems to be in."""
    from annotator.services.label_exchange.label_reading import read_label_file

    read_label_file(path)


def open_project(path: Path, _chance: random.Random) -> None:
    """Open a project, load its issues, look it over."""
    from annotator.services.project.session import Session
    from annotator.services.recovery.doctor import examine

    with Session.open(path) as session:
        for issue_id, _ in session.issue_names:
            session.issue(issue_id)
        session.recent()
    examine(path)


def read_rules(path: Path, _chance: random.Random) -> None:
    """Read a table of house rules."""
    from annotator.services.project.house_rules import read_rules_file

    read_rules_file(path)


def read_gazetteer(path: Path, _chance: random.Random) -> None:
    """Read a gazetteer."""
    from annotator.services.labels import gazetteers

    gazetteers.read_gazetteer(path)


def read_scheme(path: Path, _chance: random.Random) -> None:
    """Read a label scheme."""
    from annotator.services.labels.schemes import read_scheme_file

    read_scheme_file(path)


def call_command(path: Path, chance: random.Random) -> None:
    """Call the command line with senseless words; what it prints is thrown away."""
    import contextlib
    import io

    from annotator.cli.main import BUG, COMMANDS, main

    known = [word for word in (*COMMANDS, *WORDS, str(path)) if word != "batch"]
    words = [chance.choice(list(COMMANDS))] + [chance.choice(known) for _ in range(chance.randint(0, 5))]
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()) as said:
        status = main(words)
    if status == BUG:
        raise AssertionError(f"a bug for {words}: {said.getvalue()}")


def search(_path: Path, chance: random.Random) -> None:
    """Search with an expression that was put together at random."""
    from annotator.services.editing.finding import Query, prepare
    from annotator.text.searching import PatternError

    pattern = "".join(
        chance.choice((*PATTERNS, "a", "青", ".", "*", "+", ")", "]")) for _ in range(chance.randint(1, 6))
    )
    try:
        prepare(Query(pattern, regular=True)).matcher.hits("青a" * 3000)
    except PatternError as error:
        raise UserError("find.pattern", detail=str(error)) from error  # the window and the command say it so


TARGETS: dict[str, Callable[[Path, random.Random], None]] = {
    "page": read_page_file,
    "labels": read_labels,
    "project": open_project,
    "rules": read_rules,
    "gazetteer": read_gazetteer,
    "scheme": read_scheme,
    "command": call_command,
    "expression": search,
}
SHARES = {
    "page": 9,
    "labels": 8,
    "project": 3,
    "rules": 1,
    "gazetteer": 1,
    "scheme": 2,
    "command": 2,
    "expression": 1,
}


def run_case(number: int, seeds: dict[str, list[Path]], folder: Path) -> tuple[str, str, str]:
    """Run one case; return its target, what became of it, and a word about faults."""
    chance = random.Random(number)
    target = chance.choices(list(SHARES), list(SHARES.values()))[0]
    every = [path for paths in seeds.values() for path in paths]
    seed = chance.choice(seeds.get(target, every))
    others = [path.read_bytes() for path in chance.sample(every, 2)]
    path = folder / f"{number}{seed.suffix}"
    path.write_bytes(harm(seed.read_bytes(), others, chance))
    try:
        TARGETS[target](path, chance)
        return target, "taken in", ""
    except UserError as error:
        words = sentence(error.code, error.values)
        if "\n" in words.strip() or not words.strip():
            return target, "no sentence", f"{seed.name}: {words!r}"
        return target, "refused", error.code
    except Exception as error:  # noqa: BLE001 (this is what is looked for)
        place = traceback.extract_tb(error.__traceback__)[-1]
        return (
            target,
            "exception",
            f"{seed.name}: {type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"[
                :300
            ],
        )
    finally:
        for left in folder.glob(f"*{number}*"):
            left.unlink(missing_ok=True)


def worker(line: Connection, seeds: dict[str, list[Path]], folder: Path) -> None:
    """Run the cases whose numbers come through the line; send what became of each and the memory used."""
    os.chdir(folder)  # senseless words may name files to write
    while (number := line.recv()) is not None:
        found = run_case(number, seeds, folder)
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line.send((*found, megabytes))


class Hand:
    """A worker process, begun anew when it died or did not end."""

    def __init__(self, seeds: dict[str, list[Path]], folder: Path) -> None:
        self._seeds, self._folder = seeds, folder
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(target=worker, args=(theirs, self._seeds, self._folder))
        self._process.start()
        theirs.close()

    def run(self, number: int) -> tuple[str, str, str, int]:
        """Run a case; a process that dies or hangs is a fault of it."""
        self.line.send(number)
        try:
            if self.line.poll(PATIENCE + (20 if number == 0 else 0)):
                target, became, word, megabytes = self.line.recv()
                if megabytes > MOST_MEGABYTES:
                    self._again()
                    return target, "memory", f"{megabytes} MB", megabytes
                return target, became, word, megabytes
            word = "no end"
        except EOFError:
            word = "died"
        self._again()
        return "?", word, "", 0

    def _again(self) -> None:
        self.end()
        self._begin()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.line.close()


def main() -> int:
    """Run the cases and print the counts; 0 if there was no fault."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--cases", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=0)
    wanted = options.parse_args()
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    faults, most, begin = 0, 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "cases")
        place.mkdir()
        hand = Hand(make_seeds(Path(folder)), place)
        for number in range(wanted.seed, wanted.seed + wanted.cases):
            target, became, word, megabytes = hand.run(number)
            counts[target, became] += 1
            most = max(most, megabytes)
            if became not in ("taken in", "refused"):
                faults += 1
                print(f"case {number}: {target} {became} {word}", flush=True)
        hand.end()
    for (target, became), count in sorted(counts.items()):
        print(f"{target:11} {became:11} {count:6d}")
    seconds = time.monotonic() - begin
    print(f"{wanted.cases} cases in {seconds:.0f} s, {faults} faults, at most {most} MB")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
