"""What follows a doubt does not depend on whether it is decided already."""

from dataclasses import replace

from annotator.model.article import Article, Kind, Role, Run, build_block
from annotator.model.flag import Candidate, Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.page import Page
from annotator.services.doubts.review import Doubt
from annotator.services.doubts.stream import (
    Choice,
    DoubtKind,
    Order,
    Sorter,
    count_kinds,
    kind_of,
    suited,
    threshold_in,
)


def doubt(block, start, wrong, right, score=0.9, detector="lattice"):
    flag = Flag(
        start, start + len(wrong), wrong, score, detector, f"{detector}.x", (), (Candidate(right, 0.9),),
        id=f"{block}-{start}",
    )  # fmt: skip
    return Doubt("a", block, flag)


DOUBTS = [doubt("b1", 0, "甲", "乙"), doubt("b1", 5, "丙", "丁", 0.5), doubt("b2", 0, "甲", "乙", 0.7)]
RANKS = {"b1": 0, "b2": 1}


def test_orders_have_their_keys():
    by_score, by_kind = Sorter(Order.SCORE, RANKS), Sorter(Order.KIND, RANKS)
    assert sorted(DOUBTS, key=by_score.key) == [DOUBTS[0], DOUBTS[2], DOUBTS[1]]
    number = doubt("b1", 1, "x", "y", detector="numbers")
    assert sorted([number, *DOUBTS], key=by_kind.key) == [*DOUBTS, number]


def test_kinds_are_told_by_the_detector_and_unknown_ones_are_other():
    assert kind_of(DOUBTS[0].flag) is DoubtKind.MISREAD
    assert kind_of(doubt("b", 0, "x", "y", detector="mine").flag) is DoubtKind.OTHER
    assert count_kinds([entry.flag for entry in DOUBTS], 0.6) == {DoubtKind.MISREAD: 2}


def test_hidden_kinds_and_low_scores_are_not_shown():
    choice = Choice(0.6, frozenset({DoubtKind.NUMBER}))
    assert choice.shows(DOUBTS[0].flag)
    assert not choice.shows(DOUBTS[1].flag)
    assert not choice.shows(doubt("b", 0, "x", "y", detector="numbers").flag)


def of_kind(unsure):
    """Return an issue of 6,000 characters with as many doubts of a middling score."""
    text = "稻" * 6000
    page = Page("p1", "1", text)
    block = build_block("b1", Role.BODY, [Run("p1", 0, 6000)], {"p1": page})
    articles = {"a1": Article("a1", Kind.ARTICLE, ("b1",))}
    flags = tuple(doubt("b1", 5 * at, "稻", "谷", 0.4).flag for at in range(unsure))
    return Issue("i1", "made", {"p1": page}, articles, ("a1",), {"b1": block}, {"b1": flags})


def test_the_same_rate_asks_for_surer_flags_where_the_detectors_are_less_sure():
    choice = Choice(rate=2.0)
    strange, plain = suited(choice, of_kind(300)), suited(choice, of_kind(10))
    assert strange.threshold > suited(choice, None).threshold > plain.threshold
    assert threshold_in(of_kind(300), 2.0) == strange.threshold
    assert suited(Choice(0.3), of_kind(300)) == Choice(0.3)


def test_deciding_does_not_move_the_threshold():
    issue = of_kind(100)
    decided = tuple(replace(flag, status=FlagStatus.KEPT) for flag in issue.flags["b1"])
    assert threshold_in(replace(issue, flags={"b1": decided})) == threshold_in(issue)
