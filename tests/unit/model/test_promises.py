"""The promises of ARCHITECTURE.md, over random sequences of operations."""

from __future__ import annotations

import json
from itertools import count

from helpers.issues import issues, operations
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.check import problems
from annotator.model.codec import decode_operation, encode, encode_operation
from annotator.model.coverage import count as count_characters
from annotator.model.journal import replay
from annotator.model.operations import (
    AddRelations,
    ChangeRelation,
    ClearDocumentLabel,
    MoveBlocks,
    RemoveLabels,
    RemoveRelations,
    SetDocumentLabel,
    perform,
)
from annotator.model.operations.labelling import AddLabels, MoveLabel
from annotator.model.operations.review import AcceptFlag
from annotator.model.operations.text import ReplaceSeries, ReplaceText, RevertChange
from annotator.model.patch import Patch
from annotator.model.provenance import RawIndex, raw_ranges
from annotator.model.runs import is_positional
from annotator.model.spans import text_of_span

TEXT_CHANGES = (ReplaceText, ReplaceSeries, RevertChange, AcceptFlag)


@st.composite
def histories(draw):
    issue = draw(issues())
    fresh = count(1)
    changes = []
    done = []
    current = issue
    for _ in range(draw(st.integers(1, 8))):
        operation = draw(operations(current, fresh))
        change = perform(current, operation)
        done.append(operation)
        changes.append(change)
        current = change.issue
    return issue, done, changes


@given(histories())
def test_raw_text_is_immutable(history):
    base, _, changes = history
    assert changes[-1].issue.pages is base.pages
    assert all(page.raw == base.pages[page.id].raw for page in changes[-1].issue.pages.values())


@given(histories())
def test_nothing_disappears(history):
    base, _, changes = history
    assert problems(base) == []
    for change in changes:
        assert problems(change.issue) == []
        counts = count_characters(change.issue)
        assert (
            counts.total
            == counts.articles + counts.furniture + counts.unplaced
            == count_characters(base).total
        )


@given(histories())
def test_corrections_and_labels_survive_each_other(history):
    old, done, changes = history
    for operation, change in zip(done, changes, strict=True):
        new = change.issue
        gone = set(operation.spans) if isinstance(operation, RemoveLabels) else set()
        assert old.spans.keys() - gone <= new.spans.keys()
        if not isinstance(operation, (*TEXT_CHANGES, MoveLabel, AddLabels)):
            # Blocks may have come in another order; the characters are the same.
            assert letters(new) == {name: text for name, text in letters(old).items() if name not in gone}
        old = new


def letters(issue):
    return {name: sorted(text_of_span(issue, name)) for name in issue.spans}


@given(histories())
def test_relations_stay_until_they_or_their_ends_are_removed(history):
    old, done, changes = history
    for operation, change in zip(done, changes, strict=True):
        new = change.issue
        if isinstance(operation, RemoveLabels):
            (gone,) = operation.spans
            expected = {
                name: relation
                for name, relation in old.relations.items()
                if gone not in (relation.source, relation.target)
            }
            assert new.relations == expected
            assert change.inverse.apply(new).relations == old.relations
        elif not isinstance(operation, AddRelations | ChangeRelation | RemoveRelations):
            assert new.relations == old.relations
        old = new


@given(histories())
def test_labels_of_articles_go_where_the_articles_go(history):
    old, done, changes = history
    for operation, change in zip(done, changes, strict=True):
        new = change.issue
        put_away = isinstance(operation, MoveBlocks) and operation.article not in new.order
        if not isinstance(operation, SetDocumentLabel | ClearDocumentLabel) and not put_away:
            assert labels_of(new) == labels_of(old)
            for article in old.document_labels.keys() & set(new.order):
                assert labels_of(old, article) <= labels_of(new, article)
        old = new


def labels_of(issue, *articles):
    return {entry.label for name in articles or issue.order for entry in issue.document_labels.get(name, ())}


@given(histories())
def test_every_character_knows_where_it_comes_from(history):
    *_, changes = history
    issue = changes[-1].issue
    index = RawIndex(issue.blocks.values())
    for block in issue.blocks.values():
        position = 0
        for run in block.runs:
            for offset in range(run.length()):
                at = position + offset
                ranges = raw_ranges(block, at, at + 1)
                if run.text is None:
                    (raw,) = ranges
                    assert issue.pages[raw.page].raw[raw.start : raw.end] == block.text[at]
                if run.start == run.end:
                    assert ranges == ()
                    continue
                (raw,) = ranges
                assert raw.page == run.page
                assert (
                    (raw.end - raw.start == 1)
                    if is_positional(run)
                    else (raw.start, raw.end) == (run.start, run.end)
                )
                back = index.places(issue.blocks, raw.page, raw.start, raw.end)
                assert any(place.block == block.id and place.start <= at < place.end for place in back)
            position += run.length()


@given(histories())
def test_every_raw_character_finds_its_place(history):
    *_, changes = history
    issue = changes[-1].issue
    index = RawIndex(issue.blocks.values())
    for page in issue.pages.values():
        for at, character in enumerate(page.raw):
            places = index.places(issue.blocks, page.id, at, at + 1)
            if not places:
                assert character.isspace()
                continue
            (place,) = places
            if place.end == place.start + 1 and issue.blocks[place.block].text[place.start] == character:
                ranges = raw_ranges(issue.blocks[place.block], place.start, place.end)
                assert any(raw.page == page.id and raw.start <= at < raw.end for raw in ranges)


@given(histories())
def test_taking_an_operation_back_restores_everything(history):
    base, _, changes = history
    current = changes[-1].issue
    for index in reversed(range(len(changes))):
        current = changes[index].inverse.apply(current)
        assert current == (changes[index - 1].issue if index else base)


@given(histories())
def test_replay_equals_state(history):
    base, done, changes = history
    assert replay(base, tuple(done)) == changes[-1].issue


@given(histories())
def test_the_forward_patch_does_the_same_as_the_operation(history):
    base, _, changes = history
    for change in changes:
        assert change.forward.apply(base) == change.issue
        base = change.issue


@given(histories())
def test_operations_and_patches_survive_json(history):
    _, done, changes = history
    for operation, change in zip(done, changes, strict=True):
        data = json.loads(json.dumps(encode_operation(operation), ensure_ascii=False))
        assert decode_operation(data) == operation
        patch = json.loads(json.dumps(encode(change.inverse), ensure_ascii=False))
        assert decode_patch(patch) == change.inverse


def decode_patch(data):
    from annotator.model.codec import decode

    return decode(Patch, data)
