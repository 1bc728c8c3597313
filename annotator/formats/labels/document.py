"""A labelled document: an article's text with all its labels, positions in code points of that text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.model.article import Block
from annotator.model.issue import Issue
from annotator.model.labels import Attributes, DocumentLabel, LabelSpan, Relation
from annotator.model.page import Page

Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of a text, in order and apart."""


@dataclass(frozen=True, slots=True)
class Span:
    """A label on a text.

    Attributes:
        label: id of the label.
        ranges: where it lies in the document's text; several ranges for a span with gaps.
        id: identifier, unique in the document, or empty.
        note: a remark, or empty.
        attributes: values of the label's attributes.
        doubtful: whether a person marked it as doubtful.
        suggested: whether no person has accepted it yet.
        score: how likely a suggestion is right, in [0, 1], or None.
    """

    label: str
    ranges: Ranges
    id: str = ""
    note: str = ""
    attributes: Attributes = ()
    doubtful: bool = False
    suggested: bool = False
    score: float | None = None

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
        if len(self.ranges) == 1:
            start, end = self.ranges[0]
            return text[start:end]
        return "".join(text[start:end] for start, end in self.ranges)


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text with labels.

    Attributes:
        id: the article's id.
        title: for people.
        text: the blocks' texts, a line feed between two.
        spans: its spans in the order of ``in_order``; those without text are not among them.
        relations: relations between its spans, by their ids.
        labels: labels of the whole text.
        issue: id of the issue, or empty.
        raw: whether the text is the raw text of the article instead of the corrected one.
        free: ids of the attributes that may have any text for a value, as a label scheme says; no part of what the
            document says.
    """

    id: str
    title: str
    text: str
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[DocumentLabel, ...] = ()
    issue: str = ""
    raw: bool = False
    free: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def layer(self) -> str:
        """The name of the text layer in files."""
        return "raw" if self.raw else "corrected"


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans by their places: the earlier first, of equal beginnings the longer."""
    return tuple(
        sorted(spans, key=lambda span: (span.ranges[0][0], -span.ranges[-1][1], span.label, span.id))
    )


def documents_of(issue: Issue, articles: Iterable[str], *, raw: bool = False) -> list[LabelledDocument]:
    """Return articles as documents over their corrected text, or over their raw text.

    Pieces of one span that meet at the end of a block and the beginning of the next are one range, the line feed
    between them included. The raw text of a block is what its runs stand for; of a span over it, everything from
    the raw place of its first character to that of its last, so that characters dropped in between belong to it. A
    span on nothing but inserted text is in no raw text.
    """
    by_source: dict[str, list[Relation]] = {}
    for relation in issue.relations.values():
        by_source.setdefault(relation.source, []).append(relation)
    return [_document(issue, article_id, by_source, raw) for article_id in articles]


def document_of(issue: Issue, article_id: str, *, raw: bool = False) -> LabelledDocument:
    """Return an article as a document, see ``documents_of``."""
    return documents_of(issue, (article_id,), raw=raw)[0]


def _document(
    issue: Issue, article_id: str, by_source: Mapping[str, Sequence[Relation]], raw: bool
) -> LabelledDocument:
    pieces: dict[str, list[tuple[int, int]]] = {}
    parts: list[str] = []
    at = 0
    for block in issue.blocks_of(article_id):
        layer = RawText(block, issue.pages) if raw else None
        for piece in issue.pieces.get(block.id, ()):
            start, end = layer.range(piece.start, piece.end) if layer else (piece.start, piece.end)
            if start < end and piece.start < piece.end:
                pieces.setdefault(piece.span, []).append((at + start, at + end))
        parts.append(layer.text if layer else block.text)
        at += len(parts[-1]) + 1
    text = "\n".join(parts)
    spans = [
        _span(issue.spans[name], _joined(sorted(ranges), text))
        for name, ranges in pieces.items()
        if name in issue.spans and not issue.spans[name].rejected
    ]
    relations = tuple(
        relation for name in pieces for relation in by_source.get(name, ()) if relation.target in pieces
    )
    return LabelledDocument(
        article_id,
        issue.title_of(article_id) or "",
        text,
        in_order(spans),
        relations,
        issue.document_labels.get(article_id, ()),
        issue.id,
        raw,
    )


def _span(span: LabelSpan, ranges: Ranges) -> Span:
    return Span(
        span.label,
        ranges,
        span.id,
        span.note,
        span.attributes,
        span.doubtful,
        span.suggested,
        span.score,
    )


class RawText:
    """The raw text that a block stands for, and the way from the block's text to it and back.

    Attributes:
        text: what the runs stand for, one after the other, dropped characters included.
    """

    def __init__(self, block: Block, pages: Mapping[str, Page]) -> None:
        self.text = "".join(pages[run.page].raw[run.start : run.end] for run in block.runs)
        self._stretches: list[tuple[int, int, int, int]] = []
        at = raw_at = 0
        for run in block.runs:
            length, raw_length = run.length(), run.end - run.start
            self._stretches.append((at, at + length, raw_at, raw_at + raw_length))
            at, raw_at = at + length, raw_at + raw_length

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw range of the characters ``[start, end)`` of the block's text; empty for inserted ones."""
        return _through(self._stretches, start, end)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the block's text that stands for raw characters; empty for dropped ones."""
        swapped = [(raw_start, raw_end, at, to) for at, to, raw_start, raw_end in self._stretches]
        return _through(swapped, start, end)

    def pairs(self) -> list[tuple[int, int, int, int]]:
        """Return the stretches: ``start`` and ``end`` in the block's text, then in the raw text."""
        return list(self._stretches)


def _through(stretches: Sequence[tuple[int, int, int, int]], start: int, end: int) -> tuple[int, int]:
    """Map a range through stretches; inside one of two lengths only the whole of it has a counterpart."""
    found: list[int] = []
    for at, to, there, there_to in stretches:
        if at >= end:
            break
        if to <= start or at == to or there == there_to:
            continue
        even = to - at == there_to - there
        found.append(there + max(start - at, 0) if even else there)
        found.append(there + min(end, to) - at if even else there_to)
    return (found[0], found[-1]) if found else (0, 0)


def _joined(ranges: list[tuple[int, int]], text: str) -> Ranges:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and not text[joined[-1][1] : start].strip("\n"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without_gaps(document: LabelledDocument) -> tuple[Span, ...]:
    """Return the spans, those with gaps as one span a range, for formats that know no gaps.

    The first range keeps the span's identifier, so relations go from and to it.
    """
    if not any(len(span.ranges) > 1 for span in document.spans):
        return document.spans
    return in_order(
        replace(span, ranges=(part,), id=span.id if number == 0 else "")
        for span in document.spans
        for number, part in enumerate(span.ranges)
    )


def without_overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans that remain where a character has one label: of overlapping ones the first, then the longest.

    The spans have no gaps and are in order.
    """
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
