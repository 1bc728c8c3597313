"""Carrying an issue in work over to new readings of its pages, before it is rebuilt from them.

What comes out has the blocks people know, made of the new pages' characters, with what they wrote in its place. It need
not hold all text of the new pages: it is what a new reconstruction of them is put together with, see ``reanchoring``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model.article import Block, Run, build_block
from annotator.model.flag import Flag, FlagStatus
from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece
from annotator.model.marks import sort_flags, sort_pieces
from annotator.model.page import Page, RawRange
from annotator.model.progress import Progress
from annotator.model.rulings.rereading import Carrier, PageMatch, carried
from annotator.model.rulings.rulings import Ruling, Written, subject_of
from annotator.model.runs import is_positional
from annotator.reconstruct.reruns.losses import Lost, LostKind
from annotator.reconstruct.reruns.rereading import Outcome, PageCarrier, Settled
from annotator.text.widths import without_blanks

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Carried:
    """An issue on new readings of its pages.

    Attributes:
        issue: the issue; see above.
        matches: which raw characters are which.
        rulings: what people decided about the order of the text, restated.
        lost: what could not be carried over as it was.
        agreed: how many corrections the new readings have by themselves.
    """

    issue: Issue
    matches: tuple[PageMatch, ...]
    rulings: tuple[Ruling, ...]
    lost: tuple[Lost, ...]
    agreed: int


def carry(issue: Issue, readings: Mapping[str, Page], rulings: Iterable[Ruling]) -> Carried:
    """Carry an issue over to new readings of some of its pages.

    Args:
        issue: the issue as it is.
        readings: the new pages, whose ids the issue does not have, by the ids of the old ones.
        rulings: what people decided.
    """
    pages = {key: PageCarrier(issue, issue.pages[key], page) for key, page in readings.items()}
    work = _Carrying(issue, pages)
    moved = work.issue()
    matches = tuple(page.match() for page in pages.values())
    carrier = Carrier(matches, moved.pages)
    kept: list[Ruling] = []
    for ruling in rulings:
        found = carried(ruling, carrier)
        if found is not None:
            kept.append(found)
        elif not isinstance(ruling, Written):  # what was written is told of by itself
            work.lose_ruling(ruling)
    settled = [place for page in pages.values() for place in page.settled]
    agreed = sum(place.outcome is Outcome.AGREES and not place.kept for place in settled)
    return Carried(moved, matches, tuple(kept), tuple(work.lost), agreed)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A block on the new pages, and the range of its text that stands for each old character, or None."""

    block: Block
    images: Sequence[Span | None]

    def span(self, start: int, end: int) -> Span | None:
        """Return what stands for a range of the old text; None if nothing does."""
        images = [image for image in self.images[start:end] if image is not None]
        return (images[0][0], images[-1][1]) if images else None

    def caret(self, position: int) -> int:
        """Return the place behind what stands for the nearest character before a caret of the old text."""
        before = (image for image in reversed(self.images[:position]) if image is not None)
        return next((image[1] for image in before), 0)


class _Writer:
    """Writes the runs of one block on the new pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.runs: list[Run] = []
        self.images: list[Span | None] = []
        self._pages = pages
        self._length = 0

    def put(self, run: Run) -> Span:
        """Put in a run; return where its text stands."""
        start = self._length
        self._length += len(run.spell(self._pages))
        last = self.runs[-1] if self.runs else None
        if (
            last is not None
            and last.text is run.text is None
            and (last.page, last.end) == (run.page, run.start)
        ):
            self.runs[-1] = replace(last, end=run.end)
        else:
            self.runs.append(run)
        return start, self._length

    def put_raw(self, page: PageCarrier, image: Span | None) -> Span | None:
        """Put in raw characters of a new page, and the few new ones before them; return where they stand."""
        if image is None:
            return None
        last = self.runs[-1] if self.runs else None
        if last is not None and last.text is None and last.page == page.new.id:
            for part in page.bridge(last.end, image[0]):
                self.put(Run(part.page, part.start, part.end))
        return self.put(Run(page.new.id, *image))


class _Carrying:
    """The work on one issue."""

    def __init__(self, issue: Issue, pages: Mapping[str, PageCarrier]) -> None:
        self.lost: list[Lost] = []
        self._old = issue
        self._pages = pages
        self._new_pages = {
            page.id: page
            for page in (pages[key].new if key in pages else page for key, page in issue.pages.items())
        }
        self._settled: dict[tuple[str, int], list[Settled]] = {}
        for carrier in pages.values():
            for place in carrier.settled:
                self._settled.setdefault((place.block, place.number), []).append(place)

    def issue(self) -> Issue:
        """Return the issue on the new pages; lists what is lost."""
        old = self._old
        moved = {
            key: self._moved(block)
            for key, block in old.blocks.items()
            if any(run.page in self._pages for run in block.runs)
        }
        blocks = {
            key: moved[key].block if key in moved else block
            for key, block in old.blocks.items()
            if key not in moved or moved[key].block.runs
        }
        for article in old.articles.values():
            if article.blocks and not any(key in blocks for key in article.blocks):
                # Nothing of it is found again; labels need something to stand in until it is known where they go.
                blocks[article.blocks[0]] = self._emptied(old.blocks[article.blocks[0]])
        articles = {
            key: replace(article, blocks=tuple(block for block in article.blocks if block in blocks))
            for key, article in old.articles.items()
        }
        flags: dict[str, tuple[Flag, ...]] = {}
        for key, listed in old.flags.items():
            flags[key] = self._flags(moved[key], listed) if key in moved else listed
        pieces = self._pieces(moved, blocks)
        self._list_settled()
        self._list_spans(pieces, blocks, moved)
        self._list_proofread(moved)
        return replace(
            old,
            pages=self._new_pages,
            articles=articles,
            blocks=blocks,
            flags={key: listed for key, listed in flags.items() if listed and key in blocks},
            pieces={key: sort_pieces(listed) for key, listed in pieces.items() if listed},
        )

    # Blocks --------------------------------------------------------------------------------------------

    def _moved(self, block: Block) -> _Moved:
        writer = _Writer(self._new_pages)
        for number, run in enumerate(block.runs):
            page = self._pages.get(run.page)
            settled = self._settled.get((block.id, number), [])
            if page is None:
                start, end = writer.put(run)
                writer.images += [(at, at + 1) for at in range(start, end)]
            elif settled and not settled[0].kept:
                self._put_correction(writer, page, settled[0])
            elif is_positional(run):
                self._put_text(writer, page, run, [place for place in settled if _stands(place)])
            elif run.length():
                found = [writer.put_raw(page, image) for image in page.images[run.start : run.end]]
                spans = [span for span in found if span is not None]
                whole = (spans[0][0], spans[-1][1]) if spans else None
                writer.images += [whole] * run.length()
        return _Moved(build_block(block.id, block.role, tuple(writer.runs), self._new_pages), writer.images)

    def _emptied(self, block: Block) -> Block:
        place = self._near(block.runs[0].page, block.runs[0].start)
        empty = Run(place.page, place.start, place.start, "")
        return build_block(block.id, block.role, (empty,), self._new_pages)

    def _put_correction(self, writer: _Writer, page: PageCarrier, place: Settled) -> None:
        if place.outcome is Outcome.AGREES:
            writer.images += [writer.put_raw(page, image) for image in place.images[: len(place.text)]]
        elif place.place is None:
            writer.images += [None] * len(place.text)
        else:
            start, end = writer.put(Run(page.new.id, *place.place, place.text, place.origin))
            writer.images += [(at, at + 1) for at in range(start, end)]

    def _put_text(self, writer: _Writer, page: PageCarrier, run: Run, kept: Sequence[Settled]) -> None:
        at = run.start
        for place in kept:
            writer.images += [writer.put_raw(page, image) for image in page.images[at : place.start]]
            self._put_correction(writer, page, place)
            at = place.end
        writer.images += [writer.put_raw(page, image) for image in page.images[at : run.end]]

    # Marks ---------------------------------------------------------------------------------------------

    def _flags(self, moved: _Moved, flags: Iterable[Flag]) -> tuple[Flag, ...]:
        found = []
        for flag in flags:
            if flag.start == flag.end:
                at = moved.caret(flag.start)
                found.append(replace(flag, start=at, end=at))
                continue
            span = moved.span(flag.start, flag.end)
            if span is not None and moved.block.text[slice(*span)] == flag.text:
                found.append(replace(flag, start=span[0], end=span[1]))
            elif flag.status is not FlagStatus.OPEN:
                self._lose(LostKind.FLAG, moved, flag.start, flag.text)
        return sort_flags(found)

    def _pieces(
        self, moved: Mapping[str, _Moved], blocks: Mapping[str, Block]
    ) -> dict[str, list[LabelPiece]]:
        found: dict[str, list[LabelPiece]] = {}
        homeless: list[tuple[str, LabelPiece]] = []
        for key, pieces in self._old.pieces.items():
            if key not in moved:
                found.setdefault(key, []).extend(pieces)
                continue
            for piece in pieces:
                span = moved[key].span(piece.start, piece.end)
                at = moved[key].caret(piece.start)
                start, end = span or (at, at)
                if key in blocks and (span is not None or piece.start == piece.end):
                    found.setdefault(key, []).append(LabelPiece(piece.span, start, end))
                else:
                    homeless.append((key, LabelPiece(piece.span, at, at)))
        held = {piece.span for pieces in found.values() for piece in pieces}
        for key, piece in homeless:
            if piece.span in held:
                continue
            held.add(piece.span)
            home = key if key in blocks else self._neighbour(key, blocks)
            found.setdefault(home, []).append(piece if home == key else LabelPiece(piece.span, 0, 0))
        return found

    def _neighbour(self, key: str, blocks: Mapping[str, Block]) -> str:
        """Return a block of the same container that is left."""
        return next(other for other in self._old.article_of(key).blocks if other in blocks)

    # What is lost --------------------------------------------------------------------------------------

    def _lose(self, kind: LostKind, moved: _Moved, position: int, text: str) -> None:
        """List what stood in a block of the old page."""
        block = self._old.blocks[moved.block.id]
        run = next((run for run in block.runs if run.page in self._pages), block.runs[0])
        reached = 0
        for other in block.runs:
            if other.page in self._pages and reached <= position:
                run = other
            reached += other.length()
        self.lost.append(Lost(kind, self._near(run.page, run.start), text, moved.block.id))

    def _near(self, page: str, position: int) -> RawRange:
        """Return the place on the new page where a character of the old one would stand."""
        carrier = self._pages.get(page)
        if carrier is None:
            return RawRange(page, position, position)
        before = (image for image in reversed(carrier.images[: position + 1]) if image is not None)
        at = next((image[0] for image in before), 0)
        return RawRange(carrier.new.id, at, at)

    def _list_settled(self) -> None:
        for page in self._pages.values():
            for place in page.settled:
                if place.outcome is Outcome.DIFFERS and place.place is not None:
                    where = RawRange(page.new.id, *place.place)
                    self.lost.append(Lost(LostKind.READING, where, place.text, place.block))
                elif place.outcome is Outcome.GONE and not place.kept:
                    where = self._near(page.old.id, place.start)
                    self.lost.append(Lost(LostKind.CORRECTION, where, place.text, place.block))

    def _list_spans(
        self,
        pieces: Mapping[str, Sequence[LabelPiece]],
        blocks: Mapping[str, Block],
        moved: Mapping[str, _Moved],
    ) -> None:
        now: dict[str, str] = {}
        for key, listed in pieces.items():
            for piece in listed:
                now[piece.span] = now.get(piece.span, "") + blocks[key].text[piece.start : piece.end]
        told: set[str] = set()
        before: dict[str, str] = {}
        for key, listed in self._old.pieces.items():
            for piece in listed:
                text = self._old.blocks[key].text[piece.start : piece.end]
                before[piece.span] = before.get(piece.span, "") + text
        for key, listed in self._old.pieces.items():
            for piece in listed:
                old, new = (without_blanks(texts.get(piece.span, "")) for texts in (before, now))
                if key not in moved or piece.span in told or sorted(old) == sorted(new):
                    continue
                told.add(piece.span)
                kind = LostKind.LABEL_TEXT if new else LostKind.LABEL
                self._lose(kind, moved[key], piece.start, before[piece.span])

    def _list_proofread(self, moved: Mapping[str, _Moved]) -> None:
        """List the articles that people have read and whose text is not quite what they read."""
        for article in self._old.articles.values():
            if article.progress == Progress() or not any(key in moved for key in article.blocks):
                continue
            for key in article.blocks:
                if key not in moved:
                    continue
                old, new = self._old.blocks[key].text, moved[key].block.text
                if without_blanks(old) != without_blanks(new):
                    title = self._old.title_of(article.id) or old[:20]
                    self._lose(LostKind.PROOFREAD, moved[key], 0, title)
                    break

    def lose_ruling(self, ruling: Ruling) -> None:
        """List a ruling about characters that the new readings lack."""
        parts = subject_of(ruling)
        if not parts:
            return
        text = "".join(self._old.pages[part.page].raw[part.start : part.end] for part in parts)
        self.lost.append(Lost(LostKind.RULING, self._near(parts[0].page, parts[0].start), text, None))


def _stands(place: Settled) -> bool:
    """Tell whether kept text stands against what the new reading has."""
    return place.outcome is Outcome.DIFFERS and place.place is not None
