"""Projects, pages and exports: asking the person, and telling what came of it.

Dialogs are imported when somebody asks for them: the window must not wait for what it does not show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from annotator.errors import UserError
from annotator.services.sources.arrivals import Note
from annotator.ui.controllers.project.projects import is_project
from annotator.ui.dialogs.files import ask_folder, ask_project, ask_reading
from annotator.ui.dialogs.help import show_message
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.translate import language_of
from annotator.ui.qt.workers import Jobs
from annotator.ui.words import errors

if TYPE_CHECKING:
    from annotator.services.export.export_choice import ExportChoice
    from annotator.services.label_exchange.label_planning import Plan


class ProjectCommands(QObject):
    """What the actions about whole projects and issues do."""

    def __init__(
        self, window: MainWindow, settings: Settings, jobs: Jobs, tell_error: Callable[[Exception], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._jobs = jobs
        self._tell_error = tell_error
        window.actions_.connect_all(
            {
                "new_project": lambda: self._ask_project(new=True),
                "open_project": lambda: self._ask_project(new=False),
                "import_pages": self._ask_import,
                "reread": self._ask_reading,
                "import_labels": self._ask_labels,
                "import_corrections": self._ask_corrections,
                "read_image": self._window.rereading.read_image,
                "export": self._ask_export,
                "export_back": self._ask_export_back,
                "house_rules": self._ask_rules,
                "project_words": self._ask_words,
                "newspaper": self._show_newspaper,
                "label_schemes": self._ask_schemes,
                "dashboard": self._show_dashboard,
                "versions": self._show_versions,
            }
        )
        window.rereading.unlike.connect(self._ask_anyway)
        window.files_dropped.connect(self.take_files)
        window.projects.opened.connect(
            lambda path: self._settings.update(projects=self._settings.value.with_project(path))
        )
        window.projects.unopened.connect(self._forget_missing)
        window.projects.noted.connect(self._tell_notes)
        window.exporting.exported.connect(self._tell_written)
        window.recent_menu.aboutToShow.connect(self._list_recent)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open a dropped project, or ask about dropped pages."""
        if len(paths) == 1 and is_project(paths[0]):
            self._window.projects.open(paths[0])
        elif not self._window.projects.import_issues(paths):
            self._ask_import(paths)

    def _ask_project(self, *, new: bool) -> None:
        projects = self._window.projects
        ask_project(self._window, self._folder(), new=new, chosen=projects.create if new else projects.open)

    def _list_recent(self) -> None:
        menu = self._window.recent_menu
        menu.clear()
        paths = [Path(name) for name in self._settings.value.projects]
        stems = [path.stem for path in paths]
        for path in paths:
            alike = stems.count(path.stem) > 1
            shown = f"{path.stem} — {path.parent.name}" if alike else path.stem
            action = menu.addAction(shown.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(partial(self._window.projects.open, path))
        menu.setToolTipsVisible(True)
        if menu.isEmpty():
            menu.addAction(self.tr("No project was opened yet")).setEnabled(False)

    def _forget_missing(self, path: Path, error: Exception) -> None:
        """Take a project that is gone out of the menu; that it is gone is said elsewhere."""
        if isinstance(error, UserError) and error.code == "project.missing":
            self._settings.update(projects=self._settings.value.without_project(path))

    def _ask_import(self, paths: Sequence[Path] = ()) -> None:
        from annotator.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._folder(), self._jobs, self._window.unlocking, self._window)
        dialog.chosen.connect(
            lambda chosen: self._window.projects.import_pages(
                chosen.files,
                name=chosen.name or None,
                encoding=chosen.encoding or None,
                numbers=chosen.numbers,
                beside=chosen.beside,
                bare_images=chosen.bare_images,
            )
        )
        dialog.add(paths)
        dialog.open()

    def _ask_reading(self) -> None:
        """Ask for a new reading of the page that is shown now, whatever is shown when the file is chosen."""
        page = self._window.linking.page_id
        title = self.tr("New reading of the page")
        ask_reading(
            self._window, title, self._folder(), lambda file: self._window.rereading.read(file, page=page)
        )

    def _ask_anyway(self, file: Path, page: str, frame: int | None) -> None:
        """Ask before a text that looks like another page takes a page's place."""
        issue = self._window.workspace.issue
        if issue is None or page not in issue.pages:
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("New reading of the page"),
            self.tr("{file} has hardly anything in common with {page}. Is it a reading of that page?").format(
                file=file.name, page=issue.pages[page].name
            ),
            QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No,
            self._window,
        )
        box.setDefaultButton(QMessageBox.StandardButton.No)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(lambda: self._window.rereading.read(file, page=page, frame=frame, anyway=True))
        box.open()

    def _ask_export(self) -> None:
        from annotator.services.export.export_choice import choice_of, presets_data, presets_of
        from annotator.ui.dialogs.export_dialog import ExportDialog

        issue, preferences = self._window.workspace.issue, self._settings.value
        if issue is None:
            return
        dialog = ExportDialog(
            issue,
            self._folder(),
            choice_of(preferences.export_choice),
            presets_of(preferences.export_presets),
            self._window,
        )
        dialog.chosen.connect(self._export)
        dialog.presets_changed.connect(
            lambda presets: self._settings.update(export_presets=presets_data(presets))
        )
        dialog.open()

    def _ask_export_back(self) -> None:
        title = self.tr("Folder for the OCR files")
        ask_folder(self._window, title, self._folder(), self._window.exporting.export_back)

    def _export(self, target: Path, choice: ExportChoice) -> None:
        # Another project has another folder: only presets keep one.
        self._settings.update(export_choice=replace(choice, folder="").as_data())
        self._window.exporting.export(target, choice)

    def _ask_labels(self) -> None:
        session = self._window.workspace.session
        if session is None:
            return
        # What reads the formats of labels is loaded when somebody asks, not with the window.
        from annotator.ui.dialogs.label_import_dialog import LabelImportDialog

        try:
            dialog = LabelImportDialog(session, self._folder(), self._window.importing, self._window)
        except UserError as error:
            self._tell_error(error)
            return
        dialog.imported.connect(self._tell_labels)
        dialog.failed.connect(self._jobs.failed.emit)
        dialog.open()

    def _tell_labels(self, plan: Plan) -> None:
        self._window.status.tell(self.tr("Labels imported: {count}").format(count=f"{plan.placed:,}"))
        self._window.show_schemes()

    def _ask_corrections(self) -> None:
        session = self._window.workspace.session
        if session is None:
            return
        from annotator.ui.dialogs.pair_import_dialog import PairImportDialog

        dialog = PairImportDialog(session, self._folder(), self._window.importing, self._window)
        dialog.imported.connect(
            lambda count: self._window.status.tell(
                self.tr("Corrections imported: {count}").format(count=f"{count:,}")
            )
        )
        dialog.failed.connect(self._jobs.failed.emit)
        dialog.open()

    def _ask_rules(self) -> None:
        from annotator.ui.dialogs.rules_dialog import RulesDialog

        try:
            dialog = RulesDialog(self._window.workspace.session, self._folder(), self._window)
        except UserError as error:
            self._tell_error(error)
            return
        dialog.failed.connect(self._tell_error)
        dialog.saved.connect(self._window.rechecking.look_around)
        dialog.open()

    def _ask_words(self) -> None:
        workspace = self._window.workspace
        if workspace.session is None or workspace.issue_id is None:
            return
        from annotator.ui.dialogs.words_dialog import WordsDialog

        dialog = WordsDialog(workspace.session, workspace.issue_id, self._folder(), self._window)
        dialog.failed.connect(self._tell_error)
        dialog.open()

    def _ask_schemes(self) -> None:
        session = self._window.workspace.session
        if session is None:
            return
        # The editor of schemes is loaded when somebody asks, not with the window.
        from annotator.ui.dialogs.scheme_dialog import SchemeDialog

        try:
            dialog = SchemeDialog(session, self._folder(), self._window)
        except UserError as error:
            self._tell_error(error)
            return
        dialog.failed.connect(self._tell_error)
        dialog.saved.connect(self._window.show_schemes)
        dialog.open()

    def _show_dashboard(self) -> None:
        from annotator.ui.dialogs.dashboard import Dashboard

        session = self._window.workspace.session
        if session is None:
            return
        language = language_of(self._settings.value.language)
        choice, known = self._window.workspace.choice, self._window.known_labels()
        dashboard = Dashboard(
            session.path, choice, language, self._window.theme, self._jobs, known, self._window
        )
        dashboard.failed.connect(self._tell_error)
        dashboard.written.connect(self._tell_written)
        dashboard.open()

    def _show_versions(self) -> None:
        from annotator.ui.dialogs.versions_dialog import VersionsDialog

        workspace = self._window.workspace
        if workspace.session is None or self._window.reading.stage is None:
            return
        dialog = VersionsDialog(
            workspace.session, workspace.issue_id, workspace.article_id, self._window.theme, self._window
        )
        dialog.failed.connect(self._tell_error)
        dialog.open()

    def _tell_written(self, path: Path) -> None:
        self._window.status.tell(self.tr("Written and read back: {file}").format(file=path))

    def _show_newspaper(self) -> None:
        session = self._window.workspace.session
        if session is not None:
            # What it learns from is loaded when somebody asks, not with the window.
            from annotator.ui.dialogs.newspaper_dialog import NewspaperDialog

            NewspaperDialog(session, self._tell_error, self._window).open()

    def _tell_notes(self, notes: tuple[Note, ...]) -> None:
        lines = [errors.sentence(note.code, {"file": note.file, **dict(note.values)}) for note in notes]
        show_message(self._window, self.tr("Imported"), "\n".join(lines), QMessageBox.Icon.Information)

    def _folder(self) -> Path:
        projects = self._settings.value.projects
        session = self._window.workspace.session
        if session is not None:
            return session.path.parent
        return Path(projects[0]).parent if projects else Path.home()
