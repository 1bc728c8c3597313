"""Finding one's way: the command palette, the keys and changing them, help for the place one is in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.ui.actions.place_help import CHAPTERS, PLACES
from annotator.ui.actions.table import ACTIONS, MENU_TITLES, Mode, words
from annotator.ui.dialogs.guide import GuideDialog
from annotator.ui.dialogs.help import HelpDialog, KeysDialog
from annotator.ui.dialogs.palette import CommandPalette, Entry
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences.settings import Settings
from annotator.ui.qt.translate import language_of
from annotator.ui.words.sentences import container_name

_HELP = "help"
"""Name of the shortcut that a dialog gets."""


class Guidance(QObject):
    """Tells the person what can be done, and where."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._done_last: list[str] = []
        window.actions_.connect_all(
            {
                "palette": self.show_palette,
                "keys": self.show_keys,
                "change_keys": self.change_keys,
                "help_here": self.help_here,
                "guide": self.show_guide,
            }
        )
        window.article_view.key_pressed.connect(self._on_key)
        # A dialog keeps the window's shortcuts from acting; it gets one of its own when it is first worked in.
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        window.actions_.set_shortcuts(settings.value.shortcuts)
        settings.changed.connect(self._on_settings)

    def _on_settings(self) -> None:
        # A method, not a function: the settings outlive the window, which is made anew for another language.
        self._window.actions_.set_shortcuts(self._settings.value.shortcuts)

    def show_palette(self) -> None:
        """Let the person choose among all that can be done now."""
        CommandPalette((*self._commands(), *self._places()), self._window).open()

    def show_keys(self) -> None:
        """Show every key."""
        KeysDialog(self._window.theme, self._window.actions_.keys(), self._window).open()

    def change_keys(self) -> None:
        """Let the person give actions other keys."""
        from annotator.ui.dialogs.shortcuts_dialog import ShortcutsDialog

        dialog = ShortcutsDialog(self._settings.value.shortcuts, self._window)
        dialog.chosen.connect(lambda changed: self._settings.update(shortcuts=changed))
        dialog.open()

    def help_here(self) -> None:
        """Say what the place that has the focus is for, and which keys act there."""
        window = self._window
        dialog = HelpDialog(PLACES[self.place()], window.theme, window.actions_.keys(), window)
        dialog.guide_wanted.connect(self.show_guide)
        dialog.open()

    def show_guide(self) -> None:
        """Show the user guide."""
        GuideDialog(language_of(self._settings.value.language), self._window).open()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or isinstance(dialog, (GuideDialog, HelpDialog)):
            return
        if self._window in _parents(dialog) and not dialog.findChildren(QShortcut, _HELP):
            help_key = QShortcut(self._window.actions_["help_here"].shortcut(), dialog)
            help_key.setObjectName(_HELP)
            help_key.activated.connect(partial(self._help_in, dialog))

    def _help_in(self, dialog: QDialog) -> None:
        """Open the guide over a dialog, where it tells of it."""
        chapter = CHAPTERS.get(type(dialog).__name__, 0)
        GuideDialog(language_of(self._settings.value.language), dialog, chapter).open()

    def place(self) -> str:
        """Return the name of the place that has the focus, as in ``PLACES``."""
        window = self._window
        named: tuple[tuple[QWidget, str], ...] = (
            (window.tree, "tree"),
            (window.raw_view, "raw"),
            (window.image_pane, "image"),
            (window.find_bar, "find"),
            (window.find_panel, "find"),
            (window.flags, "flags"),
            (window.labels, "labels"),
            (window.decisions, "decisions"),
            (window.history, "history"),
        )
        focused = window.focusWidget()
        for widget, name in named:
            if focused is not None and (widget is focused or widget.isAncestorOf(focused)):
                return name
        if window.modes.is_typing:
            return "typing"
        return {Mode.PROOFREAD: "proofread", Mode.LABEL: "label", Mode.ARRANGE: "arrange"}[window.modes.mode]

    def _commands(self) -> list[Entry]:
        native = QKeySequence.SequenceFormat.NativeText
        actions = self._window.actions_
        can = [spec for spec in ACTIONS if spec.id != "palette" and actions[spec.id].isEnabled()]
        # What was done last is likely wanted again.
        rank = {name: number for number, name in enumerate(self._done_last)}
        return [
            Entry(
                words(spec.text).replace("&", "").rstrip("…"),
                words(MENU_TITLES[spec.menu]).split("(")[0].replace("&", ""),
                actions[spec.id].shortcut().toString(native),
                partial(self._do, spec.id),
                spec.text,
            )
            for spec in sorted(can, key=lambda spec: rank.get(spec.id, len(rank)))
        ]

    def _do(self, action_id: str) -> None:
        self._done_last = [action_id, *(name for name in self._done_last if name != action_id)][:5]
        self._window.actions_[action_id].trigger()

    def _places(self) -> list[Entry]:
        workspace = self._window.workspace
        session, issue = workspace.session, workspace.issue
        articles = [
            Entry(container_name(issue, name), self.tr("Article"), "", partial(workspace.show_article, name))
            for name in (issue.articles if issue else ())
            if issue is not None
        ]
        issues = [
            Entry(info.name, self.tr("Issue"), "", partial(workspace.show_issue, info.id))
            for info in (session.issues if session else ())
            if info.id != workspace.issue_id
        ]
        return [*articles, *issues]

    def _on_key(self, key: str) -> None:
        if key == "?":
            self.show_keys()


def _parents(widget: QWidget) -> list[QWidget]:
    """Return the widgets above a widget, beyond its window too."""
    found, above = [], widget.parentWidget()
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found
