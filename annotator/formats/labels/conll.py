"""CoNLL: a character a line with its tag, BIO or BMES, an empty line between two paragraphs.

Holds one label a character: of overlapping spans the first, and of equal beginnings the longest. Blanks have no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.features import Feature, reduced
from annotator.formats.labels.reading import Reading, Record, Refusal

Tags = Literal["BIO", "BMES"]

HOLDS: frozenset[Feature] = frozenset()
_BLANK = re.compile(r"\s")
_TAG = re.compile(r"O|(?P<mark>[BIMESLU])-(?P<label>\S+)")
_UNTAGGED = re.compile(r"(?:\S[\t ]O\n)+")
_TAGGED = re.compile(
    r"\S[\t ]B-(?P<label>\S+)\n(?:\S[\t ][IM]-(?P=label)\n)*+(?P<last>\S[\t ][EL]-(?P=label)\n)?"
)
"""Lines of single characters that are alike; nearly all lines of Chinese text are."""
_DOCUMENT = "-DOCSTART-"


def conll(documents: Iterable[LabelledDocument], tags: Tags = "BIO") -> str:
    """Return documents as lines of character, tab and tag."""
    lines: list[str] = []
    for document in documents:
        kept = reduced(document, HOLDS)
        marks = _marks(kept, tags)
        for position, character in enumerate(kept.text):
            if character == "\n":
                if lines and lines[-1]:
                    lines.append("")
            elif not character.isspace():
                lines.append(f"{character}\t{marks[position]}")
        if lines and lines[-1]:
            lines.append("")
    return "".join(f"{line}\n" for line in lines)


def conll_document(documents: Iterable[LabelledDocument]) -> LabelledDocument:
    """Return what comes back: all texts as one without blanks, spans cut where a paragraph ends."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for document in documents:
        kept = reduced(document, HOLDS)
        start = 0
        for line in kept.text.split("\n"):
            end = start + len(line)
            bare = _BLANK.sub("", line)
            if bare:
                places = _places(line)
                for span in kept.spans:
                    if span.start < end and span.end > start:
                        first = places[max(span.start - start, 0)]
                        last = places[min(span.end, end) - start]
                        if first < last:
                            spans.append(Span(_word(span.label), ((at + first, at + last),)))
                parts.append(bare)
                at += len(bare) + 1
            start = end + 1
    return LabelledDocument("", "", "\n".join(parts), in_order(spans))


def _places(line: str) -> list[int]:
    """Return how many characters that are no blanks stand before each place of a line."""
    places = [0]
    for character in line:
        places.append(places[-1] + (not character.isspace()))
    return places


def _word(label: str) -> str:
    """Return a label as one word: a column holds no blanks."""
    return _BLANK.sub("_", label)


def _marks(document: LabelledDocument, tags: Tags) -> list[str]:
    marks = ["O"] * len(document.text)
    for span in document.spans:
        label = _word(span.label)
        places: list[int] = []
        for place in range(span.start, span.end):
            character = document.text[place]
            if character == "\n":
                _mark(marks, places, label, tags)
                places = []
            elif not character.isspace():
                places.append(place)
        _mark(marks, places, label, tags)
    return marks


def _mark(marks: list[str], places: list[int], label: str, tags: Tags) -> None:
    for number, place in enumerate(places):
        marks[place] = f"{_tag(number, len(places), tags)}-{label}"


def _tag(number: int, length: int, tags: Tags) -> str:
    if tags == "BIO":
        return "I" if number else "B"
    if length == 1:
        return "S"
    return "B" if number == 0 else ("E" if number == length - 1 else "M")


def read_conll(content: str) -> Reading:
    """Read lines of characters (or words) and tags, BIO, BMES or BILOU, parted by blanks.

    The first column is the word, the last one the tag; comments (``# …``) are passed over. The file is one document, or
    one after each line ``-DOCSTART-``. A document with a wrong line is refused; the
    detail is the line with its number.
    """
    records: list[Record] = []
    refused: list[Refusal] = []
    reader, number = _Reader(), 1
    content = content.replace("\r\n", "\n")
    at, line_number = 0, 1
    while at < len(content):
        run = _UNTAGGED.match(content, at) or _TAGGED.match(content, at)
        if run is not None and reader.wrong is None:
            reader.take_run(run)
            at = run.end()
            line_number += content.count("\n", run.start(), at)
            continue
        line = content[at : end if (end := content.find("\n", at)) >= 0 else None]
        if line.startswith(_DOCUMENT):
            if reader.wrong or reader.text:
                reader.end(number, records, refused)
                number += 1
            reader = _Reader()
        elif reader.wrong is None:
            reader.take(line_number, line)
        at += len(line) + 1
        line_number += 1
    if reader.wrong or reader.text or not (records or refused):
        reader.end(number, records, refused)
    return Reading(tuple(records), tuple(refused))


class _Reader:
    """Collects one document."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.wrong: str | None = None
        self._length = 0
        self._spans: list[Span] = []
        self._open: tuple[str, int] | None = None

    def take(self, number: int, line: str) -> None:
        """Take a line; a wrong one is remembered."""
        if not line.strip():
            self._close()
            if self.text and self.text[-1] != "\n":
                self._add("\n")
            return
        word, *columns = line.split()
        tag = _TAG.fullmatch(columns[-1]) if columns else None
        if tag is None and word.startswith("#") and columns:
            return  # a comment
        if tag is None:
            self.wrong = f"{number}: {line.strip()}"
            return
        mark, label = tag["mark"], tag["label"]
        if mark in (None, "B", "S", "U") or (self._open and self._open[0] != label):
            self._close()
        if mark and self._open is None:
            self._open = (label, self._length)
        self._add(word)
        if mark in ("E", "S", "L", "U"):
            self._close()

    def take_run(self, run: re.Match[str]) -> None:
        """Take lines of a character each, all without a tag or all of one label."""
        label, last = run.groupdict().get("label"), run.groupdict().get("last")
        self._close()
        if label is not None:
            self._open = (label, self._length)
        lines = run[0].rstrip("\n")
        self._add(lines[:: lines.find("\n") + 1 or len(lines)])
        if last:
            self._close()

    def _add(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)

    def _close(self) -> None:
        if self._open is not None:
            self._spans.append(Span(self._open[0], ((self._open[1], self._length),)))
        self._open = None

    def end(self, number: int, records: list[Record], refused: list[Refusal]) -> None:
        """Add what was collected to the records, or to those refused."""
        self._close()
        if self.wrong is not None:
            refused.append(Refusal(number, "line", self.wrong))
            return
        text = "".join(self.text).rstrip("\n")
        records.append(Record(number, LabelledDocument("", "", text, tuple(self._spans))))
