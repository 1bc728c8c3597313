"""The status bar: 疑错 12 · 改正 31 · 标签 8 · 未归 0 字 · 已保存."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from annotator.services.files.network_folders import network_file_system
from annotator.text.filling import filled
from annotator.ui.controllers.proofread.tally import Tally
from annotator.ui.qt.workers import Job
from annotator.ui.workspace import Workspace

_MESSAGE = 6000  # milliseconds
_WARNING = 30_000


class Status(QStatusBar):
    """Counts on the right, messages on the left, progress of long work between them."""

    def __init__(self, workspace: Workspace, tally: Tally, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tally = tally
        self._job: Job | None = None
        self._work = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setFlat(True)
        self._cancel.clicked.connect(self._stop)
        self._checking = QLabel()
        self._checking.hide()
        self._mouse = QLabel()
        self._mouse.hide()
        self._counts = QLabel()
        self._counts.setContentsMargins(8, 0, 8, 0)
        for widget in (self._work, self._bar, self._cancel):
            self.addWidget(widget)
            widget.hide()
        self.addPermanentWidget(self._mouse)
        self.addPermanentWidget(self._checking)
        self.addPermanentWidget(self._counts)
        self.setSizeGripEnabled(False)
        tally.counted.connect(self.refresh)
        self._network = ""
        workspace.session_changed.connect(self._look_where)
        self.refresh()

    def _look_where(self) -> None:
        """Warn of a project in a folder of another computer."""
        session = self._workspace.session
        if self._network:
            self.clearMessage()
        self._network = network_file_system(session.path) if session is not None else ""
        self.refresh()
        if self._network:
            self.showMessage(self._network_warning(), _WARNING)

    def _network_warning(self) -> str:
        return self.tr(
            "This project lies in a network folder ({kind}). While you work, keep it on a disk of this computer: "
            "work can be lost where the connection breaks."
        ).format(kind=self._network)

    def refresh(self) -> None:
        """Show the counts as they are now."""
        session, summary = self._workspace.session, self._tally.summary
        if session is None:
            self._counts.setText(self.tr("No project open"))
            self._counts.setToolTip("")
            return
        saved = self.tr("read-only") if session.read_only else self.tr("saved")
        text = filled(
            self.tr(
                "Doubts {doubts} · Corrections {corrections} · Labels {labels}"
                " · Unplaced {unplaced} {unplaced:character|characters}"
            ),
            doubts=summary.open_flags,
            corrections=summary.corrections,
            labels=summary.labels,
            unplaced=summary.characters.unplaced,
        )
        if self._network:
            saved += " · " + self.tr("network folder")
        self._counts.setText(f"{text} · {saved}")
        counts = summary.characters
        self._counts.setToolTip(
            filled(
                self.tr(
                    "{total} {total:character|characters} of raw text = {articles} in articles"
                    " + {furniture} in furniture + {unplaced} unplaced"
                ),
                total=counts.total,
                articles=counts.articles,
                furniture=counts.furniture,
                unplaced=counts.unplaced,
            )
            + (f"\n{self._network_warning()}" if self._network else "")
        )

    def tell(self, text: str) -> None:
        """Show a message for a while."""
        self.showMessage(text, _MESSAGE)

    def show_mouse(self, text: str) -> None:
        """Say as long as it is so what else the mouse does than select; an empty text for nothing."""
        self._mouse.setText(text)
        self._mouse.setVisible(bool(text))

    def follow(self, job: Job, text: str) -> None:
        """Show the progress of a job until it ends; it can be cancelled from here."""
        self._job = job
        self._work.setText(text)
        self._bar.setValue(0)
        job.progressed.connect(lambda share: self._bar.setValue(round(share * 100)))
        job.ended.connect(lambda: self._done(job))
        # What is done in a moment needs no bar.
        QTimer.singleShot(200, self, lambda: self._show(job))

    def explain(self, text: str) -> None:
        """Say something else of the job whose progress is shown."""
        if self._job is not None:
            self._work.setText(text)

    def show_unchecked(self, share: float) -> None:
        """Show how much of the issue is still to be looked through for doubts, from 1 to 0."""
        self._checking.setText(self.tr("Looking for doubts: {done} %").format(done=int(100 * (1 - share))))
        self._checking.setVisible(share > 0)

    def _show(self, job: Job) -> None:
        if self._job is job:
            for widget in (self._work, self._bar, self._cancel):
                widget.show()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._done(self._job)

    def _done(self, job: Job) -> None:
        if self._job is job:
            self._job = None
            for widget in (self._work, self._bar, self._cancel):
                widget.hide()
