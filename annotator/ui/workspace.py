"""What is open, and where the person is: one project, one issue of it, one article or container of that.

Everything that changes a project goes through ``perform`` here, and everything that must know of it listens to
``changed``; no view tells another to redraw.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.model.article import Kind
from annotator.model.issue import Issue
from annotator.model.operations import Operation, OperationError
from annotator.model.provenance import Place
from annotator.model.source import SourceFile
from annotator.services.doubts.stream import Choice, suited
from annotator.services.files.image_pairing import FoundImage
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.services.project.project_words import add_word
from annotator.services.project.session import Session
from annotator.ui.places import place_of

log = logging.getLogger(__name__)


class Workspace(QObject):
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
        self._unsubscribe: Callable[[], None] = lambda: None

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

    def set_who(self, who: str) -> None:
        """Sign what is changed from now on with another name."""
        self._who = who
        if self._session:
            self._session.who = who

    def open(self, session: Session | None) -> None:
        """Show a project, closing the one shown before; its first issue is shown."""
        if self._session and self._session is not session:
            self._session.close()
        self._session = session
        self._issue_id = self._article_id = ""
        self._unsubscribe = lambda: None
        if session:
            session.who = self._who
            self._unsubscribe = session.subscribe(self._on_change)
        self.session_changed.emit()
        issues = session.issues if session else ()
        if issues:
            self.show_issue(issues[0].id)
        else:
            self.article_changed.emit()
            self.issue_changed.emit()

    def release(self) -> Session | None:
        """Give the project up without closing it, for another window; nothing is shown after that."""
        session, self._session = self._session, None
        self._issue_id = self._article_id = ""
        self._unsubscribe()
        return session

    def finish(self, session: Session, issue: Issue | None = None) -> None:
        """Put in force what was written beside the window, and show an issue that came with it.

        Args:
            session: the project it was written into, which may be another one by now.
            issue: the issue that was added, or None.
        """
        session.finish()
        if session is not self._session:
            return
        if issue is not None:
            self.session_changed.emit()
            self.show_issue(issue.id)
        session.forget_all_but(self._issue_id)

    def add_issue(
        self,
        issue: Issue,
        sources: Sequence[SourceFile] = (),
        images: Mapping[str, FoundImage] | None = None,
    ) -> None:
        """Add an imported issue to the open project and show it."""
        if self._session is None:
            return
        try:
            self._session.add_issue(issue, sources, images)
        except UserError as error:
            self._refuse(error)
            return
        self.session_changed.emit()
        self.show_issue(issue.id)

    def take_issue(self, issue: Issue) -> None:
        """Show an imported issue that has been written into the open project."""
        if self._session is not None:
            self._session.take_issue(issue)
            self.session_changed.emit()
            self.show_issue(issue.id)

    def rename_issue(self, issue_id: str, name: str) -> None:
        """Give an issue of the open project another name."""
        if self._session is None:
            return
        try:
            self._session.rename_issue(issue_id, name)
        except UserError as error:
            self._refuse(error)
            return
        self.issue_renamed.emit()

    def remove_issue(self, issue_id: str) -> None:
        """Remove an issue of the open project for good; if it was shown, the next one is, or the one before it."""
        if self._session is None:
            return
        order = [key for key, _ in self._session.issue_names]
        at = order.index(issue_id)
        try:
            self._session.remove_issue(issue_id)
        except UserError as error:
            self._refuse(error)
            return
        was_shown = issue_id == self._issue_id
        if was_shown:
            self._issue_id = self._article_id = ""
        self.session_changed.emit()
        beside = [*order[at + 1 :], *reversed(order[:at])]
        if was_shown and beside:
            self.show_issue(beside[0])
        if not self._issue_id:
            self.article_changed.emit()
            self.issue_changed.emit()

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

    # Changing.

    def perform_all(self, operations: Mapping[str, Sequence[Operation]]) -> bool:
        """Do operations to several issues of the project as one step; tells whether they were done."""
        if not self._session:
            return False
        try:
            self._session.perform_all(operations)
        except (UserError, OperationError) as error:
            self._refuse(error)
            return False
        return True

    def perform(
        self, *operations: Operation, machine: bool = False, continued: bool = False, lasting: bool = False
    ) -> bool:
        """Do operations to the shown issue as one step, see ``Session.perform``; tells whether they were done."""
        if not self._session or not self._issue_id:
            return False
        try:
            self._session.perform(
                self._issue_id, *operations, machine=machine, continued=continued, lasting=lasting
            )
        except (UserError, OperationError) as error:
            self._refuse(error)
            return False
        return True

    def add_word(self, word: str) -> bool:
        """Add a word to the project's, with the shown issue; tells whether it is known now."""
        if not self._session or not self._issue_id:
            return False
        try:
            add_word(self._session, self._issue_id, word)
        except (UserError, OperationError) as error:
            self._refuse(error)
            return False
        return True

    def perform_over(self, operations: Mapping[str, Sequence[Operation]], *, machine: bool = False) -> bool:
        """Do operations to several issues, by their ids, as one step; tells whether they were done."""
        if not self._session:
            return False
        try:
            self._session.perform_all(operations, machine=machine)
        except (UserError, OperationError) as error:
            self._refuse(error)
            return False
        finally:
            if self._session:
                self._session.forget_all_but(self._issue_id)
        return True

    def undo_since(self, seq: int) -> None:
        """Take back all steps done after the journal entry ``seq``."""
        if self._session is None:
            return
        try:
            self._session.undo_since(seq)
        except UserError as error:
            self._refuse(error)

    def undo(self) -> tuple[Operation, ...]:
        """Take the last step back and go to a place that changed; returns what was taken back in that issue."""
        return self._step(back=True)

    def redo(self) -> tuple[Operation, ...]:
        """Do the step again that was taken back last and go to a place that changed."""
        return self._step(back=False)

    def _step(self, *, back: bool) -> tuple[Operation, ...]:
        if not self._session:
            return ()
        owners = self._session.issues_of_undo if back else self._session.issues_of_redo
        try:
            operations = self._session.undo() if back else self._session.redo()
        except (UserError, OperationError) as error:
            self._refuse(error)
            return ()
        if operations and self._issue_id not in owners:
            self.show_issue(owners[0])
        if set(owners) - {self._issue_id}:
            self._session.forget_all_but(self._issue_id)
        issue = self.issue
        here = tuple(
            operation for operation, owner in zip(operations, owners, strict=True) if owner == self._issue_id
        )
        if issue is not None:
            place = next(filter(None, (place_of(issue, entry) for entry in here)), None)
            if place is not None:
                self.go_to(place)
        return here

    def _refuse(self, error: Exception) -> None:
        log.info("refused: %s", error)
        self.failed.emit(error)

    def _on_change(self, event: ChangeEvent) -> None:
        if self._session is None:
            return
        if event.cause in (Cause.UNDO, Cause.REDO) or event.patch.words:
            self._known_stale = True
        if event.issue == self._issue_id:
            self._tell_change(self._session.issue(self._issue_id), event)
        self.any_changed.emit(event)

    def _tell_change(self, issue: Issue, event: ChangeEvent) -> None:
        if 2 * len(event.patch.flags) > len(issue.blocks):
            # The issue was checked anew. Single decisions and edits must not move what is shown.
            self.choose(self._choice)
        if self._article_id not in issue.articles:
            self._article_id = next(iter(issue.order), "")
            self.changed.emit(event)
            self.article_changed.emit()
        else:
            self.changed.emit(event)


def container_kind(issue: Issue, article_id: str) -> Kind | None:
    """Return what a container is, or None if the issue has none of that id."""
    article = issue.articles.get(article_id)
    return article.kind if article else None
