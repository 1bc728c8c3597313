"""Whatever several people do to their copies of an issue, and whoever is merged first: every promise holds."""

import os
from dataclasses import replace
from itertools import count

from helpers.issues import issues, operations
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.model.check import problems
from annotator.model.conflict import ConflictKind
from annotator.model.journal import replay
from annotator.model.merging.layers import Speller, changes_in, items_of, layer_of, spans_in
from annotator.model.operations import AddLabels, Operation, perform
from annotator.model.patch import Patch, difference
from annotator.model.places import Places
from annotator.model.spans import lost_spans
from annotator.services.team.merging_issue import Copy, attributed, merge_issue
from annotator.store.history import Act

# A share of the thousands that were run when this was made; ANNOTATOR_MIXTURES asks for more.
MANY = int(os.environ.get("ANNOTATOR_MIXTURES", "150"))
MIXTURES = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
    database=None,
)


class Annotator:
    """Somebody at work on a copy of an issue, who may take back what was done and do it again."""

    def __init__(self, name, base, shared, fresh):
        self.name, self.base, self.issue = name, base, base
        self.items = items_of(base, base.order if shared else ())
        self.fresh = fresh
        self.numbers = count(1)
        self.done: list[tuple[Act, Patch]] = []
        self.undone: list[Operation] = []
        self.everything: dict[int, Act] = {}

    def do(self, operation):
        change = perform(self.issue, operation)
        number = next(self.numbers)
        when = f"2026-01-{1 + number % 28:02}T00:00:00+00:00"
        act = Act(number, operation, self.name, when, False)
        self.issue = change.issue
        self.done.append((act, change.inverse))
        self.everything[act.seq] = act

    def work(self, draw):
        for _ in range(draw(st.integers(1, 5))):
            kind = draw(st.integers(0, 9))
            if kind == 0 and self.done:
                act, inverse = self.done.pop()
                self.issue = inverse.apply(self.issue)
                self.undone.append(act.operation)
            elif kind == 1 and self.undone:
                self.do(self.undone.pop())
            else:
                self.undone.clear()
                self.do(attributed(unsigned(draw(operations(self.issue, self.fresh))), self.name))

    def copy(self):
        acts = tuple(act for act, _ in self.done)
        return Copy(
            f"{self.name}.annotator",
            f"w-{self.name}",
            self.name,
            self.base,
            acts,
            lambda seqs: tuple(self.everything[seq] for seq in seqs if seq in self.everything),
            self.items,
        )


def put_in(annotator, ours):
    """Merge somebody's work, see that the journal tells exactly what was done, and return what ours is now."""
    found = merge_issue(annotator.copy(), ours, "主编")
    if found is None:
        return ours
    done = [entry.step.operation for entry in found.done]
    assert difference(replay(ours, tuple(done)), found.ours) == Patch()
    back = found.ours
    for entry in reversed(found.done):
        back = entry.inverse.apply(back)
    assert difference(back, ours) == Patch()
    return found.ours


def check_promises(issue, base):
    assert problems(issue) == []
    assert {key: page.raw for key, page in issue.pages.items()} == {
        key: page.raw for key, page in base.pages.items()
    }


def check_nothing_is_lost(issue, people, base):
    """What a person said is said in the merged issue, or somebody is asked about it."""
    said = {span for _, span in spans_in(issue)}
    asked = [place for conflict in issue.conflicts.values() for place in conflict.places]
    arrangement = any(conflict.kind is ConflictKind.ARRANGEMENT for conflict in issue.conflicts.values())
    contested = Places(asked)
    labelled_articles = {label.label for labels in issue.document_labels.values() for label in labels}
    labelled_articles |= {
        label.label
        for conflict in issue.conflicts.values()
        for choice in conflict.choices
        for label in choice.document_labels
    }
    kinds = {relation.type for relation in issue.relations.values()}
    kinds |= {
        relation.type
        for conflict in issue.conflicts.values()
        for choice in conflict.choices
        for relation in choice.relations
    }
    written = {(change.place, change.text, change.who) for change in changes_in(issue.blocks.values(), issue)}
    lost = {issue.spans[key].label for key in lost_spans(issue)}
    by_raw_text = {key for key, _ in spans_in(issue)}
    on_typed_text = {issue.spans[key].label for key in {*issue.spans} - by_raw_text - {*lost_spans(issue)}}
    speller = Speller(issue.blocks.values(), issue)
    given = Speller(base.blocks.values(), base)
    united = Places(place for place, _, _ in written)
    for person in people:
        layer = layer_of(person.issue, person.base)
        for span in {*layer.spans} - {*layer.known_spans}:
            gone = span.label in lost  # its text is deleted, which is reported
            parts = [part for told in said if told.label == span.label for part in told.ranges]
            # Where its text was replaced it lies somewhere in what stands there now.
            labelled = Places([*parts, *filter(Places(parts).overlaps, (place for place, _, _ in written))])
            there = span.label in on_typed_text
            there = there or any(labelled.overlaps(part) or contested.overlaps(part) for part in span.ranges)
            assert there or gone or arrangement
        known = layer_of(person.base)
        for label in {*layer.document_labels} - {*known.document_labels}:
            assert label.label in labelled_articles or arrangement
        for relation in {*layer.relations} - {*known.relations}:
            ends = (part for end in (relation.source, relation.target) for part in end.ranges)
            assert relation.type in kinds or any(map(contested.overlaps, ends)) or arrangement
        for change in {*layer.changes} - {*layer.known_changes}:
            if given.text(change.place) == change.text:
                continue  # typed as it was
            beside = any(change.text in text and who == change.who for _, text, who in written)
            beside = beside or speller.text(change.place) == change.text
            beside = beside or any(stands_at_edge(change, place, text) for place, text, _ in written)
            assert beside or united.overlaps(change.place) or contested.overlaps(change.place) or arrangement


def stands_at_edge(change, place, text):
    """What was inserted beside a character that is replaced or deleted is one with what stands for that character."""
    if change.place.page != place.page or change.place.start < change.place.end:
        return False
    leading = place.start == change.place.start and text.startswith(change.text)
    return leading or (place.end == change.place.end and text.endswith(change.text))


def unmarked(issue):
    return replace(issue, merges={}, conflicts={}, flags={})


@settings(MIXTURES, max_examples=MANY // 2)
@given(st.data())
def test_the_work_of_one_person_alone_is_in_the_project_exactly_as_it_was_done(data):
    base = data.draw(issues())
    person = Annotator("甲", base, shared=False, fresh=count(1))
    person.work(data.draw)
    ours = put_in(person, base)
    assert difference(unmarked(ours), unmarked(person.issue)) == Patch()
    assert not ours.conflicts
    person.work(data.draw)  # goes on, takes back what was merged
    ours = put_in(person, ours)
    check_promises(ours, base)
    if not ours.conflicts:
        assert difference(unmarked(ours), unmarked(person.issue)) == Patch()


@settings(MIXTURES, max_examples=MANY)
@given(st.data())
def test_any_mixture_of_work_can_be_merged_in_any_order(data):
    base = data.draw(issues())
    shared = data.draw(st.booleans())
    editor = Annotator("主编", base, shared=False, fresh=count(9000))
    if data.draw(st.booleans()):
        editor.work(data.draw)
    people = [
        Annotator(name, base, shared, count(1000 * number))
        for number, name in enumerate(("甲", "乙", "丙")[: data.draw(st.integers(2, 3))], start=1)
    ]
    for person in people:
        person.work(data.draw)
    outcomes = []
    for order in (people, people[::-1]):
        ours = editor.issue
        for person in order:
            ours = put_in(person, ours)
            check_promises(ours, base)
        for person in order:  # once more changes nothing
            assert put_in(person, ours) is ours
        check_nothing_is_lost(ours, people, base)
        outcomes.append(ours)
    if not any(
        conflict.kind is ConflictKind.ARRANGEMENT for ours in outcomes for conflict in ours.conflicts.values()
    ):
        assert len({frozenset(ours.conflicts) for ours in outcomes}) == 1


def unsigned(operation):
    if not isinstance(operation, AddLabels):
        return operation
    return AddLabels(tuple(replace(placed, span=replace(placed.span, who="")) for placed in operation.spans))
