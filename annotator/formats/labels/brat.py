"""brat standoff: a text file and beside it the annotations, one a line; spans may have gaps.

Types of brat are words of letters, digits, ``-`` and ``_``. A label that is none is written as one, and a note
(``#``, AnnotatorNotes) says its name; values of attributes likewise. Spans may not hold a line feed, so a span over
two paragraphs has a gap there. Positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import DETAILS, Feature, reduced
from annotator.formats.labels.names import identifier, name_of
from annotator.formats.labels.reading import WrongRecordError
from annotator.model.labels import YES, Relation, attributes_of
from annotator.text.offsets import Utf16Index, utf16_length

HOLDS = DETAILS | {Feature.GAPS, Feature.OVERLAPS, Feature.RELATIONS}

_TYPE = re.compile(r"[^A-Za-z0-9_-]")
_SPAN = re.compile(r"(?P<type>\S+) (?P<ranges>\d+ \d+(?:;\d+ \d+)*)")
_RELATION = re.compile(r"(?P<type>\S+) \S+:(?P<source>[TE]\S+) \S+:(?P<target>[TE]\S+)\s*")
_NAME, _VALUE, _DOUBT = "label: ", "value of ", "Doubtful"


def brat_annotations(document: LabelledDocument) -> str:
    """Return the annotations of a document; its text goes into the file beside them as it is."""
    writer = _Writer(reduced(document, HOLDS))
    return "".join(f"{line}\n" for line in writer.lines())


class _Writer:
    """Writes the annotations of one document."""

    def __init__(self, document: LabelledDocument) -> None:
        self._document = document
        self._attributes: list[str] = []
        self._notes: list[str] = []

    def lines(self) -> list[str]:
        """Return all lines: spans, relations, attributes, notes."""
        lines, numbers = [], {}
        for number, span in enumerate(self._document.spans, start=1):
            numbers[span.id] = f"T{number}"
            lines.append(self._span(f"T{number}", span))
        for number, relation in enumerate(self._document.relations, start=1):
            kind, name = self._type(relation.type), f"R{number}"
            source, target = numbers[relation.source], numbers[relation.target]
            lines.append(f"{name}\t{kind} Arg1:{source} Arg2:{target}")
            self._remark(name, relation.type, relation.note)
        return [*lines, *self._attributes, *self._notes]

    def _span(self, name: str, span: Span) -> str:
        text = self._document.text
        ranges = [part for start, end in span.ranges for part in _lines_of(text, start, end)]
        places = ";".join(f"{start} {end}" for start, end in ranges)
        said = " ".join(text[start:end] for start, end in ranges)
        self._remark(name, span.label, span.note)
        for attribute, value in span.attributes:
            self._attribute(name, identifier(attribute), attribute, value)
        if span.doubtful:
            self._attributes.append(f"A{len(self._attributes) + 1}\t{_DOUBT} {name}")
        return f"{name}\t{self._type(span.label)} {places}\t{said}"

    def _attribute(self, name: str, kind: str, attribute: str, value: str) -> None:
        plain = not _TYPE.search(value)
        shown = "" if value == YES else f" {value if plain else identifier(value)}"
        self._attributes.append(f"A{len(self._attributes) + 1}\t{kind} {name}{shown}")
        if not plain:
            self._note(name, f"{_VALUE}{attribute}: {value}")

    def _type(self, label: str) -> str:
        return _TYPE.sub("_", label) or "_"

    def _remark(self, name: str, label: str, note: str) -> None:
        if self._type(label) != label:
            self._note(name, _NAME + label)
        if note.strip():
            self._note(name, note)

    def _note(self, name: str, note: str) -> None:
        self._notes.append(f"#{len(self._notes) + 1}\tAnnotatorNotes {name}\t{_one_line(note)}")


def _one_line(note: str) -> str:
    """Return a note without line ends and tabs, which a line of brat cannot hold; escaped so that they come back."""
    return note.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _unescaped(note: str) -> str:
    ends = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
    return re.sub(r"\\([nrt\\])", lambda found: ends[found[1]], note)


def _lines_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    said = text[start:end]
    if "\n" not in said:
        return [(start, end)]
    lines = re.finditer(r"[^\n]+", said)
    return [(start + line.start(), start + line.end()) for line in lines]


def brat_document(document: LabelledDocument) -> LabelledDocument:
    """Return what comes back of a document: spans have a gap at every line feed."""
    kept = reduced(document, HOLDS)
    spans = tuple(
        replace(span, ranges=tuple(part for each in span.ranges for part in _lines_of(kept.text, *each)))
        if any("\n" in kept.text[start:end] for start, end in span.ranges)
        else span
        for span in kept.spans
    )
    return replace(kept, spans=in_order(spans))


def brat_configuration(documents: Iterable[LabelledDocument]) -> str:
    """Return the file ``annotation.conf`` that names the types in use."""
    entities: dict[str, None] = {}
    relations: dict[str, None] = {}
    attributes: dict[str, set[str]] = {}
    for document in documents:
        for span in document.spans:
            entities[_TYPE.sub("_", span.label) or "_"] = None
            for name, value in span.attributes:
                values = attributes.setdefault(identifier(name), set())
                values.update(
                    () if value == YES else (value if not _TYPE.search(value) else identifier(value),)
                )
        relations.update(dict.fromkeys(_TYPE.sub("_", each.type) or "_" for each in document.relations))
    lines = ["[entities]", *entities, "", "[relations]"]
    lines += [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in relations]
    lines += ["", "[events]", "", "[attributes]", f"{_DOUBT}\tArg:<ENTITY>"]
    for name, values in attributes.items():
        lines.append(f"{name}\tArg:<ENTITY>" + (f", Value:{'|'.join(sorted(values))}" if values else ""))
    return "\n".join([*lines, ""])


def read_brat(text: str, annotations: str) -> LabelledDocument:
    """Return a document from a text and its annotations; normalisations and equivalences are passed over.

    An event is the span of its trigger, with a relation to each of its arguments. Where the texts that spans quote
    show it, positions are taken as those of the text with its line ends CR LF counted as one, as UTF-16 units, or as
    those behind a byte order mark.

    Raises:
        WrongRecordError: a line makes no sense, or quotes what is not in its place; the detail is the line.
    """
    reader = _Reader(text)
    for line in annotations.split("\n"):
        try:
            reader.take(line.rstrip("\r"))
        except (ValueError, KeyError, IndexError) as error:
            raise WrongRecordError("line", line) from error
    return reader.document()


_Place = Callable[[int], int]


def _countings(text: str) -> Iterator[_Place]:
    """Yield the ways in which positions may count; each returns a code point or raises LookupError or ValueError."""
    yield lambda position: position
    if "\r\n" in text:
        kept = [at for at, _ in enumerate(text) if text[max(at - 1, 0) : at + 1] != "\r\n"]
        yield [*kept, len(text)].__getitem__
    if utf16_length(text) != len(text):
        yield Utf16Index(text).to_code_point
    yield lambda position: position - 1


class _Reader:
    """Collects the annotations of one document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: dict[str, Span] = {}
        self._quoted: dict[str, tuple[str, str]] = {}
        self._triggers: dict[str, str] = {}
        self._relations: dict[str, Relation] = {}
        self._attributes: dict[str, dict[str, str]] = {}
        self._notes: dict[str, list[str]] = {}

    def take(self, line: str) -> None:
        """Take one line."""
        kind = line[:1]
        if kind not in ("T", "E", "R", "A", "M", "#"):
            return  # a normalisation, an equivalence, or empty
        name, said, *rest = line.split("\t")
        if kind == "T":
            self._spans[name] = self._span(name, said)
            self._quoted[name] = ("".join("".join(rest).split()), line)
        elif kind == "E":
            self._take_event(name, said)
        elif kind == "R":
            match = _RELATION.fullmatch(said)
            if match is None:
                raise ValueError(said)
            self._relations[name] = Relation(name, match["type"], match["source"], match["target"])
        elif kind in "AM":
            attribute, target, *value = said.split()
            self._attributes.setdefault(target, {})[name_of(attribute)] = value[0] if value else YES
        elif said.startswith("AnnotatorNotes "):
            self._notes.setdefault(said.split()[1], []).append(_unescaped("\t".join(rest)))

    def _take_event(self, name: str, said: str) -> None:
        trigger, *arguments = [part.rpartition(":")[::2] for part in said.split()]
        self._triggers[name] = trigger[1]
        for number, (role, target) in enumerate(arguments, start=1):
            if not role:
                raise ValueError(said)
            self._relations[f"{name}.{number}"] = Relation(f"{name}.{number}", role, name, target)

    def _span(self, name: str, said: str) -> Span:
        match = _SPAN.fullmatch(said)
        if match is None:
            raise ValueError(said)
        ranges = []
        for part in match["ranges"].split(";"):
            start, end = part.split()
            ranges.append((int(start), int(end)))
        return Span(match["type"], tuple(sorted(ranges)), name)

    def _placed(self) -> dict[str, Span]:
        """Return the spans with positions as they count here: the first way in which all say what they quote."""
        wrong = ""
        for counted in _countings(self._text):
            found = {name: self._at(span, counted) for name, span in self._spans.items()}
            lines = (self._quoted[name][1] for name, span in found.items() if span is None)
            first = next(lines, None)
            if first is None:
                return {name: span for name, span in found.items() if span is not None}
            wrong = wrong or first
        raise WrongRecordError("line", wrong)

    def _at(self, span: Span, counted: _Place) -> Span | None:
        """Return a span with its places in code points, or None where it does not say what it quotes."""
        try:
            ranges = tuple([(counted(start), counted(end)) for start, end in span.ranges])
        except (ValueError, LookupError):
            return None
        for start, end in ranges:
            if not 0 <= start < end <= len(self._text):
                return None
        placed = span if ranges == span.ranges else replace(span, ranges=ranges)
        quoted = self._quoted[span.id][0]
        said = placed.surface(self._text)
        return placed if not quoted or quoted == said or quoted == "".join(said.split()) else None

    def document(self) -> LabelledDocument:
        """Return all of it as a document."""
        for event, trigger in self._triggers.items():
            # What is said of an event is said of its trigger.
            self._attributes.setdefault(trigger, {}).update(self._attributes.get(event, {}))
            self._notes.setdefault(trigger, []).extend(self._notes.get(event, ()))
        placed = self._placed()
        spans = []
        said = self._attributes.keys() | self._notes.keys()
        for name, span in placed.items():
            if name not in said:
                spans.append(span)
                continue
            values = dict(self._attributes.get(name, {}))
            doubtful = values.pop(_DOUBT, "") == YES
            label, note = self._read_notes(name, span.label, values)
            spans.append(
                replace(
                    span, label=label, note=note, attributes=attributes_of(values.items()), doubtful=doubtful
                )
            )
        relations = []
        for name, relation in self._relations.items():
            ends = [self._triggers.get(end, end) for end in (relation.source, relation.target)]
            if not placed.keys() >= set(ends):
                raise WrongRecordError("relation", f"{relation.source} → {relation.target}")
            label, note = self._read_notes(name, relation.type, {})
            relations.append(replace(relation, type=label, note=note, source=ends[0], target=ends[1]))
        return LabelledDocument("", "", self._text, in_order(spans), tuple(relations))

    def _read_notes(self, name: str, label: str, values: dict[str, str]) -> tuple[str, str]:
        """Return label and note from what notes say; put values that they say in place."""
        kept = []
        for note in self._notes.get(name, ()):
            if note.startswith(_NAME):
                label = note.removeprefix(_NAME)
            elif note.startswith(_VALUE) and ": " in note:
                attribute, value = note.removeprefix(_VALUE).split(": ", 1)
                values[attribute] = value
            else:
                kept.append(note)
        return label, "\n".join(kept)
