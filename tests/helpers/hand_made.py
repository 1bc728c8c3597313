"""A small issue made by hand: two pages, two articles of which one goes on, furniture, unplaced text, doubts."""

from __future__ import annotations

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.decision import Decision, DecisionKind
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.page import Page

PAGE_1 = """青山日报
山村通了新网络
本报记者 何田
网络袋盖了全镇，村民用上𠮷祥牌手机。
网络袋盖之后，老人也学会了视频通
话。
（下转第2版）
"""
PAGE_2 = """（上接第1版）镇里还办了培训班，网络袋盖的好处人人说得出。
茶园迎来丰收
今年春茶产量更加容出，茶农很高兴。
角落里的字
"""


def hand_made_issue() -> Issue:
    """Return the issue; the text of its blocks is listed in ``TEXTS`` of the tests that need it."""
    pages = {"p1": Page("p1", "01.txt", PAGE_1), "p2": Page("p2", "02.txt", PAGE_2, number="2")}

    def run(page: str, text: str, after: int = 0) -> Run:
        start = pages[page].raw.index(text, after)
        return Run(page, start, start + len(text))

    joined = (run("p1", "网络袋盖之后，老人也学会了视频通"), run("p1", "话。"))
    parts = [
        ("m1", Role.MASTHEAD, (run("p1", "青山日报"),)),
        ("t1", Role.TITLE, (run("p1", "山村通了新网络"),)),
        ("y1", Role.BYLINE, (run("p1", "本报记者 何田"),)),
        ("b1", Role.BODY, (run("p1", "网络袋盖了全镇，村民用上𠮷祥牌手机。"),)),
        ("b2", Role.BODY, joined),
        ("j1", Role.JUMP, (run("p1", "（下转第2版）"),)),
        ("j2", Role.JUMP, (run("p2", "（上接第1版）"),)),
        ("b3", Role.BODY, (run("p2", "镇里还办了培训班，网络袋盖的好处人人说得出。"),)),
        ("t2", Role.TITLE, (run("p2", "茶园迎来丰收"),)),
        ("b4", Role.BODY, (run("p2", "今年春茶产量更加容出，茶农很高兴。"),)),
        ("u1", Role.BODY, (run("p2", "角落里的字"),)),
    ]
    blocks = {block_id: build_block(block_id, role, runs, pages) for block_id, role, runs in parts}
    flags: dict[str, list[Flag]] = {}

    def doubt(block_id: str, wrong: str, rights: tuple[str, ...], score: float) -> None:
        start = blocks[block_id].text.index(wrong)
        candidates = tuple(Candidate(right, 0.9 - 0.2 * rank) for rank, right in enumerate(rights))
        flags.setdefault(block_id, []).append(
            Flag(
                start, start + len(wrong), wrong, score, "lattice", "lattice.unlikely", (), candidates,
                id=f"f-{block_id}-{start}",
            )
        )  # fmt: skip

    doubt("b1", "袋盖", ("覆盖", "袋装"), 0.97)
    doubt("b2", "袋盖", ("覆盖", "袋装"), 0.96)
    doubt("b3", "袋盖", ("覆盖", "袋装"), 0.95)
    doubt("b4", "容出", ("突出", "凸出"), 0.9)
    doubt("b4", "高兴", ("高典",), 0.2)
    return Issue(
        "i1",
        "青山日报",
        pages,
        {
            "a1": Article("a1", Kind.ARTICLE, ("t1", "y1", "b1", "b2", "j1", "j2", "b3")),
            "a2": Article("a2", Kind.ARTICLE, ("t2", "b4")),
            FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE, ("m1",)),
            UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED, ("u1",)),
        },
        ("a1", "a2"),
        blocks,
        {block_id: tuple(found) for block_id, found in flags.items()},
        decisions={
            "d1": Decision("d1", DecisionKind.TITLE, 0.9, "title.similarity", ("0.52",), ("t1", "b1")),
            "d2": Decision("d2", DecisionKind.TITLE, 0.6, "title.similarity", ("0.31",), ("t2", "b4")),
        },
    )
