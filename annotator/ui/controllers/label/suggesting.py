"""The stream of suggestions 建议 in label mode: from one to the next, one key each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.labels import Label, LabelScheme, Level
from annotator.model.operations import Operation
from annotator.model.provenance import Place
from annotator.services.labels.labelling import put_label
from annotator.services.labels.suggesting import Suggestion, accepting, rejecting
from annotator.services.project.changes import ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.label.labelling import Labelling
from annotator.ui.controllers.label.suggestions_found import SuggestionsFound
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.text.article_pane import ArticlePane
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workspace import Workspace

_CHOICES = 9


class Suggesting(QObject):
    """Goes through the suggestions of the shown article, and decides them.

    Signals:
        changed: another suggestion is the present one, or there are others in the article.
        told: a key could do nothing; the text is the code of the reason.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        pane: ArticlePane,
        modes: Modes,
        labelling: Labelling,
        scheme: Callable[[], LabelScheme],
        suggestions: SuggestionsFound,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._modes = modes
        self._scheme = scheme
        self._suggestions = suggestions
        self._current: Suggestion | None = None
        self._deciding = False
        self._quiet = False  # a decision is under way: what it changes is told once it is done
        self._untold = False
        pane.before_change = self._on_change
        suggestions.looked.connect(self._look)
        suggestions.changed.connect(self._tell)
        labelling.putting = self._putting
        view.caret_moved.connect(self._look)
        view.selection_changed.connect(self._look)
        modes.changed.connect(self._look)

    @property
    def current(self) -> Suggestion | None:
        """The suggestion that is being decided, or None."""
        return self._current

    @property
    def count(self) -> int:
        """The number of suggestions in the shown article."""
        return sum(map(len, self._suggestions.open.values()))

    def choices(self) -> tuple[Label, ...]:
        """Return the labels of the keys 1 to 9 for the present suggestion: those suggested, then the others."""
        suggestion = self._current
        if suggestion is None:
            return ()
        scheme = self._scheme()
        ids = dict.fromkeys([label for label, _ in suggestion.labels])
        ids |= dict.fromkeys(label.id for label in scheme.labels if label.level is Level.SPAN)
        known = (scheme.label(label_id) for label_id in ids)
        return tuple(label for label in known if label is not None)[:_CHOICES]

    # Deciding.

    def decide(self, name: str) -> bool:
        """Do what a key means for the present suggestion; tells whether it meant anything."""
        if name in ("Tab", "Shift+Tab"):
            return self.step(forward=name == "Tab")
        if self._current is None:
            return False
        if name == "Enter":
            self.accept(1)
        elif name.isdigit():
            self.accept(int(name))
        elif name == "Space":
            self.reject()
        else:
            return False
        return True

    def accept(self, number: int = 1) -> None:
        """Set the present suggestion with the label of that number, counted from 1, and go to the next."""
        issue, suggestion, labels = self._workspace.issue, self._current, self.choices()
        if issue is None or suggestion is None or not 1 <= number <= len(labels):
            return
        self._do(accepting(issue, suggestion, labels[number - 1], self._workspace.who))

    def reject(self) -> None:
        """Say no to the present suggestion for good, and go to the next."""
        issue, suggestion = self._workspace.issue, self._current
        if issue is not None and suggestion is not None:
            self._do(rejecting(issue, suggestion, self._workspace.who))

    def step(self, *, forward: bool) -> bool:
        """Go to the next suggestion, or the one before; tells whether there is one."""
        issue, caret = self._workspace.issue, self._view.selection()
        article = issue.articles.get(self._workspace.article_id) if issue is not None else None
        if article is None or caret is None or not article.blocks or not self.count:
            return False
        nearest = self._nearest(article.blocks, caret, forward=forward)
        if nearest is not None:
            self._go(nearest)
        return nearest is not None

    def _nearest(
        self, blocks: tuple[str, ...], caret: tuple[str, int, str, int], *, forward: bool
    ) -> Suggestion | None:
        """Return the suggestion next to the caret or the selection; behind the last comes the first.

        Only blocks on the way to it are looked at: an article may have thousands of suggestions.
        """
        first, start, _, end = caret
        rank, way = blocks.index(first) if first in blocks else 0, 1 if forward else -1
        here = (start, end) if first in blocks else (0, 0)
        for turn in range(
            len(blocks) + 1
        ):  # the block of the caret is looked at once more, from its other end
            found = sorted(
                self._suggestions.open.get(blocks[(rank + way * turn) % len(blocks)], ()),
                key=lambda each: (each.place.start, each.place.end),
                reverse=not forward,
            )
            for each in found:
                place = (each.place.start, each.place.end)
                if turn or (place > here if forward else place < here):
                    return each
        return None

    # Where the person is.

    def _on_change(self, event: ChangeEvent) -> None:
        self._suggestions.take_change(event)
        if self._deciding:
            self._deciding = False
            QTimer.singleShot(0, self, lambda: self.step(forward=True))

    def _look(self, *_: object) -> None:
        """The suggestion that is selected, or that the caret is in, is the present one."""
        selection = self._view.selection()
        current = None
        if selection is not None and selection[0] == selection[2] and self._modes.mode is Mode.LABEL:
            here = self._suggestions.open.get(selection[0], ())
            current = next((each for each in here if _is_meant(each.place, selection[1], selection[3])), None)
        if current != self._current:
            self._current = current
            self._tell()

    def _go(self, suggestion: Suggestion) -> None:
        self._workspace.go_to(suggestion.place)
        self._look()

    def _tell(self) -> None:
        if self._quiet:
            self._untold = True
        else:
            self.changed.emit()

    def _do(self, operation: Operation) -> None:
        self._quiet, self._untold = True, False
        try:
            with self._view.reporting_once():
                done = self._workspace.perform(operation)
                went = done and self.step(forward=True)
        finally:
            self._quiet = False
        if self._untold:
            self.changed.emit()
        if done and not went:
            self.told.emit("label.no_suggestion")

    def _putting(self, label_id: str, places: tuple[Place, ...]) -> Operation:
        """Return what puts a label on places: where it is suggested, the suggestion is taken."""
        issue, label = self._workspace.issue, self._scheme().label(label_id)
        if issue is not None and label is not None and len(places) == 1:
            for each in self._suggestions.open.get(places[0].block, ()):
                if each.place == places[0]:
                    self._deciding = each is self._current and self._view.textCursor().hasSelection()
                    return accepting(issue, each, label, self._workspace.who)
        attributes = label.defaults() if label is not None else ()
        return put_label(label_id, places, self._workspace.who, attributes)


def _is_meant(place: Place, start: int, end: int) -> bool:
    """Tell whether a place is what is selected, or holds the caret."""
    return (place.start, place.end) == (start, end) or (start == end and place.start <= start < place.end)
