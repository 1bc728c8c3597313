"""A made-up newspaper whose names, terms and misreadings come back, and an editor who works through its pages.

Everything here was made up for this purpose. The editor decides every doubt that is shown as the printed text has it,
one key each, and types what no doubt pointed at; nothing else is known to her.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.operations import ReplaceText
from annotator.model.page import Page
from annotator.services.checks.checking import Models, check_issue
from annotator.services.checks.rechecking import blocks_touched_by_lessons
from annotator.services.doubts.review import Doubt, keep, next_doubt, repair
from annotator.services.doubts.stream import threshold_in
from annotator.services.project.lessons import NOTHING_LEARNT, Lessons
from annotator.services.project.session import Session
from helpers.series import series_of

PEOPLE = ("缑凤岐", "冼芷蕙", "逄锦赭", "亓雪樵", "郝沛霖", "戢守垠", "贾晓茹", "宓庭柯", "鄢禾", "佴春棠")
PLACES = ("磨盘岭村", "柞木台子", "头道荒沟", "哈达门乡", "椴树咀子", "老黑背屯", "鹰嘴砬子")
TERMS = ("稻蟹田", "惠企链", "庭园贷", "冰凌画", "互市驿站", "菌包银行", "暖屋计划", "云码头")
SENTENCES = (
    "近日，{place}的{term}项目建成投用，农民的收入有了新的来源。",
    "{person}告诉记者，今年{term}的面积已经扩大到三百亩，网络覆盖也比去年好。",
    "在{place}，{person}正带着技术员检修设备，为春季种植做准备。",
    "县政府组织了{term}培训班，{person}和三十多名农民参加了学习。",
    "{person}说，未来三年{place}将投资修建大棚，让合作社的产品走得更远。",
    "“没有{term}，就没有我们今天的好日子。”{person}笑着对孩子们说。",
    "据了解，{place}通过{term}带动了周边六个村的发展，成绩突出。",
    "{place}的{person}家去年靠{term}增加收入两万元，盖起了新房。",
    "为了办好{term}，县政府拿出专门资金，{person}成了第一个受益的人。",
    "记者在{place}看到，合作社的院子里堆满了刚收的粮食，{person}忙着装车。",
    "下一步，{place}将继续做好技术服务，推动{term}项目早日见到效益。",
    "{person}是{place}的老党员，他把自家的大棚让出来，给{term}做示范。",
)
MISREADINGS = {
    "覆盖": "袋盖",
    "政府": "政俯",
    "收入": "收人",
    "突出": "容出",
    "农民": "衣民",
    "大棚": "大硼",
    "合作": "含作",
    "已经": "己经",
    "未来": "末来",
    "孩子们": "孩子门",
    "技术": "枝术",
    "种植": "种值",
    "培训": "陪训",
    "互市驿站": "互市骤站",
    "晓茹": "晓茄",
    "沛霖": "沛霜",
}
ERRORS = 8
"""Misread words a page."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """Paragraphs as they were printed, and as they were read; of equal lengths."""

    printed: tuple[str, ...]
    read: tuple[str, ...]


def made_pages(count: int, seed: int = 7) -> Iterator[MadePage]:
    """Yield pages of four paragraphs of three sentences."""
    chance = random.Random(seed)
    for _ in range(count):
        printed = []
        for _ in range(4):
            chosen = chance.sample(SENTENCES, 3)
            printed.append(
                "".join(
                    sentence.format(
                        person=chance.choice(PEOPLE), place=chance.choice(PLACES), term=chance.choice(TERMS)
                    )
                    for sentence in chosen
                )
            )
        yield MadePage(tuple(printed), _misread(printed, chance))


def _misread(printed: list[str], chance: random.Random) -> tuple[str, ...]:
    places = [
        (number, match.start(), right)
        for number, text in enumerate(printed)
        for right in MISREADINGS
        for match in re.finditer(right, text)
    ]
    read = list(printed)
    for number, start, right in chance.sample(places, ERRORS):
        text = read[number]
        read[number] = text[:start] + MISREADINGS[right] + text[start + len(right) :]
    return tuple(read)


def issue_of(page: MadePage, number: int) -> Issue:
    """Return a page as an issue with one article."""
    raw = Page("p1", f"{number}.txt", "\n".join(page.read))
    blocks, start = {}, 0
    for place, text in enumerate(page.read):
        blocks[f"b{place}"] = build_block(
            f"b{place}", Role.BODY, [Run("p1", start, start + len(text))], {"p1": raw}
        )
        start += len(text) + 1
    articles = {
        "a1": Article("a1", Kind.ARTICLE, tuple(blocks)),
        FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE),
        UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED),
    }
    return Issue(f"i{number}", str(number), {"p1": raw}, articles, ("a1",), blocks)


@dataclass(slots=True)
class Tally:
    """What a page cost: errors in it, doubts accepted, doubts kept that were none, and what had to be typed."""

    errors: int = 0
    accepted: int = 0
    kept: int = 0
    typed: int = 0

    @property
    def decisions(self) -> int:
        """Decisions of any kind."""
        return self.accepted + self.kept + self.typed


class Editor:
    """Works through pages in a session; with ``learning`` off every check knows nothing of the ones before."""

    def __init__(self, session: Session, models: Models | None, *, learning: bool = True) -> None:
        self._session = session
        self._models = models
        self._learning = learning
        self._number = 0
        self._least = 1.0

    def work(self, page: MadePage) -> Tally:
        """Import a page, decide everything on it, and return what that took."""
        self._number += 1
        issue = issue_of(page, self._number)
        self._session.add_issue(issue)
        printed = dict(zip(issue.blocks, page.printed, strict=True))
        tally = Tally(errors=sum(map(_differences, page.printed, page.read)))
        self._check(issue.id, None, self._lessons())
        self._least = threshold_in(self._session.issue(issue.id))
        while (doubt := next_doubt(self._session.issue(issue.id), self._least, None, None)) is not None:
            self._learn(issue.id, lambda doubt=doubt: self._decide(issue.id, doubt, printed, tally))
        for block_id, text in printed.items():
            self._read(issue.id, block_id, text, tally)
        assert {key: block.text for key, block in self._session.issue(issue.id).blocks.items()} == printed
        return tally

    def _decide(self, issue_id: str, doubt: Doubt, printed: dict[str, str], tally: Tally) -> None:
        flag = doubt.flag
        right = printed[doubt.block][flag.start : flag.end]
        if right == flag.text:
            tally.kept += 1
            self._session.perform(issue_id, keep(doubt))
        elif any(candidate.text == right for candidate in flag.candidates):
            tally.accepted += 1
            issue = self._session.issue(issue_id)
            series = next(one for one in series_of(issue, self._least) if doubt in one.members)
            same = all(printed[one.block][one.flag.start : one.flag.end] == right for one in series.members)
            members = series.members if same else (doubt,)
            self._session.perform_all(repair(members, right))
        else:
            tally.typed += 1
            self._type(issue_id, doubt.block, flag.start, right, flag.text)

    def _read(self, issue_id: str, block_id: str, printed: str, tally: Tally) -> None:
        """Type what is still wrong, character by character as it stands beside right ones."""
        text = self._session.issue(issue_id).blocks[block_id].text
        at = 0
        while at < len(text):
            end = at
            while end < len(text) and text[end] != printed[end]:
                end += 1
            if end > at:
                tally.typed += 1
                self._type(issue_id, block_id, at, printed[at:end], text[at:end])
            at = end + 1

    def _type(self, issue_id: str, block_id: str, start: int, text: str, old: str) -> None:
        self._session.perform(issue_id, ReplaceText(block_id, start, start + len(old), text, old, "typing"))

    def _learn(self, issue_id: str, decide: Callable[[], None]) -> None:
        """Decide, and have checked again what that taught something about, as the window does."""
        before = self._lessons()
        decide()
        after = self._lessons()
        touched = blocks_touched_by_lessons(self._session.issue(issue_id), before, after)
        if touched:
            self._check(issue_id, touched, after)

    def _lessons(self) -> Lessons:
        return self._session.lessons() if self._learning else NOTHING_LEARNT

    def _check(self, issue_id: str, blocks: list[str] | None, lessons: Lessons) -> None:
        operation = check_issue(self._session.issue(issue_id), self._models, blocks, lessons)
        self._session.perform(issue_id, operation, machine=True)


def _differences(printed: str, read: str) -> int:
    assert len(printed) == len(read)
    return sum(one != other for one, other in zip(printed, read, strict=True))
