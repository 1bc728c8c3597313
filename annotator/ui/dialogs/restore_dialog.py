"""Backups of a project: a list with what is in each, and the one to put back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.model.labels import LabelScheme
from annotator.services.recovery.backups import Backup, Content, Reason, look_into
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.words import errors
from annotator.ui.words.history import operation_words

_ENTRY = Qt.ItemDataRole.UserRole


class RestoreDialog(QDialog):
    """Lets a person look into the backups of a project and choose one.

    Signals:
        chosen: the ``Backup`` that is to be put in the project's place.
        looked_at: the path of a backup that is to be opened for reading.
        salvage_wanted: what can be read of the damaged project is to be saved.
    """

    chosen = Signal(object)
    looked_at = Signal(object)
    salvage_wanted = Signal()

    def __init__(
        self,
        project: Path,
        backups: Sequence[Backup],
        error: UserError | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Restore: {project}").format(project=project.stem))
        self.resize(820, 420)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Backups, the latest first"))
        self._content = QLabel()
        self._content.setWordWrap(True)
        self._content.setTextFormat(Qt.TextFormat.PlainText)
        self._content.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._content.setAccessibleName(self.tr("What is in the backup"))
        self._restore = QPushButton(self.tr("Put back"))
        self._restore.setDefault(True)
        self._open = QPushButton(self.tr("Open to read"))
        self._salvage = QPushButton(self.tr("Salvage into a new project"))
        self._salvage.setToolTip(
            self.tr("The newest backup, and every later step that can still be read of the file.")
        )
        self._salvage.setVisible(error is not None and error.code == "project.damaged")
        self._salvage.clicked.connect(self.accept)
        self._salvage.clicked.connect(self.salvage_wanted)
        self._lay_out(error, bool(backups))
        self._list.currentItemChanged.connect(self._show)
        self._list.itemActivated.connect(self._choose)
        self._restore.clicked.connect(self._choose)
        self._open.clicked.connect(self._open_copy)
        for entry in backups:
            self._list.addItem(self._item(entry))
        self._list.setCurrentRow(0)
        self._show()

    def _lay_out(self, error: UserError | None, any_backup: bool) -> None:
        layout = QVBoxLayout(self)
        if error is not None:
            told = QLabel(errors.sentence(error.code, error.values))
            told.setObjectName("warning")
            told.setWordWrap(True)
            layout.addWidget(told)
        sides = QHBoxLayout()
        sides.addWidget(self._list, 1)
        sides.addWidget(self._content, 1)
        layout.addLayout(sides, 1)
        nothing = self.tr("There is no backup yet. One is made when a project is opened, and while you work.")
        EmptyNote(self._list, nothing).setVisible(not any_backup)
        note = QLabel(
            self.tr(
                "What stands in the project's place now is kept beside it. History and undo come back too."
            )
        )
        note.setObjectName("faded")
        note.setWordWrap(True)
        layout.addWidget(note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self._open, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._salvage, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _item(self, entry: Backup) -> QListWidgetItem:
        reasons = {
            Reason.OPENED: self.tr("when it was opened"),
            Reason.WORK: self.tr("while working"),
            Reason.MERGE: self.tr("before a merge"),
            Reason.RESTORE: self.tr("before another was put back"),
            Reason.REMOVE: self.tr("before an issue was removed"),
        }
        moment = _local(entry.made)
        size = self.locale().formattedDataSize(entry.path.stat().st_size if entry.path.exists() else 0, 0)
        item = QListWidgetItem(f"{moment} · {reasons[entry.reason]} · {size}")
        item.setData(_ENTRY, entry)
        return item

    def _entry(self) -> Backup | None:
        item = self._list.currentItem()
        entry: Backup | None = item.data(_ENTRY) if item else None
        return entry

    def _show(self) -> None:
        entry = self._entry()
        words, is_sound = "", False
        if entry is not None:
            try:
                words, is_sound = self._words(look_into(entry)), True
            except UserError as error:
                words = errors.sentence(error.code, error.values)
        self._content.setText(words)
        self._restore.setEnabled(is_sound)
        self._open.setEnabled(is_sound)

    def _words(self, content: Content) -> str:
        lines = [
            self.tr("Project: {name}").format(name=content.name),
            self.tr("Issues: {names}").format(names=self.tr(", ").join(content.issues) or "–"),
            self.tr("Steps that can be undone: {count}").format(count=content.steps),
        ]
        if content.recent:
            lines += ["", self.tr("Done last:")]
            for deed in content.recent:
                at = _local(datetime.fromisoformat(deed.at))
                lines.append(
                    " · ".join(
                        filter(None, (at, operation_words(deed.operation, LabelScheme("", "")), deed.who))
                    )
                )
        return "\n".join(lines)

    def _choose(self) -> None:
        entry = self._entry()
        if entry is not None and self._restore.isEnabled():
            self.accept()
            self.chosen.emit(entry)

    def _open_copy(self) -> None:
        entry = self._entry()
        if entry is not None:
            self.accept()
            self.looked_at.emit(entry.path)


def _local(moment: datetime) -> str:
    """Return date and time by the computer's clock, in the form of the person's language."""
    shown = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(shown, QLocale.FormatType.ShortFormat)
