"""Reconciling the labels of two copies of an issue: spans and the relations between them.

A span is told by its label, attributes and the raw characters under it. What both copies say is one span; everything
else that they say is added, so that nothing is lost before a person has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotator.model.anchoring import Locator
from annotator.model.conflict import LayerSpan
from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece, LabelSpan, Relation
from annotator.model.marks import unite_pieces
from annotator.model.merging.layers import layer_span
from annotator.model.merging.replaying import Replay
from annotator.model.merging.replaying_copies import Step, Unmet
from annotator.model.operations import (
    AddLabels,
    AddRelations,
    ApplyPatch,
    ChangeLabel,
    ChangeLabels,
    ChangeRelation,
    MoveLabel,
    Operation,
    RemoveLabels,
    RemoveRelations,
)
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.patch import Patch
from annotator.model.provenance import Place
from annotator.model.spans import places_by_span

Kept = Callable[[LayerSpan], bool]
"""Tells whether somebody else says so too, so that it stays when one takes it away."""


def reconcile_labels(replay: Replay, old: Issue, kept: Kept) -> None:
    """Carry what they labelled since ``old`` over to ours."""
    if replay.labelling:
        _Reconciler(replay, old, kept).run()


@dataclass(slots=True)
class _Touched:
    """Spans and relations that a step touched and no later one did."""

    step: Step
    spans: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)


class _Reconciler:
    def __init__(self, replay: Replay, old: Issue, kept: Kept) -> None:
        self._replay = replay
        self._old, self._new = old, replay.theirs
        self._kept = kept
        self._old_places, self._new_places = places_by_span(old), places_by_span(replay.theirs)
        self._our_places = places_by_span(replay.ours)
        self._twins: dict[LayerSpan, str] = {}
        self._before_places = places_by_span(replay.before)
        self._names: dict[str, str] = {}
        self._moved = {
            step.operation.span for step in replay.labelling if isinstance(step.operation, MoveLabel)
        }
        for step in replay.labelling:
            if isinstance(step.operation, ApplyPatch):
                self._moved |= self._placed_by(step.operation.patch)

    def run(self) -> None:
        """Go through the steps; each span is settled with the last step that touched it."""
        listed = self._last_touched()
        # A label taken away and put there again is a new one; it must not go with the old one.
        leaving = {name for touched in listed for key in touched.spans for name in self._removed(key)}
        self._find_twins(leaving)
        for touched in listed:
            added: list[PlacedSpan] = []
            changed: list[Operation] = []
            removed: list[str] = []
            for span_id in touched.spans:
                if span_id not in self._new.spans:
                    removed += self._removed(span_id)
                elif span_id in self._old.spans:
                    changed += self._changed(span_id, added, touched.step)
                else:
                    self._added(span_id, added, touched.step)
            if added:
                self._do(touched.step, AddLabels(tuple(added)))
            for operation in changed:
                self._do(touched.step, operation)
            if removed:
                self._do(touched.step, RemoveLabels(tuple(removed)))
        for touched in listed:  # now that all spans are there
            self._relations(touched)

    def _find_twins(self, leaving: set[str]) -> None:
        """Note which spans of ours may be what they call by another name; those that are to leave are none."""
        ours = self._replay.ours
        for span_id, places in self._our_places.items():
            if span_id not in self._new.spans and span_id not in leaving:
                self._twins.setdefault(layer_span(ours, ours.spans[span_id], places), span_id)

    def _do(self, step: Step, operation: Operation) -> None:
        told = replace(step, operation=operation)
        if not self._replay.do(told):
            self._replay.unmet.append(Unmet(told, ()))

    def _last_touched(self) -> list[_Touched]:
        spans: dict[str, int] = {}
        relations: dict[str, int] = {}
        for number, step in enumerate(self._replay.labelling):
            match step.operation:
                case AddLabels(spans=placed):
                    spans |= {entry.span.id: number for entry in placed}
                case ChangeLabel(span=span):
                    spans[span.id] = number
                case ChangeLabels(spans=several):
                    spans |= {span.id: number for span in several}
                case MoveLabel(span=span_id):
                    spans[span_id] = number
                case RemoveLabels(spans=gone):
                    spans |= dict.fromkeys(gone, number)
                    relations |= {
                        key: number
                        for key, relation in self._old.relations.items()
                        if relation.source in gone or relation.target in gone
                    }
                case AddRelations(relations=new):
                    relations |= {relation.id: number for relation in new}
                case ChangeRelation(relation=relation):
                    relations[relation.id] = number
                case RemoveRelations(relations=ended):
                    relations |= dict.fromkeys(ended, number)
                case ApplyPatch(patch=patch):
                    spans |= dict.fromkeys(patch.spans, number)
                    spans |= dict.fromkeys(self._placed_by(patch), number)
                    relations |= dict.fromkeys(patch.relations, number)
        touched = [_Touched(step) for step in self._replay.labelling]
        for key, number in spans.items():
            touched[number].spans.append(key)
        for key, number in relations.items():
            touched[number].relations.append(key)
        return touched

    def _placed_by(self, patch: Patch) -> set[str]:
        """Return the ids of the spans that a patch may have moved."""
        before = (piece for block in patch.pieces for piece in self._old.pieces.get(block, ()))
        after = (piece for pieces in patch.pieces.values() for piece in pieces or ())
        return {piece.span for piece in (*before, *after)}

    # Spans -----------------------------------------------------------------------------------------------

    def _added(self, span_id: str, added: list[PlacedSpan], step: Step) -> None:
        span = self._new.spans[span_id]
        told = layer_span(self._new, span, self._new_places.get(span_id, ()))
        places = self._places(span_id)
        # Ours may have deleted some of the text since, under its own span as under theirs.
        here = layer_span(self._replay.ours, span, places)
        twin = next((key for key in (told, here) if key.ranges and key in self._twins), None)
        if twin is not None:
            self._names[span_id] = self._twins.pop(twin)
            self._absorb(self._names[span_id], span, step)
            return
        if not places:
            self._replay.unmet.append(Unmet(step, told.ranges, span.label))
            return
        name = self._free(span_id)
        self._names[span_id] = name
        if any(place.start == place.end for place in places):
            self._do(step, self._with_lost(replace(span, id=name), places))
            return
        added.append(PlacedSpan(replace(span, id=name), places))

    def _changed(self, span_id: str, added: list[PlacedSpan], step: Step) -> list[Operation]:
        """Return what changes a span of ours; a span that ours has otherwise is added as they have it."""
        before, after = self._old.spans[span_id], self._new.spans[span_id]
        was = layer_span(self._old, before, self._old_places.get(span_id, ()))
        told = layer_span(self._new, after, self._new_places.get(span_id, ()))
        name = self._names.get(span_id, span_id)
        mine = self._replay.ours.spans.get(name)
        if mine is None:
            if was != told:
                self._added(span_id, added, step)
            return []
        now = self._as_it_was(name)
        if was == told and not self._moved_there(span_id):
            # They only spoke of it: what ours made of its label and place stays.
            data = self._united(mine, before, after)
            return [ChangeLabel(data)] if data != mine else []
        nudged = was == told == now and self._nudged(span_id, name)
        if (now == told and not nudged) or (now != was and told in self._twins):
            data = self._united(mine, before, after)
            return [ChangeLabel(data)] if now == told and data != mine else []
        if now != was or (self._kept(was) and was != told):
            self._added(span_id, added, step)
            return []
        operations: list[Operation] = []
        data = self._united(replace(mine, label=after.label, attributes=after.attributes), before, after)
        if data != mine:
            operations.append(ChangeLabel(data))
        if was.ranges != told.ranges or span_id in self._moved:  # it may lie on inserted text
            places = self._places(span_id)
            filled = _filled(places)
            if list(places) == self._our_places.get(name):
                pass
            elif len(filled) < len(places) and self._moved_there(span_id):
                # Some of what they moved it to is deleted now: there it is lost, not where it was before.
                operations.append(self._with_lost(data, places))
            elif filled and list(filled) != self._our_places.get(name):
                operations.append(MoveLabel(name, filled))
        return operations

    def _moved_there(self, span_id: str) -> bool:
        """Tell whether they moved a span at all, were it within a replacement or back again."""
        if span_id not in self._moved:
            return False
        old, new = self._old_places.get(span_id, ()), self._new_places.get(span_id, ())
        return _located(self._old, old, self._new, self._locator_new) != tuple(new)

    def _nudged(self, span_id: str, name: str) -> bool:
        """Tell whether they alone moved a span inside a replacement, where raw positions say nothing of it."""
        if span_id not in self._moved:
            return False
        places = self._old_places.get(span_id, ())
        old = _located(self._old, places, self._replay.before, self._locator_before)
        return _filled(old) == _filled(self._before_places.get(name, ()))

    def _as_it_was(self, name: str) -> LayerSpan:
        """Return what our span said before their text came in, which may have deleted what it lies on."""
        before = self._replay.before
        if name in before.spans:
            return layer_span(before, before.spans[name], self._before_places.get(name, ()))
        ours = self._replay.ours
        return layer_span(ours, ours.spans[name], self._our_places.get(name, ()))

    def _removed(self, span_id: str) -> list[str]:
        name = self._names.get(span_id, span_id)
        before, mine = self._old.spans.get(span_id), self._replay.ours.spans.get(name)
        if before is None or mine is None or span_id in self._new.spans:
            return []
        was = layer_span(self._old, before, self._old_places.get(span_id, ()))
        now = self._as_it_was(name)
        if was != now or self._kept(was):
            return []
        return [name]

    def _united(self, mine: LabelSpan, before: LabelSpan, after: LabelSpan) -> LabelSpan:
        """Return our span with what they changed beside label, attributes and place."""
        return replace(
            mine,
            who=after.who if mine.who == before.who else mine.who,
            note=after.note if mine.note in (before.note, after.note) else _lines(mine.note, after.note),
            doubtful=_either(mine.doubtful, before.doubtful, after.doubtful, when_both=True),
            suggested=_either(mine.suggested, before.suggested, after.suggested, when_both=False),
            score=after.score if mine.score == before.score else mine.score,
        )

    def _absorb(self, name: str, span: LabelSpan, step: Step) -> None:
        """Add what another says of a span that ours has too."""
        mine = self._replay.ours.spans.get(name)
        if mine is None:
            return
        united = replace(
            mine,
            note=_lines(mine.note, span.note),
            doubtful=mine.doubtful or span.doubtful,
            suggested=mine.suggested and span.suggested,
        )
        if united != mine:
            self._do(step, ChangeLabel(united))

    def _free(self, span_id: str) -> str:
        name, number = span_id, 1
        while name in self._replay.ours.spans or name in self._names.values():
            number += 1
            name = f"{span_id}-{number}"
        return name

    def _places(self, span_id: str) -> tuple[Place, ...]:
        """Return where their span lies in ours, as far as its text is there."""
        places = self._new_places.get(span_id, ())
        return _located(self._new, places, self._replay.ours, self._locator)

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self._replay.ours.blocks.values())

    @cached_property
    def _locator_new(self) -> Locator:
        return Locator(self._new.blocks.values())

    @cached_property
    def _locator_before(self) -> Locator:
        return Locator(self._replay.before.blocks.values())

    def _with_lost(self, span: LabelSpan, places: Iterable[Place]) -> Operation:
        """Return what puts a span where all text is deleted, and nowhere else: no person could label it so."""
        ours = self._replay.ours
        held = {place.block for place in self._our_places.get(span.id, ()) if place.block in ours.pieces}
        pieces: dict[str, tuple[LabelPiece, ...]] = {
            block: tuple(piece for piece in ours.pieces[block] if piece.span != span.id) for block in held
        }
        for place in places:
            before = pieces.get(place.block, ours.pieces.get(place.block, ()))
            pieces[place.block] = unite_pieces((*before, LabelPiece(span.id, place.start, place.end)))
        return ApplyPatch(
            Patch(spans={span.id: span}, pieces={key: left or None for key, left in pieces.items()})
        )

    # Relations -------------------------------------------------------------------------------------------

    def _relations(self, touched: _Touched) -> None:
        ours = self._replay.ours.relations
        added, gone = [], []
        for key in touched.relations:
            before, after, mine = self._old.relations.get(key), self._new.relations.get(key), ours.get(key)
            if after is None:
                gone += [key] if mine is not None and mine == before else []
                continue
            told = replace(
                after,
                source=self._names.get(after.source, after.source),
                target=self._names.get(after.target, after.target),
            )
            if mine is None:
                if before is None and not self._has_relation(told):
                    added.append(told)
            elif mine == before and told != mine:
                self._do(touched.step, ChangeRelation(told))
        if added:
            self._do(touched.step, AddRelations(tuple(added)))
        if gone:
            self._do(touched.step, RemoveRelations(tuple(gone)))

    def _has_relation(self, told: Relation) -> bool:
        ends = (told.type, told.source, told.target)
        return any(
            (entry.type, entry.source, entry.target) == ends
            for key, entry in self._replay.ours.relations.items()
            if key not in self._new.relations
        )


def _located(issue: Issue, places: Iterable[Place], other: Issue, locator: Locator) -> tuple[Place, ...]:
    """Return where places of an issue are in another, as far as their text is there; ``locator`` is the other's."""
    found: list[Place] = []
    for place in places:
        block, twin = issue.blocks[place.block], other.blocks.get(place.block)
        if twin is not None and twin.runs == block.runs:
            found.append(place)
        elif place.start < place.end:
            found += locator.places(block, place.start, place.end)
        else:
            caret = locator.caret(block, place.start)
            found += [] if caret is None else [caret]
    return tuple(found)


def _filled(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places that hold text."""
    return tuple(place for place in places if place.start < place.end)


def _either(mine: bool, before: bool, after: bool, *, when_both: bool) -> bool:
    """Return the value of the one who changed it; ``when_both`` where both did and differ."""
    if mine == before:
        return after
    return mine if after in (mine, before) else when_both


def _lines(first: str, second: str) -> str:
    """Return two notes in lines, none twice."""
    return "\n".join(dict.fromkeys(line for note in (first, second) for line in note.split("\n") if line))
