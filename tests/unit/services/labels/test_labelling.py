"""Labels are put, found, changed, and follow corrections."""

from __future__ import annotations

from helpers.made import bridge_issue

from annotator.model.operations import ReplaceText, perform
from annotator.model.provenance import Place
from annotator.services.labels.labelling import (
    change_label,
    listed_spans,
    move_label,
    put_label,
    remove_labels,
    spans_at,
)


def test_a_label_follows_the_correction_inside_it():
    issue = perform(bridge_issue(), put_label("ORG", (Place("b3", 0, 6),))).issue
    issue = perform(issue, ReplaceText("b3", 2, 3, "覆", "袋", "typing")).issue
    assert listed_spans(issue)[0].text == "网络覆盖全市"


def test_a_label_whose_text_is_deleted_is_listed_as_lost():
    issue = perform(bridge_issue(), put_label("ORG", (Place("b3", 2, 4),))).issue
    issue = perform(issue, ReplaceText("b3", 0, 6, "", "网络袋盖全市", "typing")).issue
    (listed,) = listed_spans(issue)
    assert listed.lost
    issue = perform(issue, move_label(listed.span.id, (Place("b3", 0, 2),))).issue
    assert not listed_spans(issue)[0].lost


def test_the_innermost_span_comes_first():
    issue = bridge_issue()
    outer, inner = put_label("ORG", (Place("b3", 0, 6),)), put_label("LOC", (Place("b3", 4, 6),))
    issue = perform(perform(issue, outer).issue, inner).issue
    assert [span.label for span in spans_at(issue, "b3", 5, 5)] == ["LOC", "ORG"]
    span = spans_at(issue, "b3", 5, 5)[0]
    issue = perform(issue, change_label(span, "TIME")).issue
    assert [span.label for span in spans_at(issue, "b3", 4, 5)] == ["TIME", "ORG"]
    assert [span.label for span in spans_at(perform(issue, remove_labels(span.id)).issue, "b3", 5, 5)] == [
        "ORG"
    ]
