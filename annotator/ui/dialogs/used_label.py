"""A label or relation type that is used is to be removed: what is to become of its uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import Label, RelationType
from annotator.text.filling import filled
from annotator.ui.look.chips import chip

Decided = Callable[[str | None, bool], object]
"""Takes the id of another one that the uses are given to (None: they are removed), and whether they stay instead."""


class UsedLabelDialog(QDialog):
    """Asks what is to become of the uses; nothing happens when it is closed."""

    def __init__(
        self,
        removed: Label | RelationType,
        count: int,
        others: Sequence[Label | RelationType],
        decided: Decided,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Remove “{name}”").format(name=removed.name))
        self._decided = decided
        question = QLabel(
            filled(
                self.tr(
                    "“{name}” is used {count} {count:time|times} in this project. What is to become of that?"
                ),
                name=removed.name,
                count=count,
            )
        )
        question.setWordWrap(True)
        self._give = QRadioButton(self.tr("Give it to"))
        self._to = QComboBox()
        for other in others:
            self._to.addItem(chip(other.color), other.name, other.id)
        self._to.activated.connect(lambda: self._give.setChecked(True))
        self._remove = QRadioButton(self.tr("Remove it too (can be undone)"))
        self._keep = QRadioButton(self.tr("Leave it as it is, in grey"))
        self._give.setEnabled(bool(others))
        self._to.setEnabled(bool(others))
        (self._give if others else self._keep).setChecked(True)
        row = QHBoxLayout()
        row.addWidget(self._give)
        row.addWidget(self._to, 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._on_accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(question)
        column.addLayout(row)
        column.addWidget(self._remove)
        column.addWidget(self._keep)
        column.addWidget(buttons)

    def _on_accept(self) -> None:
        self.accept()
        self._decided(self._to.currentData() if self._give.isChecked() else None, self._keep.isChecked())
