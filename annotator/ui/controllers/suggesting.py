"""The stream of suggestions 建议 in label mode: from one to the next, one key each."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.labels import Label, LabelScheme, Level
from annotator.model.operations import Operation
from annotator.model.provenance import Place
from annotator.services.background.workplaces import WorkCancelled
from annotator.services.labels.gazetteers import Listed, global_gazetteers, listed, project_gazetteers
from annotator.services.labels.labelling import put_label
from annotator.services.labels.suggesting import (
    Learnt,
    Suggestion,
    accepting,
    learn,
    rejecting,
    still_open,
    suggestions,
)
from annotator.services.project.session import ChangeEvent
from annotator.ui.actions import Mode
from annotator.ui.controllers.article_pane import ArticlePane
from annotator.ui.controllers.labelling import Labelling
from annotator.ui.controllers.modes import Modes
from annotator.ui.editor.pane_text import SUGGESTION, Mark
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.workers import Job, Jobs
from annotator.ui.workspace import Workspace

_PAUSE = 400  # milliseconds after a change until all is learnt anew
_PAINT = 30  # milliseconds for the window to be painted
_SHORT = 4000  # characters of changed text up to which its suggestions are worked out at once
_CHOICES = 9


class Suggesting(QObject):
    """Finds suggestions for the shown article beside the window, and decides them.

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
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._pane = pane
        self._modes = modes
        self._labelling = labelling
        self._scheme = scheme
        self._jobs = jobs
        self._job: Job | None = None
        self._wanted = True
        self._learnt: Learnt | None = None
        self._listed: Listed | None = None
        self._found: dict[str, list[Suggestion]] = {}
        self._current: Suggestion | None = None
        self._deciding = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._learn)
        self._painted = QTimer(self, singleShot=True, interval=_PAINT)
        self._painted.timeout.connect(self._learn)
        self._known: tuple[object, ...] = ()  # what the suggestions were found in and by
        pane.more_marks = self._marks
        pane.before_change = self._on_change
        labelling.putting = self._putting
        view.caret_moved.connect(self._look)
        view.selection_changed.connect(self._look)
        modes.changed.connect(self._on_mode)
        workspace.session_changed.connect(self.forget_lists)
        workspace.issue_changed.connect(self._begin)
        workspace.article_changed.connect(self._begin)

    @property
    def current(self) -> Suggestion | None:
        """The suggestion that is being decided, or None."""
        return self._current

    @property
    def found(self) -> Mapping[str, Sequence[Suggestion]]:
        """The suggestions of the shown article, by block."""
        return self._found

    @property
    def count(self) -> int:
        """The number of suggestions in the shown article."""
        return sum(map(len, self._found.values()))

    @property
    def is_wanted(self) -> bool:
        """Whether suggestions are made at all."""
        return self._wanted

    def toggle(self) -> None:
        """Make suggestions, or make none."""
        self._wanted = not self._wanted
        self._begin()

    def forget_lists(self) -> None:
        """Read the gazetteers and the scheme again: there are others."""
        self._listed = None
        self._begin()

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
        if article is None or caret is None or not self.count:
            return False
        ranks = {block_id: rank for rank, block_id in enumerate(article.blocks)}
        ordered = sorted(
            (each for found in self._found.values() for each in found if each.place.block in ranks),
            key=lambda each: (ranks[each.place.block], each.place.start),
        )
        if not ordered:
            return False
        here = (ranks.get(caret[0], 0), caret[1], caret[3])
        places = [(ranks[each.place.block], each.place.start, each.place.end) for each in ordered]
        if forward:
            wanted = next((at for at, place in enumerate(places) if place > here), 0)
        else:
            wanted = next((at for at in range(len(places) - 1, -1, -1) if places[at] < here), len(places) - 1)
        self._go(ordered[wanted])
        return True

    # Finding.

    def _begin(self) -> None:
        """Forget what was found and look anew: another article, another project."""
        self._known = ()
        self._show({})
        self._learn()

    def _learn(self) -> None:
        """Learn from the labels as they are, and find the suggestions of the shown article; beside the window."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        issue, session = self._workspace.issue, self._workspace.session
        article = issue.articles.get(self._workspace.article_id) if issue is not None else None
        wanted = self._wanted and self._modes.mode is Mode.LABEL and not self._modes.is_typing
        if (
            issue is None
            or session is None
            or article is None
            or article.kind is not Kind.ARTICLE
            or not wanted
        ):
            return
        lists, scheme = self._listed, self._scheme()
        own = project_gazetteers(session) if lists is None else ()

        def find(_progress: object, cancelled: Callable[[], bool]) -> tuple[Listed, Learnt, list[Suggestion]]:
            names = lists if lists is not None else listed((*global_gazetteers(), *own), scheme)
            learnt = learn(issue, names.labels, names.phrases)
            found = []
            for block_id in article.blocks:
                if cancelled():  # the interpreter's time is wanted for what is looked at now
                    raise WorkCancelled
                found += suggestions(issue, (block_id,), learnt)
            return names, learnt, found

        def take(answer: tuple[Listed, Learnt, list[Suggestion]]) -> None:
            self._job = None
            self._listed, self._learnt, found = answer
            self._known = (issue, article.id, scheme)
            if self._workspace.issue is not issue:
                # Something was done meanwhile; what it touched is looked at again.
                self._soon.start()
                return
            by_block: dict[str, list[Suggestion]] = {}
            for each in found:
                by_block.setdefault(each.place.block, []).append(each)
            self._show(by_block)

        self._job = self._jobs.start(find, take, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        self._job = None
        self._listed = Listed()
        if isinstance(error, UserError):
            self._workspace.failed.emit(error)
        else:
            self._jobs.failed.emit(error)

    def _on_change(self, event: ChangeEvent) -> None:
        issue, patch = self._workspace.issue, event.patch
        touched = dict.fromkeys(patch.pieces, False) | dict.fromkeys(patch.blocks, True)
        if issue is None or not (touched or patch.spans or patch.articles):
            return
        if patch.spans:
            touched |= {
                block_id: False
                for block_id in self._found
                if block_id not in touched
                and any(piece.span in patch.spans for piece in issue.pieces.get(block_id, ()))
            }
        self._renew(issue, touched)
        if self._deciding:
            self._deciding = False
            QTimer.singleShot(0, self, lambda: self.step(forward=True))
        self._soon.start()

    def _renew(self, issue: Issue, touched: Mapping[str, bool]) -> None:
        """Work out the suggestions of changed blocks by what was learnt before, as far as they are short.

        Args:
            issue: the issue as it is now.
            touched: the blocks, and of each whether its text changed.
        """
        found = dict(self._found)
        room = _SHORT
        for block_id, other_text in touched.items():
            block = issue.blocks.get(block_id)
            before = found.pop(block_id, [])
            if block is None or self._learnt is None or block_id not in self._view:
                continue
            room -= len(block.text)
            if room >= 0 and self._wanted and self._modes.mode is Mode.LABEL:
                found[block_id] = suggestions(issue, [block_id], self._learnt)
            elif not other_text:
                found[block_id] = still_open(issue, block_id, before)
        self._show(found, touched)

    def _show(self, found: dict[str, list[Suggestion]], remarked: Container[str] = ()) -> None:
        """Take up other suggestions.

        Args:
            found: the suggestions by block.
            remarked: the blocks whose marks are about to be shown anew anyway.
        """
        before, self._found = self._found, {key: value for key, value in found.items() if value}
        changed = [
            block_id
            for block_id in {*before, *self._found}
            if _seen(before.get(block_id)) != _seen(self._found.get(block_id)) and block_id in self._view
        ]
        self._pane.show_marks_of(block_id for block_id in changed if block_id not in remarked)
        self._look()
        if changed:
            self.changed.emit()

    def _marks(self, block_id: str) -> list[Mark]:
        """Return the marks of the suggestions in a block that are kept nowhere else."""
        scheme = self._scheme()
        made = []
        for each in self._found.get(block_id, ()):
            if not each.span:
                label = scheme.label(each.label)
                name, color = (label.name, label.color) if label is not None else (each.label, "")
                made.append(Mark(each.place.start, each.place.end, SUGGESTION, "", name, color))
        return made

    # Where the person is.

    def _look(self, *_: object) -> None:
        """The suggestion that is selected, or that the caret is in, is the present one."""
        selection = self._view.selection()
        current = None
        if selection is not None and selection[0] == selection[2] and self._modes.mode is Mode.LABEL:
            here = self._found.get(selection[0], ())
            current = next((each for each in here if _is_meant(each.place, selection[1], selection[3])), None)
        if current != self._current:
            self._current = current
            self.changed.emit()

    def _go(self, suggestion: Suggestion) -> None:
        self._workspace.go_to(suggestion.place)
        self._look()

    def _do(self, operation: Operation) -> None:
        if self._workspace.perform(operation) and not self.step(forward=True):
            self.told.emit("label.no_suggestion")

    def _putting(self, label_id: str, places: tuple[Place, ...]) -> Operation:
        """Return what puts a label on places: where it is suggested, the suggestion is taken."""
        issue, label = self._workspace.issue, self._scheme().label(label_id)
        if issue is not None and label is not None and len(places) == 1:
            for each in self._found.get(places[0].block, ()):
                if each.place == places[0]:
                    self._deciding = each is self._current and self._view.textCursor().hasSelection()
                    return accepting(issue, each, label, self._workspace.who)
        attributes = label.defaults() if label is not None else ()
        return put_label(label_id, places, self._workspace.who, attributes)

    def _on_mode(self) -> None:
        if self._modes.mode is Mode.LABEL and not self._modes.is_typing and not self._knows_all():
            # Beside the window, but for the interpreter's time; the mode is to be seen first.
            self._painted.start()
        elif self._modes.mode is not Mode.LABEL and self._job is not None:
            self._job.cancel()
            self._job = None
        self._look()

    def _knows_all(self) -> bool:
        """Whether the suggestions were found in the shown article as it is now."""
        now = (self._workspace.issue, self._workspace.article_id, self._scheme())
        return len(self._known) == len(now) and now[0] is self._known[0] and now[1:] == self._known[1:]


def _is_meant(place: Place, start: int, end: int) -> bool:
    """Tell whether a place is what is selected, or holds the caret."""
    return (place.start, place.end) == (start, end) or (start == end and place.start <= start < place.end)


def _seen(found: Sequence[Suggestion] | None) -> list[tuple[Place, str]]:
    """Return what can be seen of suggestions in the text."""
    return [(each.place, each.label) for each in found or ()]
