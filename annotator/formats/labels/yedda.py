"""YEDDA's .ann files: marks inside the text, ``[@text#Label*]``; ``[$text#Label*]`` is what the program recommended."""

from __future__ import annotations

import re

from annotator.formats.labels.document import LabelledDocument, Span, in_order
from annotator.formats.labels.reading import WrongRecordError

_MARK = re.compile(r"\[[@$]|\*\]")


def read_yedda(content: str) -> LabelledDocument:
    """Return the text without its marks, and the spans; recommended ones are suggestions. Marks may be nested.

    Raises:
        WrongRecordError: a mark has no end, no beginning or no label; the detail is where it stands.
    """
    reader = _Reader(content)
    at = 0
    for mark in _MARK.finditer(content):
        reader.add(content[at : mark.start()])
        at = mark.end()
        if mark[0] == "*]":
            reader.end(mark.start())
        else:
            reader.begin(suggested=mark[0] == "[$")
    reader.add(content[at:])
    return reader.document()


class _Reader:
    """Collects the text and the spans; the pieces of text since the innermost open mark stand apart."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[int, int, bool]] = []
        self._spans: list[Span] = []

    def add(self, text: str) -> None:
        """Add text."""
        self._pieces.append(text)
        self._length += len(text)

    def begin(self, *, suggested: bool) -> None:
        """Open a mark."""
        self._open.append((self._length, len(self._pieces), suggested))

    def end(self, place: int) -> None:
        """Close the innermost mark: its label stands behind the last ``#``."""
        if not self._open:
            raise WrongRecordError("line", self._content[max(place - 20, 0) : place + 2])
        start, first, suggested = self._open.pop()
        said, found, label = "".join(self._pieces[first:]).rpartition("#")
        if not found or not label.strip():
            raise WrongRecordError("line", self._content[max(place - 20, 0) : place + 2])
        self._pieces[first:] = [said]
        self._length = start + len(said)
        if said:
            self._spans.append(Span(label.strip(), ((start, self._length),), suggested=suggested))

    def document(self) -> LabelledDocument:
        """Return all of it as a document."""
        text = "".join(self._pieces)
        if self._open:
            raise WrongRecordError("line", text[self._open[-1][0] : self._open[-1][0] + 20])
        return LabelledDocument("", "", text, in_order(self._spans))
