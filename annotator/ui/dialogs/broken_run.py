"""What is said when the program came to no proper end the last time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class BrokenRunBox(QMessageBox):
    """Says that nothing finished is lost, and offers the backups."""

    def __init__(self, restore: Callable[[], None], log_file: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Information)
        self.setWindowTitle(self.tr("The last time"))
        self.setText(self.tr("The program came to no proper end the last time."))
        said = self.tr(
            "Every step you had finished is saved. If something is missing, a backup can be put back."
        )
        if log_file is not None:
            said += "\n" + self.tr("What is known of it is in {file}.").format(file=log_file)
        self.setInformativeText(said)
        button = self.addButton(self.tr("Restore a backup…"), QMessageBox.ButtonRole.ActionRole)
        self.setDefaultButton(self.addButton(QMessageBox.StandardButton.Ok))
        button.clicked.connect(restore)
