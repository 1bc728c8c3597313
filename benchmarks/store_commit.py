"""How long does one correction take to be on disk, and an issue to be read, in a project of 500,000 characters?

``python benchmarks/store_commit.py [FOLDER]``: the folder decides which disk is measured (default: the system's
folder for temporary files). Prints one line a question, in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Block, Kind, Role, Run, build_block
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.journal import Entry, Step
from annotator.model.operations import ReplaceText, SetFlags, perform
from annotator.model.page import Page
from annotator.model.patch import difference
from annotator.store.project_file import ProjectFile

CHARACTERS = 500_000
PAGES = 64
LINE = 20
BLOCK_LINES = 10
ROUNDS = 300
WARM_UP = 20


def make_issue() -> Issue:
    """Return an issue of printed lines joined into paragraphs, ten of them an article."""
    sentence = "全县网络袋盖率逐年提高，各乡镇的道路与水利设施也在今年汛期以前完成了检修。"
    size = CHARACTERS // PAGES
    pages = {
        f"p{n}": Page(f"p{n}", f"{n}.txt", (sentence * (size // len(sentence) + 1))[:size])
        for n in range(PAGES)
    }
    blocks: dict[str, Block] = {}
    articles: dict[str, Article] = {}
    for page in pages.values():
        listed: list[str] = []
        step = LINE * BLOCK_LINES
        for start in range(0, len(page.raw), step):
            end = min(start + step, len(page.raw))
            runs: list[Run] = []
            for line in range(start, end, LINE):
                stop = min(line + LINE, end)
                runs.append(Run(page.id, line, stop - 1))
                runs.append(Run(page.id, stop - 1, stop, "", "cleanup:joined"))
            block = build_block(f"{page.id}b{start}", Role.BODY, runs, pages)
            blocks[block.id] = block
            listed.append(block.id)
        for number in range(0, len(listed), 10):
            name = f"{page.id}a{number}"
            articles[name] = Article(name, Kind.ARTICLE, tuple(listed[number : number + 10]))
    order = tuple(articles)
    articles[FURNITURE_ID] = Article(FURNITURE_ID, Kind.FURNITURE)
    articles[UNPLACED_ID] = Article(UNPLACED_ID, Kind.UNPLACED)
    return Issue("i1", "benchmark", pages, articles, order, blocks)


def with_flags(issue: Issue) -> SetFlags:
    """Return the operation that puts two flags with five candidates each on every block."""
    flags, texts = {}, {}
    for block in issue.blocks.values():
        candidates = tuple(Candidate(text, 0.2) for text in ("覆盖", "遮盖", "复盖", "袋装", "铺盖"))
        flags[block.id] = tuple(
            Flag(
                at,
                at + 2,
                block.text[at : at + 2],
                0.9,
                "lattice",
                "lattice.unlikely",
                ("0.9",),
                candidates,
                id=f"{block.id}f{at}",
            )
            for at in (1, 4)
            if at + 2 <= len(block.text)
        )
        texts[block.id] = block.text
    return SetFlags(flags, texts)


def timed(work: Callable[[], object]) -> float:
    """Return how long the work takes in milliseconds."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def record(project: ProjectFile, issue: Issue, operation: ReplaceText | SetFlags) -> tuple[Issue, float]:
    """Do an operation and write it; return the new issue and how long writing took in milliseconds."""
    change = perform(issue, operation)
    changes = {issue.id: difference(issue, change.issue)}
    seq = project.next_seq()
    entry = Entry(Step(seq, seq, issue.id), operation, change.inverse, "", "2023-11-28T08:00:00+08:00")
    return change.issue, timed(lambda: project.record([entry], changes, drop_undone=True))


def main(arguments: list[str]) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(dir=arguments[0] if arguments else None) as folder:
        path = Path(folder, "benchmark.annotator")
        issue = make_issue()
        n_runs = sum(len(block.runs) for block in issue.blocks.values())
        print(
            f"{CHARACTERS} characters, {len(issue.blocks)} blocks, {n_runs} runs, {len(issue.order)} articles"
        )
        with ProjectFile.create(path, "benchmark") as project:
            print(f"add_issue            {timed(lambda: project.add_issue(issue)):8.1f} ms")
            issue, spent = record(project, issue, with_flags(issue))
            print(f"record, all flags    {spent:8.1f} ms")
            spends = []
            names = list(issue.blocks)
            for number in range(ROUNDS + WARM_UP):
                block = issue.blocks[names[number * 7 % len(names)]]
                operation = ReplaceText(block.id, 0, 2, "覆盖", block.text[:2], "typing")
                issue, spent = record(project, issue, operation)
                spends.append(spent)
            spends = sorted(spends[WARM_UP:])
            p95 = spends[int(len(spends) * 0.95)]
            median = statistics.median(spends)
            print(
                f"record, a correction {median:8.2f} ms median, {p95:.2f} ms 95 %, {spends[-1]:.2f} ms most"
            )
        print(f"file                 {path.stat().st_size / 1e6:8.1f} MB")
        print(f"open                 {timed(lambda: ProjectFile.open(path).close()):8.1f} ms")
        with ProjectFile.open(path) as project:
            print(f"load_issue           {timed(lambda: project.load_issue('i1')):8.1f} ms")
            print(f"journal              {timed(project.journal):8.1f} ms")
            print(f"base_of              {timed(lambda: project.base_of('i1')):8.1f} ms")
            if project.load_issue("i1") != issue:
                print("the file does not hold what was written")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
