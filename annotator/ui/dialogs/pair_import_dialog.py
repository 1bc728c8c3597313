"""Importing corrections: pairs of wrong and right sentences, onto the paragraphs that hold them or as an issue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.services.jobs import import_errands
from annotator.services.jobs.import_errands import PairsTold
from annotator.services.label_exchange.label_planning import Reason
from annotator.services.label_exchange.pair_importing import LeftOut
from annotator.services.project.session import Session
from annotator.text.filling import filled
from annotator.ui.controllers.project.packed_import import PackedImport
from annotator.ui.dialogs.files import ask_pairs
from annotator.ui.dialogs.packed_import_dialog import PackedImportDialog
from annotator.ui.panels.parts import faded
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

_REASONS = {
    Reason.ARTICLE: QT_TRANSLATE_NOOP("PairImportDialog", "no paragraph has this text"),
    Reason.AMBIGUOUS: QT_TRANSLATE_NOOP("PairImportDialog", "several places have this text"),
    Reason.PRESENT: QT_TRANSLATE_NOOP("PairImportDialog", "it stands there right already"),
    Reason.OVERLAP: QT_TRANSLATE_NOOP("PairImportDialog", "another pair corrects the same place"),
}


class PairImportDialog(PackedImportDialog):
    """Asks for a file of pairs, shows what importing it would do, and does it; tells how many places were corrected."""

    def __init__(
        self, session: Session, folder: Path, importing: PackedImport, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, folder, importing, parent)
        self._path: Path | None = None
        self._told: PairsTold | None = None
        self.setWindowTitle(self.tr("Import corrections"))
        self.resize(640, 460)
        self._file = QLineEdit()
        self._file.setReadOnly(True)
        self._file.setPlaceholderText(self.tr("TSV, JSON or SGML with wrong and right sentences"))
        self._where.addItem(self.tr("onto the paragraphs that hold the wrong sentences"), False)
        self._where.addItem(self.tr("as an issue of its own, a paragraph a pair"), True)
        self._name.setPlaceholderText(self.tr("made from the file"))
        self._lay_out()
        self._plan_on_change()
        self._refresh()

    def _lay_out(self) -> None:
        choose = QPushButton(self.tr("Choose file…"))
        choose.clicked.connect(lambda: ask_pairs(self, self._folder, self.take))
        row = QHBoxLayout()
        row.addWidget(self._file, 1)
        row.addWidget(choose)
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

    def _asked(self, path: Path) -> tuple[Path, Path, str, str | None]:
        """Return the project, the file, who corrects, and the name of a new issue."""
        return self._session.path, path, self._who.text().strip(), self._new_name()

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        self.take(paths[0])

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
        self._name.setEnabled(self._is_new())
        waiting = self._looking() if self._path is not None else ""
        line = self.tr("{pairs} {pairs:pair|pairs}: {count} {count:place|places} will be corrected.")
        said = filled(line, pairs=f"{told.pairs:,}", count=f"{told.corrections:,}") if told else waiting
        self._summary.setText(said)
        lines = []
        if told is not None:
            wrong = self.tr("record {record}: no pair of sentences")
            lines += [wrong.format(record=record) for record in told.wrong]
            lines += [self._line(each) for each in told.left_out]
            if told.n_left_out > len(told.left_out):
                lines.append(self._more(told.n_left_out - len(told.left_out)))
        self._problems.setPlainText("\n".join(lines))
        self._go.setEnabled(self._can_go())

    def _can_go(self) -> bool:
        return self._told is not None and (self._is_new() or self._told.corrections > 0)

    def _line(self, each: LeftOut) -> str:
        reason = QCoreApplication.translate("PairImportDialog", _REASONS[each.reason])
        line = self.tr("record {record}: “{text}”: {reason}")
        return line.format(record=each.record, text=" ".join(each.text.split()), reason=reason)

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
            progressed=self._show_share,
            began=self._follow,
        )
