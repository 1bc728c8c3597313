"""Work packages: for whom, how much of it for several people, and where the files go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.services.team.packages import Given, SplitPlan, Unit, check_people
from annotator.ui.dialogs.files import ask_folder
from annotator.ui.panels.parts import faded
from annotator.ui.words import errors

_SEPARATORS = "、，,;；\n"


class PackagesDialog(QDialog):
    """Asks how a project is to be split.

    Signals:
        chosen: the ``SplitPlan`` and the folder.
    """

    chosen = Signal(object, object)

    def __init__(
        self, folder: Path, given: tuple[Given, ...], articles: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Work packages"))
        self.resize(520, 0)
        self._folder = folder
        self._people = QLineEdit()
        self._people.setPlaceholderText(self.tr("Names, with commas between them"))
        self._people.setAccessibleName(self.tr("Annotators"))
        self._unit = QComboBox()
        self._unit.addItem(self.tr("whole issues"), Unit.ISSUE)
        self._unit.addItem(self.tr("single articles (the whole issue can be read)"), Unit.ARTICLE)
        self._unit.setAccessibleName(self.tr("Given out"))
        self._overlap = QSpinBox(minimum=0, maximum=100, singleStep=5, suffix=" %")
        self._overlap.setAccessibleName(self.tr("Shared"))
        self._copies = QSpinBox(minimum=2, maximum=20)
        self._copies.setAccessibleName(self.tr("People for each shared one"))
        self._seed = QSpinBox(minimum=1, maximum=999_999)
        self._seed.setAccessibleName(self.tr("Drawing number"))
        self._seed.setToolTip(self.tr("The same number gives the same packages again."))
        self._where = QLabel()
        browse = QPushButton(self.tr("Folder…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self._problem = faded()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._split = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._split.setText(self.tr("Split"))
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(given, articles, browse)
        self._people.textChanged.connect(self._check)
        self._overlap.valueChanged.connect(self._check)
        self._show_folder()
        self._check()

    def _lay_out(self, given: tuple[Given, ...], articles: int, browse: QPushButton) -> None:
        words = QLabel(
            self.tr(
                "Each annotator gets a project file of their own. What they do in it comes back with "
                "“Merge work packages…”; this project stays as it is."
            )
        )
        words.setWordWrap(True)
        shared = QHBoxLayout()
        shared.addWidget(self._overlap)
        shared.addWidget(QLabel(self.tr("for each of them, people:")))
        shared.addWidget(self._copies)
        shared.addStretch(1)
        place = QHBoxLayout()
        place.addWidget(self._where, 1)
        place.addWidget(browse)
        form = QFormLayout()
        form.addRow(self.tr("Annotators"), self._people)
        form.addRow(self.tr("Given out"), self._unit)
        form.addRow(self.tr("Shared"), shared)
        form.addRow(self.tr("Drawing number"), self._seed)
        form.addRow(self.tr("Folder"), place)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(faded(self.tr("Articles in this project: {count}").format(count=articles)))
        column.addLayout(form)
        if given:
            last = given[-6:]
            told = self.tr(", ").join(f"{entry.annotator} ({entry.articles})" for entry in last)
            listed = faded(self.tr("Given out before: {people}").format(people=told))
            listed.setWordWrap(True)
            column.addWidget(listed)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)

    def _names(self) -> list[str]:
        text = self._people.text()
        for separator in _SEPARATORS:
            text = text.replace(separator, ",")
        return [name.strip() for name in text.split(",") if name.strip()]

    def _check(self) -> None:
        names = self._names()
        problem = ""
        if names:
            try:
                check_people(names)
            except UserError as error:
                problem = errors.sentence(error.code, error.values)
        self._problem.setText(problem)
        self._split.setEnabled(bool(names) and not problem)
        self._overlap.setEnabled(len(names) > 1)
        self._copies.setEnabled(len(names) > 1 and self._overlap.value() > 0)

    def _accept(self) -> None:
        names = self._names()
        plan = SplitPlan(
            tuple(names),
            Unit(self._unit.currentData()),
            self._overlap.value() / 100 if len(names) > 1 else 0.0,
            self._copies.value(),
            self._seed.value(),
        )
        self.chosen.emit(plan, self._folder)
        self.accept()

    def _browse(self) -> None:
        ask_folder(self, self.tr("Folder for the work packages"), self._folder, self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self._show_folder()

    def _show_folder(self) -> None:
        self._where.setText(self._folder.name or str(self._folder))
        self._where.setToolTip(str(self._folder))
