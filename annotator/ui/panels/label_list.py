"""The labels one can put on text, with colours and keys, above them the scheme they are from; a click is like a key.

Labels of whole articles are put in a list of their own, with the article; here they are found by searching.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import Label, Level
from annotator.services.labels.schemes import Schemes
from annotator.ui.look.chips import chip

_ID = Qt.ItemDataRole.UserRole
_BESIDE = Qt.ItemDataRole.UserRole + 1
_MANY = 12
"""Labels from which they can be searched."""


class LabelList(QWidget):
    """Shows the labels of the current scheme.

    Signals:
        pressed: a label was chosen; its id.
        scheme_chosen: another scheme is to be labelled with; its id.
        edit_wanted: the schemes are to be edited.
    """

    pressed = Signal(str)
    scheme_chosen = Signal(str)
    edit_wanted = Signal()

    def __init__(self, schemes: Callable[[], Schemes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schemes = schemes
        self._chooser = QComboBox()
        self._chooser.setAccessibleName(self.tr("Scheme to label with"))
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._chooser.activated.connect(lambda row: self.scheme_chosen.emit(self._chooser.itemData(row)))
        edit = QToolButton()
        edit.setText("…")
        edit.setToolTip(self.tr("Edit the label schemes"))
        edit.setAccessibleName(edit.toolTip())
        edit.clicked.connect(self.edit_wanted)
        self._sought = QLineEdit()
        self._sought.setPlaceholderText(self.tr("Find a label"))
        self._sought.setClearButtonEnabled(True)
        self._sought.textChanged.connect(self._filter)
        self._sought.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Labels"))
        self._list.setIconSize(QSize(18, 18))
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.itemClicked.connect(lambda item: self.pressed.emit(item.data(_ID)))
        self._list.itemActivated.connect(lambda item: self.pressed.emit(item.data(_ID)))
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 2)
        row.addWidget(self._chooser, 1)
        row.addWidget(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._sought)
        column.addWidget(self._list, 1)

    def show_schemes(self, shown: bool) -> None:
        """List the schemes, and the labels of the current one; nothing where no project is open."""
        schemes = self._schemes() if shown else None
        self._chooser.clear()
        for scheme in schemes.all if schemes else ():
            self._chooser.addItem(scheme.name, scheme.id)
        self._chooser.setEnabled(schemes is not None)
        labels = schemes.current.labels if schemes else ()
        of_articles = [label for label in labels if label.level is Level.DOCUMENT]
        of_spans = [label for label in labels if label.level is not Level.DOCUMENT]
        if schemes:
            self._chooser.setCurrentIndex(self._chooser.findData(schemes.current.id))
        self._list.clear()
        for label in of_spans:
            self._add(label, beside=False)
        for label in of_articles:
            self._add(label, beside=bool(of_spans))
        self._sought.setVisible(len(labels) > _MANY)
        self._sought.clear()
        self._filter("")

    def _add(self, label: Label, *, beside: bool) -> None:
        item = QListWidgetItem(chip(label.color), f"{label.key.upper()}   {label.name}")
        item.setData(_ID, label.id)
        item.setData(_BESIDE, beside)
        item.setToolTip(_told(label))
        self._list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the search puts the first label found."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            items = (self._list.item(row) for row in range(self._list.count()))
            found = next((item for item in items if item.data(_ID) and not item.isHidden()), None)
            if found is not None:
                self._sought.clear()
                self.pressed.emit(found.data(_ID))
            return True
        return super().eventFilter(watched, event)

    def _filter(self, sought: str) -> None:
        wanted = sought.strip().lower()
        for row in range(self._list.count()):
            item = self._list.item(row)
            told = f"{item.text()} {item.data(_ID)} {item.toolTip()}".lower()
            item.setHidden(wanted not in told if wanted else bool(item.data(_BESIDE)))


def _told(label: Label) -> str:
    """Return what annotators are told of a label."""
    return "\n".join(filter(None, (label.description or label.name, "、".join(label.examples))))
