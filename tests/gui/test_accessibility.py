"""Every control says its name to a screen reader and can be reached without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from annotator.ui.dialogs.characters import CharacterPalette
from annotator.ui.dialogs.palette import CommandPalette

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
)
DIALOGS = (
    *(
        "settings",
        "house_rules",
        "export",
        "import_pages",
        "palette",
        "keys",
        "change_keys",
        "help_here",
        "about",
    ),
    *("dashboard", "versions", "special_characters", "restore", "guide", "newspaper", "label_schemes"),
)


def named(widget):
    """Whether Qt has a name for a control: its own, its text, or that of the label beside it."""
    if widget.accessibleName() or widget.toolTip():
        return True
    if isinstance(widget, QAbstractButton) and widget.text().strip("✕…·"):
        return True
    if isinstance(widget, QLineEdit | QTextEdit) and widget.placeholderText():
        return True
    labels = (label for label in widget.window().findChildren(QLabel) if label.buddy() is widget)
    if any(labels):
        return True
    form = next(
        (
            each
            for each in widget.window().findChildren(QFormLayout)
            if each.labelForField(widget) is not None
        ),
        None,
    )
    return form is not None


def is_inner(widget):
    """Whether a widget is a part of another control, which has the name."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractSpinBox | QComboBox | QAbstractItemView | QLineEdit):
            return True
        parent = parent.parentWidget()
    return isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_")


def nameless(window):
    return [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS) and not is_inner(widget) and not named(widget)
    ]


def test_every_control_of_the_window_has_a_name(desk):
    assert nameless(desk.window) == []


@pytest.mark.parametrize("action", DIALOGS)
def test_every_control_of_a_dialog_has_a_name_and_takes_the_keyboard(desk, action):
    desk.window.actions_[action].trigger()
    desk.calm()
    kinds = (QDialog, CommandPalette, CharacterPalette)
    dialogs = [each for kind in kinds for each in desk.window.findChildren(kind) if each.isVisible()]
    assert dialogs
    for dialog in dialogs:
        assert nameless(dialog) == []
        buttons = [
            each for each in dialog.findChildren(QAbstractButton) if each.isEnabled() and not is_inner(each)
        ]
        assert [
            each.text() for each in buttons if each.focusPolicy() == Qt.FocusPolicy.NoFocus and each.text()
        ] == []
        dialog.close()
