"""Labelling 标注: putting, changing and removing label spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model.issue import Issue
from annotator.model.labels import Attributes, LabelSpan
from annotator.model.operations import AddLabels, ChangeLabel, MoveLabel, Operation, RemoveLabels
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.project.session import new_id


def put_label(label: str, places: tuple[Place, ...], who: str = "", attributes: Attributes = ()) -> Operation:
    """Return the operation that puts one new label span on places (several: a discontinuous span)."""
    return AddLabels((PlacedSpan(LabelSpan(new_id("s"), label, who, attributes=attributes), places),))


def spans_at(issue: Issue, block_id: str, start: int, end: int) -> list[LabelSpan]:
    """Return the spans that overlap ``[start, end)`` of a block, or hold a caret there, the innermost first.

    Those that are only suggested are left out.
    """
    found = []
    for piece in issue.pieces.get(block_id, ()):
        if issue.spans[piece.span].suggested:
            continue
        inside = (
            piece.start <= start <= piece.end if start == end else piece.start < end and start < piece.end
        )
        if inside:
            # A caret between two spans is rather in the one that begins there.
            ends_here = start == end == piece.end
            found.append((ends_here, piece.end - piece.start, piece.start, issue.spans[piece.span]))
    return [span for *_, span in sorted(found, key=lambda entry: entry[:3])]


def overlaps(issue: Issue, label: str, places: Iterable[Place]) -> bool:
    """Return whether a span of a label shares characters with places; what is only suggested, or refused, is none."""
    return any(
        piece.start < place.end and place.start < piece.end and span.label == label and not span.suggested
        for place in places
        for piece in issue.pieces.get(place.block, ())
        for span in (issue.spans[piece.span],)
    )


def change_label(span: LabelSpan, label: str) -> Operation:
    """Return the operation that gives a span another label."""
    return ChangeLabel(replace(span, label=label))


def move_label(span_id: str, places: tuple[Place, ...]) -> Operation:
    """Return the operation that gives a span other places."""
    return MoveLabel(span_id, places)


def remove_labels(*span_ids: str) -> Operation:
    """Return the operation that takes spans away."""
    return RemoveLabels(span_ids)


@dataclass(frozen=True, slots=True)
class ListedSpan:
    """A label span as a list shows it; ``lost`` when all its text is deleted."""

    span: LabelSpan
    places: tuple[Place, ...]
    text: str
    lost: bool


def listed_spans(issue: Issue) -> list[ListedSpan]:
    """Return all spans of an issue in reading order; suggestions somebody said no to are left out."""
    places: dict[str, list[Place]] = {}
    for article in issue.articles.values():
        for block_id in article.blocks:
            for piece in issue.pieces.get(block_id, ()):
                places.setdefault(piece.span, []).append(Place(block_id, piece.start, piece.end))
    made = []
    for span_id, found in places.items():
        span = issue.spans[span_id]
        if not span.rejected:
            text = "".join([issue.blocks[place.block].text[place.start : place.end] for place in found])
            made.append(ListedSpan(span, tuple(found), text, not text and not span.suggested))
    return made
