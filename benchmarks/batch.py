"""How many pages a second a batch does, what a second worker adds, and what a worker holds in memory.

    python benchmarks/batch.py                  200 pages made here, with 1 and 2 workers
    python benchmarks/batch.py --pages 10000 --characters 300

The pages are made of sentences of this program's own, misread here and there. The baseline is one worker in the same
run. Memory is the largest resident set of a worker process (Linux).
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from annotator.services.jobs.batch import plan, run
from annotator.services.jobs.batch_parts import Tally
from annotator.services.jobs.crews import LocalCrew

SENTENCES = (
    "本报讯 三月以来，青河两岸的茶园陆续开采，茶农起早贪黑，把一筐筐嫩芽送进厂里。",
    "县里新修的公路通到村口，运菜的车子不用再绕过山梁，一趟能省下四十分钟。",
    "老师傅说，机器要勤擦勤看，听声音就知道哪一个轴承该上油了。",
    "夜校开班第一天，来了六十多个青年，教室里坐不下，就在走廊上加了凳子。",
    "合作社今年试种的早稻长势很好，预计每亩比去年多收五十斤。",
    "河堤上的柳树都发了芽，孩子们放学以后，常常到那里去写生。",
    "图书馆把开放时间延长到晚上九点，工人下了班也能去借书。",
    "车间主任在会上算了一笔账，节约下来的布够做三百件工作服。",
)
MISREAD = {"袋": "覆", "己": "已", "未": "末", "入": "人", "曰": "日"}
LINE = 18  # characters of a printed line


def page(number: int, characters: int) -> str:
    """Return a page of printed lines: a folio, a title, and about so many characters of body."""
    chance = random.Random(number)
    body = ""
    while len(body) < characters:
        body += chance.choice(SENTENCES)
    for wrong, right in MISREAD.items():
        body = body.replace(right, wrong, 1)
    lines = [body[start : start + LINE] for start in range(0, len(body), LINE)]
    return "\n".join([f"青河日报 第{number % 8 + 1}版", "", f"青河春耕见闻之{number}", "", *lines, ""])


def measure(source: Path, target: Path, workers: int) -> tuple[Tally, float]:
    """Run a batch anew; return its tally and the seconds it took, beginning of the workers included."""
    begin = time.perf_counter()
    tally = run(plan([source], each_page=True), target, LocalCrew(workers), again=True)
    return tally, time.perf_counter() - begin


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=200)
    options.add_argument("--characters", type=int, default=1500)
    options.add_argument("--workers", type=int, nargs="+", default=[2, 1])
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "pages")
        source.mkdir()
        for number in range(wanted.pages):
            (source / f"{number:05d}.txt").write_text(page(number, wanted.characters), "utf-8")
        print(f"{wanted.pages} pages of about {wanted.characters} characters")
        print("workers  pages/s  seconds  failed  largest MB of a worker")
        rates: dict[int, float] = {}
        for workers in wanted.workers:
            tally, seconds = measure(source, Path(folder, f"out-{workers}"), workers)
            rates[workers] = tally.pages / seconds
            # With one worker the work is done in this very process.
            who = resource.RUSAGE_SELF if workers == 1 else resource.RUSAGE_CHILDREN
            largest = resource.getrusage(who).ru_maxrss / 1024
            print(f"{workers:7d}  {rates[workers]:7.1f}  {seconds:7.1f}  {tally.failed:6d}  {largest:8.0f}")
        if 1 in rates:
            for workers in wanted.workers:
                print(
                    f"{workers} workers against 1: {rates[workers] / rates[1]:.2f} times the pages a second"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
