"""How well are articles rebuilt from raw pages? Prints a table by extractor against simple baselines.

Usage: ``python benchmarks/reconstruction.py BENCH [--gold NAME] [--calibration]``

BENCH is the folder of a layout benchmark that is not part of this project: ``BENCH/layout/run.py`` runs a program over
page records, ``BENCH/layout/score.py`` scores its output, ``BENCH/NAME`` (``layout`` by default) holds the records.
Then the confidence of titles and jumps is compared with how often they are right; ``--calibration`` leaves the table
out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, cycle, islice, pairwise
from pathlib import Path
from typing import Any

from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.reconstruct.issues.jumps import page_number
from annotator.reconstruct.pipeline import reconstruct
from annotator.reconstruct.stories.layout import lay_out

BASELINES = {"onearticle": "trivial", "joined": "crude", "oracle": "perfect"}
MEASURES = (("b3_f", "B3 F"), ("title_acc", "titles"), ("par_f", "par F"), ("cer", "CER"))
LARGE_PAGES = (25_000, 50_000, 100_000)
LARGE_ISSUES = (16, 32, 64)
_SURE = 0.9
BINS = (0.0, 0.5, 0.7, 0.9, 1.01)


def main() -> None:
    """Run what was asked for and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--gold", default="layout")
    parser.add_argument("--calibration", action="store_true")
    chosen = parser.parse_args()
    records = read_records(chosen.bench / chosen.gold)
    if not chosen.calibration:
        print_table(chosen.bench / "layout", chosen.bench / chosen.gold)
    print_calibration(records)
    print_speed(records)
    print_growth(records)


def read_records(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the page records by issue, in page order."""
    issues: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if isinstance(record, dict) and "char_blocks" in record:
            issues[record.get("issue") or record["id"]].append(record)
    return dict(issues)


def print_table(tools: Path, gold: Path) -> None:
    """Run the program over all issues, score it and the baselines, and print them side by side."""
    with tempfile.TemporaryDirectory() as folder:
        command = f"{sys.executable} -m annotator process"
        run(tools / "run.py", "--gold", str(gold), "--cmd", command, "--out", folder)
        reports = {"this": score(tools, gold, "--sys", folder)}
    for builtin, name in BASELINES.items():
        reports[name] = score(tools, gold, "--builtin", builtin)
    names = list(reports)
    print(f"{'':26}" + "".join(f"{title:^{8 * len(names)}}" for _, title in MEASURES))
    print(f"{'extractor':20}{'pages':>6}" + "".join(f"{name:>8}" for _ in MEASURES for name in names))
    rows = {"all": {name: report["all"] for name, report in reports.items()}}
    for extractor in sorted(reports["this"]["by"]):
        rows[extractor] = {name: report["by"][extractor] for name, report in reports.items()}
    for extractor, row in rows.items():
        figures = "".join(f"{row[name][key]:8.3f}" for key, _ in MEASURES for name in names)
        print(f"{extractor[:20]:20}{row['this']['pages']:6}{figures}")
    for name, report in reports.items():
        links = report["continuation"]
        print(f"jumps {name:8} gold {links['gold']} found {links['predicted']} F1 {links['f1']:.3f}")


def run(script: Path, *arguments: str) -> None:
    """Run one of the benchmark's scripts."""
    subprocess.run([sys.executable, str(script), *arguments], check=True, stdout=subprocess.DEVNULL)


def score(tools: Path, gold: Path, *arguments: str) -> dict[str, Any]:
    """Return the scorer's report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        run(tools / "score.py", "--gold", str(gold), *arguments, "--by", "extractor", "--json", str(report))
        found = json.loads(report.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def print_speed(records: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Print what reconstruction alone costs: pages and characters per second of processor time, in one process."""
    issues = [list(map(page_of, pages)) for pages in records.values()]
    for number, pages in enumerate(issues):
        reconstruct(pages, f"i{number}")  # opens the models
    seconds = sum(cost(pages) for pages in issues)
    count = sum(map(len, issues))
    characters = sum(len(page.raw) for pages in issues for page in pages)
    print(
        f"{count} pages in {seconds:.2f} s: {count / seconds:.0f} pages/s, {characters / seconds:.0f} characters/s"
    )


def print_growth(records: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Print what a page of 100,000 characters and an issue of 64 pages cost, beside a half and a quarter of each."""
    pages = [page_of(record) for record in chain.from_iterable(records.values())]
    text = "\n".join(page.raw for page in islice(cycle(pages), 2 * len(pages)))
    print(f"{'':28}{'seconds':>9}{'characters/s':>14}{'most memory, MiB':>18}")
    for size in LARGE_PAGES:
        print_cost(f"a page of {size} characters", [Page("p", "p.txt", text[:size])])
    for size in LARGE_ISSUES:
        issue = [
            Page(f"p{number}", f"{number}.txt", page.raw, number=str(number))
            for number, page in enumerate(islice(cycle(pages), size), start=1)
        ]
        print_cost(f"an issue of {size} pages", issue)


def print_cost(name: str, pages: Sequence[Page]) -> None:
    """Print what one issue costs."""
    seconds = cost(pages)
    tracemalloc.start()
    reconstruct(pages, "i")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    characters = sum(len(page.raw) for page in pages)
    print(f"{name:28}{seconds:9.2f}{characters / seconds:14.0f}{most / 2**20:18.1f}")


def cost(pages: Sequence[Page]) -> float:
    """Return the seconds of processor time that rebuilding an issue takes."""
    begin = time.process_time()
    reconstruct(pages, "i")
    return time.process_time() - begin


def page_of(record: Mapping[str, Any]) -> Page:
    """Return the page of a record."""
    name = f"{record['id']}.txt"
    return Page(record["id"], name, record["raw"], number=page_number(name, record["raw"]))


class Gold:
    """Which article each character of a page belongs to."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        blocks = [block for block, count in record["char_blocks"] for _ in range(count)]
        places = [place for place, char in enumerate(record["raw"]) if not is_blank(char)]
        self.article = {
            place: record["blocks"][block]["article"]
            for place, block in zip(places, blocks, strict=True)
            if block >= 0 and record["blocks"][block]["article"]
        }

    def of(self, ranges: Iterable[tuple[int, int]]) -> str | None:
        """Return the article that most characters of the ranges belong to."""
        counts = Counter(
            self.article[i] for start, end in ranges for i in range(start, end) if i in self.article
        )
        return counts.most_common(1)[0][0] if counts else None


def is_blank(char: str) -> bool:
    """Tell whether the benchmark leaves a character out."""
    return char.isspace() or char in "\ufeff\u200b\x0c"


def print_calibration(records: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Print for titles and jumps how often they are right, by confidence."""
    seen: dict[str, list[tuple[float, bool]]] = {"title": [], "jump": []}
    for pages in records.values():
        golds = {record["id"]: Gold(record) for record in pages}
        seen["title"] += [pair for i, record in enumerate(pages) for pair in title_pairs(record, i, golds)]
        following = {
            article["id"]: article["continued_to"]
            for record in pages
            for article in record["gold"]["articles"]
            if article.get("continued_to")
        }
        seen["jump"] += jump_pairs(reconstruct(list(map(page_of, pages)), "i"), golds, following)
    for kind, pairs in seen.items():
        for low, high in pairwise(BINS):
            right = [good for confidence, good in pairs if low <= confidence < high]
            share = f"{sum(right) / len(right):.3f}" if right else "-"
            print(f"{kind:6} {low:.1f} to {min(high, 1.0):.1f}: {len(right):4} given, right {share}")
    sure = [good for pairs in seen.values() for confidence, good in pairs if confidence >= _SURE]
    print(f"of {len(sure)} decisions given {_SURE} or more {sum(sure) / max(len(sure), 1):.1%} are right")


def title_pairs(record: Mapping[str, Any], index: int, golds: Mapping[str, Gold]) -> list[tuple[float, bool]]:
    """Return confidence of each title of a page and whether its story is the right one."""
    layout, gold = lay_out(page_of(record), index), golds[record["id"]]

    def article(indexes: Iterable[int]) -> str | None:
        return gold.of((line.start, line.end) for i in indexes for line in layout.pieces[i].lines)

    pairs = []
    for title in layout.titles:
        if title.story is not None:
            own, story = article(title.pieces), article(layout.cut.stories[title.story].pieces)
            if own is not None and story is not None:
                pairs.append((title.confidence, own == story))
    return pairs


def jump_pairs(
    issue: Issue, golds: Mapping[str, Gold], following: Mapping[str, str]
) -> list[tuple[float, bool]]:
    """Return confidence of each jump with two ends and whether the right articles are linked; 1 where none is told."""
    doubts = {decision.blocks: decision.confidence for decision in issue.decisions.values()}
    holder = {block: article for article in issue.articles.values() for block in article.blocks}
    pairs = []
    for jump in issue.jumps.values():
        if jump.source is None or jump.target is None:
            continue
        blocks = [issue.blocks[name] for name in holder[jump.source].blocks]
        ends = []
        for end in (jump.source, jump.target):
            page = issue.blocks[end].runs[0].page
            ends.append(golds[page].of((r.start, r.end) for b in blocks for r in b.runs if r.page == page))
        good = ends[0] is not None and following.get(ends[0]) == ends[1]
        pairs.append((doubts.get((jump.source, jump.target), 1.0), good))
    return pairs


if __name__ == "__main__":
    main()
