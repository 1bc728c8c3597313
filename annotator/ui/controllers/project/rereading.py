"""A new reading of the shown page 新识读, beside the window; what people did is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.services.background.workplaces import Workplace
from annotator.services.jobs import errands
from annotator.ui.controllers.issue_work import IssueWork
from annotator.ui.controllers.project.projects import newspaper_of
from annotator.ui.controllers.text.linking import Linking
from annotator.ui.controllers.unlocking import Unlocking
from annotator.ui.qt.workers import Jobs
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.rebuilding.rereading import Reread


class Rereading(IssueWork):
    """Puts a new reading of the page in the raw pane in its place, as one undoable step.

    What the person changes while the work is under way is not lost: the work is then begun anew.

    Signals:
        working: see ``IssueWork``; the work is named ``"reread"``.
        done: how many corrections stand in the new reading already, and how many things people did could not be kept
            as they were.
        unlike: a file that has hardly anything in common with the page, the page's id, and which page of the file that
            is.
    """

    done = Signal(int, int)
    unlike = Signal(object, str, object)

    def __init__(
        self,
        workspace: Workspace,
        linking: Linking,
        jobs: Jobs,
        workplace: Workplace,
        unlocking: Unlocking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(workspace, jobs, workplace, parent)
        self._unlocking = unlocking
        self._linking = linking

    def read_image(self) -> None:
        """Read the image of the shown page by the OCR engine, if there is one."""
        from annotator.services.sources.page_images import ImageFile, image_of_page
        from annotator.services.sources.recognizing import is_available

        session, issue, page = self._workspace.session, self._workspace.issue, self._linking.page_id
        if session is None or issue is None or page not in issue.pages:
            return
        name = issue.pages[page].name
        try:
            image = image_of_page(session, issue.id, page)
        except UserError as error:
            self._workspace.failed.emit(error)
            return
        if not is_available():
            self._workspace.failed.emit(UserError("ocr.not_installed", file=name))
        elif not isinstance(image, ImageFile):
            self._workspace.failed.emit(UserError("ocr.no_image", file=name))
        else:
            self.read(image.path, page=page, frame=image.frame)

    def read(self, file: Path, *, page: str = "", frame: int | None = None, anyway: bool = False) -> None:
        """Read a page anew.

        Args:
            file: the file with the new reading.
            page: id of the page; empty for the shown one.
            frame: which page of the file it is, from 0 on, where that is known.
            anyway: whether to take a reading that has hardly anything in common with the page.
        """
        issue, page = self._workspace.issue, page or self._linking.page_id

        def go_on(_locked: frozenset[Path]) -> None:
            if (
                self._workspace.issue is not None
                and issue is not None
                and self._workspace.issue.id == issue.id
            ):
                self._read(file, page=page, frame=frame, anyway=anyway)

        self._unlocking.unlock((file,), go_on)

    def _read(self, file: Path, *, page: str, frame: int | None, anyway: bool) -> None:
        session, issue = self._workspace.session, self._workspace.issue
        if session is None or issue is None or page not in issue.pages or self._job is not None:
            return
        if not self._workspace.can_edit:
            return
        try:
            rulings, newspaper = session.rulings(issue.id), newspaper_of(session)
        except UserError as error:
            self._workspace.failed.emit(error)
            return
        models, lessons = self._models, session.lessons()
        passwords = self._unlocking.passwords.of_all((file,))

        def settle(found: Reread) -> None:
            now = self._workspace.issue
            if now is not None and now.id == issue.id and now is not issue:
                self._job = None
                self._read(file, page=page, frame=frame, anyway=anyway)
            elif now is issue and self._put(found):
                self.done.emit(found.agreed, len(found.lost))

        def refuse(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == "reread.unlike":
                self.unlike.emit(file, page, frame)
            else:
                self._workspace.failed.emit(error)

        job = self._jobs.start(
            lambda progress, cancelled: self._workplace.run(
                progress,
                cancelled,
                errands.reread,
                issue,
                (file,),
                page,
                rulings,
                models,
                lessons,
                newspaper,
                session.sources(issue.id),
                frame=frame,
                anyway=anyway,
                passwords=passwords,
            ),
            settle,
            failed=refuse,
        )
        self._follow(job, "reread")

    def _put(self, found: Reread) -> bool:
        from annotator.services.rebuilding.rereading import keep_files

        session = self._workspace.session
        if session is None or found.operation is None:
            return False
        try:
            keep_files(session, self._workspace.issue_id, found.readings)
        except UserError as error:
            self._workspace.failed.emit(error)
            return False
        return self._workspace.perform(found.operation)
