"""The book of series says what grouping all doubts anew would say, and leads through every series in turn."""

from helpers.issues import issues
from helpers.series import series_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.flag import Candidate, Flag
from annotator.services.doubts.review import Doubt, doubts
from annotator.services.doubts.series import SeriesBook
from annotator.services.doubts.stream import Order, Sorter, series_in, series_key


def doubt(block, start, wrong, right="好"):
    flag = Flag(
        start, start + len(wrong), wrong, 0.9, "lattice", "lattice.x", (), (Candidate(right, 0.9),),
        id=f"{block}-{start}",
    )  # fmt: skip
    return Doubt("a", block, flag)


RANKS = {f"b{number}": number for number in range(9)}


@given(st.data(), issues(), st.sampled_from(Order))
def test_the_book_agrees_with_grouping_anew_after_every_change(data, issue, order):
    ranks = {
        block: rank for rank, block in enumerate(b for a in issue.order for b in issue.articles[a].blocks)
    }
    sorter = Sorter(order, ranks)
    present = {block: [entry for entry in doubts(issue, 0.0) if entry.block == block] for block in ranks}

    def listed():
        return [entry for block in ranks for entry in present[block]]

    book = SeriesBook(sorter, listed())
    for _ in range(data.draw(st.integers(0, 4))):
        block = data.draw(st.sampled_from(sorted(ranks)))
        left = [entry for entry in present[block] if data.draw(st.booleans())]
        book.change(present[block], left)
        present[block] = left
        stream = sorted(listed(), key=sorter.key)
        expected = series_in(stream)
        if order is Order.SERIES:
            expected.sort(key=lambda series: -len(series.members))
        assert [(one.wrong, one.right) for one in book.all()] == [(one.wrong, one.right) for one in expected]
        assert {frozenset(e.flag.id for e in one.members) for one in book.all()} == {
            frozenset(e.flag.id for e in one.members) for one in expected
        }


@given(issues())
def test_the_largest_series_come_first(issue):
    ranks = {
        block: rank for rank, block in enumerate(b for a in issue.order for b in issue.articles[a].blocks)
    }
    assert SeriesBook(Sorter(Order.SERIES, ranks), doubts(issue, 0.1)).all() == series_of(issue, 0.1)


def test_what_did_not_change_is_the_same_object():
    one, two = doubt("b0", 0, "甲"), doubt("b1", 0, "乙")
    book = SeriesBook(Sorter(Order.SERIES, RANKS), [one, two])
    before = book.all()[1]
    book.change([one], [])
    assert book.all()[0] is before


def test_a_series_that_shrinks_is_gone_through_before_the_next_and_keeps_its_place():
    first = [doubt(f"b{number}", 0, "甲") for number in range(3)]
    second = [doubt(f"b{number}", 5, "乙") for number in range(3)]
    third = [doubt("b5", 0, "丙")]
    book = SeriesBook(
        Sorter(Order.SERIES, RANKS), sorted([*first, *second, *third], key=lambda d: (d.block, d.flag.start))
    )
    book.change([first[0], second[0]], [second[0]])
    assert book.after(first[0]) == first[1]
    book.change([first[1], second[1]], [second[1]])
    assert book.after(first[1]) == first[2]
    assert book.after(first[2]) == second[0]  # passed over, the series is small now but not last
    book.change([first[2], second[2]], [second[2]])
    assert book.after(first[2]) == second[0]
    assert book.after(second[2]) == third[0]
    assert book.after(third[0]) == second[0]
    assert series_key(third[0]) == ("丙", "好")


def test_a_book_made_anew_goes_on_where_a_series_stood_that_is_gone():
    gone = [doubt("b0", 0, "甲"), doubt("b1", 0, "甲"), doubt("b2", 0, "甲")]
    left = [doubt("b3", 0, "乙"), doubt("b4", 0, "丙"), doubt("b5", 0, "丙")]
    sorter = Sorter(Order.SERIES, RANKS)
    before = SeriesBook(sorter, [*gone, *left])
    assert SeriesBook(sorter, left, before.entered).after(gone[0]) == left[1]
