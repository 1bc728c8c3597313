"""Small issues made by hand."""

from __future__ import annotations

from annotator.model.article import FURNITURE_ID, UNPLACED_ID, Article, Kind, Role, Run, build_block
from annotator.model.decision import Decision, DecisionKind, Jump
from annotator.model.flag import Candidate, Flag
from annotator.model.issue import Issue
from annotator.model.page import Page

FIRST = "青河日报\n新桥今日通车\n本报记者 王 进\n网络袋盖全市，桥上\n灯火通明，市民\n（下转第3版）\n页边\n"
THIRD = "（上接第1版）\n新桥今日通车\n纷纷前来。网络袋盖很好。\n"


def flag(
    text: str, start: int, wrong: str, *candidates: str, score: float = 0.9, flag_id: str = "f1"
) -> Flag:
    """Return an open lattice flag on ``wrong`` at ``start`` of a block's text."""
    assert text[start : start + len(wrong)] == wrong
    listed = tuple(Candidate(candidate, 0.9 / (index + 1)) for index, candidate in enumerate(candidates))
    return Flag(
        start, start + len(wrong), wrong, score, "lattice", "lattice.unlikely", (), listed, id=flag_id
    )


def bridge_issue() -> Issue:
    """An issue of two pages: one article over a jump, a folio, a stray word in the tray, two flags."""
    pages = {"p1": Page("p1", "第1版.txt", FIRST, "1"), "p3": Page("p3", "第3版.txt", THIRD, "3")}

    def run(page: str, words: str, text: str | None = None, origin: str | None = None) -> Run:
        start = pages[page].raw.index(words)
        return Run(page, start, start + len(words), text, origin)

    name = pages["p1"].raw.index("王 进")
    listed = [
        build_block("b1", Role.TITLE, [run("p1", "新桥今日通车")], pages),
        build_block(
            "b2",
            Role.BYLINE,
            [
                run("p1", "本报记者 王"),
                Run("p1", name + 1, name + 2, "", "cleanup:letter-spacing"),
                Run("p1", name + 2, name + 3),
            ],
            pages,
        ),
        build_block("b3", Role.BODY, [run("p1", "网络袋盖全市，桥上"), run("p1", "灯火通明，市民")], pages),
        build_block("b4", Role.JUMP, [run("p1", "（下转第3版）")], pages),
        build_block("b5", Role.JUMP, [run("p3", "（上接第1版）")], pages),
        build_block("b6", Role.TITLE, [run("p3", "新桥今日通车")], pages),
        build_block("b7", Role.BODY, [run("p3", "纷纷前来。网络袋盖很好。")], pages),
        build_block("b8", Role.MASTHEAD, [run("p1", "青河日报")], pages),
        build_block("b9", Role.BODY, [run("p1", "页边")], pages),
    ]
    blocks = {block.id: block for block in listed}
    return Issue(
        "i1",
        "青河日报",
        pages,
        {
            "a1": Article("a1", Kind.ARTICLE, ("b1", "b2", "b3", "b4", "b5", "b6", "b7")),
            FURNITURE_ID: Article(FURNITURE_ID, Kind.FURNITURE, ("b8",)),
            UNPLACED_ID: Article(UNPLACED_ID, Kind.UNPLACED, ("b9",)),
        },
        ("a1",),
        blocks,
        flags={
            "b3": (flag(blocks["b3"].text, 2, "袋盖", "覆盖", "掩盖"),),
            "b7": (flag(blocks["b7"].text, 7, "袋盖", "覆盖", flag_id="f2"),),
        },
        decisions={
            "d1": Decision("d1", DecisionKind.JUMP, 0.7, "jump.marker", ("3",), ("b4", "b5"), ()),
        },
        jumps={"j1": Jump("j1", "下转第3版", "b4", "b5")},
    )
