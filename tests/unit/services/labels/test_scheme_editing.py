"""While a scheme is edited it is known what becomes of the spans of each label."""

from dataclasses import replace

from annotator.model.labels import Label, LabelScheme, RelationType
from annotator.model.schemes import problems_of
from annotator.services.labels.scheme_editing import draft_of, fresh_id

SCHEME = LabelScheme(
    "s",
    "实体",
    (
        Label("PER", "人物", "#d55e00", "p"),
        Label("LOC", "地点", "#009e73", "l"),
        Label("ORG", "机构", "#0072b2", "o"),
    ),
    (RelationType("in", "位于", "#009e73", "i", sources=("PER", "ORG"), targets=("LOC",)),),
)


def renamed(draft, index, label_id):
    return draft.put_label(index, replace(draft.labels.entries[index], id=label_id))


def test_nothing_changed_is_nothing_to_replace():
    draft = draft_of(SCHEME)
    assert draft.scheme == SCHEME
    assert draft.replacements.labels == draft.replacements.relations == {}


def test_a_renamed_label_takes_spans_and_relation_types_along():
    draft = renamed(renamed(draft_of(SCHEME), 0, "PERSON"), 0, "HUMAN")
    assert draft.replacements.labels == {"PER": "HUMAN"}
    assert draft.relations.entries[0].sources == ("HUMAN", "ORG")
    assert renamed(draft, 0, "PER").replacements.labels == {}


def test_what_was_given_to_a_label_follows_its_new_name_and_its_own_successor():
    draft = draft_of(SCHEME).remove_label(2, "PER")
    assert draft.relations.entries[0].sources == ("PER",)
    draft = renamed(draft, 0, "HUMAN")
    assert draft.replacements.labels == {"PER": "HUMAN", "ORG": "HUMAN"}
    assert draft.remove_label(0, "LOC").replacements.labels == {"PER": "LOC", "ORG": "LOC"}
    assert draft.remove_label(0, None).replacements.labels == {"PER": None, "ORG": None}


def test_spans_of_a_removed_label_can_stay():
    draft = draft_of(SCHEME).remove_label(1, None, keep=True)
    assert draft.replacements.labels == {}
    assert draft.relations.entries[0].targets == ()


def test_new_labels_and_relation_types_fit_in_and_can_be_moved():
    draft = draft_of(SCHEME).add_label("新", 1).add_label("新", 1).add_relation("新", 0)
    assert problems_of(draft.scheme) == ()
    assert [label.id for label in draft.labels.entries] == ["PER", "LABEL_2", "LABEL", "LOC", "ORG"]
    assert len({label.color for label in draft.labels.entries}) == 5
    moved = replace(draft, labels=draft.labels.move(0, 4))
    assert [label.id for label in moved.labels.entries] == ["LABEL_2", "LABEL", "LOC", "ORG", "PER"]
    assert moved.replacements.labels == {}
    assert renamed(moved, 4, "P").replacements.labels == {"PER": "P"}
    assert draft.remove_label(1, None).replacements.labels == {}


def test_ids_are_free_and_without_blanks():
    assert fresh_id(" 人 物 ", {"人_物"}) == "人_物_2"
    assert fresh_id(" ", set()) == "X"
