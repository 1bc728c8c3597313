"""What all readers of OCR files share: the raw text made from words and lines, and which element each word is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.model.layout import Box, Line, PageLayout, Reading, Token
from annotator.text.spaces import join_needs_space
from annotator.text.widths import is_cjk

Element = Any
"""An element of lxml, which has no types of its own."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the source: its element and its range in the page's raw text, in code points."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of an OCR file.

    Attributes:
        raw: its text: a line feed behind each line, an empty line between two blocks.
        layout: boxes, confidences and other readings.
        words: the elements that hold the text, in the order of the raw text.
        number: the printed page number if the source says one.
    """

    raw: str
    layout: PageLayout
    words: tuple[Word, ...]
    number: str | None = None


@dataclass(slots=True)
class PageMaker:
    """Puts the text of a page together, word by word, in reading order."""

    image: str = ""
    width: float = 0.0
    height: float = 0.0
    number: str | None = None
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _line_start: int = 0
    _line: str = ""
    _line_box: Box | None = None
    _block_empty: bool = True
    _lines: list[Line] = field(default_factory=list)
    _tokens: list[Token] = field(default_factory=list)
    _words: list[Word] = field(default_factory=list)

    def word(
        self,
        element: Element,
        text: str,
        *,
        box: Box | None = None,
        confidence: float | None = None,
        alternatives: Sequence[Reading] = (),
        glyphs: Sequence[Token] = (),
        spaced: bool | None = None,
    ) -> None:
        """Add a word to the present line.

        Args:
            element: the element that holds it.
            text: what it says; nothing is added for an empty one, but its element is remembered.
            box: where it stands.
            confidence: the engine's.
            alternatives: other readings of it.
            glyphs: its characters with positions in ``text``, where the source has them; else the word is one token.
            spaced: whether the source has a space before it; None if it does not say.
        """
        line = self._line
        if line and text:
            wanted = join_needs_space(line, text)
            if spaced is not None:
                wanted = spaced and not (is_cjk(line[-1]) and is_cjk(text[0]))
            if wanted:
                self._add(" ")
        start = self._length
        self._add(text)
        self._words.append(Word(element, start, self._length))
        if box is not None:
            self._line_box = box if self._line_box is None else self._line_box.joined(box)
        if glyphs:
            self._tokens += [
                Token(start + glyph.start, start + glyph.end, glyph.box, glyph.confidence, glyph.alternatives)
                for glyph in glyphs
            ]
        elif text:
            self._tokens.append(Token(start, self._length, box, confidence, tuple(alternatives)))

    def end_line(self, box: Box | None = None) -> None:
        """End the present line; one without text leaves nothing."""
        if self._length > self._line_start:
            self._lines.append(Line(self._line_start, self._length, box or self._line_box))
            self._add("\n")
            self._block_empty = False
        self._line, self._line_start, self._line_box = "", self._length, None

    def end_block(self) -> None:
        """End the present block; the next line stands behind an empty one."""
        self.end_line()
        if not self._block_empty:
            self._add("\n")
            self._line, self._line_start = "", self._length
        self._block_empty = True

    def done(self) -> ScannedPage:
        """Return the page."""
        self.end_line()
        layout = PageLayout(self.image, self.width, self.height, tuple(self._lines), tuple(self._tokens))
        return ScannedPage("".join(self._parts), layout, tuple(self._words), self.number)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._line += text
        self._length += len(text)
