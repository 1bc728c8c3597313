"""The first pages of an issue, shown to be read while the rest of it is still on its way."""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import UserError
from annotator.model.page import RawRange
from annotator.services.project.session import Session
from annotator.ui.qt.workers import Job
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.services.rebuilding.imported import Imported

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Coming:
    """An import under way, and the projects that are open for it.

    Attributes:
        job: the import, while it is under way.
        shown: a project of its first pages alone while it is shown, in a folder of its own that goes with it.
        behind: the project that was open before; it is to be shown again.
        made: the project of its own that was written for it, until that is shown.
        written: what was written into the open project, until it is shown.
    """

    job: Job | None = None
    shown: Session | None = None
    behind: Session | None = None
    made: Session | None = None
    written: Imported | None = None


class FirstPages(QObject):
    """Shows first pages where nothing else is shown: who is at work on another issue is left alone.

    Signals:
        came: a ``Coming`` and the path of its first pages; sent from any thread.
        shown: they are shown.
    """

    came = Signal(object, object)
    shown = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.came.connect(self._show)

    def end(self, coming: Coming) -> RawRange | None:
        """Put the first pages away, and show again what was open before them.

        Returns:
            Where in the raw text the article that was shown begins, or None if the person has gone elsewhere.
        """
        coming.job = None
        if coming.made is not None:  # it was written in the moment in which the import was cancelled
            coming.made.close()
            coming.made.path.unlink(missing_ok=True)
            coming.made = None
        shown, behind = coming.shown, coming.behind
        coming.shown = coming.behind = None
        place = None
        if shown is not None and self._workspace.session is shown:
            place = self._place()
            self._workspace.open(behind)
        elif behind is not None:
            behind.close()
        if shown is not None:
            shown.close()
            _remove(shown.path)
        return place

    def _show(self, coming: Coming, path: Path) -> None:
        is_late = coming.job is None or coming.job.is_cancelled or coming.shown is not None
        if is_late or self._workspace.issue is not None:
            _remove(path)
            return
        try:
            session = Session.open(path, who=self._workspace.who, read_only=True)
        except UserError as error:
            log.warning("the first pages cannot be shown", exc_info=error)
            return
        coming.behind = self._workspace.release()
        coming.shown = session
        self._workspace.open(session)
        self.shown.emit()

    def _place(self) -> RawRange | None:
        issue = self._workspace.issue
        if issue is None or not self._workspace.article_id:
            return None
        runs = (run for block in issue.blocks_of(self._workspace.article_id) for run in block.runs)
        run = next((run for run in runs if run.start < run.end), None)
        return None if run is None else RawRange(run.page, run.start, run.end)


def _remove(path: Path) -> None:
    shutil.rmtree(path.parent, ignore_errors=True)


def article_at(workspace: Workspace, place: RawRange) -> str | None:
    """Return the id of the article of the shown issue that has a place of the raw text, or None."""
    issue = workspace.issue
    for block in issue.blocks.values() if issue is not None else ():
        for run in block.runs:
            if run.page == place.page and run.start <= place.start < run.end:
                assert issue is not None
                return issue.article_of(block.id).id
    return None
