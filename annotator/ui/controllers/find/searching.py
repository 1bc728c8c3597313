"""Searching: a query kept answered beside the window, and replacing what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.services.editing.finding import (
    MOST_HITS,
    Found,
    Passage,
    Query,
    Search,
    find_in_issue,
    find_in_project,
    prepare,
)
from annotator.services.editing.replacing import Template, replacements, template
from annotator.services.project.changes import ChangeEvent
from annotator.text.searching import Hit
from annotator.ui.qt.workers import Job, Jobs, Progress
from annotator.ui.workspace import Workspace

_TYPING = 80  # milliseconds; the answer to a query that is still being typed is of no use
_EDITING = 250
_ELSEWHERE = 1000  # a search through all issues can wait until the person pauses
_FIRST = 500  # hits that fill the list, and come at once even from a large project


class Reach(StrEnum):
    """How far a search goes."""

    ARTICLE = "article"
    ISSUE = "issue"
    PROJECT = "project"


class Searching(QObject):
    """One query and its answer, which is renewed whenever the text changes.

    Attributes:
        found: the answer to the last query that has one.
        error: why there is no answer, or None.

    Signals:
        changed: there is another answer, or none any more, or it is being looked for.
        replaced: a number of places was replaced.
    """

    changed = Signal()
    replaced = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        reach: Reach,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._reach = reach
        self._query: Query | None = None
        self._answered: Query | None = None
        self._job: Job | None = None
        self._replacing: Job | None = None
        self.found = Found()
        self.error: UserError | None = None
        self._watched = True
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.start)
        workspace.session_changed.connect(self._on_session)
        workspace.issue_changed.connect(self._on_issue)
        workspace.article_changed.connect(self._on_article)
        workspace.changed.connect(self._on_change)

    @property
    def reach(self) -> Reach:
        """How far the search goes."""
        return self._reach

    @property
    def query(self) -> Query | None:
        """What is looked for, or None."""
        return self._query

    @property
    def is_current(self) -> bool:
        """Whether ``found`` answers the present query over the present text."""
        return not self.is_busy and self._answered == self._query

    @property
    def has_answer(self) -> bool:
        """Whether ``found`` answers the present query, if perhaps not in full."""
        return self._query is not None and self._answered == self._query and not self._soon.isActive()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being looked for, or will be in a moment."""
        return self._job is not None or self._soon.isActive() or self._replacing is not None

    def set_query(self, query: Query | None) -> None:
        """Look for something else; None or an empty text for nothing."""
        wanted = query if query is not None and query.text else None
        if wanted != self._query:
            self._query = wanted
            self._renew(_TYPING)

    def set_reach(self, reach: Reach) -> None:
        """Search less or more."""
        if reach is not self._reach:
            self._reach = reach
            self._renew(0)

    def set_watched(self, watched: bool) -> None:
        """Say whether anybody sees the answer; one that nobody sees is renewed when it is seen again."""
        if watched and not self._watched and self._answered != self._query:
            self._renew(0)
        self._watched = watched

    def cancel(self) -> None:
        """Stop looking; what was found before stays."""
        self._soon.stop()
        for job in (self._job, self._replacing):
            if job is not None:
                job.cancel()
        self._job = self._replacing = None
        self.changed.emit()

    def start(self) -> None:
        """Look now; the first hits come before the rest of them."""
        self._look(_FIRST)

    def _look(self, limit: int) -> None:
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        query, issue, session = self._query, self._workspace.issue, self._workspace.session
        if query is None or issue is None or session is None:
            self._settle(query, Found(), None)
            return
        library = session.library
        article = self._workspace.article_id if self._reach is Reach.ARTICLE else None

        def look(progress: Progress, cancelled: Callable[[], bool]) -> Found:
            search: Search = prepare(query, limit=limit, cancelled=cancelled)
            if self._reach is Reach.PROJECT:
                return find_in_project(library, search, progress)
            return find_in_issue(issue, search, article)

        def take(found: Found) -> None:
            self._settle(query, found, None)
            if found.more and limit < MOST_HITS:
                self._look(MOST_HITS)

        self._job = self._jobs.start(
            look,
            take,
            failed=lambda error: self._fail(query, error),
        )
        self.changed.emit()

    def template(self, text: str) -> Template:
        """Read what is to be put in place of the hits.

        Raises:
            UserError: it names a group that the expression does not have.
        """
        query = self._answered
        if query is None or not query.regular:
            return template(text, regular=False)
        made = prepare(query).matcher
        groups = next((len(hit.groups) for passage in self.found.passages for hit in passage.hits), 0)
        return template(text, regular=True, groups=groups, names=made.names)

    def replace(self, passages: Iterable[Passage], text: str) -> None:
        """Put something in place of the hits of passages, as one step.

        Issues that are not shown are read beside the window first.
        """
        session, workspace = self._workspace.session, self._workspace
        if session is None or not workspace.can_edit or self._replacing is not None:
            return
        chosen = tuple(passages)
        try:
            operations = replacements(chosen, self.template(text), workspace.who)
        except UserError as error:
            workspace.failed.emit(error)
            return
        if not operations:
            return
        count = sum(len(passage.hits) for passage in chosen if passage.block)
        if operations.keys() == {workspace.issue_id}:
            if workspace.perform(*operations[workspace.issue_id]):
                self._tell(count)
            return

        def take(ahead: object) -> None:
            self._replacing = None
            session.take(ahead)  # type: ignore[arg-type]
            if workspace.perform_over(operations):
                self._tell(count)

        def give_up(error: Exception) -> None:
            self._replacing = None
            workspace.failed.emit(error)

        self._replacing = self._jobs.start(
            lambda _progress, _cancelled: session.read_ahead(operations),
            take,
            failed=give_up,
            is_current=lambda: workspace.session is session,
        )
        self.changed.emit()

    def _tell(self, count: int) -> None:
        self._renew(0)
        self.replaced.emit(count)

    def _settle(self, query: Query | None, found: Found, error: UserError | None) -> None:
        self._job = None
        self._answered, self.found, self.error = query, found, error
        self.changed.emit()

    def _fail(self, query: Query, error: Exception) -> None:
        if isinstance(error, UserError):
            self._settle(query, Found(), error)
            return
        self._settle(query, Found(), None)
        self._jobs.failed.emit(error)

    def _renew(self, delay: int) -> None:
        """Look again after a moment; what is under way answers a question nobody asks any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._query is None:
            self.start()
        else:
            self._soon.start(delay)
            self.changed.emit()

    def _on_session(self) -> None:
        self.cancel()
        self.found, self._answered = Found(), None
        self._renew(0)

    def _on_issue(self) -> None:
        if self._reach is Reach.ISSUE:
            self._renew(0)

    def _on_article(self) -> None:
        if self._reach is Reach.ARTICLE:
            self._renew(0)

    def _on_change(self, event: ChangeEvent) -> None:
        patch = event.patch
        if self._query is None or not (patch.blocks or patch.articles or patch.order):
            return
        if self._watched:
            self._renew(_ELSEWHERE if self._reach is Reach.PROJECT else _EDITING)
        else:
            self._answered = None


def only(passage: Passage, hits: Iterable[Hit]) -> Passage:
    """Return a passage with some of its hits."""
    return Passage(
        passage.issue,
        passage.source,
        passage.container,
        passage.block,
        passage.name,
        passage.text,
        tuple(hits),
    )
