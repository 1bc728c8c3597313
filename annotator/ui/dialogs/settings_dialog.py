"""The settings of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.services.project.plugins import plugin_names
from annotator.ui.preferences import LARGEST_SIZE, MOST_MINUTES, SMALLEST_SIZE, Preferences


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
        self._plugins = self._offered(preferences.plugins)
        self._scorer = QLineEdit(preferences.scorer)
        self._scorer.setPlaceholderText(self.tr("none"))
        self._scorer.setToolTip(
            self.tr(
                "An ONNX file of a Chinese BERT model; its vocab.txt stands beside it. Needs onnxruntime."
            )
        )
        self._browse = QPushButton(self.tr("Choose…"))
        self._browse.clicked.connect(self._choose_scorer)
        self._task = QComboBox()
        self._task.setAccessibleName(self.tr("Kind of the model"))
        for value, text in (
            ("masked", self.tr("masked language model")),
            ("correction", self.tr("correction model")),
        ):
            self._task.addItem(text, value)
        self._task.setCurrentIndex(self._task.findData(preferences.scorer_task))
        self._task.setEnabled(bool(preferences.scorer))
        self._scorer.textChanged.connect(lambda text: self._task.setEnabled(bool(text.strip())))
        self._minutes = QSpinBox()
        self._minutes.setRange(0, MOST_MINUTES)
        self._minutes.setValue(preferences.backup_minutes)
        self._minutes.setMinimumHeight(self._who.sizeHint().height())
        self._minutes.setPrefix(self.tr("every "))
        self._minutes.setSuffix(self.tr(" minutes of work"))
        self._minutes.setSpecialValueText(self.tr("only when a project is opened"))
        form = QFormLayout()
        form.addRow(self.tr("Your name"), self._who)
        form.addRow(self.tr("Text size"), self._size)
        form.addRow(self.tr("Look"), self._theme)
        form.addRow(self.tr("Language"), self._language)
        form.addRow(self.tr("Backups"), self._minutes)
        for nth, box in enumerate(self._plugins):
            form.addRow("" if nth else self.tr("Detectors of your own"), box)
        model = QHBoxLayout()
        model.addWidget(self._scorer, 1)
        model.addWidget(self._browse)
        form.addRow(self.tr("Model of your own"), model)
        form.addRow("", self._task)
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

    def _offered(self, chosen: tuple[str, ...]) -> list[QCheckBox]:
        """Return a box for each detector that installed packages offer, and for chosen ones that are gone."""
        boxes = []
        for name in sorted({*plugin_names(), *chosen}):
            box = QCheckBox(name)
            box.setChecked(name in chosen)
            boxes.append(box)
        return boxes

    def _choose_scorer(self) -> None:
        dialog = QFileDialog(self, self.tr("Model of your own"), "", self.tr("ONNX models (*.onnx)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._scorer.setText)
        dialog.open()

    def _accept(self) -> None:
        self.chosen.emit(
            {
                "who": self._who.text().strip(),
                "text_size": self._size.value(),
                "theme": self._theme.currentData(),
                "language": self._language.currentData(),
                "backup_minutes": self._minutes.value(),
                "plugins": tuple(box.text() for box in self._plugins if box.isChecked()),
                "scorer": self._scorer.text().strip(),
                "scorer_task": self._task.currentData(),
            }
        )
        self.accept()
