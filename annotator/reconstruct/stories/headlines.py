"""Headlines of neighbouring columns that an extractor wrote into one line.

Headlines that stand at one height come as one line with blanks between them, and headlines of several lines as several
such lines below each other. A headline may hold blanks between its phrases, too, so lines are taken apart only where
paragraphs that have little in common explain the parts, each its own and none the others'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, pairwise

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.characters import least_width, strip_blanks, width_in_cells
from annotator.reconstruct.reading.lines import Line
from annotator.reconstruct.reading.similarity import Weights, bigrams
from annotator.text.spaces import spaced_stretches
from annotator.text.widths import BLANK

_GAP = re.compile(f"[{BLANK}]+")
# Cells of a part, how much of it its own paragraph explains at least, and the others' at most: the shorter a part, the
# rather it may be one phrase of a headline.
_GRADES = ((9.0, 0.38, 0.2), (8.5, 0.6, 0.1), (6.5, 0.4, 0.02))
_APART = 0.25  # by how much a part is better explained by its own paragraph than by another
_KIN = 0.12  # of two of the paragraphs; what has more in common may be of one article
_FOLLOWS = 0.3  # of a part of the next line with the end of its column, by the column's paragraph
_MOST_BODIES = 400  # paragraphs; on larger pages nothing is taken apart
_MOST_GAPS = 4  # of a line

_LINES = 3  # of a column of headlines
_SPOKEN_OF = 0.7  # of their bigrams that other pieces of the page have
_SENTENCES = re.compile("[。；;]")

Column = list[Line]
"""The lines of one headline, from top to bottom."""


def split_headlines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page with lines that hold several headlines taken apart."""
    doubtful = {i for i, piece in enumerate(pieces) if gaps_in(piece)}
    bodies = [piece.grams for piece in pieces if piece.role is Role.BODY]
    if not doubtful or not bodies or len(bodies) > _MOST_BODIES:
        return list(pieces)
    explained = _Explained(bodies)
    split: list[Piece] = []
    i = 0
    while i < len(pieces):
        columns, used = _take_apart(pieces, i, explained) if i in doubtful else ([], 1)
        if columns:
            split.extend(_piece_of(pieces[i], column, number) for number, column in enumerate(columns))
        else:
            split.append(pieces[i])
        i += used
    return split


def free_headlines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page with headlines that look like a column of text beside others taken apart.

    In a list of titles those over narrow columns have lines as wide as each other. No sentence ends in them, and the
    page speaks elsewhere of all they say.
    """
    freed: list[Piece] = []
    counts: Counter[str] | None = None
    for i, piece in enumerate(pieces):
        beside = any(0 <= j < len(pieces) and pieces[j].role is Role.TITLE for j in (i - 1, i + 1))
        if not beside or not _may_be_headlines(piece):
            freed.append(piece)
            continue
        if counts is None:
            counts = Counter(chain.from_iterable(other.grams for other in pieces))
        known = sum(counts[gram] > 1 for gram in piece.grams)
        if known < _SPOKEN_OF * len(piece.grams):
            freed.append(piece)
            continue
        freed += [
            replace(
                piece,
                role=Role.TITLE,
                lines=(line,),
                text=strip_blanks(line.text),
                open_start=False,
                open_end=False,
            )
            for line in piece.lines
        ]
    return freed


def _may_be_headlines(piece: Piece) -> bool:
    return (
        piece.role is Role.BODY
        and not piece.reading.dateline
        and len(piece.lines) >= _LINES
        and not any(line.ended for line in piece.lines)
        and not _SENTENCES.search(piece.text)
    )


class _Explained:
    """Which paragraphs of a page explain texts."""

    def __init__(self, bodies: Sequence[frozenset[str]]) -> None:
        self.bodies = bodies
        self.weights = Weights(bodies)

    def shares(self, text: str) -> list[float]:
        """Return how much of a text each paragraph explains."""
        grams = bigrams(strip_blanks(text))
        return [self.weights.share(grams, body) for body in self.bodies]

    def apart(self, columns: Sequence[str]) -> float | None:
        """Return how clearly texts are headlines of articles of their own, or None if they are not."""
        shares = [self.shares(text) for text in columns]
        owners = [max(range(len(row)), key=row.__getitem__) for row in shares]
        own = min(row[owner] for row, owner in zip(shares, owners, strict=True))
        foreign = max(row[other] for n, row in enumerate(shares) for m, other in enumerate(owners) if m != n)
        if any(
            self.weights.kinship(self.bodies[left], self.bodies[right]) > _KIN
            for left, right in combinations(owners, 2)
        ):
            return None
        width = min(map(width_in_cells, columns))
        fits = any(
            width >= cells and own >= least and foreign <= min(most, own - _APART)
            for cells, least, most in _GRADES
        )
        return own - foreign if fits else None


def gaps_in(piece: Piece) -> list[tuple[int, int]]:
    """Return the ranges of blanks in a headline's only line that may part headlines; not those between letters."""
    if piece.role is not Role.TITLE or len(piece.lines) != 1 or piece.reading.level:
        return []
    text = piece.lines[0].text
    letters = spaced_stretches(text)
    return [
        match.span()
        for match in _GAP.finditer(text)
        if "\n" not in match[0] and not any(start < match.start() < end for start, end in letters)
    ]


def _take_apart(pieces: Sequence[Piece], i: int, explained: _Explained) -> tuple[list[Column], int]:
    """Return the columns of headlines that begin in a line and how many pieces they take; none for one headline."""
    gaps = gaps_in(pieces[i])
    best: tuple[float, list[Column], int] | None = None
    for cuts in _choices(gaps):
        columns = [[part] for part in _parts(pieces[i].lines[0], cuts)]
        used = 1
        while i + used < len(pieces) and _add_row(columns, pieces[i + used], explained):
            used += 1
        clear = explained.apart([_text(column) for column in columns])
        if clear is not None and (best is None or (len(columns), clear) > (len(best[1]), best[0])):
            best = clear, columns, used
    return ([], 1) if best is None else best[1:]


def _choices(gaps: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    """Yield the ways to cut a line at some of its gaps."""
    if len(gaps) <= _MOST_GAPS:
        for count in range(1, len(gaps) + 1):
            yield from combinations(gaps, count)


def _add_row(columns: list[Column], piece: Piece, explained: _Explained) -> bool:
    """Put the parts of the next headline line below the columns they go on with; tell whether all do."""
    gaps = gaps_in(piece)
    if piece.role is not Role.TITLE or len(piece.lines) != 1 or piece.reading.level or len(gaps) > _MOST_GAPS:
        return False
    parts = _parts(piece.lines[0], gaps)
    if len(parts) > len(columns) or (not gaps and width_in_cells(piece.text) > 8):
        return False
    fits = [[_fit(column, part, explained) for column in columns] for part in parts]
    best: tuple[float, tuple[int, ...]] | None = None
    for places in combinations(range(len(columns)), len(parts)):
        total = sum(row[place] for row, place in zip(fits, places, strict=True))
        if best is None or total > best[0]:
            best = total, places
    if best is None or best[0] < _FOLLOWS * len(parts):
        return False
    for part, place in zip(parts, best[1], strict=True):
        columns[place][:] = _with(columns[place], part)
    return True


def _fit(column: Column, part: Line, explained: _Explained) -> float:
    """Return how much of a line and the break before it the paragraph explains that a column is of with it."""
    whole = _with(column, part)
    shares = explained.shares(_text(whole))
    owner = max(range(len(shares)), key=shares.__getitem__)
    before = _text(whole[: whole.index(part)])
    grams = bigrams(before[-1:] + strip_blanks(part.text))
    return explained.weights.share(grams, explained.bodies[owner])


def _with(column: Column, part: Line) -> Column:
    """Return a column with one more line: rows that were read column by column come out of their order."""
    return sorted([*column, part], key=lambda line: line.start)


def _text(column: Column) -> str:
    return strip_blanks("".join(line.text for line in column))


def _parts(line: Line, gaps: Sequence[tuple[int, int]]) -> list[Line]:
    """Return the parts of a line between gaps."""
    bounds = [0, *(edge for gap in gaps for edge in gap), len(line.text)]
    return [_part(line, start, end) for start, end in list(pairwise(bounds))[::2]]


def _piece_of(piece: Piece, column: Column, number: int) -> Piece:
    """Return the piece of one of the headlines that a piece held."""
    first, *rest = column
    if number:
        first = replace(first, gap=1, part=True)
    lines = (first, *(replace(line, gap=0) for line in rest))
    return replace(piece, lines=lines, text=_text(column), open_start=False, open_end=False)


def parts_of(piece: Piece, gaps: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return the parts of a headline's only line between gaps, each a headline of its own."""
    return [_piece_of(piece, [part], number) for number, part in enumerate(_parts(piece.lines[0], gaps))]


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
