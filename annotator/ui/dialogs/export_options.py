"""The options of an export: what gets a file of its own, how plain text is set, over which text labels are written."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from annotator.formats.plain_text import Breaks, TextLayout
from annotator.services.export.export_choice import ExportChoice, Unit
from annotator.services.export.export_formats import ExportFormat
from annotator.services.label_exchange.label_exporting import Layer
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

UNIT_WORDS: Mapping[Unit, str] = {
    Unit.ISSUE: QT_TRANSLATE_NOOP("ExportOptions", "One file for the issue"),
    Unit.ARTICLE: QT_TRANSLATE_NOOP("ExportOptions", "A file for each article"),
    Unit.PAGE: QT_TRANSLATE_NOOP("ExportOptions", "A file for each page"),
}
"""What gets a file of its own."""

BREAK_WORDS: Mapping[Breaks, str] = {
    Breaks.JOINED: QT_TRANSLATE_NOOP("ExportOptions", "Each paragraph on one line"),
    Breaks.PRINTED: QT_TRANSLATE_NOOP("ExportOptions", "Line breaks as printed"),
}
"""Where lines end."""

LAYER_WORDS: Mapping[Layer, str] = {
    Layer.CORRECTED: QT_TRANSLATE_NOOP("ExportOptions", "Labels over the corrected text"),
    Layer.RAW: QT_TRANSLATE_NOOP("ExportOptions", "Labels over the raw text"),
    Layer.BOTH: QT_TRANSLATE_NOOP("ExportOptions", "Labels over both, aligned (ZIP)"),
}
"""The text layers."""


class ExportOptions(QWidget):
    """Shows the options that a format has; what is chosen for another one waits for it.

    Signals:
        changed: an option that may be seen in the preview.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit, self._wished = QComboBox(), Unit.ISSUE
        self._unit.setAccessibleName(self.tr("Files"))
        self._breaks = _combo(BREAK_WORDS, self.tr("Line breaks"))
        self._blank_lines = QCheckBox(self.tr("A blank line between paragraphs"))
        self._layer = _combo(LAYER_WORDS, self.tr("Labels over"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._unit, self._breaks, self._blank_lines, self._layer):
            column.addWidget(widget)
        self._unit.currentIndexChanged.connect(self._wish)
        self._breaks.currentIndexChanged.connect(self._tell)
        self._blank_lines.toggled.connect(self._tell)
        self._layer.currentIndexChanged.connect(self._tell)

    def offer(self, form: ExportFormat) -> None:
        """Show the options of a format."""
        units = [Unit.ISSUE]
        if form.by_article:
            units.append(Unit.ARTICLE)
        if form.write_page is not None:
            units.append(Unit.PAGE)
        self._unit.blockSignals(True)
        self._unit.clear()
        for unit in units:
            self._unit.addItem(_words(UNIT_WORDS[unit]), unit)
        self._unit.setCurrentIndex(units.index(self._wished) if self._wished in units else 0)
        self._unit.blockSignals(False)
        self._unit.setEnabled(len(units) > 1)
        self._breaks.setVisible(form.name == "text")
        self._blank_lines.setVisible(form.name == "text")
        self._layer.setVisible(form.labels is not None)

    def take(self, choice: ExportChoice) -> None:
        """Show what was chosen before."""
        self._unit.setCurrentIndex(max(0, self._unit.findData(choice.unit)))
        self._wished = choice.unit
        self._breaks.setCurrentIndex(self._breaks.findData(choice.layout.breaks))
        self._blank_lines.setChecked(choice.layout.blank_lines)
        self._layer.setCurrentIndex(self._layer.findData(choice.layer))

    def choice(self, form: ExportFormat) -> ExportChoice:
        """Return what is chosen for a format; the folder is another's business."""
        return ExportChoice(
            form.name,
            Unit(self._unit.currentData()),
            TextLayout(Breaks(self._breaks.currentData()), self._blank_lines.isChecked()),
            Layer(self._layer.currentData()) if form.labels is not None else Layer.CORRECTED,
        )

    def _wish(self) -> None:
        self._wished = Unit(self._unit.currentData())

    def _tell(self) -> None:
        self.changed.emit()


def _combo(words: Mapping[Breaks, str] | Mapping[Layer, str], name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    value: StrEnum
    for value, text in words.items():
        combo.addItem(_words(text), value)
    return combo


def _words(text: str) -> str:
    return QCoreApplication.translate("ExportOptions", text)
