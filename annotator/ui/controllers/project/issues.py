"""Renaming and removing issues of the open project: asking the person, and a backup before an issue goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox

from annotator.paths import data_folder
from annotator.services.project.open_project import LONGEST_NAME
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Reason, folder_of, make_backup
from annotator.text.filling import filled
from annotator.ui.main_window import MainWindow
from annotator.ui.qt.workers import Jobs


class IssueCommands(QObject):
    """What the actions about one issue of the project do, and what the tree asks for."""

    def __init__(self, window: MainWindow, jobs: Jobs, tell_error: Callable[[Exception], None]) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._tell_error = tell_error
        window.tree.rename_wanted.connect(self._ask_name)
        window.tree.remove_wanted.connect(self._ask_removal)
        window.actions_.connect_all(
            {
                "rename_issue": lambda: self._ask_name(window.workspace.issue_id),
                "remove_issue": lambda: self._ask_removal(window.workspace.issue_id),
            }
        )

    def _ask_name(self, issue_id: str) -> None:
        name = self._name_of(issue_id)
        if name is None:
            return
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Rename issue"))
        dialog.setLabelText(self.tr("Name of the issue:"))
        dialog.setTextValue(name)
        line = dialog.findChild(QLineEdit)
        if line is not None:
            line.setMaxLength(LONGEST_NAME)
            line.setAccessibleName(self.tr("Name of the issue"))
        dialog.textValueSelected.connect(
            lambda chosen: self._window.workspace.rename_issue(issue_id, chosen) if chosen != name else None
        )
        dialog.open()

    def _ask_removal(self, issue_id: str) -> None:
        """Ask once; what is going to be removed is shown meanwhile."""
        workspace, name = self._window.workspace, self._name_of(issue_id)
        workspace.show_issue(issue_id)
        issue, session = workspace.issue, workspace.session
        if name is None or issue is None or issue.id != issue_id or session is None:
            return
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            self.tr("Remove issue"),
            filled(
                self.tr(
                    "Remove the issue “{name}” with {count} {count:article|articles} and "
                    "{corrections} {corrections:correction|corrections}?"
                ),
                name=name,
                count=len(issue.order),
                corrections=self._window.tally.summary.corrections,
            ),
            QMessageBox.StandardButton.NoButton,
            self._window,
        )
        box.setInformativeText(
            self.tr(
                "This cannot be undone with Ctrl+Z. A backup of the project is kept: "
                "“Restore a backup…” in the File menu brings the issue back."
            )
        )
        remove = box.addButton(self.tr("Remove issue"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove.clicked.connect(lambda: self._remove(session, issue_id))
        box.open()

    def _remove(self, session: Session, issue_id: str) -> None:
        """Make a backup beside the window, then remove the issue as it is in the backup."""
        workspace, folder, steps = (
            self._window.workspace,
            folder_of(data_folder(), session.path),
            session.steps(issue_id),
        )

        def go_on(_made: object) -> None:
            if session.steps(issue_id) != steps:
                self._remove(session, issue_id)  # something was done to it meanwhile
                return
            name = self._name_of(issue_id)
            if name is not None:
                workspace.remove_issue(issue_id)
            if name is not None and self._name_of(issue_id) is None:
                self._window.status.tell(self.tr("Removed; a backup is kept: {name}").format(name=name))

        self._jobs.start(
            lambda _progress, _cancelled: make_backup(session, folder, Reason.REMOVE),
            go_on,
            failed=self._tell_error,
            is_current=lambda: workspace.session is session,
        )

    def _name_of(self, issue_id: str) -> str | None:
        """Return the name of an issue that may be changed; None if there is none."""
        session = self._window.workspace.session
        return None if session is None or session.read_only else dict(session.issue_names).get(issue_id)
