"""Values of merging: what each of several people made of an issue, and where they contradict each other.

All is told by raw positions: blocks of two people's copies differ as soon as one of them works.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.model.labels import Attributes
from annotator.model.page import RawRange


@dataclass(frozen=True, slots=True, order=True)
class LayerSpan:
    """A use of a label, by what it says and where.

    Attributes:
        label: id of the label.
        ranges: the raw characters it lies on, sorted.
        attributes: values of the label's attributes.
    """

    label: str
    ranges: tuple[RawRange, ...]
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True, order=True)
class LayerRelation:
    """A relation, by its type and by what its ends say and where."""

    type: str
    source: LayerSpan
    target: LayerSpan


@dataclass(frozen=True, slots=True, order=True)
class LayerDocumentLabel:
    """A label of an article as a whole.

    Attributes:
        label: id of the label.
        article: id of the article in the copy.
        place: the article's first raw character, for an issue whose articles have other ids.
        attributes: values of the label's attributes.
    """

    label: str
    article: str
    place: RawRange
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True, order=True)
class LayerChange:
    """A corrected place: what stands there in place of the raw characters; an empty range is inserted text.

    ``who`` wrote it by the run's origin; it may be empty.
    """

    place: RawRange
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An article that a person was given to work on.

    Attributes:
        article: id of the article when it was given out.
        extent: its raw characters.
        shared: whether others were given it too.
    """

    article: str
    extent: tuple[RawRange, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """What one person's copy of an issue says.

    Attributes:
        spans: uses of labels.
        changes: corrected places.
        known_spans: those of the spans that were there when the copy was made.
        known_changes: those of the changes that were there when the copy was made.
        relations: relations between the spans; None: nobody has looked.
        document_labels: labels of whole articles; None: nobody has looked.
    """

    spans: tuple[LayerSpan, ...] = ()
    changes: tuple[LayerChange, ...] = ()
    known_spans: tuple[LayerSpan, ...] = ()
    known_changes: tuple[LayerChange, ...] = ()
    relations: tuple[LayerRelation, ...] | None = None
    document_labels: tuple[LayerDocumentLabel, ...] | None = None


class ConflictKind(StrEnum):
    """What people contradict each other in.

    ``ARRANGEMENT``: the order of the text, roles, jumps; or what was written or labelled in a place that is not what it
    was.
    """

    TEXT = "text"
    LABEL = "label"
    RELATION = "relation"
    DOCUMENT = "document_label"
    ARRANGEMENT = "arrangement"


@dataclass(frozen=True, slots=True)
class Choice:
    """One side of a conflict.

    Attributes:
        people: who is for it, sorted; an empty name stands for the project itself.
        text: what stands in the place (``TEXT``), or what was done there.
        spans: the label spans that lie there (``LABEL``); none: there is no label.
        operation: what carries it out (``ARRANGEMENT``), as JSON; empty: the issue is as it is to be.
        relations: the relations that are there (``RELATION``); none: there is no relation.
        document_labels: the labels of the article as a whole (``DOCUMENT``); none: it has none.
    """

    people: tuple[str, ...]
    text: str = ""
    spans: tuple[LayerSpan, ...] = ()
    operation: str = ""
    relations: tuple[LayerRelation, ...] = ()
    document_labels: tuple[LayerDocumentLabel, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where the work of several people contradicts each other 分歧.

    Attributes:
        id: identifier, the same for the same contradiction whoever was merged first.
        kind: what it is about.
        places: the raw characters it is about; the first ones say where it is.
        choices: the sides, the one most people are for first.
        chosen: numbers of the choices that were decided for; empty while nobody has decided.
        who: who decided.
        when: when, in ISO 8601 with the offset from UTC.
    """

    id: str
    kind: ConflictKind
    places: tuple[RawRange, ...]
    choices: tuple[Choice, ...]
    chosen: tuple[int, ...] = ()
    who: str = ""
    when: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return not self.chosen

    @property
    def takes_several(self) -> bool:
        """Whether several choices may be decided for: what labels say can stand beside each other."""
        return self.kind in (ConflictKind.LABEL, ConflictKind.RELATION, ConflictKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Merged:
    """What was merged from one person's copy of an issue.

    Attributes:
        package: id of the work package, or of the file it came from.
        annotator: whose work it is.
        steps: numbers of the entries of the copy's journal that were merged, as ranges with both ends.
        items: the articles the person was given.
        layer: what the copy said when it was merged.
        people: names under which work was done in the copy.
        when: when it was merged, in ISO 8601 with the offset from UTC.
    """

    package: str
    annotator: str
    steps: tuple[tuple[int, int], ...] = ()
    items: tuple[Item, ...] = ()
    layer: Layer = Layer()
    people: tuple[str, ...] = ()
    when: str = ""


def steps_as_ranges(seqs: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Return rising numbers as ranges with both ends."""
    ranges: list[tuple[int, int]] = []
    for seq in seqs:
        if ranges and ranges[-1][1] == seq - 1:
            ranges[-1] = (ranges[-1][0], seq)
        else:
            ranges.append((seq, seq))
    return tuple(ranges)
