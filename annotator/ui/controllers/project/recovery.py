"""Backups while people work, and the way back to one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox

from annotator.errors import UserError
from annotator.paths import data_folder
from annotator.services.project.session import Session
from annotator.services.recovery.backups import Backup, Reason, folder_of, list_backups, make_backup, put_back
from annotator.ui.controllers.project.projects import Projects
from annotator.ui.dialogs.help import show_message
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.workers import Jobs

if TYPE_CHECKING:
    from annotator.services.recovery.salvage import Salvage

log = logging.getLogger(__name__)

_SOON = 2000  # milliseconds after opening, when the window has been painted
_HOPELESS = frozenset({"project.damaged", "project.missing", "project.not_project"})


class Recovery(QObject):
    """Makes backups on opening and every few minutes of work, and puts one back when the person asks for it."""

    def __init__(
        self, window: MainWindow, settings: Settings, jobs: Jobs, tell_error: Callable[[Exception], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._jobs = jobs
        self._tell_error = tell_error
        self._reason = Reason.OPENED
        self._failed = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._make)
        window.workspace.session_changed.connect(self._begin)
        window.workspace.any_changed.connect(self._wait)
        window.projects.unopened.connect(self._offer)
        window.actions_.connect_all({"restore": self._ask})

    def _begin(self) -> None:
        """Make a backup of a project that was opened."""
        session = self._window.workspace.session
        self._failed = False
        if session is None or session.read_only:
            self._pause.stop()
            return
        self._reason = Reason.OPENED
        self._pause.start(_SOON)

    def _wait(self) -> None:
        """Make the next backup some minutes after the first change since the last one."""
        minutes = self._settings.value.backup_minutes
        if not self._pause.isActive() and minutes and not self._failed:
            self._reason = Reason.WORK
            self._pause.start(minutes * 60_000)

    def _make(self) -> None:
        session = self._window.workspace.session
        if session is None or session.read_only:
            return
        reason, folder = self._reason, folder_of(data_folder(), session.path)
        self._jobs.start(
            lambda _progress, _cancelled: make_backup(session, folder, reason),
            lambda _made: None,
            failed=lambda error: self._on_failure(session, error),
        )

    def _on_failure(self, session: Session, error: Exception) -> None:
        """Tell once a session that there is no room for backups; work goes on without."""
        if self._window.workspace.session is not session:
            return  # it was closed meanwhile
        if isinstance(error, UserError):
            log.warning("no backup: %s", error.code)
            if not self._failed:
                self._failed = True
                self._tell_error(error)
        else:
            self._jobs.failed.emit(error)

    def _ask(self) -> None:
        session = self._window.workspace.session
        path = session.path if session else None
        if path is None:
            recent = self._settings.value.projects
            path = Path(recent[0]) if recent else None
        if path is not None:
            self._show(path)

    def _offer(self, path: Path, error: UserError) -> None:
        """Offer the backups of a project that cannot be opened any more."""
        has_backups = bool(list_backups(folder_of(data_folder(), path)))
        if error.code == "project.damaged" or (error.code in _HOPELESS and has_backups):
            self._show(path, error)
        else:
            self._tell_error(error)

    def _show(self, path: Path, error: UserError | None = None) -> None:
        from annotator.ui.dialogs.restore_dialog import RestoreDialog

        dialog = RestoreDialog(path, list_backups(folder_of(data_folder(), path)), error, self._window)
        dialog.chosen.connect(lambda entry: self._restore(entry, path))
        dialog.looked_at.connect(self._window.projects.open_to_read)
        dialog.salvage_wanted.connect(lambda: self._salvage(path))
        dialog.open()

    def _salvage(self, path: Path) -> None:
        """Save what can be saved of a damaged project, open it, and say how much that is."""
        from annotator.services.recovery.salvage import salvage

        self._jobs.start(
            lambda _progress, _cancelled: salvage(path, folder_of(data_folder(), path)),
            self._tell_salvage,
            failed=self._tell_error,
        )

    def _tell_salvage(self, saved: Salvage) -> None:
        self._window.projects.open(saved.target)
        lines = [
            self.tr("Saved into {file}.").format(file=saved.target.name),
            self.tr("Steps read of the damaged file: {count}").format(count=saved.redone),
            self.tr("Steps lost: {count}").format(count=saved.lost),
        ]
        title = self.tr("Salvaged")
        show_message(self._window, title, "\n".join(lines), QMessageBox.Icon.Information)

    def _restore(self, entry: Backup, path: Path) -> None:
        """Put a backup in the place of its project, and open it."""
        workspace, projects = self._window.workspace, self._window.projects
        session = workspace.session
        if session is not None and session.path == path.resolve():
            # What was done since is kept by the copy that is set aside, and is a backup too.
            self._let_go(session, path)
        try:
            put_back(entry, path)
        except UserError as error:
            self._tell_error(error)
        _reopen(projects, path)

    def _let_go(self, session: Session, path: Path) -> None:
        try:
            make_backup(session, folder_of(data_folder(), path), Reason.RESTORE)
        except UserError as error:
            log.warning("no backup before another is put back: %s", error.code)
        self._window.indexing.stop()
        self._window.workspace.open(None)


def _reopen(projects: Projects, path: Path) -> None:
    if path.exists():
        projects.open(path)
