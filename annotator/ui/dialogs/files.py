"""Asking for files; all without blocking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.services.files.issue_files import IMAGE_SUFFIXES, SUFFIXES
from annotator.ui.controllers.project.projects import SUFFIX


def ask_project(parent: QWidget, folder: Path, *, new: bool, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a project file to open, or for the place of a new one."""
    title = QCoreApplication.translate("Files", "New project") if new else _open_title()
    dialog = _dialog(parent, title, folder)
    dialog.setNameFilter(
        QCoreApplication.translate("Files", "Projects ({pattern})").format(pattern=f"*{SUFFIX}")
    )
    dialog.setDefaultSuffix(SUFFIX.lstrip("."))
    if new:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_packages(
    parent: QWidget, title: str, folder: Path, chosen: Callable[[list[Path]], object]
) -> QFileDialog:
    """Ask for work packages to merge."""
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(
        QCoreApplication.translate("Files", "Projects ({pattern})").format(pattern=f"*{SUFFIX}")
    )
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.open()
    return dialog


def ask_reading(parent: QWidget, title: str, folder: Path, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for the file of a new reading of a page."""
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _filter_pages(dialog)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_pages(parent: QWidget, folder: Path, chosen: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask for page files."""
    dialog = _dialog(parent, QCoreApplication.translate("Files", "Add page files"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    _filter_pages(dialog)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.open()
    return dialog


def _filter_pages(dialog: QFileDialog) -> None:
    dialog.setNameFilters(
        [
            QCoreApplication.translate("Files", "Pages ({pattern})").format(
                pattern=" ".join(f"*{suffix}" for suffix in sorted(SUFFIXES | IMAGE_SUFFIXES))
            ),
            QCoreApplication.translate("Files", "All files ({pattern})").format(pattern="*"),
        ]
    )


def ask_target(
    parent: QWidget, title: str, start: Path, kind: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask where to write a file of one kind, e.g. ``HTML page (*.html)``; its suffix is that of ``start``."""
    dialog = _dialog(parent, title, start.parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kind)
    dialog.setDefaultSuffix(start.suffix.lstrip("."))
    dialog.selectFile(start.name)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_text_file(parent: QWidget, title: str, folder: Path, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a table or another text file to read."""
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            QCoreApplication.translate("Files", "Tables and texts ({pattern})").format(
                pattern="*.csv *.tsv *.txt"
            ),
            QCoreApplication.translate("Files", "All files ({pattern})").format(pattern="*"),
        ]
    )
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_scheme_file(
    parent: QWidget, title: str, folder: Path, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a label scheme to read: our own, Label Studio's or doccano's."""
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            QCoreApplication.translate("Files", "Label schemes ({pattern})").format(
                pattern="*.json *.xml *.txt"
            ),
            QCoreApplication.translate("Files", "All files ({pattern})").format(pattern="*"),
        ]
    )
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_image(parent: QWidget, folder: Path, name: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for the image of a page; ``name`` is what it was called, or empty."""
    title = QCoreApplication.translate("Files", "Image of this page")
    if name:
        title = QCoreApplication.translate("Files", "Where is {file}?").format(file=name)
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    patterns = " ".join(f"*{suffix}" for suffix in sorted({*IMAGE_SUFFIXES, PurePath(name).suffix} - {""}))
    dialog.setNameFilters(
        [
            QCoreApplication.translate("Files", "Images ({pattern})").format(pattern=patterns),
            QCoreApplication.translate("Files", "All files ({pattern})").format(pattern="*"),
        ]
    )
    dialog.fileSelected.connect(lambda found: chosen(Path(found)))
    dialog.open()
    return dialog


def ask_label_files(parent: QWidget, folder: Path, chosen: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask for files of labels."""
    from annotator.services.label_exchange.label_reading import (
        SUFFIXES as LABEL_SUFFIXES,  # with all formats of labels
    )

    dialog = _dialog(parent, QCoreApplication.translate("Files", "Add files of labels"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [
            QCoreApplication.translate("Files", "Labels ({pattern})").format(
                pattern=" ".join(f"*{suffix}" for suffix in sorted(LABEL_SUFFIXES))
            ),
            QCoreApplication.translate("Files", "All files ({pattern})").format(pattern="*"),
        ]
    )
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.open()
    return dialog


def ask_pairs(parent: QWidget, folder: Path, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a file of pairs of wrong and right sentences."""
    dialog = _dialog(parent, QCoreApplication.translate("Files", "File of corrections"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            QCoreApplication.translate("Files", "Pairs of sentences ({pattern})").format(
                pattern="*.tsv *.txt *.json *.jsonl *.sgml *.xml *.csc"
            ),
            QCoreApplication.translate("Files", "All files ({pattern})").format(pattern="*"),
        ]
    )
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, start: Path, chosen: Callable[[Path], object]) -> QFileDialog:
    """Ask for a folder to write into."""
    dialog = _dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def _open_title() -> str:
    return QCoreApplication.translate("Files", "Open project")


def _dialog(parent: QWidget, title: str, folder: Path) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
