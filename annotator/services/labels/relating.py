"""Relations 关系 between label spans: which are possible, putting and changing them, listing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme, Relation, RelationType
from annotator.model.operations import AddRelations, ChangeRelation, Operation
from annotator.model.provenance import Place
from annotator.model.spans import places_by_span
from annotator.services.project.session import new_id


@dataclass(frozen=True, slots=True)
class Target:
    """A span that a relation could go to.

    Attributes:
        span: its id.
        label: id of its label.
        place: its first place with text.
        text: the text it lies on.
    """

    span: str
    label: str
    place: Place
    text: str


def types_between(issue: Issue, scheme: LabelScheme, source: str, target: str) -> tuple[RelationType, ...]:
    """Return the relation types that may go from a span to a span, given by their ids."""
    first, second = issue.spans[source].label, issue.spans[target].label
    return tuple(entry for entry in scheme.relations if entry.allows(first, second))


def possible_targets(
    issue: Issue, article_id: str, source: str, types: Sequence[RelationType]
) -> list[Target]:
    """Return the spans of an article that a relation of one of the types may go to, in reading order."""
    places = places_by_span(issue)
    ranks = {block_id: rank for rank, block_id in enumerate(issue.articles[article_id].blocks)}
    label = issue.spans[source].label
    found: list[Target] = []
    for span_id, listed in places.items():
        span = issue.spans[span_id]
        filled = [place for place in listed if place.start < place.end and place.block in ranks]
        if span_id == source or span.suggested or not filled:
            continue
        if any(entry.allows(label, span.label) for entry in types):
            text = " … ".join(issue.blocks[place.block].text[place.start : place.end] for place in filled)
            found.append(Target(span_id, span.label, filled[0], text))
    return sorted(found, key=lambda each: (ranks[each.place.block], each.place.start, each.place.end))


def relate(issue: Issue, kind: RelationType, source: str, target: str, who: str = "") -> Operation | None:
    """Return the operation that puts a relation; None if there is that one already."""
    ends = {(source, target)} if kind.directed else {(source, target), (target, source)}
    if any(
        relation.type == kind.id and (relation.source, relation.target) in ends
        for relation in issue.relations.values()
    ):
        return None
    return AddRelations((Relation(new_id("r"), kind.id, source, target, who),))


def reverse(relation: Relation) -> Operation:
    """Return the operation that turns a relation round."""
    return ChangeRelation(replace(relation, source=relation.target, target=relation.source))


def ends_in(issue: Issue, article_id: str) -> dict[str, Place]:
    """Return the first place with text, in an article, of each span that is an end of a relation, by the span's id."""
    article = issue.articles.get(article_id)
    wanted = {end for relation in issue.relations.values() for end in (relation.source, relation.target)}
    found: dict[str, Place] = {}
    for block_id in article.blocks if article is not None and wanted else ():
        for piece in issue.pieces.get(block_id, ()):
            if piece.span in wanted and piece.start < piece.end:
                found.setdefault(piece.span, Place(block_id, piece.start, piece.end))
    return found


@dataclass(frozen=True, slots=True)
class ListedRelation:
    """A relation as a list shows it: with the texts of its ends, and where these are; None: their text is deleted."""

    relation: Relation
    source_text: str
    target_text: str
    source: Place | None
    target: Place | None


def listed_relations(issue: Issue) -> list[ListedRelation]:
    """Return all relations of an issue, in the reading order of their sources."""
    if not issue.relations:
        return []
    places = places_by_span(issue)
    ranks = {span_id: rank for rank, span_id in enumerate(places)}

    def first(span_id: str) -> Place | None:
        return next((place for place in places.get(span_id, ()) if place.start < place.end), None)

    def text(span_id: str) -> str:
        parts = (issue.blocks[each.block].text[each.start : each.end] for each in places.get(span_id, ()))
        return " … ".join(part for part in parts if part)

    found = [
        ListedRelation(
            relation,
            text(relation.source),
            text(relation.target),
            first(relation.source),
            first(relation.target),
        )
        for relation in issue.relations.values()
    ]
    return sorted(found, key=lambda each: (ranks.get(each.relation.source, len(ranks)), each.relation.id))
