"""Agreement 一致度 of people who worked on the same articles: in labels, and in corrections.

Where the documents come from: ``annotator.services.team.compared``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.errors import UserError
from annotator.services.team.measures import (
    Marked,
    Row,
    SpanMatch,
    Unitizing,
    alpha_nominal,
    cohen_kappa,
    confusion,
    fleiss_kappa,
    match_exactly,
    match_overlapping,
    observed,
    pairs_of,
    table_of,
    unitizing,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person did in a document, on its characters counted from 0.

    Attributes:
        spans: the label spans.
        changes: ranges that were corrected, with the new text; of an insertion, the character before it.
    """

    spans: tuple[Marked, ...] = ()
    changes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An article that several people were given.

    Attributes:
        name: for people.
        length: number of its raw characters.
        people: what each person did, by name; those who were not given it are not there.
    """

    name: str
    length: int
    people: Mapping[str, Judged]


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of agreement; None where one is not defined. Over all pairs of people who were given the same text.

    Attributes:
        characters: number of characters several people were given.
        spans: number of label spans on them, or of corrections.
        observed: share of pairs of judgements of a character that are the same.
        cohen: Cohen's κ by character, the mean over the pairs.
        fleiss: Fleiss's κ by character, on what everybody was given.
        alpha: Krippendorff's nominal α by character.
        unitizing: Krippendorff's unitizing α; joint over the labels.
        exact: F1 of spans with the same label and edges.
        overlapping: F1 of spans with the same label that overlap.
    """

    characters: int = 0
    spans: int = 0
    observed: float | None = None
    cohen: float | None = None
    fleiss: float | None = None
    alpha: float | None = None
    unitizing: float | None = None
    exact: float | None = None
    overlapping: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree.

    Attributes:
        people: their names, sorted.
        documents: number of articles at least two of them were given.
        overall: in all labels; of a character, in the set of labels on it.
        corrections: in corrections; ``exact``: of the same characters to the same text.
        labels: in each label.
        by_document: in all labels of each document, by its name.
        pairs: in all labels, of each two people.
        confusion: how often which label of one stands against which of another; an empty label: none.
    """

    people: tuple[str, ...]
    documents: int
    overall: Measures
    corrections: Measures
    labels: Mapping[str, Measures] = field(default_factory=dict)
    by_document: tuple[tuple[str, Measures], ...] = ()
    pairs: Mapping[tuple[str, str], Measures] = field(default_factory=dict)
    confusion: Mapping[tuple[str, str], int] = field(default_factory=dict)


def agreement(documents: Iterable[Document]) -> Agreement:
    """Return how far people agree in documents; those that only one person was given do not count.

    Raises:
        UserError: no document was given to two people.
    """
    listed = [document for document in documents if len(document.people) > 1]
    if not listed:
        raise UserError("agreement.nobody")
    people = tuple(sorted({person for document in listed for person in document.people}))
    labels = sorted(
        {span.label for document in listed for judged in document.people.values() for span in judged.spans}
    )
    counts: Counter[tuple[str, str]] = Counter()
    for document in listed:
        for one, other in _pairs(document, people):
            counts.update(confusion(one.spans, other.spans))
    return Agreement(
        people,
        len(listed),
        _measure(listed, people, labels),
        _measure([_as_spans(document) for document in listed], people, None),
        {label: _measure([_only(entry, label) for entry in listed], people, [label]) for label in labels},
        tuple((entry.name, _measure([entry], tuple(sorted(entry.people)), labels)) for entry in listed),
        {
            (people[one], people[other]): _measure(both, (people[one], people[other]), labels)
            for one, other in pairs_of(len(people))
            if (both := _given_both(listed, people[one], people[other]))
        },
        counts,
    )


def _given_both(documents: Iterable[Document], one: str, other: str) -> list[Document]:
    return [
        replace(entry, people={one: entry.people[one], other: entry.people[other]})
        for entry in documents
        if one in entry.people and other in entry.people
    ]


def _pairs(document: Document, people: Sequence[str]) -> Iterator[tuple[Judged, Judged]]:
    there = [person for person in people if person in document.people]
    for one, other in pairs_of(len(there)):
        yield document.people[there[one]], document.people[there[other]]


def _measure(documents: Sequence[Document], people: Sequence[str], labels: Sequence[str] | None) -> Measures:
    """Return measures over documents; ``labels`` None: the spans are corrections, which are no units."""
    table: list[Row] = []
    exact, overlapping = SpanMatch(), SpanMatch()
    spans = 0
    for document in documents:
        judged = [document.people.get(person) for person in people]
        said = [None if entry is None else list(_said(entry)) for entry in judged]
        table += table_of(document.length, said)
        spans += sum(len(entry.spans) for entry in judged if entry is not None)
        for one, other in _pairs(document, people):
            exact += match_exactly(one.spans, other.spans)
            overlapping += match_overlapping(one.spans, other.spans)
    return Measures(
        sum(document.length for document in documents),
        spans,
        observed(table),
        _mean_kappa(table, len(people)),
        fleiss_kappa(table),
        alpha_nominal(table),
        None if labels is None else _unitizing(documents, people, labels).alpha,
        exact.f1,
        overlapping.f1,
    )


def _said(judged: Judged) -> Iterator[tuple[int, int, str]]:
    for span in judged.spans:
        for start, end in span.ranges:
            yield start, end, span.label


def _mean_kappa(table: Sequence[Row], people: int) -> float | None:
    found = [
        kappa
        for one, other in pairs_of(people)
        if (kappa := cohen_kappa((size, (values[one], values[other])) for size, values in table)) is not None
    ]
    return sum(found) / len(found) if found else None


def _unitizing(documents: Sequence[Document], people: Sequence[str], labels: Sequence[str]) -> Unitizing:
    """Return disagreement in units, the documents laid end to end; two people at a time where not all have all."""
    if all(person in document.people for document in documents for person in people):
        groups = [(documents, people)]
    else:
        groups = [
            (both, (people[one], people[other]))
            for one, other in pairs_of(len(people))
            if (both := _given_both(documents, people[one], people[other]))
        ]
    total = Unitizing()
    for given, who in groups:
        units: dict[str, list[list[tuple[int, int]]]] = {label: [[] for _ in who] for label in labels}
        offset = 0
        for document in given:
            for number, person in enumerate(who):
                for span in document.people[person].spans:
                    units[span.label][number] += [
                        (start + offset, end + offset) for start, end in span.ranges
                    ]
            offset += document.length
        for label in labels:
            total += unitizing(offset, units[label])
    return total


def _only(document: Document, label: str) -> Document:
    return replace(
        document,
        people={
            person: Judged(tuple(span for span in judged.spans if span.label == label))
            for person, judged in document.people.items()
        },
    )


def _as_spans(document: Document) -> Document:
    """Return a document whose corrections stand as spans that are labelled with the new text."""
    return replace(
        document,
        people={
            person: Judged(tuple(Marked(text, ((start, end),)) for start, end, text in judged.changes))
            for person, judged in document.people.items()
        },
    )
