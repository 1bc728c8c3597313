"""Blocks as display paragraphs: where each of their characters stands in a pane's document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from annotator.text.diff import smallest_edit
from annotator.text.offsets import utf16_length
from annotator.text.sentences import display_chunks
from annotator.ui.editor.pane_text import (
    LIMIT,
    SLACK,
    Change,
    Mark,
    MarkPiece,
    PaneBlock,
    Paragraph,
    count_lanes,
    shift_piece,
    shown,
)


class PaneLayout:
    """The blocks of a pane as display paragraphs, and positions both ways.

    Attributes:
        paragraphs: the display paragraphs in order.
    """

    def __init__(self, blocks: Iterable[PaneBlock] = ()) -> None:
        self.paragraphs: list[Paragraph] = []
        self._starts: list[int] = [0]
        self._first_of: dict[str, int] | None = None
        self.splice(0, 0, tuple(blocks))

    # Reading.

    def block_ids(self) -> list[str]:
        """Return the ids of the blocks in order."""
        return [paragraph.block_id for paragraph in self.paragraphs if paragraph.first]

    def __contains__(self, block_id: object) -> bool:
        return block_id in self._index()

    def paragraphs_of(self, block_id: str) -> range:
        """Return the numbers of the block's display paragraphs.

        Raises:
            KeyError: the pane does not show the block.
        """
        first = self._index()[block_id]
        last = first
        while not self.paragraphs[last].last:
            last += 1
        return range(first, last + 1)

    def block(self, block_id: str) -> PaneBlock:
        """Return a block as it is now.

        Raises:
            KeyError: the pane does not show the block.
        """
        numbers = self.paragraphs_of(block_id)
        text = "".join(self.paragraphs[number].text for number in numbers)
        return PaneBlock(block_id, self.paragraphs[numbers[0]].role, text)

    def blocks(self) -> list[PaneBlock]:
        """Return all blocks in order."""
        return [self.block(block_id) for block_id in self.block_ids()]

    def marks(self, block_id: str) -> tuple[Mark, ...]:
        """Return the block's marks where they stand now, in the order of their starts."""
        found: list[Mark] = []
        open_at: dict[int, int] = {}
        offset = 0
        for number in self.paragraphs_of(block_id):
            paragraph = self.paragraphs[number]
            for piece in paragraph.pieces:
                at = open_at.get(id(piece.mark))
                if at is None or piece.opens:
                    open_at[id(piece.mark)] = len(found)
                    found.append(replace(piece.mark, start=offset + piece.start, end=offset + piece.end))
                else:
                    found[at] = replace(found[at], end=offset + piece.end)
            offset += len(paragraph.text)
        return tuple(found)

    # Positions.

    def locate(self, block_id: str, position: int) -> tuple[int, int]:
        """Return the display paragraph of a position and the code point offset in it.

        A position at a soft break belongs to the paragraph after it.

        Raises:
            KeyError: the pane does not show the block.
            ValueError: the position is outside the block.
        """
        rest = position
        for number in self.paragraphs_of(block_id):
            paragraph = self.paragraphs[number]
            if rest < len(paragraph.text) or paragraph.last:
                break
            rest -= len(paragraph.text)
        if not 0 <= rest <= len(paragraph.text):
            raise ValueError(f"position {position} is outside block {block_id}")
        return number, rest

    def block_offset(self, number: int) -> int:
        """Return the position in its block at which a display paragraph begins."""
        offset = 0
        while not self.paragraphs[number].first:
            number -= 1
            offset += len(self.paragraphs[number].text)
        return offset

    def start_of(self, number: int) -> int:
        """Return the document position at which a display paragraph begins."""
        while len(self._starts) <= number:
            self._starts.append(self._starts[-1] + self.paragraphs[len(self._starts) - 1].units + 1)
        return self._starts[number]

    def to_document(self, block_id: str, position: int) -> int:
        """Return the document position of a block position; at a soft break, the one after the break.

        Raises:
            KeyError: the pane does not show the block.
            ValueError: the position is outside the block.
        """
        number, offset = self.locate(block_id, position)
        return self.start_of(number) + self.paragraphs[number].to_utf16(offset)

    def paragraph_at(self, document_position: int) -> int:
        """Return the number of the display paragraph a document position is in.

        Raises:
            LookupError: the pane shows nothing, or the position is negative.
        """
        if not self.paragraphs or document_position < 0:
            raise LookupError(f"nothing is shown at {document_position}")
        self.start_of(len(self.paragraphs) - 1)
        return bisect_right(self._starts, document_position) - 1

    def from_document(self, document_position: int) -> tuple[str, int]:
        """Return the block and the block position of a document position.

        Raises:
            LookupError: the pane shows nothing there.
        """
        number = self.paragraph_at(document_position)
        paragraph = self.paragraphs[number]
        units = document_position - self.start_of(number)
        if units > paragraph.units:
            raise LookupError(f"nothing is shown at {document_position}")
        return paragraph.block_id, self.block_offset(number) + paragraph.to_code_point(units)

    # Changing.

    def splice(self, index: int, count: int, blocks: Sequence[PaneBlock]) -> Change:
        """Replace ``count`` blocks from the block number ``index`` on; marks of blocks that stay are kept."""
        firsts = [number for number, paragraph in enumerate(self.paragraphs) if paragraph.first]
        firsts.append(len(self.paragraphs))
        first, stop = firsts[index], firsts[index + count]
        kept = {
            block.id: self.marks(block.id) if block.text == self.block(block.id).text else ()
            for block in blocks
            if block.id in self and first <= self._index()[block.id] < stop
        }
        new = [paragraph for block in blocks for paragraph in _paragraphs(block)]
        change = self._replace(first, stop, new)
        self._first_of = None
        for block_id, marks in kept.items():
            self.set_marks(block_id, marks)
        return change

    def set_block(
        self, block: PaneBlock, marks: Iterable[Mark] | None = None
    ) -> tuple[Change, dict[int, tuple[int, int]]]:
        """Show a block as it is now; its marks are kept if its text is the same and no others are given.

        Returns:
            The change of the text, and where else marks are to be drawn anew, as ``set_marks`` returns it.

        Raises:
            KeyError: the pane does not show the block.
        """
        numbers = self.paragraphs_of(block.id)
        if marks is None and block.text == self.block(block.id).text:
            marks = self.marks(block.id)
        paragraph = self.paragraphs[numbers[0]]
        if len(numbers) == 1 and len(block.text) <= LIMIT and paragraph.role is block.role:
            # What stays of its marks goes with the text, and need not be drawn anew.
            old, edit = shown(paragraph.text), smallest_edit(paragraph.text, block.text)
            if edit is not None:
                self.type_in(numbers[0], edit.start, edit.end, edit.text)
            change = Change(numbers[0], (old,), (shown(paragraph.text),))
        else:
            change = self._replace(numbers[0], numbers[-1] + 1, _paragraphs(block))
        return change, self.set_marks(block.id, () if marks is None else marks)

    def type_in(self, number: int, start: int, end: int, text: str) -> None:
        """Replace ``[start, end)`` of one display paragraph, without breaking it again; see ``settle``."""
        paragraph = self.paragraphs[number]
        paragraph.text = paragraph.text[:start] + text + paragraph.text[end:]
        paragraph.units = utf16_length(paragraph.text)
        moved = (shift_piece(piece, start, end, len(text)) for piece in paragraph.pieces)
        paragraph.pieces = [piece for piece in moved if piece is not None]
        del self._starts[number + 1 :]

    def settle(self, block_id: str) -> list[Change]:
        """Break what has grown too long, and drop emptied paragraphs of a block that has others."""
        changes: list[Change] = []
        number = self._index()[block_id]
        while True:
            paragraph = self.paragraphs[number]
            alone = paragraph.first and paragraph.last
            if len(paragraph.text) > LIMIT + SLACK or (not paragraph.text and not alone):
                changes.append(self._rebreak(number))
                number = max(number - 1, self._index()[block_id])
            if self.paragraphs[number].last:
                return changes
            number += 1

    def edit(self, block_id: str, start: int, end: int, text: str) -> Change:
        """Replace ``[start, end)`` of a block, which may reach over soft breaks."""
        first, offset = self.locate(block_id, start)
        last, rest = self.locate(block_id, end)
        if last > first and rest == 0:
            last -= 1
            rest = len(self.paragraphs[last].text)
        old = tuple(shown(self.paragraphs[number].text) for number in range(first, last + 1))
        if last > first:
            self._merge(first, last)
            rest = offset + end - start
        self.type_in(first, offset, rest, text)
        return Change(first, old, (shown(self.paragraphs[first].text),))

    def set_marks(self, block_id: str, marks: Iterable[Mark]) -> dict[int, tuple[int, int]]:
        """Give a block its marks; what reaches outside the block is cut off.

        Returns:
            The display paragraphs whose marks are others than before, with the range in which they are, in code points
            of the paragraph.

        Raises:
            KeyError: the pane does not show the block.
        """
        numbers = self.paragraphs_of(block_id)
        ends = list(accumulate(len(self.paragraphs[number].text) for number in numbers))
        pieces: list[list[MarkPiece]] = [[] for _ in numbers]
        at, offset, stop, last = 0, 0, ends[0], len(ends) - 1
        for mark in sorted(marks, key=_by_start):
            start, end = mark.start, mark.end
            while start >= stop and at < last:
                at, offset, stop = at + 1, stop, ends[at + 1]
            if end <= stop:
                pieces[at].append(MarkPiece(start - offset, end - offset, mark, True, True))
            elif start <= stop:
                _cut_up(mark, at, ends, pieces)
        changed = {}
        for number, new in zip(numbers, pieces, strict=True):
            paragraph = self.paragraphs[number]
            if (extent := _difference(paragraph.pieces, new, len(paragraph.text))) is not None:
                paragraph.lanes = count_lanes(new)
                changed[number] = extent
            paragraph.pieces = new
        return changed

    # Inside.

    def _index(self) -> dict[str, int]:
        if self._first_of is None:
            self._first_of = {
                paragraph.block_id: number
                for number, paragraph in enumerate(self.paragraphs)
                if paragraph.first
            }
        return self._first_of

    def _replace(self, first: int, stop: int, new: list[Paragraph]) -> Change:
        old = tuple(shown(paragraph.text) for paragraph in self.paragraphs[first:stop])
        self.paragraphs[first:stop] = new
        del self._starts[max(first, 1) :]
        if len(new) != stop - first:
            self._first_of = None
        return Change(first, old, tuple(shown(paragraph.text) for paragraph in new))

    def _rebreak(self, number: int) -> Change:
        """Lay one display paragraph out anew, as none, one or several."""
        paragraph = self.paragraphs[number]
        block_id, marks = paragraph.block_id, self.marks(paragraph.block_id)
        new = _paragraphs(PaneBlock(block_id, paragraph.role, paragraph.text)) if paragraph.text else []
        change = self._replace(number, number + 1, new)
        self._mark_ends(block_id, number, number + len(new))
        self.set_marks(block_id, marks)
        return change

    def _mark_ends(self, block_id: str, first: int, stop: int) -> None:
        """Say anew which of the block's paragraphs from ``first - 1`` to ``stop`` open and close it."""
        for number in range(max(first - 1, 0), min(stop + 1, len(self.paragraphs))):
            paragraph = self.paragraphs[number]
            if paragraph.block_id == block_id:
                paragraph.first = number == 0 or self.paragraphs[number - 1].block_id != block_id
                after = number + 1
                paragraph.last = after == len(self.paragraphs) or self.paragraphs[after].block_id != block_id
        self._first_of = None

    def _merge(self, first: int, last: int) -> None:
        """Put several paragraphs of one block into one, with their marks."""
        block_id = self.paragraphs[first].block_id
        marks = self.marks(block_id)
        text = "".join(paragraph.text for paragraph in self.paragraphs[first : last + 1])
        role, opens, closes = (
            self.paragraphs[first].role,
            self.paragraphs[first].first,
            self.paragraphs[last].last,
        )
        self._replace(first, last + 1, [Paragraph(block_id, role, text, opens, closes)])
        self.set_marks(block_id, marks)


def _paragraphs(block: PaneBlock) -> list[Paragraph]:
    """Lay a block out as display paragraphs, at least one."""
    if len(block.text) <= LIMIT:
        return [Paragraph(block.id, block.role, block.text, True, True)]
    chunks = display_chunks(block.text, LIMIT)
    return [
        Paragraph(block.id, block.role, block.text[start:end], start == 0, end == len(block.text))
        for start, end in chunks
    ]


def _by_start(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _cut_up(mark: Mark, at: int, ends: list[int], pieces: list[list[MarkPiece]]) -> None:
    """Share a mark out among the paragraphs from ``at`` on; ``ends`` are their ends in the block."""
    offset = ends[at - 1] if at else 0
    for number in range(at, len(ends)):
        stop = ends[number]
        low, high = max(mark.start, offset), min(mark.end, stop)
        pieces[number].append(
            MarkPiece(low - offset, high - offset, mark, mark.start >= offset, mark.end <= stop)
        )
        if mark.end <= stop:
            return
        offset = stop


def _difference(old: list[MarkPiece], new: list[MarkPiece], length: int) -> tuple[int, int] | None:
    """Return the range in which two lists of pieces are not drawn alike, or None.

    Where the whole marks stand in the block is no matter.
    """
    first, shorter = 0, min(len(old), len(new))
    while first < shorter and _look_alike(old[first], new[first]):
        first += 1
    if first == len(old) == len(new):
        return None
    last = 0
    while last < shorter - first and _look_alike(old[-1 - last], new[-1 - last]):
        last += 1
    others = [*old[first : len(old) - last], *new[first : len(new) - last]]
    if any(piece.mark.linked for piece in others):
        return 0, length  # what joins it to its other pieces is drawn anew too
    return min(piece.start for piece in others), max(piece.end for piece in others)


def _look_alike(one: MarkPiece, other: MarkPiece) -> bool:
    return (
        one[:2] == other[:2]
        and one[3:] == other[3:]
        and (one.mark is other.mark or _look(one.mark) == _look(other.mark))
    )


def _look(mark: Mark) -> tuple[str, str, str, str, bool, int]:
    return mark.kind, mark.tag, mark.label, mark.color, mark.active, mark.weight
