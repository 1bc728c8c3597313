"""Long work over the shown issue beside the window: one piece of it at a time, with the models of the detectors."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.services.background.workplaces import Workplace
from annotator.services.jobs.errands import ModelChoice
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace


class IssueWork(QObject):
    """What controllers of such work share.

    Signals:
        working: a job that has begun, and a name for what it does.
    """

    working = Signal(object, str)

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
        """Whether work is under way."""
        return self._job is not None

    def _follow(self, job: Job, what: str) -> None:
        """Begin nothing else until a job has ended, and tell of it."""
        self._job = job
        job.ended.connect(lambda: self._end(job))
        self.working.emit(job, what)

    def _end(self, job: Job) -> None:
        if self._job is job:
            self._job = None
