"""The one span store: how ranges anchored in a block's text follow an operation (promise 4).

Flags and pieces of label spans are both ranges ``[start, end)`` in code points of a block's text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotator.model.flag import Flag, FlagStatus
from annotator.model.labels import LabelPiece


def map_range(start: int, end: int, edit_start: int, edit_end: int, new_length: int) -> tuple[int, int]:
    """Return where the range ``[start, end)`` lies after ``[edit_start, edit_end)`` became ``new_length`` long.

    What is typed at a range's edge stays outside it; what is changed inside belongs to it. An edge inside the
    replaced stretch keeps its share of it, so replacements of equal length move nothing and a range never
    becomes empty unless its text is deleted.
    """
    delta = new_length - (edit_end - edit_start)
    if end <= edit_start:
        return start, end
    if start >= edit_end:
        return start + delta, end + delta
    new_start, new_end = start, end + delta
    if edit_start < start:
        new_start = edit_start + (start - edit_start) * new_length // (edit_end - edit_start)
    if end < edit_end:
        new_end = edit_start - (-(end - edit_start) * new_length // (edit_end - edit_start))
    return new_start, new_end


def edit_pieces(
    pieces: Iterable[LabelPiece], start: int, end: int, new_length: int
) -> tuple[LabelPiece, ...]:
    """Return label pieces after an edit; a piece whose text is all deleted stays as an empty one."""
    moved = []
    for piece in pieces:
        new_start, new_end = map_range(piece.start, piece.end, start, end, new_length)
        moved.append(replace(piece, start=new_start, end=new_end))
    return unite_pieces(moved)


def edit_flags(flags: Iterable[Flag], start: int, end: int, new_length: int) -> tuple[Flag, ...]:
    """Return flags after an edit; a flag whose own characters were touched no longer says anything and goes."""
    kept = []
    for flag in flags:
        if flag.start == flag.end:
            touched = start <= flag.start <= end
        elif start == end:
            touched = flag.start < start < flag.end
        else:
            touched = start < flag.end and flag.start < end
        if touched:
            continue
        delta = new_length - (end - start) if flag.start >= end else 0
        kept.append(flag if not delta else replace(flag, start=flag.start + delta, end=flag.end + delta))
    return tuple(kept)


def sort_pieces(pieces: Iterable[LabelPiece]) -> tuple[LabelPiece, ...]:
    """Return pieces in their canonical order."""
    return tuple(sorted(pieces, key=lambda piece: (piece.start, piece.end, piece.span)))


def unite_pieces(pieces: Iterable[LabelPiece]) -> tuple[LabelPiece, ...]:
    """Return pieces of one block in their canonical form: those of one span that overlap or touch are one."""
    listed = sort_pieces(pieces)
    if len({piece.span for piece in listed}) == len(listed):
        return listed
    united: list[LabelPiece] = []
    last: dict[str, int] = {}
    for piece in listed:
        at = last.get(piece.span)
        if at is not None and united[at].end >= piece.start:
            if piece.end > united[at].end:
                united[at] = replace(united[at], end=piece.end)
        else:
            last[piece.span] = len(united)
            united.append(piece)
    return sort_pieces(united)


def sort_flags(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return flags in their canonical order."""
    return tuple(sorted(flags, key=lambda flag: (flag.start, flag.end, flag.id)))


def split_pieces(
    pieces: Iterable[LabelPiece], at: int
) -> tuple[tuple[LabelPiece, ...], tuple[LabelPiece, ...]]:
    """Divide pieces when their block is split before character ``at``; a piece across it becomes two."""
    left: list[LabelPiece] = []
    right: list[LabelPiece] = []
    for piece in pieces:
        if piece.start < at or piece.end == piece.start == at:
            left.append(replace(piece, end=min(piece.end, at)))
        if piece.end > at:
            right.append(replace(piece, start=max(piece.start - at, 0), end=piece.end - at))
    return sort_pieces(left), sort_pieces(right)


def split_flags(flags: Iterable[Flag], at: int) -> tuple[tuple[Flag, ...], tuple[Flag, ...]]:
    """Divide flags when their block is split before character ``at``; an undecided flag across it goes.

    A decided one stays as far as it lies in the left part, so that what was decided is not asked again.
    """
    left: list[Flag] = []
    right: list[Flag] = []
    for flag in flags:
        if flag.end <= at:
            left.append(flag)
        elif flag.start >= at:
            right.append(replace(flag, start=flag.start - at, end=flag.end - at))
        elif flag.status is not FlagStatus.OPEN:
            left.append(replace(flag, end=at, text=flag.text[: at - flag.start]))
    return tuple(left), tuple(right)


def join_pieces(
    first: Iterable[LabelPiece], second: Iterable[LabelPiece], length: int
) -> tuple[LabelPiece, ...]:
    """Unite the pieces of two joined blocks, the first ``length`` long; halves of one span grow together."""
    moved = (replace(piece, start=piece.start + length, end=piece.end + length) for piece in second)
    return unite_pieces((*first, *moved))


def join_flags(first: Iterable[Flag], second: Iterable[Flag], length: int) -> tuple[Flag, ...]:
    """Unite the flags of two joined blocks, the first ``length`` long."""
    moved = (replace(flag, start=flag.start + length, end=flag.end + length) for flag in second)
    return sort_flags((*first, *moved))
