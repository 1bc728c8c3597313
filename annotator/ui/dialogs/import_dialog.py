"""Importing pages: which files are the pages of the issue, in which order, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.services.files.image_pairing import is_image, without_paired
from annotator.services.files.issue_files import IssueFiles, collect_issue, natural_key
from annotator.services.files.page_ranges import spell_ranges
from annotator.text.filling import filled
from annotator.ui.controllers.project.projects import name_of
from annotator.ui.controllers.unlocking import Unlocking
from annotator.ui.dialogs.files import ask_pages
from annotator.ui.dialogs.pages_dialog import PagesDialog
from annotator.ui.panels.parts import EmptyNote, faded
from annotator.ui.qt.workers import Jobs
from annotator.ui.words.errors import sentence

_ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be imported.

    Attributes:
        files: the files in page order.
        name: the issue's name, or empty.
        encoding: the encoding of text files, or empty for detecting it.
        numbers: the printed page numbers by file, None where the program is to find one out; empty for all.
        beside: what else is known of the files.
        bare_images: whether images without text are pages too.
    """

    files: tuple[Path, ...]
    name: str
    encoding: str
    numbers: tuple[str | None, ...]
    beside: IssueFiles
    bare_images: bool


class ImportDialog(QDialog):
    """Collects page files; they may be dropped here too.

    Signals:
        chosen: a ``Chosen``.
    """

    chosen = Signal(object)

    def __init__(self, folder: Path, jobs: Jobs, unlocking: Unlocking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._jobs = jobs
        self._unlocking = unlocking
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import pages"))
        self.setAcceptDrops(True)
        self.resize(560, 420)
        self._files = QListWidget()
        self._files.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._files.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._files.setAccessibleName(self.tr("Page files"))
        self._note = EmptyNote(self._files, self.tr("Drop files or a folder here, or add files."))
        self._name = QLineEdit()
        self._name.setPlaceholderText(self.tr("made from the files"))
        self._numbers = QLineEdit()
        self._numbers.setPlaceholderText(self.tr("found out; say 1, 3 for the printed pages 1 and 3"))
        self._numbers.textEdited.connect(lambda _text: self._refresh())
        self._wrong = faded()
        self._some = QPushButton(self.tr("Choose pages…"))
        self._some.setToolTip(self.tr("Which pages of the PDF are imported; all by default."))
        self._beside = IssueFiles(())
        self._said: dict[Path, str | None] = {}
        self._untaken: UserError | None = None
        self._bare = QCheckBox()
        self._bare.setToolTip(self.tr("Such pages have no text; their image is shown."))
        self._encoding = QComboBox()
        self._encoding.addItem(self.tr("detect"), "")
        for encoding in _ENCODINGS:
            self._encoding.addItem(encoding.upper(), encoding)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = self._buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._refresh()

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders; the list is put into natural order by name."""
        known = set(self._paths())
        fresh = [path for entry in paths for path in self._expanded(entry) if path not in known]
        paired = {*known, *fresh} - set(without_paired([*known, *fresh]))
        fresh = [path for path in fresh if path not in paired]
        for path in sorted([*known, *dict.fromkeys(fresh)], key=lambda each: natural_key(each.name)):
            if path in known:
                continue
            item = QListWidgetItem(path.name)
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self._files.insertItem(self._place_of(path), item)
        if paths:
            self._folder = paths[-1].parent
        self._refresh()
        if self._untaken is not None:
            self._tell(self._untaken)
            self._untaken = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add dropped files and folders."""
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        told = QLabel(
            self.tr("The files are the pages of one issue, in page order. Drag to change the order.")
        )
        told.setWordWrap(True)
        add = QPushButton(self.tr("Add files…"))
        add.clicked.connect(lambda: ask_pages(self, self._folder, self.add))
        remove = QPushButton(self.tr("Remove"))
        remove.clicked.connect(self._remove)
        self._some.clicked.connect(self._ask_some)
        self._files.itemSelectionChanged.connect(self._refresh_some)
        side = QVBoxLayout()
        side.addWidget(add)
        side.addWidget(remove)
        side.addWidget(self._some)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self._files, 1)
        middle.addLayout(side)
        form = QFormLayout()
        form.addRow(self.tr("Name of the issue"), self._name)
        form.addRow(self.tr("Page numbers"), self._numbers)
        form.addRow("", self._wrong)
        form.addRow(self.tr("Encoding"), self._encoding)
        form.addRow("", self._bare)
        column = QVBoxLayout(self)
        column.addWidget(told)
        column.addLayout(middle, 1)
        column.addLayout(form)
        column.addWidget(self._buttons)

    def _paths(self) -> list[Path]:
        items = (self._files.item(row) for row in range(self._files.count()))
        return [Path(item.data(Qt.ItemDataRole.UserRole)) for item in items if item is not None]

    def _place_of(self, path: Path) -> int:
        """Return the row before which a file belongs by its name."""
        names = [natural_key(each.name) for each in self._paths()]
        return next((row for row, name in enumerate(names) if name > natural_key(path.name)), len(names))

    def _remove(self) -> None:
        for item in self._files.selectedItems():
            self._files.takeItem(self._files.row(item))
        self._refresh()

    def _pdf(self) -> QListWidgetItem | None:
        """Return the PDF whose pages can be chosen: the selected one, or the only one."""
        items = [self._files.item(row) for row in range(self._files.count())]
        found = [item for item in items if _path_of(item).suffix.lower() == ".pdf"]
        selected = [item for item in found if item.isSelected()]
        best = selected or found
        return best[0] if len(best) == 1 else None

    def _refresh_some(self) -> None:
        self._some.setEnabled(self._pdf() is not None)

    def _ask_some(self) -> None:
        item = self._pdf()
        if item is None:
            return
        path = _path_of(item)
        # A file that stays locked is refused by the dialog.
        self._unlocking.unlock((path,), lambda _locked: self._show_pages(path), self)

    def _show_pages(self, path: Path) -> None:
        password = self._unlocking.passwords.of(path)
        asked = PagesDialog(path, self._beside.chosen.get(path, ()), self._jobs, self, password=password)
        asked.chosen.connect(lambda pages: self._choose(path, pages))
        asked.failed.connect(self._tell)
        asked.open()

    def _choose(self, path: Path, pages: frozenset[int]) -> None:
        chosen = {key: value for key, value in self._beside.chosen.items() if key != path}
        if pages:
            chosen[path] = pages
        self._beside = replace(self._beside, chosen=chosen)
        for row in range(self._files.count()):
            item = self._files.item(row)
            if _path_of(item) == path:
                item.setText(f"{path.name}  ({spell_ranges(pages)})" if pages else path.name)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._wrong.setText(sentence(error.code, error.values))
            self._wrong.setVisible(True)

    def _refresh(self) -> None:
        self._refresh_some()
        paths = self._paths()
        numbers = page_numbers(self._numbers.text())
        fit = not numbers or len(numbers) == len(paths)
        self._wrong.setVisible(not fit)
        self._wrong.setText(
            sentence("import.numbers", {"count": len(numbers), "files": len(paths)}) if not fit else ""
        )
        listed = [path for path in paths if is_image(path)]
        bare = len(listed) + len(self._beside.pictures)
        self._bare.setVisible(bare > 0)
        self._bare.setText(
            filled(
                self.tr("Take {count} {count:image without text as a page|images without text as pages} too"),
                count=bare,
            )
        )
        if listed and len(listed) == len(paths):
            self._bare.setChecked(True)
        self._go.setEnabled(bool(paths) and fit)
        self._note.show_if(not paths)
        self._name.setPlaceholderText(name_of(paths) if paths else self.tr("made from the files"))

    def _accept(self) -> None:
        paths = self._paths()
        said = [self._said.get(path) for path in paths]
        numbers = page_numbers(self._numbers.text()) or (said if any(said) else [])
        self.chosen.emit(
            Chosen(
                tuple(paths),
                self._name.text().strip(),
                self._encoding.currentData(),
                tuple(numbers),
                self._beside,
                self._bare.isVisibleTo(self) and self._bare.isChecked(),
            )
        )
        self.accept()

    def _expanded(self, path: Path) -> list[Path]:
        """Return the page files of a folder or METS file, or the path itself; what is wrong the import will say."""
        try:
            found = collect_issue([path])
        except UserError as error:
            # A folder that adds nothing, or several issues, or a file that does not say what it should.
            self._untaken = error if path.is_dir() else self._untaken
            return [] if path.is_dir() else [path]
        self._said |= dict(zip(found.files, found.numbers, strict=False))
        self._beside = replace(
            self._beside,
            found=self._beside.found | found.found,
            images={**self._beside.images, **found.images},
            pictures=tuple(dict.fromkeys((*self._beside.pictures, *found.pictures))),
        )
        return list(found.files)


def _path_of(item: QListWidgetItem) -> Path:
    return Path(item.data(Qt.ItemDataRole.UserRole))


def page_numbers(text: str) -> list[str | None]:
    """Return the page numbers in a text, which Western or Chinese commas part; None for an empty place."""
    if not text.strip():
        return []
    return [number.strip() or None for number in re.split("[,，、;；]", text)]
