"""Whose labels come in from files of several annotators, what they are called here, and apart or as one person's."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from annotator.services.label_exchange.label_planning import Several

_ROWS = 4
"""Annotators that are seen without scrolling."""


class AnnotatorsChoice(QWidget):
    """Annotators with ticks and the names they get here, and what becomes of their work; hidden if there is but one.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = QComboBox()
        self._several.addItem(self.tr("apart, to be compared and decided upon"), Several.APART)
        self._several.addItem(self.tr("one’s labels for each text: a curator’s, else the last"), Several.ONE)
        self._several.addItem(self.tr("together, as if by one person"), Several.TOGETHER)
        self._several.setAccessibleName(self.tr("Labels of several annotators"))
        self._people = QTableWidget(0, 3)
        self._people.setHorizontalHeaderLabels(
            [self.tr("Annotator in the files"), self.tr("Texts"), self.tr("Name here")]
        )
        self._people.setAccessibleName(self.tr("Annotators in the files"))
        self._people.verticalHeader().hide()
        self._people.horizontalHeader().setStretchLastSection(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._several)
        column.addWidget(self._people)
        self._several.currentIndexChanged.connect(lambda _index: self._tell())
        self._people.itemChanged.connect(lambda _item: self.changed.emit())
        self.hide()

    def show_people(self, counts: Mapping[str, int]) -> None:
        """Show annotators with their numbers of texts; none: there is nothing to choose."""
        self._people.blockSignals(True)
        self._people.setRowCount(len(counts))
        for row, (name, count) in enumerate(counts.items()):
            person, number, called = (QTableWidgetItem(text) for text in (name, f"{count:,}", name))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            person.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            person.setCheckState(Qt.CheckState.Checked)
            number.setFlags(flags)
            number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for at, item in enumerate((person, number, called)):
                self._people.setItem(row, at, item)
        self._people.blockSignals(False)
        self._people.resizeColumnsToContents()
        height = self._people.verticalHeader().defaultSectionSize() * min(len(counts), _ROWS)
        self._people.setFixedHeight(height + self._people.horizontalHeader().sizeHint().height() + 4)
        self.setVisible(bool(counts))

    def _tell(self) -> None:
        self._people.setColumnHidden(2, self.several is not Several.APART)
        self.changed.emit()

    @property
    def several(self) -> Several:
        """What becomes of the work of several annotators."""
        return Several(self._several.currentData())

    @property
    def people(self) -> dict[str, str | None]:
        """What annotators are to be called; None: they are left out."""
        found: dict[str, str | None] = {}
        for row in range(self._people.rowCount()):
            person, called = self._people.item(row, 0), self._people.item(row, 2)
            if person is not None and called is not None:
                wanted = person.checkState() is Qt.CheckState.Checked
                found[person.text()] = (called.text().strip() or person.text()) if wanted else None
        return found
