"""Labels, label schemes and label spans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A named class of a scheme 标签.

    Attributes:
        id: short name used in files, e.g. ``"PER"``.
        name: the name people read, e.g. ``"人物"``.
        color: ``#rrggbb``.
        key: the key that sets the label, one character, or empty.
        description: what belongs to the class, for annotators.
    """

    id: str
    name: str
    color: str
    key: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class LabelScheme:
    """An ordered set of labels."""

    id: str
    name: str
    labels: tuple[Label, ...] = ()

    def label(self, label_id: str) -> Label | None:
        """Return the label of that id, or None."""
        return next((label for label in self.labels if label.id == label_id), None)


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """The use of a label. Where it lies is held by its pieces, one a block it touches.

    Attributes:
        id: identifier, unique in the issue.
        label: id of the label.
        who: the person or rule that put it, or empty.
        note: a remark, or empty.
    """

    id: str
    label: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LabelPiece:
    """The part of a label span that lies in one block: ``[start, end)`` in the block's text, in code points.

    An empty piece remembers where a span stood whose text is all deleted.
    """

    span: str
    start: int
    end: int
