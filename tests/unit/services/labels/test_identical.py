"""Labels on every identical text: none twice, none left out, one operation of each kind however many they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.made import bridge_issue
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.article import Article, Kind, Role, Run, build_block
from annotator.model.issue import Issue
from annotator.model.labels import Attribute, Label, LabelSpan
from annotator.model.operations import AddLabels, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.page import Page
from annotator.model.provenance import Place
from annotator.services.editing.finding import Query, find_in_issue, prepare
from annotator.services.labels.identical import (
    identical_places,
    labelled_hits,
    over_issues,
    put_labels,
    take_labels,
)
from annotator.services.labels.labelling import listed_spans, put_label

ORG = Label("ORG", "机构", "#0072b2")


def after(issue, *operations):
    for operation in operations:
        issue = perform(issue, operation).issue
    return issue


def issue_with(text):
    pages = {"p": Page("p", "p.txt", text)}
    block = build_block("b", Role.BODY, (Run("p", 0, len(text)),), pages)
    issue = Issue("i", "i", pages, blocks={"b": block}, order=("a",))
    return replace(issue, articles={**issue.articles, "a": Article("a", Kind.ARTICLE, ("b",))})


def put(start, end, label="ORG", **more):
    return AddLabels(
        (PlacedSpan(LabelSpan(f"{label}{start}-{end}", label, **more), (Place("b", start, end),)),)
    )


def test_every_identical_string_is_labelled_once():
    issue = bridge_issue()
    places = identical_places(issue, "网络")
    assert places == [Place("b3", 0, 2), Place("b7", 5, 7)]
    issue = after(issue, put_label("ORG", tuple(places[:1])))
    issue = after(issue, *put_labels(issue, ORG, places))
    assert put_labels(issue, ORG, places) == ()
    assert [entry.text for entry in listed_spans(issue)] == ["网络", "网络"]


def test_new_spans_have_the_labels_defaults_and_are_signed():
    label = replace(ORG, attributes=(Attribute("sure", "sure", default="high"),))
    (operation,) = put_labels(issue_with("网络和网络"), label, [Place("b", 0, 2)], "甲")
    assert [(each.span.who, each.span.attributes) for each in operation.spans] == [
        ("甲", (("sure", "high"),))
    ]


def test_a_place_inside_a_longer_span_of_the_label_is_left_alone():
    issue = after(issue_with("青山镇和青山"), put(0, 3))
    (operation,) = put_labels(issue, ORG, identical_places(issue, "青山"))
    assert [each.places for each in operation.spans] == [(Place("b", 4, 6),)]


def test_a_label_that_must_not_overlap_itself_does_not():
    issue = after(issue_with("青山镇长"), put(2, 4))
    assert put_labels(issue, replace(ORG, overlaps_itself=False), [Place("b", 0, 3)]) == ()
    assert put_labels(issue, ORG, [Place("b", 0, 3)])


def test_a_suggestion_of_the_label_is_accepted_instead_of_doubled():
    issue = after(issue_with("网络和网络"), put(0, 2, suggested=True, score=0.7))
    issue = after(issue, *put_labels(issue, ORG, identical_places(issue, "网络"), "甲"))
    spans = [entry.span for entry in listed_spans(issue)]
    assert [(span.suggested, span.who) for span in spans] == [(False, "甲"), (False, "甲")]


def test_unlabelling_takes_the_label_from_its_places_only():
    issue = after(issue_with("网络和网络"), put(0, 2), put(0, 2, "LOC"), put(3, 5), put(0, 3))
    places = identical_places(issue, "网络")
    issue = after(issue, *take_labels(issue, "ORG", places))
    assert {entry.span.id for entry in listed_spans(issue)} == {"LOC0-2", "ORG0-3"}
    assert take_labels(issue, "ORG", places) == ()


def test_unlabelling_a_hit_takes_what_lies_inside_it_if_that_is_wanted():
    issue = after(issue_with("网络和网络"), put(0, 2), put(1, 4), put(3, 5, "LOC"))
    assert take_labels(issue, None, [Place("b", 0, 3)]) == ()
    (operation,) = take_labels(issue, None, [Place("b", 0, 3)], inside=True)
    assert operation.spans == ("ORG0-2",)


def test_hits_that_have_the_label_are_told():
    issue = after(issue_with("网络和网络"), put(3, 5))
    passages = find_in_issue(issue, prepare(Query("网络"))).passages
    assert labelled_hits(issue, "ORG", passages) == {("b", 3, 5)}
    assert labelled_hits(issue, "LOC", passages) == set()


def test_issues_with_nothing_to_do_are_left_out():
    one, other = issue_with("网络"), replace(after(issue_with("网络"), put(0, 2)), id="j")
    passages = [*find_in_issue(one, prepare(Query("网络"))).passages]
    passages += find_in_issue(other, prepare(Query("网络"))).passages
    made = over_issues(
        passages, {"i": one, "j": other}.__getitem__, lambda issue, places: put_labels(issue, ORG, places)
    )
    assert made.keys() == {"i"}


@given(st.text("网络和", max_size=40), st.sampled_from(["网", "网络", "络和网"]), st.booleans())
def test_afterwards_every_hit_has_the_label_or_lies_in_one(text, wanted, overlaps):
    issue = issue_with(text or "和")
    label = replace(ORG, overlaps_itself=overlaps)
    places = identical_places(issue, wanted)
    issue = after(issue, *put_labels(issue, label, places))
    pieces = issue.pieces.get("b", ())
    assert [(piece.start, piece.end) for piece in pieces] == [(place.start, place.end) for place in places]
    issue = after(issue, *take_labels(issue, "ORG", places))
    assert not issue.spans
    assert not issue.pieces


@pytest.mark.parametrize("text", ["", "无"])
def test_a_text_that_stands_nowhere_has_no_places(text):
    assert identical_places(bridge_issue(), text) == []
