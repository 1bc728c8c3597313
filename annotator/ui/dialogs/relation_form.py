"""One relation type of a scheme as fields that can be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from annotator.model.labels import Label, Level, RelationType
from annotator.model.schemes import MOST_KEYS
from annotator.ui.dialogs.color_choice import ColorChoice
from annotator.ui.label_chips import chip


class RelationForm(QWidget):
    """Shows a relation type and lets it be changed.

    Signals:
        changed: something was changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: RelationType | None = None
        self._loading = False
        self.name = QLineEdit()
        self._key = QLineEdit()
        self._key.setMaxLength(MOST_KEYS)
        self._color = ColorChoice()
        self._directed = QCheckBox(self.tr("the two ends differ"))
        self._sources, self._targets = QListWidget(), QListWidget()
        self._description = QPlainTextEdit()
        self._description.setTabChangesFocus(True)
        self._description.setFixedHeight(64)
        self._id = QLineEdit()
        form = QFormLayout(self)
        form.setContentsMargins(8, 4, 8, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (self.tr("Name"), self.name),
            (self.tr("Key"), self._key),
            (self.tr("Colour"), self._color),
            ("", self._directed),
            (self.tr("From (none ticked: any)"), self._sources),
            (self.tr("To (none ticked: any)"), self._targets),
            (self.tr("What belongs to it"), self._description),
            (self.tr("Name in files"), self._id),
        ):
            form.addRow(title, field)
            field.setAccessibleName(title or field.accessibleName())
        for line in (self.name, self._key, self._id):
            line.textEdited.connect(self._on_change)
        for listed in (self._sources, self._targets):
            listed.setMaximumHeight(130)
            listed.setIconSize(QSize(16, 16))
            listed.itemChanged.connect(self._on_change)
        self._color.changed.connect(self._on_change)
        self._directed.toggled.connect(self._on_change)
        self._description.textChanged.connect(self._on_change)

    def show_relation(self, relation: RelationType | None, labels: Sequence[Label]) -> None:
        """Show a relation type, and the labels its ends may have; None for nothing to change."""
        self._shown = relation
        self.setEnabled(relation is not None)
        if relation is None:
            return
        self._loading = True
        if relation != self.relation():
            self.name.setText(relation.name)
            self._key.setText(relation.key)
            self._color.show_color(relation.color)
            self._directed.setChecked(relation.directed)
            self._description.setPlainText(relation.description)
            self._id.setText(relation.id)
        for listed, ticked in ((self._sources, relation.sources), (self._targets, relation.targets)):
            _list(listed, labels, ticked)
        self._loading = False

    def relation(self) -> RelationType:
        """Return the relation type as the fields say it."""
        return RelationType(
            self._id.text().strip(),
            self.name.text().strip(),
            self._color.color,
            self._key.text().strip().lower(),
            self._description.toPlainText().strip(),
            _ticked(self._sources),
            _ticked(self._targets),
            self._directed.isChecked(),
        )

    def _on_change(self) -> None:
        if not self._loading and self._shown is not None:
            self.changed.emit()


def _list(listed: QListWidget, labels: Sequence[Label], ticked: tuple[str, ...]) -> None:
    listed.clear()
    for label in labels:
        if label.level is Level.SPAN:
            item = QListWidgetItem(chip(label.color), label.name)
            item.setData(Qt.ItemDataRole.UserRole, label.id)
            item.setCheckState(Qt.CheckState.Checked if label.id in ticked else Qt.CheckState.Unchecked)
            listed.addItem(item)


def _ticked(listed: QListWidget) -> tuple[str, ...]:
    items = (listed.item(row) for row in range(listed.count()))
    return tuple(
        item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
    )
