"""Labelling 标注: schemes of a project, putting, changing and removing label spans, identical strings."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from annotator.errors import UserError
from annotator.model.codec import CodecError, decode, encode
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme, LabelSpan
from annotator.model.operations import AddLabels, ChangeLabel, MoveLabel, Operation, RemoveLabels
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.model.spans import lost_spans
from annotator.resources import resource_path
from annotator.services.session import Session, new_id

_SCHEME_KEY = "label_scheme"
DEFAULT_SCHEME = "entities"


def shipped_scheme(scheme_id: str) -> LabelScheme:
    """Return a label scheme that comes with the program.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    path = resource_path("label_schemes", f"{scheme_id}.json")
    return decode(LabelScheme, json.loads(path.read_text(encoding="utf-8")))


def shipped_schemes() -> tuple[LabelScheme, ...]:
    """Return all label schemes that come with the program, by id."""
    folder = resource_path("label_schemes")
    return tuple(shipped_scheme(path.stem) for path in sorted(folder.glob("*.json")))


def scheme_of(session: Session) -> LabelScheme:
    """Return the project's label scheme; the shipped default where the project has none of its own.

    Raises:
        UserError: the project's scheme cannot be read.
    """
    data = session.data(_SCHEME_KEY)
    if data is None:
        return shipped_scheme(DEFAULT_SCHEME)
    try:
        return decode(LabelScheme, data)
    except CodecError as error:
        raise UserError("scheme.unreadable", file=session.path.name) from error


def set_scheme(session: Session, scheme: LabelScheme) -> None:
    """Make a scheme the project's own.

    Raises:
        UserError: the project is read-only or cannot be written.
    """
    session.set_data(_SCHEME_KEY, encode(scheme))


def put_label(label: str, places: tuple[Place, ...], who: str = "") -> Operation:
    """Return the operation that puts one new label span on places (several: a discontinuous span)."""
    return AddLabels((PlacedSpan(LabelSpan(new_id("s"), label, who), places),))


def identical_places(issue: Issue, text: str, article_id: str | None = None) -> list[Place]:
    """Return every place of a text in an article, or in all articles of the issue, without overlaps."""
    places: list[Place] = []
    for container in [article_id] if article_id else issue.order:
        for block in issue.blocks_of(container):
            at = block.text.find(text) if text else -1
            while at >= 0:
                places.append(Place(block.id, at, at + len(text)))
                at = block.text.find(text, at + len(text))
    return places


def put_label_everywhere(issue: Issue, label: str, places: list[Place], who: str = "") -> Operation | None:
    """Return one operation that labels every place not labelled so already; None if there is nothing to do."""
    taken = {
        (block_id, piece.start, piece.end)
        for block_id, pieces in issue.pieces.items()
        for piece in pieces
        if issue.spans[piece.span].label == label
    }
    new = [place for place in places if (place.block, place.start, place.end) not in taken]
    if not new:
        return None
    return AddLabels(tuple(PlacedSpan(LabelSpan(new_id("s"), label, who), (place,)) for place in new))


def spans_at(issue: Issue, block_id: str, start: int, end: int) -> list[LabelSpan]:
    """Return the spans that overlap ``[start, end)`` of a block, or hold a caret there, the innermost first."""
    found = []
    for piece in issue.pieces.get(block_id, ()):
        inside = (
            piece.start <= start <= piece.end if start == end else piece.start < end and start < piece.end
        )
        if inside:
            found.append((piece.end - piece.start, piece.start, issue.spans[piece.span]))
    return [span for *_, span in sorted(found, key=lambda entry: entry[:2])]


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
    """Return all spans of an issue in reading order."""
    lost = set(lost_spans(issue))
    places: dict[str, list[Place]] = {}
    for article in issue.articles.values():
        for block_id in article.blocks:
            for piece in issue.pieces.get(block_id, ()):
                places.setdefault(piece.span, []).append(Place(block_id, piece.start, piece.end))
    return [
        ListedSpan(
            issue.spans[span_id],
            tuple(found),
            "".join(issue.blocks[place.block].text[place.start : place.end] for place in found),
            span_id in lost,
        )
        for span_id, found in places.items()
    ]
