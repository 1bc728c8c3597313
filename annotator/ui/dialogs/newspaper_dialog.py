"""The newspaper: what was learnt about it from people's decisions, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import UserError
from annotator.services.project.newspaper import Habit, forget, habits
from annotator.services.project.session import Session
from annotator.ui.panels.parts import EmptyNote
from annotator.ui.words.sentences import role_name

_KEY = Qt.ItemDataRole.UserRole


class NewspaperDialog(QDialog):
    """Lists wordings of furniture and column widths; what is removed is not learnt again."""

    def __init__(self, session: Session, failed: Callable[[Exception], None], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._failed = failed
        self.setWindowTitle(self.tr("The newspaper"))
        self.resize(560, 380)
        words = QLabel(
            self.tr(
                "Learnt from what people decided in this project, and used in every further import and rebuilding. "
                "# stands for any number, @ for the page's."
            )
        )
        words.setWordWrap(True)
        self._list = QTreeWidget()
        self._list.setAccessibleName(self.tr("What was learnt"))
        self._list.setColumnCount(2)
        self._list.setHeaderLabels([self.tr("Line"), self.tr("It is")])
        self._list.setRootIsDecorated(False)
        self._list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(header.fontMetrics().horizontalAdvance("字" * 6))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._note = EmptyNote(self._list, self.tr("Nothing has been learnt yet."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._remove = QPushButton(self.tr("Remove"))
        buttons.addButton(self._remove, QDialogButtonBox.ButtonRole.ActionRole)
        self._remove.setAutoDefault(False)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.rejected.connect(self.reject)
        self._remove.clicked.connect(self.remove)
        self._list.itemSelectionChanged.connect(self._enable)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self._list, 1)
        column.addWidget(buttons)
        self.refresh()

    def refresh(self) -> None:
        """List what is known now."""
        try:
            known = habits(self._session)
        except UserError as error:
            self._failed(error)
            known = ()
        self._list.clear()
        self._list.addTopLevelItems([self._row(habit) for habit in known])
        self._note.show_if(not known)
        self._enable()

    def remove(self) -> None:
        """Remove what is selected, for good."""
        try:
            for item in self._list.selectedItems():
                forget(self._session, item.data(0, _KEY))
        except UserError as error:
            self._failed(error)
        self.refresh()

    def _row(self, habit: Habit) -> QTreeWidgetItem:
        if habit.is_width:
            text, told = self.tr("{cells} characters").format(cells=habit.text), self.tr("column width")
        else:
            text = habit.text
            told = role_name(habit.role) if habit.role is not None else self.tr("text, no furniture")
        item = QTreeWidgetItem([text, told])
        item.setData(0, _KEY, habit.key)
        return item

    def _enable(self) -> None:
        self._remove.setEnabled(bool(self._list.selectedItems()) and not self._session.read_only)
