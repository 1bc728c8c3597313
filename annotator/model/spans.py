"""Reading label spans: where they lie, what they say, and which lost their text."""

from __future__ import annotations

from annotator.model.issue import Issue
from annotator.model.provenance import Place


def places_of_span(issue: Issue, span_id: str) -> list[Place]:
    """Return the places of a span in reading order, empty ones included."""
    return [
        Place(block_id, piece.start, piece.end)
        for article in issue.articles.values()
        for block_id in article.blocks
        for piece in issue.pieces.get(block_id, ())
        if piece.span == span_id
    ]


def text_of_span(issue: Issue, span_id: str) -> str:
    """Return the text a span lies on, its pieces one after the other."""
    return "".join(
        issue.blocks[place.block].text[place.start : place.end] for place in places_of_span(issue, span_id)
    )


def lost_spans(issue: Issue) -> list[str]:
    """Return the ids of spans whose text is all deleted, for the person to repair or remove."""
    alive = {piece.span for pieces in issue.pieces.values() for piece in pieces if piece.start < piece.end}
    return [span_id for span_id in issue.spans if span_id not in alive]
