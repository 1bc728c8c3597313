"""How long does it take to find words in a project of 20 million characters, and how large does its index get?

``python benchmarks/search.py [--project FILE] [--articles N]``. Without a project one is made (``large_project.py``).
Prints for words of one to eight characters, common and rare, the processor's milliseconds until the first 500 hits and
until the last of at most 20,000, as the least of several rounds; with nothing indexed yet, and with everything.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from large_project import ARTICLES, make_project

from annotator.services.editing.finding import MOST_HITS, Query, Source, find_in_project, prepare
from annotator.services.project.library import Library
from annotator.services.project.session import Session
from annotator.text.folding import Folding

WORDS = ("的", "网", "网络", "江村", "覆盖汛", "全县乡镇", "江村旅游", "水利设施工程", "今年目前近日下午")
FIRST = 500
ROUNDS = 3
ALL = Folding(case=True, width=True, script=True)


def least(work: Callable[[], object]) -> float:
    """Return the least milliseconds of the processor's that work takes."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken) * 1000


def table(library: Library, words: Sequence[str]) -> None:
    """Print one line a word."""
    print(f"{'':16}{'hits':>8}{'first 500':>12}{'all':>8}{'folded':>8}")
    for word in words:
        query, folded = Query(word), Query(word, folding=ALL)
        count = find_in_project(library, prepare(query)).count
        times = [
            least(lambda query=query, limit=limit: find_in_project(library, prepare(query, limit=limit)))
            for query, limit in ((query, FIRST), (query, MOST_HITS), (folded, FIRST))
        ]
        print(f"{word:16}{count:8,}{times[0]:12.0f}{times[1]:8.0f}{times[2]:8.0f}")


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, help="a project that is there already; it gets an index")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.project or Path(folder) / "large.annotator"
        if arguments.project is None:
            print(
                f"{make_project(path, arguments.articles):,} characters, {path.stat().st_size / 1e6:.0f} MB"
            )
        with Session.open(path) as session:
            library = session.library
            print("Before indexing:")
            table(library, WORDS[2:6:3])
            begin = time.process_time()
            while library.index_pending(1000):
                pass
            print(f"Indexing: {time.process_time() - begin:.1f} s")
            table(library, WORDS)
            for name, query in (
                ("江[村州]旅游", Query("江[村州]旅游", regular=True)),
                ("raw text", Query("江村旅游", sources=frozenset({Source.RAW}))),
            ):
                print(f"{name}: {least(lambda query=query: find_in_project(library, prepare(query))):.0f} ms")
        print(f"{path.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
