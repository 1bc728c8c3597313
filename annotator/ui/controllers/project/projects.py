"""Opening, making, and importing into projects."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.services.background.workplaces import WorkCancelled, Workplace
from annotator.services.files.issue_files import IssueFiles, collect_issue, collect_issues
from annotator.services.files.sample_pages import SAMPLE_NAME, sample_files
from annotator.services.jobs import errands
from annotator.services.jobs.errands import ModelChoice
from annotator.services.project.lessons import everybodys_lessons
from annotator.services.project.session import Session
from annotator.ui.controllers.project.first_pages import Coming, FirstPages, article_at
from annotator.ui.controllers.unlocking import Unlocking
from annotator.ui.qt.workers import Jobs, Progress
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.project.newspaper import Newspaper
    from annotator.services.rebuilding.imported import Imported

log = logging.getLogger(__name__)

SUFFIX = ".annotator"
"""Suffix of project files."""

CHECKED_AT_ONCE = 20_000
"""Code points of the longest issue that is shown with its doubts; of a longer one they come while it is shown."""

SAMPLE_FILE = f"sample{SUFFIX}"


class Projects(QObject):
    """Does what the file menu asks for; long work runs beside the window.

    Signals:
        opened: the path of a project that was opened or made.
        working: a ``Job`` that began, and what it does: ``"import"``.
        waiting: an import was asked for, and begins when the models are there.
        noted: notes on an import, for people to read.
        first_shown: first pages are shown while the others are being read.
        unopened: the path of a project that could not be opened, and the exception.
        failed: another exception.
    """

    opened = Signal(object)
    working = Signal(object, str)
    waiting = Signal()
    noted = Signal(object)
    first_shown = Signal()
    unopened = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        workplace: Workplace,
        data_folder: Path,
        unlocking: Unlocking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._unlocking = unlocking
        self._workspace = workspace
        self._jobs = jobs
        self._workplace = workplace
        self._folder = data_folder
        self._first = FirstPages(workspace, self)
        self._first.shown.connect(self.first_shown)
        self._models: ModelChoice | None = None
        self._waiting: list[Callable[[], None]] | None = []

    def set_models(self, models: ModelChoice | None) -> None:
        """Take over the models; imports that waited for them begin. None: check without them."""
        self._models = models
        waiting, self._waiting = self._waiting, None
        for call in waiting or ():
            call()

    def open(self, path: Path) -> bool:
        """Open a project file; what was open before is closed. Tells whether it was opened."""
        here = self._workspace.session
        if here is not None and here.path == path.resolve() and not here.read_only:
            self.opened.emit(path)
            return True
        try:
            session = Session.open(path, who=self._workspace.who)
        except UserError as error:
            # What cannot be written, because another program does or the disk is full, can still be looked at.
            if error.code not in ("project.in_use", "project.write"):
                self.unopened.emit(path, error)
                return False
            if not self.open_to_read(path):
                return False
            self.failed.emit(error)
            return True
        self._workspace.open(session)
        self.opened.emit(path)
        return True

    def open_to_read(self, path: Path) -> bool:
        """Open a project file as it is now, to look at; what was open before is closed. Tells whether it was opened."""
        try:
            session = Session.open(path, who=self._workspace.who, read_only=True)
        except UserError as error:
            self.failed.emit(error)
            return False
        self._workspace.open(session)
        self.opened.emit(path)
        return True

    def create(self, path: Path) -> bool:
        """Make a project file and open it."""
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        try:
            session = Session.create(path, path.stem, who=self._workspace.who)
        except UserError as error:
            self.failed.emit(error)
            return False
        self._workspace.open(session)
        self.opened.emit(path)
        return True

    def open_files(self, files: Sequence[Path]) -> None:
        """Open a project, or import page files into a project of their own."""
        if len(files) == 1 and is_project(files[0]):
            self.open(files[0])
            return
        self.import_pages(files, own_project=True)

    def import_pages(
        self,
        paths: Sequence[Path],
        *,
        name: str | None = None,
        encoding: str | None = None,
        numbers: Sequence[str | None] = (),
        beside: IssueFiles | None = None,
        bare_images: bool = False,
        own_project: bool = False,
        following: tuple[IssueFiles, ...] = (),
    ) -> None:
        """Import files and folders as the pages of one issue.

        Args:
            paths: files in page order, or folders.
            name: the issue's name, or None for one made from the files.
            encoding: encoding of all files instead of the detected one.
            numbers: printed page numbers by file, None where one is to be found out; empty for all of them.
            beside: what else is known of the files; found out for folders in ``paths`` where it is not given.
            bare_images: whether images without text become pages without text; else they are left out.
            own_project: whether to make a project for them in the data folder even if one is open.
            following: issues to import behind this one.
        """
        try:
            collected = collect_issue(paths)
            files, name = list(collected.files), name or collected.name
            target = None
            if own_project or not self._workspace.can_import:
                target = self._free_path(name or name_of(files))
        except UserError as error:
            self.failed.emit(error)
            return
        known, said = beside or collected, tuple(numbers) or collected.numbers

        def go_on(locked: frozenset[Path]) -> None:
            # One that nobody can open does not keep the others out.
            rest = replace(known, found=known.found | locked) if locked else known
            self._import(files, name, encoding, target, said, rest, bare_images, following)

        self._unlocking.unlock(files, go_on)

    def import_issues(self, paths: Sequence[Path]) -> bool:
        """Import folders that hold several issues, one after another; tells whether there are several.

        The first goes where ``import_pages`` would put it, the others into the same project.
        """
        try:
            issues = collect_issues(paths)
        except UserError:
            return False  # the dialog says what is wrong
        if len(issues) < 2 or not all(path.is_dir() for path in paths):
            return False
        self._import_next(tuple(issues))
        return True

    def open_sample(self) -> None:
        """Open the built-in sample project; make it first if it is not there."""
        path = self._folder / SAMPLE_FILE
        if path.exists() and self.open(path):
            return
        if path.exists():
            path = self._free_path("sample")
        self._import(sample_files(), SAMPLE_NAME, None, path)

    def _import(
        self,
        files: Sequence[Path],
        name: str | None,
        encoding: str | None,
        target: Path | None,
        numbers: Sequence[str | None] = (),
        beside: IssueFiles | None = None,
        bare_images: bool = False,
        following: tuple[IssueFiles, ...] = (),
    ) -> None:
        """Import once the models are there; into a new project at ``target``, or the open one."""
        if self._waiting is not None:
            self._waiting.append(
                lambda: self._import(files, name, encoding, target, numbers, beside, bare_images, following)
            )
            self.waiting.emit()
            return
        models = self._models
        session = self._workspace.session if target is None else None
        coming = Coming()
        try:
            lessons = session.lessons() if session else everybodys_lessons()
            newspaper = newspaper_of(session) if session else None
        except UserError as error:
            self.failed.emit(error)
            return
        passwords = self._unlocking.passwords.of_all(files)
        who, nothing_shown = self._workspace.who, self._workspace.issue is None

        def work(progress: Progress, cancelled: Callable[[], bool]) -> tuple[Imported, Session | None]:
            imported: Imported = self._workplace.run_in_parts(
                lambda path: self._first.came.emit(coming, path),
                progress,
                cancelled,
                errands.import_pages,
                files,
                name,
                encoding,
                numbers,
                models,
                lessons,
                newspaper,
                beside,
                bare_images,
                first_pages=nothing_shown,
                # Of several issues only the last one stays in sight, where its check goes on.
                check_up_to=None if following else CHECKED_AT_ONCE,
                passwords=passwords,
            )
            if cancelled():
                raise WorkCancelled
            if target is None:
                _write_into(session, imported)
                coming.written = imported
                return imported, None
            from annotator.services.rebuilding.imported import write_project

            made = write_project(imported, target, who)
            if cancelled():
                made.close()
                target.unlink(missing_ok=True)
                raise WorkCancelled
            coming.made = made
            return imported, made

        def take(found: tuple[Imported, Session | None]) -> None:
            imported, made = found
            coming.made = coming.written = None
            self._take(imported, made or session, coming)
            if made is not None:
                self.opened.emit(target)
            self._import_next(following)

        job = coming.job = self._jobs.start(
            work, take, failed=lambda error: self._refuse(error, coming, following)
        )
        job.ended.connect(lambda: self._end(coming, session))
        self.working.emit(job, "import")

    def _end(self, coming: Coming, session: Session | None) -> None:
        """Clear up behind an import; one that was in the open project before it was cancelled is shown."""
        written, coming.written = coming.written, None
        if written is None:
            self._first.end(coming)
        else:
            self._take(written, session, coming)

    def _refuse(self, error: Exception, coming: Coming, following: tuple[IssueFiles, ...]) -> None:
        """Tell what kept an issue out; those behind it come in all the same."""
        self._first.end(coming)
        self.failed.emit(error)
        self._import_next(following)

    def _import_next(self, issues: tuple[IssueFiles, ...]) -> None:
        if issues:
            first = issues[0]
            self.import_pages(
                first.files, name=first.name, numbers=first.numbers, beside=first, following=issues[1:]
            )

    def _take(self, imported: Imported, session: Session | None, coming: Coming) -> None:
        """Show an imported issue that has been written into a project: the open one, or one of its own."""
        place = self._first.end(coming)
        if session is None or not session.is_open:
            return  # meanwhile the person went to another project; the issue is in the one it was read for
        if self._workspace.session is session:
            self._workspace.take_issue(imported.issue)
        else:
            self._workspace.open(session)
        if place is not None and (article := article_at(self._workspace, place)) is not None:
            self._workspace.show_article(article)
        if imported.notes:
            self.noted.emit(imported.notes)

    def _free_path(self, name: str) -> Path:
        """Return a path in the data folder that nothing has yet."""
        stem = (
            "".join(char if char.isalnum() or char in "-_. " else "-" for char in name).strip(" .") or "new"
        )
        for number in range(1, 1000):
            path = self._folder / f"{stem}{f' {number}' if number > 1 else ''}{SUFFIX}"
            if not path.exists():
                return path
        raise UserError("project.exists", file=f"{stem}{SUFFIX}")


def _write_into(session: Session | None, imported: Imported) -> None:
    """Write an imported issue into the project it was read for, even if that has been closed meanwhile.

    Raises:
        UserError: it cannot be written.
    """
    from annotator.services.rebuilding.imported import write_issue

    assert session is not None
    if session.is_open:
        write_issue(imported, session)
        return
    with Session.open(session.path) as again:
        write_issue(imported, again)


# What reads, rebuilds, checks and writes is loaded beside the window, when that has been painted.


def newspaper_of(session: Session | None) -> Newspaper:
    """Return what is known of a project's newspaper; of no project's nothing.

    Raises:
        UserError: it cannot be read.
    """
    from annotator.services.project import newspaper

    return newspaper.newspaper_of(session) if session is not None else newspaper.UNKNOWN


def name_of(files: Sequence[Path]) -> str:
    """Return the name an issue of these files would get."""
    from annotator.services.rebuilding.imported import issue_name

    return issue_name(files) if files else "new"


def is_project(path: Path) -> bool:
    """Tell whether a file is a project, by its name."""
    return path.suffix.lower() == SUFFIX
