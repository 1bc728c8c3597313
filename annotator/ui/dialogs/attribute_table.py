"""The attributes of a label, a row each, in the editor of label schemes."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import YES, Attribute, AttributeKind
from annotator.services.labels.scheme_editing import fresh_id
from annotator.ui.words.schemes import attribute_kind_name

_NAME, _KIND, _CHOICES, _DEFAULT, _ID = range(5)
_SEPARATORS = re.compile(r"[,，、;；\n]")


class AttributeTable(QWidget):
    """Shows attributes and lets them be changed.

    Signals:
        changed: they were changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = QTableWidget(0, 5)
        self._table.setAccessibleName(self.tr("Attributes"))
        self._table.setHorizontalHeaderLabels(
            [
                self.tr("Attribute"),
                self.tr("Kind"),
                self.tr("Choices"),
                self.tr("To begin with"),
                self.tr("In files"),
            ]
        )
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_KIND, QHeaderView.ResizeMode.ResizeToContents)
        self._table.setMinimumHeight(120)
        self._table.itemChanged.connect(self.changed)
        add = QPushButton(self.tr("Add an attribute"))
        add.clicked.connect(self.add)
        remove = QPushButton(self.tr("Remove"))
        remove.clicked.connect(self.remove)
        for button in (add, remove):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addWidget(remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        column.addLayout(row)

    def show_attributes(self, attributes: tuple[Attribute, ...]) -> None:
        """Show these attributes."""
        self._table.blockSignals(True)
        self._table.setRowCount(0)
        for attribute in attributes:
            self._append(attribute)
        self._table.blockSignals(False)

    def attributes(self) -> tuple[Attribute, ...]:
        """Return the attributes as they stand in the table."""
        return tuple(self._attribute(row) for row in range(self._table.rowCount()))

    def add(self) -> None:
        """Add an attribute and let its name be typed."""
        taken = {attribute.id for attribute in self.attributes()}
        name = self.tr("New attribute")
        self._table.blockSignals(True)
        self._append(Attribute(fresh_id("attribute", taken), name))
        self._table.blockSignals(False)
        self.changed.emit()
        row = self._table.rowCount() - 1
        self._table.setCurrentCell(row, _NAME)
        self._table.editItem(self._item(row, _NAME))

    def remove(self) -> None:
        """Remove the attribute of the current row."""
        if self._table.currentRow() >= 0:
            self._table.removeRow(self._table.currentRow())
            self.changed.emit()

    def _append(self, attribute: Attribute) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        default = self.tr("yes") if attribute.kind is AttributeKind.YES_NO and attribute.default else ""
        for column, text in (
            (_NAME, attribute.name),
            (_CHOICES, "、".join(attribute.choices)),
            (_DEFAULT, default or ("" if attribute.kind is AttributeKind.YES_NO else attribute.default)),
            (_ID, attribute.id),
        ):
            self._table.setItem(row, column, QTableWidgetItem(text))
        kinds = QComboBox()
        for kind in AttributeKind:
            kinds.addItem(attribute_kind_name(kind), kind)
        kinds.setCurrentIndex(kinds.findData(attribute.kind))
        kinds.currentIndexChanged.connect(self._on_kind)
        self._table.setCellWidget(row, _KIND, kinds)
        self._enable(row)

    def _on_kind(self) -> None:
        self._table.blockSignals(True)
        for row in range(self._table.rowCount()):
            self._enable(row)
        self._table.blockSignals(False)
        self.changed.emit()

    def _enable(self, row: int) -> None:
        """Let choices be typed only where there are any."""
        item = self._item(row, _CHOICES)
        is_choice = self._kind(row) is AttributeKind.CHOICE
        flags = item.flags() | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsEnabled
        item.setFlags(flags if is_choice else flags & ~Qt.ItemFlag.ItemIsEnabled)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self._table.item(row, column)
        assert item is not None
        return item

    def _kind(self, row: int) -> AttributeKind:
        kinds = self._table.cellWidget(row, _KIND)
        assert isinstance(kinds, QComboBox)
        return AttributeKind(kinds.currentData())

    def _attribute(self, row: int) -> Attribute:
        name, choices, default, name_in_files = (
            self._item(row, column).text().strip() for column in (_NAME, _CHOICES, _DEFAULT, _ID)
        )
        kind = self._kind(row)
        if kind is AttributeKind.YES_NO:
            default = YES if default.lower() in (YES, self.tr("yes").lower()) else ""
        listed = tuple(part.strip() for part in _SEPARATORS.split(choices) if part.strip())
        return Attribute(name_in_files, name, kind, listed if kind is AttributeKind.CHOICE else (), default)
