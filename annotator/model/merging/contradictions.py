"""What several people's layers of one issue contradict each other in: text, label spans, relations, document labels.

Of relations those are asked who have labels on the text of both its ends, of labels of whole articles those who were
given the article too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.model.article import Kind
from annotator.model.conflict import (
    Choice,
    Conflict,
    ConflictKind,
    LayerDocumentLabel,
    LayerRelation,
    Merged,
)
from annotator.model.issue import Issue
from annotator.model.labels import Attributes
from annotator.model.merging.clusters import (
    choices_of,
    conflict_id,
    contested_spans,
    contested_text,
    shared_places,
)
from annotator.model.merging.layers import Speller, article_extent, relations_in
from annotator.model.merging.persons import as_persons
from annotator.model.page import RawRange
from annotator.model.places import unite_places
from annotator.model.provenance import RawIndex


def contradictions(issue: Issue, merges: Iterable[Merged], plain: Speller) -> dict[str, Conflict]:
    """Return what layers contradict each other in, open, by id.

    Args:
        issue: the issue they were merged into, as it is.
        merges: the layers.
        plain: spells the text that people were given.
    """
    listed = tuple(merges)
    persons = as_persons(listed)
    found = [
        *contested_text(issue, listed, plain),
        *contested_spans(issue, persons),
        *_contested_relations(issue, persons),
        *_contested_document_labels(issue, persons),
    ]
    return {conflict.id: conflict for conflict in found}


def _people(merges: Sequence[Merged]) -> set[str]:
    return {person for merged in merges for person in (*merged.people, merged.annotator)}


# Relations ---------------------------------------------------------------------------------------------

_Ends = frozenset[tuple[RawRange, ...]]
"""The raw characters of both ends, whichever is the source."""


def _ends(relation: LayerRelation) -> _Ends:
    return frozenset((relation.source.ranges, relation.target.ranges))


def _contested_relations(issue: Issue, merges: Sequence[Merged]) -> list[Conflict]:
    voices = [merged for merged in merges if merged.layer.relations is not None]
    mine = {relation for merged in voices for relation in merged.layer.relations or ()}
    others = _people(merges)
    own = {relation for key, relation in relations_in(issue) if issue.relations[key].who not in others} - mine
    said: list[dict[_Ends, list[LayerRelation]]] = []
    for merged in voices:
        by_ends: dict[_Ends, list[LayerRelation]] = {}
        for relation in merged.layer.relations or ():
            by_ends.setdefault(_ends(relation), []).append(relation)
        said.append(by_ends)
    labelled = [{span.ranges for span in merged.layer.spans} for merged in voices]
    seen = [shared_places(merged) for merged in voices]
    found = []
    for ends in {_ends(relation): None for relation in sorted(mine)}:
        places = tuple(unite_places(part for ranges in ends for part in ranges))
        votes: dict[Choice, set[str]] = {}
        for merged, relations, texts, sees in zip(voices, said, labelled, seen, strict=True):
            here = relations.get(ends, ())
            if here or (ends <= texts and any(map(sees.overlaps, places))):
                votes.setdefault(_related(here), set()).add(merged.annotator)
        ours = [relation for relation in own if _ends(relation) == ends]
        if ours:
            votes.setdefault(_related(ours), set()).add("")
        if len(votes) > 1:
            told = tuple(sorted({relation for choice in votes for relation in choice.relations} - own))
            name = conflict_id(ConflictKind.RELATION, told)
            found.append(Conflict(name, ConflictKind.RELATION, places, choices_of(votes)))
    return found


def _related(relations: Iterable[LayerRelation]) -> Choice:
    return Choice((), relations=tuple(sorted(relations)))


# Labels of whole articles ------------------------------------------------------------------------------


def _contested_document_labels(issue: Issue, merges: Sequence[Merged]) -> list[Conflict]:
    voices = [merged for merged in merges if merged.layer.document_labels is not None]
    if not any(merged.layer.document_labels for merged in voices):
        return []
    homes = _Homes(issue)
    said: list[dict[str, set[tuple[str, Attributes]]]] = []
    # Told by what the layers say, never by how the articles are now: that may depend on who was merged first.
    beginnings: dict[str, RawRange] = {}
    for merged in voices:
        by_article: dict[str, set[tuple[str, Attributes]]] = {}
        for label in merged.layer.document_labels or ():
            home = homes.of(label)
            by_article.setdefault(home, set()).add((label.label, label.attributes))
            beginnings[home] = min(label.place, beginnings.get(home, label.place))
        said.append(by_article)
    others = _people(merges)
    seen = [shared_places(merged) for merged in voices]
    found = []
    for article in dict.fromkeys(name for by_article in said for name in sorted(by_article) if name):
        place = beginnings[article]
        mine = {entry for by_article in said for entry in by_article.get(article, ())}
        votes: dict[Choice, set[str]] = {}
        for merged, by_article, sees in zip(voices, said, seen, strict=True):
            here = by_article.get(article, set())
            if here or sees.overlaps(place):
                votes.setdefault(_labelled(article, place, here), set()).add(merged.annotator)
        held = [label for label in issue.document_labels.get(article, ()) if not label.suggested]
        ours = {(label.label, label.attributes) for label in held if label.who not in others} - mine
        if ours:
            votes.setdefault(_labelled(article, place, ours), set()).add("")
        if len(votes) > 1:
            name = conflict_id(ConflictKind.DOCUMENT, place, tuple(sorted(mine)))
            found.append(Conflict(name, ConflictKind.DOCUMENT, (place,), choices_of(votes)))
    return found


def _labelled(article: str, place: RawRange, labels: Iterable[tuple[str, Attributes]]) -> Choice:
    told = (LayerDocumentLabel(label, article, place, attributes) for label, attributes in labels)
    return Choice((), document_labels=tuple(sorted(told)))


class _Homes:
    """Finds the articles of an issue that labels of copies are about."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._index: RawIndex | None = None

    def of(self, label: LayerDocumentLabel) -> str:
        """Return the article of the same id, else the one that holds its first character, else nothing.

        An article all of whose characters were moved to another one is that one.
        """
        article = self._issue.articles.get(label.article)
        if article is None or not article_extent(self._issue, article.id):
            self._index = self._index or RawIndex(self._issue.blocks.values())
            place = label.place
            places = self._index.places(self._issue.blocks, place.page, place.start, place.end)
            article = self._issue.article_of(places[0].block) if places else article
        return article.id if article is not None and article.kind is Kind.ARTICLE else ""
