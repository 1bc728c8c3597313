"""The composition root of the window: builds the parts, shows them, and runs until the window is closed."""

from __future__ import annotations

import faulthandler
import gc
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import annotator.ui  # noqa: F401 (what it says to Qt's binding is to be said before the many modules come)

# isort: split
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from annotator.errors import UserError
from annotator.paths import config_folder, data_folder, log_folder
from annotator.resources import resource_path
from annotator.services.background.own_process import OwnProcess
from annotator.services.background.workplaces import Workplace
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Failures, ModelChoice
from annotator.services.recovery.last_run import begin
from annotator.ui.dialogs.broken_run import BrokenRunBox
from annotator.ui.look import theme
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.preferences.stored import Preferences
from annotator.ui.qt.ending import end_on_signals
from annotator.ui.qt.first_paint import FirstPaint
from annotator.ui.qt.garbage import GarbageCollector
from annotator.ui.qt.translate import Translators, language_of
from annotator.ui.qt.workers import Jobs, PoolExecutor
from annotator.ui.window import make_window
from annotator.ui.words import errors

log = logging.getLogger(__name__)

DESKTOP_FILE = "org.annotator.Annotator"
"""The name of the program's desktop file, by which a desktop finds the icon for its windows."""

_SWITCH = 0.0005  # seconds
CRASH_FILE = "crash.log"
"""Beside the log: where each thread was when the process broke off."""

_RETRY = 200  # milliseconds
_LAST_WAIT = 3000  # milliseconds given to work under way when the program ends


class Program:
    """The parts of the running program, and the window, which is made anew for another language."""

    def __init__(self, app: QApplication, workplace: Workplace) -> None:
        self._app = app
        self._workplace = workplace
        self._garbage = GarbageCollector(app)
        self._executor = PoolExecutor()
        self._settings = Settings(config_folder(), app)
        self._translators = Translators(app)
        self._models: ModelChoice | None = None
        self._have_models = False
        self._window: MainWindow | None = None
        self._jobs: Jobs | None = None
        self._settings.changed.connect(self._on_settings)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)

    @property
    def window(self) -> MainWindow:
        """The window shown now."""
        assert self._window is not None, "the program has not started"
        return self._window

    @property
    def models(self) -> ModelChoice | None:
        """The models of the detectors, once they are loaded."""
        return self._models

    def start(self, files: Sequence[Path]) -> None:
        """Show the window; what takes longer follows when it has been painted."""
        self._make_window()
        # The usual size is more than a small laptop has.
        self.window.resize(self.window.size().boundedTo(self.window.screen().availableSize()))
        self.window.show()
        FirstPaint(self.window, lambda: self._begin(files), self._app)

    def tell_broken_run(self) -> None:
        """Say that the program came to no proper end the last time."""
        BrokenRunBox(self.window.actions_["restore"].trigger, errors.log_file(), self.window).open()

    def end(self) -> None:
        """Wait for what cannot be interrupted."""
        if self._jobs is not None:
            self._jobs.cancel_all()
        self._executor.wait(_LAST_WAIT)
        self._workplace.close()
        self._garbage.deleteLater()

    def tell_bug(self) -> None:
        """Tell the person of a bug, in the thread of the window."""
        if self._window is not None:
            QTimer.singleShot(0, self._window, self._window.tell_bug)

    def _make_window(self) -> None:
        preferences = self._settings.value
        self._translators.install(language_of(preferences.language))
        look = theme.prepare(self._app, preferences.theme)
        self._jobs = Jobs(self._executor, self._app)
        self._window = make_window(
            self._settings, look, preferences.choice(), data_folder(), self._jobs, self._workplace
        )
        theme.dress(self._app, look)

    def _begin(self, files: Sequence[Path]) -> None:
        self._open(files)
        self._load_models()

    def _open(self, files: Sequence[Path]) -> None:
        projects = self.window.projects
        last = next((Path(name) for name in self._settings.value.projects if Path(name).exists()), None)
        if files:
            projects.open_files(files)
        elif last is None or not projects.open(last):
            projects.open_sample()

    def _load_models(self) -> None:
        now = self._settings.value
        self._load(ModelChoice(tuple(now.plugins), now.scorer, now.scorer_task))

    def _load(self, choice: ModelChoice) -> None:
        """Have models loaded where they are used, so that they are there when they are needed."""
        assert self._jobs is not None
        self._jobs.start(
            lambda progress, cancelled: self._workplace.run(progress, cancelled, errands.load, choice),
            lambda failures: self._take_models(choice, failures),
            failed=lambda error: self._do_without(choice, error),
        )

    def _take_models(self, models: ModelChoice | None, failures: Failures = ()) -> None:
        self._models, self._have_models = models, True
        self.window.rechecking.set_models(models, failures)
        self.window.rerunning.set_models(models)
        self.window.rereading.set_models(models)
        self.window.projects.set_models(models)

    def _do_without(self, choice: ModelChoice, error: Exception) -> None:
        """Work goes on without the person's own model, or without any; the other detectors need none."""
        if isinstance(error, UserError):
            self.window.projects.failed.emit(error)
            self._load(ModelChoice(choice.plugins))
            return
        errors.log_bug(error)
        self._take_models(None)

    def _on_settings(self, before: Preferences) -> None:
        now = self._settings.value
        if now.theme != before.theme:
            self._show_theme()
        if (now.plugins, now.scorer, now.scorer_task) != (before.plugins, before.scorer, before.scorer_task):
            self._load_models()
        if now.language != before.language:
            # The action that asked for it belongs to the window that goes.
            QTimer.singleShot(0, self._change_language)

    def _on_scheme(self) -> None:
        if self._settings.value.theme == "system":
            self._show_theme()

    def _show_theme(self) -> None:
        look = theme.apply(self._app, self._settings.value.theme)
        if self._window is not None:
            self._window.set_theme(look)

    def _change_language(self) -> None:
        """Make the window anew in another language, with the same project."""
        old, old_jobs = self.window, self._jobs
        old.indexing.stop()
        if old_jobs is not None and old_jobs.is_busy:
            QTimer.singleShot(
                _RETRY, self._change_language
            )  # what is under way ends in the window it began in
            return
        place = old.workspace.issue_id, old.workspace.article_id
        session = old.workspace.release()
        self._make_window()
        self.window.restoreGeometry(old.saveGeometry())
        self.window.workspace.open(session)
        self.window.workspace.show_issue(place[0])
        self.window.workspace.show_article(place[1])
        self.window.show()
        if self._have_models:
            self._take_models(self._models)
        old.hide()
        old.deleteLater()


class OpenedFiles(QObject):
    """Opens what a person double-clicked while the program runs; macOS tells by an event, never by arguments."""

    def __init__(self, program: Program, app: QApplication) -> None:
        super().__init__(app)
        self._program = program
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take the event of a file to be opened."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self._program.window.projects.open_files([Path(event.file())])
            return True
        return super().eventFilter(watched, event)


def run(files: Sequence[Path] = ()) -> int:
    """Open the window and run until it is closed.

    Args:
        files: a project, or page files of one issue; none for the project opened last, or the sample.

    Returns:
        The exit status.
    """
    # A key may wait for another thread of Python's as long as this; the usual 5 ms are a third of a frame.
    sys.setswitchinterval(_SWITCH)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("annotator")
    app.setApplicationDisplayName("校注 Annotator")
    app.setWindowIcon(QIcon(str(resource_path("icons", "annotator.svg"))))
    app.setDesktopFileName(DESKTOP_FILE)
    program = Program(app, OwnProcess())
    errors.install_hook(program.tell_bug)
    _log_crashes()
    end_on_signals(app)
    mark, is_broken = begin(data_folder())
    if sys.platform == "darwin":  # elsewhere a filter over all events would only cost time
        OpenedFiles(program, app)
    QTimer.singleShot(
        0, gc.freeze
    )  # never look again at what stands now and stays: modules, classes, the window
    program.start([Path(file) for file in files])
    if is_broken:
        program.tell_broken_run()
    status = app.exec()
    program.end()
    if mark is not None:
        mark.end()
    return status


def _log_crashes() -> None:
    """Let Python write where it was when the process is broken off from within; the file must stay open for that."""
    with suppress(OSError):
        faulthandler.enable((log_folder() / CRASH_FILE).open("a", encoding="utf-8"))
