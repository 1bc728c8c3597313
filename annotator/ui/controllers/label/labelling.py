"""Labelling 标注: select text, press the label's key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.model.labels import Attributes, Label, LabelScheme, LabelSpan, Level
from annotator.model.operations import Operation
from annotator.model.provenance import Place
from annotator.model.schemes import chosen
from annotator.services.labels.labelling import (
    change_label,
    overlaps,
    put_label,
    remove_labels,
    spans_at,
)
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace

SELECTING_KEYS = frozenset(".,;:[]")
"""Keys of the label mode that select and that no label can have: see ``annotator.ui.controllers.label.selecting``."""


class Labelling(QObject):
    """What label keys do, and which label was used last.

    Attributes:
        reach: gives the place a label's key means where nothing is selected, or None; by default none.
        putting: gives the operation that puts a label on places; by default a new span.
        first: is asked of every key that decides, by its name, before it means anything here.

    Signals:
        span_changed: another label span, or none, is under the caret.
        pressed: a label's key, or what stands for it, was used.
        told: a key could do nothing; the text is the code of the reason, for the status bar.
        awaiting: keys that begin codes of two were pressed, or none any more; the text is the keys so far.
        article_pressed: the key of a label of whole articles was used; its id.
    """

    span_changed = Signal()
    pressed = Signal()
    awaiting = Signal(str)
    article_pressed = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        modes: Modes,
        scheme: Callable[[], LabelScheme],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._modes = modes
        self._scheme = scheme
        self._span: LabelSpan | None = None
        self._last = ""
        self._clicked = ""
        self._waiting = ""
        self.reach: Callable[[str], Place | None] = lambda _label_id: None
        self.putting: Callable[[str, tuple[Place, ...]], Operation] = lambda label_id, places: put_label(
            label_id, places, workspace.who, self._defaults(label_id)
        )
        self.first: Callable[[str], bool] = lambda _name: False
        view.key_pressed.connect(self._on_key)
        view.decision_key.connect(self._on_decision)
        view.caret_moved.connect(self._look)
        view.selection_changed.connect(self._look)
        view.marker_activated.connect(self._on_marker)
        view.installEventFilter(self)
        workspace.changed.connect(self._look)
        workspace.article_changed.connect(self._look)

    @property
    def span(self) -> LabelSpan | None:
        """The innermost label span under the caret or the selection, or the one clicked last."""
        return self._span

    @property
    def last(self) -> str:
        """The id of the label used last, or an empty text."""
        return self._last

    def press(self, label_id: str) -> None:
        """Do what a label's key does: label the selection, or give the span under the caret that label."""
        label = self._scheme().label(label_id)
        if label is not None and label.level is Level.DOCUMENT:
            self.article_pressed.emit(label_id)
            return
        self._last = label_id
        self.pressed.emit()
        places = self.selected()
        around = self._around(label_id) if not places else None
        if around is not None:
            places = (around,)
        if places:
            same = self._span_exactly(places)
            if same is not None and same.label == label_id:
                return
            if same is not None:
                self._workspace.perform(change_label(same, label_id))
            elif self._may_lie_on(label, places):
                self._workspace.perform(self.putting(label_id, places))
            else:
                self.told.emit("label.overlaps_itself")
        elif self._span is not None:
            if self._span.label != label_id:
                self._workspace.perform(change_label(self._span, label_id))
        else:
            self.told.emit("label.nothing_selected")

    def press_again(self) -> None:
        """Do what the key of the label used last does."""
        if self._last:
            self.press(self._last)

    def remove(self) -> None:
        """Take the span under the caret away."""
        if self._span is not None:
            self._workspace.perform(remove_labels(self._span.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the span away; the text is not open to typing then."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and self._is_active()
        ):
            if not self.first("Delete"):
                self.remove()
            return True
        return super().eventFilter(watched, event)

    def _is_active(self) -> bool:
        return self._modes.mode is Mode.LABEL and not self._modes.is_typing

    def _defaults(self, label_id: str) -> Attributes:
        label = self._scheme().label(label_id)
        return label.defaults() if label is not None else ()

    def _may_lie_on(self, label: Label | None, places: tuple[Place, ...]) -> bool:
        """Return whether a new span of a label may lie there: not on another one of a label that forbids it."""
        issue = self._workspace.issue
        return (
            label is None or label.overlaps_itself or issue is None or not overlaps(issue, label.id, places)
        )

    def _on_key(self, key: str) -> None:
        if not self._is_active() or key in SELECTING_KEYS:
            self._wait("")
            return
        keys = self._waiting + key
        found = chosen(self._scheme().labels, keys)
        if found.entry is not None:
            self._wait("")
            self.press(found.entry.id)
        elif found.longer:
            self._wait(keys)
        else:
            self._wait("")
            self.told.emit("label.no_such_key")

    def _wait(self, keys: str) -> None:
        if keys != self._waiting:
            self._waiting = keys
            self.awaiting.emit(keys)

    def _on_decision(self, name: str) -> None:
        if not self._is_active() or self.first(name):
            return
        if self._waiting and name == "Backspace":
            self._wait("")
        elif name == "Backspace":
            self._workspace.undo()
        elif name == "Enter":
            self.press_again()
        elif name in ("Tab", "Shift+Tab"):
            self.step(forward=name == "Tab")
        elif name.isdigit():
            self._on_key(name)

    def step(self, *, forward: bool) -> None:
        """Go to the next span of the article, or the one before, and select it."""
        issue, caret = self._workspace.issue, self._view.caret()
        if issue is None or caret is None or self._workspace.article_id not in issue.articles:
            return
        blocks = issue.articles[self._workspace.article_id].blocks
        ranks = {block_id: rank for rank, block_id in enumerate(blocks)}
        found = sorted(
            (ranks[block_id], piece.start, piece.end)
            for block_id in blocks
            for piece in issue.pieces.get(block_id, ())
            if piece.start < piece.end and not issue.spans[piece.span].suggested
        )
        if not found:
            return
        selection = self._view.selection() or (*caret, *caret)
        here = (ranks[selection[0]], selection[1], selection[3])
        if forward:
            rank, start, end = next((entry for entry in found if entry > here), found[0])
        else:
            rank, start, end = next((entry for entry in reversed(found) if entry < here), found[-1])
        self._workspace.go_to(Place(blocks[rank], start, end))

    def _on_marker(self, _block_id: str, tag: str) -> None:
        issue = self._workspace.issue
        if issue is not None and tag in issue.spans:
            self._set(issue.spans[tag])
            self._clicked = tag

    def _look(self, *_: object) -> None:
        self._clicked = ""
        self._wait("")
        issue, selection = self._workspace.issue, self._view.selection()
        if issue is None or selection is None or selection[0] not in issue.blocks:
            self._set(None)
            return
        first, start, last, end = selection
        if self._span and self._span.id in issue.spans and (first, start) == (last, end):
            held = issue.spans[self._span.id]
            inside = any(
                piece.span == held.id and piece.start <= start < piece.end
                for piece in issue.pieces.get(first, ())
            )
            if inside and held in spans_at(issue, first, start, end):
                self._set(held)
                return
        stop = end if first == last else len(issue.blocks[first].text)
        found = spans_at(issue, first, start, stop)
        self._set(found[0] if found else None)

    def selected(self) -> tuple[Place, ...]:
        """Return the selection as places, one a block, without the blanks at its ends."""
        issue, selection = self._workspace.issue, self._view.selection()
        if issue is None or selection is None or selection[:2] == selection[2:]:
            return ()
        first, start, last, end = selection
        if first not in issue.blocks or last not in issue.blocks:
            return ()
        blocks = issue.article_of(first).blocks
        places = []
        for block_id in blocks[blocks.index(first) : blocks.index(last) + 1]:
            text = issue.blocks[block_id].text
            left = start if block_id == first else 0
            right = end if block_id == last else len(text)
            while left < right and text[left].isspace():
                left += 1
            while right > left and text[right - 1].isspace():
                right -= 1
            if left < right:
                places.append(Place(block_id, left, right))
        return tuple(places)

    def _around(self, label_id: str) -> Place | None:
        """Return what a key means where nothing is selected; None where it means the span here.

        Between a span and the name behind it the name is meant, unless the span was clicked.
        """
        caret, span, issue = self._view.caret(), self._span, self._workspace.issue
        if span is None or caret is None or issue is None:
            return self.reach(label_id)
        block_id, at = caret
        inside = any(
            piece.span == span.id and piece.start <= at < piece.end
            for piece in issue.pieces.get(block_id, ())
        )
        place = self.reach(label_id) if not inside and self._clicked != span.id else None
        return place if place is not None and place.start >= at else None

    def _span_exactly(self, places: tuple[Place, ...]) -> LabelSpan | None:
        issue = self._workspace.issue
        if issue is None or len(places) != 1:
            return None
        block_id, start, end = places[0].block, places[0].start, places[0].end
        for piece in issue.pieces.get(block_id, ()):
            if (piece.start, piece.end) == (start, end) and not issue.spans[piece.span].suggested:
                return issue.spans[piece.span]
        return None

    def _set(self, span: LabelSpan | None) -> None:
        if span != self._span:
            self._span = span
            self.span_changed.emit()
