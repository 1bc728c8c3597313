"""Selecting text to be labelled: growing and shrinking by word, name, clause; moving edges; the next candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from annotator.lexicon.stretches import Stretch, StretchKind, enclosing, stretches
from annotator.model.article import Block
from annotator.model.issue import Issue
from annotator.model.labels import LabelPiece
from annotator.model.provenance import Place
from annotator.services.labels.labelling import move_label
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace

GROW, SHRINK, NEXT, PREVIOUS, NEXT_SPAN, PREVIOUS_SPAN = ".", ",", ";", ":", "]", "["

_ENOUGH = 12  # labels on names of any kind after which kinds that were never labelled are passed over
_LONGEST = 24  # code points of a text that is looked for around the caret because it was labelled before


class Selecting(QObject):
    """The keys that select in label mode.

    Signals:
        told: a key could do nothing; the text is the code of the reason, for the status bar.
    """

    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        modes: Modes,
        labelling: Labelling,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._modes = modes
        self._labelling = labelling
        self._grown: list[tuple[str, int, int]] = []
        self._nudged: str | None = None
        self._nudging = False
        self._kinds = _LabelledKinds()
        view.key_pressed.connect(self._on_key)
        workspace.changed.connect(self._on_change)

    # Growing.

    def grow(self) -> None:
        """Select the next larger stretch around the selection or the caret."""
        here = self._here()
        if here is None:
            return
        block_id, start, end = here
        larger = enclosing(self._text(block_id), start, end)
        if not larger:
            return
        if not self._grown or self._grown[-1] != here:
            self._grown = [here]
        self._select(block_id, *larger[0])
        self._grown.append((block_id, *larger[0]))

    def shrink(self) -> None:
        """Select again what was selected before it grew; else the first word of the selection."""
        here = self._here()
        if here is None:
            return
        if len(self._grown) > 1 and self._grown[-1] == here:
            self._grown.pop()
            self._select(*self._grown[-1])
            return
        block_id, start, end = here
        inner = [
            each for each in enclosing(self._text(block_id), start, start) if each[1] - each[0] < end - start
        ]
        if inner and start < end:
            self._select(block_id, *inner[-1])

    def place_here(self, label_id: str) -> Place | None:
        """Return what a label's key means where nothing is selected: the name around the caret, else the word.

        Of several names around it the one of the kind that has had this label most often; a text that has had it,
        where that holds more.
        """
        issue, here = self._workspace.issue, self._here()
        if issue is None or here is None or here[1] != here[2]:
            return None
        block_id, at, _ = here
        text = self._text(block_id)
        taken = [
            (piece.start, piece.end)
            for piece in issue.pieces.get(block_id, ())
            if not issue.spans[piece.span].suggested
        ]

        def free(start: int, end: int) -> bool:
            return not any(left < end and start < right for left, right in taken)

        around = [
            each for each in stretches(text) if each.start <= at <= each.end and free(each.start, each.end)
        ]
        kinds = Counter(kind for kind, label in self._kinds.of(issue) if label == label_id)
        likely = [each for each in around if kinds[each.kind]]
        best = max(likely, key=lambda each: (kinds[each.kind], each.end - each.start), default=None)
        known = _known_around(text, at, self._kinds.texts(issue, label_id))
        if known is not None and free(*known) and (best is None or _holds(known, (best.start, best.end))):
            return Place(block_id, *known)
        if best is not None:
            return Place(block_id, best.start, best.end)
        if not any(character.isalnum() for character in text[max(at - 1, 0) : at + 1]):
            return None
        start, end = enclosing(text, at, at)[0]
        return Place(block_id, start, end) if free(start, end) else None

    # Moving edges.

    def nudge(self, *, end: bool, step: int) -> None:
        """Move an edge of the span under the caret, or of the selection, by one character.

        Args:
            end: whether the end is moved, not the beginning.
            step: 1 to move it on, -1 back.
        """
        issue, selection = self._workspace.issue, self._view.selection()
        if issue is None or selection is None:
            return
        first, start, last, stop = selection
        span = self._labelling.span
        whole = self._places_of(issue, span.id) if span is not None else ()
        selected = (first, start) != (last, stop)
        on_span = bool(whole) and (
            not selected
            or (whole[0].block, whole[0].start, whole[-1].block, whole[-1].end) == (first, start, last, stop)
        )
        if span is None or not on_span:
            if selected and first == last:
                moved = _nudged(Place(first, start, stop), len(issue.blocks[first].text), end=end, step=step)
                if moved is not None:
                    self._select(moved.block, moved.start, moved.end)
            return
        at = -1 if end else 0
        moved = _nudged(whole[at], len(issue.blocks[whole[at].block].text), end=end, step=step)
        if moved is None:
            return
        places = (*whole[:-1], moved) if end else (moved, *whole[1:])
        self._nudging = True
        try:
            done = self._workspace.perform(move_label(span.id, places), continued=self._nudged == span.id)
        finally:
            self._nudging = False
        if done:
            self._nudged = span.id
            if selected:
                self._view.select(places[0].block, places[0].start, places[-1].block, places[-1].end)

    # Going on.

    def step(self, *, forward: bool) -> None:
        """Go to the next stretch that looks like a name and has no label, or the one before, and select it."""
        issue, caret = self._workspace.issue, self._view.selection()
        article = issue.articles.get(self._workspace.article_id) if issue else None
        if issue is None or article is None or caret is None or not article.blocks:
            return
        wanted = _wanted(self._kinds.of(issue))
        first, start, last, end = caret
        order = article.blocks
        at = order.index(last if forward else first) if last in order and first in order else 0
        edge = end if forward else start
        rounds = range(len(order) + 1)
        for number in rounds:
            index = (at + number) % len(order) if forward else (at - number) % len(order)
            found = _free(issue, order[index], wanted)
            if number == 0:
                found = [each for each in found if (each.start >= edge if forward else each.end <= edge)]
            if found:
                each = found[0] if forward else found[-1]
                self._workspace.go_to(Place(order[index], each.start, each.end))
                return
        self.told.emit("label.no_candidate")

    # What happens.

    def _on_key(self, key: str) -> None:
        if self._modes.mode is not Mode.LABEL or self._modes.is_typing:
            return
        if key in (GROW, SHRINK):
            (self.grow if key == GROW else self.shrink)()
        elif key in (NEXT, PREVIOUS):
            self.step(forward=key == NEXT)
        elif key in (NEXT_SPAN, PREVIOUS_SPAN):
            self._labelling.step(forward=key == NEXT_SPAN)

    def _on_change(self, event: ChangeEvent) -> None:
        if not self._nudging and event.cause is not Cause.MACHINE:
            self._nudged = None

    def _here(self) -> tuple[str, int, int] | None:
        """Return the selection inside one block; of one over several blocks, its part in the first."""
        selection = self._view.selection()
        if selection is None or self._workspace.issue is None:
            return None
        first, start, last, end = selection
        if first not in self._workspace.issue.blocks:
            return None
        return first, start, end if first == last else len(self._text(first))

    def _text(self, block_id: str) -> str:
        issue = self._workspace.issue
        return issue.blocks[block_id].text if issue is not None else ""

    def _select(self, block_id: str, start: int, end: int) -> None:
        self._view.select(block_id, start, block_id, end)

    def _places_of(self, issue: Issue, span_id: str) -> tuple[Place, ...]:
        blocks = issue.articles[self._workspace.article_id].blocks if self._workspace.article_id else ()
        return tuple(
            Place(block_id, piece.start, piece.end)
            for block_id in blocks
            for piece in issue.pieces.get(block_id, ())
            if piece.span == span_id
        )


def _nudged(place: Place, length: int, *, end: bool, step: int) -> Place | None:
    """Return a place with one edge moved, or None where it cannot move."""
    start, stop = (place.start, place.end + step) if end else (place.start + step, place.end)
    return Place(place.block, start, stop) if 0 <= start < stop <= length else None


def _known_around(text: str, at: int, known: frozenset[str]) -> tuple[int, int] | None:
    """Return the longest of some texts that stands around a place between two characters, or touches it."""
    lengths = sorted({len(each) for each in known if 1 < len(each) <= _LONGEST}, reverse=True)
    for length in lengths:
        for start in range(min(at, len(text) - length), max(at - length, 0) - 1, -1):
            if text[start : start + length] in known:
                return start, start + length
    return None


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class _Looked(NamedTuple):
    """A block with its pieces as they were looked at, and what was found: kinds and texts, each with its span."""

    block: Block
    pieces: tuple[LabelPiece, ...]
    kinds: list[tuple[StretchKind, str]]
    texts: list[tuple[str, str]]


class _LabelledKinds:
    """What labelled stretches of an issue look like; blocks are looked at again when they have changed."""

    def __init__(self) -> None:
        self._known: dict[str, _Looked] = {}

    def of(self, issue: Issue) -> list[tuple[StretchKind, str]]:
        """Return the kinds of the stretches that are labelled, with their labels."""
        spans = issue.spans
        return [
            (kind, spans[span_id].label) for looked in self._look(issue) for kind, span_id in looked.kinds
        ]

    def texts(self, issue: Issue, label_id: str) -> frozenset[str]:
        """Return the texts a person's labels of a kind lie on."""
        return frozenset(
            text
            for looked in self._look(issue)
            for text, span_id in looked.texts
            if (span := issue.spans[span_id]).label == label_id and not span.suggested
        )

    def _look(self, issue: Issue) -> Iterator[_Looked]:
        for block_id, pieces in issue.pieces.items():
            block = issue.blocks.get(block_id)
            if block is None or not pieces:
                continue
            known = self._known.get(block_id)
            if known is None or known.block is not block or known.pieces is not pieces:
                known = _Looked(block, pieces, _kinds_of(block, pieces), _texts_of(block, pieces))
                self._known[block_id] = known
            yield known


def _kinds_of(block: Block, pieces: tuple[LabelPiece, ...]) -> list[tuple[StretchKind, str]]:
    """Return what labelled stretches of a block look like, with the ids of their spans."""
    kinds = {(each.start, each.end): each.kind for each in stretches(block.text)}
    return [
        (kinds[piece.start, piece.end], piece.span) for piece in pieces if (piece.start, piece.end) in kinds
    ]


def _texts_of(block: Block, pieces: tuple[LabelPiece, ...]) -> list[tuple[str, str]]:
    """Return the texts of spans with one piece in a block, with the ids of the spans."""
    count = Counter(piece.span for piece in pieces)
    return [(block.text[piece.start : piece.end], piece.span) for piece in pieces if count[piece.span] == 1]


def _wanted(labelled: list[tuple[StretchKind, str]]) -> frozenset[StretchKind]:
    """Return the kinds worth stopping at: all at first, later those that were ever labelled."""
    seen = frozenset(kind for kind, _ in labelled)
    return seen if len(labelled) >= _ENOUGH else frozenset(StretchKind)


def _free(issue: Issue, block_id: str, wanted: frozenset[StretchKind]) -> list[Stretch]:
    """Return the stretches of a block that look like a name and share no character with a label, the longest."""
    taken = [(piece.start, piece.end) for piece in issue.pieces.get(block_id, ())]
    free: list[Stretch] = []
    for each in stretches(issue.blocks[block_id].text):
        if each.kind not in wanted or any(start < each.end and each.start < end for start, end in taken):
            continue
        if free and each.start < free[-1].end:
            if each.end - each.start > free[-1].end - free[-1].start:
                free[-1] = each
            continue
        free.append(each)
    return free
