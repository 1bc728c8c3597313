"""Fields for what is said of one use of a label: its attributes, a note, whether it is doubtful."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from annotator.model.labels import (
    YES,
    Attribute,
    AttributeKind,
    Attributes,
    DocumentLabel,
    Label,
    LabelSpan,
    attributes_of,
)
from annotator.ui.panels.parts import faded


class UseFields(QWidget):
    """Shows what is said, and lets it be changed; each change counts at once, a text when its field is left.

    Signals:
        changed: something else is said.
        done: the person has finished here: Enter, or Escape, which gives up what was typed last.
    """

    changed = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(8, 2, 8, 4)
        self._form.setVerticalSpacing(3)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._asked: tuple[Attribute, ...] = ()
        self._fields: dict[str, QLineEdit | QComboBox | QCheckBox] = {}
        self._others: Attributes = ()
        self._use: LabelSpan | DocumentLabel | None = None
        self._note = QLineEdit()
        self._note.setAccessibleName(self.tr("Note"))
        self._doubtful = QCheckBox(self.tr("Doubtful"))
        self._unknown = faded()
        self._unknown.setWordWrap(True)
        self._form.addRow(self.tr("Note"), self._note)
        self._form.addRow("", self._doubtful)
        self._form.addRow("", self._unknown)
        for field in (self._note, self._doubtful):
            self._watch(field)

    def show_use(self, use: LabelSpan | DocumentLabel, label: Label | None) -> None:
        """Show what is said of a use of a label; the label is None if the project has it no more."""
        asked = label.attributes if label is not None else ()
        if asked != self._asked:
            self._ask(asked)
        self._use = use
        values = dict(use.attributes)
        for name, field in self._fields.items():
            self._put(field, values.get(name, ""))
        self._others = tuple((name, value) for name, value in use.attributes if name not in self._fields)
        self._unknown.setText("\n".join(f"{name}: {value}" for name, value in self._others))
        self._unknown.setVisible(bool(self._others))
        self._put(self._note, use.note)
        self._put(self._doubtful, YES if use.doubtful else "")

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The fields in their order."""
        return (*self._fields.values(), self._note, self._doubtful)

    @property
    def attributes(self) -> Attributes:
        """The values of attributes as the fields say them."""
        said = ((name, self._value(field)) for name, field in self._fields.items())
        return attributes_of((*self._others, *said))

    @property
    def note(self) -> str:
        """The note."""
        return self._note.text().strip()

    @property
    def is_doubtful(self) -> bool:
        """Whether it is doubtful."""
        return self._doubtful.isChecked()

    def take_focus(self, *, note: bool = False) -> None:
        """Let the person go on in the first field, or in the note."""
        first = next(iter(self._fields.values()), self._note)
        field = self._note if note else first
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps what was typed and Escape gives it up; both lead back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._tell()
                self.done.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self._use is not None and isinstance(watched, QLineEdit):
                    self._give_up(watched)
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _ask(self, attributes: tuple[Attribute, ...]) -> None:
        for field in self._fields.values():
            self._form.removeRow(field)
        self._asked, self._fields = attributes, {}
        for row, attribute in enumerate(attributes):
            field = _field(attribute)
            field.setAccessibleName(attribute.name)
            self._form.insertRow(row, attribute.name, field)
            field.show()  # now, not when there is time for it: the focus may be wanted here at once
            self._fields[attribute.id] = field
            self._watch(field)
        for before, behind in pairwise(self.widgets):
            QWidget.setTabOrder(before, behind)

    def _watch(self, field: QLineEdit | QComboBox | QCheckBox) -> None:
        field.installEventFilter(self)
        if isinstance(field, QLineEdit):
            field.editingFinished.connect(self._tell)
        elif isinstance(field, QComboBox):
            field.activated.connect(self._tell)
        else:
            field.clicked.connect(self._tell)

    def _put(self, field: QLineEdit | QComboBox | QCheckBox, value: str) -> None:
        if isinstance(field, QLineEdit):
            if field.text().strip() != value:
                field.setText(value)
        elif isinstance(field, QComboBox):
            if field.findData(value) < 0:
                field.addItem(value, value)  # the scheme has changed since
            field.setCurrentIndex(field.findData(value))
        else:
            field.setChecked(value == YES)

    def _value(self, field: QLineEdit | QComboBox | QCheckBox) -> str:
        if isinstance(field, QLineEdit):
            return field.text().strip()
        if isinstance(field, QComboBox):
            return str(field.currentData() or "")
        return YES if field.isChecked() else ""

    def _give_up(self, line: QLineEdit) -> None:
        assert self._use is not None
        values = dict(self._use.attributes)
        name = next((name for name, field in self._fields.items() if field is line), None)
        line.setText(self._use.note if name is None else values.get(name, ""))

    def _tell(self) -> None:
        use = self._use
        if use is not None and (use.attributes, use.note, use.doubtful) != (
            self.attributes,
            self.note,
            self.is_doubtful,
        ):
            self.changed.emit()


def _field(attribute: Attribute) -> QLineEdit | QComboBox | QCheckBox:
    match attribute.kind:
        case AttributeKind.CHOICE:
            box = QComboBox()
            box.addItem("—", "")
            for choice in attribute.choices:
                box.addItem(choice, choice)
            return box
        case AttributeKind.YES_NO:
            return QCheckBox()
        case AttributeKind.TEXT:
            return QLineEdit()
