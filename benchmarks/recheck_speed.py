"""How long does it take to check an edited paragraph again, and then to see what the edit says about its issue?

    python benchmarks/recheck_speed.py

Processor time in milliseconds, the middle of several runs. Paragraphs are made up, with some misread characters.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run without installing the package

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.operations import ReplaceText, perform
from annotator.model.page import Page
from annotator.services.checks.checking import Models, check_issue, count_issue, load_models
from annotator.services.checks.rechecking import blocks_touched_by_counts, texts_of
from annotator.services.project.lessons import NOTHING_LEARNT

SENTENCES = (
    "入冬以来，连降大雪袋盖了山村的道路。",
    "镇里组织干部职工和志愿者上路清雪，保证群众出行安全。",
    "村民王大爷说，往年这个时候车子进不来，今年路通得快。",
    "据了解，人民政俯今年投入资金修建了排水沟和护拦。",
    "下一步，镇里将继续完善应急预案，做好防寒保暖、物资储备和困难家庭走访工作。",
    "县文化馆把流动舞台车开进了社区，居民们在家门口就能看到精彩的演出。",
    "合作社的大棚里，工人们正忙着采摘、分拣和装箱，一派忙碌的景象。",
    "学校利用课余时间开设了书法、剪纸和足球等兴趣班，深受孩子门喜爱。",
)


def made_issue(characters: int, seed: int = 1) -> Issue:
    """Return an issue of about so many characters in paragraphs of one to six sentences."""
    chance = random.Random(seed)
    texts: list[str] = []
    size = 0
    while size < characters:
        text = "".join(chance.choices(SENTENCES, k=chance.randint(1, 6)))
        texts.append(text)
        size += len(text)
    page = Page("p1", "1.txt", "\n".join(texts))
    blocks = {}
    start = 0
    for number, text in enumerate(texts):
        key = f"b{number}"
        blocks[key] = build_block(key, Role.BODY, [Run("p1", start, start + len(text))], {"p1": page})
        start += len(text) + 1
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(blocks)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue("i1", "made", {"p1": page}, articles, ("a1",), blocks)


def middle(work: Callable[[], object], times: int = 7) -> float:
    """Return the middle processor time of some runs, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def measure(size: int, wanted: int, models: Models) -> str:
    """Return a row of the table: an edit of a paragraph of about ``wanted`` characters in an issue of ``size``."""
    issue = made_issue(size)
    counts, texts = count_issue(issue), texts_of(issue)
    block = min(issue.blocks.values(), key=lambda block: abs(len(block.text) - wanted))
    changed = perform(issue, ReplaceText(block.id, 3, 4, "某", block.text[3], "typing")).issue
    again = middle(lambda: check_issue(changed, models, [block.id], NOTHING_LEARNT, counts=counts))
    count = middle(lambda: count_issue(changed), 3)
    find = middle(lambda: blocks_touched_by_counts(changed, texts), 3)
    touched = len(blocks_touched_by_counts(changed, texts))
    return f"{size:>8} {len(block.text):>10} {again:>13.1f} ms {count:>9.0f} ms {find:>9.1f} ms {touched:>8}"


def main() -> None:
    """Print a table."""
    models = load_models()
    print("   issue  paragraph  checked again  issue counted  found touched  blocks")
    for size in (10_000, 100_000, 500_000):
        for wanted in (40, 120, 240):
            print(measure(size, wanted, models))


if __name__ == "__main__":
    main()
