"""Shortcuts of the actions: those the program comes with, and which keys may be given to an action."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from annotator.ui.actions.table import ACTIONS

Shortcuts = Mapping[str, tuple[str, ...]]
"""Keys by action, as portable text; the first of an action's keys is shown."""

DEFAULTS: Shortcuts = {spec.id: spec.keys for spec in ACTIONS}

_EDITING = frozenset(
    {
        *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Backspace", "Ctrl+Del", "Ctrl+Home", "Ctrl+End"),
        *("Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Space"),
    }
)
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def problem_with(keys: str) -> str:
    """Return why keys may not be given to an action: ``plain``, ``editing``, or an empty text.

    ``Ctrl+Space`` counts as editing: it turns input methods on and off.
    """
    sequence = QKeySequence(keys)
    if sequence.toString(QKeySequence.SequenceFormat.PortableText) in _EDITING:
        return "editing"
    combination = sequence[0]  # type: ignore[index]
    is_function_key = Qt.Key.Key_F1 <= combination.key() <= Qt.Key.Key_F35
    if not combination.keyboardModifiers() & _MODIFIERS and not is_function_key:
        return "plain"
    return ""


def effective(changed: Shortcuts) -> dict[str, tuple[str, ...]]:
    """Return the keys of every action, where a person has changed some; keys are given to one action only.

    What a person has chosen goes before what the program comes with.
    """
    chosen = {keys for name, listed in changed.items() if name in DEFAULTS for keys in listed}
    return {
        name: changed[name] if name in changed else tuple(keys for keys in listed if keys not in chosen)
        for name, listed in DEFAULTS.items()
    }
