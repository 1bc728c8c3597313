"""Two headlines that an extractor wrote into one line.

Headlines of neighbouring columns that stand at one height come as one line with blanks between them. A headline may
hold blanks between its phrases, too, so a line is taken apart only where two paragraphs that have little in common
explain its two sides, and neither paragraph the other side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from annotator.model.article import Role
from annotator.reconstruct.characters import least_width, strip_blanks, width_in_cells
from annotator.reconstruct.lines import Line
from annotator.reconstruct.paragraphs import Piece
from annotator.reconstruct.similarity import Weights, bigrams
from annotator.text.widths import BLANK

_GAP = re.compile(f"[{BLANK}]+")
_SHORTEST = 8.5  # cells of a side; what is shorter may be one phrase of a headline
_EXPLAINED = 0.6  # of a side, by its own paragraph
_FOREIGN = 0.1  # of a side, by the other's paragraph
_KIN = 0.12  # of the two paragraphs; what has more in common may be of one article
_MOST_BODIES = 400  # paragraphs; on larger pages nothing is taken apart


def split_headlines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page with lines that hold two headlines taken apart."""
    doubtful = [i for i, piece in enumerate(pieces) if _cuts(piece)]
    bodies = [piece.grams for piece in pieces if piece.role is Role.BODY]
    if not doubtful or not bodies or len(bodies) > _MOST_BODIES:
        return list(pieces)
    weights = Weights(bodies)
    split: list[Piece] = []
    for i, piece in enumerate(pieces):
        cut = _best_cut(piece, bodies, weights) if i in doubtful else None
        split.extend([piece] if cut is None else _apart(piece, *cut))
    return split


def _cuts(piece: Piece) -> list[tuple[int, int]]:
    """Return the ranges of blanks in a headline's only line that may part two headlines."""
    if piece.role is not Role.TITLE or len(piece.lines) != 1 or piece.reading.level:
        return []
    text = piece.lines[0].text
    return [
        match.span()
        for match in _GAP.finditer(text)
        if width_in_cells(text[: match.start()]) >= _SHORTEST
        and width_in_cells(text[match.end() :]) >= _SHORTEST
    ]


def _best_cut(piece: Piece, bodies: Sequence[frozenset[str]], weights: Weights) -> tuple[int, int] | None:
    text = piece.lines[0].text
    best: tuple[float, tuple[int, int]] | None = None
    for start, end in _cuts(piece):
        sides = bigrams(text[:start]), bigrams(text[end:])
        shares = [[weights.share(side, body) for body in bodies] for side in sides]
        left, right = (max(range(len(bodies)), key=share.__getitem__) for share in shares)
        own = min(shares[0][left], shares[1][right])
        foreign = max(shares[0][right], shares[1][left])
        if own < _EXPLAINED or foreign > _FOREIGN or weights.kinship(bodies[left], bodies[right]) > _KIN:
            continue
        if best is None or own - foreign > best[0]:
            best = own - foreign, (start, end)
    return None if best is None else best[1]


def _apart(piece: Piece, start: int, end: int) -> list[Piece]:
    line = piece.lines[0]
    sides = _part(line, 0, start), replace(_part(line, end, len(line.text)), gap=1, part=True)
    return [
        replace(piece, lines=(side,), text=strip_blanks(side.text), open_start=False, open_end=False)
        for side in sides
    ]


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    return replace(
        line,
        start=line.start + start,
        end=line.start + end,
        text=text,
        cells=width_in_cells(text),
        least=least_width(text),
    )
