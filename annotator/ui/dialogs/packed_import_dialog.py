"""What the dialogs of imports into a project have in common: a plan is told first, then carried out as one step."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

from annotator.services.project.session import Session
from annotator.ui.controllers.project.packed_import import PackedImport
from annotator.ui.qt.workers import Job
from annotator.ui.words.errors import sentence_of


class PackedImportDialog(QDialog):
    """Shows what importing files would do, and does it.

    Signals:
        imported: what came of it.
        failed: what is no error of the user's world.
    """

    imported = Signal(object)
    failed = Signal(object)

    def __init__(
        self, session: Session, folder: Path, importing: PackedImport, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._folder, self._importing = session, folder, importing
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._fields = QWidget()  # nothing here can be chosen while it is being done
        self._where = QComboBox()
        self._name = QLineEdit()
        self._who = QLineEdit(session.who)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._problems = QPlainTextEdit()
        self._problems.setReadOnly(True)
        self._problems.setAccessibleName(self.tr("What does not fit"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = self._buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self._take_dropped(paths)
        event.acceptProposedAction()

    # What each import does in its own way.

    @abstractmethod
    def _take_dropped(self, paths: Sequence[Path]) -> None:
        """Take files."""

    @abstractmethod
    def _make_plan(self) -> None:
        """Find out at the workplace what would come of it."""

    @abstractmethod
    def _can_go(self) -> bool:
        """Tell whether there is a plan that does anything."""

    @abstractmethod
    def _accept(self) -> None:
        """Carry the plan out."""

    # What they do alike.

    def _plan_on_change(self) -> None:
        """Make another plan when something else is asked for."""
        self._where.currentIndexChanged.connect(lambda _index: self._make_plan())
        for line in (self._name, self._who):
            line.editingFinished.connect(self._make_plan)

    def _is_new(self) -> bool:
        """Tell whether it becomes an issue of its own."""
        return bool(self._where.currentData())

    def _new_name(self) -> str | None:
        """Return the name of the new issue, None if it does not become one."""
        return (self._name.text().strip() or self._name.placeholderText()) if self._is_new() else None

    def _more(self, count: int) -> str:
        """Return the line that says that there are more of what is listed."""
        return self.tr("… and {count} more").format(count=count)

    def _looking(self) -> str:
        return self.tr("Looking…")

    def _show_share(self, share: float) -> None:
        self._bar.setValue(round(100 * share))

    def _follow(self, job: Job) -> None:
        self._job = job

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _set_busy(self, busy: bool) -> None:
        """Let nothing be chosen while it is being done."""
        self._fields.setEnabled(not busy)
        self._go.setEnabled(not busy and self._can_go())
        self._bar.setValue(0)
        self._bar.setVisible(busy)

    def _tell(self, error: Exception) -> None:
        """Say what is wrong."""
        self._set_busy(False)
        said = sentence_of(error)
        if said is None:
            self.failed.emit(error)
        self._say(said or "")

    def _say(self, said: str) -> None:
        self._summary.setText(said)

    def _end(self, result: object) -> None:
        self.imported.emit(result)
        self.accept()
