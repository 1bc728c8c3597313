"""What importing labels would do, worked out record by record; a label that has no place is listed with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotator.formats.labels.document import LabelledDocument, Span
from annotator.formats.labels.reading import Record
from annotator.model.issue import Issue
from annotator.model.labels import DocumentLabel, LabelScheme, LabelSpan, Relation
from annotator.model.operations import AddLabels, AddRelations, Operation, SetDocumentLabel
from annotator.model.operations.labelling import PlacedSpan
from annotator.model.provenance import Place
from annotator.services.label_exchange.label_exporting import used_scheme
from annotator.services.label_exchange.label_matching import Match
from annotator.services.project.session import new_id


class Reason(StrEnum):
    """Why something was not imported."""

    EMPTY = "empty"
    ARTICLE = "article"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"
    PRESENT = "present"
    OVERLAP = "overlap"
    END = "end"
    PART = "part"


class What(StrEnum):
    """What was not imported."""

    RECORD = "record"
    SPAN = "span"
    RELATION = "relation"
    DOCUMENT_LABEL = "document_label"


class Several(StrEnum):
    """What becomes of the work of several annotators on the same texts.

    ``APART``: each is an annotator here too, compared and adjudicated as merged work packages are. ``ONE``: of each
    text one annotator's work comes in. ``TOGETHER``: all of it as if one person had done it.
    """

    APART = "apart"
    ONE = "one"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that was not imported.

    Attributes:
        file: name of the file, or of the one inside an archive.
        record: number of the record, from 1 on.
        what: what it is.
        reason: why.
        label: the label or type.
        text: what it lies on; of a record how it begins.
    """

    file: str
    record: int
    what: What
    reason: Reason
    label: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """How labels are imported.

    Attributes:
        who: the annotator they are by.
        suggested: whether they are suggestions; None: those that are in the file.
        labels: labels by their names in the file; None: left out. Those not named keep their names.
        several: what becomes of the work of several annotators.
        annotators: those by their names in the file, as ``labels``.
    """

    who: str = ""
    suggested: bool | None = None
    labels: Mapping[str, str | None] = field(default_factory=dict)
    several: Several = Several.APART
    annotators: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Attributes:
        operations: operations by issue.
        placed: how many spans get a place.
        changed: how many of them lie on text that is another one now.
        relations: how many relations.
        document_labels: how many labels of whole articles.
        articles: how many articles get labels.
        unplaced: what gets none.
        scheme: the project's scheme with the labels that are new.
        new_labels: their names, relation types included.
        annotators: those whose work comes in apart.
        conflicts: where they contradict each other, or the project.
        left_out: how many annotators' records are left out.
    """

    operations: Mapping[str, tuple[Operation, ...]]
    placed: int
    changed: int
    relations: int
    document_labels: int
    articles: int
    unplaced: tuple[Unplaced, ...]
    scheme: LabelScheme
    new_labels: tuple[str, ...]
    annotators: tuple[str, ...] = ()
    conflicts: int = 0
    left_out: int = 0


_Key = tuple[str, tuple[tuple[str, int, int], ...]]
"""Label and places of a span, as it is known whether it is there already."""


def _key(label: str, places: Iterable[Place]) -> _Key:
    return label, tuple([(place.block, place.start, place.end) for place in places])


def _held_by_one(span: Span, match: Match) -> tuple[str, tuple[Place, ...]]:
    """Return the first issue that holds any of a span, and the places it has there; none if it has none."""
    if len(span.ranges) == 1:
        listed = match.places(*span.ranges[0])
    else:
        listed = [found for start, end in span.ranges for found in match.places(start, end)]
    if len(listed) == 1:
        return listed[0]
    if not listed:
        return "", ()
    issue_id = listed[0][0]
    return issue_id, tuple(place for found, places in listed if found == issue_id for place in places)


class Planner:
    """Collects what is to be done, record by record."""

    def __init__(self, issues: Mapping[str, Issue], choice: Choice, scheme: LabelScheme) -> None:
        self._issues = issues
        self._choice = choice
        self._scheme = scheme
        self._spans: dict[str, list[PlacedSpan]] = {}
        self._relations: dict[str, list[Relation]] = {}
        self._labels: dict[str, dict[tuple[str, str], DocumentLabel]] = {}
        self._present: dict[str, dict[_Key, str]] = {}
        self._taken: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
        self._apart = {label.id for label in scheme.labels if not label.overlaps_itself}
        self._unplaced: list[Unplaced] = []
        self._changed = 0
        self._used: list[LabelledDocument] = []
        self._articles: set[tuple[str, str]] = set()
        # One random part for all: no other project's import has it, and a hundred thousand of them take a second.
        self._id = new_id("s")
        self._count = 0

    def leave_out(self, file: str, record: Record, reason: Reason) -> None:
        """Note that a record has no place."""
        begin = record.document.text.strip()[:40]
        self._unplaced.append(Unplaced(file, record.number, What.RECORD, reason, text=begin))

    def take(self, file: str, record: Record, match: Match) -> None:
        """Plan for a record that was found."""
        document, names = record.document, self._choice.labels
        ends: dict[str, tuple[str, str]] = {}
        for span in document.spans:
            label = names.get(span.label, span.label)
            if label is not None:
                said = span.surface(document.text)
                reason = self._take_span(span, label, said, match, ends)
                if reason is not None:
                    self._unplaced.append(Unplaced(file, record.number, What.SPAN, reason, label, said[:40]))
        for relation in document.relations:
            self._take_relation(file, record, relation, ends)
        for each in document.labels:
            self._take_label(file, record, each, match)
        self._used.append(self._renamed(document))

    def _name(self, label: str) -> str | None:
        return self._choice.labels.get(label, label)

    def _take_span(
        self, span: Span, label: str, said: str, match: Match, ends: dict[str, tuple[str, str]]
    ) -> Reason | None:
        """Plan for a span; return why it has no place."""
        issue_id, at = _held_by_one(span, match)
        if not at:
            return Reason.AMBIGUOUS if match.is_ambiguous(span.start, span.end) else Reason.GONE
        issue = self._issues[issue_id]
        present = self._present_in(issue)
        key = _key(label, at)
        known = present.get(key)
        if known is not None:
            ends[span.id] = (issue_id, known)
            return Reason.PRESENT
        if label in self._apart and self._overlaps(issue, label, at):
            return Reason.OVERLAP
        suggested = span.suggested if self._choice.suggested is None else self._choice.suggested
        self._count += 1
        new = LabelSpan(
            f"{self._id}-{self._count}",
            label,
            self._choice.who,
            span.note,
            span.attributes,
            span.doubtful,
            span.score,
            suggested,
        )
        self._spans.setdefault(issue_id, []).append(PlacedSpan(new, at))
        present[key] = new.id
        if span.id:
            ends[span.id] = (issue_id, new.id)
        text = "".join([issue.blocks[place.block].text[place.start : place.end] for place in at])
        self._changed += text != said and "".join(text.split()) != "".join(said.split())
        self._articles.add((issue_id, match.article_at(span.start)))
        return None

    def _present_in(self, issue: Issue) -> dict[_Key, str]:
        """Return the spans that an issue has or is to get, by label and places."""
        if issue.id not in self._present:
            places: dict[str, list[Place]] = {}
            for name in issue.order:
                for block_id in issue.articles[name].blocks:
                    for piece in issue.pieces.get(block_id, ()):
                        if piece.start < piece.end:
                            places.setdefault(piece.span, []).append(Place(block_id, piece.start, piece.end))
            self._present[issue.id] = {
                _key(issue.spans[span].label, found): span for span, found in places.items()
            }
        return self._present[issue.id]

    def _overlaps(self, issue: Issue, label: str, places: Sequence[Place]) -> bool:
        """Tell whether a span would overlap one of its own label; remember its places if it does not."""
        taken = []
        for place in places:
            key = (issue.id, place.block, label)
            if key not in self._taken:
                self._taken[key] = [
                    (piece.start, piece.end)
                    for piece in issue.pieces.get(place.block, ())
                    if issue.spans[piece.span].label == label
                ]
            taken.append((self._taken[key], place))
        if any(start < place.end and place.start < end for held, place in taken for start, end in held):
            return True
        for held, place in taken:
            held.append((place.start, place.end))
        return False

    def _take_relation(
        self, file: str, record: Record, relation: Relation, ends: Mapping[str, tuple[str, str]]
    ) -> None:
        source, target = ends.get(relation.source), ends.get(relation.target)
        if source is None or target is None or source[0] != target[0] or source == target:
            unplaced = Unplaced(file, record.number, What.RELATION, Reason.END, relation.type)
        elif self._is_present(source[0], relation.type, source[1], target[1]):
            unplaced = Unplaced(file, record.number, What.RELATION, Reason.PRESENT, relation.type)
        else:
            new = replace(relation, id=new_id("r"), source=source[1], target=target[1], who=self._choice.who)
            self._relations.setdefault(source[0], []).append(new)
            return
        self._unplaced.append(unplaced)

    def _is_present(self, issue: str, kind: str, source: str, target: str) -> bool:
        return any(
            (each.type, each.source, each.target) == (kind, source, target)
            for each in self._issues[issue].relations.values()
        )

    def _take_label(self, file: str, record: Record, label: DocumentLabel, match: Match) -> None:
        name = self._name(label.label)
        if name is None:
            return
        issue, article = match.articles[0]
        held = self._issues[issue].document_labels.get(article, ())
        planned = self._labels.setdefault(issue, {})
        if not match.whole:
            reason = Reason.PART
        elif any(each.label == name for each in held) or (article, name) in planned:
            reason = Reason.PRESENT
        else:
            suggested = label.suggested if self._choice.suggested is None else self._choice.suggested
            planned[article, name] = replace(label, label=name, who=self._choice.who, suggested=suggested)
            self._articles.add((issue, article))
            return
        self._unplaced.append(Unplaced(file, record.number, What.DOCUMENT_LABEL, reason, name))

    def _renamed(self, document: LabelledDocument) -> LabelledDocument:
        """Return a document with the labels as they are to be called, for the scheme."""
        if not self._choice.labels:
            return document
        spans = ((span, self._name(span.label)) for span in document.spans)
        labels = ((label, self._name(label.label)) for label in document.labels)
        return replace(
            document,
            spans=tuple(replace(span, label=name) for span, name in spans if name is not None),
            labels=tuple(replace(label, label=name) for label, name in labels if name is not None),
        )

    def plan(self) -> Plan:
        """Return what was planned."""
        return united_plan([self], self.operations())

    def operations(self) -> dict[str, tuple[Operation, ...]]:
        """Return what does it, by issue."""
        operations: dict[str, tuple[Operation, ...]] = {}
        for issue_id in self._issues:
            listed: list[Operation] = []
            if spans := self._spans.get(issue_id):
                listed.append(AddLabels(tuple(spans)))
            if relations := self._relations.get(issue_id):
                listed.append(AddRelations(tuple(relations)))
            labels = self._labels.get(issue_id, {})
            listed += [SetDocumentLabel(article, label) for (article, _), label in labels.items()]
            if listed:
                operations[issue_id] = tuple(listed)
        return operations

    def counted(self) -> _Counted:
        """Return what it comes to."""
        return _Counted(
            self._changed,
            frozenset(self._articles),
            tuple(self._unplaced),
            tuple(self._used),
            self._scheme,
        )


@dataclass(frozen=True, slots=True)
class _Counted:
    """What planning comes to; see ``Plan``."""

    changed: int
    articles: frozenset[tuple[str, str]]
    unplaced: tuple[Unplaced, ...]
    used: tuple[LabelledDocument, ...]
    scheme: LabelScheme


def united_plan(planners: Sequence[Planner], operations: Mapping[str, tuple[Operation, ...]]) -> Plan:
    """Return one plan of several planners that have the same scheme; ``operations`` do what all of them want."""
    told = [planner.counted() for planner in planners]
    done = [operation for listed in operations.values() for operation in listed]
    before = told[0].scheme
    scheme = used_scheme(before, [document for each in told for document in each.used])
    known = {*(label.id for label in before.labels), *(each.id for each in before.relations)}
    new = [label.id for label in scheme.labels] + [each.id for each in scheme.relations]
    return Plan(
        operations,
        sum(len(each.spans) for each in done if isinstance(each, AddLabels)),
        sum(each.changed for each in told),
        sum(len(each.relations) for each in done if isinstance(each, AddRelations)),
        sum(isinstance(each, SetDocumentLabel) for each in done),
        len({article for each in told for article in each.articles}),
        tuple(unplaced for each in told for unplaced in each.unplaced),
        scheme,
        tuple(name for name in dict.fromkeys(new) if name not in known),
    )
