"""The remembered list of doubts says what the services say, whatever happens to the issue."""

from dataclasses import replace
from itertools import count

from helpers.issues import issues, operations
from helpers.series import series_of
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.operations import perform
from annotator.services.doubts.review import doubts, next_doubt
from annotator.services.doubts.stream import Choice, DoubtKind, Order, kind_of, series_key
from annotator.ui.controllers.proofread.doubt_list import DoubtList
from annotator.ui.panels.flag_model import FlagModel


class Desktop:
    """What the list asks of a workspace."""

    def __init__(self, issue):
        self.issue = issue
        self.article_id = next(iter(issue.order), "")
        self.issue_id = issue.id
        self.known = frozenset()
        self.choice = Choice(0.3)


@given(st.data(), issues())
def test_the_list_agrees_with_the_services_after_every_change(data, issue):
    desktop, fresh, model = Desktop(issue), count(1), FlagModel()
    found = DoubtList(desktop)
    for _ in range(data.draw(st.integers(1, 6))):
        desktop.issue = perform(desktop.issue, data.draw(operations(desktop.issue, fresh))).issue
        desktop.choice = Choice(data.draw(st.sampled_from([0.3, 0.3, 0.6])))
        threshold = desktop.choice.threshold
        expected = list(doubts(desktop.issue, threshold))
        assert found.all() == expected == found.stream()
        assert found.first() == next_doubt(desktop.issue, threshold, None, None)
        for doubt in expected:
            after = (doubt.block, doubt.flag.end)
            assert found.next(after) == next_doubt(desktop.issue, threshold, None, after)
            assert found.following(doubt, doubt.flag.end) == found.next(after)
            assert doubt in found.series_with(doubt).members
            assert found.series_with(doubt) in found.series()
        desktop.choice = replace(desktop.choice, order=Order.SERIES)
        assert found.series() == series_of(desktop.issue, threshold)
        model.set_series(desktop.issue, found.series())
        check_model(model, found.series())


@given(issues(), st.sampled_from(Order))
def test_going_on_comes_to_every_doubt_once_in_every_order(issue, order):
    desktop = Desktop(issue)
    desktop.choice = Choice(0.1, order=order)
    found = DoubtList(desktop)
    listed = found.stream()
    assert sorted(entry.flag.id for entry in listed) == sorted(entry.flag.id for entry in found.all())
    places = {(entry.block, entry.flag.start) for entry in listed}
    if len(places) < len(listed):
        return  # two doubts between the same characters
    met = [found.first()] if listed else []
    for _ in listed[1:]:
        met.append(found.following(met[-1], met[-1].flag.end + (met[-1].flag.start == met[-1].flag.end)))
    assert met == listed
    backwards = [found.previous(entry) for entry in listed]
    assert backwards == listed[-1:] + listed[:-1]


@given(issues())
def test_orders_are_what_they_say(issue):
    desktop = Desktop(issue)
    found = DoubtList(desktop)
    desktop.choice = Choice(0.1, order=Order.SCORE)
    scores = [entry.flag.score for entry in found.stream()]
    assert scores == sorted(scores, reverse=True)
    desktop.choice = Choice(0.1, order=Order.KIND)
    ranks = [list(DoubtKind).index(kind_of(entry.flag)) for entry in found.stream()]
    assert ranks == sorted(ranks)
    desktop.choice = Choice(0.1, order=Order.SERIES)
    stream = [series_key(entry) for entry in found.stream()]
    assert list(dict.fromkeys(stream)) == [(one.wrong, one.right) for one in series_of(issue, 0.1)]
    for kind in DoubtKind:
        desktop.choice = Choice(0.1, hidden=frozenset({kind}))
        assert kind not in {kind_of(entry.flag) for entry in found.all()}
        assert found.kinds(0.1).total() - found.kinds(0.1)[kind] == len(found.all())


def check_model(model, series):
    """Every row says what its series or hit says, and knows its parent."""
    assert model.rowCount() == len(series)
    for row, entry in enumerate(series):
        top = model.index(row, 0)
        assert model.series_at(top) == entry
        assert model.data(top) == f"{entry.wrong} → {entry.right}"
        assert model.rowCount(top) == (len(entry.members) if len(entry.members) > 1 else 0)
        for number, member in enumerate(entry.members):
            index = model.index_of(member)
            if len(entry.members) == 1:
                assert index == top
            else:
                assert index.parent() == top
                assert index.row() == number
                assert model.doubts_at(index) == (member,)
