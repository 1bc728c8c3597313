"""Asking for the password of a locked file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from annotator.ui.panels.parts import faded


class PasswordDialog(QDialog):
    """Asks for one password; what is typed is not shown.

    Signals:
        given: the password.
        passed_over: this file is to stay locked, and the others are to be asked for.
    """

    given = Signal(str)
    passed_over = Signal()

    def __init__(self, path: Path, parent: QWidget, *, wrong: bool, others: int) -> None:
        """Make it.

        Args:
            path: the locked file.
            parent: the window it belongs to.
            wrong: whether a password was given before that does not open the file.
            others: how many more files are locked.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Password"))
        self.setMinimumWidth(380)
        told = QLabel(
            self.tr("This password does not open {file}. Which one does?").format(file=path.name)
            if wrong
            else self.tr("{file} is locked by a password. What is it?").format(file=path.name)
        )
        told.setWordWrap(True)
        told.setToolTip(str(path))
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setAccessibleName(self.tr("Password"))
        kept = faded(self.tr("It is remembered until the program is closed, and written nowhere."))
        kept.setWordWrap(True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        if others:
            skip = self._buttons.addButton(self.tr("Skip this file"), QDialogButtonBox.ButtonRole.ActionRole)
            skip.clicked.connect(self._pass_over)
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setEnabled(False)
        self._field.textChanged.connect(lambda text: self._ok.setEnabled(bool(text)))
        self._buttons.accepted.connect(self._give)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(self._field)
        column.addWidget(kept)
        column.addWidget(self._buttons)
        self._field.setFocus()

    def _give(self) -> None:
        password = self._field.text()
        self.accept()
        self.given.emit(password)

    def _pass_over(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self.passed_over.emit()
