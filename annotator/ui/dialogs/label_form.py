"""One label of a scheme as fields that can be filled in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from annotator.model.labels import Label, Level
from annotator.model.schemes import MOST_KEYS
from annotator.ui.dialogs.attribute_table import AttributeTable
from annotator.ui.dialogs.color_choice import ColorChoice


class LabelForm(QWidget):
    """Shows a label and lets it be changed.

    Signals:
        changed: something was changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Label | None = None
        self._loading = False
        self.name = QLineEdit()
        self._key = QLineEdit()
        self._key.setMaxLength(MOST_KEYS)
        self._key.setPlaceholderText(self.tr("one or two characters"))
        self._color = ColorChoice()
        self._level = QComboBox()
        self._level.addItem(self.tr("text"), Level.SPAN)
        self._level.addItem(self.tr("whole articles"), Level.DOCUMENT)
        self._overlaps = QCheckBox(self.tr("may overlap itself"))
        self._description = QPlainTextEdit()
        self._examples = QPlainTextEdit()
        self._examples.setPlaceholderText(self.tr("one a line"))
        self._attributes = AttributeTable()
        self._id = QLineEdit()
        for text in (self._description, self._examples):
            text.setTabChangesFocus(True)
            text.setFixedHeight(64)
            text.textChanged.connect(self._on_change)
        form = QFormLayout(self)
        form.setContentsMargins(8, 4, 8, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Key"), self._key),
            (self.tr("Colour"), self._color),
            (self.tr("Put on"), self._level),
            ("", self._overlaps),
            (self.tr("What belongs to it"), self._description),
            (self.tr("Examples"), self._examples),
            (self.tr("Attributes"), self._attributes),
            (self.tr("Name in files"), self._id),
        ):
            form.addRow(title, field)
            field.setAccessibleName(title or field.accessibleName())
        for line in (self.name, self._key, self._id):
            line.textEdited.connect(self._on_change)
        self._color.changed.connect(self._on_change)
        self._attributes.changed.connect(self._on_change)
        self._level.currentIndexChanged.connect(self._on_change)
        self._overlaps.toggled.connect(self._on_change)

    def show_label(self, label: Label | None) -> None:
        """Show a label; None for nothing to change."""
        self._shown = label
        self.setEnabled(label is not None)
        if label is None or label == self.label():
            return
        self._loading = True
        self.name.setText(label.name)
        self._key.setText(label.key)
        self._color.show_color(label.color)
        self._level.setCurrentIndex(self._level.findData(label.level))
        self._overlaps.setChecked(label.overlaps_itself)
        self._description.setPlainText(label.description)
        self._examples.setPlainText("\n".join(label.examples))
        self._attributes.show_attributes(label.attributes)
        self._id.setText(label.id)
        self._loading = False
        self._enable()

    def label(self) -> Label:
        """Return the label as the fields say it."""
        lines = (line.strip() for line in self._examples.toPlainText().split("\n"))
        return Label(
            self._id.text().strip(),
            self.name.text().strip(),
            self._color.color,
            self._key.text().strip().lower(),
            self._description.toPlainText().strip(),
            tuple(line for line in lines if line),
            self._attributes.attributes(),
            self._overlaps.isChecked(),
            Level(self._level.currentData()),
        )

    def _enable(self) -> None:
        self._overlaps.setEnabled(self._level.currentData() == Level.SPAN)

    def _on_change(self) -> None:
        if not self._loading and self._shown is not None:
            self._enable()
            self.changed.emit()
