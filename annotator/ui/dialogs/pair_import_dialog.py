"""Importing corrections: pairs of wrong and right sentences, onto the paragraphs that hold them or as an issue."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.services.jobs import import_errands
from annotator.services.jobs.import_errands import PairsTold
from annotator.services.label_exchange.label_planning import Reason
from annotator.services.label_exchange.pair_importing import LeftOut
from annotator.services.project.session import Session
from annotator.ui.controllers.packed_import import PackedImport
from annotator.ui.dialogs.files import ask_pairs
from annotator.ui.errors import sentence_of
from annotator.ui.panels.parts import faded
from annotator.ui.translate import QT_TRANSLATE_NOOP
from annotator.ui.workers import Job

_REASONS = {
    Reason.ARTICLE: QT_TRANSLATE_NOOP("PairImportDialog", "no paragraph has this text"),
    Reason.AMBIGUOUS: QT_TRANSLATE_NOOP("PairImportDialog", "several places have this text"),
    Reason.PRESENT: QT_TRANSLATE_NOOP("PairImportDialog", "it stands there right already"),
    Reason.OVERLAP: QT_TRANSLATE_NOOP("PairImportDialog", "another pair corrects the same place"),
}


class PairImportDialog(QDialog):
    """Asks for a file of pairs, shows what importing it would do, and does it.

    Signals:
        imported: how many places were corrected.
        failed: what is no error of the user's world.
    """

    imported = Signal(int)
    failed = Signal(object)

    def __init__(
        self, session: Session, folder: Path, importing: PackedImport, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._folder, self._importing = session, folder, importing
        self._path: Path | None = None
        self._job: Job | None = None
        self._told: PairsTold | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import corrections"))
        self.setAcceptDrops(True)
        self.resize(640, 460)
        self._file = QLineEdit()
        self._file.setReadOnly(True)
        self._file.setPlaceholderText(self.tr("TSV, JSON or SGML with wrong and right sentences"))
        self._where = QComboBox()
        self._where.addItem(self.tr("onto the paragraphs that hold the wrong sentences"), False)
        self._where.addItem(self.tr("as an issue of its own, a paragraph a pair"), True)
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("made from the file"))
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
        self._lay_out()
        self._where.currentIndexChanged.connect(lambda _index: self._make_plan())
        for line in (self._name, self._who):
            line.editingFinished.connect(self._make_plan)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)
        self._refresh()

    def _lay_out(self) -> None:
        choose = QPushButton(self.tr("Choose file…"))
        choose.clicked.connect(lambda: ask_pairs(self, self._folder, self.take))
        row = QHBoxLayout()
        row.addWidget(self._file, 1)
        row.addWidget(choose)
        self._fields = QWidget()
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("File"), row)
        form.addRow(self.tr("Where to"), self._where)
        form.addRow(self.tr("Name of the issue"), self._name)
        form.addRow(self.tr("Corrected by"), self._who)
        column = QVBoxLayout(self)
        column.addWidget(self._fields)
        column.addWidget(self._summary)
        column.addWidget(faded(self.tr("What does not fit:")))
        column.addWidget(self._problems, 1)
        column.addWidget(self._bar)
        column.addWidget(self._buttons)

    def take(self, path: Path) -> None:
        """Take a file of pairs."""
        self._path, self._folder = path, path.parent
        self._file.setText(path.name)
        self._file.setToolTip(str(path))
        self._name.setPlaceholderText(path.stem)
        self._make_plan()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a dropped file."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take(paths[0])
        event.acceptProposedAction()

    def _asked(self, path: Path) -> tuple[Path, Path, str, str | None]:
        """Return the project, the file, who corrects, and the name of a new issue."""
        new = bool(self._where.currentData())
        name = (self._name.text().strip() or self._name.placeholderText()) if new else None
        return self._session.path, path, self._who.text().strip(), name

    def _make_plan(self) -> None:
        """Find out at the workplace what would come of it."""
        self._stop()
        self._told = None
        self._refresh()
        if self._path is not None:
            asked = self._asked(self._path)
            self._job = self._importing.ask(
                import_errands.plan_pairs, *asked, done=self._take_plan, failed=self._tell
            )

    def _take_plan(self, told: PairsTold) -> None:
        self._told = told
        self._refresh()

    def _refresh(self) -> None:
        told = self._told
        self._name.setEnabled(bool(self._where.currentData()))
        waiting = self.tr("Looking…") if self._path is not None else ""
        line = self.tr("{pairs} pairs: {count} places will be corrected.")
        said = line.format(pairs=f"{told.pairs:,}", count=f"{told.corrections:,}") if told else waiting
        self._summary.setText(said)
        lines = []
        if told is not None:
            wrong = self.tr("record {record}: no pair of sentences")
            lines += [wrong.format(record=record) for record in told.wrong]
            lines += [self._line(each) for each in told.left_out]
            if told.n_left_out > len(told.left_out):
                more = told.n_left_out - len(told.left_out)
                lines.append(self.tr("… and {count} more").format(count=more))
        self._problems.setPlainText("\n".join(lines))
        new = bool(self._where.currentData())
        self._go.setEnabled(told is not None and (new or told.corrections > 0))

    def _line(self, each: LeftOut) -> str:
        reason = QCoreApplication.translate("PairImportDialog", _REASONS[each.reason])
        line = self.tr("record {record}: “{text}”: {reason}")
        return line.format(record=each.record, text=" ".join(each.text.split()), reason=reason)

    def _tell(self, error: Exception) -> None:
        self._set_busy(False)
        said = sentence_of(error)
        if said is None:
            self.failed.emit(error)
        self._summary.setText(said or "")

    def _accept(self) -> None:
        if self._path is None or self._told is None:
            return
        self._set_busy(True)
        self._importing.carry_out(
            import_errands.pack_pairs,
            *self._asked(self._path),
            before=lambda _told: None,
            done=self._end,
            failed=self._tell,
            progressed=lambda share: self._bar.setValue(round(100 * share)),
            began=self._follow,
        )

    def _follow(self, job: Job) -> None:
        self._job = job

    def _set_busy(self, busy: bool) -> None:
        """Let nothing be chosen while it is being done."""
        self._fields.setEnabled(not busy)
        self._go.setEnabled(not busy and self._told is not None)
        self._bar.setValue(0)
        self._bar.setVisible(busy)

    def _end(self, count: int) -> None:
        self.imported.emit(count)
        self.accept()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
