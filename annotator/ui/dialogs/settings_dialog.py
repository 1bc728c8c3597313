"""The settings of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.preferences import LARGEST_SIZE, SMALLEST_SIZE, Preferences


class SettingsDialog(QDialog):
    """Shows the preferences and gives back what was changed.

    Signals:
        chosen: a dictionary of the preferences that are shown here.
    """

    chosen = Signal(dict)

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._who = QLineEdit(preferences.who)
        self._who.setPlaceholderText(self.tr("signs corrections and labels"))
        self._size = QSpinBox()
        self._size.setRange(SMALLEST_SIZE, LARGEST_SIZE)
        self._size.setValue(preferences.text_size)
        self._size.setMinimumHeight(self._who.sizeHint().height())
        self._size.setSuffix(self.tr(" pixels"))
        self._theme = QComboBox()
        for value, text in (
            ("system", self.tr("as the system")),
            ("light", self.tr("light")),
            ("dark", self.tr("dark")),
        ):
            self._theme.addItem(text, value)
        self._theme.setCurrentIndex(self._theme.findData(preferences.theme))
        self._language = QComboBox()
        for value, text in (("system", self.tr("as the system")), ("zh_CN", "中文"), ("en", "English")):
            self._language.addItem(text, value)
        self._language.setCurrentIndex(self._language.findData(preferences.language))
        form = QFormLayout()
        form.addRow(self.tr("Your name"), self._who)
        form.addRow(self.tr("Text size"), self._size)
        form.addRow(self.tr("Look"), self._theme)
        form.addRow(self.tr("Language"), self._language)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(360)

    def _accept(self) -> None:
        self.chosen.emit(
            {
                "who": self._who.text().strip(),
                "text_size": self._size.value(),
                "theme": self._theme.currentData(),
                "language": self._language.currentData(),
            }
        )
        self.accept()
