"""Labels on every identical text and on what a search has found: putting and taking away, one step over all issues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate

from annotator.model.issue import Issue
from annotator.model.labels import Label, LabelPiece, LabelSpan
from annotator.model.operations import AddLabels, ChangeLabels, Operation, RemoveLabels
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.editing.finding import EVERYTHING, Passage, Query, find_in_issue, prepare
from annotator.services.project.session import new_id


def identical_places(issue: Issue, text: str, article_id: str | None = None) -> list[Place]:
    """Return every place of a text in an article, or in all articles of the issue, without overlaps."""
    if not text:
        return []
    found = find_in_issue(issue, prepare(Query(text), limit=EVERYTHING), article_id)
    return places_of(found.passages)


def places_of(passages: Iterable[Passage]) -> list[Place]:
    """Return the places of hits, those in raw text left out: nothing can be labelled there."""
    return [
        Place(passage.block, hit.start, hit.end)
        for passage in passages
        if passage.block
        for hit in passage.hits
        if hit.start < hit.end
    ]


def put_labels(issue: Issue, label: Label, places: Iterable[Place], who: str = "") -> tuple[Operation, ...]:
    """Return the operations that put a label on places: one step, and none for places that have it already.

    Where the label was only suggested it is accepted. A place inside a longer span of the same label is left alone,
    and so is, if the label must not overlap itself, one that shares characters with a span of it.
    """
    new: list[PlacedSpan] = []
    accepted: dict[str, LabelSpan] = {}
    by_block: dict[str, _Taken] = {}
    for place in places:
        taken = by_block.get(place.block)
        if taken is None:
            taken = by_block[place.block] = _Taken(_pieces_of(issue, place.block, label.id))
        held = taken.exact.get((place.start, place.end))
        if held is not None:
            if held.suggested:
                accepted[held.id] = held
        elif not taken.is_in_the_way(place, label):
            new.append(
                PlacedSpan(LabelSpan(new_id("s"), label.id, who, attributes=label.defaults()), (place,))
            )
    made: list[Operation] = []
    if accepted:
        made.append(ChangeLabels(tuple(accept(span, who) for span in accepted.values())))
    if new:
        made.append(AddLabels(tuple(new)))
    return tuple(made)


def take_labels(
    issue: Issue, label_id: str | None, places: Iterable[Place], *, inside: bool = False
) -> tuple[Operation, ...]:
    """Return the operations that take a label, or any, away from places: one step, or none.

    Args:
        issue: the issue.
        label_id: the label; None for whatever labels the places have.
        places: where.
        inside: whether spans that lie inside a place go too, not only those exactly on it.
    """
    gone: dict[str, None] = {}
    listed: dict[str, list[Place]] = {}
    for place in places:
        listed.setdefault(place.block, []).append(place)
    for block_id, wanted in listed.items():
        wanted.sort(key=lambda place: (place.start, place.end))
        exact = {(place.start, place.end) for place in wanted}
        starts = [place.start for place in wanted]
        for piece, span in _pieces_of(issue, block_id, label_id):
            at = bisect_right(starts, piece.start) - 1
            if (piece.start, piece.end) in exact or (inside and at >= 0 and piece.end <= wanted[at].end):
                gone[span.id] = None
    return (RemoveLabels(tuple(gone)),) if gone else ()


def labelled_hits(issue: Issue, label_id: str, passages: Iterable[Passage]) -> set[tuple[str, int, int]]:
    """Return those hits that have a label already, as block, start and end."""
    found = set()
    for passage in passages:
        if passage.issue == issue.id and passage.block:
            taken = {
                (piece.start, piece.end)
                for piece, span in _pieces_of(issue, passage.block, label_id)
                if not span.suggested
            }
            found |= {
                (passage.block, hit.start, hit.end) for hit in passage.hits if (hit.start, hit.end) in taken
            }
    return found


def over_issues(
    passages: Iterable[Passage],
    issue_of: Callable[[str], Issue],
    make: Callable[[Issue, list[Place]], tuple[Operation, ...]],
) -> dict[str, tuple[Operation, ...]]:
    """Return the operations for hits in several issues, by issue; issues with nothing to do are left out."""
    listed: dict[str, list[Passage]] = {}
    for passage in passages:
        listed.setdefault(passage.issue, []).append(passage)
    made: Mapping[str, tuple[Operation, ...]] = {
        issue_id: make(issue_of(issue_id), places_of(found)) for issue_id, found in listed.items()
    }
    return {issue_id: operations for issue_id, operations in made.items() if operations}


def accept(span: LabelSpan, who: str) -> LabelSpan:
    """Return a suggested span as one a person has set; the score of whom suggested it stays, a rejection does not."""
    return replace(span, suggested=False, score=None if span.rejected else span.score, who=who or span.who)


def _pieces_of(issue: Issue, block_id: str, label_id: str | None) -> list[tuple[LabelPiece, LabelSpan]]:
    """Return the pieces of one label, or of any, in a block, by their start, with their spans."""
    return [
        (piece, issue.spans[piece.span])
        for piece in issue.pieces.get(block_id, ())
        if piece.start < piece.end and label_id in (None, issue.spans[piece.span].label)
    ]


class _Taken:
    """What one label has in a block already."""

    def __init__(self, held: list[tuple[LabelPiece, LabelSpan]]) -> None:
        self.exact = {(piece.start, piece.end): span for piece, span in held}
        set_ones = [piece for piece, span in held if not span.suggested]
        self._starts = [piece.start for piece in set_ones]
        self._reach = list(accumulate((piece.end for piece in set_ones), max))

    def is_in_the_way(self, place: Place, label: Label) -> bool:
        """Tell whether a span around the place, or over a part of it if that matters, is there already."""
        if label.overlaps_itself:
            number = bisect_right(self._starts, place.start)
            return number > 0 and self._reach[number - 1] >= place.end
        number = bisect_left(self._starts, place.end)
        return number > 0 and self._reach[number - 1] > place.start
