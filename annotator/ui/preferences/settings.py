"""The settings as the window uses them: one value, kept on disk, and a signal when it changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.ui.preferences.stored import Preferences, load, save


class Settings(QObject):
    """Holds the preferences and saves every change at once.

    Signals:
        changed: the preferences before the change; ``value`` holds the present ones.
    """

    changed = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._value = load(folder)

    @property
    def value(self) -> Preferences:
        """The preferences as they are now."""
        return self._value

    @property
    def folder(self) -> Path:
        """The folder they are kept in."""
        return self._folder

    def update(self, **changes: Any) -> None:
        """Change some of them by name."""
        before = self._value
        self._value = replace(before, **changes)
        if self._value != before:
            save(self._folder, self._value)
            self.changed.emit(before)
