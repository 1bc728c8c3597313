"""Imports into the open project that are worked out at the workplace: the window only lets the rows be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from annotator.errors import UserError
from annotator.services.background.workplaces import Workplace
from annotator.services.project.session import Session
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.workspace import Workspace

Errand = Callable[..., Any]
Told = Callable[[Any], None]


class PackedImport(QObject):
    """Asks the workplace what an import would do, and carries it out."""

    def __init__(
        self, workspace: Workspace, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._workplace = workplace

    @property
    def session(self) -> Session | None:
        """The open project."""
        return self._workspace.session

    def ask(
        self,
        errand: Errand,
        *args: object,
        done: Told,
        failed: Callable[[Exception], None],
        progressed: Callable[[float], None] | None = None,
    ) -> Job:
        """Run an errand at the workplace; ``done`` gets its result."""
        return self._jobs.start(
            lambda progress, cancelled: self._workplace.run(progress, cancelled, errand, *args),
            done,
            failed=failed,
            progressed=progressed,
        )

    def carry_out(
        self,
        errand: Errand,
        *args: object,
        before: Told,
        done: Told,
        failed: Callable[[Exception], None],
        progressed: Callable[[float], None],
        began: Callable[[Job], None],
    ) -> None:
        """Have an import packed, write it beside the window, and show what came of it.

        Args:
            errand: gives something to be told, and a ``PackedProject``.
            args: its arguments.
            before: gets what is told before anything is written; may raise ``UserError``.
            done: gets it when all is there.
            failed: gets the exception; nothing has changed.
            progressed: gets the share done.
            began: gets the job that may be cancelled, until the writing begins.
        """
        session = self._workspace.session
        if session is None:
            return

        def write(result: tuple[Any, Any]) -> None:
            told, packed = result
            if self._workspace.session is not session:
                return
            try:
                before(told)
                pending = session.begin(packed)
            except UserError as error:
                if error.code == "project.changed":  # by a check in the background: worked out anew
                    pack()
                else:
                    failed(error)
                return
            self._jobs.start(
                lambda _progress, _cancelled: pending.write(),
                lambda _none: finish(told, packed.issue),
                failed=give_up,
            )

        def finish(told: object, issue: Any) -> None:
            self._workspace.finish(session, issue)
            done(told)

        def give_up(error: Exception) -> None:
            session.finish()
            failed(error)

        def pack() -> None:
            began(self.ask(errand, *args, done=write, failed=failed, progressed=progressed))

        pack()
