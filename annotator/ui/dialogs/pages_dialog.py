"""Choosing pages of a PDF before it is imported: a list of small pages, and ranges typed like 1-8,12."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.formats.pdf_drawing import DrawnPage
from annotator.services.files.page_ranges import parse_ranges, spell_ranges
from annotator.services.sources.pdf_images import draw_small_pages
from annotator.ui.panels.parts import faded
from annotator.ui.qt.workers import Job, Jobs
from annotator.ui.words.errors import sentence

_HEIGHT = 150  # pixels of a small page
_BATCH = 12  # pages drawn in one go


class PagesDialog(QDialog):
    """Shows the pages of a PDF, each with a tick, and the same as ranges.

    Signals:
        chosen: the places of the ticked pages, from 1, as a frozen set; empty for all pages.
        failed: an exception: the file cannot be read.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        path: Path,
        pages: Collection[int],
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        password: str = "",
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._password = password
        self._wanted = frozenset(pages)
        self._jobs = jobs
        self._job: Job | None = None
        self._count = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Pages of {file}").format(file=path.name))
        self.resize(680, 520)
        self._list = QListWidget()
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setIconSize(QSize(_HEIGHT, _HEIGHT))
        self._list.setGridSize(QSize(_HEIGHT + 10, _HEIGHT + 34))
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.itemChanged.connect(self._spell)
        self._ranges = QLineEdit()
        self._ranges.setPlaceholderText(self.tr("all; say 1-8,12 for some of them"))
        self._ranges.textEdited.connect(self._tick)
        self._wrong = faded()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)
        form = QFormLayout()
        form.addRow(self.tr("Pages"), self._ranges)
        form.addRow("", self._wrong)
        column = QVBoxLayout(self)
        column.addWidget(self._list, 1)
        column.addLayout(form)
        column.addWidget(self._buttons)
        self._ranges.setText(spell_ranges(self._wanted))
        self._ranges.setFocus()
        self._draw(1)

    def _draw(self, first: int) -> None:
        """Draw some pages beside the window, then the next ones."""

        def show(found: tuple[int, list[DrawnPage | None]]) -> None:
            self._fill(first, *found)

        self._job = self._jobs.start(
            lambda _progress, cancelled: draw_small_pages(
                self._path, first, _BATCH, _HEIGHT, cancelled, self._password
            ),
            show,
            failed=self._fail,
        )

    def _fill(self, first: int, count: int, drawn: list[DrawnPage | None]) -> None:
        if not self._count:
            self._count = count
            self._list.blockSignals(True)
            for number in range(1, count + 1):
                item = QListWidgetItem(str(number))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
                item.setIcon(QIcon(_blank()))
                self._list.addItem(item)
            self._list.blockSignals(False)
            self._tick(self._ranges.text())
        self._list.blockSignals(True)
        for number, page in enumerate(drawn, start=first):
            item = self._list.item(number - 1)
            if page is not None and item is not None:
                item.setIcon(QIcon(QPixmap.fromImage(_image(page))))
        self._list.blockSignals(False)
        self._job = None
        if first + _BATCH <= count:
            self._draw(first + _BATCH)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(error)
        self.reject()

    def _stop(self, _result: int) -> None:
        if self._job is not None:
            self._job.cancel()

    def _spell(self, _item: QListWidgetItem) -> None:
        """Say as ranges what is ticked; all pages are no ranges."""
        ticked = self._ticked()
        self._ranges.setText("" if len(ticked) == self._count else spell_ranges(ticked))
        self._judge("" if ticked else self.tr("No page is chosen."))

    def _tick(self, text: str) -> None:
        """Tick the pages that ranges name."""
        try:
            pages = parse_ranges(text) if text.strip() else frozenset(range(1, self._count + 1))
        except UserError as error:
            self._judge(sentence(error.code, error.values))
            return
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            ticked = Qt.CheckState.Checked if row + 1 in pages else Qt.CheckState.Unchecked
            self._list.item(row).setCheckState(ticked)
        self._list.blockSignals(False)
        self._list.viewport().update()
        none = self._count and not any(page <= self._count for page in pages)
        values = {"file": self._path.name, "count": self._count}
        self._judge(sentence("import.no_such_pages", values) if none else "")

    def _judge(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not wrong)

    def _ticked(self) -> frozenset[int]:
        rows = range(self._list.count())
        return frozenset(
            row + 1 for row in rows if self._list.item(row).checkState() is Qt.CheckState.Checked
        )

    def _accept(self) -> None:
        text = self._ranges.text()
        self.chosen.emit(parse_ranges(text) if text.strip() else frozenset())
        self.accept()


def _image(page: DrawnPage) -> QImage:
    form = QImage.Format.Format_Grayscale8 if page.channels == 1 else QImage.Format.Format_RGB32
    # The image does not keep the bytes, so it is copied while they are there.
    return QImage(page.pixels(), page.width, page.height, page.width * page.channels, form).copy()


def _blank() -> QPixmap:
    """Return what stands for a page that is not drawn yet."""
    blank = QPixmap(round(_HEIGHT * 0.7), _HEIGHT)
    blank.fill(Qt.GlobalColor.lightGray)
    return blank
