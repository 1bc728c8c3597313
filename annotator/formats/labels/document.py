"""A labelled document: an article's text with its label spans, positions in code points of that text."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.model.issue import Issue


@dataclass(frozen=True, slots=True)
class Span:
    """A label on a text.

    Attributes:
        label: id of the label.
        ranges: half-open ranges in the document's text, in order and apart; several for a span with gaps.
        id: identifier, or empty.
        note: a remark, or empty.
    """

    label: str
    ranges: tuple[tuple[int, int], ...]
    id: str = ""
    note: str = ""

    @property
    def start(self) -> int:
        """First code point."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.ranges[-1][1]

    def surface(self, text: str) -> str:
        """Return what the span says in a text."""
        return "".join(text[start:end] for start, end in self.ranges)


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text with spans, sorted by their places.

    Attributes:
        id: the article's id.
        title: for people.
        text: the blocks' texts, a line feed between two.
        spans: its spans; those without text are not among them.
    """

    id: str
    title: str
    text: str
    spans: tuple[Span, ...] = ()


def document_of(issue: Issue, article_id: str) -> LabelledDocument:
    """Return an article as a document.

    Pieces of one span that meet at the end of a block and the beginning of the next are one range, the line feed
    between them included.
    """
    pieces: dict[str, list[tuple[int, int]]] = {}
    parts: list[str] = []
    at = 0
    for block in issue.blocks_of(article_id):
        for piece in issue.pieces.get(block.id, ()):
            if piece.start < piece.end:
                pieces.setdefault(piece.span, []).append((at + piece.start, at + piece.end))
        parts.append(block.text)
        at += len(block.text) + 1
    text = "\n".join(parts)
    spans = [
        Span(issue.spans[span].label, _joined(sorted(ranges), text), span, issue.spans[span].note)
        for span, ranges in pieces.items()
        if span in issue.spans
    ]
    spans.sort(key=lambda span: (span.start, -span.end, span.label, span.id))
    return LabelledDocument(article_id, issue.title_of(article_id) or "", text, tuple(spans))


def _joined(ranges: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and not text[joined[-1][1] : start].strip("\n"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without_gaps(document: LabelledDocument) -> list[Span]:
    """Return the spans, those with gaps as one span a range, for formats that know no gaps."""
    parts = [
        Span(span.label, (part,), span.id if number == 0 else "", span.note)
        for span in document.spans
        for number, part in enumerate(span.ranges)
    ]
    return sorted(parts, key=lambda span: (span.start, -span.end, span.label, span.id))


def count_gaps(document: LabelledDocument) -> int:
    """Return how many spans have gaps."""
    return sum(len(span.ranges) > 1 for span in document.spans)


def count_overlaps(document: LabelledDocument) -> int:
    """Return how many spans would have to go so that no two of the others overlap."""
    return len(without_gaps(document)) - len(without_overlaps(document))


def without_overlaps(document: LabelledDocument) -> list[Span]:
    """Return the spans that remain where a character has one label: of overlapping ones the first, then the longest."""
    kept: list[Span] = []
    for span in without_gaps(document):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
