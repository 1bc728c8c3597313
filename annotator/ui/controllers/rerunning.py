"""Rebuilding the shown issue, and looking for doubts anew, beside the window; what people did is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.services.background.workplaces import Workplace
from annotator.services.jobs import errands
from annotator.services.jobs.errands import ModelChoice
from annotator.ui.controllers.projects import newspaper_of
from annotator.ui.workers import Job, Jobs
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.rebuilding.rerunning import Rerun


class Rerunning(QObject):
    """Runs reconstruction and detectors again over the shown issue, one undoable step each.

    What the person changes while the work is under way is not lost: the work is then begun anew.

    Signals:
        working: a job that has begun, and what it does: ``"rebuild"`` or ``"check"``.
        done: whether the issue has changed, and how many things people did could not be kept as they were.
    """

    working = Signal(object, str)
    done = Signal(bool, int)

    def __init__(
        self, workspace: Workspace, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._workplace = workplace
        self._models: ModelChoice | None = None
        self._job: Job | None = None

    def set_models(self, models: ModelChoice | None) -> None:
        """Check with these models from now on."""
        self._models = models

    @property
    def is_busy(self) -> bool:
        """Whether a re-run is under way."""
        return self._job is not None

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

        job = self._job = self._jobs.start(
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
        job.ended.connect(lambda: self._end(job))
        self.working.emit(job, what)

    def _end(self, job: Job) -> None:
        if self._job is job:
            self._job = None
