"""A new reading of the shown page 新识读, beside the window; what people did is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.services import errands
from annotator.services.errands import ModelChoice
from annotator.services.workplaces import Workplace
from annotator.ui.controllers.linking import Linking
from annotator.ui.controllers.projects import newspaper_of
from annotator.ui.workers import Job, Jobs
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.rereading import Reread


class Rereading(QObject):
    """Puts a new reading of the page in the raw pane in its place, as one undoable step.

    What the person changes while the work is under way is not lost: the work is then begun anew.

    Signals:
        working: a job that has begun, and what it does: ``"reread"``.
        done: how many corrections stand in the new reading already, and how many things people did could not be kept
            as they were.
        unlike: a file that has hardly anything in common with the page, and the page's id.
    """

    working = Signal(object, str)
    done = Signal(int, int)
    unlike = Signal(object, str)

    def __init__(
        self,
        workspace: Workspace,
        linking: Linking,
        jobs: Jobs,
        workplace: Workplace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._linking = linking
        self._jobs = jobs
        self._workplace = workplace
        self._models: ModelChoice | None = None
        self._job: Job | None = None

    def set_models(self, models: ModelChoice | None) -> None:
        """Check with these models from now on."""
        self._models = models

    @property
    def is_busy(self) -> bool:
        """Whether a page is being read anew."""
        return self._job is not None

    def read(self, file: Path, *, page: str = "", anyway: bool = False) -> None:
        """Read a page anew.

        Args:
            file: the file with the new reading.
            page: id of the page; empty for the shown one.
            anyway: whether to take a reading that has hardly anything in common with the page.
        """
        session, issue = self._workspace.session, self._workspace.issue
        page = page or self._linking.page_id
        if session is None or issue is None or page not in issue.pages or self._job is not None:
            return
        if not self._workspace.can_edit:
            return
        try:
            rulings, newspaper = session.rulings(issue.id), newspaper_of(session)
        except UserError as error:
            self._workspace.failed.emit(error)
            return
        models, lessons = self._models, session.lessons()

        def settle(found: Reread) -> None:
            now = self._workspace.issue
            if now is not None and now.id == issue.id and now is not issue:
                self._job = None
                self.read(file, page=page, anyway=anyway)
            elif now is issue and self._put(found):
                self.done.emit(found.agreed, len(found.lost))

        def refuse(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == "reread.unlike":
                self.unlike.emit(file, page)
            else:
                self._workspace.failed.emit(error)

        job = self._job = self._jobs.start(
            lambda progress, cancelled: self._workplace.run(
                progress,
                cancelled,
                errands.reread,
                issue,
                (file,),
                page,
                rulings,
                models,
                lessons,
                newspaper,
                session.sources(issue.id),
                anyway=anyway,
            ),
            settle,
            failed=refuse,
        )
        job.ended.connect(lambda: self._end(job))
        self.working.emit(job, "reread")

    def _put(self, found: Reread) -> bool:
        from annotator.services.rereading import keep_files

        session = self._workspace.session
        if session is None or found.operation is None:
            return False
        try:
            keep_files(session, self._workspace.issue_id, found.readings)
        except UserError as error:
            self._workspace.failed.emit(error)
            return False
        return self._workspace.perform(found.operation)

    def _end(self, job: Job) -> None:
        if self._job is job:
            self._job = None
