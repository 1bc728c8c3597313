"""A project as large as an archive's: many issues of made-up articles, written straight into a project file.

``python benchmarks/large_project.py FILE [--articles N]`` makes one. Other benchmarks call ``make_project``. Texts are
words of the lists below, drawn as often as words of newspapers occur: a few very often, most seldom.
"""

from __future__ import annotations

import argparse
import random
from itertools import accumulate, islice, product
from pathlib import Path

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Block, Kind, Role, Run, build_block
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.store.project_file import ProjectFile

ARTICLES = 10_000
CHARACTERS = 2_000  # of an article
ARTICLES_OF_ISSUE = 40
ARTICLES_OF_PAGE = 5
LINE = 20
PARAGRAPH = 160
FLAGS_OF_ARTICLE = 4

_COMMON = "的在了和是等将对为与也到从一上中有就都还"
_SOLID = (
    "全县乡镇村民道路水利设施工程项目网络覆盖汛期检修学校老师医院医生企业产业园区市场茶园春茶果树大棚蔬菜书记干部群众老人孩子"
    "文化体育比赛冠军记者日报本报今年去年目前近日下午公里万元增长提高完成推进建设服务保障改造开展举行参加介绍表示认为希望发展"
    "生态环境旅游交通铁路"
)
_FIRST = "江河湖海山川云林石田桥城镇村乡岭坪湾口关新东西南北中高长安平永兴福清明光华文德建国春秋红青白金玉"
_LAST = "州县城镇乡村山岭河湖桥庄坊屯沟坪坝湾港口路街巷园区站场厂矿社校院馆所局处队组班"
_MARKS = "，，，，，，、。。。：；"


def vocabulary() -> tuple[list[str], list[float]]:
    """Return words and how often they occur, summed up."""
    names = ["".join(pair) for pair in product(_FIRST, _LAST)]
    solid = [_SOLID[at : at + 2] for at in range(0, len(_SOLID), 2)]
    compounds = [first + second for first, second in islice(product(solid, solid), 0, None, 3)]
    words = [*_COMMON, *solid, *names, *compounds]
    return words, list(accumulate(1 / (rank + 4) for rank in range(len(words))))


def paragraph(chance: random.Random, length: int, words: list[str], weights: list[float]) -> str:
    """Return a paragraph of about so many characters."""
    drawn = chance.choices(words, cum_weights=weights, k=length // 2)
    marks = chance.choices(_MARKS, k=len(drawn))
    made = "".join(
        word + mark if not number % 4 else word
        for number, (word, mark) in enumerate(zip(drawn, marks, strict=True))
    )
    return made[: length - 1] + "。"


def make_issue(number: int, articles: int, chance: random.Random) -> Issue:
    """Return an issue of made-up articles, its pages printed in lines of 20 characters."""
    words, weights = vocabulary()
    raws: dict[str, list[str]] = {}
    plans: list[tuple[str, str, Role, list[tuple[int, int]]]] = []
    filled: dict[str, int] = {}
    for article in range(articles):
        page = f"p{article // ARTICLES_OF_PAGE + 1}"
        texts = [(Role.TITLE, paragraph(chance, 16, words, weights)[:-1])]
        texts += [
            (Role.BODY, paragraph(chance, PARAGRAPH, words, weights)) for _ in range(CHARACTERS // PARAGRAPH)
        ]
        for role, text in texts:
            lines = []
            for start in range(0, len(text), LINE):
                line = text[start : start + LINE]
                at = filled.get(page, 0)
                raws.setdefault(page, []).append(line + "\n")
                lines.append((at, at + len(line)))
                filled[page] = at + len(line) + 1
            plans.append((f"a{article + 1}", page, role, lines))
    pages = {key: Page(key, f"{key}.txt", "".join(lines), key[1:]) for key, lines in raws.items()}
    blocks: dict[str, Block] = {}
    listed: dict[str, list[str]] = {}
    flags: dict[str, tuple[Flag, ...]] = {}
    for count, (article_id, page, role, lines) in enumerate(plans, start=1):
        block = build_block(f"b{count}", role, [Run(page, start, end) for start, end in lines], pages)
        blocks[block.id] = block
        listed.setdefault(article_id, []).append(block.id)
        if role is Role.BODY and len(listed[article_id]) <= FLAGS_OF_ARTICLE + 1:
            wrong = block.text[4:6]
            rights = tuple(
                Candidate(text, 0.4 / rank) for rank, text in enumerate(("覆盖", "袋盖", "突出"), start=1)
            )
            flags[block.id] = (
                Flag(4, 6, wrong, 0.6, "lattice", "lattice.unlikely", (), rights, id=f"f{count}"),
            )
    containers = {key: Article(key, Kind.ARTICLE, tuple(ids)) for key, ids in listed.items()}
    containers[FURNITURE_ID] = Article(FURNITURE_ID, Kind.FURNITURE)
    containers[UNPLACED_ID] = Article(UNPLACED_ID, Kind.UNPLACED)
    name = f"{2000 + number // 365}-{number % 365:03}"
    return Issue(f"i{number}", name, pages, containers, tuple(listed), blocks, flags)


def make_project(path: Path, articles: int = ARTICLES) -> int:
    """Make a project file; returns the number of characters in its articles."""
    chance = random.Random(articles)
    characters = 0
    with ProjectFile.create(path, "Archive") as project:
        for number, first in enumerate(range(0, articles, ARTICLES_OF_ISSUE), start=1):
            issue = make_issue(number, min(ARTICLES_OF_ISSUE, articles - first), chance)
            characters += sum(len(block.text) for block in issue.blocks.values())
            project.add_issue(issue)
    return characters


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    arguments = parser.parse_args()
    print(f"{make_project(arguments.file, arguments.articles):,} characters")
