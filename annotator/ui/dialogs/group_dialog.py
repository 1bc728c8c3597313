"""Comparing in print all places that were read alike: a grid, in which the odd ones are marked or corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from annotator.services.doubts.alike import ReadPlace, unlike
from annotator.text.filling import filled
from annotator.ui.image.snippet_grid import PIECE, Cell, SnippetGrid, SnippetModel
from annotator.ui.image.snippets import THUMB
from annotator.ui.panels.parts import ContextLine, faded


class GroupDialog(QDialog):
    """Shows the print of places, and collects which of them are odd.

    Signals:
        decided: the odd places, each with what belongs there or an empty text, as a dict.
    """

    decided = Signal(object)

    def __init__(self, text: str, pages: Sequence[str], expected: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._pages = pages
        self._expected = expected
        self._missing = 0
        self._contexts: dict[ReadPlace, tuple[str, str, str]] = {}
        self._prints: dict[ReadPlace, bytes] = {}
        self._touched = False
        self.setWindowTitle(self.tr("All places read as “{text}”").format(text=text))
        self.model = SnippetModel(self)
        self.grid = SnippetGrid(self.model)
        self.grid.setAccessibleName(self.tr("Print of all places read as “{text}”").format(text=text))
        self.grid.set_width(max(PIECE, PIECE * min(len(text), 6)))
        self._told = QLabel()
        self._hint = faded(
            self.tr(
                "Space marks an odd one · type what belongs there · Backspace takes that back · Enter is done"
            )
        )
        self._context = ContextLine()
        self._summary = faded()
        self._order = QCheckBox(self.tr("Most unlike first"))
        self._order.setChecked(True)
        self._order.toggled.connect(self._sort)
        self._bar = QProgressBar()
        self._bar.setRange(0, max(expected, 1))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._take = self._buttons.addButton(self.tr("Done"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._finish)
        self._buttons.rejected.connect(self.reject)
        self.grid.finished.connect(self._finish)
        self.grid.current_changed.connect(self._show_context)
        self.model.marked.connect(self._on_marked)
        self._lay_out()
        self._summarise()

    def sizeHint(self) -> QSize:
        """Return a size that shows some eighty characters."""
        return QSize(900, 640)

    def add(self, cells: Sequence[Cell], contexts: Sequence[tuple[str, str, str]], done: int) -> None:
        """Show more cells.

        Args:
            cells: the cells.
            contexts: what stands before, in and after each of them.
            done: how many places this settles, those without print among them.
        """
        self._missing += done - len(cells)
        for cell, context in zip(cells, contexts, strict=True):
            self._contexts[cell.place] = context
            self._prints[cell.place] = cell.thumb
        self.model.add(cells)
        self._bar.setValue(self._bar.value() + done)
        if not self.grid.currentIndex().isValid() and cells:
            self.grid.setCurrentIndex(self.model.index(0))
        self._summarise()

    def end(self) -> None:
        """Say that no more cells will come, and show the most unlike first if nothing was marked yet."""
        self._bar.hide()
        places = list(self._prints)
        values = unlike([self._prints[place] for place in places], THUMB, THUMB)
        self.model.set_unlike(dict(zip(places, values, strict=True)))
        if not self._touched:
            self._sort()
            if self.model.rowCount():
                self.grid.setCurrentIndex(self.model.index(0))
        self._summarise()

    def showEvent(self, event: QShowEvent) -> None:
        """Let keys act in the grid at once."""
        super().showEvent(event)
        self.grid.setFocus()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._told, 1)
        first.addWidget(self._order)
        last = QHBoxLayout()
        last.addWidget(self._summary, 1)
        last.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.addLayout(first)
        column.addWidget(self._hint)
        column.addWidget(self._bar)
        column.addWidget(self.grid, 1)
        column.addWidget(self._context)
        column.addLayout(last)

    def _sort(self) -> None:
        self.model.sort_by(unlike=self._order.isChecked(), pages=self._pages)
        self.grid.scrollTo(self.grid.currentIndex())

    def _show_context(self, row: int) -> None:
        place = self.model.cells[row].place if 0 <= row < self.model.rowCount() else None
        self._context.show_place(self._contexts.get(place, ("", "", "")) if place else ("", "", ""))

    def _on_marked(self) -> None:
        self._touched = True
        self._summarise()

    def _summarise(self) -> None:
        odd = [cell for cell in self.model.cells if cell.is_odd]
        told = filled(self.tr("{count} {count:place|places}"), count=self.model.rowCount())
        if self._missing:
            told += self.tr("; without print or place in it: {count}").format(count=self._missing)
        self._told.setText(told)
        self._summary.setText(
            self.tr("Marked: {count}, with what belongs there: {right}").format(
                count=len(odd), right=sum(bool(cell.right) for cell in odd)
            )
            if odd
            else ""
        )

    def _finish(self) -> None:
        self.decided.emit({cell.place: cell.right for cell in self.model.cells if cell.is_odd})
        self.accept()
