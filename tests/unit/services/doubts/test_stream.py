"""What follows a doubt does not depend on whether it is decided already."""

from annotator.model.flag import Candidate, Flag
from annotator.services.doubts.review import Doubt
from annotator.services.doubts.stream import Choice, DoubtKind, Order, Sorter, count_kinds, kind_of


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
