"""What is open, and where the person is: one project, one issue of it, one article or container of that."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.provenance import Place
from annotator.services.doubts.stream import Choice, suited
from annotator.services.project.session import Session

log = logging.getLogger(__name__)


class Shown(QObject):
    """The open project and the place in it.

    Signals:
        session_changed: another project is open, or none.
        issue_changed: another issue is shown, or none.
        issue_renamed: an issue has another name.
        article_changed: another article or container is shown.
        changed: a ``ChangeEvent`` of the shown issue.
        any_changed: a ``ChangeEvent`` of any issue of the project, after ``changed``.
        place_requested: a ``Place`` to be brought into view; its article is shown already.
        page_requested: the id of a page to be shown.
        choice_changed: other doubts than before are shown, or in another order.
        checked: the first check of an issue has come to its end.
        failed: a ``UserError`` or ``OperationError`` that stopped a change.
    """

    session_changed = Signal()
    issue_changed = Signal()
    issue_renamed = Signal()
    article_changed = Signal()
    changed = Signal(object)
    any_changed = Signal(object)
    place_requested = Signal(object)
    page_requested = Signal(str)
    choice_changed = Signal()
    checked = Signal()
    failed = Signal(object)

    def __init__(self, who: str = "", choice: Choice | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._issue_id = ""
        self._article_id = ""
        self._choice = choice or Choice()
        self._who = who
        self._known: frozenset[str] = frozenset()
        self._known_stale = True

    # What is open.

    @property
    def session(self) -> Session | None:
        """The open project, or None."""
        return self._session

    @property
    def issue(self) -> Issue | None:
        """The shown issue as it is now, or None."""
        return self._session.issue(self._issue_id) if self._session and self._issue_id else None

    @property
    def issue_id(self) -> str:
        """The id of the shown issue, or an empty string."""
        return self._issue_id

    @property
    def article_id(self) -> str:
        """The id of the shown article or container, or an empty string."""
        return self._article_id

    @property
    def who(self) -> str:
        """The person's name, which signs what is changed; may be empty."""
        return self._who

    @property
    def can_edit(self) -> bool:
        """Whether there is an issue that may be changed."""
        return bool(self._session and self._issue_id and not self._session.read_only)

    @property
    def can_import(self) -> bool:
        """Whether there is a project that pages can be added to."""
        return bool(self._session and not self._session.read_only)

    @property
    def known(self) -> frozenset[str]:
        """The texts people hold to be right wherever they stand; the same object until there are others."""
        if self._known_stale:
            self._known_stale = False
            known: frozenset[str] = self._session.lessons().known if self._session else frozenset()
            if known != self._known:
                self._known = known
        return self._known

    @property
    def choice(self) -> Choice:
        """Which doubts are shown, and in which order."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Show other doubts, or show them in another order; a rate of false flags is one in the shown issue."""
        choice = self._suited(choice)
        if choice != self._choice:
            self._choice = choice
            self.choice_changed.emit()

    def _suited(self, choice: Choice) -> Choice:
        """Fit a choice to the shown issue; what detectors say of one is not known before its first check has ended."""
        return suited(choice, self.issue if self.is_checked else None)

    @property
    def is_checked(self) -> bool:
        """Whether an issue is shown whose first check has ended; until then there may be more doubts than are known."""
        session, issue = self._session, self.issue
        return session is not None and issue is not None and issue.id not in session.unchecked()

    def note_checked(self, issue_id: str) -> None:
        """Take note that the first check of an issue has come to its end."""
        if self._session is None:
            return
        try:
            self._session.note_checked(issue_id)
        except UserError as error:
            self._refuse(error)
        self.checked.emit()

    # Where the person is.

    def show_issue(self, issue_id: str) -> None:
        """Show an issue, beginning with its first article."""
        if not self._session or issue_id == self._issue_id:
            return
        try:
            issue = self._session.issue(issue_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._issue_id = issue_id
        self._known_stale = True
        self._choice = self._suited(self._choice)
        self._article_id = next(iter(issue.order), "") or next(
            (article.id for article in issue.articles.values() if article.blocks), ""
        )
        # The article first: who listens to the issue may ask for a place in it.
        self.article_changed.emit()
        self.issue_changed.emit()

    def show_article(self, article_id: str) -> None:
        """Show an article, the furniture or the tray."""
        issue = self.issue
        if issue is None or article_id == self._article_id or article_id not in issue.articles:
            return
        self._article_id = article_id
        self.article_changed.emit()

    def go_to(self, place: Place) -> None:
        """Bring a place into view, in whatever container it is; a place that is no more is passed over."""
        issue = self.issue
        if issue is None or place.block not in issue.blocks:
            return
        self.show_article(issue.article_of(place.block).id)
        self.place_requested.emit(place)

    # Inside.

    def _refuse(self, error: Exception) -> None:
        log.info("refused: %s", error)
        self.failed.emit(error)


def container_kind(issue: Issue, article_id: str) -> Kind | None:
    """Return what a container is, or None if the issue has none of that id."""
    article = issue.articles.get(article_id)
    return article.kind if article else None
