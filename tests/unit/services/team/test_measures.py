"""Measures of agreement give what is printed where they were published."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.services.team.measures import (
    Marked,
    alpha_nominal,
    cohen_kappa,
    confusion,
    fleiss_kappa,
    match_exactly,
    match_overlapping,
    observed,
    table_of,
    unitizing,
)


def test_cohen_1960():
    # Table 1 of the paper, as counts of 200: κ is printed as .492, observed agreement as .70.
    counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    table = [
        (count, (row, column)) for row, listed in enumerate(counts) for column, count in enumerate(listed)
    ]
    assert observed(table) == pytest.approx(0.70)
    assert cohen_kappa(table) == pytest.approx(0.492, abs=0.0005)


FLEISS = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"""


def test_fleiss_1971():
    # Table 1 of the paper: 30 patients, 6 psychiatrists, 5 diagnoses; κ is printed as .430.
    table = [
        (1, tuple(itertools.chain.from_iterable([kind] * int(count) for kind, count in enumerate(row))))
        for row in FLEISS.split()
    ]
    assert all(len(values) == 6 for _, values in table)
    assert fleiss_kappa(table) == pytest.approx(0.430, abs=0.0005)
    assert observed(table) == pytest.approx(0.556, abs=0.0005)


def test_krippendorff_2011_nominal_with_missing_data():
    # Four observers, twelve units: α is printed as .743.
    rows = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    units = zip(*(row.split() for row in rows), strict=True)
    table = [(1, tuple(None if value == "." else value for value in unit)) for unit in units]
    assert alpha_nominal(table) == pytest.approx(0.743, abs=0.0005)


def test_krippendorff_2004_unitizing():
    # The worked example of the paper: a continuum of 300 that begins at 150, two observers, categories c and k.
    # Printed: observed .0144 and 0, expected .0532 and .0490.
    c = unitizing(300, [[(75, 145), (220, 250)], [(70, 150), (205, 225), (250, 270)]])
    k = unitizing(300, [[(30, 90), (150, 200)], [(30, 90), (150, 200)]])
    assert c.observed == pytest.approx(0.0144, abs=0.00005)
    assert k.observed == 0
    assert c.expected == pytest.approx(0.0532, abs=0.00005)
    assert k.expected == pytest.approx(0.0490, abs=0.00005)
    assert c.alpha == pytest.approx(1 - 0.0144 / 0.0532, abs=0.002)
    assert k.alpha == 1
    assert (c + k).alpha == pytest.approx(0.859, abs=0.0005)


UNITS = st.lists(
    st.tuples(st.integers(0, 39), st.integers(1, 12)).map(lambda unit: (unit[0], min(40, sum(unit)))),
    max_size=5,
)


@given(st.lists(UNITS, min_size=2, max_size=3))
def test_unitizing_counts_every_pair_of_sections(people):
    """The published double sum over all sections, units and gaps, written down as it is printed."""

    def sections(units):
        merged = []
        for start, end in sorted(units):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        edges = [0, *itertools.chain.from_iterable(merged), 40]
        gaps = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
        return [(*unit, True) for unit in merged] + [(*gap, False) for gap in gaps]

    told = [sections(units) for units in people]
    apart = 0
    for one, other in itertools.permutations(told, 2):
        for start, end, unit in one:
            for begin, stop, across in other:
                if unit and across and start < stop and begin < end:
                    apart += (start - begin) ** 2 + (end - stop) ** 2
                elif (unit and not across and begin <= start and end <= stop) or (
                    across and not unit and start <= begin and stop <= end
                ):
                    apart += (end - start) ** 2 if unit else (stop - begin) ** 2
    count = len(people)
    units = [end - start for listed in told for start, end, unit in listed if unit]
    gaps = [end - start for listed in told for start, end, unit in listed if not unit]
    chance = sum(
        (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        + size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
        for size in units
    )
    ways = count * 40 * (count * 40 - 1) - sum(size * (size - 1) for size in units)
    found = unitizing(40, people)
    if units:
        assert found.observed == pytest.approx(apart / (count * (count - 1) * 40**2))
        assert found.expected == pytest.approx(2 / 40 * chance / ways)
    else:
        assert found.alpha is None


def test_a_measure_that_is_not_defined_is_none():
    assert observed([]) is None
    assert cohen_kappa([(5, ("a", "a"))]) is None
    assert fleiss_kappa([(5, ("a", None))]) is None
    assert alpha_nominal([(5, ("a", None)), (3, ("b", "b"))]) is None
    assert unitizing(10, [[], []]).alpha is None


def spans(*told):
    return [Marked(label, ((start, end),)) for label, start, end in told]


def test_spans_are_the_same_or_overlap():
    one = spans(("PER", 0, 2), ("PER", 5, 8), ("LOC", 10, 12))
    other = spans(("PER", 0, 2), ("PER", 6, 9), ("ORG", 10, 12), ("LOC", 20, 22))
    exact, overlapping = match_exactly(one, other), match_overlapping(one, other)
    assert exact.f1 == pytest.approx(2 / 7)
    assert (overlapping.found, overlapping.answered) == (2, 2)
    assert overlapping.f1 == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert confusion(one, other) == {
        ("PER", "PER"): 2,
        ("LOC", "ORG"): 1,
        ("", "LOC"): 1,
    }


def test_a_span_with_a_gap_does_not_overlap_what_lies_in_the_gap():
    gapped = [Marked("PER", ((0, 2), (6, 8)))]
    assert match_overlapping(gapped, spans(("PER", 3, 5))).found == 0
    assert match_overlapping(gapped, spans(("PER", 7, 9))).found == 1


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 9)), max_size=12),
    st.randoms(),
)
def test_overlaps_are_found_as_by_comparing_each_with_each(told, chance: random.Random):
    listed = [Marked(label, ((start, start + size),)) for label, start, size in told]
    chance.shuffle(listed)
    one, other = listed[: len(listed) // 2], listed[len(listed) // 2 :]
    match = match_overlapping(one, other)
    assert match.found == sum(any(a.label == b.label and a.shared(b) for b in other) for a in one)
    assert match.answered == sum(any(a.label == b.label and a.shared(b) for a in one) for b in other)
    counts = confusion(one, other)
    assert sum(count for (first, _), count in counts.items() if first) == len(one)
    assert sum(count for (_, second), count in counts.items() if second) == len(other)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), st.sampled_from("ab")), max_size=6))
def test_a_table_says_of_each_character_what_was_said(said):
    ranges = [(start, min(20, start + size), what) for start, size, what in said]
    flat = [value for size, value in table_of(20, [ranges, None]) for _ in range(size)]
    assert flat == [
        (tuple(sorted({what for start, end, what in ranges if start <= at < end})), None) for at in range(20)
    ]
