"""Rebuilding the shown issue, and looking for doubts anew, beside the window; what people did is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.errors import UserError
from annotator.services.jobs import errands
from annotator.ui.controllers.issue_work import IssueWork
from annotator.ui.controllers.project.projects import newspaper_of

if TYPE_CHECKING:
    from annotator.services.rebuilding.rerunning import Rerun


class Rerunning(IssueWork):
    """Runs reconstruction and detectors again over the shown issue, one undoable step each.

    What the person changes while the work is under way is not lost: the work is then begun anew.

    Signals:
        working: see ``IssueWork``; the work is named ``"rebuild"`` or ``"check"``.
        done: whether the issue has changed, and how many things people did could not be kept as they were.
    """

    done = Signal(bool, int)

    def rebuild(self) -> None:
        """Rebuild the articles of the shown issue; what is new in them is checked."""
        self._start("rebuild")

    def check(self) -> None:
        """Look for doubts in the whole shown issue; what people have decided stays."""
        if self._models is not None:
            self._start("check")

    def _start(self, what: str) -> None:
        session, issue = self._workspace.session, self._workspace.issue
        if session is None or issue is None or self._job is not None or not self._workspace.can_edit:
            return
        try:
            rulings = session.rulings(issue.id) if what == "rebuild" else ()
            newspaper = newspaper_of(session)
        except UserError as error:
            self._workspace.failed.emit(error)
            return
        models, lessons = self._models, session.lessons()

        def settle(found: Rerun) -> None:
            now = self._workspace.issue
            if now is not None and now.id == issue.id and now is not issue:
                self._job = None
                self._start(what)
                return
            if now is issue and (found.operation is None or self._workspace.perform(found.operation)):
                self.done.emit(found.operation is not None, len(found.lost))

        job = self._jobs.start(
            lambda progress, cancelled: self._workplace.run(
                progress,
                cancelled,
                errands.rerun,
                issue,
                rulings,
                models,
                lessons,
                newspaper,
                session.sources(issue.id),
                rebuild=what == "rebuild",
            ),
            settle,
        )
        self._follow(job, what)
