"""One label of a scheme as fields that can be filled in."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from annotator.model.labels import Label, Level
from annotator.ui.dialogs.attribute_table import AttributeTable
from annotator.ui.dialogs.entry_form import EntryForm


class LabelForm(EntryForm):
    """Shows a label and lets it be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = QComboBox()
        self._level.addItem(self.tr("text"), Level.SPAN)
        self._level.addItem(self.tr("whole articles"), Level.DOCUMENT)
        self._overlaps = QCheckBox(self.tr("may overlap itself"))
        self._examples = QPlainTextEdit()
        self._examples.setPlaceholderText(self.tr("one a line"))
        self._set_up(self._examples)
        self._attributes = AttributeTable()
        self._lay_out(
            ((self.tr("Put on"), self._level), ("", self._overlaps)),
            ((self.tr("Examples"), self._examples), (self.tr("Attributes"), self._attributes)),
        )
        self._attributes.changed.connect(self._on_change)
        self._level.currentIndexChanged.connect(self._on_change)
        self._overlaps.toggled.connect(self._on_change)

    def show_label(self, label: Label | None) -> None:
        """Show a label; None for nothing to change."""
        self._has_entry = label is not None
        self.setEnabled(label is not None)
        if label is None or label == self.label():
            return
        self._loading = True
        self._show_entry(label)
        self._level.setCurrentIndex(self._level.findData(label.level))
        self._overlaps.setChecked(label.overlaps_itself)
        self._examples.setPlainText("\n".join(label.examples))
        self._attributes.show_attributes(label.attributes)
        self._loading = False
        self._enable()

    def label(self) -> Label:
        """Return the label as the fields say it."""
        lines = (line.strip() for line in self._examples.toPlainText().split("\n"))
        return Label(
            *self._said(),
            tuple(line for line in lines if line),
            self._attributes.attributes(),
            self._overlaps.isChecked(),
            Level(self._level.currentData()),
        )

    def _enable(self) -> None:
        self._overlaps.setEnabled(self._level.currentData() == Level.SPAN)

    def _on_change(self) -> None:
        if not self._loading:
            self._enable()
        super()._on_change()
