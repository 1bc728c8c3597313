"""How long does a PDF issue of 64 pages and 400,000 characters take, and how much memory?

Usage: ``python benchmarks/pdf_issue.py [--pages N] [--characters N] [--keep FILE]``

The issue is typeset here. Prints the seconds until the first page is read, until all are, for rebuilding the articles
(while pages are read) and for finding all doubts, and the peak memory of the program and of the process that reads
the file.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from pathlib import Path

from drawing import drawn_lines, write_pdf
from sheets import Sheet
from typesetting import typeset

from annotator.model.check import problems
from annotator.services.checks.checking import load_models
from annotator.services.rebuilding.importing import import_issue
from annotator.services.sources.pdf_pages import read_pdf


def main() -> None:
    """Make the issue, import it and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=64)
    parser.add_argument("--characters", type=int, default=400_000)
    parser.add_argument("--keep", type=Path, help="only make the issue, as this file")
    chosen = parser.parse_args()
    if chosen.keep is not None:
        print(f"characters {_made_apart(chosen.keep, chosen.pages, chosen.characters)}")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "issue.pdf"
        made = _made_apart(path, chosen.pages, chosen.characters)
        print(f"pages {chosen.pages}, characters {made}, file {path.stat().st_size // 1024} KiB")
        seen: list[float] = []
        begin = time.perf_counter()
        read_pdf(path, lambda _share: seen.append(time.perf_counter() - begin))
        print(f"  first page read {seen[0]:8.2f} s\n  all pages read  {seen[-1]:8.2f} s")
        begin = time.perf_counter()
        models = load_models()
        print(f"  models loaded   {time.perf_counter() - begin:8.2f} s")
        imported = import_issue([path], models=models)
    assert problems(imported.issue) == []
    timing = imported.timing
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"  processor time: program {own.ru_utime:.1f} s, reading twice {others.ru_utime:.1f} s")
    print(f"  read            {timing.reading:8.2f} s\n  rebuilt         {timing.reconstructing:8.2f} s")
    print(f"  checked         {timing.checking:8.2f} s")
    articles, flags = len(imported.issue.order), sum(map(len, imported.issue.flags.values()))
    print(f"  articles {articles}, flags {flags}")
    for who, name in ((resource.RUSAGE_SELF, "program"), (resource.RUSAGE_CHILDREN, "reader")):
        print(f"  peak memory of the {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MiB")


def _made_apart(path: Path, count: int, characters: int) -> int:
    """Typeset in a process nobody waits for, whose memory is not counted; return the number of characters."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        if not os.fork():
            os.write(there, str(_made(path, count, characters)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    return int(os.read(here, 64))


def _made(path: Path, count: int, characters: int) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    sheets: list[Sheet] = []
    total = number = 0
    while len(sheets) < count:
        number += 1
        sheet = typeset(random.Random(number), len(sheets) + 1)
        size = sum(map(len, sheet.lines))
        if size >= characters / count - 300 and total + size <= characters * (len(sheets) + 1) / count + 3000:
            sheets.append(sheet)
            total += size
    write_pdf(path, [(sheet, drawn_lines(sheet, "parts shuffled", random.Random(1))) for sheet in sheets])
    application.quit()
    return total


if __name__ == "__main__":
    main()
