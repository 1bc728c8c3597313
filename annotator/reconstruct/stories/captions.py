"""Photo captions: which pieces of a page make up one, its credit included."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.model.article import Role
from annotator.reconstruct.paragraphs.paragraphs import Piece
from annotator.reconstruct.reading.regimes import same_width
from annotator.reconstruct.reading.similarity import Weights
from annotator.reconstruct.stories.starts import start_odds

_LONGEST_CAPTION = 700  # code points
_ANOTHER = 0.0  # nats that speak for a caption which starts at a paragraph and not above it


def find_captions(pieces: Sequence[Piece], weights: Weights) -> list[tuple[int, ...]]:
    """Return the groups of pieces that make up photo captions, credits included.

    Args:
        pieces: the pieces of a page.
        weights: weights of bigrams on the page.
    """
    groups: list[tuple[int, ...]] = []
    taken = -1
    for i, piece in enumerate(pieces):
        if i <= taken:
            continue
        if piece.role is Role.CREDIT:
            group = _captions_before(pieces, i, taken, weights)
            if group or _stands_free(pieces, i):
                groups.append((*group, i))
                taken = i
        elif piece.reading.role is Role.CAPTION:
            end = _caption_end(pieces, i)
            groups.append(tuple(range(i, end)))
            taken = end - 1
    return groups


def _stands_free(pieces: Sequence[Piece], i: int) -> bool:
    return i == 0 or pieces[i - 1].role is not Role.BODY


def _captions_before(pieces: Sequence[Piece], credit: int, taken: int, weights: Weights) -> tuple[int, ...]:
    """Return the paragraphs a credit line belongs to: those right before it of one column width."""
    group: list[int] = []
    size = 0
    for i in range(credit - 1, taken, -1):
        piece = pieces[i]
        size += len(piece.text)
        if piece.role is not Role.BODY or piece.reading.dateline or size > _LONGEST_CAPTION:
            break
        if group and not same_width(piece.width, pieces[group[0]].width):
            break
        if group and start_odds(pieces, [i], group, weights) > _ANOTHER:
            return tuple(group)
        group.insert(0, i)
        if piece.reading.role is Role.CAPTION:
            return tuple(group)
    if not group:
        return ()
    # Without an opening sign only a stretch set off from the text around it is taken whole.
    first = group[0]
    free = (
        first == 0
        or pieces[first - 1].role is not Role.BODY
        or not same_width(pieces[first - 1].width, pieces[first].width)
    )
    return tuple(group) if free and len(group) <= 4 else (group[-1],)


def _caption_end(pieces: Sequence[Piece], start: int) -> int:
    """Return the end of a caption that begins with an opening sign: up to its credit, else its own paragraph."""
    size = 0
    for i in range(start, min(start + 6, len(pieces))):
        piece = pieces[i]
        if piece.role is Role.CREDIT:
            return i + 1
        size += len(piece.text)
        if i > start and (
            piece.role is not Role.BODY
            or piece.reading.dateline
            or size > _LONGEST_CAPTION
            or not same_width(piece.width, pieces[start].width)
        ):
            break
    return start + 1
