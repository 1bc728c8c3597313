"""What labels and relation types of a scheme have in common, as fields that can be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from annotator.model.labels import Label, RelationType
from annotator.model.schemes import MOST_KEYS
from annotator.ui.dialogs.color_choice import ColorChoice

Row = tuple[str, QWidget]
"""A field with its title, which may be empty."""


class EntryForm(QWidget):
    """Shows an entry of a scheme and lets it be changed.

    Signals:
        changed: something was changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_entry = False
        self._loading = False
        self.name = QLineEdit()
        self._key = QLineEdit()
        self._key.setMaxLength(MOST_KEYS)
        self._key.setPlaceholderText(self.tr("one or two characters"))
        self._color = ColorChoice()
        self._description = QPlainTextEdit()
        self._set_up(self._description)
        self._id = QLineEdit()
        for line in (self.name, self._key, self._id):
            line.textEdited.connect(self._on_change)
        self._color.changed.connect(self._on_change)

    def _set_up(self, text: QPlainTextEdit) -> None:
        text.setTabChangesFocus(True)
        text.setFixedHeight(64)
        text.textChanged.connect(self._on_change)

    def _lay_out(self, above: Sequence[Row], below: Sequence[Row] = ()) -> None:
        """Lay the fields out: the own ones stand above and below the description."""
        form = QFormLayout(self)
        form.setContentsMargins(8, 4, 8, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Key"), self._key),
            (self.tr("Colour"), self._color),
            *above,
            (self.tr("What belongs to it"), self._description),
            *below,
            (self.tr("Name in files"), self._id),
        ):
            form.addRow(title, field)
            field.setAccessibleName(title or field.accessibleName())

    def _show_entry(self, entry: Label | RelationType) -> None:
        self.name.setText(entry.name)
        self._key.setText(entry.key)
        self._color.show_color(entry.color)
        self._description.setPlainText(entry.description)
        self._id.setText(entry.id)

    def _said(self) -> tuple[str, str, str, str, str]:
        """Return id, name, colour, key and description as the fields say them."""
        return (
            self._id.text().strip(),
            self.name.text().strip(),
            self._color.color,
            self._key.text().strip().lower(),
            self._description.toPlainText().strip(),
        )

    def _on_change(self) -> None:
        if not self._loading and self._has_entry:
            self.changed.emit()
