"""Reading label spans: where they lie, what they say, and which lost their text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import attrgetter

from annotator.model.issue import Issue
from annotator.model.labels import LabelSpan
from annotator.model.provenance import Place

_span_of = attrgetter("span")


def blocks_of_spans(issue: Issue, span_ids: Collection[str]) -> set[str]:
    """Return the blocks in which any of some spans has a piece.

    A window with thousands of spans asks at every key, so each piece is looked at, but not in Python.
    """
    wanted = frozenset(span_ids)
    return {
        block_id for block_id, pieces in issue.pieces.items() if not wanted.isdisjoint(map(_span_of, pieces))
    }


def places_of_span(issue: Issue, span_id: str) -> list[Place]:
    """Return the places of a span in reading order, empty ones included."""
    found = blocks_of_spans(issue, (span_id,))
    order: Iterable[str] = found
    if len(found) > 1:
        listed = (block_id for article in issue.articles.values() for block_id in article.blocks)
        order = [block_id for block_id in listed if block_id in found]
    return [
        Place(block_id, piece.start, piece.end)
        for block_id in order
        for piece in issue.pieces[block_id]
        if piece.span == span_id
    ]


def places_by_span(issue: Issue) -> dict[str, list[Place]]:
    """Return the places of all spans, those of each in reading order, empty ones included."""
    places: dict[str, list[Place]] = {}
    for article in issue.articles.values():
        for block_id in article.blocks:
            for piece in issue.pieces.get(block_id, ()):
                places.setdefault(piece.span, []).append(Place(block_id, piece.start, piece.end))
    return places


def texts_of_span(issue: Issue, span_id: str) -> list[str]:
    """Return the texts a span lies on, a piece each, without those that are deleted."""
    texts = (
        issue.blocks[place.block].text[place.start : place.end] for place in places_of_span(issue, span_id)
    )
    return [text for text in texts if text]


def text_of_span(issue: Issue, span_id: str) -> str:
    """Return the text a span lies on, its pieces one after the other."""
    return "".join(texts_of_span(issue, span_id))


def set_spans(issue: Issue) -> list[LabelSpan]:
    """Return the label spans that hold: those that are only suggested, or were refused, are left out."""
    return [span for span in issue.spans.values() if not span.suggested]


def lost_spans(issue: Issue) -> list[str]:
    """Return the ids of spans whose text is all deleted, for the person to repair or remove; not of suggestions."""
    alive = {piece.span for pieces in issue.pieces.values() for piece in pieces if piece.start < piece.end}
    return [span_id for span_id, span in issue.spans.items() if span_id not in alive and not span.suggested]
