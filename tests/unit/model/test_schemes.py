"""A label scheme that makes no sense is told so, and codes of keys can be typed without a pause."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.codec import decode, encode
from annotator.model.labels import Attribute, AttributeKind, Label, LabelScheme, Level, RelationType
from annotator.model.schemes import chosen, free_key, problems_of

PER = Label("PER", "人物", "#d55e00", "p")
ORG = Label("ORG", "机构", "#0072b2", "or")
WORKS = RelationType("works_for", "任职", "#009e73", "w", sources=("PER",), targets=("ORG",))
SCHEME = LabelScheme("s", "实体", (PER, ORG), (WORKS,))


def codes(scheme):
    return [(problem.code, problem.subject, problem.value) for problem in problems_of(scheme)]


def of_labels(*labels):
    return codes(LabelScheme("s", "实体", labels))


def test_a_sound_scheme_has_no_problems():
    assert codes(SCHEME) == []
    assert of_labels(replace(PER, id="Person Name")) == []


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (Label("PER", "别人", "#d55e00"), ("id.twice", "PER", "")),
        (Label("", "无名", "#d55e00"), ("id.empty", "无名", "")),
        (Label("A\tB", "空格", "#d55e00"), ("id.blank", "A\tB", "")),
        (Label(" A", "空格", "#d55e00"), ("id.blank", " A", "")),
        (Label("X", " ", "#d55e00"), ("name.empty", "X", "")),
        (Label("X", "色", "red"), ("color", "X", "")),
        (Label("X", "键", "#d55e00", "P"), ("key.twice", "X", "p")),
        (Label("X", "键", "#d55e00", "pa"), ("key.begins", "X", "pa")),
        (Label("X", "键", "#d55e00", "O"), ("key.begins", "X", "or")),
        (Label("X", "键", "#d55e00", "xyz"), ("key.long", "X", "xyz")),
        (Label("X", "键", "#d55e00", " "), ("key.blank", "X", " ")),
    ],
)
def test_what_is_wrong_with_a_label_is_told(label, code):
    assert of_labels(PER, ORG, label) == [code]


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        (Attribute("", "无"), "attribute.id"),
        (Attribute("a", ""), "attribute.name"),
        (Attribute("a", "选", AttributeKind.CHOICE), "attribute.choices"),
        (Attribute("a", "选", AttributeKind.CHOICE, ("甲", "甲")), "attribute.choices"),
        (Attribute("a", "选", AttributeKind.CHOICE, ("甲",), "乙"), "attribute.default"),
        (Attribute("a", "是否", AttributeKind.YES_NO, (), "no"), "attribute.default"),
    ],
)
def test_what_is_wrong_with_an_attribute_is_told(attribute, code):
    assert of_labels(replace(PER, attributes=(attribute,))) == [(code, "PER", attribute.id)]
    twice = Attribute("b", "乙"), Attribute("b", "乙")
    assert of_labels(replace(PER, attributes=twice)) == [("attribute.twice", "PER", "b")]


def test_relations_join_labels_of_spans_only():
    topic = Label("TOPIC", "题材", "#0072b2", level=Level.DOCUMENT)
    relation = replace(WORKS, targets=("ORG", "TOPIC", "GONE"))
    scheme = LabelScheme("s", "实体", (PER, ORG, topic), (relation,))
    assert codes(scheme) == [
        ("relation.label", "works_for", "TOPIC"),
        ("relation.label", "works_for", "GONE"),
    ]
    assert codes(LabelScheme("s", " ")) == [("scheme.name", "", ""), ("scheme.labels", "", "")]


def test_a_relation_goes_the_way_it_is_meant():
    assert WORKS.allows("PER", "ORG")
    assert not WORKS.allows("ORG", "PER")
    assert replace(WORKS, directed=False).allows("ORG", "PER")
    assert RelationType("any", "任意", "#000000").allows("ORG", "ORG")


def test_keys_choose_a_label_or_wait_for_more():
    assert chosen(SCHEME.labels, "P").entry == PER
    assert chosen(SCHEME.labels, "P").longer == ()
    assert (chosen(SCHEME.labels, "o").entry, chosen(SCHEME.labels, "o").longer) == (None, (ORG,))
    assert chosen(SCHEME.labels, "oR").entry == ORG
    assert chosen(SCHEME.labels, "oz") == chosen(SCHEME.labels, "z")


@given(st.integers(0, 90))
def test_there_is_a_free_key_for_more_labels_than_letters(n_labels):
    keys = []
    for _ in range(n_labels):
        keys.append(free_key(keys, "PER"))
    labels = tuple(Label(f"L{n}", "名", "#000000", key) for n, key in enumerate(keys))
    assert "" not in keys
    assert of_labels(*labels) == ([] if labels else [("scheme.labels", "", "")])


def test_a_scheme_survives_json_and_old_ones_can_be_read():
    assert decode(LabelScheme, encode(SCHEME)) == SCHEME
    old = {
        "id": "s",
        "name": "实体",
        "labels": [{"id": "PER", "name": "人物", "color": "#d55e00", "key": "p"}],
    }
    assert decode(LabelScheme, old) == LabelScheme("s", "实体", (PER,))
