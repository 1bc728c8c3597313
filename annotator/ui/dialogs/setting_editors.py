"""What settings are edited with: a control for each kind, made from what the schema says of a setting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.preferences.kinds import Face, FileName, OneOf, Setting, SomeOf, Switch, Text, Whole
from annotator.ui.words.settings import CHOOSE_FILE, Words, said


@dataclass(frozen=True, slots=True)
class Editor:
    """A control in which a setting is edited.

    Attributes:
        widget: the whole of it.
        value: returns what is set in it now.
        put: sets it.
        changed: sent when something is set in it, or None if nobody can need to know.
    """

    widget: QWidget
    value: Callable[[], Any]
    put: Callable[[Any], None]
    changed: SignalInstance | None = None


def editor_for(setting: Setting, words: Words, offered: Sequence[str] = ()) -> Editor:
    """Return a control for a setting.

    Args:
        setting: what the schema says of it.
        words: what it is called.
        offered: what there is to choose from, for kinds that leave that open.

    Raises:
        TypeError: settings of this kind are not for the dialog.
    """
    match setting.kind:
        case OneOf(options):
            made = _choice([(option, said(words.options[option])) for option in options])
        case Face():
            families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
            listed = [name for name in families if not name.startswith(("@", "."))]
            made = _choice([("", said(words.empty)), *((name, name) for name in listed)], keeps_others=True)
        case FileName(pattern):
            made = _file(words, pattern)
        case Text():
            made = _text(words)
        case Whole(least, most):
            made = _number(words, least, most)
        case Switch():
            box = QCheckBox(said(words.name))
            made = Editor(box, box.isChecked, box.setChecked, box.toggled)
        case SomeOf():
            made = _several(words, offered)
        case _:
            raise TypeError(f"no control for {setting.key}")
    made.widget.setObjectName(setting.key)
    if words.hint:
        made.widget.setToolTip(said(words.hint))
    return made


def _choice(listed: Sequence[tuple[str, str]], *, keeps_others: bool = False) -> Editor:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    for value, text in listed:
        box.addItem(text, value)

    def put(value: str) -> None:
        if box.findData(value) < 0 and keeps_others:  # a face that was removed from the system
            box.addItem(value, value)
        box.setCurrentIndex(max(box.findData(value), 0))

    return Editor(box, box.currentData, put, box.currentIndexChanged)


def _text(words: Words) -> Editor:
    line = QLineEdit()
    line.setPlaceholderText(said(words.empty))
    return Editor(line, lambda: line.text().strip(), line.setText, line.textChanged)


def _number(words: Words, least: int, most: int) -> Editor:
    box = QSpinBox()
    box.setRange(least, most)
    box.setMinimumHeight(QComboBox().sizeHint().height())
    box.setPrefix(said(words.before))
    box.setSuffix(said(words.after))
    box.setSpecialValueText(said(words.empty))
    return Editor(box, box.value, box.setValue, box.valueChanged)


def _several(words: Words, offered: Sequence[str]) -> Editor:
    """Return a box for each of what is offered; what was chosen before and is gone gets one too, to be taken away."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    boxes: dict[str, QCheckBox] = {}
    empty = QLabel(said(words.empty))
    empty.setObjectName("faded")
    column.addWidget(empty)

    def add(name: str) -> None:
        boxes[name] = QCheckBox(name)
        column.addWidget(boxes[name])
        empty.hide()

    def put(chosen: Sequence[str]) -> None:
        for name in chosen:
            if name not in boxes:
                add(name)
        for name, box in boxes.items():
            box.setChecked(name in chosen)

    for name in sorted(offered):
        add(name)
    return Editor(widget, lambda: tuple(sorted(name for name, box in boxes.items() if box.isChecked())), put)


def _file(words: Words, pattern: str) -> Editor:
    made = _text(words)
    line = made.widget
    button = QPushButton(said(CHOOSE_FILE))
    name = said(words.name)

    def choose() -> None:
        dialog = QFileDialog(widget.window(), name, "", f"{name} ({pattern})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(made.put)
        dialog.open()

    button.clicked.connect(choose)
    widget = QWidget()
    widget.setFocusProxy(line)
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(line, 1)
    row.addWidget(button)
    line.setAccessibleName(name)
    return Editor(widget, made.value, made.put, made.changed)
