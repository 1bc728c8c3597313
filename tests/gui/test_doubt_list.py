"""The remembered list of doubts says what the services say, whatever happens to the issue."""

from itertools import count

from helpers.issues import issues, operations
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.operations import perform
from annotator.services.review import doubts, next_doubt, series_of
from annotator.ui.controllers.doubt_list import DoubtList
from annotator.ui.panels.flag_model import FlagModel


class Desktop:
    """What the list asks of a workspace."""

    def __init__(self, issue):
        self.issue = issue
        self.threshold = 0.3


@given(st.data(), issues())
def test_the_list_agrees_with_the_services_after_every_change(data, issue):
    desktop, fresh, model = Desktop(issue), count(1), FlagModel()
    found = DoubtList(desktop)
    for _ in range(data.draw(st.integers(1, 6))):
        desktop.issue = perform(desktop.issue, data.draw(operations(desktop.issue, fresh))).issue
        desktop.threshold = data.draw(st.sampled_from([0.3, 0.3, 0.6]))
        expected = list(doubts(desktop.issue, desktop.threshold))
        assert found.all() == expected
        assert found.series() == series_of(desktop.issue, desktop.threshold)
        assert found.first() == next_doubt(desktop.issue, desktop.threshold, None, None)
        for doubt in expected:
            after = (doubt.block, doubt.flag.end)
            assert found.next(after) == next_doubt(desktop.issue, desktop.threshold, None, after)
            assert doubt in found.series_with(doubt).members
            assert found.series_with(doubt) in found.series()
        model.set_series(desktop.issue, found.series())
        check_model(model, found.series())


def check_model(model, series):
    """Every row says what its series or hit says, and knows its parent."""
    assert model.rowCount() == len(series)
    for row, entry in enumerate(series):
        top = model.index(row, 0)
        assert model.series_at(top) == entry
        assert model.data(top) == f"{entry.wrong} → {entry.right}"
        assert model.rowCount(top) == (len(entry.members) if len(entry.members) > 1 else 0)
        for number, member in enumerate(entry.members):
            index = model.index_of(member.flag.id)
            if len(entry.members) == 1:
                assert index == top
            else:
                assert index.parent() == top
                assert index.row() == number
                assert model.doubts_at(index) == (member,)
