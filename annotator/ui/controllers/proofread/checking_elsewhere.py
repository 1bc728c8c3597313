"""Checks blocks of issues that are not shown again after their text was changed, as by a replacement everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.errors import UserError
from annotator.model.operations import SetFlags
from annotator.services.background.workplaces import Workplace
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Checked
from annotator.services.project.changes import Cause, ChangeEvent
from annotator.ui.controllers.proofread.rechecking import Rechecking
from annotator.ui.qt.workers import Jobs, Progress
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.project.changes import Ahead

_CALM = 1500  # milliseconds without a change


class CheckingElsewhere(QObject):
    """Goes through the changed issues one by one; one that is shown meanwhile is left to ``Rechecking``."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        workplace: Workplace,
        rechecking: Rechecking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._workplace = workplace
        self._rechecking = rechecking
        self._waiting: dict[str, set[str]] = {}
        self._running = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._check_next)
        workspace.session_changed.connect(self._waiting.clear)
        workspace.issue_changed.connect(self._hand_over)
        workspace.any_changed.connect(self._on_change)

    def _on_change(self, event: ChangeEvent) -> None:
        changed = {block_id for block_id, block in event.patch.blocks.items() if block}
        if event.cause is Cause.DO and changed and event.issue != self._workspace.issue_id:
            self._waiting.setdefault(event.issue, set()).update(changed)
        if self._waiting:
            self._calm.start()

    def _hand_over(self) -> None:
        self._rechecking.check_soon(self._waiting.pop(self._workspace.issue_id, set()))

    def _check_next(self) -> None:
        session, models = self._workspace.session, self._rechecking.models
        if session is None or session.read_only or models is None or self._running or not self._waiting:
            return
        try:
            lessons = session.lessons()
        except UserError as error:
            self._jobs.failed.emit(error)
            return
        issue_id = next(iter(self._waiting))
        blocks = self._waiting.pop(issue_id)

        def work(progress: Progress, cancelled: Callable[[], bool]) -> tuple[Ahead, Checked] | None:
            from annotator.services.sources.engine_views import EngineViews
            from annotator.services.sources.page_layouts import layout_of_page

            try:
                ahead = session.read_ahead([issue_id])
            except KeyError:
                return None  # it was removed meanwhile
            # What is not read ahead is in memory.
            issue = ahead.issues.get(issue_id) or session.issue(issue_id)
            here = [block_id for block_id in blocks if block_id in issue.blocks]
            if not here:
                return None
            views = EngineViews(partial(layout_of_page, session, issue_id)).of(issue, here)
            return ahead, self._workplace.run(
                progress,
                cancelled,
                errands.check,
                issue,
                models,
                here,
                lessons,
                f"{issue_id} elsewhere",
                views,
            )

        def done(found: tuple[Ahead, Checked] | None) -> None:
            self._running = False
            if found is not None and issue_id in dict(session.issue_names):
                self._take(issue_id, blocks, *found)
            if self._waiting:
                self._calm.start(0)

        def give_up(error: Exception) -> None:
            self._running = False
            self._jobs.failed.emit(error)

        self._running = True
        self._jobs.start(work, done, failed=give_up, is_current=lambda: self._is_open(session))

    def _is_open(self, session: object) -> bool:
        """Tell whether a project is still open; what was checked of another is dropped."""
        if self._workspace.session is session:
            return True
        self._running = False
        return False

    def _take(self, issue_id: str, blocks: set[str], ahead: Ahead, found: Checked) -> None:
        """Put new flags in place, of the blocks whose text is still what was checked."""
        session = self._workspace.session
        assert session is not None
        if issue_id == self._workspace.issue_id:
            self._rechecking.check_soon(blocks)
            return
        session.take(ahead)
        issue, texts = session.issue(issue_id), found.operation.texts
        fits = {
            block_id: flags
            for block_id, flags in found.operation.flags.items()
            if block_id in issue.blocks and issue.blocks[block_id].text == texts[block_id]
        }
        if fits:
            operation = SetFlags(fits, {block_id: texts[block_id] for block_id in fits})
            self._workspace.perform_over({issue_id: (operation,)}, machine=True)
