"""Labels, label schemes, and their use: label spans, relations between them, labels of whole articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

Attributes = tuple[tuple[str, str], ...]
"""Values of attributes by the attribute's id, sorted by it; those that say nothing are left out."""

YES = "yes"
"""The value of a yes-no attribute that holds; one that does not hold is left out."""


class Level(StrEnum):
    """What a label is put on: stretches of text, or an article as a whole."""

    SPAN = "span"
    DOCUMENT = "document"


class AttributeKind(StrEnum):
    """What the value of an attribute is: one of its choices, any text, or ``YES``."""

    CHOICE = "choice"
    TEXT = "text"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Attribute:
    """What can be said of the uses of a label beyond the label itself 属性.

    Attributes:
        id: short name used in files, unique in its label.
        name: the name people read.
        kind: what its values are.
        choices: the values of a choice, in the order they are offered; empty for other kinds.
        default: the value of a new span; empty: none.
    """

    id: str
    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A named class of a scheme 标签.

    Attributes:
        id: short name used in files, e.g. ``"PER"``.
        name: the name people read, e.g. ``"人物"``.
        color: ``#rrggbb``.
        key: the code of one or two characters that sets the label, or empty; case does not count.
        description: what belongs to the class, for annotators.
        examples: texts that belong to it, for annotators.
        attributes: what can be said of its uses.
        overlaps_itself: whether two spans of this label may share characters.
        level: what it is put on.
    """

    id: str
    name: str
    color: str
    key: str = ""
    description: str = ""
    examples: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    overlaps_itself: bool = True
    level: Level = Level.SPAN

    def attribute(self, attribute_id: str) -> Attribute | None:
        """Return the attribute of that id, or None."""
        return next((entry for entry in self.attributes if entry.id == attribute_id), None)

    def defaults(self) -> Attributes:
        """Return the attributes a new use of the label has."""
        return attributes_of((entry.id, entry.default) for entry in self.attributes)


@dataclass(frozen=True, slots=True)
class RelationType:
    """A named class of relations between spans 关系类型.

    Attributes:
        id: short name used in files, unique among the scheme's relation types.
        name: the name people read.
        color: ``#rrggbb``.
        key: the code that chooses it, as of a label but among relation types only.
        description: what belongs to the class, for annotators.
        sources: ids of the labels a relation may come from; empty: any.
        targets: ids of the labels it may go to; empty: any.
        directed: whether the two ends differ in meaning.
    """

    id: str
    name: str
    color: str
    key: str = ""
    description: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    directed: bool = True

    def allows(self, source: str, target: str) -> bool:
        """Return whether a relation may go from a label to a label, given by their ids."""
        if self._fits(source, target):
            return True
        return not self.directed and self._fits(target, source)

    def _fits(self, source: str, target: str) -> bool:
        return (not self.sources or source in self.sources) and (not self.targets or target in self.targets)


@dataclass(frozen=True, slots=True)
class LabelScheme:
    """An ordered set of labels and of types of relations between their spans."""

    id: str
    name: str
    labels: tuple[Label, ...] = ()
    relations: tuple[RelationType, ...] = ()

    def label(self, label_id: str) -> Label | None:
        """Return the label of that id, or None."""
        return next((label for label in self.labels if label.id == label_id), None)

    def relation(self, relation_id: str) -> RelationType | None:
        """Return the relation type of that id, or None."""
        return next((entry for entry in self.relations if entry.id == relation_id), None)


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """The use of a label on text. Where it lies is held by its pieces.

    Attributes:
        id: identifier, unique in the issue.
        label: id of the label.
        who: the person or rule that put it, or empty.
        note: a remark, or empty.
        attributes: values of the label's attributes.
        doubtful: whether a person marked it as doubtful.
        score: how likely it is right by who suggested it, in [0, 1]; None: nobody said.
        suggested: whether it is only suggested: no person has accepted it.
    """

    id: str
    label: str
    who: str = ""
    note: str = ""
    attributes: Attributes = ()
    doubtful: bool = False
    score: float | None = None
    suggested: bool = False

    @property
    def rejected(self) -> bool:
        """Whether a person has said no to it: a suggestion scored 0, shown nowhere, kept so that none comes again."""
        return self.suggested and self.score == 0


@dataclass(frozen=True, slots=True)
class LabelPiece:
    """A stretch of a label span in one block: ``[start, end)`` in the block's text, in code points.

    A span has a piece in each block it touches, and several in one block if it is discontinuous there; those of one
    span in one block neither overlap nor touch. An empty piece remembers where text of the span stood that is all
    deleted.
    """

    span: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation 关系 between two label spans of an issue.

    Attributes:
        id: identifier, unique in the issue.
        type: id of the relation type.
        source: id of the span it comes from.
        target: id of the span it goes to.
        who: the person or rule that put it, or empty.
        note: a remark, or empty.
    """

    id: str
    type: str
    source: str
    target: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLabel:
    """The use of a label on an article as a whole 篇章标签; an article has each label once at most.

    The fields mean what they mean in a label span.
    """

    label: str
    who: str = ""
    note: str = ""
    attributes: Attributes = ()
    doubtful: bool = False
    score: float | None = None
    suggested: bool = False


def attributes_of(values: Iterable[tuple[str, str]]) -> Attributes:
    """Return values of attributes in their canonical form; of two values for one attribute the last counts."""
    return tuple(sorted((name, value) for name, value in dict(values).items() if value))


def sort_document_labels(labels: Iterable[DocumentLabel]) -> tuple[DocumentLabel, ...]:
    """Return the labels of an article in their canonical order."""
    return tuple(sorted(labels, key=lambda entry: entry.label))


def unite_document_labels(
    first: Sequence[DocumentLabel], second: Sequence[DocumentLabel]
) -> tuple[DocumentLabel, ...]:
    """Return the labels of an article made of two: those of both.

    Where both have a label, the first one's attributes count and the second one's add to them; it is doubtful then if
    they contradict each other. Different notes stand in two lines.
    """
    united = {entry.label: entry for entry in first}
    for other in second:
        entry = united.get(other.label)
        united[other.label] = other if entry is None else _united(entry, other)
    return sort_document_labels(united.values())


def _united(entry: DocumentLabel, other: DocumentLabel) -> DocumentLabel:
    values = dict(entry.attributes)
    contradicts = any(values.get(name, value) != value for name, value in other.attributes)
    notes = dict.fromkeys(line for note in (entry.note, other.note) for line in note.split("\n") if line)
    return replace(
        entry,
        who=entry.who or other.who,
        note="\n".join(notes),
        attributes=attributes_of((*other.attributes, *entry.attributes)),
        doubtful=entry.doubtful or other.doubtful or contradicts,
        score=None if entry.score is None or other.score is None else min(entry.score, other.score),
        suggested=entry.suggested and other.suggested,
    )
