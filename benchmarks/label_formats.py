"""How long do 1,000 articles with 100,000 labels take, out to each format and in again?

``python benchmarks/label_formats.py [--articles N] [--spans N] [--formats NAME…]``. The articles have 1,000 characters
each, rare characters beyond the BMP and a correction in each among them. Prints for each format the processor's seconds
for writing and reading back, for reading a file, for reading it and putting all labels onto the articles of a project,
and the megabytes of the file; then the seconds a project needs to take them as one step, and as a new issue.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.labels import LabelSpan
from annotator.model.operations import AddLabels, ReplaceText, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.page import Page
from annotator.model.provenance import Place
from annotator.services.label_exchange.label_exporting import Layer, export_labels
from annotator.services.label_exchange.label_formats import LABEL_FORMATS
from annotator.services.label_exchange.label_importing import import_new, import_onto, plan_new, plan_onto
from annotator.services.label_exchange.label_planning import Choice
from annotator.services.label_exchange.label_reading import LabelFile, read_label_file
from annotator.services.labels.schemes import schemes_of
from annotator.services.project.session import Session

CHARACTERS = (
    "网络覆盖全市茶园丰收春产量凸显村民老人学会视频通话培训班新桥车河流两岸风景记者报道昨日上午建成县乡镇"
)
LENGTH, PARAGRAPHS = 1000, 8
LABELS = ("A", "B", "C", "D")
LARGE = 5_000_000

Value = TypeVar("Value")


def made_issue(articles: int, spans: int) -> tuple[Issue, Issue]:
    """Return an issue without labels, and the same one with them."""
    chance = random.Random(7)
    pages, blocks, containers = {}, {}, {}
    for number in range(articles):
        lines = [
            "".join(chance.choices(CHARACTERS, k=LENGTH // PARAGRAPHS - 2)) + chance.choice("𠮷😀祥") + "。"
            for _ in range(PARAGRAPHS)
        ]
        page = Page(f"p{number}", f"{number}.txt", "\n".join(lines))
        pages[page.id] = page
        names, at = [], 0
        for each, line in enumerate(lines):
            run = Run(page.id, at, at + len(line))
            block = build_block(f"p{number}b{each}", Role.BODY, [run], pages)
            blocks[block.id] = block
            names.append(block.id)
            at += len(line) + 1
        containers[f"a{number}"] = Article(f"a{number}", Kind.ARTICLE, tuple(names))
    order = tuple(containers)
    containers |= {
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    issue = Issue("i1", "bench", pages, containers, order, blocks)
    for number in range(articles):
        block = issue.blocks[f"p{number}b0"]
        issue = _corrected(issue, block.id, block.text[4:5])
    placed = []
    for number in range(spans):
        block = f"p{number % articles}b{chance.randrange(PARAGRAPHS)}"
        start = chance.randrange(len(issue.blocks[block].text) - 6)
        span = LabelSpan(f"s{number}", chance.choice(LABELS))
        placed.append(PlacedSpan(span, (Place(block, start, start + chance.randint(2, 6)),)))
    return issue, perform(issue, AddLabels(tuple(placed))).issue


def _corrected(issue: Issue, block: str, before: str) -> Issue:
    changed = ReplaceText(block, 4, 5, "覆" if before != "覆" else "盖", before, "typing@bench")
    return changed.apply(issue)


def timed(work: Callable[[], Value]) -> tuple[Value, float]:
    """Return what work returns and the processor's seconds it takes."""
    begin = time.process_time()
    value = work()
    return value, time.process_time() - begin


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--spans", type=int, default=100_000)
    parser.add_argument("--large", action="store_true", help="one document of five million characters too")
    parser.add_argument("--formats", nargs="*", default=[form.name for form in LABEL_FORMATS])
    arguments = parser.parse_args()
    plain, labelled = made_issue(arguments.articles, arguments.spans)
    sources = [(labelled, labelled.order)]
    with (
        tempfile.TemporaryDirectory() as folder,
        Session.create(Path(folder) / "b.annotator", "b") as session,
    ):
        session.add_issue(plain)
        scheme = schemes_of(session).known
        print(f"{'':20}{'out':>8}{'read':>8}{'read+place':>12}{'MB':>8}{'placed':>10}")
        last: LabelFile | None = None
        for form in LABEL_FORMATS:
            if form.write is None or form.name not in arguments.formats:
                continue
            data, out = timed(lambda form=form: export_labels(form, sources, Layer.CORRECTED))
            path = Path(folder) / f"labels{form.suffix}"
            path.write_bytes(data)
            file, reading = timed(lambda path=path: read_label_file(path))
            plan, placing = timed(lambda file=file: plan_onto([plain], [file], Choice("bench"), scheme))
            last = file if plan.placed >= 0.99 * arguments.spans else last
            print(
                f"{form.name:20}{out:8.1f}{reading:8.1f}{reading + placing:12.1f}"
                f"{len(data) / 1e6:8.1f}{plan.placed:10,}",
                flush=True,
            )
        if last is not None:
            plan = plan_onto([plain], [last], Choice("bench"), scheme)
            print(f"one step of a project: {timed(lambda: import_onto(session, plan))[1]:.1f} s")
            (issue, fresh), planning = timed(lambda: plan_new("new", [last], Choice("bench"), scheme))
            taking = timed(lambda: import_new(session, issue, fresh))[1]
            print(f"as a new issue: {planning + taking:.1f} s")
    if arguments.large:
        _one_large()


def _one_large() -> None:
    """Print what one document of five million characters takes."""
    text = "\n".join(["网络覆盖全市，张明昨日赴南京。" * 8] * (LARGE // 120))[:LARGE]
    spans = tuple(Span("LOC", ((at, at + 2),), f"s{at}") for at in range(0, len(text) - 3, 1000))
    large = LabelledDocument("a0", "", text, spans)
    print(f"one document of {LARGE:,} characters, out and back:")
    for form in LABEL_FORMATS:
        if form.write is not None:
            data, out = timed(lambda form=form: form.write([large]))
            agrees, back = timed(lambda form=form, data=data: form.agrees(data, [large]))
            print(f"{form.name:20}{out:8.1f}{back:8.1f} {'' if agrees else 'WRONG'}", flush=True)


if __name__ == "__main__":
    main()
