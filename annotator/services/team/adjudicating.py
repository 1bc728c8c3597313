"""Adjudicating 裁决: what people contradict each other in, one after the other, and what a decision does.

A decision is one undoable step, so that it is kept when the program is closed and can be taken back at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.codec import decode_operation
from annotator.model.conflict import Choice, Conflict, ConflictKind, LayerRelation, LayerSpan
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelSpan, Relation
from annotator.model.merging.layers import Speller, layer_span, relations_in, spans_in
from annotator.model.merging.reconciling import range_of
from annotator.model.operations import (
    AddLabels,
    AddRelations,
    ChangeLabels,
    ClearDocumentLabel,
    MoveLabel,
    Operation,
    OperationError,
    RemoveLabels,
    RemoveRelations,
    ReplaceText,
    SetDocumentLabel,
    SettleConflict,
)
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.origin import TYPING, signed
from annotator.model.page import RawRange
from annotator.model.provenance import Place, RawIndex
from annotator.services.project.session import new_id
from annotator.store.values import from_json

CONTEXT = 16
"""Characters shown on each side of a contested place."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict as a list shows it.

    Attributes:
        conflict: the conflict.
        place: where it is now; None where its text is nowhere.
        article: id of the article, or of the other container it is in; empty where it is nowhere.
        before: text before the place.
        text: text of the place as it is now.
        after: text behind the place.
    """

    conflict: Conflict
    place: Place | None
    article: str
    before: str
    text: str
    after: str


def listed_conflicts(issue: Issue, *, settled: bool = False) -> list[Shown]:
    """Return the conflicts nobody has decided, or those that are decided, in reading order."""
    wanted = [entry for entry in issue.conflicts.values() if entry.is_open is not settled]
    if not wanted:
        return []
    index = RawIndex(issue.blocks.values())
    speller = Speller(issue.blocks.values(), issue)
    homes: dict[str, tuple[int, str]] = {}
    for article in (*map(issue.articles.__getitem__, issue.order), *issue.articles.values()):
        for block_id in article.blocks:
            homes.setdefault(block_id, (len(homes), article.id))
    shown = [_shown(issue, conflict, index, speller, homes) for conflict in wanted]

    def order(entry: Shown) -> tuple[int, int, str]:
        if entry.place is None:
            return len(homes), 0, entry.conflict.id
        return homes[entry.place.block][0], entry.place.start, entry.conflict.id

    return sorted(shown, key=order)


def shown_conflict(issue: Issue, conflict: Conflict) -> Shown:
    """Return one conflict as a list shows it."""
    homes = {block_id: (0, article.id) for article in issue.articles.values() for block_id in article.blocks}
    speller = Speller(issue.blocks.values(), issue)
    return _shown(issue, conflict, RawIndex(issue.blocks.values()), speller, homes)


def _shown(
    issue: Issue,
    conflict: Conflict,
    index: RawIndex,
    speller: Speller,
    homes: dict[str, tuple[int, str]],
) -> Shown:
    place = None
    if conflict.kind in (ConflictKind.TEXT, ConflictKind.ARRANGEMENT) and conflict.places:
        found = range_of(conflict.places[0], speller)
        place = None if found is None else Place(*found)
    if place is None:
        places = _places(issue, conflict.places, index)
        place = next((entry for entry in places if entry.start < entry.end), next(iter(places), None))
    if place is None:
        return Shown(conflict, None, "", "", "", "")
    text = issue.blocks[place.block].text
    if conflict.kind is ConflictKind.DOCUMENT:  # it is about all of the article, told by its beginning
        place = Place(place.block, place.start, min(place.start + 2 * CONTEXT, len(text)))
    return Shown(
        conflict,
        place,
        homes[place.block][1],
        text[max(place.start - CONTEXT, 0) : place.start],
        text[place.start : place.end],
        text[place.end : place.end + CONTEXT],
    )


def settle(issue: Issue, conflict: Conflict, chosen: Sequence[int], who: str = "") -> tuple[Operation, ...]:
    """Return the operations of a decision.

    Args:
        issue: the issue.
        conflict: what is decided.
        chosen: numbers of the choices; of corrections and of the arrangement exactly one, of labels and relations any.
        who: who decides.

    Raises:
        UserError: the place is not what it was, so that the choice can no longer be carried out.
    """
    numbers = tuple(sorted(set(chosen)))
    if not numbers or (len(numbers) > 1 and not conflict.takes_several):
        raise ValueError(f"cannot choose {numbers} of a conflict about {conflict.kind}")
    choices = [conflict.choices[number] for number in numbers]
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    match conflict.kind:
        case ConflictKind.LABEL:
            operations = _labelled(issue, conflict, choices, who)
        case ConflictKind.RELATION:
            operations = _related(issue, conflict, choices, who)
        case ConflictKind.DOCUMENT:
            operations = _labelled_as_a_whole(issue, conflict, choices, who)
        case _:
            operations = _written(issue, conflict, choices[0])
    return (*operations, SettleConflict(conflict.id, numbers, who, now))


def _written(issue: Issue, conflict: Conflict, choice: Choice) -> tuple[Operation, ...]:
    if choice.operation:
        operation = decode_operation(from_json(choice.operation))
        try:
            operation.apply(issue)
        except OperationError as error:
            raise UserError("conflict.place") from error
        return (operation,)
    if conflict.kind is ConflictKind.ARRANGEMENT and (not choice.text or choice is conflict.choices[0]):
        return ()  # as it is
    if not conflict.places:
        raise UserError("conflict.place")
    speller = Speller(issue.blocks.values(), issue)
    place = conflict.places[0]
    if speller.text(place) == choice.text:
        return ()
    found = range_of(place, speller)
    if found is None or speller.whole(place) != place:
        raise UserError("conflict.place")
    block, start, end = found
    expected = issue.blocks[block].text[start:end]
    origin = signed(TYPING, next(iter(choice.people), ""))
    return (ReplaceText(block, start, end, choice.text, expected, origin),)


def _labelled(issue: Issue, conflict: Conflict, choices: Iterable[Choice], who: str) -> tuple[Operation, ...]:
    wanted = {span for choice in choices for span in choice.spans}
    unwanted = {span for choice in conflict.choices for span in choice.spans} - wanted
    there: dict[LayerSpan, list[str]] = {}
    for span_id, told in spans_in(issue):
        there.setdefault(told, []).append(span_id)
    gone = [span_id for span in sorted(unwanted) for span_id in there.get(span, ())]
    missing = [span for span in sorted(wanted) if span not in there]
    index = RawIndex(issue.blocks.values())
    operations: list[Operation] = []
    changed, added = [], []
    for span in missing:
        same_place = next((key for key in gone if _told(issue, key).ranges == span.ranges), None)
        if same_place is not None:
            gone.remove(same_place)
            changed.append(replace(issue.spans[same_place], label=span.label, attributes=span.attributes))
            continue
        places = tuple(place for place in _places(issue, span.ranges, index) if place.start < place.end)
        if not places:
            raise UserError("conflict.place")
        other = next(
            (
                key
                for key in gone
                if (told := _told(issue, key)).label == span.label and told.attributes == span.attributes
            ),
            None,
        )
        if other is not None:
            gone.remove(other)
            operations.append(MoveLabel(other, places))
            continue
        added.append(PlacedSpan(LabelSpan(new_id("s"), span.label, who, attributes=span.attributes), places))
    if changed:
        operations.append(ChangeLabels(tuple(changed)))
    if added:
        operations.append(AddLabels(tuple(added)))
    if gone:
        operations.append(RemoveLabels(tuple(gone)))
    return tuple(operations)


def _related(issue: Issue, conflict: Conflict, choices: Iterable[Choice], who: str) -> tuple[Operation, ...]:
    wanted = {relation for choice in choices for relation in choice.relations}
    unwanted = {relation for choice in conflict.choices for relation in choice.relations} - wanted
    there: dict[LayerRelation, list[str]] = {}
    for relation_id, told in relations_in(issue):
        there.setdefault(told, []).append(relation_id)
    gone = tuple(key for relation in sorted(unwanted) for key in there.get(relation, ()))
    missing = [relation for relation in sorted(wanted) if relation not in there]
    ends = {told.ranges: span_id for span_id, told in spans_in(issue)} if missing else {}
    ends_told = {told: span_id for span_id, told in spans_in(issue)} if missing else {}
    added = []
    for relation in missing:
        source, target = (
            ends_told.get(end) or ends.get(end.ranges) for end in (relation.source, relation.target)
        )
        if source is None or target is None or source == target:
            raise UserError("conflict.place")
        added.append(Relation(new_id("r"), relation.type, source, target, who))
    operations: list[Operation] = [RemoveRelations(gone)] if gone else []
    return (*operations, AddRelations(tuple(added))) if added else tuple(operations)


def _labelled_as_a_whole(
    issue: Issue, conflict: Conflict, choices: Iterable[Choice], who: str
) -> tuple[Operation, ...]:
    wanted = {label.label: label for choice in choices for label in reversed(choice.document_labels)}
    named = {label.label: label for choice in conflict.choices for label in choice.document_labels}
    article = next((label.article for label in named.values()), "")
    if article not in issue.articles or issue.articles[article].kind is not Kind.ARTICLE:
        raise UserError("conflict.place")
    held = {label.label: label for label in issue.document_labels.get(article, ())}
    operations: list[Operation] = []
    for name in sorted(named):
        label, mine = wanted.get(name), held.get(name)
        if label is None:
            operations += [ClearDocumentLabel(article, name)] if mine is not None else []
            continue
        meant = DocumentLabel(name, who) if mine is None else mine
        meant = replace(meant, attributes=label.attributes, suggested=False)
        operations += [SetDocumentLabel(article, meant)] if meant != mine else []
    return tuple(operations)


def _told(issue: Issue, span_id: str) -> LayerSpan:
    places = [
        Place(block_id, piece.start, piece.end)
        for article in issue.articles.values()
        for block_id in article.blocks
        for piece in issue.pieces.get(block_id, ())
        if piece.span == span_id
    ]
    return layer_span(issue, issue.spans[span_id], places)


def _places(issue: Issue, ranges: Iterable[RawRange], index: RawIndex) -> list[Place]:
    return [place for part in ranges for place in index.places(issue.blocks, part.page, part.start, part.end)]
