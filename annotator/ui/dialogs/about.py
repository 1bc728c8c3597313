"""What the program is, and the licences of everything it is made of."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__
from annotator.resources import resource_path


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program under a licence of its own.

    Attributes:
        name: its name.
        version: its version, or empty.
        licence: short name of its licence.
        purpose: what it is for, in English.
        purpose_zh: the same in Chinese.
        file: name of the file with the licence's text.
        folder: the folder of ``resources`` it lies in.
    """

    name: str
    version: str
    licence: str
    purpose: str
    purpose_zh: str
    file: str
    folder: str = "licenses"


def parts() -> list[Part]:
    """Return the parts of the program, itself first, and the libraries of the system that a bundle has with it."""
    found = _parts("licenses")
    with suppress(FileNotFoundError):  # only a bundle for Linux has them
        found += _parts("system_licenses")
    return found


def _parts(folder: str) -> list[Part]:
    entries = json.loads(resource_path(folder, "index.json").read_text(encoding="utf-8"))
    return [
        Part(
            entry["name"],
            entry["version"] or "",
            entry["license"],
            entry["purpose"],
            entry["purpose_zh"],
            entry["file"],
            folder,
        )
        for entry in entries
    ]


class AboutDialog(QDialog):
    """Tells what the program is; a chosen part's licence is shown in full."""

    def __init__(self, *, chinese: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About"))
        self.resize(900, 600)
        said = self.tr(
            "Proofread and label Chinese newspaper text. It opens no network connection; "
            "every change is saved at once and can be undone."
        )
        licence = self.tr("Licence: Apache-2.0. It is made with the parts below, each under its own licence.")
        told = QLabel(
            f"<h3>校注 Annotator {escape(__version__)}</h3><p>{escape(said)}</p><p>{escape(licence)}</p>"
        )
        told.setWordWrap(True)
        self._parts = QListWidget()
        self._parts.setSpacing(3)
        self._parts.setWordWrap(True)
        self._parts.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._parts.setAccessibleName(self.tr("Parts"))
        for part in parts():
            item = QListWidgetItem(f"{part.name} {part.version}\n{part.licence}")
            item.setToolTip(part.purpose_zh if chinese else part.purpose)
            item.setData(Qt.ItemDataRole.UserRole, (part.folder, part.file))
            self._parts.addItem(item)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(self.tr("Licence"))
        self._parts.currentItemChanged.connect(self._show)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._parts)
        split.addWidget(self._text)
        split.setSizes([240, 660])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addWidget(split, 1)
        column.addWidget(buttons)
        self._parts.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        place = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self._text.setPlainText(resource_path(*place).read_text(encoding="utf-8") if place else "")
