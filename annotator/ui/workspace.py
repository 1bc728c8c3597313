"""The open project as the window works on it: everything that changes it goes through ``perform`` here.

What must know of a change listens to ``changed``; no view tells another to redraw. A step is shown first and is on disk
before anything else is changed: see ``Session.save``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from annotator.errors import UserError
from annotator.model.issue import Issue
from annotator.model.operations import Operation, OperationError
from annotator.model.source import SourceFile
from annotator.services.doubts.stream import Choice
from annotator.services.files.image_pairing import FoundImage
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.services.project.project_words import add_word
from annotator.services.project.session import Session
from annotator.ui.places import place_of
from annotator.ui.shown import Shown, container_kind

_SEEN = 30
"""Milliseconds until what was done is on the screen: a timer of no time comes before the repaint on most platforms, and
a slow disk would hold that up."""


class Workspace(Shown):
    """The open project, the place in it, and what can be done to it."""

    def __init__(self, who: str = "", choice: Choice | None = None, parent: QObject | None = None) -> None:
        super().__init__(who, choice, parent)
        self._unsubscribe: Callable[[], None] = lambda: None
        self._unsaved: tuple[Operation, ...] = ()
        self._save_soon = QTimer(self, singleShot=True, interval=_SEEN)
        self._save_soon.timeout.connect(self.save)

    # What is open.

    def set_who(self, who: str) -> None:
        """Sign what is changed from now on with another name."""
        self._who = who
        if self._session:
            self._session.who = who

    def open(self, session: Session | None) -> None:
        """Show a project, closing the one shown before; its first issue is shown."""
        self.save()
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
        self.save()
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

    # Changing.

    def save(self) -> bool:
        """Wait until what was done last is on disk; tells whether it is.

        What could not be written has been taken back; its place is shown again.
        """
        self._save_soon.stop()
        unsaved, self._unsaved = self._unsaved, ()
        if self._session is None:
            return True
        try:
            self._session.save()
        except UserError as error:
            self._refuse(error)
            self._go_to_first(unsaved)
            return False
        return True

    def _save_later(self, operations: Sequence[Operation]) -> None:
        self._unsaved = tuple(operations)
        self._save_soon.start()

    def perform_all(self, operations: Mapping[str, Sequence[Operation]]) -> bool:
        """Do operations to several issues of the project as one step; tells whether they were done."""
        if not self._session or not self.save():
            return False
        try:
            self._session.perform_all(operations, behind=True)
        except (UserError, OperationError) as error:
            self._refuse(error)
            return False
        self._save_later(operations.get(self._issue_id, ()))
        return True

    def perform(
        self, *operations: Operation, machine: bool = False, continued: bool = False, lasting: bool = False
    ) -> bool:
        """Do operations to the shown issue as one step, see ``Session.perform``; tells whether they were done."""
        if not self._session or not self._issue_id or not self.save():
            return False
        how = {"machine": machine, "continued": continued, "lasting": lasting}
        try:
            self._session.perform(self._issue_id, *operations, **how, behind=True)
        except (UserError, OperationError) as error:
            self._refuse(error)
            return False
        self._save_later(() if machine or lasting else operations)
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
        if not self._session or not self.save():
            return ()
        owners = self._session.issues_of_undo if back else self._session.issues_of_redo
        try:
            operations = self._session.undo(behind=True) if back else self._session.redo(behind=True)
        except (UserError, OperationError) as error:
            self._refuse(error)
            return ()
        if operations and self._issue_id not in owners:
            self.show_issue(owners[0])
        if set(owners) - {self._issue_id}:
            self._session.forget_all_but(self._issue_id)
        here = tuple(
            operation for operation, owner in zip(operations, owners, strict=True) if owner == self._issue_id
        )
        self._save_later(here)
        self._go_to_first(here)
        return here

    def _go_to_first(self, operations: Sequence[Operation]) -> None:
        """Bring the first place into view that operations act on."""
        issue = self.issue
        if issue is not None:
            place = next(filter(None, (place_of(issue, entry) for entry in operations)), None)
            if place is not None:
                self.go_to(place)

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


__all__ = ["Workspace", "container_kind"]
