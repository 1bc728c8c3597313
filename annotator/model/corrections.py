"""Corrected places of a block: what the page had there, what stands there now, and whose change it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.model.article import Block
from annotator.model.origin import is_correction
from annotator.model.page import Page


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block: text as reconstruction left it, or one correction.

    Attributes:
        before: the text without corrections: raw text with its clean-ups.
        after: the text as it is now.
        page: id of the page it comes from.
        start: first code point in the page's raw text.
        end: one past the last.
        origin: of a correction; None for text that nobody has corrected.
    """

    before: str
    after: str
    page: str
    start: int
    end: int
    origin: str | None = None

    @property
    def is_correction(self) -> bool:
        """Whether somebody changed the text here."""
        return self.origin is not None


def pieces_of(block: Block, pages: Mapping[str, Page]) -> tuple[Piece, ...]:
    """Return a block as pieces, in order; together they spell its text, and what it was before corrections.

    Neighbouring runs that were corrected are one piece, as when a word was typed character by character; so are
    neighbouring ones that were not, on one page.
    """
    pieces: list[Piece] = []
    for run in block.runs:
        corrected = is_correction(run.origin)
        now = run.spell(pages)
        before = pages[run.page].raw[run.start : run.end] if corrected else now
        piece = Piece(before, now, run.page, run.start, run.end, run.origin if corrected else None)
        last = pieces[-1] if pieces else None
        if last is not None and last.page == run.page and last.is_correction == corrected:
            pieces[-1] = Piece(
                last.before + piece.before,
                last.after + piece.after,
                run.page,
                min(last.start, run.start),
                max(last.end, run.end),
                last.origin,
            )
        else:
            pieces.append(piece)
    return tuple(_without_idle(pieces))


def _without_idle(pieces: list[Piece]) -> list[Piece]:
    """Return pieces without corrections that change nothing (text typed back as it was, an empty block's place)."""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.is_correction and piece.before == piece.after:
            if piece.after:
                kept.append(Piece(piece.before, piece.after, piece.page, piece.start, piece.end))
        elif piece.before or piece.after:
            kept.append(piece)
    return kept
