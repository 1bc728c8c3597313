#!/usr/bin/env python3
"""How long it takes to split a project, and to merge the packages again.

    python benchmarks/merging.py [--articles 1000] [--operations 20000] [--people 3]

A made-up project of 25 articles an issue is split by articles with a fifth of them shared, everybody corrects and
labels, and the packages are merged. Times are CPU seconds of this process; the work of the people is not counted.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block  # noqa: E402
from annotator.model.issue import Issue  # noqa: E402
from annotator.model.operations import Operation, ReplaceText  # noqa: E402
from annotator.model.page import Page  # noqa: E402
from annotator.model.provenance import Place  # noqa: E402
from annotator.services.labels.labelling import put_label  # noqa: E402
from annotator.services.project.session import Session  # noqa: E402
from annotator.services.team.compared import project_agreement  # noqa: E402
from annotator.services.team.merging import carry_out, plan_merge  # noqa: E402
from annotator.services.team.packages import SplitPlan, Unit, own_package, split_project  # noqa: E402

_AN_ISSUE = 25
_BLOCKS = 8
_LETTERS = "天地人日月山水田风云河海春夏秋冬东西南北城乡村镇工农商学"


def made_issue(number: int, articles: int, chance: random.Random) -> Issue:
    """Return an issue of articles of eight paragraphs of 60 characters."""
    parts = ["".join(chance.choices(_LETTERS, k=60)) for _ in range(articles * _BLOCKS)]
    page = Page("p1", f"{number}.txt", "\n".join(parts))
    pages = {page.id: page}
    blocks, containers, start = {}, {}, 0
    for at, part in enumerate(parts):
        run = Run(page.id, start, start + len(part))
        blocks[f"b{at}"] = build_block(f"b{at}", Role.BODY, [run], pages)
        start += len(part) + 1
    for at in range(articles):
        listed = tuple(f"b{block}" for block in range(at * _BLOCKS, (at + 1) * _BLOCKS))
        containers[f"a{at}"] = Article(f"a{at}", Kind.ARTICLE, listed)
    order = tuple(containers)
    containers |= {
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue(f"i{number}", f"{number}", pages, containers, order, blocks)


def work_in(path: Path, operations: int, chance: random.Random) -> None:
    """Correct and label in a package, half and half."""
    with Session.open(path) as session:
        package = own_package(session)
        assert package is not None
        session.who = package.annotator
        each = operations // len(package.items)
        for issue_id, items in package.items.items():
            issue = session.issue(issue_id)
            told: list[Operation] = []
            for _ in range(each):
                block = issue.blocks[chance.choice(issue.articles[chance.choice(items).article].blocks)]
                start = chance.randrange(56)
                if chance.random() < 0.5:
                    told.append(put_label("PER", (Place(block.id, start, start + 3),), session.who))
                else:
                    new = chance.choice(_LETTERS)
                    origin = f"typing@{session.who}"
                    edit = ReplaceText(block.id, start, start + 1, new, block.text[start], origin)
                    issue = edit.apply(issue)
                    told.append(edit)
            session.perform(issue_id, *told)


def timed(name: str, begin: float) -> float:
    """Print how long something took, and return the time now."""
    now = time.process_time()
    print(f"{name:<44}{now - begin:8.2f} s")
    return now


def main() -> int:
    """Make, split, work, merge, and print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--operations", type=int, default=20_000, help="of all people together")
    parser.add_argument("--people", type=int, default=3)
    options = parser.parse_args()
    chance = random.Random(1)
    names = tuple(f"annotator-{number + 1}" for number in range(options.people))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.annotator"
        with Session.create(path, "news") as session:
            for number in range(-(-options.articles // _AN_ISSUE)):
                session.add_issue(made_issue(number, _AN_ISSUE, chance))
            begin = time.process_time()
            plan = SplitPlan(names, Unit.ARTICLE, 0.2)
            packages = split_project(session, plan, Path(folder) / "out")
            timed(f"split {options.articles} articles into {len(names)} packages", begin)
        for package in packages:
            work_in(package, options.operations // len(names), chance)
        with Session.open(path) as session:
            begin = time.process_time()
            merge = plan_merge(session, packages)
            after = timed("work out the merge", begin)
            carry_out(session, merge)
            after = timed("put it in the project", after)
            timed("merge in all", begin)
            print(f"  {sum(file.steps for file in merge.files)} operations, {merge.conflicts} conflicts")
            begin = time.process_time()
            again = plan_merge(session, packages)
            timed("merge the same packages again", begin)
            assert not again.work
        begin = time.process_time()
        found = project_agreement(path)
        timed(f"agreement on {found.documents} shared articles", begin)
    return 0


if __name__ == "__main__":
    sys.exit(main())
