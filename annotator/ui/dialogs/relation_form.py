"""One relation type of a scheme as fields that can be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from annotator.model.labels import Label, Level, RelationType
from annotator.ui.dialogs.entry_form import EntryForm
from annotator.ui.look.chips import chip


class RelationForm(EntryForm):
    """Shows a relation type and lets it be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directed = QCheckBox(self.tr("the two ends differ"))
        self._sources, self._targets = QListWidget(), QListWidget()
        self._lay_out(
            (
                ("", self._directed),
                (self.tr("From (none ticked: any)"), self._sources),
                (self.tr("To (none ticked: any)"), self._targets),
            )
        )
        for listed in (self._sources, self._targets):
            listed.setMaximumHeight(130)
            listed.setIconSize(QSize(16, 16))
            listed.itemChanged.connect(self._on_change)
        self._directed.toggled.connect(self._on_change)

    def show_relation(self, relation: RelationType | None, labels: Sequence[Label]) -> None:
        """Show a relation type, and the labels its ends may have; None for nothing to change."""
        self._has_entry = relation is not None
        self.setEnabled(relation is not None)
        if relation is None:
            return
        self._loading = True
        if relation != self.relation():
            self._show_entry(relation)
            self._directed.setChecked(relation.directed)
        for listed, ticked in ((self._sources, relation.sources), (self._targets, relation.targets)):
            _list(listed, labels, ticked)
        self._loading = False

    def relation(self) -> RelationType:
        """Return the relation type as the fields say it."""
        ends = _ticked(self._sources), _ticked(self._targets)
        return RelationType(*self._said(), *ends, self._directed.isChecked())


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
