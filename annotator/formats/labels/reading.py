"""Reading records of labels: a wrong one is refused with its number and a reason, the others are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from annotator.formats.labels.document import LabelledDocument, Span

Item = TypeVar("Item")

REASONS = (
    "json",
    "xml",
    "text",
    "fields",
    "range",
    "surface",
    "line",
    "relation",
    "format",
)
"""All codes of reasons; each needs a sentence in every language."""


class WrongRecordError(Exception):
    """A record cannot be read.

    Attributes:
        code: one of ``REASONS``.
        detail: what in the record is wrong, as it stands there; may be empty.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        self.code = code
        self.detail = str(detail)[:80]
        super().__init__(f"{code}: {self.detail}")


_WRONG = (WrongRecordError, ValueError, KeyError, TypeError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was refused: its number from 1 on (0: the file as a whole), the reason and what it is about.

    ``member`` is the file's name inside an archive, or empty.
    """

    record: int
    code: str
    detail: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read: its number from 1 on, and its document; ``member`` as of a refusal.

    ``annotator`` is whose work it is, as the file calls people; empty where it does not say. Records of one number by
    several annotators are about one text; of those whom a file prefers, such as a curator, the last one.
    """

    number: int
    document: LabelledDocument
    member: str = ""
    annotator: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file of labels holds."""

    records: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())

    @property
    def documents(self) -> tuple[LabelledDocument, ...]:
        """The documents of the records that were read."""
        return tuple(record.document for record in self.records)


@dataclass(frozen=True, slots=True)
class Version:
    """What one annotator made of a record: the name as of a record that was read, and what makes the document."""

    annotator: str
    make: Callable[[], LabelledDocument]


def read_each(items: Iterable[tuple[int, Item]], make: Callable[[Item], LabelledDocument]) -> Reading:
    """Read numbered items; what one of them raises refuses that item only."""
    return read_versions(items, lambda item: (Version("", lambda: make(item)),))


def read_versions(
    items: Iterable[tuple[int, Item]], versions: Callable[[Item], Iterable[Version]]
) -> Reading:
    """Read numbered items that several annotators may have worked on; what one of them raises refuses that one only."""
    records: list[Record] = []
    refused: list[Refusal] = []

    def refuse(number: int, error: Exception) -> None:
        wrong = error if isinstance(error, WrongRecordError) else WrongRecordError("fields", error)
        refused.append(Refusal(number, wrong.code, wrong.detail))

    for number, item in items:
        try:
            listed = tuple(versions(item))
        except _WRONG as error:
            refuse(number, error)
            continue
        for version in listed:
            try:
                records.append(Record(number, version.make(), annotator=version.annotator))
            except _WRONG as error:
                refuse(number, error)
    return Reading(tuple(records), tuple(refused))


def whole_file(refusal: WrongRecordError) -> Reading:
    """Return that a file as a whole was refused."""
    return Reading(refused=(Refusal(0, refusal.code, refusal.detail),))


def checked_text(value: object) -> str:
    """Return a value that must be a text.

    Raises:
        WrongRecordError: it is none.
    """
    if not isinstance(value, str):
        raise WrongRecordError("text")
    return value


def checked_range(text: str, start: Any, end: Any) -> tuple[int, int]:
    """Return a range of a text, in code points.

    Raises:
        WrongRecordError: it is empty or not in the text.
    """
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise WrongRecordError("range", f"[{start}, {end})")
    return start, end


def checked_label(value: object) -> str:
    """Return a value that must be the name of a label.

    Raises:
        WrongRecordError: it is none.
    """
    if not isinstance(value, str) or not value.strip():
        raise WrongRecordError("fields", "label")
    return value


def checked_span(text: str, label: object, start: Any, end: Any, **said: Any) -> Span:
    """Return a span of one range; see ``checked_range`` and ``checked_label``."""
    return Span(checked_label(label), (checked_range(text, start, end),), **said)
