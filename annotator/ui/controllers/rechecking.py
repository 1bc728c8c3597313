"""Checks blocks again after their text was changed, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.model.operations import SetFlags
from annotator.services.lessons import Lessons, lessons_of
from annotator.services.session import Cause, ChangeEvent
from annotator.ui.workers import Jobs
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.model.issue import Issue
    from annotator.services.checking import Models

_PAUSE = 700  # milliseconds without a change before a check begins, so that typing is not disturbed


class Rechecking(QObject):
    """Gives changed blocks new flags once the person pauses.

    What a check found is dropped when the text has changed meanwhile; the blocks are then checked anew.
    """

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._models: Models | None = None
        self._waiting: set[str] = set()
        self._running = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._start)
        workspace.changed.connect(self._on_change)
        workspace.issue_changed.connect(self._waiting.clear)

    def set_models(self, models: Models | None) -> None:
        """Check with these models from now on."""
        self._models = models

    def _on_change(self, event: ChangeEvent) -> None:
        if event.cause is Cause.DO and event.patch.blocks and self._models is not None:
            self._waiting |= {block_id for block_id, block in event.patch.blocks.items() if block}
            self._pause.start()

    def _start(self) -> None:
        issue, issue_id = self._workspace.issue, self._workspace.issue_id
        session = self._workspace.session
        if issue is None or session is None or self._running or not self._workspace.can_edit:
            return
        blocks = [block_id for block_id in self._waiting if block_id in issue.blocks]
        self._waiting.clear()
        if not blocks:
            return
        models = self._models
        lessons = lessons_of(session)
        texts = {block_id: issue.blocks[block_id].text for block_id in blocks}
        self._running = True

        def settle(operation: SetFlags) -> None:
            self._running = False
            now = self._workspace.issue
            if now is None or self._workspace.issue_id != issue_id:
                return
            fresh = {
                block_id: flags
                for block_id, flags in operation.flags.items()
                if block_id in now.blocks
                and now.blocks[block_id].text == texts[block_id]
                # What was decided meanwhile must not be opened again by flags made before.
                and now.flags.get(block_id) == issue.flags.get(block_id)
                and _differ(flags, now.flags.get(block_id, ()))
            }
            if fresh:
                self._workspace.perform(
                    SetFlags(fresh, {block_id: texts[block_id] for block_id in fresh}), machine=True
                )
            if self._waiting:
                self._pause.start()

        def give_up(error: Exception) -> None:
            self._running = False
            self._jobs.failed.emit(error)

        self._jobs.start(
            lambda _progress, cancelled: check_issue(issue, models, blocks, lessons, cancelled=cancelled),
            settle,
            failed=give_up,
        )


def check_issue(
    issue: Issue,
    models: Models | None,
    block_ids: list[str],
    lessons: Lessons,
    *,
    cancelled: Callable[[], bool],
) -> SetFlags:
    """Check blocks; called beside the window."""
    # The detectors bring dictionaries along: they are loaded when the window has been painted.
    from annotator.services import checking

    return checking.check_issue(issue, models, block_ids, lessons, cancelled=cancelled)


def _differ(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    """Tell whether two lists of flags say something else, ids left aside: a check gives new ids."""

    def plain(flags: tuple[object, ...]) -> list[tuple[object, ...]]:
        keys = ("start", "end", "text", "status", "reason", "candidates")
        return sorted((tuple(getattr(flag, key) for key in keys) for flag in flags), key=repr)

    return plain(new) != plain(old)
