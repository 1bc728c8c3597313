"""brat standoff: a text file and beside it the annotations, one a line; spans may have gaps.

Types of brat are words of letters, digits, ``-`` and ``_``. A label that is none is written as one, and a note
(``#``, AnnotatorNotes) says its name. Spans may not hold a line feed, so a span over two paragraphs has a gap there.
"""

from __future__ import annotations

import re

from annotator.formats.labels.document import LabelledDocument, Span

_TYPE = re.compile(r"[^A-Za-z0-9_-]")
_LINE = re.compile(r"T\d+\t(?P<type>\S+) (?P<ranges>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)")
_NAME = "label: "


def brat_annotations(document: LabelledDocument) -> str:
    """Return the annotations of a document; its text goes into the file beside them as it is."""
    lines: list[str] = []
    notes: list[str] = []
    for number, span in enumerate(document.spans, start=1):
        ranges = [part for start, end in span.ranges for part in _lines_of(document.text, start, end)]
        if not ranges:
            continue  # nothing but line feeds
        kind = _TYPE.sub("_", span.label) or "_"
        places = ";".join(f"{start} {end}" for start, end in ranges)
        said = " ".join(document.text[start:end] for start, end in ranges)
        lines.append(f"T{number}\t{kind} {places}\t{said}")
        remarks = [_NAME + span.label] if kind != span.label else []
        remarks += [" ".join(span.note.split())] if span.note.strip() else []
        notes += [
            f"#{len(notes) + 1 + at}\tAnnotatorNotes T{number}\t{note}" for at, note in enumerate(remarks)
        ]
    return "".join(f"{line}\n" for line in (*lines, *notes))


def _lines_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = re.finditer(r"[^\n]+", text[start:end])
    return [(start + line.start(), start + line.end()) for line in lines]


def read_brat(text: str, annotations: str) -> LabelledDocument:
    """Return a document from a text and its annotations; relations, events and attributes are passed over.

    Raises:
        ValueError: a line of a span makes no sense; ``args[0]`` is its number, from 1 on.
    """
    found: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    notes: dict[str, str] = {}
    for number, line in enumerate(annotations.split("\n"), start=1):
        if line.startswith("T"):
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(number)
            ranges = tuple(
                (int(start), int(end)) for start, end in (part.split() for part in match["ranges"].split(";"))
            )
            if any(not 0 <= start < end <= len(text) for start, end in ranges):
                raise ValueError(number)
            found[line.split("\t")[0]] = (match["type"], ranges)
        elif line.startswith("#") and "\tAnnotatorNotes " in line:
            _, what, note = line.split("\t", 2)
            name = what.removeprefix("AnnotatorNotes ")
            if note.startswith(_NAME) and name in found:
                found[name] = (note.removeprefix(_NAME), found[name][1])
            else:
                notes[name] = note
    spans = tuple(Span(label, ranges, name, notes.get(name, "")) for name, (label, ranges) in found.items())
    return LabelledDocument("", "", text, spans)
