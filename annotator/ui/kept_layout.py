"""Where a window stood and how its splitters were set when it was closed last."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSplitter, QWidget

_FILE = "window.ini"


class KeptLayout:
    """Keeps a window's place and its splitters' in a file.

    Args:
        folder: where the file is.
        window: the window.
        splitters: its splitters by the names they have in the file.
    """

    def __init__(self, folder: Path, window: QWidget, splitters: Mapping[str, QSplitter]) -> None:
        self._path = folder / _FILE
        self._window = window
        self._splitters = splitters

    def restore(self) -> None:
        """Put everything where it was; what is not known stays as it is."""
        store = self._store()
        if (place := store.value("geometry")) is not None:
            self._window.restoreGeometry(place)
        for name, splitter in self._splitters.items():
            if (state := store.value(name)) is not None:
                splitter.restoreState(state)

    def keep(self) -> None:
        """Note where everything is now."""
        store = self._store()
        store.setValue("geometry", self._window.saveGeometry())
        for name, splitter in self._splitters.items():
            store.setValue(name, splitter.saveState())

    def _store(self) -> QSettings:
        return QSettings(str(self._path), QSettings.Format.IniFormat)
