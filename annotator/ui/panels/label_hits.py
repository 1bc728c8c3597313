"""The row below a list of hits that puts a label on those ticked, or takes it away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from annotator.model.labels import LabelScheme, Level
from annotator.ui.look.chips import chip


class LabelHits(QWidget):
    """A label and two buttons.

    Signals:
        put: the label of that id is wanted on the ticked hits.
        taken: the label of that id, or any for an empty text, is to be taken away from them.
    """

    put = Signal(str)
    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels = QComboBox()
        self.labels.setAccessibleName(self.tr("Label for the ticked hits"))
        self._put = QPushButton(self.tr("Label ticked"))
        self._put.setToolTip(self.tr("Put the label on every ticked hit, as one step"))
        self._take = QPushButton(self.tr("Unlabel ticked"))
        self._take.setToolTip(self.tr("Take the label away from every ticked hit, as one step"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 0)
        row.addWidget(self.labels, 1)
        row.addWidget(self._put)
        row.addWidget(self._take)
        self._put.clicked.connect(lambda: self.put.emit(self.labels.currentData()))
        self._take.clicked.connect(lambda: self.taken.emit(self.labels.currentData()))
        self.labels.currentIndexChanged.connect(self._on_chosen)
        self._enabled = False

    def show_scheme(self, scheme: LabelScheme) -> None:
        """Offer the labels of a scheme; the one chosen before stays chosen."""
        chosen = self.labels.currentData()
        self.labels.clear()
        for label in scheme.labels:
            if label.level is Level.SPAN:
                self.labels.addItem(chip(label.color), label.name, label.id)
        self.labels.addItem(self.tr("(any label)"), "")
        self.choose(chosen or "")

    def choose(self, label_id: str) -> None:
        """Choose a label."""
        at = self.labels.findData(label_id) if label_id else -1
        self.labels.setCurrentIndex(max(at, 0))

    def set_ready(self, ready: bool) -> None:
        """Say whether there are ticked hits in a project that may be changed."""
        self._enabled = ready
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._put.setEnabled(self._enabled and bool(self.labels.currentData()))
        self._take.setEnabled(self._enabled)
