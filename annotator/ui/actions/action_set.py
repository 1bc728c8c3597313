"""The actions of one window, made from the table of all actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from annotator.ui.actions.shortcuts import Shortcuts, effective
from annotator.ui.actions.table import ACTIONS, Needs, words
from annotator.ui.look.icons import icon
from annotator.ui.look.theme import Theme

_REPEATED = frozenset(
    (
        *("undo", "redo", "find_next", "find_previous", "next_doubt", "previous_doubt", "next_odd"),
        *("next_change", "previous_change", "next_article", "previous_article", "zoom_in", "zoom_out"),
        *("end_on", "end_back", "start_on", "start_back", "paragraph_up", "paragraph_down"),
    )
)
"""Actions that go on as long as their keys are held down; all others are done once a press."""


class Actions(QObject):
    """The actions of one window, made from ``ACTIONS``."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._made: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for spec in ACTIONS:
            action = QAction(words(spec.text), self)
            action.setObjectName(spec.id)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setToolTip(_tip(words(spec.text), action.shortcut()))
            action.setAutoRepeat(spec.id in _REPEATED)
            if spec.group:
                action.setCheckable(True)
                groups.setdefault(spec.group, QActionGroup(self)).addAction(action)
            self._made[spec.id] = action
        self["hints"].setCheckable(True)
        self["differences"].setCheckable(True)
        self["sticky_label"].setCheckable(True)
        self["suggestions"].setCheckable(True)
        self["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self["about"].setMenuRole(QAction.MenuRole.AboutRole)
        self["settings"].setMenuRole(QAction.MenuRole.PreferencesRole)
        self.set_theme(theme)

    def __getitem__(self, action_id: str) -> QAction:
        """Return an action.

        Raises:
            KeyError: there is none of that id.
        """
        return self._made[action_id]

    def keys(self) -> Shortcuts:
        """Return the keys of every action as they are now."""
        portable = QKeySequence.SequenceFormat.PortableText
        return {
            name: tuple(keys.toString(portable) for keys in action.shortcuts())
            for name, action in self._made.items()
        }

    def set_shortcuts(self, changed: Shortcuts) -> None:
        """Give actions the keys a person has chosen, and the others those the program comes with."""
        for name, keys in effective(changed).items():
            action = self._made[name]
            action.setShortcuts([QKeySequence(each) for each in keys])
            action.setToolTip(_tip(action.text(), action.shortcut()))

    def connect_all(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Say what actions do.

        Raises:
            KeyError: there is no action of an id.
        """
        for action_id, handler in handlers.items():
            self._made[action_id].triggered.connect(lambda _checked=False, call=handler: call())

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in a theme's colours."""
        for spec in ACTIONS:
            if spec.icon:
                self._made[spec.id].setIcon(icon(spec.icon, theme))

    def enable(self, met: frozenset[Needs]) -> None:
        """Enable the actions whose needs are met, and no others."""
        for spec in ACTIONS:
            self._made[spec.id].setEnabled(spec.needs is Needs.NOTHING or spec.needs in met)


def _tip(text: str, keys: QKeySequence) -> str:
    plain = text.replace("&", "").rstrip("…")
    shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain}  ({shown})" if shown else plain
