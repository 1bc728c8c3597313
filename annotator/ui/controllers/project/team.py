"""Several people at one project: splitting it, merging their work, deciding conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from annotator.errors import UserError
from annotator.paths import data_folder
from annotator.services.background.workplaces import WorkCancelled
from annotator.services.project.session import Session
from annotator.ui.dialogs.files import ask_packages
from annotator.ui.dialogs.help import show_message
from annotator.ui.main_window import MainWindow
from annotator.ui.qt.workers import Jobs
from annotator.ui.words import errors

if TYPE_CHECKING:
    from annotator.services.team.merging import MergePlan
    from annotator.services.team.packages import SplitPlan, Written


class Team(QObject):
    """What the actions about several people do. What they need is loaded when somebody asks, not with the window."""

    def __init__(self, window: MainWindow, jobs: Jobs, tell_error: Callable[[Exception], None]) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._tell_error = tell_error
        window.actions_.connect_all(
            {
                "split_project": self._ask_split,
                "merge_packages": self._ask_merge,
                "conflicts": self.show_conflicts,
            }
        )

    def _ask_split(self) -> None:
        from annotator.services.team.packages import given_out
        from annotator.ui.dialogs.packages_dialog import PackagesDialog

        session = self._window.workspace.session
        if session is None:
            return
        try:
            given = given_out(session)
        except UserError as error:
            self._tell_error(error)
            return
        articles = sum(info.n_articles for info in session.issues)
        folder = session.path.parent / f"{session.path.stem}-packages"
        dialog = PackagesDialog(folder, given, articles, self._window)
        dialog.chosen.connect(self.split)
        dialog.open()

    def split(self, plan: SplitPlan, folder: Path) -> None:
        """Write work packages into a folder, beside the window."""
        from annotator.services.team.packages import remember, write_packages

        session = self._window.workspace.session
        if session is None:
            return

        def done(written: Written) -> None:
            try:
                remember(session, written)
            except UserError as error:
                self._tell_error(error)
                return
            names = "\n".join(path.name for path in written.paths)
            text = self.tr("In the folder {folder}:").format(folder=str(folder))
            show_message(
                self._window, self.tr("Work packages"), f"{text}\n\n{names}", QMessageBox.Icon.Information
            )

        self._jobs.start(
            lambda progress, cancelled: write_packages(session, plan, folder, _teller(progress, cancelled)),
            done,
            failed=self._fail,
            is_current=lambda: self._window.workspace.session is session,
        )

    def _ask_merge(self) -> None:
        session = self._window.workspace.session
        if session is None:
            return
        title = self.tr("Merge work packages")
        ask_packages(self._window, title, session.path.parent, self.merge)

    def merge(self, paths: Sequence[Path]) -> None:
        """Merge files into the open project: worked out beside the window, then done as one step."""
        from annotator.services.recovery.backups import folder_of
        from annotator.services.team.merging import back_up, plan_merge

        session = self._window.workspace.session
        if session is None:
            return
        backups = folder_of(data_folder(), session.path)

        def work(progress: Callable[[float], None], cancelled: Callable[[], bool]) -> MergePlan:
            plan = plan_merge(session, list(paths), _teller(progress, cancelled))
            back_up(session, plan, backups)
            return plan

        self._window.status.tell(self.tr("Merging…"))
        self._jobs.start(
            work,
            lambda plan: self._carry_out(session, plan),
            failed=self._fail,
            is_current=lambda: self._window.workspace.session is session,
        )

    def _carry_out(self, session: Session, plan: MergePlan) -> None:
        from annotator.services.team.merging import carry_out

        try:
            carry_out(session, plan)
        except UserError as error:
            self._tell_error(error)
            return
        self._window.status.tell(self.tr("Merged"))
        box = QMessageBox(
            QMessageBox.Icon.Information,
            self.tr("Merge work packages"),
            self._told(plan),
            QMessageBox.StandardButton.Close,
            self._window,
        )
        if plan.conflicts:
            decide = box.addButton(self.tr("Decide now"), QMessageBox.ButtonRole.AcceptRole)
            box.setDefaultButton(decide)
            decide.clicked.connect(self.show_conflicts)
        box.open()

    def _told(self, plan: MergePlan) -> str:
        lines = []
        for file in plan.files:
            text = self.tr("{person}: nothing new")
            if file.steps > 0:
                text = self.tr("Changes of {person}: {count}")
            lines.append(text.format(person=file.annotator, count=file.steps))
            lines += [
                errors.sentence("merge.unknown_issue", {"file": file.file, "issue": name})
                for name in file.unknown
            ]
        if plan.conflicts:
            lines += ["", self.tr("Conflicts to decide: {count}").format(count=plan.conflicts)]
        return "\n".join(lines)

    def show_conflicts(self) -> None:
        """Show the conflicts of the project, one after the other."""
        from annotator.ui.controllers.project.adjudicating import Adjudication
        from annotator.ui.dialogs.adjudication_dialog import AdjudicationDialog

        if self._window.workspace.session is None:
            return
        adjudication = Adjudication(self._window.workspace)
        dialog = AdjudicationDialog(adjudication, self._window.known_labels(), self._window)
        dialog.failed.connect(self._tell_error)
        dialog.open()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._tell_error(error)
        else:
            self._jobs.failed.emit(error)


def _teller(progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Callable[[float], None]:
    def tell(share: float) -> None:
        if cancelled():
            raise WorkCancelled
        progress(share)

    return tell
