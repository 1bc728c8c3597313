"""CoNLL: a character a line with its tag, BIO or BMES, an empty line between two paragraphs.

Holds one label a character: of overlapping spans the first, and of equal beginnings the longest. Blanks have no line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from annotator.formats.labels.document import LabelledDocument, Span, without_overlaps

Tags = Literal["BIO", "BMES"]


def conll(documents: Iterable[LabelledDocument], tags: Tags = "BIO") -> str:
    """Return documents as lines of character, tab and tag."""
    lines: list[str] = []
    for document in documents:
        marks = _marks(document, tags)
        for position, character in enumerate(document.text):
            if character == "\n":
                if lines and lines[-1]:
                    lines.append("")
            elif not character.isspace():
                lines.append(f"{character}\t{marks[position]}")
        if lines and lines[-1]:
            lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _marks(document: LabelledDocument, tags: Tags) -> list[str]:
    marks = ["O"] * len(document.text)
    for span in without_overlaps(document):
        places = [place for place in range(span.start, span.end) if not document.text[place].isspace()]
        for number, place in enumerate(places):
            marks[place] = f"{_tag(number, len(places), tags)}-{span.label}"
    return marks


def _tag(number: int, length: int, tags: Tags) -> str:
    if tags == "BIO":
        return "I" if number else "B"
    if length == 1:
        return "S"
    return "B" if number == 0 else ("E" if number == length - 1 else "M")


def read_conll(content: str) -> LabelledDocument:
    """Return the text and the spans of lines of characters and tags, BIO or BMES, parted by blanks.

    Raises:
        ValueError: a line has no tag; ``args[0]`` is its number, from 1 on.
    """
    text: list[str] = []
    spans: list[Span] = []
    open_: tuple[str, int] | None = None

    def close() -> None:
        nonlocal open_
        if open_ is not None:
            spans.append(Span(open_[0], ((open_[1], len(text)),)))
        open_ = None

    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            close()
            if text and text[-1] != "\n":
                text.append("\n")
            continue
        character, *columns = line.split()
        if not columns or (columns[-1] != "O" and columns[-1][1:2] != "-"):
            raise ValueError(number)
        mark, _, label = columns[-1].partition("-")
        if mark in ("B", "S", "O") or (open_ and open_[0] != label):
            close()
        if mark != "O" and open_ is None:
            open_ = (label, len(text))
        text.append(character)
        if mark in ("E", "S"):
            close()
    close()
    return LabelledDocument("", "", "".join(text).rstrip("\n"), tuple(spans))
