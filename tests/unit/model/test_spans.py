"""Where label spans lie, in the order of reading."""

from helpers.issues import issues
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.spans import blocks_of_spans, places_by_span, places_of_span


@given(issues(), st.data())
def test_places_of_a_span_are_in_reading_order_whatever_the_order_of_the_pieces(issue, data):
    for span_id, places in places_by_span(issue).items():
        assert places_of_span(issue, span_id) == places
    wanted = data.draw(st.sets(st.sampled_from([*issue.spans, "no span"])))
    assert blocks_of_spans(issue, wanted) == {
        place.block for span_id in wanted for place in places_by_span(issue).get(span_id, ())
    }
