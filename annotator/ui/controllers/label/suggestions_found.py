"""The suggestions 建议 of the shown article: found at the workplace, and kept in step with what is done meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.model.article import Article, Kind
from annotator.model.issue import Issue
from annotator.model.labels import LabelScheme
from annotator.model.spans import blocks_of_spans
from annotator.services.background.workplaces import Workplace
from annotator.services.jobs import label_errands
from annotator.services.jobs.label_errands import Lists
from annotator.services.labels.gazetteers import project_gazetteers
from annotator.services.labels.suggesting import Suggestion, carried, still_open
from annotator.services.project.changes import ChangeEvent
from annotator.ui.actions.table import Mode
from annotator.ui.controllers.modes import Modes
from annotator.ui.controllers.text.article_pane import ArticlePane
from annotator.ui.editor.pane_text import SUGGESTION, Mark
from annotator.ui.editor.text_view import ArticleView
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace

_PAUSE = 400  # milliseconds after a change until all is learnt anew
_PAINT = 30  # milliseconds for the window to be painted
_SLICE = 40  # blocks whose suggestions are shown in one go: a key must not wait longer

_ByBlock = Mapping[str, tuple[Suggestion, ...]]


class SuggestionsFound(QObject):
    """Finds suggestions for the shown article beside the window, and shows them in the text.

    What was found last is remembered whole: a suggestion that was decided comes back at once when that is undone.

    Signals:
        looked: what is open may be something else.
        changed: there are other suggestions.
    """

    looked = Signal()
    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: ArticleView,
        pane: ArticlePane,
        modes: Modes,
        scheme: Callable[[], LabelScheme],
        jobs: Jobs,
        workplace: Workplace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._pane = pane
        self._modes = modes
        self._scheme = scheme
        self._jobs = jobs
        self._workplace = workplace
        self._job: Job | None = None
        self._wanted = True
        self._lists: Lists | None = None
        self._found: _ByBlock = {}  # as it was found last, carried along with the text
        self._issue: Issue | None = None  # whose text that fits
        self._open: _ByBlock = {}
        self._known: tuple[object, ...] = ()  # what the suggestions were found in and by
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._learn)
        self._painted = QTimer(self, singleShot=True, interval=_PAINT)
        self._painted.timeout.connect(self._learn)
        self._left: list[str] = []  # blocks whose suggestions are still to be shown
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._show_more)
        pane.more_marks = self._marks
        modes.changed.connect(self._on_mode)
        workspace.session_changed.connect(self.forget_lists)
        workspace.issue_changed.connect(self._begin)
        workspace.article_changed.connect(self._begin)

    @property
    def open(self) -> _ByBlock:
        """The suggestions of the shown article that nobody has decided, by block."""
        return self._open

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
        self._lists = None
        self._begin()

    def take_change(self, event: ChangeEvent) -> None:
        """Keep in step with a change; to be called before it is shown."""
        issue, patch = self._workspace.issue, event.patch
        touched = {*patch.pieces, *patch.blocks}
        if issue is None or not (touched or patch.spans or patch.articles):
            return
        if patch.spans:
            touched |= blocks_of_spans(issue, patch.spans) & self._found.keys()
        self._carry(issue, self._found.keys() & patch.blocks.keys())
        self._show(issue, touched, remarked=True)
        self._soon.start()

    # Finding.

    def _begin(self) -> None:
        """Forget what was found and look anew: another article, another project."""
        self._cancel()
        self._left = []
        self._known = ()
        gone = set(self._open)
        self._found, self._issue = {}, self._workspace.issue
        if self._issue is not None:
            self._show(self._issue, gone)
        self._learn()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _shown(self) -> Article | None:
        """Return the article suggestions are to be made for now, or None."""
        issue = self._workspace.issue
        article = issue.articles.get(self._workspace.article_id) if issue is not None else None
        wanted = self._wanted and self._modes.mode is Mode.LABEL and not self._modes.is_typing
        return article if wanted and article is not None and article.kind is Kind.ARTICLE else None

    def _learn(self) -> None:
        """Learn from the labels as they are, and find the suggestions of the shown article; at the workplace."""
        issue, session, article = self._workspace.issue, self._workspace.session, self._shown()
        if issue is None or session is None or article is None:
            return
        if (
            self._job is not None
        ):  # labelling goes on while much is learnt: what comes of it is of use all the same
            self._soon.start()
            return
        scheme = self._scheme()
        if self._lists is None:
            self._lists = Lists(scheme, project_gazetteers(session))
        lists = self._lists

        def take(found: _ByBlock) -> None:
            self._job = None
            self._known = (issue, article.id, scheme)
            now = self._workspace.issue
            if now is None:
                return
            self._left = [each for each in article.blocks if each in found or each in self._open]
            self._found, self._issue = found, issue
            self._carry(now, [each for each in found if now.blocks.get(each) is not issue.blocks[each]])
            self._show_more()
            if now is not issue:
                self._soon.start()

        self._job = self._jobs.start(
            lambda progress, cancelled: self._workplace.run(
                progress, cancelled, label_errands.suggest, issue, article.blocks, lists
            ),
            take,
            failed=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, UserError):
            # Said once; labels teach without the lists that cannot be read.
            self._lists = Lists(self._scheme(), shared=False)
            self._soon.start()
            self._workspace.failed.emit(error)
        else:
            self._jobs.failed.emit(error)

    def _carry(self, issue: Issue, block_ids: Iterable[str]) -> None:
        """Let what was found follow the text of blocks that have changed since."""
        before, self._issue = self._issue, issue
        found = dict(self._found)
        for block_id in block_ids:
            here, block = found.pop(block_id, ()), issue.blocks.get(block_id)
            old = before.blocks.get(block_id) if before is not None else None
            if block is not None and old is not None:
                found[block_id] = carried(issue, block_id, here, old.text)
        self._found = found

    def _show_more(self) -> None:
        """Show what was found in the next blocks, those in the view first."""
        issue = self._workspace.issue
        if issue is None:
            return
        at = next((self._left.index(each) for each in self._view.visible_ids() if each in self._left), 0)
        part = self._left[at : at + _SLICE]
        del self._left[at : at + _SLICE]
        self._show(issue, part)
        if self._left:
            self._next.start()

    def _show(self, issue: Issue, touched: Iterable[str], *, remarked: bool = False) -> None:
        """Work out what is open in some blocks, and show it.

        Args:
            issue: the issue as it is now.
            touched: the blocks.
            remarked: whether their marks are about to be shown anew anyway.
        """
        now = dict(self._open)
        changed = []
        for block_id in touched:
            before = now.pop(block_id, ())
            here = self._found.get(block_id, ())
            left = tuple(still_open(issue, block_id, here)) if block_id in issue.blocks else ()
            if left:
                now[block_id] = left
            if _seen(left) != _seen(before) and block_id in self._view:
                changed.append(block_id)
        self._open = now
        if not remarked:
            self._pane.show_marks_of(changed)
        self.looked.emit()
        if changed:
            self.changed.emit()

    def _marks(self, block_id: str) -> list[Mark]:
        """Return the marks of the suggestions in a block that are kept nowhere else."""
        scheme = self._scheme()
        made = []
        for each in self._open.get(block_id, ()):
            if not each.span:
                label = scheme.label(each.label)
                name, color = (label.name, label.color) if label is not None else (each.label, "")
                made.append(Mark(each.place.start, each.place.end, SUGGESTION, "", name, color))
        return made

    def _on_mode(self) -> None:
        if self._shown() is None:
            self._cancel()
        elif not self._knows_all():
            self._painted.start()  # the issue is to be sent; the mode is to be seen first

    def _knows_all(self) -> bool:
        """Whether the suggestions were found in the shown article as it is now."""
        now = (self._workspace.issue, self._workspace.article_id, self._scheme())
        return len(self._known) == len(now) and now[0] is self._known[0] and now[1:] == self._known[1:]


def _seen(found: Iterable[Suggestion]) -> list[tuple[object, str]]:
    """Return what can be seen of suggestions in the text."""
    return [(each.place, each.label) for each in found]
