"""Exporting the shown issue, beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.services.project.session import Session
from annotator.ui.qt.workers import Jobs
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.model.issue import Issue
    from annotator.services.export.export_choice import ExportChoice


class Exporting(QObject):
    """Writes the shown issue to files.

    Signals:
        exported: the path of a file or folder that was written.
        working: a ``Job`` that began, and what it does: ``"export"``.
        failed: an exception.
    """

    exported = Signal(object)
    working = Signal(object, str)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs

    def export(self, target: Path, chosen: ExportChoice) -> None:
        """Write the shown issue as it was chosen, to a file or into a folder."""
        session, issue = self._workspace.session, self._workspace.issue
        threshold = self._workspace.choice.threshold
        if session is None or issue is None:
            return
        job = self._jobs.start(
            lambda _progress, _cancelled: _export(session, issue, target, chosen, threshold),
            lambda _none: self.exported.emit(target),
            failed=self.failed.emit,
        )
        self.working.emit(job, "export")

    def export_back(self, folder: Path) -> None:
        """Write the OCR files that the shown issue came from into a folder, with corrected text."""
        session, issue = self._workspace.session, self._workspace.issue
        if session is None or issue is None:
            return
        job = self._jobs.start(
            lambda _progress, _cancelled: _export_back(session, issue, folder),
            lambda _none: self.exported.emit(folder),
            failed=self.failed.emit,
        )
        self.working.emit(job, "export")


# What writes is loaded beside the window.


def _export(session: Session, issue: Issue, target: Path, chosen: ExportChoice, threshold: float) -> None:
    from annotator.services.export.exporting import export_chosen, material_of

    export_chosen(material_of(session, issue, chosen, threshold), target, chosen)


def _export_back(session: Session, issue: Issue, folder: Path) -> None:
    from annotator.services.export.exporting import export_sources

    export_sources(session, issue, folder)
