"""Lists that are edited as lines of text: house rules, words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.ui.dialogs.files import ask_target, ask_text_file


class LinesDialog(QDialog):
    """Shows a list as lines, and keeps what was changed; which list it is, a class of its own says.

    Signals:
        failed: a ``UserError``: a line that cannot be kept, or a file that cannot be read or written.
        saved: the list has changed.
    """

    failed = Signal(object)
    saved = Signal()

    def __init__(self, title: str, start: Path, kind: str, parent: QWidget | None = None) -> None:
        """Show no lines yet.

        Args:
            title: what the list is.
            start: the file that is proposed to be written.
            kind: the kind of file, with its pattern.
            parent: the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._edit = QPlainTextEdit()
        self._edit.setAccessibleName(title)
        self._hint = QLabel()  # how a line is written
        self._hint.setWordWrap(True)
        take = QPushButton(self.tr("Add from a file…"))
        take.clicked.connect(lambda: ask_text_file(self, title, start.parent, self.add_file))
        give = QPushButton(self.tr("Write to a file…"))
        give.clicked.connect(lambda: ask_target(self, title, start, kind, self.write_file))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        self._row = QHBoxLayout()
        self._row.addWidget(take)
        self._row.addWidget(give)
        self._row.addStretch(1)
        self._row.addWidget(buttons)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._edit, 1)
        self._column.addWidget(self._hint)
        self._column.addLayout(self._row)
        self.resize(560, 420)

    def add_file(self, path: Path) -> None:
        """Add the lines of a file to those shown."""
        try:
            self._edit.setPlainText(self._with_file(path))
        except UserError as error:
            self.failed.emit(error)

    def write_file(self, path: Path) -> None:
        """Write the lines shown to a file."""
        try:
            self._write(path)
        except UserError as error:
            self.failed.emit(error)

    def save(self) -> None:
        """Keep what was changed, and close; a line that cannot be kept is told of, and nothing is kept."""
        try:
            changed = self._keep()
        except UserError as error:
            self.failed.emit(error)
            return
        if changed:
            self.saved.emit()
        self.accept()

    def _with_file(self, path: Path) -> str:
        """Return the lines shown and those of a file together."""
        raise NotImplementedError

    def _write(self, path: Path) -> None:
        raise NotImplementedError

    def _keep(self) -> bool:
        """Keep what is shown; tells whether it has changed."""
        raise NotImplementedError
