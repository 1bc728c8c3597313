"""Which relations are possible, and how they are listed."""

import pytest
from helpers.hand_made import hand_made_issue

from annotator.model.labels import Label, LabelScheme, LabelSpan, RelationType
from annotator.model.operations import AddLabels, ReplaceText, perform
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.labels.relating import (
    listed_relations,
    possible_targets,
    relate,
    reverse,
    types_between,
)

WORKS = RelationType("works_for", "任职", "#000000", sources=("PER",), targets=("ORG",))
SAME = RelationType("same", "同指", "#000000", directed=False)
SCHEME = LabelScheme("s", "实体", (Label("PER", "人物", "#000000"),), (WORKS, SAME))


@pytest.fixture
def issue():
    spans = [
        ("p", "PER", ("y1", 5, 7), {}),
        ("o", "ORG", ("b1", 12, 15), {}),
        ("g", "ORG", ("b1", 0, 2), {"suggested": True}),
        ("l", "LOC", ("b4", 0, 2), {}),
        ("q", "ORG", ("t1", 0, 2), {}),
    ]
    placed = [
        PlacedSpan(LabelSpan(name, label, **said), (Place(*place),)) for name, label, place, said in spans
    ]
    return perform(hand_made_issue(), AddLabels(tuple(placed))).issue


def test_targets_are_those_the_scheme_allows_in_reading_order(issue):
    assert [each.span for each in possible_targets(issue, "a1", "p", (WORKS,))] == ["q", "o"]
    assert [each.text for each in possible_targets(issue, "a1", "p", (WORKS,))] == ["山村", "𠮷祥牌"]
    assert possible_targets(issue, "a1", "o", (WORKS,)) == []
    assert [each.span for each in possible_targets(issue, "a1", "o", (SAME,))] == ["q", "p"]
    assert types_between(issue, SCHEME, "p", "o") == (WORKS, SAME)
    assert types_between(issue, SCHEME, "o", "p") == (SAME,)


def test_a_relation_is_put_once_and_an_undirected_one_once_in_either_direction(issue):
    issue = perform(issue, relate(issue, WORKS, "p", "o")).issue
    assert relate(issue, WORKS, "p", "o") is None
    assert relate(issue, WORKS, "p", "q") is not None
    issue = perform(issue, relate(issue, SAME, "o", "q")).issue
    assert relate(issue, SAME, "q", "o") is None


def test_relations_are_listed_by_their_sources_with_texts_as_they_are_now(issue):
    assert listed_relations(issue) == []
    issue = perform(issue, relate(issue, SAME, "o", "q")).issue
    issue = perform(issue, relate(issue, WORKS, "p", "o")).issue
    issue = perform(issue, ReplaceText("b1", 12, 15, "", "𠮷祥牌", "typing")).issue
    listed = listed_relations(issue)
    assert [(each.relation.type, each.source_text, each.target_text) for each in listed] == [
        ("works_for", "何田", ""),
        ("same", "", "山村"),
    ]
    assert (listed[0].source, listed[0].target) == (Place("y1", 5, 7), None)
    turned = perform(issue, reverse(listed[0].relation)).issue.relations[listed[0].relation.id]
    assert (turned.source, turned.target) == ("o", "p")
